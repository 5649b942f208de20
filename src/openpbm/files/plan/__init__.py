"""plan.json: written, read back, digested, kept."""
