"""The protocols of the house: goal by region by zone, named, with version and author."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from openpbm.errors import InputError
from openpbm.face import REGIONS
from openpbm.fact import message
from openpbm.files.answer import LONGEST, number_between
from openpbm.files.practice.protocol import (
    MOST_LIGHTS,
    HouseProtocol,
    ProtocolLight,
    ProtocolVersion,
    drop_protocol,
    keep_protocol,
    next_version,
    protocol_from,
    protocol_of,
    protocol_path,
)
from openpbm.speech.say import say
from openpbm.web.form import Form, fact_of
from openpbm.web.pages import Rooms, Sent, SentFile, elsewhere, rooms_of, shown
from openpbm.web.practice.desk import house_page
from openpbm.web.practice.followed import followers
from openpbm.web.practice.given import house_devices, mask_of
from openpbm.web.you_form import goal_choices

router = APIRouter()
FIELDS = ("goal", "zone", "region")  # of one light


@router.get("/practice/protocol/new")
def fresh(request: Request) -> Response:
    """A protocol to describe."""
    return _page(request, None, Form())


@router.post("/practice/protocol/new")
def create(request: Request, form: Sent) -> Response:
    """Version 1 of a protocol."""
    with rooms_of(request).one_desk:
        return _written(request, None, form)


@router.post("/practice/protocol/file")
def take_over(request: Request, sent: SentFile) -> Response:
    """A protocol that another practice kept, with all its versions."""
    rooms = rooms_of(request)
    form, content = sent
    try:
        if not content:
            raise InputError(say("web_practice-no_file"))
        with rooms.one_desk:
            found = protocol_from(content, say("web_practice-protocol_file"), _new_id(rooms))
            keep_protocol(rooms.people.folder, found)
    except InputError as problem:
        form.errors["protocol_file"] = fact_of(problem)
        return house_page(request, form, status=422)
    return elsewhere(f"/practice/protocol/{found.id}")


@router.get("/practice/protocol/{protocol}.json")
def export(request: Request, protocol: str) -> Response:
    """A protocol as a file for another practice; no person is in it."""
    found = _of(rooms_of(request), protocol)
    path = protocol_path(rooms_of(request).people.folder, found.id)
    assert path is not None
    return FileResponse(path, media_type="application/json", filename="openpbm-protocol.json")


@router.get("/practice/protocol/{protocol}")
def one(request: Request, protocol: str) -> Response:
    """A protocol as its newest version says it."""
    found = _of(rooms_of(request), protocol)
    return _page(request, found, _form(found))


@router.post("/practice/protocol/{protocol}")
def change(request: Request, protocol: str, form: Sent) -> Response:
    """A new version; or out of the list."""
    rooms = rooms_of(request)
    with rooms.one_desk:
        return _changed(request, _of(rooms, protocol), form)


def _changed(request: Request, found: HouseProtocol, form: Form) -> Response:
    rooms = rooms_of(request)
    if form.v("do") != "remove":
        return _written(request, found, form)
    try:
        names = [kept.name for kept, _ in followers(rooms, found)]
        drop_protocol(rooms.people.folder, found, names)
    except InputError as problem:
        shown_as = _form(found)
        shown_as.errors["all"] = fact_of(problem)
        return _page(request, found, shown_as, status=422)
    return elsewhere("/practice")


def _written(request: Request, found: HouseProtocol | None, form: Form) -> Response:
    if form.v("do").startswith("more-"):
        return _page(request, found, form)
    rooms = rooms_of(request)
    version = _version(form, rooms.today())
    if found is not None and form.v("last") not in ("", str(found.last)):
        form.errors["all"] = message("web_practice-saved_meanwhile", author=found.newest.author)
    if version is None or form.errors:
        return _page(request, found, form, status=422)
    name = form.v("name")
    if found is None:
        made = HouseProtocol(id=_new_id(rooms), name=name, versions=(version,))
    else:
        made = next_version(found, version)
    try:
        keep_protocol(rooms.people.folder, made)
    except InputError as problem:
        form.errors["all"] = fact_of(problem)
        return _page(request, found, form, status=422)
    return elsewhere(f"/practice/protocol/{made.id}")


def _version(form: Form, today: date) -> ProtocolVersion | None:
    """What was typed as a version; None where a field has an error."""
    for field in ("name", "author"):
        if not 0 < len(form.v(field)) <= LONGEST:
            form.errors[field] = message(f"web_practice-need_{field}", most=LONGEST)
    most = None
    if form.v("most"):
        most = form.read("most", lambda text: number_between(text, 1, 7, "times a week"))
    goals = tuple(choice.id for choice in goal_choices())
    lights = [_light(form, i, goals) for i in range(MOST_LIGHTS) if form.v(f"light-{i}-goal")]
    if not lights:
        form.errors["light-0-goal"] = message("web_you-goal_choose")
    found = [light for light in lights if light is not None]
    if form.errors:
        return None
    return ProtocolVersion(
        author=form.v("author"),
        day=today,
        lights=tuple(found),
        most_per_week=None if most is None else int(most),
    )


def _light(form: Form, number: int, goals: tuple[str, ...]) -> ProtocolLight | None:
    field = f"light-{number}-goal"
    goal = form.choice(field, goals, message("web_you-goal_choose"))
    zone = form.v(f"light-{number}-zone")
    if len(zone) > LONGEST:
        form.errors[f"light-{number}-zone"] = message("web_practice-name_long", most=LONGEST)
    regions = tuple(name for name in REGIONS if form.has(f"light-{number}-region", name))
    return None if goal is None else ProtocolLight(goal=goal, regions=regions, zone=zone)


def _form(protocol: HouseProtocol) -> Form:
    """The newest version as its form; its author is asked anew."""
    newest = protocol.newest
    typed = {"name": [protocol.name]}
    if newest.most_per_week is not None:
        typed["most"] = [str(newest.most_per_week)]
    for i, light in enumerate(newest.lights):
        typed[f"light-{i}-goal"] = [light.goal]
        typed[f"light-{i}-zone"] = [light.zone]
        typed[f"light-{i}-region"] = list(light.regions)
    return Form(typed=typed)


def _of(rooms: Rooms, protocol: str) -> HouseProtocol:
    found = protocol_of(rooms.people.folder, protocol)
    if found is None:
        raise HTTPException(404, say("web_frame-no_file"))
    return found


def _new_id(rooms: Rooms) -> str:
    while True:
        found = rooms.people.new_id()
        if protocol_of(rooms.people.folder, found) is None:
            return found


def _page(
    request: Request, protocol: HouseProtocol | None, form: Form, *, status: int = 200
) -> Response:
    rooms = rooms_of(request)
    zones = set[str]()
    for device in house_devices(rooms):
        with suppress(InputError):  # its own page says what is wrong with it
            zones |= {zone.name for zone in mask_of(device).zones}
    return shown(
        request,
        "protocol.html.j2",
        status=status,
        form=form,
        own=protocol,
        goals=goal_choices(),
        regions=REGIONS,
        zones=sorted(zones),
        rows=[i for i in form.rows("light", FIELDS, least=1) if i < MOST_LIGHTS],
        followers=[] if protocol is None else followers(rooms, protocol),
    )
