"""A clock that was set back: which light it makes doubtful, and on which days that then counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from openpbm.record import DoseNoted, LightEvent, SessionBegun, SessionEnded, SessionProgress

DAY = timedelta(days=1)


def backwards(events: Sequence[LightEvent]) -> dict[int, timedelta]:
    """By what the clock had stepped back when light was written, by identity of the event.

    Only what follows the beginning of its session sets the time that later entries are
    held against, so that progress out of order is no step.
    """
    found: dict[int, timedelta] = {}
    latest: datetime | None = None
    seen: set[str] = set()
    for event in events:
        at = utc_of(event.at_utc)
        if isinstance(event, SessionProgress | SessionEnded) and event.session_id not in seen:
            continue
        if isinstance(event, SessionBegun):
            seen.add(event.session_id)
        if isinstance(event, SessionBegun | DoseNoted) and latest is not None and at < latest:
            found[id(event)] = latest - at
        latest = at if latest is None else max(latest, at)
    return found


def utc_of(at: datetime) -> datetime:
    """A time that can be held against others; without a zone it is taken as UTC."""
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def days_of(day: date, doubtful: timedelta | None, today: date) -> list[date]:
    """Every day on which light of a day may have been given, none after today."""
    whole = 0 if doubtful is None else doubtful // DAY
    steps = (0,) if doubtful is None else (0, whole, whole + 1)
    return sorted({min(day + step * DAY, today) for step in steps})
