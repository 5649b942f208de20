"""The local page: interview, mask, plan, session and log in a browser of the same machine."""
