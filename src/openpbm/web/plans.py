"""Your plan: made apart with progress, then the report in the page."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse, Response

from openpbm.errors import InputError
from openpbm.fact import Message, message
from openpbm.files.answer import day_of
from openpbm.files.answer_error import AnswerError
from openpbm.reports.plan_files import CALENDAR
from openpbm.sitting.plan import had_before
from openpbm.speech.say import say
from openpbm.tracking.adherence import GoesOn
from openpbm.web.dates import as_typed, bring_up_to_date, chosen, keep, reminder_in
from openpbm.web.entry import plan_of
from openpbm.web.form import Form, sentence
from openpbm.web.midst import midst_of
from openpbm.web.pages import Rooms, Sent, called_off, elsewhere, rooms_of, shown, under_way
from openpbm.web.people import KeptPerson, has_old_device, inputs_of, person_of
from openpbm.web.planned import FACE, PlanTask, made, tell_anew
from openpbm.web.practice.given import renewed
from openpbm.web.work import Job, told

router = APIRouter()
DOWNLOADS = {
    "plan.json": "application/json",
    "report.html": "text/html",
    "calendar.ics": "text/calendar",
}


@router.get("/p/{person_id}/plan")
def plan_page(request: Request, person_id: str) -> Response:
    """The plan, the way to it, or how far it is."""
    kept = rooms_of(request).kept(person_id)
    job = rooms_of(request).workers.job(_key(kept))
    return under_way(request, kept, job, "making.html.j2") or _page(request, kept, Form(), job)


@router.post("/p/{person_id}/plan")
def make(request: Request, person_id: str, form: Sent) -> Response:
    """Begin a plan from the answers as they stand."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    if called_off(request, _key(kept), form):
        return elsewhere(f"/p/{kept.id}/plan")
    start = form.read("start", _start) if form.v("start") else rooms.today()
    if start is None:
        return _page(request, kept, form, None, status=422)
    try:
        begin(rooms, kept, start)
    except InputError as problem:
        return shown(request, "broken.html.j2", kept=kept, problem=str(problem), status=409)
    return elsewhere(f"/p/{kept.id}/plan")


@router.post("/p/{person_id}/dates")
def dates(request: Request, person_id: str, form: Sent) -> Response:
    """Choose the hour of the sessions."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    reminder = chosen(form)
    if reminder is None:
        return _page(request, kept, form, None, status=422)
    keep(kept, reminder, rooms.today(), rooms.light.record(kept.id))
    return elsewhere(f"/p/{kept.id}/plan#h-files")


def begin(rooms: Rooms, kept: KeptPerson, start: date, *, screened: date | None = None) -> None:
    """Begin a plan from the answers as they stand.

    Args:
        rooms: of the app.
        kept: whose.
        start: its first day.
        screened: when the answers were given, where the person is not there to look at them; a
            screen gets no younger by a new plan.

    Raises:
        InputError: the person file or the ledger cannot be read, a device of the house is gone.
    """
    kept = renewed(rooms, kept)
    task = PlanTask(
        folder=kept.folder,
        inputs=inputs_of(kept),
        start=start,
        today=rooms.today(),
        scenarios=rooms.scenarios,
        history=rooms.light.history(kept.id, min(start, rooms.today())),
        screened=screened,
        midst=_midst(rooms, kept, start),
    )
    rooms.workers.start(_key(kept), task)


def _midst(rooms: Rooms, kept: KeptPerson, start: date) -> GoesOn | None:
    """The course that the person is in the midst of; None where none can be read."""
    plan, record = plan_of(kept), rooms.light.record(kept.id)
    if plan is None or isinstance(record, str):
        return None
    return midst_of(plan, record, start)


def _goes_on(rooms: Rooms, kept: KeptPerson) -> Message | None:
    """What of the course was done before this plan; None of a course that it begins."""
    plan = plan_of(kept)
    if plan is None or plan.goes_on is None:
        return None
    record = rooms.light.record(kept.id)
    had = 0 if isinstance(record, str) else len(had_before(plan, record))
    if not had:
        return None
    total = len(plan.course.dates)
    left = max(total - had, 0)
    return message("web_plan-goes_on", since=plan.goes_on.since, had=had, total=total, left=left)


@router.get("/p/{person_id}/plan/progress")
def progress(request: Request, person_id: str) -> Response:
    """How far the plan is, for the page's script."""
    rooms = rooms_of(request)
    job = rooms.workers.job(_key(rooms.kept(person_id)))
    return JSONResponse(told(job))


@router.get("/p/{person_id}/plan/face.bin")
def face(request: Request, person_id: str) -> Response:
    """The face of the plan as a solid."""
    path = rooms_of(request).kept(person_id).plan_folder / FACE
    if not path.is_file():
        raise HTTPException(404, say("web_frame-no_file"))
    return FileResponse(path, media_type="application/octet-stream")


@router.get("/p/{person_id}/plan/{name}")
def download(request: Request, person_id: str, name: str) -> Response:
    """One of the files of the plan; the calendar as the log has the course today."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    tell_anew(kept)
    if name == CALENDAR:
        bring_up_to_date(kept, rooms.today(), rooms.light.record(kept.id))
    path = kept.plan_folder / name
    if name not in DOWNLOADS or not path.is_file():
        raise HTTPException(404, say("web_frame-no_file"))
    return FileResponse(path, media_type=DOWNLOADS[name], filename=f"openpbm-{name}")


def _start(text: str) -> date:
    day = day_of(text)
    if not 2000 <= day.year <= 2100:
        raise AnswerError("web_plan-a_start", text=text)
    return day


def _key(kept: KeptPerson) -> str:
    return f"plan {kept.id}"


def _page(
    request: Request, kept: KeptPerson, form: Form, job: Job | None, *, status: int = 200
) -> Response:
    file = person_of(kept)
    if isinstance(file, str):
        return shown(request, "broken.html.j2", kept=kept, problem=file, status=409)
    tell_anew(kept)
    found = made(kept)
    problem = "" if job is None or job.problem is None else sentence(say(job.problem))
    return shown(
        request,
        "plan.html.j2",
        status=status,
        kept=kept,
        form=form,
        file=file,
        found=found,
        is_device_old=has_old_device(kept),
        report=Markup(found.page) if found is not None else None,  # our own template wrote it
        goes_on=None if found is None else _goes_on(rooms_of(request), kept),
        has_face=(kept.plan_folder / FACE).is_file(),
        reminder=form if form.all("at") else as_typed(reminder_in(kept.folder)),
        has_calendar=(kept.plan_folder / "calendar.ics").is_file(),
        problem=problem,
        today=rooms_of(request).today(),
        scenarios=rooms_of(request).scenarios,
    )
