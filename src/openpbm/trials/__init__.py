"""A trial that can answer: its size, its arms at depth, its tables."""
