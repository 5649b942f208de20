"""Photos of a face as files: read, looked at by a model on this machine, kept sealed."""
