"""Today's list at one desk: whose day it is first, what was last at hand, one click to go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openpbm.record import SkinTook
from openpbm.sitting.plan import KeptPlan
from openpbm.sitting.today import plan_on
from openpbm.tracking.account import LightRecord
from openpbm.tracking.given import Sitting
from openpbm.tracking.skin import asked_of
from openpbm.web.entry import plan_of
from openpbm.web.pages import Rooms
from openpbm.web.people import KeptPerson, has_old_device, worn_by
from openpbm.web.planned import Made, made


@dataclass(frozen=True, kw_only=True)
class LastSettings:
    """Somebody in the list of people, with what is at hand for their next session."""

    kept: KeptPerson
    made: Made | None
    planned: KeptPlan | None  # as it holds today, maybe shorter
    device: str  # as the house calls it, else as the plan does; empty without a plan
    distance_mm: float | None  # from the light to the skin, as the plan has it
    last: Sitting | None  # the session of the last day, for real and not undone
    skin: SkinTook | None  # the last answer on it
    asks_skin: bool  # nobody told of the last session yet
    next: date | None  # the next day of their plan
    is_live: bool
    is_due: bool  # today is a day of their plan, and no light of it was given yet
    has_old_device: bool


def last_settings(rooms: Rooms, kept: KeptPerson) -> LastSettings:
    """The settings and days of one person; what they were given is not added up for it."""
    plan, latest, found = plan_of(kept), rooms.light.latest(kept.id), made(kept)
    stands = [one for one in latest.sittings if not one.is_undone]
    last = max(stands, key=lambda one: (one.begun.day, one.begun.at_utc), default=None)
    live = rooms.sittings.of(kept.id)
    day = _next(plan, last, rooms.today())
    worn = worn_by(kept)
    own = "" if plan is None else plan.mask_name
    return LastSettings(
        kept=kept,
        made=found,
        planned=None if plan is None else plan_on(plan, latest, rooms.today()),
        device=worn.now.name if plan is not None and worn is not None and worn.now else own,
        distance_mm=None if found is None else _distance_mm(found),
        last=last,
        skin=None if last is None else _skin(latest, last.begun.day),
        asks_skin=asked_of(latest, rooms.today()) is not None,
        next=day,
        is_live=live is not None and not live.is_over,
        is_due=day == rooms.today(),
        has_old_device=found is not None and has_old_device(kept),
    )


def todays(rooms: Rooms) -> list[LastSettings]:
    """Everybody: whose day it is first, by name within."""
    rows = [last_settings(rooms, kept) for kept in rooms.people.everyone()]
    return sorted(rows, key=lambda one: not one.is_due)


def _next(plan: KeptPlan | None, last: Sitting | None, today: date) -> date | None:
    dates = () if plan is None else plan.course.dates
    since = date.min if last is None else last.begun.day
    return next((day for day in dates if day >= today and day > since), None)


def _skin(record: LightRecord, day: date) -> SkinTook | None:
    told = [one for one in record.skin if isinstance(one, SkinTook) and one.day == day]
    return told[-1] if told else None


def _distance_mm(found: Made) -> float | None:
    mask = found.plan.get("mask")
    value = mask.get("standoff_mm") if isinstance(mask, dict) else None
    return float(value) if isinstance(value, int | float) else None
