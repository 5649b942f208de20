"""What light a mask lays on a face, and what arrives below: asked for in one line."""
