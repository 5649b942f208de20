"""The files people write and get: person, mask, stack, plan. Pydantic stays in here."""
