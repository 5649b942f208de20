"""A row as a frozen noun: its fields are the table's columns, and nothing else may stand there.

A misspelt column, a missing one and a value of another kind are refused with their place. Known
kinds of a field: text, number, whole number, yes or no, one of some words, another noun, and
tuples and mappings of these; each may be absent where the noun says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Literal, TypeVar, get_args, get_origin, get_type_hints

from openpbm.errors import TableError
from openpbm.tables.loader import LARGEST

Noun = TypeVar("Noun")
Read = Callable[[object], object]
SAID = {str: "a text", float: "a number", int: "a whole number", bool: "true or false"}


class _OddError(ValueError):
    """A value that is not what its column asks for; its place grows on the way out."""

    def __init__(self, said: str, place: str = "") -> None:
        super().__init__(said)
        self.said, self.place = said, place

    def inside(self, outer: str) -> _OddError:
        return _OddError(self.said, outer + self.place)


def noun(kind: type[Noun], row: Mapping[str, object], where: str) -> Noun:
    """The row as a noun of this kind.

    Raises:
        TableError: as 'studies.x.arms[0]: found no role'.
    """
    hint: object = kind
    try:
        made = _reader(hint)(row)
    except _OddError as odd:
        raise TableError(f"{where}{odd.place}: {odd.said}") from None
    assert isinstance(made, kind)
    return made


@cache
def _reader(wanted: object) -> Read:
    """What makes a value of a kind, or says what is odd about it."""
    origin, parts = get_origin(wanted), get_args(wanted)
    if origin is UnionType:
        (one,) = [part for part in parts if part is not NoneType]
        return _reader(one)
    if origin is Literal:
        return _one_of(parts)
    if origin is tuple:
        if parts[-1] is Ellipsis:
            return _list_of(_reader(parts[0]))
        return _row_of([_reader(part) for part in parts])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _names_with(_reader(parts[1]))
    assert isinstance(wanted, type)
    return _noun(wanted) if is_dataclass(wanted) else _plain(wanted)


def _noun(kind: type[object]) -> Read:
    assert is_dataclass(kind)
    hints = get_type_hints(kind)
    readers = {each.name: _reader(hints[each.name]) for each in fields(kind)}
    needed = {each.name for each in fields(kind) if _is_needed(each)}

    def read(value: object) -> object:
        row = _mapping(value)
        for name in needed:
            if name not in row:
                raise _OddError(f"found no {name}")
        given = {}
        for name, own in row.items():
            if name not in readers:
                raise _OddError(f"found {name}; expected some of {', '.join(readers)}")
            try:
                given[name] = readers[name](own)
            except _OddError as odd:
                raise odd.inside(f".{name}") from None
        return kind(**given)

    return read


def _is_needed(column: Field[object]) -> bool:
    return column.default is MISSING and column.default_factory is MISSING


def _one_of(words: tuple[object, ...]) -> Read:
    def read(value: object) -> object:
        if value not in words:
            raise _OddError(f"found {value!r}; expected one of {', '.join(map(str, words))}")
        return value

    return read


def _list_of(one: Read) -> Read:
    def read(value: object) -> object:
        made = []
        for i, item in enumerate(_list(value)):
            try:
                made.append(one(item))
            except _OddError as odd:
                raise odd.inside(f"[{i}]") from None
        return tuple(made)

    return read


def _row_of(each: list[Read]) -> Read:
    def read(value: object) -> object:
        items = _list(value)
        if len(items) != len(each):
            raise _OddError(f"found {len(items)} values; expected {len(each)}")
        return tuple(one(item) for one, item in zip(each, items, strict=True))

    return read


def _names_with(one: Read) -> Read:
    def read(value: object) -> object:
        return MappingProxyType({name: one(own) for name, own in _mapping(value).items()})

    return read


def _plain(wanted: type) -> Read:
    def read(value: object) -> object:
        if type(value) is wanted and wanted is not float:
            return value
        if wanted is float and (number := _number(value)) is not None:
            return number
        raise _OddError(f"found {value!r}; expected {SAID[wanted]}")

    return read


def _number(value: object) -> float | None:
    """A finite number, whole or not; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= LARGEST else None


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise _OddError(f"found {value!r}; expected a list")
    return value


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise _OddError(f"found {value!r}; expected names with values")
    return value
