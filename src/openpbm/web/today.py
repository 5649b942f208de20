"""Today's session: may there be one, the checklist, the guide, the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from openpbm.delivery.order import order_of, room_left
from openpbm.errors import OpenPBMError
from openpbm.files.kept_plan import adherence_of, read_plan
from openpbm.files.session_file import PlannedSession, read_session, refused_on
from openpbm.record import LightEvent
from openpbm.reports import words
from openpbm.reports.session_words import QUESTIONS
from openpbm.session import Refusal, Session
from openpbm.tracking.account import LightRecord
from openpbm.tracking.adherence import Adherence
from openpbm.web.form import Form
from openpbm.web.pages import Rooms, elsewhere, rooms_of, shown, typed_of
from openpbm.web.people import Kept
from openpbm.web.planned import made
from openpbm.web.sitting import ACTIONS, LiveSitting

router = APIRouter()
DEVICES = ("manual", "simulated")
PACES = {"real": 1.0, "fast": 60.0}  # of a simulated mask


@dataclass(frozen=True, kw_only=True)
class Ready:
    """Whether there may be light today, and what it would be."""

    planned: PlannedSession | None
    refusals: tuple[Refusal, ...]
    course: Adherence | None
    zones: tuple[tuple[str, bool], ...]  # of a device with zones: name, and done today

    @property
    def session(self) -> Session | None:
        """The session of the plan."""
        return None if self.planned is None else self.planned.session


def ready(rooms: Rooms, kept: Kept) -> Ready:
    """May this person have light today: plan, answers, course, record."""
    found = made(kept)
    if found is None:
        return _no("plan", "there is no plan yet", "a plan on the page Plan")
    if not found.is_fresh:
        return _no("plan", "your answers changed since the plan was made", "a new plan")
    path = kept.plan_folder / "plan.json"
    try:
        planned = read_session(path)
        today = rooms.today()
        refusals = refused_on(planned, today)
        if planned.session is None or refusals:
            return Ready(planned=planned, refusals=tuple(refusals), course=None, zones=())
        record = rooms.light.record(kept.id)
        if isinstance(record, str):
            return _no("record", f"the record of light cannot be believed: {record}", "a sound one")
        course = adherence_of(record, read_plan(path), today)
    except OpenPBMError as problem:
        return _no("plan", str(problem), "a new plan")
    zones = _zones(planned.session, record, today)
    return Ready(
        planned=planned,
        refusals=_not_due(course, zones, today),
        course=course,
        zones=zones,
    )


def _no(name: str, reason: str, change: str) -> Ready:
    refusal = Refusal(id=name, reason=reason, would_change=change)
    return Ready(planned=None, refusals=(refusal,), course=None, zones=())


def _zones(session: Session, record: LightRecord, today: date) -> tuple[tuple[str, bool], ...]:
    done = {s.begun.zone for s in record.sittings if s.begun.day == today and s.minutes > 0}
    return tuple((zone.zone, zone.zone in done) for zone in session.zones)


def _not_due(
    course: Adherence, zones: Sequence[tuple[str, bool]], today: date
) -> tuple[Refusal, ...]:
    """A session is for the days of the course; never two whole ones on a day."""
    begun = [done for _, done in zones]
    if (course.remaining and course.remaining[0] == today) or (any(begun) and not all(begun)):
        return ()
    if not course.remaining:
        return (Refusal(id="course", reason="the course is over", would_change="a new plan"),)
    day = words.weekday(course.remaining[0])
    return (
        Refusal(
            id="course", reason="there is no session today", would_change=f"the next, on {day}"
        ),
    )


# ------------------------------------------------------------------------------- pages


@router.get("/p/{person_id}/today")
def today_page(request: Request, person_id: str) -> Response:
    """The session under way, or the way to it."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    live = rooms.sittings.of(kept.id)
    if live is not None:
        return shown(request, "session.html.j2", kept=kept, seen=live.look(), order=live.order)
    return _asked(request, kept, Form(typed={"device": ["manual"], "pace": ["real"]}))


@router.post("/p/{person_id}/today")
async def begin(request: Request, person_id: str) -> Response:
    """Begin, once every item of the checklist holds; or leave a session that has ended."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    form = await typed_of(request)
    if form.v("do") == "leave":
        rooms.sittings.leave(kept.id)
        return elsewhere(f"/p/{kept.id}/log")
    live = rooms.sittings.of(kept.id)
    if live is not None and not live.is_over:
        return elsewhere(f"/p/{kept.id}/today")  # another tab was faster
    at = ready(rooms, kept)
    if at.refusals or at.planned is None or at.planned.session is None:
        return _asked(request, kept, form, status=409)
    made_now = _sitting(rooms, kept, form, at.planned, at.planned.session)
    if form.errors or made_now is None:
        return _asked(request, kept, form, status=422)
    rooms.sittings.begin(kept.id, lambda: made_now)
    return elsewhere(f"/p/{kept.id}/today")


@router.get("/p/{person_id}/today/now")
def now(request: Request, person_id: str) -> Response:
    """How the session stands, for the page's mirror, four times a second."""
    rooms = rooms_of(request)
    live = rooms.sittings.of(rooms.kept(person_id).id)
    if live is None:
        return JSONResponse({"is_over": True, "gone": True})
    return JSONResponse(asdict(live.look()))


@router.post("/p/{person_id}/today/stop")
def stop(request: Request, person_id: str) -> Response:
    """Dark. Needs no token: whoever reaches this may always stop."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    live = rooms.sittings.of(kept.id)
    if live is not None:
        live.ask("stop")
    return elsewhere(f"/p/{kept.id}/today")


@router.post("/p/{person_id}/today/ask")
async def ask(request: Request, person_id: str) -> Response:
    """Pause, go on, and what the person confirms."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    form = await typed_of(request)
    if form.v("do") not in ACTIONS:
        raise HTTPException(400, "found another wish; expected one of the page's buttons")
    live = rooms.sittings.of(kept.id)
    if live is not None:
        live.ask(form.v("do"))
    return elsewhere(f"/p/{kept.id}/today")


def _sitting(
    rooms: Rooms, kept: Kept, form: Form, planned: PlannedSession, session: Session
) -> LiveSitting | None:
    """The session that a checklist asks for; None where an item or a limit speaks against it."""
    for number in range(len(QUESTIONS)):
        if not form.has(f"check-{number}", "yes"):
            form.errors[f"check-{number}"] = "Only a yes to each lets light on."
    device = form.choice("device", DEVICES, "Please choose one.")
    pace = form.v("pace") if device == "simulated" else "real"
    zones = [zone.zone for zone in session.zones]
    zone = form.choice("zone", tuple(zones), "Please choose a zone.") if zones else ""
    if form.errors or zone is None:
        return None
    order = order_of(
        session,
        mask_id=planned.mask_id,
        room_j_cm2=room_left(session, rooms.light.history(kept.id, rooms.today()), rooms.today()),
        zone=zone,
        by_hand=device == "manual",
    )
    if isinstance(order, Refusal):
        form.errors["all"] = (
            f"{words.sentence(order.reason)} What would change it: {order.would_change}."
        )
        return None

    def record(event: LightEvent) -> None:
        rooms.light.write(kept.id, kept.name, event)

    return LiveSitting(
        order,
        record,
        person_id=kept.id,
        plan_sha256=planned.plan_sha256,
        speed=PACES.get(pace, 1.0),
    )


def _asked(request: Request, kept: Kept, form: Form, *, status: int = 200) -> Response:
    rooms = rooms_of(request)
    return shown(
        request,
        "today.html.j2",
        status=status,
        kept=kept,
        form=form,
        at=ready(rooms, kept),
        found=made(kept),
        questions=QUESTIONS,
        today=rooms.today(),
    )
