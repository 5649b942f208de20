"""Any frozen noun as JSON, back, and as a JSON schema: its annotations say all there is to say."""

from openpbm.files.shape.of import definitions, from_json, noun_of, to_json

__all__ = ["definitions", "from_json", "noun_of", "to_json"]
