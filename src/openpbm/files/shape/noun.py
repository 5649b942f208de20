"""A noun as one object: every field under its name, nothing more and nothing less."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from openpbm.errors import InputError
from openpbm.fact import Message
from openpbm.field import Beside
from openpbm.files.json_value import Json
from openpbm.files.shape.kind import BoundedNumber, Kind, PairsObject, Rows, Text
from openpbm.files.shape.slip import SlipError, at, told
from openpbm.interval import Interval
from openpbm.speech.say import in_english


@dataclass(frozen=True)
class Column:
    """One field: under which key or keys it lies, and what it holds."""

    name: str
    kind: Kind
    beside: Beside | None = None  # of an interval whose parts are columns of the noun itself
    is_told: bool = False  # facts: the English sentences lie under the name, they beside it
    if_any: bool = False  # left out where there is none

    @property
    def fact(self) -> str:
        """The key of the facts."""
        return f"{self.name}_fact"

    @property
    def keys(self) -> dict[str, Kind]:
        """What lies under each of its keys."""
        if self.beside is not None:
            return {key: self.kind for key, _ in self.beside.parts}
        if self.is_told:
            text = Rows(Text()) if isinstance(self.kind, Rows) else Text()
            return {self.name: text, self.fact: self.kind}
        return {self.name: self.kind}

    @property
    def may_lack(self) -> bool:
        """Pairs are left out where there are none, and a part that most have not."""
        return self.if_any or isinstance(self.kind, PairsObject)

    def kept(self, value: object) -> Iterator[tuple[str, Json]]:
        """The field of a noun as it is written."""
        own = getattr(value, self.name)
        if self.beside is not None:
            for key, part in self.beside.parts:
                yield key, at(key, self.kind.write, getattr(own, part))
        elif self.is_told:
            yield self.name, _sentences(own)
            yield self.fact, at(self.name, self.kind.write, own)
        elif not self.may_lack or own:
            yield self.name, at(self.name, self.kind.write, own)

    def value(self, found: dict[str, Json]) -> object:
        """What the field of a noun was."""
        if self.beside is not None:
            parts = {
                p: at(key, BoundedNumber().number, found.get(key)) for key, p in self.beside.parts
            }
            return Interval(**parts)
        if self.is_told:
            return self._one(self.fact, found)
        if self.may_lack and self.name not in found:
            return None if self.if_any else ()
        return self._one(self.name, found)

    def _one(self, key: str, found: dict[str, Json]) -> object:
        if key not in found:
            raise SlipError("nothing", "a value").under(key)
        return at(key, self.kind.read, found[key])


@dataclass(frozen=True)
class Noun:
    """A frozen dataclass or a named tuple."""

    name: str
    make: Callable[..., object]
    columns: tuple[Column, ...]
    written: tuple[Column, ...]  # properties that are written too, and must agree when read

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every key that it may have."""
        return frozenset(self.properties)

    @cached_property
    def properties(self) -> dict[str, Kind]:
        """What lies under each key."""
        found: dict[str, Kind] = {}
        for column in (*self.columns, *self.written):
            found.update(column.keys)
        return found

    def write(self, value: object) -> Json:
        """Every field, and every property that is written."""
        return dict(_pairs(value, (*self.columns, *self.written)))

    def read(self, found: Json) -> object:
        """The noun again, made by its own rules."""
        if not isinstance(found, dict):
            raise SlipError(told(found), f"an object with {', '.join(self.properties)}")
        values = {column.name: column.value(found) for column in self.columns}
        for key in found.keys() - self.keys:
            raise SlipError("a value", "no such field").under(key)
        try:
            made = self.make(**values)
        except InputError as problem:
            raise SlipError(str(problem), "fields that go together") from None
        for key, value in _pairs(made, self.written):
            if found.get(key) != value:
                raise SlipError(told(found.get(key)), f"{value}, as the other fields say").under(
                    key
                )
        return made

    def schema(self) -> dict[str, Json]:
        """A reference to its definition."""
        return {"$ref": f"#/$defs/{self.name}"}

    def definition(self) -> dict[str, Json]:
        """An object of its keys, closed."""
        lacking = {column.name for column in self.columns if column.may_lack}
        properties: dict[str, Json] = {k: kind.schema() for k, kind in self.properties.items()}
        required: list[Json] = [key for key in properties if key not in lacking]
        return {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }


def _sentences(told: Message | tuple[Message, ...] | None) -> Json:
    if told is None:
        return ""
    if isinstance(told, Message):
        return in_english(told)
    return [in_english(each) for each in told]


def _pairs(value: object, columns: Sequence[Column]) -> Iterator[tuple[str, Json]]:
    for column in columns:
        yield from column.kept(value)
