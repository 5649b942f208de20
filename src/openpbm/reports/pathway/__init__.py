"""The chain from light to collagen, drawn."""
