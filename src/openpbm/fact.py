"""A fact to be told: what was found, by its id and what belongs to it. No words yet.

Lower floors make facts; the room `speech` alone turns one into a sentence, in the language that
is asked for. A number comes with its unit, a date as a date, a region or channel by its id: how
each is written is a matter of language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TypeAlias


@dataclass(frozen=True)
class Quantity:
    """A measured number with its unit; shares have the unit "share", pure numbers "1"."""

    value: float
    unit: str
    figures: int = 2
    trimmed: bool = False  # at most so many figures: a limit of 60 is not said as 60.0


@dataclass(frozen=True)
class Name:
    """A thing that has a name in every language: a region, a layer, a channel, a goal."""

    kind: str
    id: str


@dataclass(frozen=True)
class Several:
    """Things in a row: "a, b and c", or with another joint, such as "or"."""

    items: tuple[Param, ...]
    joint: str = "and"


@dataclass(frozen=True)
class Message:
    """One sentence, or part of one, of the catalogues, with what stands in its gaps.

    The word before the first hyphen of the id names the catalogue: `refusal-closed-days` stands
    in `refusal.ftl`. An aspect is what else is said of the same fact: what would change it.
    """

    id: str
    gaps: tuple[tuple[str, Param], ...] = field(default=())  # in order of their names
    aspect: str = ""

    @property
    def params(self) -> Mapping[str, Param]:
        """What stands in each gap."""
        return MappingProxyType(dict(self.gaps))

    @property
    def subject(self) -> str:
        """The catalogue."""
        return self.id.partition("-")[0]

    def but(self, aspect: str) -> Message:
        """Another aspect of the same fact."""
        return replace(self, aspect=aspect)


# text is what a table says, a name of a product or an author; what a person wrote is `theirs`
Param: TypeAlias = str | int | date | Quantity | Name | Several | Message


def message(id: str, /, **params: Param) -> Message:
    """A fact by its id.

    >>> message("refusal-closed-days", last=date(2026, 5, 1)).params["last"].year
    2026
    """
    return Message(id, tuple(sorted(params.items())))


def several(items: Iterable[Param], joint: str = "and") -> Several:
    """Things in a row."""
    return Several(tuple(items), joint)


def said(text: str) -> Message:
    """A sentence of a table or of a program, in the language where that has words for it."""
    return message("said-as_it_is", text=text)


def theirs(text: str) -> Message:
    """What a person wrote, such as a name: in every language as it stands there."""
    return message("said-as_written", written=text)
