"""A session from the question whether there may be light today to the end of it."""
