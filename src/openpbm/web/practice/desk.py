"""What the house keeps: its devices, and how the practice is called."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from openpbm.fact import message
from openpbm.files.answer import LONGEST
from openpbm.files.practice.protocol import protocols_of
from openpbm.files.practice.sheet import Practice, keep_practice
from openpbm.reports import words
from openpbm.web.form import Form
from openpbm.web.pages import Sent, elsewhere, rooms_of, shown
from openpbm.web.practice.followed import followers
from openpbm.web.practice.given import house_devices, practice_of, users

router = APIRouter()


@router.get("/practice")
def practice(request: Request) -> Response:
    """Everything that is kept once for all."""
    return house_page(request, Form())


@router.post("/practice")
def name_it(request: Request, form: Sent) -> Response:
    """How the practice is called on its records, and whether it asks for years of birth."""
    rooms = rooms_of(request)
    if len(form.v("practice")) > LONGEST:
        form.errors["practice"] = message("web_practice-name_long", most=LONGEST)
        return house_page(request, form, status=422)
    kept = Practice(name=form.v("practice"), asks_born=form.v("born") == "yes")
    keep_practice(rooms.people.folder, kept)
    return elsewhere("/practice")


def house_page(request: Request, form: Form, *, status: int = 200) -> Response:
    """The page of the house."""
    rooms = rooms_of(request)
    if "practice" not in form.typed:
        kept = practice_of(rooms)
        form.typed |= {"practice": [kept.name], "born": ["yes"] if kept.asks_born else []}
    return shown(
        request,
        "practice.html.j2",
        status=status,
        form=form,
        devices=[(one, len(users(rooms, one))) for one in house_devices(rooms)],
        protocols=[
            (one, words.protocol(one.mark(one.last)), len(followers(rooms, one)))
            for one in protocols_of(rooms.people.folder)
        ],
    )
