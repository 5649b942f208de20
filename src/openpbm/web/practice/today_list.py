"""Today's list at one desk: whose day it is first, what was last at hand, one click to go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openpbm.fact import Message
from openpbm.record import SkinTook
from openpbm.session import Refusal
from openpbm.sitting.plan import KeptPlan, adherence_of, followed, held_on
from openpbm.tracking.account import LightRecord
from openpbm.tracking.adherence import Adherence
from openpbm.tracking.due import given_on, whole_share
from openpbm.tracking.given import Sitting
from openpbm.tracking.skin import asked_of, bearing
from openpbm.web.entry import plan_of, plan_unread
from openpbm.web.pages import Rooms
from openpbm.web.people import KeptPerson, alike, has_old_device, worn_by
from openpbm.web.planned import made, made_from
from openpbm.web.today import Ready, ready

MANY = 12  # people, from which on a name is looked for faster than read


@dataclass(frozen=True, kw_only=True)
class LastSettings:
    """Somebody in the list of people, with what is at hand for their next session."""

    kept: KeptPerson
    verdict: Message | str | None  # of the plan; None without one
    is_fresh: bool  # the plan is of today's answers
    planned: KeptPlan | None  # as it holds today, where it has a session
    device: str  # as the house calls it, else as the plan does; empty without a plan
    last: Sitting | None  # the session of the last day, for real and not undone
    skin: SkinTook | None  # the last answer on it
    asks_skin: bool  # nobody told of the last session yet
    next: date | None  # the next day of their course after today
    is_live: bool
    is_due: bool  # it is their day, and some of its light is to come
    is_begun: bool  # and some of it was given
    minutes: float  # of the light to come, today's where it is their day; 0 without a plan
    zones: tuple[tuple[str, float], ...]  # name and minutes of each light that is to come
    refusals: tuple[Refusal, ...]  # why there is none all the same, as Today says it
    has_old_device: bool

    @property
    def is_today(self) -> bool:
        """Whether they belong to the day's list."""
        return self.is_due or self.is_live

    @property
    def may_begin(self) -> bool:
        """Whether Today would let them."""
        return self.is_due and not self.is_live and not self.refusals


@dataclass(frozen=True, kw_only=True)
class _Day:
    """Where a course stands today."""

    next: date | None
    is_due: bool
    is_begun: bool


def last_settings(rooms: Rooms, kept: KeptPerson) -> LastSettings:
    """The settings and days of one person."""
    plan, latest = plan_of(kept), rooms.light.latest(kept.id)
    stands = [one for one in latest.sittings if not one.is_undone]
    last = max(stands, key=lambda one: (one.begun.day, one.begun.at_utc), default=None)
    live = rooms.sittings.of(kept.id)
    is_live = live is not None and not live.is_over
    day = _Day(next=None, is_due=False, is_begun=False) if plan is None else _day(rooms, kept, plan)
    at = ready(rooms, kept) if day.is_due and not is_live else None
    found = made_from(kept) if at is None else at.found
    worn = worn_by(kept)
    own = "" if plan is None else plan.mask_name
    today = rooms.today()
    held = None if plan is None else held_on(plan, latest, today, today)
    return LastSettings(
        kept=kept,
        verdict=None if found is None else _verdict(kept, plan),
        is_fresh=found is not None and found.is_fresh,
        planned=held,
        device=worn.now.name if plan is not None and worn is not None and worn.now else own,
        last=last,
        skin=None if last is None else _skin(latest, last.begun.day),
        asks_skin=asked_of(latest, today) is not None,
        next=day.next,
        is_live=is_live,
        is_due=day.is_due,
        is_begun=day.is_begun,
        minutes=_minutes(held, at),
        zones=_zones(held, at),
        refusals=_refusals(latest, at, today) if not is_live else (),
        has_old_device=found is not None and has_old_device(kept),
    )


def todays(rooms: Rooms, name: str = "") -> list[LastSettings]:
    """Everybody whose name holds some letters: whose day it is first, by name within."""
    wanted = alike(name)
    named = [kept for kept in rooms.people.everyone() if wanted in alike(kept.name)]
    rows = [last_settings(rooms, kept) for kept in named]
    return sorted(rows, key=lambda one: not one.is_today)


def _verdict(kept: KeptPerson, plan: KeptPlan | None) -> Message | str | None:
    if plan is not None:
        return plan.verdict
    found = plan_unread(kept)
    if found is None:
        whole = made(kept)
        return None if whole is None else whole.verdict
    return found


def _day(rooms: Rooms, kept: KeptPerson, plan: KeptPlan) -> _Day:
    """By what was given and missed so far; where that cannot be read, by the plan alone."""
    record, today = rooms.light.record(kept.id), rooms.today()
    if isinstance(record, str):
        later = [day for day in plan.course.dates if day > today]
        is_due = today in plan.course.dates
        return _Day(next=min(later, default=None), is_due=is_due, is_begun=False)
    course = adherence_of(record, plan, today)
    is_begun = _is_begun(plan, record, course)
    later = [day for day in course.remaining if day > today]
    is_due = today in course.remaining or is_begun
    return _Day(next=min(later, default=None), is_due=is_due, is_begun=is_begun)


def _refusals(latest: LightRecord, at: Ready | None, today: date) -> tuple[Refusal, ...]:
    """As Today says it; on other days what the skin or a doctor says against light."""
    return bearing(latest, today).refusals if at is None else at.refusals


def _minutes(plan: KeptPlan | None, at: Ready | None) -> float:
    if at is not None and not at.refusals:
        return at.minutes
    return 0.0 if plan is None or plan.session is None else plan.session.minutes


def _zones(plan: KeptPlan | None, at: Ready | None) -> tuple[tuple[str, float], ...]:
    if at is not None and not at.refusals:
        return tuple((one.part.zone, one.minutes) for one in at.choices if not one.is_done)
    zones = () if plan is None or plan.session is None else plan.session.zones
    return tuple((zone.zone, zone.minutes) for zone in zones)


def _is_begun(plan: KeptPlan, record: LightRecord, course: Adherence) -> bool:
    """Some of today's light was given, and not all of it."""
    given = given_on(followed(plan, record), record, course.today, course.today).values()
    return any(given) and any(share < whole_share() for share in given)


def _skin(record: LightRecord, day: date) -> SkinTook | None:
    told = [one for one in record.skin if isinstance(one, SkinTook) and one.day == day]
    return told[-1] if told else None
