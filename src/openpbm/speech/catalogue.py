"""The catalogues as they are read: one file a subject, one entry at a time.

The files are Fluent (projectfluent.org). Only the file of a subject that is spoken about is read,
and only the entry that is said is parsed. A sentence that holds nothing but gaps is filled here;
what chooses by number or word goes to Fluent (`by_fluent`), which costs 130 ms once. A test holds
that both say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from openpbm.speech.language import CATALOGUES

_BEGINS = re.compile(r"^(-?[a-zA-Z][\w-]*)[ \t]*=", re.MULTILINE)
_ENTRY_ENDS = re.compile(r"^(?=[a-zA-Z#-])", re.MULTILINE)
_ASPECT = re.compile(r"^[ \t]+\.([a-zA-Z][\w-]*)[ \t]*=", re.MULTILINE)
_GAP = re.compile(r"\{\s*\$([a-zA-Z][\w-]*)\s*\}")
_LITERAL = re.compile(r'\{\s*"([^"\\]*)"\s*\}')  # such as {" "}, a space at an end
_TERM = re.compile(r"\{\s*(-[a-zA-Z][\w-]*)\s*\}")
_VARIABLE = re.compile(r"\$([a-zA-Z][\w-]*)")


@dataclass(frozen=True)
class Slot:
    """Where a parameter stands."""

    name: str


Piece = str | Slot


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a catalogue, as it is written."""

    id: str
    text: str  # its whole Fluent source

    @property
    def chooses(self) -> bool:
        """True where something more than gaps stands in it."""
        return "{" in _LITERAL.sub("", _GAP.sub("", self.text))

    @property
    def variables(self) -> frozenset[str]:
        """All its parameters, those of its aspects included."""
        return frozenset(_VARIABLE.findall(self.text))

    @property
    def aspects(self) -> tuple[str, ...]:
        """What else is said of the same fact."""
        return tuple(_ASPECT.findall(self.text))

    def pieces(self, aspect: str = "") -> tuple[Piece, ...] | None:
        """The sentence with its gaps; None where this entry has no such aspect.

        Only of an entry that does not choose.
        """
        return _pieces_of(self.text, aspect)


@cache
def _pieces_of(text: str, aspect: str) -> tuple[Piece, ...] | None:
    _, _, rest = text.partition("=")
    parts = [part.strip() for part in _ASPECT.split(rest)]
    named = {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}
    found = named.get(aspect)
    return None if found is None else tuple(_pieces(folded(found)))


def folded(text: str) -> str:
    """A sentence that is wrapped in its file, on one line."""
    return re.sub(r"\s*\n\s*", " ", text)


def _pieces(text: str) -> Iterator[Piece]:
    for i, part in enumerate(_GAP.split(text)):
        if i % 2:
            yield Slot(part)
        elif part:
            yield _LITERAL.sub(r"\1", part)


def subjects(lang: str) -> tuple[str, ...]:
    """The catalogues that a language has."""
    return tuple(sorted(place.stem for place in (CATALOGUES / lang).glob("*.ftl")))


@cache
def entries(lang: str, subject: str) -> Mapping[str, Entry]:
    """Every entry of a catalogue by its id; none where the language has no such catalogue.

    Terms, which only other entries say, stand in their place already.
    """
    place = CATALOGUES / lang / f"{subject}.ftl"
    texts = dict(_texts(place)) if place.is_file() else {}
    terms = {
        id: folded(text.partition("=")[2].strip()) for id, text in texts.items() if _is_term(id)
    }
    return {
        id: Entry(id=id, text=_TERM.sub(lambda term: terms.get(term[1], term[0]), text))
        for id, text in texts.items()
        if not _is_term(id)
    }


def _is_term(id: str) -> bool:
    """What only other entries say."""
    return id.startswith("-")


def _texts(place: Path) -> Iterator[tuple[str, str]]:
    for text in _ENTRY_ENDS.split(place.read_text(encoding="utf-8")):
        found = _BEGINS.match(text)
        if found is not None:
            yield found[1], text.rstrip() + "\n"
