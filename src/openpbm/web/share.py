"""A sheet to hand over: its parts are chosen, it has a last day, and others can read it here."""

from __future__ import annotations

from datetime import date, timedelta

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from openpbm.answer.handed import HandedSheet, Section
from openpbm.errors import InputError
from openpbm.fact import message
from openpbm.files.answer import day_of
from openpbm.files.answer_error import AnswerError
from openpbm.files.plan.file import read_plan_file
from openpbm.files.share_file import sealed_page, share_of
from openpbm.reports import ledger_words
from openpbm.reports.share.page import head, sheet_html, sheet_part
from openpbm.reports.share.sheet import PARTS, light_section, of_health, of_limits, of_plan, of_skin
from openpbm.speech.language import language, speaking
from openpbm.speech.say import say
from openpbm.tracking.account import LightRecord
from openpbm.web.form import Form, fact_of
from openpbm.web.pages import Rooms, Sent, SentFile, rooms_of, shown, tongues
from openpbm.web.people import KeptPerson, person_of
from openpbm.web.planned import made

router = APIRouter()
USUAL_DAYS, MOST_DAYS = 30, 366  # how long a sheet is meant


@router.get("/p/{person_id}/share")
def share_page(request: Request, person_id: str) -> Response:
    """Choose what is in it."""
    rooms = rooms_of(request)
    until = (rooms.today() + timedelta(days=USUAL_DAYS)).isoformat()
    form = Form(typed={"part": ["plan", "light"], "until": [until], "lang": [language()]})
    return _page(request, rooms.kept(person_id), form)


@router.post("/p/{person_id}/share")
def share(request: Request, person_id: str, form: Sent) -> Response:
    """The sheet, to save and to hand over."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    today = rooms.today()
    until = form.read("until", lambda text: _until(text, today))
    if not set(form.all("part")) & set(PARTS):
        form.errors["part"] = message("web_people-share_nothing")
    if form.errors or until is None:
        return _page(request, kept, form, status=422)
    name = kept.own_name if form.has("name", "yes") else ""
    lang = form.v("lang")
    try:
        with speaking(lang if lang in dict(tongues()) else language()):
            sections = _sections(rooms, kept, form.all("part"))
            sheet = HandedSheet(name=name, made=today, until=until, sections=sections)
            page = sealed_page(sheet, lambda data: sheet_html(sheet, data))
    except InputError as problem:
        form.errors["part"] = fact_of(problem)
        return _page(request, kept, form, status=409)
    shown_as = {"content-disposition": 'attachment; filename="openpbm-sheet.html"'}
    return Response(page, media_type="text/html", headers=shown_as)


@router.get("/shared")
def shared_page(request: Request) -> Response:
    """Read a sheet that somebody handed over."""
    return shown(request, "shared.html.j2", form=Form(), head="", sheet=None)


@router.post("/shared")
def read_shared(request: Request, sent: SentFile) -> Response:
    """The sheet, if it is whole and not past its last day; nothing of it is kept."""
    form, content = sent
    try:
        if content is None:
            raise AnswerError("web_people-shared_no_file")
        sheet = share_of(content, say("web_people-shared_file"), rooms_of(request).today())
    except InputError as problem:
        form.errors["file"] = fact_of(problem)
        return shown(request, "shared.html.j2", status=422, form=form, head="", sheet=None)
    part = Markup(sheet_part(sheet))  # our own template wrote it
    return shown(request, "shared.html.j2", form=form, head=head(sheet), sheet=part)


def _until(text: str, today: date) -> date:
    day = day_of(text)
    if not today <= day <= today + timedelta(days=MOST_DAYS):
        raise AnswerError("web_people-share_until", text=text, most=MOST_DAYS)
    return day


def _sections(rooms: Rooms, kept: KeptPerson, chosen: list[str]) -> tuple[Section, ...]:
    """The parts that were chosen, in their order. Raises InputError."""
    found: list[Section] = []
    last = made(kept) if {"plan", "limits"} & set(chosen) else None
    if last is not None:
        plan, points = read_plan_file(kept.plan_folder / "plan.json"), "health" in chosen
        own = of_plan(plan, is_stale=not last.is_fresh, with_points=points)
        found += [own] if "plan" in chosen else []
        found += [of_limits(plan)] if "limits" in chosen else []
    if {"light", "skin"} & set(chosen):
        record = rooms.light.record(kept.id)
        if not isinstance(record, LightRecord):
            raise InputError(record)
        given = light_section(record, lambda s: ledger_words.giver(s, rooms.transports))
        found += [given] if "light" in chosen else []
        found += [of_skin(record, rooms.today())] if "skin" in chosen else []
    if "health" in chosen:
        file = person_of(kept)
        if isinstance(file, str):
            raise InputError(file)
        found.append(of_health(file.person))
    return tuple(found)


def _page(request: Request, kept: KeptPerson, form: Form, *, status: int = 200) -> Response:
    return shown(
        request,
        "share.html.j2",
        status=status,
        kept=kept,
        form=form,
        parts=PARTS,
        last=made(kept),
        has_name=kept.own_name != say("web_you-no_name"),
    )
