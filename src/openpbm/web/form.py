"""What was typed into a form, and what is said back beside each field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from openpbm.errors import InputError
from openpbm.fact import Message, said
from openpbm.files.answer_error import AnswerError
from openpbm.web.people import Typed

ValueT = TypeVar("ValueT")


@dataclass(kw_only=True)
class Form:
    """A form on its way back: typed values are kept whatever is wrong with them."""

    typed: Typed = field(default_factory=dict)
    errors: dict[str, Message] = field(default_factory=dict)
    echoes: dict[str, list[Message]] = field(default_factory=dict)  # what a field was understood as
    guesses: dict[str, list[str]] = field(default_factory=dict)  # spellings to choose from

    def v(self, name: str) -> str:
        """The one value of a field, trimmed."""
        values = self.typed.get(name, [])
        return values[0].strip() if values else ""

    def all(self, name: str) -> list[str]:
        """Every value of a field with several."""
        return self.typed.get(name, [])

    def has(self, name: str, value: str) -> bool:
        """Whether a box is ticked or an option chosen."""
        return value in self.typed.get(name, [""])

    def error(self, name: str) -> Message | None:
        """What is wrong with a field; None where it is good."""
        return self.errors.get(name)

    def echo(self, name: str) -> list[Message]:
        """What a field was understood as."""
        return self.echoes.get(name, [])

    def guess(self, name: str) -> list[str]:
        """Spellings that a field may have meant."""
        return self.guesses.get(name, [])

    def read(self, name: str, understood: Callable[[str], ValueT]) -> ValueT | None:
        """The value as it is understood; else its error is kept at the field."""
        try:
            return understood(self.v(name))
        except InputError as problem:
            self.errors[name] = fact_of(problem)
            return None

    def choice(self, name: str, known: tuple[str, ...], asked: Message) -> str | None:
        """One of a few words; none chosen is an error, never a default."""
        value = self.v(name)
        if value in known:
            return value
        self.errors[name] = asked
        return None

    def rows(self, kind: str, fields: tuple[str, ...], *, least: int = 1) -> list[int]:
        """Numbers of the rows to show: those with something in them, and one more."""
        count = 0
        while any(f"{kind}-{count}-{name}" in self.typed for name in fields):
            count += 1
        filled = [i for i in range(count) if any(self.v(f"{kind}-{i}-{name}") for name in fields)]
        last = max(filled, default=-1) + 1
        more = 1 if self.v("do") == f"more-{kind}" else 0
        return list(range(max(least, last, min(count, MOST_ROWS)) + more))


MOST_ROWS = 60


def fact_of(problem: Exception) -> Message:
    """What went wrong, as a field tells it; of others their own words."""
    return problem.fact if isinstance(problem, AnswerError) else said(sentence(str(problem)))


def sentence(text: str) -> str:
    """An error as the field says it: a capital and a full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")
