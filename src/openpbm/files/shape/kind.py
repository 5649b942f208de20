"""The kinds of value that a field may hold: how each is written, read strictly, and described."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from openpbm.fact import message
from openpbm.files.json_value import Json
from openpbm.files.shape.slip import SlipError, at, each, told
from openpbm.speech.say import say


class Kind(Protocol):
    """One kind of value."""

    def write(self, value: object) -> Json:
        """The value as JSON; raises SlipError for a number that is not finite."""
        ...

    def read(self, found: Json) -> object:
        """The value again; raises SlipError for anything that `write` would not write."""
        ...

    def schema(self) -> dict[str, Json]:
        """What JSON Schema says of it."""
        ...


@dataclass(frozen=True)
class Count:
    """How many parts something may have."""

    least: int = 0
    most: int | None = None

    def check(self, count: int, parts: str) -> None:
        """Raise SlipError for too few, or too many."""
        if not self.least <= count <= (self.most or count):
            raise SlipError(f"{count} {parts}", f"{self.least} or more")

    def bounds(self, of: str) -> dict[str, Json]:
        """What JSON Schema says of it: minLength or maxItems, where there is one."""
        found = {f"min{of}": self.least or None, f"max{of}": self.most}
        return {name: bound for name, bound in found.items() if bound is not None}


@dataclass(frozen=True)
class Text:
    """Letters."""

    count: Count = Count()

    def write(self, value: object) -> Json:
        """As it is."""
        if not isinstance(value, str):
            raise TypeError(f"{value!r} is no text")
        return value

    def read(self, found: Json) -> object:
        """A text of a length that is allowed."""
        if not isinstance(found, str):
            raise SlipError(told(found), "a text")
        self.count.check(len(found), "letters")
        return found

    def schema(self) -> dict[str, Json]:
        """A string."""
        return {"type": "string", **self.count.bounds("Length")}


@dataclass(frozen=True)
class Truth:
    """Yes or no."""

    def write(self, value: object) -> Json:
        """As it is."""
        return bool(value)

    def read(self, found: Json) -> object:
        """True or false, no number."""
        if not isinstance(found, bool):
            raise SlipError(told(found), "true or false")
        return found

    def schema(self) -> dict[str, Json]:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class BoundedNumber:
    """A finite number between bounds."""

    is_whole: bool = False
    least: float = -math.inf
    above: float = -math.inf
    most: float = math.inf
    digits: int = 0  # as which it is written; 0: all

    def write(self, value: object) -> Json:
        """A plain number, also out of an array; all its digits."""
        number = value.item() if isinstance(value, np.generic) else value
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise TypeError(f"{value!r} is no number")
        if not math.isfinite(number):
            raise SlipError(str(number), "a finite number")
        if self.digits:
            return float(f"{number:.{self.digits}g}")
        return int(number) if self.is_whole else float(number)

    def read(self, found: Json) -> object:
        """A number in its bounds; whether a whole one bears a point does not matter."""
        number = self.number(found)
        return int(number) if self.is_whole else number

    def number(self, found: Json) -> float:
        """The same as a float."""
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise SlipError(told(found), self._words())
        whole = isinstance(found, int) or found.is_integer()
        if not math.isfinite(found) or (self.is_whole and not whole):
            raise SlipError(told(found), self._words())
        if not (self.least <= found <= self.most and found > self.above):
            raise SlipError(told(found), self._words())
        return float(found)

    def _words(self) -> str:
        kind = "whole" if self.is_whole else "any"
        low = self.least if self.above == -math.inf else self.above
        bounds = "_above" if self.above > -math.inf else "_from" if low > -math.inf else ""
        bounds += "_to" if bounds and self.most < math.inf else ""
        gaps = {"low": f"{low:g}"} if bounds else {}
        gaps |= {"high": f"{self.most:g}"} if bounds.endswith("_to") else {}
        return say(message(f"file-number{bounds}", kind=kind, **gaps))

    def schema(self) -> dict[str, Json]:
        """A number or integer with its bounds."""
        bounds = {"minimum": self.least, "exclusiveMinimum": self.above, "maximum": self.most}
        told = {name: value for name, value in bounds.items() if math.isfinite(value)}
        return {"type": "integer" if self.is_whole else "number", **told}


@dataclass(frozen=True)
class Day:
    """A date, as 2026-05-01."""

    def write(self, value: object) -> Json:
        """ISO 8601."""
        if not isinstance(value, date):
            raise TypeError(f"{value!r} is no date")
        return value.isoformat()

    def read(self, found: Json) -> object:
        """The date of ten letters."""
        if isinstance(found, str) and len(found) == 10:
            try:
                return date.fromisoformat(found)
            except ValueError:
                pass
        raise SlipError(told(found), "a date such as 2026-05-01")

    def schema(self) -> dict[str, Json]:
        """A string of the format date."""
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Word:
    """One of some words."""

    words: tuple[str, ...]

    def write(self, value: object) -> Json:
        """As it is."""
        return str(value)

    def read(self, found: Json) -> object:
        """One of the words."""
        if found not in self.words:
            raise SlipError(told(found), f"one of {', '.join(filter(None, self.words))}")
        return found

    def schema(self) -> dict[str, Json]:
        """An enumeration."""
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Maybe:
    """A value, or null where it is not known."""

    kind: Kind

    def write(self, value: object) -> Json:
        """The value, or null."""
        return None if value is None else self.kind.write(value)

    def read(self, found: Json) -> object:
        """The value, or None."""
        return None if found is None else self.kind.read(found)

    def schema(self) -> dict[str, Json]:
        """Either."""
        return {"anyOf": [self.kind.schema(), {"type": "null"}]}


@dataclass(frozen=True)
class Rows:
    """Any count of values of one kind."""

    kind: Kind
    count: Count = Count()

    def write(self, value: object) -> Json:
        """A list."""
        if not isinstance(value, tuple):
            raise TypeError(f"{value!r} is no tuple")
        return each(value, self.kind.write)

    def read(self, found: Json) -> object:
        """A tuple."""
        if not isinstance(found, list):
            raise SlipError(told(found), "a list")
        self.count.check(len(found), "entries")
        return tuple(each(found, self.kind.read))

    def schema(self) -> dict[str, Json]:
        """An array."""
        return {"type": "array", "items": self.kind.schema(), **self.count.bounds("Items")}


@dataclass(frozen=True)
class Fixed:
    """As many values as there are kinds."""

    kinds: tuple[Kind, ...]

    def write(self, value: object) -> Json:
        """A list."""
        if not isinstance(value, tuple) or len(value) != len(self.kinds):
            raise TypeError(f"{value!r} is no tuple of {len(self.kinds)}")
        return [kind.write(part) for kind, part in zip(self.kinds, value, strict=True)]

    def read(self, found: Json) -> object:
        """A tuple of that length."""
        if not isinstance(found, list) or len(found) != len(self.kinds):
            raise SlipError(told(found), f"a list of {len(self.kinds)}")
        return tuple(kind.read(part) for kind, part in zip(self.kinds, found, strict=True))

    def schema(self) -> dict[str, Json]:
        """An array of that length."""
        kinds: list[Json] = [kind.schema() for kind in self.kinds]
        return {"type": "array", "prefixItems": kinds, "minItems": len(kinds), "items": False}


@dataclass(frozen=True)
class PairsObject:
    """Names and values as one object."""

    kind: Kind

    def write(self, value: object) -> Json:
        """An object."""
        if not isinstance(value, tuple):
            raise TypeError(f"{value!r} is no tuple of pairs")
        return {str(name): self.kind.write(part) for name, part in value}

    def read(self, found: Json) -> object:
        """A tuple of pairs."""
        if not isinstance(found, dict):
            raise SlipError(told(found), "names, each with a value")
        return tuple((name, at(name, self.kind.read, part)) for name, part in found.items())

    def schema(self) -> dict[str, Json]:
        """An object of any names."""
        return {"type": "object", "additionalProperties": self.kind.schema()}
