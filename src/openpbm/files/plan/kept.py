"""A plan.json as whoever follows it needs it: the session, the log, the ledger, the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from openpbm.answer import Given, Plan, Planned
from openpbm.errors import PlanFileError
from openpbm.fact import message
from openpbm.files.plan.file import read_plan_file
from openpbm.record import NO_REASON, LightHabit, LightHistory
from openpbm.sitting.plan import KeptPlan
from openpbm.tracking.adherence import PlannedCourse

NO_COURSE = PlannedCourse(dates=(), sessions_per_week=1)
UNKNOWN = message("ledger-light_unsaid_before")


def read_plan(path: Path, *, needs_session: bool = False) -> KeptPlan:
    """A plan.json, checked.

    Raises:
        PlanFileError: absent, not a plan, of another version, edited anywhere, or without a
            session where one is needed.
    """
    plan = read_plan_file(path)
    if needs_session and not isinstance(plan, Given):
        raise PlanFileError(f"{path}: found a plan without a session; expected one with a session")
    return kept(plan, path)


def kept(plan: Plan, path: Path) -> KeptPlan:
    """What giving light, writing it down and counting it need of a plan."""
    light = plan.person.recent_light
    ratios: dict[str, float] = {}
    for row in plan.match if isinstance(plan, Planned) else ():
        # the band that got least of the trial's dose speaks for the trial
        ratios[row.trial] = min(ratios.get(row.trial, row.ratio), row.ratio)
    return KeptPlan(
        path=path,
        sha256=plan.inputs_sha256,
        mask_id=plan.mask.id,
        mask_name=plan.mask.name,
        start_date=plan.start_date,
        verdict=plan.verdict,
        cautions=plan.cautions if isinstance(plan, Given) else (),
        refusals=plan.refusals,
        session=plan.session if isinstance(plan, Given) else None,
        course=_course(plan) if isinstance(plan, Given) else NO_COURSE,
        trial_ratios=tuple(ratios.items()),
        recent_light=LightHistory(
            is_known=light.is_known,
            doses=light.doses,
            habits=tuple(_begun(habit, plan.start_date) for habit in light.habits),
            why_unknown=NO_REASON if light.is_known else UNKNOWN,
        ),
        protocol=plan.person.protocol,
        standoff_mm=plan.mask.standoff_mm,
    )


def _begun(habit: LightHabit, start: date) -> LightHabit:
    """With the day on which it began, seen from the plan's start."""
    return replace(habit, since=habit.begins(start), since_month=None)


def _course(plan: Given) -> PlannedCourse:
    course = plan.course
    return PlannedCourse(
        dates=course.dates,
        sessions_per_week=course.sessions_per_week,
        closed=tuple((each.first, each.last) for each in course.closed),
        why_closed=tuple(each.reason for each in course.closed),
    )
