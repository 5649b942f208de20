"""The app: its rooms, its pages, its guard at the door."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from openpbm.devices.clock import moment
from openpbm.files.anchor import Anchors
from openpbm.files.answer import LONGEST
from openpbm.record import Moment
from openpbm.sitting.device import Paired
from openpbm.speech.language import language_asked
from openpbm.tracking.skin import called as skin_called
from openpbm.web import (
    asset,
    beside,
    compared,
    evidence,
    experts,
    log,
    masks,
    measure,
    owned,
    pair,
    photo_judging,
    photos,
    plans,
    record,
    share,
    tongue,
    you,
)
from openpbm.web import today as today_room
from openpbm.web.guard import Door, Guard
from openpbm.web.pages import Rooms, elsewhere, rooms_of, shown
from openpbm.web.pairing import Pairing
from openpbm.web.people import People
from openpbm.web.planned import SCENARIOS, made
from openpbm.web.practice import desk, devices, protocols
from openpbm.web.practice.given import practice_of
from openpbm.web.practice.today_list import MANY, todays
from openpbm.web.work import Workers

PORT = 8715
NAMES = ("127.0.0.1", "localhost", "[::1]")
ROUTED = (
    asset,
    pair,
    you,
    experts,
    measure,
    masks,
    plans,
    today_room,
    log,
    owned,
    compared,
    beside,
    record,
    share,
    photos,
    photo_judging,
    evidence,
    devices,
    protocols,
    desk,
    tongue,
)


def make_app(
    folder: Path,
    *,
    port: int = PORT,
    lan_hosts: tuple[str, ...] = (),
    pairing: Pairing | None = None,
    encrypted: bool = False,
    workers: Workers | None = None,
    scenarios: int = SCENARIOS,
    now: Callable[[], Moment] = moment,
    say: Callable[[str], None] | None = None,
    anchors: Anchors | None = None,
    paired: Callable[[], Sequence[Paired]] = tuple,
    trusts_here: bool = True,
) -> Guard:
    """The app over one data folder, with its guard before it.

    It speaks the language that was asked for where it is made; where none was, each browser's.

    Args:
        folder: where people, plans and the ledger are kept; made where it is missing.
        port: under which it is addressed.
        lan_hosts: further names or addresses, where the local network was asked for.
        pairing: gives the code of the local network; None: this machine only.
        encrypted: whether the local network is answered over TLS.
        workers: for long work; its own process each where None.
        scenarios: of a plan.
        now: by the clock on the wall and by one that nobody sets.
        say: tells whoever started it where others of this machine may look in.
        anchors: tell an older copy of the ledger; whoever lets people at it hands them in.
        paired: gives the masks that this computer knows.
        trusts_here: False lets in nobody without a code, from this machine neither.

    Raises:
        PlanFileError: the folder cannot be written to.
    """
    people = People(folder)
    seen = people.open()
    if seen and say is not None:
        say(seen)
    rooms = Rooms(
        people,
        workers or Workers(),
        scenarios=scenarios,
        now=now,
        anchors=anchors,
        paired=paired,
    )
    door = Door(
        hosts=frozenset(f"{name}:{port}" for name in NAMES),
        lan_hosts=frozenset(f"{name}:{port}" for name in lan_hosts if pairing is not None),
        is_encrypted=encrypted,
        is_paired=pairing.is_paired if pairing is not None else _nobody,
        is_open_to_lan=pairing is not None,
        lang=language_asked(),
        trusts_here=trusts_here,
    )
    return Guard(_pages(rooms, pairing), door)


def _pages(rooms: Rooms, pairing: Pairing | None) -> FastAPI:
    """Every page, for whoever was let in."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_living(rooms))
    app.state.rooms = rooms
    app.state.pairing = pairing
    app.state.announce = _nobody  # whoever starts the app may say a new pairing code
    for room in ROUTED:
        app.include_router(room.router)
    app.add_api_route("/", _home, methods=["GET"])
    app.add_api_route("/people", _people, methods=["GET"])
    app.add_api_route("/p/{person_id}", _person, methods=["GET"])
    app.add_exception_handler(HTTPException, _told)
    return app


def _nobody(_: str) -> bool:
    return False


def _living(rooms: Rooms) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:  # noqa: ARG001
        yield
        rooms.close()

    return living


def _home(request: Request) -> Response:
    return elsewhere(you.first_page(rooms_of(request)))


def _people(request: Request, called: str = "") -> Response:
    rooms = rooms_of(request)
    return shown(
        request,
        "people.html.j2",
        rows=todays(rooms, called[:LONGEST]),
        wanted=called[:LONGEST],
        many=MANY,
        today=rooms.today(),
        skin_called=skin_called,
        practice=practice_of(rooms).name,
    )


def _person(request: Request, person_id: str) -> Response:
    """Where a person goes on: to today's session, or to the plan that is missing."""
    kept = rooms_of(request).kept(person_id)
    return elsewhere(f"/p/{kept.id}/{'today' if made(kept) is not None else 'plan'}")


def _told(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"problem": problem.detail}, status_code=problem.status_code)
    if problem.status_code == 404:
        why = "" if problem.detail == HTTPStatus.NOT_FOUND.phrase else problem.detail
        page: HTMLResponse = shown(request, "missing.html.j2", status=404, why=why)
        return page
    return PlainTextResponse(f"openpbm: {problem.detail}\n", status_code=problem.status_code)
