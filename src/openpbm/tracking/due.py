"""May a session of a plan be given today: its days, its rhythm, and the age of its screen.

Pure; the answer is in words, for terminal and page alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from openpbm.fact import Message, message, several
from openpbm.safety.minded import first_share
from openpbm.session import Part, Refusal, refusal
from openpbm.tables import numbers, rows
from openpbm.tracking.account import LightRecord
from openpbm.tracking.adherence import (
    CLOSED,
    DAYS,
    DUE,
    SKIPPED,
    Adherence,
    DayDone,
    PlannedCourse,
    adherence,
    days_done,
    follows,
    grace,
    keeps_rhythm,
    last_day,
)
from openpbm.tracking.given import Sitting
from openpbm.tracking.skin import bearing, borne_on, told_until

CHANGES = (
    message("session-change_medicines"),
    message("session-change_conditions"),
    message("session-change_procedures"),
    message("session-change_pregnancy"),
)
NEW_PLAN = message("refusal-new_plan")


@dataclass(frozen=True, kw_only=True)
class Followed:
    """What the calendar of a plan asks, without its light."""

    sha256: str
    mask_id: str
    start: date  # its screen counts from here, where nothing else is known
    course: PlannedCourse
    parts: tuple[Part, ...]  # one, of empty names, for a mask that shines whole
    sessions_total: float | None  # of the matched trial
    minutes: tuple[float, ...] = ()  # of a whole session of each part; empty: not known
    gentle_first: int = 0  # so many first sessions are shorter
    screened: date | None = (
        None  # when its answers were given, where it was made anew from old ones
    )
    behind: tuple[date, ...] = ()  # days of a course that it goes on with


@dataclass(frozen=True, kw_only=True)
class Due:
    """What stands between a plan and a session today."""

    refusals: tuple[Refusal, ...]
    screen_since: date  # when the screen was last answered
    ask_screen: bool  # medicines, conditions, procedures and pregnancy are asked for again
    ask_day: Message | None  # a question: today is none of the course's days
    given: Mapping[Part, float]  # share of today's session that each part had


def due(plan: Followed, record: LightRecord, today: date) -> Due:
    """Hold a plan against what was done and the day it is."""
    given = given_on(plan, record, today, today)
    done = done_of(plan, record, today)
    found = _standing(plan, record, today, done)
    since = screened_on(plan, record, today)
    return Due(
        refusals=tuple(_refusals(plan, done, found, given)),
        screen_since=since,
        ask_screen=_is_stale(since, found, today),
        ask_day=_question(found, given, today),
        given=given,
    )


def asked_share(plan: Followed, record: LightRecord, day: date, today: date) -> float:
    """Share of the plan's minutes that is asked for on a day, at most 1.

    Shorter where only a yes let the plan pass, or by what the skin had. The least of them counts;
    two reasons for half a session leave half of one.
    """
    gentle = 1.0
    if plan.gentle_first and _had_before(plan, record, day) < plan.gentle_first:
        gentle = first_share()
    return min(gentle, borne_on(record, day, today))


def _had_before(plan: Followed, record: LightRecord, day: date) -> int:
    """Days of the course with light before a day."""
    own = (s for s in _sittings(plan, record) if follows(s, plan.course, plan.sha256))
    return len({s.begun.day for s in own if s.minutes > 0 and s.begun.day < day})


@dataclass(frozen=True, kw_only=True)
class ToCome:
    """What is left of a course as it stands, for whoever reminds of it."""

    had: int  # sessions so far, today's among them
    done: frozenset[date]  # days on which they were
    days: tuple[tuple[date, float], ...]  # of the next ones, and which share of the minutes


def to_come(plan: Followed, record: LightRecord, today: date) -> ToCome:
    """The days that remain, each as long as is known today that it will be."""
    found = standing(plan, record, today)
    done = {day.done for day in found.days if day.done is not None}
    done |= {entry.day for entry in found.beside}
    before, skin = _had_before(plan, record, today + timedelta(days=1)), bearing(record, today)
    if today in done:  # a session of today is none of the next ones from tomorrow on
        skin = bearing(record, today + timedelta(days=1))
    return ToCome(
        had=len(done),
        done=frozenset(done),
        days=tuple(
            (day, min(first_share() if before + n < plan.gentle_first else 1.0, skin.share_of(n)))
            for n, day in enumerate(found.remaining)
        ),
    )


def given_on(plan: Followed, record: LightRecord, day: date, today: date) -> dict[Part, float]:
    """Share of what was asked for on a day that each part had.

    Light whose part is none of these (no goal was written down, or it was another plan's) counts
    for every part of its zone, and where that is not known for all: never too little.
    """
    given = dict.fromkeys(plan.parts, 0.0)
    own = [s for s in _sittings(plan, record) if s.begun.day == day and s.minutes > 0]
    asked = asked_share(plan, record, day, today) if own else 1.0
    minutes = _minutes(plan)
    for sitting in own:
        for part in _meant(sitting.part, plan.parts):
            given[part] += _share(sitting, minutes.get(part, 0.0) * asked)
    return given


def _minutes(plan: Followed) -> dict[Part, float]:
    return dict(zip(plan.parts, plan.minutes, strict=False))


def _near(course: PlannedCourse) -> set[date]:
    """The days of a course, and those that may stand for one."""
    most = grace().days
    return {day + timedelta(days=n) for day in course.dates for n in range(-most, most + 1)}


def _share(sitting: Sitting, asked_min: float) -> float:
    """Of the minutes that its own line or its day asked for, whichever it is more of."""
    return max(sitting.share, sitting.minutes / asked_min) if asked_min > 0 else sitting.share


def _meant(part: Part, parts: Sequence[Part]) -> Sequence[Part]:
    if part in parts:
        return [part]
    return [other for other in parts if other.zone == part.zone] or parts


def done_of(plan: Followed, record: LightRecord, today: date) -> tuple[DayDone, ...]:
    """The days on which the plan's mask gave light, and which of them its course may count."""
    minutes, whole_from, near = _minutes(plan), whole_share(), _near(plan.course)

    def share(sitting: Sitting) -> float:
        """What was written down of a day that asked for less is all of that."""
        is_own = sitting.begun.plan_sha256 == plan.sha256 and sitting.begun.day in near
        if sitting.share >= whole_from or not is_own:
            return sitting.share
        asked = asked_share(plan, record, sitting.begun.day, today)
        return _share(sitting, minutes.get(sitting.part, 0.0) * asked)

    def light(sitting: Sitting) -> float:
        whole = minutes.get(sitting.part, 0.0)
        return sitting.minutes / whole if whole > 0 else sitting.share

    return days_done(
        _sittings(plan, record),
        len(plan.parts),
        is_own=lambda sitting: follows(sitting, plan.course, plan.sha256),
        share_of=share,
        light_of=light,
    )


def standing(plan: Followed, record: LightRecord, today: date) -> Adherence:
    """Planned against done with the mask of a plan, and what remains of its course.

    What remains keeps clear of days that the skin rests, and of today where it was left out.
    """
    return _standing(plan, record, today, done_of(plan, record, today))


def _standing(
    plan: Followed, record: LightRecord, today: date, done: Sequence[DayDone]
) -> Adherence:
    skipped = _skipped(plan, record)
    course, opens = plan.course, bearing(record, today).opens or today
    if today in skipped:
        opens = max(opens, today + timedelta(days=1))
    if opens > today:
        rests = (today, opens - timedelta(days=1))
        whys = course.why_closed or (CLOSED,) * len(course.closed)
        course = replace(course, closed=(*course.closed, rests), why_closed=(*whys, CLOSED))
    found = adherence(
        course,
        done,
        today,
        sessions_total=plan.sessions_total,
        skipped=skipped,
        rested=lambda day: bool(bearing(told_until(record, day), day).refusals),
    )
    return replace(found, behind=plan.behind)


def _skipped(plan: Followed, record: LightRecord) -> set[date]:
    return {
        one.day
        for one in record.skipped
        if (one.mask_id, one.plan_sha256) == (plan.mask_id, plan.sha256)
    }


def is_skipped(plan: Followed, record: LightRecord, day: date) -> bool:
    """Whether the person left a day's session out, and had no light of it since."""
    had = any(s.begun.day == day and s.minutes > 0 for s in _sittings(plan, record))
    return day in _skipped(plan, record) and not had


def _sittings(plan: Followed, record: LightRecord) -> list[Sitting]:
    return [sitting for sitting in record.sittings if sitting.begun.mask_id == plan.mask_id]


def screened_on(plan: Followed, record: LightRecord, today: date) -> date:
    """When the questions of the screen were last answered for this plan."""
    renewed = [e.day for e in record.renewed if e.plan_sha256 == plan.sha256 and e.day <= today]
    return max([plan.screened or plan.start, *renewed])


def _is_stale(since: date, found: Adherence, today: date) -> bool:
    """Older than it is valid, or from before a pause that asks for it again."""
    age = today - since
    pause = timedelta(days=DAYS * rows("schedule")["missed_two_weeks"].number("weeks"))
    valid = timedelta(days=numbers("delivery")["screen_valid_days"].value)
    return age > valid or (found.needs_review and age >= pause)


def _refusals(
    plan: Followed, done: Sequence[DayDone], found: Adherence, given: Mapping[Part, float]
) -> list[Refusal]:
    today = found.today
    if today < plan.start:
        return [refusal("start", message("refusal-starts_later", start=plan.start))]
    last = last_day(plan.course, done, sessions_total=plan.sessions_total)
    if last is None:
        return [refusal("course", message("refusal-course_empty", next=NEW_PLAN))]
    if today > last:
        return [refusal("course", message("refusal-course_over", last=last, next=NEW_PLAN))]
    closed, then = plan.course.closed_on(today), _next(found, today)
    if closed is not None:
        return [refusal("closed", message("refusal-closed_today", why=closed, next=then))]
    if all(share >= whole_share() for share in given.values()):
        return [refusal("done_today", message("refusal-done_today", next=then))]
    if not keeps_rhythm(plan.course, done, today):
        per_week = plan.course.sessions_per_week
        return [refusal("rhythm", message("refusal-rhythm", sessions=per_week, next=then))]
    return []


def _next(found: Adherence, today: date) -> Message:
    later = [day for day in found.remaining if day > today]
    return message("refusal-next_day", day=later[0]) if later else NEW_PLAN


def _question(found: Adherence, given: Mapping[Part, float], today: date) -> Message | None:
    """Nothing where a session is due today, moved by a day of grace, or begun today."""
    open_days = [day.planned for day in found.days if day.state in (DUE, SKIPPED)]
    near = any(abs(day - today) <= grace() for day in open_days)
    if near or today in found.remaining or any(given.values()):
        return None
    return message("session-ask_day", next=_next(found, today))


def whole_share() -> float:
    """From this share of its minutes on, a session counts as done."""
    return rows("schedule")["whole_session"].number("share")


def changed(answers: Sequence[tuple[Message, bool]]) -> Refusal | None:
    """Why there is no session where something changed since the screen; None where nothing did."""
    said = [what for what, is_other in answers if is_other]
    if not said:
        return None
    what = several(said, "comma")
    return refusal("screen", message("refusal-screen_changed", what=what, next=NEW_PLAN))
