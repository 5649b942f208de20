"""Skin as scenarios, and how light travels through its layers. Theory 3 to 5."""
