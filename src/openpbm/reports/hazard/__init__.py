"""The safety report of a mask."""
