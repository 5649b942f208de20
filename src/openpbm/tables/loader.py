"""One loader for every table: typed rows that refuse a number without a parent.

Three shapes are known, told apart by what they hold:

- number tables, `{"numbers": [{id, value, unit, status, source, ...}]}`: `numbers(name)`
- row tables, `{"rows": [{id, ..., status, source}]}`: `typed(name, kind)` as the dataclass that
  says what a row may hold, or `rows(name)`, field by field
- column tables, a CSV beside a `NAME.columns.json` with unit, status and source per
  column: `tables.columns.columns(name)`, apart, so that whoever reads no arrays loads no numpy
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from openpbm.errors import TableError
from openpbm.tables.row.number import Number
from openpbm.tables.row.parent import STATUSES, Sourced
from openpbm.tables.shape import LARGEST, read

SourcedRow = TypeVar("SourcedRow", bound=Sourced)


def folder() -> Path:
    """Where the tables lie."""
    return Path(__file__).parent


class Row:
    """One row of a table, read by asking for the type that is expected."""

    def __init__(self, fields: Mapping[str, object], where: str) -> None:
        self._fields = fields
        self._where = where

    def __contains__(self, name: str) -> bool:
        return self._fields.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def fields(self) -> Mapping[str, object]:
        """Everything as it was read, for whoever makes another row of it."""
        return dict(self._fields)

    def _need(self, name: str) -> object:
        value = self._fields.get(name)
        if value is None:
            raise TableError(f"{self._where}: no {name}")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        """A text field; `default` where it is missing."""
        if name not in self and default is not None:
            return default
        return str(self._need(name))

    def number(self, name: str) -> float:
        """A number that must be there."""
        value = self._need(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TableError(f"{self._where}: {name} is {value!r}; expected a number")
        if not abs(value) <= LARGEST:  # also what is not a number: an endless limit is none
            raise TableError(f"{self._where}: {name} is not finite; expected a number")
        return float(value)

    def maybe(self, name: str) -> float | None:
        """A number, or None where the table knows none."""
        return self.number(name) if name in self else None

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no."""
        return bool(self._fields.get(name, default))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty where missing."""
        value = self._fields.get(name) or ()
        if not isinstance(value, list | tuple):
            raise TableError(f"{self._where}: {name} is not a list")
        return tuple(str(item) for item in value)

    def floats(self, name: str) -> tuple[float, ...]:
        """A list of numbers; empty where missing."""
        return tuple(float(item) for item in self.texts(name))

    def row(self, name: str) -> Row:
        """A nested row."""
        value = self._need(name)
        if not isinstance(value, Mapping):
            raise TableError(f"{self._where}: {name} is not a row")
        return Row(value, f"{self._where}.{name}")

    def rows(self, name: str) -> tuple[Row, ...]:
        """A list of nested rows; empty where missing."""
        value = self._fields.get(name) or ()
        if not isinstance(value, list | tuple):
            raise TableError(f"{self._where}: {name} is not a list")
        if not all(isinstance(item, Mapping) for item in value):
            raise TableError(f"{self._where}: {name} holds something that is not a row")
        return tuple(Row(item, f"{self._where}.{name}[{i}]") for i, item in enumerate(value))


def _read(name: str) -> Mapping[str, object]:
    path = folder() / f"{name}.json"
    try:
        content: Mapping[str, object] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TableError(f"no table called {name}") from None
    return content


def _checked(row: Row, where: str) -> tuple[str, str]:
    status = row.text("status", "")
    source = row.text("source", "") or "; ".join(own.text("url") for own in row.rows("sources"))
    if status not in STATUSES:
        raise TableError(f"{where}: status is {status!r}; expected one of {', '.join(STATUSES)}")
    if not source:
        raise TableError(f"{where}: no source")
    return status, source


@cache
def numbers(name: str) -> Mapping[str, Number]:
    """A number table, by id, in the order of the file.

    Raises:
        TableError: file, row and field; what was found there and what would be right.
    """
    return cast(Mapping[str, Number], _typed(name, "numbers", Number))


@cache
def rows(name: str) -> Mapping[str, Row]:
    """A row table, by id, in the order of the file."""
    found: dict[str, Row] = {}
    for row in Row(_read(name), name).rows("rows"):
        key = row.text("id")
        _checked(row, f"{name}.{key}")
        if key in found:
            raise TableError(f"{name}.{key}: stands twice")
        found[key] = row
    return found


def typed(name: str, kind: type[SourcedRow]) -> Mapping[str, SourcedRow]:
    """A row table as dataclasses, by id, in the order of the file.

    Args:
        name: of the file, without `.json`.
        kind: what its rows are.

    Raises:
        TableError: file, row and field; what was found there and what would be right.
    """
    made: object = kind
    return cast(Mapping[str, SourcedRow], _typed(name, "rows", made))


@cache
def _typed(name: str, under: str, kind: object) -> Mapping[str, Sourced]:
    content = _read(name).get(under)
    if not isinstance(content, list):
        raise TableError(f"{name}.json: found no list called {under}; expected one")
    found: dict[str, Sourced] = {}
    for number, value in enumerate(content):
        key = value.get("id") if isinstance(value, Mapping) else None
        where = f"{name}.json, row {key or number}"
        row = read(cast(type[Sourced], kind), value, where)
        if not row.source:
            raise TableError(f"{where}: found no source; expected what a reader can open")
        if row.id in found:
            raise TableError(f"{where}: stands twice")
        found[row.id] = row
    return found
