"""OpenPBM plans, checks and explains medical-grade LED mask therapy."""

__version__ = "0.1.0"
