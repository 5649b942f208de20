"""Today's session: may there be one, the checklist, the guide, the end."""

from __future__ import annotations

from asyncio import get_running_loop
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from openpbm.errors import LedgerError, OpenPBMError
from openpbm.files.kept_plan import KeptPlan, adherence_of, followed, read_plan
from openpbm.files.light_book import going_on, order_today, renew, unreadable
from openpbm.reports import words
from openpbm.reports.session_words import CHECKLIST
from openpbm.session import Refusal
from openpbm.tracking.adherence import Adherence
from openpbm.tracking.due import CHANGES, Due, changed, due, whole_share
from openpbm.web.form import Form
from openpbm.web.pages import NOBODY, Rooms, Sent, elsewhere, rooms_of, shown
from openpbm.web.people import ID, Kept
from openpbm.web.planned import made
from openpbm.web.sitting import ACTIONS, LiveSitting

router = APIRouter()
DEVICES = ("manual", "simulated")
PACES = {"real": 1.0, "fast": 60.0}  # of a simulated mask


@dataclass(frozen=True, kw_only=True)
class Ready:
    """Whether there may be light today, and what it would be."""

    plan: KeptPlan | None
    refusals: tuple[Refusal, ...]
    due: Due | None = None  # what the calendar and the screen ask
    course: Adherence | None = None

    @property
    def zones(self) -> tuple[tuple[str, bool], ...]:
        """Of a device with zones: name, and whether it is done today."""
        given = {} if self.due is None else self.due.given
        return tuple((zone, share >= whole_share()) for zone, share in given.items() if zone)


def ready(rooms: Rooms, kept: Kept) -> Ready:
    """May this person have light today: plan, answers, course, record."""
    found = made(kept)
    if found is None:
        return _no("plan", "there is no plan yet", "a plan on the page Plan")
    if not found.is_fresh:
        return _no("plan", "your answers changed since the plan was made", "a new plan")
    try:
        plan = read_plan(kept.plan_folder / "plan.json")
    except OpenPBMError as problem:
        return _no("plan", str(problem), "a new plan")
    if plan.session is None:
        return Ready(plan=plan, refusals=plan.refusals)
    book, today = rooms.light.book(kept.id, kept.name), rooms.today()
    try:
        record, events = book.record(), book.events()
    except LedgerError as problem:
        return Ready(plan=plan, refusals=(unreadable(str(problem)),))
    at = due(followed(plan), record, today)
    busy = going_on(events, record, datetime.now(UTC))
    return Ready(
        plan=plan,
        refusals=at.refusals or (() if busy is None else (busy,)),
        due=at,
        course=adherence_of(record, plan, today),
    )


def _no(name: str, reason: str, change: str) -> Ready:
    return Ready(plan=None, refusals=(Refusal(id=name, reason=reason, would_change=change),))


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
def begin(request: Request, person_id: str, form: Sent) -> Response:
    """Begin, once every item of the checklist holds; or leave a session that has ended."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    if form.v("do") == "leave":
        rooms.sittings.leave(kept.id)
        return elsewhere(f"/p/{kept.id}/log")
    live = rooms.sittings.of(kept.id)
    if live is not None and not live.is_over:
        return elsewhere(f"/p/{kept.id}/today")  # another tab was faster
    at = ready(rooms, kept)
    if at.refusals or at.plan is None or at.due is None:
        return _asked(request, kept, form, status=409)
    sitting = _sitting(rooms, kept, form, at.plan, at.due)
    if form.errors or sitting is None:
        return _asked(request, kept, form, status=422)
    rooms.sittings.begin(kept.id, lambda: sitting)
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
async def stop(request: Request, person_id: str) -> Response:
    """Dark. Needs no token: whoever reaches this may always stop.

    It reads no file and has threads of its own, so that no other page keeps it waiting.
    """
    rooms = rooms_of(request)
    live = rooms.sittings.of(person_id)
    if live is not None:
        await get_running_loop().run_in_executor(rooms.stops, live.ask, "stop")
    elif not ID.fullmatch(person_id):
        raise HTTPException(404, NOBODY)
    return elsewhere(f"/p/{person_id}/today")


@router.post("/p/{person_id}/today/ask")
def ask(request: Request, person_id: str, form: Sent) -> Response:
    """Pause, go on, and what the person confirms."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    if form.v("do") not in ACTIONS:
        raise HTTPException(400, "found another wish; expected one of the page's buttons")
    live = rooms.sittings.of(kept.id)
    if live is not None:
        live.ask(form.v("do"))
    return elsewhere(f"/p/{kept.id}/today")


def _sitting(rooms: Rooms, kept: Kept, form: Form, plan: KeptPlan, at: Due) -> LiveSitting | None:
    """The session that a checklist asks for; None where an item or a limit speaks against it."""
    _check(form, at)
    device = form.choice("device", DEVICES, "Please choose one.")
    pace = form.v("pace") if device == "simulated" else "real"
    zones = [zone for zone in at.given if zone]
    zone = form.choice("zone", tuple(zones), "Please choose a zone.") if zones else ""
    if form.errors or zone is None:
        return None
    book = rooms.light.book(kept.id, kept.name)
    order = order_today(plan, zone, book, at, by_hand=device == "manual")
    try:
        if at.ask_screen and not isinstance(order, Refusal):
            renew(plan, book, rooms.today())
    except LedgerError as problem:
        order = unreadable(str(problem))
    if isinstance(order, Refusal):
        form.errors["all"] = (
            f"{words.sentence(order.reason)} What would change it: {order.would_change}."
        )
        return None
    return LiveSitting(
        order,
        book.append,
        person_id=kept.id,
        plan_sha256=plan.sha256,
        speed=PACES.get(pace, 1.0),
    )


def _check(form: Form, at: Due) -> None:
    """Everything that only the person knows; errors where something speaks against light."""
    for number in range(len(CHECKLIST)):
        if not form.has(f"check-{number}", "yes"):
            form.errors[f"check-{number}"] = "Only a yes to each lets light on."
    if at.ask_day and not form.has("day", "yes"):
        form.errors["day"] = "Only a yes lets light on."
    if not at.ask_screen:
        return
    answers = []
    for number, what in enumerate(CHANGES):
        said = form.choice(f"change-{number}", ("yes", "no"), "Please say yes or no.")
        answers.append((what, said != "no"))
    refusal = changed(answers)
    if refusal is not None and not form.errors:
        form.errors["all"] = (
            f"{words.sentence(refusal.reason)} What would change it: {refusal.would_change}."
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
        questions=[question for question, _ in CHECKLIST],
        changes=CHANGES,
        today=rooms.today(),
    )
