"""The photos of one person as nouns: when, where the face is, what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpbm.photo.colour import GreyCard
from openpbm.photo.figure import NAMES, Change, Figures, repeatability
from openpbm.photo.marks import Marks
from openpbm.photo.refuse import Look


@dataclass(frozen=True, eq=False, kw_only=True)
class Photo:
    """One photo that was kept; its pixels lie elsewhere, sealed."""

    id: str
    number: int  # in the order in which they were kept
    day: date
    marks: Marks
    look: Look
    figures: Figures
    card: GreyCard | None  # on it; None: its colour was not checked
    misfit: float  # of its landmarks from those of the first, in eye distances
    eye_distance_mm: float | None = None  # by a card of known width


def in_order(photos: Sequence[Photo]) -> tuple[Photo, ...]:
    """By day, then as they were kept."""
    return tuple(sorted(photos, key=lambda photo: (photo.day, photo.number)))


def one_a_day(photos: Sequence[Photo]) -> tuple[Photo, ...]:
    """The first photo of every day."""
    found: dict[date, Photo] = {}
    for photo in in_order(photos):
        found.setdefault(photo.day, photo)
    return tuple(found.values())


def changes(photos: Sequence[Photo]) -> tuple[Change, ...]:
    """Each figure of the last day against the first; none where colours cannot be compared.

    Photos with a grey card are compared among themselves, and so are those without.
    """
    ordered = in_order(photos)
    if not ordered:
        return ()
    alike = [photo for photo in ordered if photo.figures.has_card == ordered[-1].figures.has_card]
    days = one_a_day(alike)
    if len(days) < 2:
        return ()
    return tuple(
        Change(
            name=name,
            first=_figure(days[0], name),
            last=_figure(days[-1], name),
            repeats=repeatability(_differences(alike, name)),
        )
        for name in NAMES
    )


def _differences(photos: Sequence[Photo], name: str) -> list[float]:
    """Between the first two photos of every day that has two."""
    found: list[float] = []
    for day in dict.fromkeys(photo.day for photo in photos):
        same = [photo for photo in photos if photo.day == day]
        if len(same) > 1:
            found.append(_figure(same[1], name) - _figure(same[0], name))
    return found


def _figure(photo: Photo, name: str) -> float:
    return {"redness": photo.figures.redness, "evenness": photo.figures.evenness}[name]
