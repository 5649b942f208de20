"""What must not be passed: screening, weighted spectra, ceilings. Theory 8; docs/safety."""
