"""Today's session: may there be one, the checklist, the guide, the end."""

from __future__ import annotations

import secrets
from asyncio import get_running_loop
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from openpbm.errors import DeviceError, OpenPBMError
from openpbm.fact import Message, message
from openpbm.files.practice.sheet import read_practice
from openpbm.reports import words
from openpbm.reports.session_words import CHECKLIST
from openpbm.session import Part, Refusal, refusal
from openpbm.sitting.checklist import About, open_questions, questions
from openpbm.sitting.device import Way
from openpbm.sitting.entry import LastUse, handed_on, stranger
from openpbm.sitting.live import Ask, sitting_of
from openpbm.sitting.plan import KeptPlan, adherence_of, followed, held_on
from openpbm.sitting.today import Today
from openpbm.sitting.turn import Turn
from openpbm.sitting.voice import DARK_AFTER_MS, LATE_MS, Beep, tone
from openpbm.speech.say import say
from openpbm.tracking.account import LightRecord
from openpbm.tracking.adherence import Adherence
from openpbm.tracking.due import CHANGES, Due, changed, is_skipped
from openpbm.web.entry import desk_of, last_uses
from openpbm.web.form import Form, fact_of
from openpbm.web.log import skin_of
from openpbm.web.pages import NOBODY, Rooms, Sent, elsewhere, rooms_of, shown
from openpbm.web.people import ID, KeptPerson, has_old_device
from openpbm.web.planned import MadeFrom, made, made_from, plan_kept
from openpbm.web.sitting import ServedSitting

router = APIRouter()
ASKS = (Ask.BEGIN, Ask.DARK, Ask.FITTED, Ask.PAUSE, Ask.GO_ON)  # their buttons, in order
LEAVES = {"leave": "", "leave-print": "", "leave-people": "/people"}  # an end was looked at
PACES = {"real": 1.0, "fast": 60.0}  # of a mask that does not shine


@dataclass(frozen=True, kw_only=True)
class OfferedGoal:
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
    asked: KeptPlan | None = None  # the plan as it holds today: what is shown and written down
    found: MadeFrom | None = None  # what the plan was made from; None where there is none
    is_skipped: bool = False  # the person said "not today", and had no light since

    @property
    def due(self) -> Due | None:
        """What the calendar and the screen ask."""
        return None if self.today is None else self.today.due

    @property
    def minutes(self) -> float:
        """Of the light that comes next: never more than may be given."""
        own = None if self.today is None else self.today.minutes
        whole = 0.0 if self.plan is None or self.plan.session is None else self.plan.session.minutes
        return whole if own is None else own

    @property
    def choices(self) -> tuple[OfferedGoal, ...]:
        """Of a session with zones and goals, each its own."""
        parts = () if self.today is None else self.today.parts
        return tuple(
            OfferedGoal(key=str(number), part=one.part, minutes=one.minutes, is_done=one.is_done)
            for number, one in enumerate(parts)
            if one.part.zone
        )


def plan_today(kept: KeptPerson, found: MadeFrom | None) -> KeptPlan | Refusal:
    """The plan that may be followed; a refusal where there is none of today's answers."""
    if found is None:
        return refusal("plan", message("refusal-no_plan"))
    if not found.is_fresh and has_old_device(kept):
        return refusal("plan", message("refusal-device_changed"))
    if not found.is_fresh:
        return refusal("plan", message("refusal-answers_changed"))
    try:
        return plan_kept(kept)
    except OpenPBMError as problem:
        return refusal("plan", message("refusal-plan_unread", problem=str(problem)))


def turn_of(
    rooms: Rooms, kept: KeptPerson, plan: KeptPlan, *, by_hand: bool = True, shines: bool = True
) -> Turn:
    """One person's way to light; it claims nothing by being made."""
    book, holder = rooms.light.book(kept.id, kept.name), secrets.token_hex(8)
    return Turn(plan, book, rooms.now, holder=holder, by_hand=by_hand, shines=shines)


def ready(rooms: Rooms, kept: KeptPerson) -> Ready:
    """May this person have light today, and where they stand; nothing is changed by looking."""
    found = made_from(kept)
    plan = plan_today(kept, found)
    if isinstance(plan, Refusal):
        return Ready(plan=None, today=None, refusals=(plan,), found=found)
    at = turn_of(rooms, kept, plan).look()
    record = rooms.light.record(kept.id)
    day = at.moment.day
    if plan.session is None or not isinstance(record, LightRecord):
        return Ready(plan=plan, today=at, refusals=at.refusals, asked=plan, found=found)
    return Ready(
        plan=plan,
        today=at,
        refusals=at.refusals,
        course=adherence_of(record, plan, day),
        asked=held_on(plan, record, day, day),
        is_skipped=is_skipped(followed(plan, record), record, day),
        found=found,
    )


def _is_more(rooms: Rooms, kept: KeptPerson) -> bool:
    """Whether another zone or goal waits for its light today."""
    at = ready(rooms, kept)
    return bool(at.choices) and not at.refusals


def _after(rooms: Rooms, kept: KeptPerson, form: Form) -> str:
    """Where a person goes on from the dark: to the next light, the log or the record."""
    if form.v("do") == "leave-print":
        return "record?print=yes"
    return "today" if _is_more(rooms, kept) else "log"


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
            asks=ASKS,
            tones={beep.value: asdict(tone(beep)) for beep in Beep},
            late_ms=LATE_MS,
            guard_ms=DARK_AFTER_MS,
            trial=say("voice-trial_page"),
            changed=say("voice-output_changed"),
            is_more=live.is_over and _is_more(rooms, kept),
        )
    at = ready(rooms, kept)
    to_do = [one.key for one in at.choices if not one.is_done]
    typed = {"device": [rooms.ways()[0].id], "pace": ["real"], "part": to_do[:1]}
    return _asked(request, kept, Form(typed=typed))


@router.post("/p/{person_id}/today")
def begin(request: Request, person_id: str, form: Sent) -> Response:
    """Begin, once every item of the checklist holds; or leave a session that has ended."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    rooms.sittings.settle(kept.id)
    if form.v("do") in LEAVES:
        rooms.sittings.leave(kept.id)
        return elsewhere(LEAVES[form.v("do")] or f"/p/{kept.id}/{_after(rooms, kept, form)}")
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
        await get_running_loop().run_in_executor(rooms.stops, live.ask, Ask.STOP)
    elif not ID.fullmatch(person_id):
        raise HTTPException(404, say(NOBODY))
    return elsewhere(f"/p/{person_id}/today")


@router.post("/p/{person_id}/today/ask")
def ask(request: Request, person_id: str, form: Sent) -> Response:
    """Pause, go on, and what the person confirms."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    try:
        asked = Ask(form.v("do"))
    except ValueError:
        raise HTTPException(400, say("web_today-other_wish")) from None
    live = rooms.sittings.of(kept.id)
    if live is not None:
        live.ask(asked)
    return elsewhere(f"/p/{kept.id}/today")


def _whose(rooms: Rooms, kept: KeptPerson, form: Form, at: Ready) -> Message | None:
    """That it is likely the session of another: said before light, as before a line of the log."""
    record = rooms.light.record(kept.id)
    if isinstance(record, str) or at.plan is None:
        return None
    now = rooms.now()
    house = desk_of(rooms, kept, form, record).house
    use = LastUse(name=kept.name, mask_id=at.plan.mask_id, day=now.day, at_utc=now.utc)
    return stranger(record, at.plan.mask_id, house, use)


def _handed_on(rooms: Rooms, kept: KeptPerson, at: Ready) -> Message | None:
    """That others had this mask since this person did."""
    record = rooms.light.record(kept.id)
    if isinstance(record, str) or at.plan is None:
        return None
    is_home = not read_practice(rooms.people.folder).name
    return handed_on(record, at.plan.mask_id, last_uses(rooms, kept), named=is_home)


def _sitting(
    rooms: Rooms, kept: KeptPerson, form: Form, plan: KeptPlan, at: Ready
) -> ServedSitting | None:
    """The session that a checklist asks for; None where an item or a limit speaks against it."""
    assert at.due is not None
    said = _said(form, at.due)
    way, part = _way(form, rooms.ways()), _part(form, at)
    is_real = way is not None and way.transport.shines
    if is_real and form.v("person") != "yes" and _whose(rooms, kept, form, at) is not None:
        form.errors["person"] = NEEDED[About.CHECK]
    if form.errors or part is None or way is None:
        return None
    mask = way.transport
    turn = turn_of(rooms, kept, plan, by_hand=mask.is_by_hand, shines=mask.shines)
    found = turn.open(part)
    refusal = found.refusals[0] if found.refusals else turn.answered(said)
    live = None
    speed = 1.0 if way.transport.shines else PACES.get(form.v("pace"), 1.0)
    if refusal is not None:
        _refuse(form, refusal)
    elif found.order is not None:
        try:
            live = sitting_of(
                turn,
                found.order,
                way,
                fresh=secrets.token_bytes,
                speed=speed,
                waits=speed == 1,
                then=next((one for one in found.to_do if one != part), None),
            )
        except DeviceError as problem:
            form.errors["device"] = fact_of(problem)
    if live is None:
        turn.close()
        return None
    return ServedSitting(live, turn, is_heard=speed == 1)


def _way(form: Form, known: Sequence[Way]) -> Way | None:
    """Which mask was chosen."""
    ids = tuple(way.id for way in known)
    chosen = form.choice("device", ids, message("session-choose_mask"))
    return next((way for way in known if way.id == chosen), None)


def _part(form: Form, at: Ready) -> Part | None:
    """Which light was chosen; the whole mask where there is no choice."""
    if not at.choices:
        return Part()
    keys = tuple(choice.key for choice in at.choices)
    key = form.choice("part", keys, message("session-choose_light"))
    return next((choice.part for choice in at.choices if choice.key == key), None)


def _refuse(form: Form, refusal: Refusal) -> None:
    why = words.capital(say(refusal.reason).rstrip(".?"))
    form.errors["all"] = message("session-no", reason=why, change=refusal.would_change)


NEEDED = {
    About.CHANGE: message("session-yes_or_no"),
    About.DAY: message("session-only_yes"),
    About.CHECK: message("session-only_yes_to_each"),
}


def _said(form: Form, due: Due) -> Mapping[str, bool]:
    """Everything that only the person knows; errors where something speaks against light."""
    answers = {question.id: form.v(question.id) for question in questions(due)}
    said = {id: text == "yes" for id, text in answers.items() if text in ("yes", "no")}
    for question in open_questions(due, said):
        if question.kind is not About.CHANGE or question.id not in said:
            form.errors[question.id] = NEEDED[question.kind]
    changes = [question for question in questions(due) if question.kind is About.CHANGE]
    refusal = changed([(CHANGES[one.number], said.get(one.id, True)) for one in changes])
    if refusal is not None and not form.errors:
        _refuse(form, refusal)
    return said


def _asked(request: Request, kept: KeptPerson, form: Form, *, status: int = 200) -> Response:
    rooms = rooms_of(request)
    at = ready(rooms, kept)
    return shown(
        request,
        "today.html.j2",
        status=status,
        kept=kept,
        form=form,
        skin=skin_of(rooms.light.record(kept.id), rooms.today()),
        at=at,
        whose=_whose(rooms, kept, form, at),
        handed_on=_handed_on(rooms, kept, at),
        found=made(kept),
        questions=CHECKLIST,
        changes=CHANGES,
        ways=rooms.ways(),
        today=rooms.today(),
    )
