"""What commands print outside the brackets of the pseudo-language: sentences of no catalogue."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from speech_walk import A_SENTENCE, SOURCE, words

from openpbm.speech.pseudo import CLOSE, OPEN

_FIGURES = re.compile(r"[\d:.,█·]+")
_LANG = re.compile(r"--lang \w+ ")  # in a command to be typed
INSIDE = "\0"  # where a sentence of a catalogue stood


def unsaid(printed: str, data: str) -> list[str]:
    """Pieces of lines that no catalogue says, three words or longer; figures aside, each once.

    Args:
        printed: by a command, in the pseudo-language.
        data: all that files and tables say, which passes as it is; see `flat`.
    """
    return [
        piece
        for piece in _outside(printed)
        if words(_LANG.sub("", piece)) >= A_SENTENCE and piece not in data
    ]


def is_whole(printed: str) -> bool:
    """No sentence was cut: each bracket that opens closes."""
    return printed.count(OPEN) == printed.count(CLOSE)


def _outside(printed: str) -> Iterator[str]:
    depth, kept = 0, []
    for letter in printed:
        depth += (letter == OPEN) - (letter == CLOSE)
        is_own = depth == 0 and letter != CLOSE
        kept.append(letter if is_own or letter == "\n" else INSIDE)
    for line in "".join(kept).splitlines():
        yield from (flat(piece) for piece in line.split(INSIDE) if piece.strip())


def flat(text: str) -> str:
    """One line, one blank between words: what was wrapped is found again."""
    return " ".join(text.split())


def table_texts() -> str:
    """Every text of every table of the package."""
    found: list[str] = []
    for path in sorted((SOURCE / "tables").rglob("*.json")):
        _texts(json.loads(path.read_text(encoding="utf-8")), found)
    return flat("\n".join(found))


def _texts(value: object, found: list[str]) -> None:
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, dict):
        for each in value.values():
            _texts(each, found)
    elif isinstance(value, list):
        for each in value:
            _texts(each, found)


def file_text(path: Path) -> str:
    """What a file says."""
    return flat(path.read_text(encoding="utf-8"))
