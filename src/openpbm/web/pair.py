"""Letting a phone of the same network in, by the code that the machine shows."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from openpbm.fact import message
from openpbm.speech.say import say
from openpbm.web.form import Form
from openpbm.web.guard import PAIRED
from openpbm.web.pages import Sent, elsewhere, shown
from openpbm.web.pairing import Pairing

router = APIRouter()
WRONG, WAIT = message("web_frame-wrong_code"), message("web_frame-wait")


def _pairing(request: Request) -> Pairing:
    pairing = request.app.state.pairing
    if not isinstance(pairing, Pairing):
        raise HTTPException(404, say("web_frame-this_machine_only"))
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
    address = "" if request.client is None else request.client.host
    wait_s = pairing.wait_s(address)
    cookie = pairing.let_in(form.v("code"), address)
    if cookie is None:
        form.errors["code"] = WAIT if wait_s else WRONG
        return shown(request, "pair.html.j2", form=form, status=422)
    request.app.state.announce(pairing.code)  # a used code is spent
    answered = elsewhere("/")
    secure = request.url.scheme == "https"
    answered.set_cookie(PAIRED, cookie, httponly=True, samesite="strict", path="/", secure=secure)
    return answered
