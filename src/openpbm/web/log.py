"""Log and calendar: planned against done, light added by hand, progress of the sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from openpbm.errors import LedgerError
from openpbm.fact import Message, message, said
from openpbm.record import LIGHT_BANDS
from openpbm.reports import ledger_words, words
from openpbm.sitting.plan import adherence_of, held_on
from openpbm.speech.number import weekday_heads
from openpbm.speech.say import say
from openpbm.tracking.account import LightRecord
from openpbm.tracking.adherence import (
    DONE,
    DUE,
    MISSED,
    MOVED,
    PARTIAL,
    RESTED,
    SKIPPED,
    Adherence,
)
from openpbm.tracking.skin import (
    Bearing,
    answers,
    asked_of,
    bearing,
    called,
    complaints,
    told_of,
)
from openpbm.web.entry import desk_of, entry_of, mask_of, plan_of, plan_unread
from openpbm.web.form import Form, fact_of, sentence
from openpbm.web.pages import Rooms, Sent, elsewhere, rooms_of, shown
from openpbm.web.people import KeptPerson

router = APIRouter()
WINDOWS = (1, 7, 28)  # days
STATE_SIGNS = {
    DONE: "go",
    PARTIAL: "care",
    MOVED: "go",
    MISSED: "unknown",
    SKIPPED: "unknown",
    RESTED: "unknown",
    "beside": "care",
}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One day of the calendar."""

    day: date
    state: str  # of the adherence, or beside the plan; empty where nothing was planned or done
    is_today: bool

    @property
    def said(self) -> str:
        """The day in words, for whoever does not see the sign."""
        day = words.weekday(self.day)
        if not self.state:
            return day
        return say("web_log-day", day=day, state=message(f"web_log-state-{self.state}"))


def weeks_of(found: Adherence) -> list[list[Cell]]:
    """The course week by week, from Monday."""
    states = {day.planned: day.state for day in found.days if day.state not in (DUE, MOVED)}
    for day in found.days:
        if day.state in (MOVED, PARTIAL) and day.done is not None:
            if day.done != day.planned:
                states.pop(day.planned, None)
            states[day.done] = day.state
    states.update({entry.day: "beside" for entry in found.beside})
    states.update(dict.fromkeys(found.remaining, DUE))
    if not states:
        return []
    monday = min(states) - timedelta(days=min(states).weekday())
    weeks = []
    while monday <= max(states):
        days = [monday + timedelta(days=i) for i in range(7)]
        weeks.append(
            [Cell(day=d, state=states.get(d, ""), is_today=d == found.today) for d in days]
        )
        monday += timedelta(days=7)
    return weeks


@router.get("/p/{person_id}/log")
def log_page(request: Request, person_id: str) -> Response:
    """What was given, what was planned, and what remains."""
    kept = rooms_of(request).kept(person_id)
    return _page(request, kept, Form())


@router.post("/p/{person_id}/log")
def add(request: Request, person_id: str, form: Sent) -> Response:
    """Write a line down, or put one right; what may be a slip is said first."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    with rooms.light.one_at_a_time:  # what a second tap is held against has been written
        return _added(request, rooms, kept, form)


def _added(request: Request, rooms: Rooms, kept: KeptPerson, form: Form) -> Response:
    record = rooms.light.record(kept.id)
    if isinstance(record, str):
        form.errors["all"] = said(sentence(record))
        return _page(request, kept, form, status=409)
    entry = entry_of(desk_of(rooms, kept, form, record))
    if form.errors:
        return _page(request, kept, form, status=422)
    if entry.slips and form.v("sure") != "yes":
        return _page(request, kept, form, slips=entry.slips)
    try:
        rooms.light.write(kept.id, kept.name, *entry.events)
    except LedgerError as problem:
        form.errors["all"] = fact_of(problem)
        return _page(request, kept, form, status=422)
    back = {"people": "/people", "today": f"/p/{kept.id}/today"}
    return elsewhere(back.get(form.v("back"), f"/p/{kept.id}/log"))


@dataclass(frozen=True, kw_only=True)
class SkinAsked:
    """The question after the last session, and what the answers so far leave."""

    of: date | None  # the day of the session that is asked for; None where nothing is asked
    answers: tuple[tuple[str, Message], ...]  # what the form says, and in words
    unasked: (
        date | None
    )  # the day of light of which a complaint can be told though nothing is asked
    complaints: tuple[tuple[str, Message], ...]
    bearing: Bearing

    @property
    def needs_doctor(self) -> bool:
        """Whether a doctor's word is waited for."""
        return any(no.id == "skin_doctor" for no in self.bearing.refusals)


def skin_of(record: LightRecord | str, today: date) -> SkinAsked | None:
    """What there is to ask and to say of a skin; None where the record is not to be read."""
    if isinstance(record, str):
        return None
    of = asked_of(record, today)
    return SkinAsked(
        of=of,
        answers=tuple((one, called(one)) for one in answers()),
        unasked=None if of is not None else told_of(record, complaints()[0], today),
        complaints=tuple((one, called(one)) for one in complaints()),
        bearing=bearing(record, today),
    )


def course_of(rooms: Rooms, kept: KeptPerson, record: LightRecord) -> Adherence | None:
    """Planned against done; None without a plan."""
    plan = plan_of(kept)
    return None if plan is None else adherence_of(record, plan, rooms.today())


def _page(
    request: Request,
    kept: KeptPerson,
    form: Form,
    *,
    status: int = 200,
    slips: tuple[Message, ...] = (),
) -> Response:
    rooms = rooms_of(request)
    today = rooms.today()
    record = rooms.light.record(kept.id)
    plan = plan_of(kept)
    is_known = isinstance(record, LightRecord)
    course = course_of(rooms, kept, record) if isinstance(record, LightRecord) else None
    windows = []
    if isinstance(record, LightRecord):
        windows = [
            (say(f"web_log-window-{d}"), ledger_words.window_words(record, today, d))
            for d in WINDOWS
        ]
    return shown(
        request,
        "log.html.j2",
        status=status,
        kept=kept,
        form=form,
        today=today,
        record=record if is_known else None,
        problem="" if is_known else sentence(str(record)),
        windows=windows,
        plan=plan,
        asked=held_on(plan, record, today, today)
        if plan is not None and isinstance(record, LightRecord)
        else plan,
        course=course,
        weeks=weeks_of(course) if course is not None else [],
        course_words=ledger_words.course_words(course, dict(plan.trial_ratios))
        if course is not None and plan is not None
        else [],
        said_of=ledger_words,
        transports=rooms.transports,
        weekdays=weekday_heads(),
        state_signs=STATE_SIGNS,
        bands=LIGHT_BANDS,
        mask=mask_of(kept),
        unread=plan_unread(kept),
        slips=slips,
        skin=skin_of(record, today),
    )
