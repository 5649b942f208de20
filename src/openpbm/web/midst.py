"""A plan that is made anew in the midst of a course goes on with it, where it asks for the same."""

from __future__ import annotations

from datetime import date

from openpbm.answer import Given, Plan
from openpbm.sitting.plan import KeptPlan, followed
from openpbm.tracking.account import LightRecord
from openpbm.tracking.adherence import GoesOn
from openpbm.tracking.due import standing


def is_same_course(last: Plan | None, made: Plan) -> bool:
    """Whether a plan asks for what the one before it asked for: its course goes on then."""
    if not (isinstance(last, Given) and isinstance(made, Given)):
        return False

    def asked(plan: Given) -> tuple[object, ...]:
        zones = {(zone.zone, zone.goal) for zone in plan.session.zones}
        rhythm = plan.course.sessions_per_week, plan.course.weeks
        return plan.mask.id, set(plan.goals), zones, rhythm

    return asked(last) == asked(made)


def midst_of(plan: KeptPlan, record: LightRecord, start: date) -> GoesOn | None:
    """The course of a plan, for one that is made anew to begin on a day.

    None where it is over then, or where a pause was so long that the screening comes first: that
    begins a course.
    """
    course = followed(plan, record)
    found = standing(course, record, start)
    if found.needs_review or not found.remaining or max(course.course.dates) < start:
        return None
    before = plan.goes_on
    return GoesOn(
        plans=(plan.sha256, *(() if before is None else before.plans)),
        since=min(plan.course.dates) if before is None else before.since,
    )
