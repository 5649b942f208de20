"""May a session of a plan be given today: its days, its rhythm, and the age of its screen.

Pure; the answer is in words, for terminal and page alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from openpbm.fact import Message, message, several
from openpbm.session import Part, Refusal, refusal
from openpbm.tables import numbers, rows
from openpbm.tracking.account import LightRecord
from openpbm.tracking.adherence import (
    DAYS,
    DUE,
    SKIPPED,
    Adherence,
    DayDone,
    PlannedCourse,
    adherence,
    days_done,
    follows,
    keeps_rhythm,
    last_day,
)
from openpbm.tracking.given import Sitting

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
    screened: date | None = (
        None  # when its answers were given, where it was made anew from old ones
    )


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
    given = given_on(plan, record, today)
    done = done_of(plan, record)
    found = standing(plan, record, today)
    since = screened_on(plan, record, today)
    return Due(
        refusals=tuple(_refusals(plan, done, found, given)),
        screen_since=since,
        ask_screen=_is_stale(since, found, today),
        ask_day=_question(found, given, today),
        given=given,
    )


def given_on(plan: Followed, record: LightRecord, day: date) -> dict[Part, float]:
    """Share of a session that each part had on a day.

    Light whose part is none of these (no goal was written down, or it was another plan's) counts
    for every part of its zone, and where that is not known for all: never too little.
    """
    given = dict.fromkeys(plan.parts, 0.0)
    for sitting in _sittings(plan, record):
        if sitting.begun.day == day and sitting.minutes > 0:
            for part in _meant(sitting.part, plan.parts):
                given[part] += sitting.share
    return given


def _meant(part: Part, parts: Sequence[Part]) -> Sequence[Part]:
    if part in parts:
        return [part]
    return [other for other in parts if other.zone == part.zone] or parts


def done_of(plan: Followed, record: LightRecord) -> tuple[DayDone, ...]:
    """The days on which the plan's mask gave light, and which of them its course may count."""
    return days_done(
        _sittings(plan, record),
        len(plan.parts),
        is_own=lambda sitting: follows(sitting, plan.course, plan.sha256),
    )


def standing(plan: Followed, record: LightRecord, today: date) -> Adherence:
    """Planned against done with the mask of a plan, and what remains of its course."""
    done = done_of(plan, record)
    skipped = {
        one.day
        for one in record.skipped
        if (one.mask_id, one.plan_sha256) == (plan.mask_id, plan.sha256)
    }
    return adherence(plan.course, done, today, sessions_total=plan.sessions_total, skipped=skipped)


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
    grace = timedelta(days=rows("schedule")["grace_days"].number("days"))
    open_days = [day.planned for day in found.days if day.state in (DUE, SKIPPED)]
    near = any(abs(day - today) <= grace for day in open_days)
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
