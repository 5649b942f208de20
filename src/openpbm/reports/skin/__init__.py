"""A skin, drawn."""
