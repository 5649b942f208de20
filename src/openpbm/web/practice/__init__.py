"""A practice at one desk, or a house that shares a mask: what it keeps once for all its people."""
