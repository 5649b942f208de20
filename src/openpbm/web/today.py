"""Today's session: may there be one, the checklist, the guide, the end."""

from __future__ import annotations

import secrets
from asyncio import get_running_loop
from dataclasses import asdict, dataclass

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from openpbm.errors import OpenPBMError
from openpbm.files.kept_plan import read_plan
from openpbm.reports import words
from openpbm.reports.session_words import CHECKLIST
from openpbm.session import Part, Refusal
from openpbm.sitting.plan import KeptPlan, adherence_of
from openpbm.sitting.today import Today
from openpbm.sitting.turn import Turn
from openpbm.tracking.account import LightRecord
from openpbm.tracking.adherence import Adherence
from openpbm.tracking.due import CHANGES, Due, changed
from openpbm.web.form import Form
from openpbm.web.pages import NOBODY, Rooms, Sent, elsewhere, rooms_of, shown
from openpbm.web.people import ID, Kept
from openpbm.web.planned import made
from openpbm.web.sitting import ACTIONS, LiveSitting

router = APIRouter()
DEVICES = ("manual", "simulated")
PACES = {"real": 1.0, "fast": 60.0}  # of a simulated mask


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One light of today's session, as the page offers it."""

    key: str  # what the form says
    part: Part
    minutes: float
    is_done: bool

    @property
    def name(self) -> str:
        """By zone and goal."""
        return words.part_name(self.part)


@dataclass(frozen=True, kw_only=True)
class Ready:
    """Whether there may be light today, what it would be, and where the course stands."""

    plan: KeptPlan | None
    today: Today | None
    refusals: tuple[Refusal, ...]
    course: Adherence | None = None

    @property
    def due(self) -> Due | None:
        """What the calendar and the screen ask."""
        return None if self.today is None else self.today.due

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Of a session with zones and goals, each its own."""
        parts = () if self.today is None else self.today.parts
        return tuple(
            Choice(key=str(number), part=one.part, minutes=one.minutes, is_done=one.is_done)
            for number, one in enumerate(parts)
            if one.part.zone
        )


def plan_today(kept: Kept) -> KeptPlan | Refusal:
    """The plan that may be followed; a refusal where there is none of today's answers."""
    found = made(kept)
    if found is None:
        return Refusal(
            id="plan", reason="there is no plan yet", would_change="a plan on the page Plan"
        )
    if not found.is_fresh:
        why = "your answers changed since the plan was made"
        return Refusal(id="plan", reason=why, would_change="a new plan")
    try:
        return read_plan(kept.plan_folder / "plan.json")
    except OpenPBMError as problem:
        return Refusal(id="plan", reason=str(problem), would_change="a new plan")


def turn_of(rooms: Rooms, kept: Kept, plan: KeptPlan, *, by_hand: bool = True) -> Turn:
    """One person's way to light; it claims nothing by being made."""
    book = rooms.light.book(kept.id, kept.name)
    return Turn(plan, book, rooms.now, holder=secrets.token_hex(8), by_hand=by_hand)


def ready(rooms: Rooms, kept: Kept) -> Ready:
    """May this person have light today, and where they stand; nothing is changed by looking."""
    plan = plan_today(kept)
    if isinstance(plan, Refusal):
        return Ready(plan=None, today=None, refusals=(plan,))
    at = turn_of(rooms, kept, plan).look()
    record = rooms.light.record(kept.id)
    course = None
    if plan.session is not None and isinstance(record, LightRecord):
        course = adherence_of(record, plan, at.moment.day)
    return Ready(plan=plan, today=at, refusals=at.refusals, course=course)


def _is_more(rooms: Rooms, kept: Kept) -> bool:
    """Whether another zone or goal waits for its light today."""
    at = ready(rooms, kept)
    return bool(at.choices) and not at.refusals


# ------------------------------------------------------------------------------- pages


@router.get("/p/{person_id}/today")
def today_page(request: Request, person_id: str) -> Response:
    """The session under way, or the way to it."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    rooms.sittings.settle(kept.id)
    live = rooms.sittings.of(kept.id)
    if live is not None:
        return shown(
            request,
            "session.html.j2",
            kept=kept,
            seen=live.look(),
            order=live.order,
            is_more=live.is_over and _is_more(rooms, kept),
        )
    return _asked(request, kept, Form(typed={"device": ["manual"], "pace": ["real"]}))


@router.post("/p/{person_id}/today")
def begin(request: Request, person_id: str, form: Sent) -> Response:
    """Begin, once every item of the checklist holds; or leave a session that has ended."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    rooms.sittings.settle(kept.id)
    if form.v("do") == "leave":
        rooms.sittings.leave(kept.id)
        return elsewhere(f"/p/{kept.id}/{'today' if _is_more(rooms, kept) else 'log'}")
    at = ready(rooms, kept)
    sitting = None
    if not at.refusals and at.plan is not None and at.due is not None:
        sitting = _sitting(rooms, kept, form, at.plan, at)
    if sitting is not None:
        rooms.sittings.begin(kept.id, sitting)
    elif not rooms.sittings.is_live(kept.id):  # else another tab was faster
        return _asked(request, kept, form, status=409 if at.refusals else 422)
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


def _sitting(rooms: Rooms, kept: Kept, form: Form, plan: KeptPlan, at: Ready) -> LiveSitting | None:
    """The session that a checklist asks for; None where an item or a limit speaks against it."""
    assert at.due is not None
    _check(form, at.due)
    device = form.choice("device", DEVICES, "Please choose one.")
    pace = form.v("pace") if device == "simulated" else "real"
    part = _part(form, at)
    if form.errors or part is None:
        return None
    turn = turn_of(rooms, kept, plan, by_hand=device == "manual")
    found = turn.open(part)
    refusal = found.refusals[0] if found.refusals else turn.answered()
    if refusal is not None or found.order is None:
        turn.close()
        if refusal is not None:
            _refuse(form, refusal)
        return None
    return LiveSitting(
        found.order,
        turn.recorder(found.order),
        person_id=kept.id,
        plan_sha256=plan.sha256,
        speed=PACES.get(pace, 1.0),
        turn=turn,
    )


def _part(form: Form, at: Ready) -> Part | None:
    """Which light was chosen; the whole mask where there is no choice."""
    if not at.choices:
        return Part()
    keys = tuple(choice.key for choice in at.choices)
    key = form.choice("part", keys, "Please choose which light.")
    return next((choice.part for choice in at.choices if choice.key == key), None)


def _refuse(form: Form, refusal: Refusal) -> None:
    form.errors["all"] = (
        f"{words.sentence(refusal.reason)} What would change it: {refusal.would_change}."
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
        _refuse(form, refusal)


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
