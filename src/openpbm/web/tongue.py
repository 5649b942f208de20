"""The switch of the language: kept by the browser, for every page and every visit."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from openpbm.speech.language import language
from openpbm.web.guard import LANGUAGE
from openpbm.web.pages import Sent, elsewhere, tongues

router = APIRouter()
KEPT_S = 365 * 24 * 3600  # as long as a browser keeps it


@router.post("/language")
def choose(request: Request, form: Sent) -> Response:
    """Speak another language from now on, and go back to the page."""
    path, wanted = form.v("to"), form.v("lang")
    answered = elsewhere(path if _is_ours(path) else "/")
    answered.set_cookie(
        LANGUAGE,
        wanted if wanted in dict(tongues()) else language(),
        max_age=KEPT_S,
        httponly=True,
        samesite="strict",
        path="/",
        secure=request.url.scheme == "https",
    )
    return answered


def _is_ours(path: str) -> bool:
    """Whether a path stays on this site, however a browser reads it."""
    return path.startswith("/") and path[1:2] not in ("/", "\\") and path.isprintable()
