"""A field of a file that holds one of the words of a table, checked as a `Literal` is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


@dataclass(frozen=True)
class OneOf:
    """What an annotation carries: the words that may stand there."""

    words: tuple[str, ...]

    def __get_pydantic_core_schema__(
        self,
        source: object,
        handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        return core_schema.literal_schema(list(self.words))


def one_of(words: Iterable[str]) -> OneOf:
    """The annotation of a field that takes one of these words."""
    return OneOf(tuple(words))


def quoted_words(words: Iterable[str]) -> str:
    """Words as a message lists them.

    >>> quoted_words(["red", "nir", "blue"])
    '"red", "nir" or "blue"'
    """
    *first, last = (f'"{word}"' for word in words)
    return f"{', '.join(first)} or {last}" if first else last
