"""What is known from memory only: the one way to take it out of a record.

A record of a table says under `provenance` how each of its fields is known. A field that is
recalled does not pass: it leaves its name in `from_memory` beside it, and stands, labelled, in
`recalled`. Whatever fits, matches or speaks from a record therefore cannot be moved by it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from openpbm.fact import Message, message
from openpbm.tables import Row

RECALLED = "recalled"
MEMORY = message("study-from_memory")  # how a recalled value is labelled wherever it is shown
STEP = re.compile(r"[^.\[\]]+")  # of a path such as arms[0].lights[1].nm


@dataclass(frozen=True, kw_only=True)
class FromMemory:
    """A field that nobody could look up: shown as such or not at all."""

    field: str
    value: str


def without_memory(row: Row) -> dict[str, object]:
    """The record's fields without what is recalled, which is named in it apart."""
    made = _copy(row.fields())
    assert isinstance(made, dict)
    known, recalled = [], []
    for own in row.rows("provenance"):
        paths = own.texts("fields")
        if own.text("p") == RECALLED:
            recalled += [{"field": path, "value": _take(made, path)} for path in paths]
        else:
            known.append(_copy(own.fields()))
    return {**made, "provenance": known, RECALLED: recalled}


def labelled(text: str) -> Message:
    """Something recalled, labelled as such."""
    return message("study-recalled", text=text, label=MEMORY)


def _copy(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _copy(own) for name, own in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _take(made: object, path: str) -> str:
    """Take a field out, leave its name beside it, and give its text."""
    *way, last = STEP.findall(path)
    for step in way:
        made = made[int(step)] if isinstance(made, list) else _within(made, step)
    assert isinstance(made, dict)
    names = made.setdefault("from_memory", [])
    assert isinstance(names, list)
    names.append(last)
    return text_of(made.pop(last))


def _within(made: object, step: str) -> object:
    assert isinstance(made, dict)
    return made[step]


def text_of(value: object) -> str:
    """A value of a record as text.

    >>> text_of({"relation": "<", "value": 0.001}), text_of([405, 420])
    ('< 0.001', '405, 420')
    """
    if isinstance(value, Mapping):
        return " ".join(text_of(own) for own in value.values())
    return ", ".join(text_of(item) for item in value) if isinstance(value, list) else str(value)
