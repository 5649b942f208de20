"""What a doctor or pharmacist said: fields where a row of the screen asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, cast

from fastapi import APIRouter, Request
from starlette.responses import Response

from openpbm.answer import Finding
from openpbm.fact import Message, message
from openpbm.files.answer import LONGEST, day_of, person_text
from openpbm.files.answer_error import AnswerError
from openpbm.person import ExpertAnswer, Person
from openpbm.reports.screen_words import Screened, screened
from openpbm.response.evidence import Goal, carrying, goal_of
from openpbm.web.form import Form
from openpbm.web.pages import Rooms, Sent, elsewhere, rooms_of, shown
from openpbm.web.people import KeptPerson, person_of
from openpbm.web.you_form import BY, answers_of

router = APIRouter()
Expert = Literal["doctor", "pharmacist"]
AGE = "age"  # what an answer about any age is about


@dataclass(frozen=True, kw_only=True)
class ExpertQuestion:
    """A row that an expert can answer, and who may."""

    about: str
    ask: Message
    by: tuple[Expert, ...]
    fields: str  # how its fields begin


def asked_rows(found: Screened) -> tuple[ExpertQuestion, ...]:
    """One for each thing that the person named, however many rows it has."""
    rows: dict[str, ExpertQuestion] = {}
    for finding in found.findings:
        ask = found.ask(finding)
        if ask is not None and finding.answer != "none":
            is_both = finding.answer == "pharmacist"
            by: tuple[Expert, ...] = ("doctor", "pharmacist") if is_both else ("doctor",)
            about = about_of(finding)
            fields = f"expert-{len(rows)}"
            rows.setdefault(about, ExpertQuestion(about=about, ask=ask, by=by, fields=fields))
    return tuple(rows.values())


def about_of(finding: Finding) -> str:
    """What an answer to a row is about, as the person file names it."""
    return AGE if finding.said.startswith(f"{AGE} ") else finding.said


@router.get("/p/{person_id}/screen")
def screen(request: Request, person_id: str) -> Response:
    """What the answers mean, colour by colour, and what could be answered."""
    return _shown(request, rooms_of(request).kept(person_id), Form())


@router.post("/p/{person_id}/screen")
def answered(request: Request, person_id: str, form: Sent) -> Response:
    """Keep what an expert said, or say what is missing."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    file = person_of(kept)
    if isinstance(file, str):
        return _shown(request, kept, form, status=409)
    if form.v("do") == "studies":
        wishes = tuple(
            replace(wish, uncontrolled=form.has("uncontrolled", goal_of(wish.goal).id))
            for wish in file.person.wishes
        )
        is_kept = _keep(rooms, kept, replace(file.person, wishes=wishes), ())
        return elsewhere(f"/p/{kept.id}/{'screen' if is_kept else 'you'}")
    rows = asked_rows(screened(file.person, rooms.today(), file.mask))
    said = _said(form, rows, rooms.today())
    if form.errors:
        return _shown(request, kept, form, status=422)
    if not _keep(rooms, kept, file.person, said):
        return elsewhere(f"/p/{kept.id}/you")
    return elsewhere(f"/p/{kept.id}/screen")


def _keep(rooms: Rooms, kept: KeptPerson, person: Person, said: Sequence[ExpertAnswer]) -> bool:
    """The person file with the answers in it; False where the form cannot be written again."""
    about = {each.about for each in said}
    others = tuple(each for each in person.answers if each.about not in about)
    forms = rooms.people.typed(kept.folder)
    answers = answers_of(forms, replace(person, answers=(*others, *said)))
    if answers is None:  # a file that was made by hand: ask the person first
        return False
    rooms.people.save(kept.id, person_text(answers, by=BY), forms)
    return True


def _said(form: Form, rows: Sequence[ExpertQuestion], today: date) -> list[ExpertAnswer]:
    """The rows that were answered; one that was begun has to be whole."""
    found = []
    for row in rows:
        typed = [form.v(f"{row.fields}-{name}") for name in ("fine", "by", "who", "day")]
        if not any(typed):
            continue
        fine = form.choice(f"{row.fields}-fine", ("yes", "no"), message("web_you-say_yes_or_no"))
        by = form.choice(f"{row.fields}-by", row.by, message("web_you-choose_expert"))
        who = form.read(f"{row.fields}-who", _who)
        day = form.read(f"{row.fields}-day", lambda text: _day(text, today))
        if fine and by and who and day:
            expert = cast(Expert, by)
            found.append(
                ExpertAnswer(about=row.about, fine=fine == "yes", by=expert, who=who, day=day)
            )
    if not found and not form.errors:
        form.errors["all"] = message("web_you-nothing_answered")
    return found


def _who(text: str) -> str:
    if not 1 <= len(text) <= LONGEST:
        raise AnswerError("web_you-a_who", most=LONGEST)
    return text


def _day(text: str, today: date) -> date:
    day = day_of(text)
    if day > today:
        raise AnswerError("web_form-day_to_come", day=day)
    return day


def _shown(request: Request, kept: KeptPerson, form: Form, *, status: int = 200) -> Response:
    rooms = rooms_of(request)
    file = person_of(kept)
    if isinstance(file, str):
        return shown(request, "broken.html.j2", kept=kept, problem=file, status=409)
    found = screened(file.person, rooms.today(), file.mask)
    return shown(
        request,
        "screen.html.j2",
        status=status,
        kept=kept,
        form=form,
        found=found,
        asked=asked_rows(found),
        has_mask=file.mask is not None,
        untested=untested(file.person),
    )


def untested(person: Person) -> tuple[tuple[Goal, bool], ...]:
    """Goals for which only studies without a fair control have a dose, and whether one is asked."""
    wanted = {goal_of(wish.goal).id: wish.uncontrolled for wish in person.wishes}
    return tuple(
        (goal_of(id), asks)
        for id, asks in wanted.items()
        if not carrying(id) and carrying(id, uncontrolled=True)
    )
