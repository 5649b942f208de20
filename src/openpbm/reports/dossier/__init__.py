"""The dossier of a mask as a page, as a Word file, and its instructions for use."""
