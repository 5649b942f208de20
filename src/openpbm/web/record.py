"""The record of a course on paper: what was planned, what was given, day by day."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from openpbm.reports import ledger_words
from openpbm.tracking.account import LightRecord
from openpbm.web.entry import plan_of
from openpbm.web.log import course_of
from openpbm.web.pages import rooms_of, shown
from openpbm.web.people import person_of, typed_in
from openpbm.web.planned import made
from openpbm.web.practice.given import practice_of

router = APIRouter()


@router.get("/p/{person_id}/record")
def record_page(request: Request, person_id: str, print: str = "") -> Response:
    """To print and to hand over; from the end of a session printed at once, and on to the list."""
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
        at_once=print == "yes",
        practice=practice_of(rooms).name,
        born="".join(typed_in(kept.folder).get("you", {}).get("born", [])),
    )
