"""From the annotations of a noun to the kind of value that it is."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Annotated, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import annotated_types as bounds
import numpy as np

from openpbm.errors import InputError
from openpbm.fact import Message
from openpbm.field import DIGITS, AsObject, Beside, IfAny, Packed
from openpbm.files.json_value import Json
from openpbm.files.shape.array import Bytes, Numbers
from openpbm.files.shape.fact import Fact
from openpbm.files.shape.kind import (
    BoundedNumber,
    Count,
    Day,
    Fixed,
    Kind,
    Maybe,
    PairsObject,
    Rows,
    Text,
    Truth,
    Word,
)
from openpbm.files.shape.noun import Column, Noun
from openpbm.files.shape.slip import SlipError

T = TypeVar("T")
Marks = tuple[object, ...]  # what Annotated says beside the type

_known: dict[type, Noun] = {}  # annotations are read once a run


def to_json(noun: object) -> dict[str, Json]:
    """A noun as JSON, all its digits.

    Raises:
        ValueError: a number that is not finite: a fault in OpenPBM.
    """
    try:
        made = noun_of(type(noun)).write(noun)
    except SlipError as slip:
        raise ValueError(f"{slip.field} is {slip.found}; expected {slip.expected}") from None
    assert isinstance(made, dict)  # as every noun is written
    return made


def from_json(made: type[T], found: Json, where: str, error: type[InputError]) -> T:
    """The noun that was written.

    Raises:
        InputError: of the kind given, as 'FILE: field A.B[0]: found X; expected Y'.
    """
    try:
        read = noun_of(made).read(found)
    except SlipError as slip:
        field = f"field {slip.field}: " if slip.field else ""
        raise error(f"{where}: {field}found {slip.found}; expected {slip.expected}") from None
    assert isinstance(read, made)
    return read


def definitions(*nouns: type) -> dict[str, Json]:
    """The `$defs` of a JSON Schema: these nouns, and every noun in them."""
    found: dict[str, Json] = {}
    left: list[Kind] = [noun_of(noun) for noun in nouns]
    while left:
        kind = left.pop()
        if isinstance(kind, Noun) and kind.name not in found:
            found[kind.name] = kind.definition()
            left.extend(kind.properties.values())
        elif isinstance(kind, Maybe | Rows | PairsObject):
            left.append(kind.kind)
        elif isinstance(kind, Fixed):
            left.extend(kind.kinds)
    return dict(sorted(found.items()))


def noun_of(made: type) -> Noun:
    """How a frozen dataclass or a named tuple is written."""
    found = _known.get(made)
    if found is None:
        found = _known[made] = _noun(made)
    return found


def _noun(made: type) -> Noun:
    hints = get_type_hints(made, include_extras=True)
    if is_dataclass(made):
        names = [field.name for field in fields(made)]
    else:
        names = list(getattr(made, "_fields", ()))
    columns = tuple(_column(name, hints[name]) for name in names)
    written = tuple(
        Column(name, _shown(get_type_hints(getattr(made, name).fget)["return"]))
        for name in getattr(made, "WRITTEN", ())
    )
    return Noun(made.__name__, made, columns, written)


def _column(name: str, hint: object) -> Column:
    marks = get_args(hint)[1:]
    beside = next((mark for mark in marks if isinstance(mark, Beside)), None)
    kind = kind_of(hint) if beside is None else BoundedNumber()
    if_any = any(isinstance(mark, IfAny) for mark in marks)
    return Column(name, kind, beside, is_told=_is_told(kind), if_any=if_any)


def _is_told(kind: Kind) -> bool:
    """Facts: their English sentences are written beside them."""
    return isinstance(kind.kind if isinstance(kind, Rows | Maybe) else kind, Fact)


def _shown(hint: object) -> Kind:
    """What is worked out from the rest is written as it is shown."""
    return BoundedNumber(digits=DIGITS) if hint is float else kind_of(hint)


def kind_of(hint: object, marks: Marks = ()) -> Kind:
    """The kind of value that an annotation names.

    Raises:
        TypeError: an annotation that no file can hold.
    """
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return kind_of(inner[0], (*marks, *inner[1:]))
    if origin in (Union, types.UnionType):
        (known,) = (each for each in inner if each is not types.NoneType)
        return Maybe(kind_of(known, marks))
    if origin is Literal:
        return Word(inner)
    if origin is tuple:
        return _tuple(inner, marks)
    if origin is np.ndarray:
        (dtype,) = get_args(inner[1])
        return Bytes(dtype) if any(isinstance(m, Packed) for m in marks) else Numbers()
    if hint is Message:
        return Fact()
    if isinstance(hint, type):
        if hint in (int, float):
            return _number(hint is int, marks)
        if hint is str:
            return Text(_length(marks))
        return Truth() if hint is bool else Day() if hint is date else noun_of(hint)
    raise TypeError(f"{hint} cannot be kept in a file")


def _tuple(inner: tuple[object, ...], marks: Marks) -> Kind:
    if inner[-1] is not Ellipsis:
        return Fixed(tuple(kind_of(each) for each in inner))
    if any(isinstance(mark, AsObject) for mark in marks):
        return PairsObject(kind_of(get_args(inner[0])[1]))
    return Rows(kind_of(inner[0]), _length(marks))


def _length(marks: Marks) -> Count:
    own = next((mark for mark in marks if isinstance(mark, bounds.Len)), bounds.Len())
    return Count(own.min_length, own.max_length)


def _number(is_whole: bool, marks: Marks) -> BoundedNumber:
    made = BoundedNumber(is_whole=is_whole)
    for mark in marks:
        if isinstance(mark, bounds.Ge):
            made = replace(made, least=float(str(mark.ge)))
        elif isinstance(mark, bounds.Gt):
            made = replace(made, above=float(str(mark.gt)))
        elif isinstance(mark, bounds.Le):
            made = replace(made, most=float(str(mark.le)))
    return made
