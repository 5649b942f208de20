"""What reaches the terminal: every letter seen, none obeyed; JSON in letters that it can take."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, cast

import typer

from openpbm.fact import Message
from openpbm.letters import visible
from openpbm.speech.number import THIN

if TYPE_CHECKING:
    from openpbm.files.json_value import Json


class VisibleText(io.TextIOBase):
    """A stream that passes text on with every control character made visible.

    Names in ledgers, masks and person files come from anywhere; what they hold must never
    move a cursor, colour a line or turn a text around. Whoever prints needs not think of it.
    """

    def __init__(self, below: TextIO) -> None:
        self.below = below

    def write(self, text: str) -> int:
        """Pass on what may be seen."""
        self.below.write(visible(text))
        return len(text)

    def flush(self) -> None:
        """What was written has gone."""
        self.below.flush()

    def isatty(self) -> bool:
        """As the stream below."""
        return self.below.isatty()

    def fileno(self) -> int:
        """As the stream below."""
        return self.below.fileno()

    def writable(self) -> bool:
        """Always."""
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """As the stream below."""
        return self.below.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        """As the stream below."""
        return self.below.errors


@contextmanager
def seen_output() -> Iterator[None]:
    """Standard output and errors through `Seen`, whoever writes to them."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, VisibleText(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def drawn(stream: TextIO) -> TextIO:
    """The stream for a picture that moves the cursor; its texts go through `visible`."""
    return stream.below if isinstance(stream, VisibleText) else stream


def takes_any_letter() -> bool:
    """True where standard output can show more than ASCII."""
    return "utf" in (sys.stdout.encoding or "").lower()


def told(fact: Message) -> str:
    """The sentence of a fact, in letters that standard output can show."""
    from openpbm.speech.say import say

    return plain(say(fact))


def tell(fact: Message) -> None:
    """Print the sentence of a fact."""
    typer.echo(told(fact))


def plain(text: str) -> str:
    """A text with blanks as a terminal knows them, and in ASCII where it knows no more."""
    text = text.replace(THIN, " ")
    if takes_any_letter():
        return text
    from openpbm.reports.terminal import PLAIN_LETTERS

    return text.translate(PLAIN_LETTERS).encode("ascii", "replace").decode("ascii")


def echo_json(value: Json, *, indent: int | None = 2) -> None:
    """Print a value; letters that the output lacks are escaped, as JSON allows."""
    from openpbm.files.json_value import json_text

    typer.echo(json_text(value, indent=indent, ascii_only=not takes_any_letter()), nl=False)
