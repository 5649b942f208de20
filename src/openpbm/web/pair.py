"""Letting a phone of the same network in, by the code that the machine shows."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from openpbm.web.form import Form
from openpbm.web.guard import PAIRED
from openpbm.web.pages import Sent, elsewhere, shown
from openpbm.web.pairing import Pairing

router = APIRouter()
WRONG = (
    "That is not the code that the terminal shows. After six wrong tries it shows another one, "
    "and takes none for half a minute."
)


def _pairing(request: Request) -> Pairing:
    pairing = request.app.state.pairing
    if not isinstance(pairing, Pairing):
        raise HTTPException(404, "the app was started for this machine only")
    return pairing


@router.get("/pair")
def ask(request: Request) -> Response:
    """Ask for the code."""
    _pairing(request)
    return shown(request, "pair.html.j2", form=Form())


@router.post("/pair")
def answer(request: Request, form: Sent) -> Response:
    """Let in, or ask again."""
    pairing = _pairing(request)
    before = pairing.code
    cookie = pairing.let_in(form.v("code"))
    if pairing.code != before:
        request.app.state.announce(pairing.code)
    if cookie is None:
        form.errors["code"] = WRONG
        return shown(request, "pair.html.j2", form=form, status=422)
    answered = elsewhere("/")
    answered.set_cookie(PAIRED, cookie, httponly=True, samesite="strict", path="/")
    return answered
