"""JSON Schemas of the tables that the package holds, from the classes of their rows."""

from __future__ import annotations

from typing import cast

from openpbm.errors import InputError, nearest
from openpbm.fact import message
from openpbm.files.json_value import Json
from openpbm.speech.say import in_english
from openpbm.tables import Number
from openpbm.tables.row import ROWS
from openpbm.tables.shape import schema


def table_schema(name: str) -> dict[str, Json]:
    """The JSON Schema of one of the package's tables.

    Raises:
        InputError: no such table.
    """
    if name not in ROWS:
        known = sorted(ROWS)
        raise InputError(
            f'found table "{name}"; expected one of {", ".join(known)}{nearest(name, known)}'
        )
    under = "numbers" if ROWS[name] is Number else "rows"
    row = cast(Json, schema(ROWS[name]))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": in_english(message("file-schema_table", name=f"{name}.json")),
        "type": "object",
        "properties": {"about": {"type": "string"}, under: {"type": "array", "items": row}},
        "required": [under],
        "additionalProperties": False,
    }
