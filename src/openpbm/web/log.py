"""Log and calendar: planned against done, light added by hand, progress of the sessions."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from openpbm.errors import LedgerError, OpenPBMError
from openpbm.fact import message
from openpbm.field import LONGEST_MIN
from openpbm.files.answer import day_of, number_between
from openpbm.files.answer_error import AnswerError
from openpbm.files.plan.kept import read_plan
from openpbm.record import LIGHT_BANDS, DayDose, DoseNoted, LightEvent
from openpbm.reports import ledger_words, words
from openpbm.sitting.by_hand import of_plan
from openpbm.sitting.plan import KeptPlan, adherence_of
from openpbm.speech.number import weekday_heads
from openpbm.speech.say import say
from openpbm.tracking.account import LightRecord
from openpbm.tracking.adherence import DONE, DUE, MISSED, MOVED, PARTIAL, Adherence
from openpbm.web.form import Form, fact_of, sentence
from openpbm.web.pages import Rooms, Sent, elsewhere, rooms_of, shown
from openpbm.web.people import KeptPerson

router = APIRouter()
WINDOWS = (1, 7, 28)  # days
MOST_J_CM2, MOST_LETTERS = 2000.0, 200
STATE_SIGNS = {DONE: "go", PARTIAL: "care", MOVED: "go", MISSED: "unknown", "beside": "care"}


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
    """Write down a session that was done by hand, or light from elsewhere."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    is_dose = form.v("do") == "dose"
    events = _dose(form, kept, rooms.today()) if is_dose else _session(form, kept, rooms.today())
    if not form.errors:
        try:
            rooms.light.write(kept.id, kept.name, *events)
            return elsewhere(f"/p/{kept.id}/log")
        except LedgerError as problem:
            form.errors["all"] = fact_of(problem)
    return _page(request, kept, form, status=422)


def plan_of(kept: KeptPerson) -> KeptPlan | None:
    """The plan whose course is followed; None where there is none with a session."""
    try:
        return read_plan(kept.plan_folder / "plan.json", needs_session=True)
    except OpenPBMError:
        return None


def _session(form: Form, kept: KeptPerson, today: date) -> list[LightEvent]:
    day = form.read("day", lambda text: _day(text, today))
    plan = plan_of(kept)
    if plan is None:
        form.errors["all"] = message("web_log-no_plan")
        return []
    parts = of_plan(plan, kept.id, day or today, datetime.now(UTC), secrets.token_bytes)
    if len(parts) > 1:
        keys = tuple(str(number) for number in range(len(parts)))
        key = form.choice("part", keys, message("web_form-choose_light"))
        parts = [] if key is None else [parts[int(key)]]
    minutes = None
    if form.v("minutes"):
        minutes = form.read(
            "minutes", lambda text: number_between(text, 0.1, LONGEST_MIN, "minutes")
        )
    return [event for part in parts for event in part.events(minutes)]


def _dose(form: Form, kept: KeptPerson, today: date) -> list[LightEvent]:
    day = form.read("dose_day", lambda text: _day(text, today))
    band = form.choice("band", LIGHT_BANDS, message("web_form-choose_colour"))
    dose = form.read("dose", lambda text: number_between(text, 0.001, MOST_J_CM2, "J/cm2"))
    if len(form.v("note")) > MOST_LETTERS:
        form.errors["note"] = message("web_log-note_long", most=MOST_LETTERS)
    if form.errors or day is None or band is None or dose is None:
        return []
    doses = (DayDose(day=day, band=band, dose_j_cm2=dose),)
    note = form.v("note")
    return [DoseNoted(person_id=kept.id, at_utc=datetime.now(UTC), doses=doses, note=note)]


def _day(text: str, today: date) -> date:
    day = day_of(text)
    if day > today:
        raise AnswerError("web_form-day_to_come", day=day.isoformat())
    return day


def course_of(rooms: Rooms, kept: KeptPerson, record: LightRecord) -> Adherence | None:
    """Planned against done; None without a plan."""
    plan = plan_of(kept)
    return None if plan is None else adherence_of(record, plan, rooms.today())


def _page(request: Request, kept: KeptPerson, form: Form, *, status: int = 200) -> Response:
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
    )
