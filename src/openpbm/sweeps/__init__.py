"""Whole populations: people, masks and designs, counted in batches on any number of machines."""
