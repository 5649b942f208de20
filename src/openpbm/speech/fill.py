"""A sentence of a catalogue with its gaps filled: in the language spoken, else in English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from openpbm.speech.catalogue import Entry, Slot, entries
from openpbm.speech.language import ENGLISH, PSEUDO, language, source, typed_next
from openpbm.speech.pseudo import accented, bracketed

# words that a language joins where a name comes into a gap: "de" and "el mentón" are "del mentón"
JOINED = {"es": re.compile(r"\b([Dd]e|[Aa]) el\b")}


@dataclass(frozen=True)
class Written:
    """What stands in a gap, as it is written; a count also as the number that plurals ask for."""

    text: str
    count: int | None = None


def sentence(id: str, aspect: str = "", **gaps: str) -> str:
    """One of the catalogues, its gaps filled with text.

    Raises:
        LookupError: no catalogue has it, or nothing stands in a gap.
    """
    found = filled(id, aspect, {name: Written(text) for name, text in gaps.items()})
    if found is None:
        raise LookupError(f"no catalogue says {f'{id}.{aspect}' if aspect else id}")
    return found


def filled(id: str, aspect: str, gaps: Mapping[str, Written]) -> str | None:
    """The same; None where nothing says this."""
    subject, lang = id.partition("-")[0], language()
    for own in dict.fromkeys((lang, ENGLISH)):
        entry = entries(source(own), subject).get(id)
        found = None if entry is None else _in(own, entry, aspect, gaps)
        if found is not None:
            joined = JOINED[own].sub(r"\1l", found) if own in JOINED else found
            return bracketed(joined) if own == PSEUDO else joined
    return None


def _in(lang: str, entry: Entry, aspect: str, gaps: Mapping[str, Written]) -> str | None:
    if entry.chooses:
        from openpbm.speech.by_fluent import chosen  # what most sentences do without

        made = chosen(lang, entry, aspect, gaps)
        return None if made is None else typed_next(made)
    pieces = entry.pieces(aspect)
    if pieces is None:
        return None
    own = accented if lang == PSEUDO else typed_next  # what stands in a gap is left as it is
    return "".join(
        _gap(entry, gaps, piece) if isinstance(piece, Slot) else own(piece) for piece in pieces
    )


def _gap(entry: Entry, gaps: Mapping[str, Written], gap: Slot) -> str:
    if gap.name not in gaps:
        raise LookupError(f"{entry.id}: nothing stands in the gap {gap.name}")
    return gaps[gap.name].text
