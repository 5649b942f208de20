"""What the trials say, drawn and worded."""
