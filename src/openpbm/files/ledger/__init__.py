"""The book of what a person was given: a chain of entries in SQLite, how it is kept and read."""
