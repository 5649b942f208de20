"""Days are labels: how long no light follows light, by clocks and not by the calendar.

Pure; now comes in as a `Moment` of two clocks, and the stricter of them counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta

from openpbm.fact import Quantity, message
from openpbm.record import BY_HAND, LightEvent, Moment
from openpbm.session import Refusal, refusal
from openpbm.tables import numbers, rows
from openpbm.tracking.adherence import DAYS
from openpbm.tracking.given import Sitting
from openpbm.units import HOURS_PER_DAY


def rest(sessions_per_week: int) -> timedelta:
    """The least time between the beginnings of two sessions of a rhythm.

    >>> [rest(per_week) / timedelta(hours=1) for per_week in (7, 5, 3, 2)]
    [12.0, 12.0, 24.0, 36.0]
    """
    row = rows("schedule")["rest"]
    gap_h = HOURS_PER_DAY * (DAYS // max(sessions_per_week, 1))
    return timedelta(hours=max(row.number("hours"), row.number("share") * gap_h))


def clock_step() -> timedelta:
    """What two clocks may differ by before one of them was set."""
    return timedelta(seconds=numbers("delivery")["clock_step_s"].value)


def rested(sittings: Iterable[Sitting], sessions_per_week: int, now: Moment) -> Refusal | None:
    """Why it is too early after the last light of these sittings; None where it is not.

    Light of the same day is a part or the rest of one session, and the calendar counts it.
    """
    least = rest(sessions_per_week)
    before = [s for s in sittings if s.minutes > 0 and s.begun.day != now.day]
    since = min((_since(sitting, now) for sitting in before), default=least)
    if since >= least:
        return None
    until = (now.at + (least - since)).replace(second=0, microsecond=0) + timedelta(minutes=1)
    why = message("refusal-rest", since=_hours(since), least=_hours(least), until=until)
    return refusal("rest", why)


def _since(sitting: Sitting, now: Moment) -> timedelta:
    """How long ago light began, by the clock that has moved least."""
    begun = sitting.begun
    wall = now.utc - _latest(sitting, now)
    if not now.boot_id or begun.boot_id != now.boot_id:
        return wall
    return min(wall, timedelta(seconds=now.awake_s - begun.awake_s))


def _latest(sitting: Sitting, now: Moment) -> datetime:
    """When light began; of what was written down later, the end of its day."""
    begun = sitting.begun
    written = begun.at_utc if begun.at_utc.tzinfo is not None else begun.at_utc.replace(tzinfo=UTC)
    if begun.source != BY_HAND:
        return written
    midnight = datetime.combine(begun.day + timedelta(days=1), time(), tzinfo=now.at.tzinfo)
    return min(written, midnight)


def _hours(of: timedelta) -> Quantity:
    return Quantity(max(of.total_seconds(), 0.0) / 3600, "h", figures=3, trimmed=True)


def before_newest(events: Sequence[LightEvent], now: Moment) -> Refusal | None:
    """Why this time is not believed: something was already written down after it.

    Nobody is asked to confirm the date instead: whoever set a clock back would say yes. The
    price is a wait, for whoever wrote with a clock that was ahead.
    """
    newest = max((event.at_utc for event in events), default=None)
    if newest is None or newest <= now.utc + clock_step():
        return None
    here = now.at.tzinfo
    why = message("refusal-clock_before_ledger", now=now.at, newest=newest.astimezone(here))
    return refusal("clock", why)


def jumped(before: Moment, now: Moment) -> Refusal | None:
    """Why time is not believed: the wall clock was set between two looks."""
    wall = now.utc - before.utc
    ran = timedelta(seconds=now.awake_s - before.awake_s)
    if now.boot_id == before.boot_id and abs(wall - ran) <= clock_step():
        return None
    return refusal("clock", message("refusal-clock_set", wall=_seconds(wall), ran=_seconds(ran)))


def _seconds(of: timedelta) -> Quantity:
    return Quantity(round(of.total_seconds()), "s", figures=5, trimmed=True)
