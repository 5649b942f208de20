"""Sessions over weeks, with dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple

from annotated_types import Len

from openpbm.fact import Message
from openpbm.field import SessionsPerWeek, Weeks

MOST_DATES = 2000


class Closed(NamedTuple):
    """Days without light."""

    first: date
    last: date  # `date.max`: for good
    reason: Message


class Review(NamedTuple):
    """A day to look again."""

    date: date
    what: str


@dataclass(frozen=True, kw_only=True)
class Course:
    """Sessions over weeks, with dates."""

    start: date
    dates: Annotated[tuple[date, ...], Len(1, MOST_DATES)]
    sessions_per_week: SessionsPerWeek
    weeks: Weeks
    closed: tuple[Closed, ...]
    reviews: tuple[Review, ...]
    missed: str
    prepare: tuple[str, ...]
    stop_rules: tuple[str, ...]
