"""The skin model held against measured faces."""
