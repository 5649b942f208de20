"""Your data: take it away, or delete everything."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from openpbm.errors import LedgerError
from openpbm.fact import message
from openpbm.files.json_value import json_text
from openpbm.files.ledger.history import export_csv, export_json
from openpbm.speech.say import say
from openpbm.web.form import Form, fact_of
from openpbm.web.pages import Sent, elsewhere, rooms_of, shown
from openpbm.web.people import KeptPerson

router = APIRouter()
CONFIRM = "delete"


@router.get("/p/{person_id}/data")
def data_page(request: Request, person_id: str) -> Response:
    """What is kept of a person, and where."""
    return _page(request, rooms_of(request).kept(person_id), Form())


@router.get("/p/{person_id}/data/{name}")
def export(request: Request, person_id: str, name: str) -> Response:
    """The person file, or everything that the ledger keeps of them."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    try:
        if name == "person.toml":
            text, kind = kept.file.read_text(encoding="utf-8"), "application/toml"
        elif name == "light.csv":
            text, kind = export_csv(rooms.light.events(kept.id), kept.id), "text/csv"
        elif name == "light.json":
            text, kind = _light_json(request, kept), "application/json"
        else:
            raise HTTPException(404, say("web_frame-no_file"))
    except LedgerError as problem:
        return _page(request, kept, Form(errors={"all": fact_of(problem)}), status=409)
    shown_as = {"content-disposition": f'attachment; filename="openpbm-{name}"'}
    return Response(text, media_type=kind, headers=shown_as)


def _light_json(request: Request, kept: KeptPerson) -> str:
    light = rooms_of(request).light
    people = light.ledger().people() if light.path.exists() else ()
    person = next((person for person in people if person.person_id == kept.id), None)
    if person is None:
        return json_text({"person_id": kept.id, "name": kept.name, "days": [], "entries": []})
    return export_json(light.ledger(), person)


@router.get("/ledger")
def ledger_page(request: Request) -> Response:
    """Whether the ledger is the one last used here, and the way on where it is not."""
    return _ledger(request, Form())


@router.post("/ledger")
def adopt(request: Request, form: Sent) -> Response:
    """Take a restored ledger as it is; what it may have lost counts as full."""
    rooms = rooms_of(request)
    if not form.has("adopt", "yes"):
        form.errors["adopt"] = message("web_people-only_yes")
        return _ledger(request, form, status=422)
    try:
        rooms.light.adopt(rooms.now().at)
    except LedgerError as problem:
        form.errors["all"] = fact_of(problem)
        return _ledger(request, form, status=409)
    return elsewhere("/ledger")


def _ledger(request: Request, form: Form, *, status: int = 200) -> Response:
    rooms = rooms_of(request)
    try:
        problems = rooms.light.absences()
    except LedgerError as problem:
        problems = (str(problem),)
    where = str(rooms.light.path)
    return shown(
        request, "ledger.html.j2", status=status, form=form, problems=problems, where=where
    )


@router.post("/p/{person_id}/data")
def delete(request: Request, person_id: str, form: Sent) -> Response:
    """Forget a person: answers, plan, and every entry of their light."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    live = rooms.sittings.of(kept.id)
    if form.v("confirm").lower() != CONFIRM:
        typed = form.v("confirm")
        form.errors["confirm"] = message("web_people-wrong_word", text=typed, word=CONFIRM)
    elif live is not None and not live.is_over:
        form.errors["all"] = message("web_people-stop_first")
    if form.errors:
        return _page(request, kept, form, status=422)
    for work in ("plan", "compare", "beside"):
        rooms.workers.stop(f"{work} {kept.id}")
    rooms.sittings.leave(kept.id)
    try:
        rooms.light.forget(kept.id)
    except LedgerError as problem:
        form.errors["all"] = fact_of(problem)
        return _page(request, kept, form, status=409)
    rooms.people.forget(kept)
    return elsewhere("/people")


def _page(request: Request, kept: KeptPerson, form: Form, *, status: int = 200) -> Response:
    return shown(
        request,
        "data.html.j2",
        status=status,
        kept=kept,
        form=form,
        where=str(kept.folder),
        ledger=str(rooms_of(request).light.path),
        confirm=CONFIRM,
    )
