"""A row of JSON as a frozen dataclass, strictly: what is unknown or of another type is told.

The types that a row may have: text, number, whole number, yes or no, a word of a list (`Literal`),
another dataclass, `tuple[T, ...]` for a list, `Mapping[str, T]` for an object, and `T | None`.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Literal, TypeVar, get_args, get_origin

from openpbm.errors import TableError

Kind = object  # a type as annotations write it: a class, a union, a generic
T = TypeVar("T")
Reader = Callable[[object], object]

LARGEST = 1e30  # of any number in a table
SHOWN = 40  # letters of a value in a message


class _WrongError(Exception):
    """A value that is not what it should be; the way to it grows on the way out."""

    def __init__(self, told: str, path: str = "") -> None:
        super().__init__(told)
        self.told, self.path = told, path

    def under(self, step: str) -> _WrongError:
        return _WrongError(self.told, f"{step}{self.path}")


def read(kind: type[T], value: object, where: str) -> T:
    """A value of JSON as the type asked for.

    Args:
        kind: a frozen dataclass.
        value: what the file holds.
        where: file and row, for messages.

    Raises:
        TableError: where it was, what was found, what would be right.

    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Light:
    ...     peak_nm: float
    >>> read(Light, {"peak_nm": 633}, "lights.json, row red")
    Light(peak_nm=633.0)
    >>> read(Light, {"peak_nm": "633"}, "lights.json, row red")
    Traceback (most recent call last):
    openpbm.errors.TableError: lights.json, row red.peak_nm: found "633"; expected a number
    """
    whole: Kind = kind
    try:
        return typing.cast(T, _reader(whole)(value))
    except _WrongError as wrong:
        raise TableError(f"{where}{wrong.path}: {wrong.told}") from None


@cache
def _reader(kind: Kind) -> Reader:
    """What reads a type: worked out once, since a table holds thousands of values."""
    if isinstance(kind, type) and is_dataclass(kind):
        return _row_reader(kind)
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _either_reader(parts)
    if origin is Literal:
        return _plain_reader(kind, lambda value: isinstance(value, str) and value in parts)
    if origin is tuple:
        return _list_reader(kind, _reader(parts[0]))
    if origin is not None:
        return _object_reader(kind, _reader(parts[1]))
    if kind is float:
        return _number
    if kind is int:
        return _plain_reader(kind, lambda v: isinstance(v, int) and not isinstance(v, bool))
    plain = typing.cast(type, kind)
    return _plain_reader(kind, lambda value: isinstance(value, plain))


def _number(value: object) -> float:
    """A finite number; true and false are none, though the language counts them as such."""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST:
        return float(value)
    raise _wrong(value, float)


def _plain_reader(kind: Kind, fits: Callable[[object], bool]) -> Reader:
    def reads(value: object) -> object:
        if fits(value):
            return value
        raise _wrong(value, kind)

    return reads


def _list_reader(kind: Kind, inner: Reader) -> Reader:
    def reads(value: object) -> object:
        if not isinstance(value, list):
            raise _wrong(value, kind)
        return tuple(_stepped(inner, item, f"[{i}]") for i, item in enumerate(value))

    return reads


def _object_reader(kind: Kind, inner: Reader) -> Reader:
    def reads(value: object) -> object:
        if not isinstance(value, Mapping):
            raise _wrong(value, kind)
        return {name: _stepped(inner, item, f".{name}") for name, item in value.items()}

    return reads


def _either_reader(parts: tuple[Kind, ...]) -> Reader:
    """The first kind that fits; what the last one says where none does."""
    *earlier, last = [_reader(part) for part in parts if part is not type(None)]
    may_be_none = type(None) in parts

    def reads(value: object) -> object:
        if value is None and may_be_none:
            return None
        for reader in earlier:
            try:
                return reader(value)
            except _WrongError:
                continue
        return last(value)

    return reads


def _row_reader(kind: type) -> Reader:
    readers = {name: _reader(own) for name, own in types_of(kind).items()}
    must = needed(kind)
    made: Callable[..., object] = kind

    def reads(value: object) -> object:
        if not isinstance(value, Mapping):
            raise _wrong(value, kind)
        for name, own in must.items():
            if name not in value:
                raise _WrongError(f"found no {name}; expected {wanted(own)}")
        for name in value:
            if name not in readers:
                raise _WrongError(f"found {name}; expected one of {', '.join(readers)}")
        parts = {n: _stepped(readers[n], item, f".{n}") for n, item in value.items()}
        return made(**parts)

    return reads


def _stepped(reader: Reader, value: object, step: str) -> object:
    """A value inside another one: where it stands is said only of one that is wrong."""
    try:
        return reader(value)
    except _WrongError as wrong:
        raise wrong.under(step) from None


def _wrong(value: object, kind: Kind) -> _WrongError:
    return _WrongError(f"found {_shown(value)}; expected {wanted(kind)}")


@cache
def types_of(kind: type) -> Mapping[str, Kind]:
    """Names and types of a dataclass's fields."""
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in _fields(kind)}


@cache
def needed(kind: type) -> Mapping[str, Kind]:
    """Names and types of the fields that must be there."""
    own = types_of(kind)
    return {f.name: own[f.name] for f in _fields(kind) if f.default is MISSING}


def _fields(kind: type) -> tuple[Field[object], ...]:
    assert is_dataclass(kind)
    return fields(kind)


def wanted(kind: Kind) -> str:
    """A type in words, for messages."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(wanted(part) for part in parts if part is not type(None))
    if origin is Literal:
        return "one of " + ", ".join(map(str, parts))
    if origin is tuple:
        return "a list"
    plain = {str: "a text", float: "a number", int: "a whole number", bool: "true/false"}
    return plain.get(typing.cast(type, kind), "an object")


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} ..."


def schema(kind: Kind) -> dict[str, object]:
    """The JSON Schema of a type."""
    if isinstance(kind, type) and is_dataclass(kind):
        told = (kind.__doc__ or "").split("\n")[0]
        return {
            "type": "object",
            "description": told,
            "properties": {name: schema(own) for name, own in types_of(kind).items()},
            "required": list(needed(kind)),
            "additionalProperties": False,
        }
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [schema(part) for part in parts]}
    if origin is Literal:
        return {"enum": list(parts)}
    if origin is tuple:
        return {"type": "array", "items": schema(parts[0])}
    if origin is not None:
        return {"type": "object", "additionalProperties": schema(parts[1])}
    names = {str: "string", float: "number", int: "integer", bool: "boolean", type(None): "null"}
    return {"type": names[typing.cast(type, kind)]}
