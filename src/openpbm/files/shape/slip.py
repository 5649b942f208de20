"""Where a value is not what its field holds, and the way that leads to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from openpbm.files.json_value import Json

SHOWN_LETTERS = 40  # of what was found

FromT = TypeVar("FromT")
ToT = TypeVar("ToT")


class SlipError(Exception):
    """A value that is not what its field holds; the way to it grows while it is passed up."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(found, expected)
        self.found, self.expected = found, expected
        self.way: list[str | int] = []

    def under(self, step: str | int) -> SlipError:
        """The same, seen from one level up."""
        self.way.append(step)
        return self

    @property
    def field(self) -> str:
        """The way from the top, as session.channels[0].drive."""
        steps = (f"[{s}]" if isinstance(s, int) else f".{s}" for s in reversed(self.way))
        return "".join(steps).lstrip(".")


def told(found: Json) -> str:
    """What was found, in a few letters."""
    text = "nothing" if found is None else repr(found)
    return text if len(text) <= SHOWN_LETTERS else f"{text[:SHOWN_LETTERS]}..."


def at(step: str | int, use: Callable[[FromT], ToT], value: FromT) -> ToT:
    """What comes of a value; a slip in it tells the step that leads there."""
    try:
        return use(value)
    except SlipError as slip:
        raise slip.under(step) from None


def each(values: Iterable[FromT], use: Callable[[FromT], ToT]) -> list[ToT]:
    """The same of every value of a list."""
    return [at(step, use, value) for step, value in enumerate(values)]
