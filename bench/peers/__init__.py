"""The light solver beside other programs on the same work; see README.md in this folder."""
