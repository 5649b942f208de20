"""What the tables say to a reader, in the language that is spoken.

Tables are English. What a lay person reads of them has its translation in `<language>/tables.json`,
which is keyed by the English sentence itself: whoever changes a sentence has to translate it anew,
and until then it is said in English. Plans keep such sentences as they are, so an older plan is
said in another language, too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from openpbm.speech.language import CATALOGUES, ENGLISH, language, source
from openpbm.speech.number import signs

TEXTS = "tables.json"
_HOLE = re.compile(r"\{(\w+)\}")  # where the name of a study, or words of a person, stand
_OF_TABLE = "row"  # the hole that a name of a table fills: it is said in the language, too
_FIGURE = re.compile(r"([+\u2212-]?\d[\d.]*) (.+)")  # of a study, before its unit


@dataclass(frozen=True, kw_only=True)
class _Holed:
    """A sentence with holes: how it is recognised, and its translation."""

    english: re.Pattern[str]
    own: str


def of_table(text: str) -> str:
    """A sentence of a table in the language spoken; any other text as it is."""
    lang = source(language())
    if lang == ENGLISH or not text:
        return text
    return _own(lang, text) or text


def is_translated(text: str) -> bool:
    """True for a sentence of a table that the language spoken has words for."""
    return of_table(text) != text


@cache
def texts(lang: str) -> Mapping[str, str]:
    """Every sentence of the tables that a language has, by the English one."""
    place = CATALOGUES / lang / TEXTS
    found: Mapping[str, str] = (
        json.loads(place.read_text(encoding="utf-8")) if place.is_file() else {}
    )
    return found


@lru_cache(maxsize=1024)  # pages are sent whatever people write
def _own(lang: str, text: str) -> str | None:
    found = texts(lang).get(text)
    if found is not None:
        return found
    large = texts(lang).get(text[:1].upper() + text[1:])  # inside a sentence
    if large is not None:
        return large[:1].lower() + large[1:]
    figure = _FIGURE.fullmatch(text)
    if figure is not None and figure[2] in texts(lang):
        return f"{figure[1].replace('.', signs().decimal)} {texts(lang)[figure[2]]}"
    return next((_filled(lang, holed, match) for holed, match in _matches(lang, text)), None)


def _matches(lang: str, text: str) -> list[tuple[_Holed, re.Match[str]]]:
    tried = ((holed, holed.english.fullmatch(text)) for holed in _holed(lang))
    return [(holed, match) for holed, match in tried if match is not None]


@cache
def _holed(lang: str) -> tuple[_Holed, ...]:
    found = [(english, own) for english, own in texts(lang).items() if _HOLE.search(english)]
    found.sort(key=lambda pair: -len(pair[0]))  # what says more is tried first
    return tuple(_Holed(english=_pattern(english), own=own) for english, own in found)


def _pattern(english: str) -> re.Pattern[str]:
    """The sentence with any name in its holes."""
    parts = _HOLE.split(english)
    return re.compile(
        "".join(f"(?P<{part}>.+?)" if i % 2 else re.escape(part) for i, part in enumerate(parts))
    )


def _filled(lang: str, holed: _Holed, match: re.Match[str]) -> str:
    def held(hole: re.Match[str]) -> str:
        text = match[hole[1]]
        return (hole[1] == _OF_TABLE and _own(lang, text)) or text

    return _HOLE.sub(held, holed.own)
