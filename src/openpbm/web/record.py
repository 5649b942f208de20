"""The record of a course on paper: what was planned, what was given, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from openpbm.reports import ledger_words
from openpbm.sitting.plan import KeptPlan
from openpbm.tracking.account import LightRecord
from openpbm.web.entry import plan_of
from openpbm.web.log import course_of
from openpbm.web.pages import Rooms, rooms_of, shown
from openpbm.web.people import KeptPerson, person_of
from openpbm.web.planned import Made, made

router = APIRouter()


@router.get("/p/{person_id}/record")
def record_page(request: Request, person_id: str) -> Response:
    """One page to print and to hand over."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    file = person_of(kept)
    if isinstance(file, str):
        return shown(request, "broken.html.j2", kept=kept, problem=file, status=409)
    record = rooms.light.record(kept.id)
    plan = plan_of(kept)
    course = course_of(rooms, kept, record) if isinstance(record, LightRecord) else None
    return shown(
        request,
        "record.html.j2",
        kept=kept,
        file=file,
        found=made(kept),
        planned=plan,
        plan=plan,
        record=record if isinstance(record, LightRecord) else None,
        problem=record if isinstance(record, str) else "",
        lines=ledger_words.course_words(course, dict(plan.trial_ratios))
        if course is not None and plan is not None
        else [],
        said_of=ledger_words,
        transports=rooms.transports,
        today=rooms.today(),
    )


@dataclass(frozen=True, kw_only=True)
class LastSettings:
    """Somebody in the list of people, with what is at hand for their next session."""

    kept: KeptPerson
    made: Made | None
    planned: KeptPlan | None
    last: date | None  # day of the last session
    next: date | None  # the next day of their plan
    is_live: bool
    is_due: bool  # today is a day of their plan, and no light of it was given yet


def last_settings(rooms: Rooms, kept: KeptPerson) -> LastSettings:
    """The settings and days of one person; what they were given is not added up for it."""
    plan, last = plan_of(kept), rooms.light.last_day(kept.id)
    live = rooms.sittings.of(kept.id)
    dates = () if plan is None else plan.course.dates
    to_come = (day for day in dates if day >= rooms.today() and (last is None or day > last))
    day = next(to_come, None)
    return LastSettings(
        kept=kept,
        made=made(kept),
        planned=plan,
        last=last,
        next=day,
        is_live=live is not None and not live.is_over,
        is_due=day == rooms.today(),
    )
