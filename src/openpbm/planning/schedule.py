"""Spread sessions over weeks: dates, closed days, reviews, and what to do when one is missed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from openpbm.answer import Closed, Course, Review
from openpbm.tables import rows

DAYS = 7


class Scheduled(Protocol):
    """What has a rhythm: a trial, or the programme of a maker. None: not read."""

    @property
    def weeks(self) -> float | None:
        """How long it went on."""

    @property
    def sessions_per_week(self) -> float | None:
        """How often, where that is said."""

    @property
    def sessions_total(self) -> float | None:
        """How many in all."""


@dataclass(frozen=True, kw_only=True)
class Lent:
    """A rhythm that one lends to a trial whose own was read in part only."""

    weeks: float | None
    sessions_per_week: float | None
    sessions_total: float | None


def lent_to(trial: Scheduled, lender: Scheduled) -> Lent:
    """The lender's rhythm, never more often and never longer than what is known of the trial."""
    often = [x for x in (trial.sessions_per_week, lender.sessions_per_week) if x is not None]
    total = [x for x in (trial.sessions_total, lender.sessions_total) if x is not None]
    return Lent(
        weeks=lender.weeks if trial.weeks is None else trial.weeks,
        sessions_per_week=min(often, default=None),
        sessions_total=min(total, default=None),
    )


def slower(followed: Scheduled, most_per_week: int | None) -> Scheduled:
    """The same rhythm, at most so often a week; never more often than what is followed."""
    found = rhythm(followed)
    if most_per_week is None or found is None or found[0] <= most_per_week:
        return followed
    return Lent(
        weeks=followed.weeks,
        sessions_per_week=most_per_week,
        sessions_total=followed.sessions_total,
    )


def rhythm(followed: Scheduled) -> tuple[int, int] | None:
    """(sessions a week, weeks) of a schedule, never more than it; None: not read."""
    if followed.weeks is None:
        return None
    per_week = followed.sessions_per_week
    if per_week is None and followed.sessions_total is not None:
        per_week = followed.sessions_total / followed.weeks
    if per_week is None:
        return None
    return max(1, min(DAYS, math.floor(per_week + 1e-9))), max(1, math.ceil(followed.weeks))


def sessions_of(followed: Scheduled) -> int | None:
    """How many sessions the whole course of a trial or a programme has; None: not read."""
    found = rhythm(followed)
    if found is None:
        return None if followed.sessions_total is None else int(followed.sessions_total)
    total = found[0] * found[1]
    return total if followed.sessions_total is None else min(total, int(followed.sessions_total))


def most_within(followed: Scheduled, days: int) -> int:
    """The most sessions of a course in any so many days in a row; 0: not read."""
    found = rhythm(followed)
    if found is None:
        return 0
    per_week, weeks = found
    most = per_week * min(weeks, math.ceil(days / DAYS))
    return most if followed.sessions_total is None else min(most, int(followed.sessions_total))


def schedule(
    followed: Scheduled, start: date, closed: Sequence[Closed], *, longest: int | None = None
) -> Course | None:
    """The course of a trial or a programme from a start date, stepping over closed days.

    A session that would fall on a closed day moves to the next open one, and the rest of the
    course moves with it: no week holds more sessions than what is followed. `longest` caps the
    number of sessions.
    """
    found = rhythm(followed)
    if found is None:
        return None
    per_week, weeks = found
    total = sessions_of(followed) or 0
    if longest is not None:
        total = min(total, longest)
    dates = _dates(start, per_week, total, closed)
    table = rows("schedule")
    return Course(
        start=start,
        dates=tuple(dates),
        sessions_per_week=per_week,
        weeks=weeks,
        closed=tuple(closed),
        reviews=_reviews(dates),
        missed=_text("missed"),
        prepare=tuple(r.text("text") for r in table.values() if r.text("kind") == "prepare"),
        stop_rules=tuple(r.text("text") for r in table.values() if r.text("kind") == "stop"),
    )


def _text(kind: str) -> str:
    return " ".join(r.text("text") for r in rows("schedule").values() if r.text("kind") == kind)


def _dates(start: date, per_week: int, total: int, closed: Sequence[Closed]) -> list[date]:
    """A wait moves all that follows, so that sessions never crowd after closed days."""
    offsets = [round(i * DAYS / per_week) for i in range(per_week)]
    found: list[date] = []
    waited = timedelta()
    for number in range(total):
        week, place = divmod(number, per_week)
        day = start + timedelta(days=DAYS * week + offsets[place]) + waited
        opened = _open_day(day, closed)
        if opened is None:  # closed for good: the course ends here
            return found
        waited += opened - day
        found.append(opened)
    return found


def _open_day(day: date, closed: Sequence[Closed]) -> date | None:
    """The next day that nothing closes; None where a closure has no end."""
    moved = True
    while moved:
        moved = False
        for first, last, _ in closed:
            if first <= day <= last:
                if last == date.max:
                    return None
                day, moved = last + timedelta(days=1), True
    return day


def _reviews(dates: Sequence[date]) -> tuple[Review, ...]:
    """Review points that fall inside the course; the last one closes it."""
    if not dates:
        return ()
    points = [row for row in rows("schedule").values() if row.text("kind") == "review"]
    found = {}
    for row in points[:-1]:
        day = dates[0] + timedelta(days=round(DAYS * row.number("week")))
        if day < dates[-1]:
            found[day] = row.text("text")
    found[dates[-1]] = points[-1].text("text")
    return tuple(Review(day, text) for day, text in sorted(found.items()))
