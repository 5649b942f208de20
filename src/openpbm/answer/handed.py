"""A sheet that is handed over: what a carer or doctor reads of one person, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of a sheet: pairs, or rows under heads, or both."""

    title: str
    pairs: tuple[tuple[str, str], ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class HandedSheet:
    """What was chosen, of whom, from which day until which."""

    name: str  # empty: not told
    made: date
    until: date
    sections: tuple[Section, ...]
