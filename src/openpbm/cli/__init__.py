"""The doors: one file for each command. They parse, call one function, and show."""
