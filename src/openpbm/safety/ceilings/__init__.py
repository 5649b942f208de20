"""Every limit that applies to this person under this mask, as bounds. Theory 8."""
