"""A mask, drawn and worded."""
