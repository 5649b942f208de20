"""The chain from light to collagen as a hypothesis. Theory 12."""
