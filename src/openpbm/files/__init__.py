"""The files people write and get, and the folders they lie in. Pydantic stays in here."""
