"""Masks to deliver to: a simulated one, and one that only a person can switch."""
