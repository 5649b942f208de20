"""What the house keeps: its devices, and how the practice is called."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from openpbm.web.form import Form
from openpbm.web.pages import rooms_of, shown
from openpbm.web.practice.given import house_devices, users

router = APIRouter()


@router.get("/practice")
def practice(request: Request) -> Response:
    """Everything that is kept once for all."""
    return house_page(request, Form())


def house_page(request: Request, form: Form, *, status: int = 200) -> Response:
    """The page of the house."""
    rooms = rooms_of(request)
    return shown(
        request,
        "practice.html.j2",
        status=status,
        form=form,
        devices=[(one, len(users(rooms, one))) for one in house_devices(rooms)],
    )
