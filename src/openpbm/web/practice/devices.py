"""The devices of the house: described once, given to everybody, told when a plan is older."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from openpbm.errors import InputError, MaskError
from openpbm.face import REGIONS
from openpbm.fact import message
from openpbm.files.answer import LONGEST
from openpbm.files.mask_file import mask_from_text
from openpbm.files.model_error import validated
from openpbm.files.person_file import with_statements
from openpbm.files.person_model import OwnMaskTable
from openpbm.files.practice.device import MASK_FILE, HouseDevice, drop_device, keep_device
from openpbm.files.toml_file import read_text
from openpbm.mask.catalogue import catalogue_row
from openpbm.mask.reading import METERS
from openpbm.reports import words
from openpbm.reports.mask import figures as mask_figures
from openpbm.reports.mask import words as mask_words
from openpbm.sitting.plan import followed
from openpbm.speech.say import say
from openpbm.tracking.due import screened_on
from openpbm.web.entry import plan_of
from openpbm.web.form import Form, fact_of
from openpbm.web.mask_form import (
    CLAIM_FIELDS,
    FIELDS,
    OwnMask,
    check_mask,
    listed_id,
    mask_of_form,
    own_file,
    stated,
)
from openpbm.web.masks import READING_S, USUAL
from openpbm.web.own_mask import SEATS, own_mask_text
from openpbm.web.pages import Rooms, Sent, SentFile, elsewhere, rooms_of, shown
from openpbm.web.people import KeptPerson, has_old_device, worn_by
from openpbm.web.planned import made
from openpbm.web.plans import begin
from openpbm.web.practice.desk import house_page
from openpbm.web.practice.given import give, house_device, mask_of, new_device_id, users

router = APIRouter()
NOT_SAID = ("device", "house", "name", "do", "sure", "seen")  # by an owner


@router.get("/practice/device/new")
def unlisted(request: Request) -> Response:
    """Six fields for a device that is not listed."""
    return _described(request, Form())


@router.post("/practice/device/new")
def describe(request: Request, form: Sent) -> Response:
    """A device from its six fields; what its owner states comes next."""
    text = own_mask_text(form)
    if not form.v("name"):
        form.errors["name"] = message("web_practice-name_it")
    if text is None or form.errors:
        return _described(request, form, status=422)
    try:
        return _kept_new(rooms_of(request), form.v("name")[:LONGEST], text)
    except InputError as problem:
        form.errors["all"] = fact_of(problem)
        return _described(request, form, status=422)


@router.post("/practice/device/file")
def upload(request: Request, sent: SentFile) -> Response:
    """A mask file for the house: read as data, never run."""
    rooms = rooms_of(request)
    form, content = sent
    path = rooms.people.folder / MASK_FILE
    try:
        rooms.workers.within(READING_S, OwnMask(content=content, path=path))
        assert content is not None
        text = content.decode("utf-8-sig")
        return _kept_new(rooms, mask_from_text(text, path).name, text)
    except InputError as problem:
        form.errors["file"] = fact_of(problem)
        return house_page(request, form, status=422)


@router.post("/p/{person_id}/mask/{device}/keep")
def keep_for_all(request: Request, person_id: str, device: str) -> Response:
    """The mask of one person, with all that is stated of it, for everybody here."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    form = Form(typed=rooms.people.typed(kept.folder).get("mask", {}))
    mask = mask_of_form(form, kept) if form.v("device") == device else None
    if mask is None or worn_by(kept) is not None:
        raise HTTPException(404, say("web_frame-no_device"))
    name = own_file(form)
    try:
        with rooms.one_desk:
            found = HouseDevice(
                id=new_device_id(rooms),
                name=mask.name[:LONGEST],
                listed=listed_id(form),
                text=read_text(kept.folder / name) if name else "",
                said=_said(form),
            )
            keep_device(rooms.people.folder, found)
        give(rooms, kept, found)
    except InputError as problem:
        return house_page(request, Form(errors={"all": fact_of(problem)}), status=422)
    return elsewhere(f"/practice/device/{found.id}")


@router.get("/practice/device/{device}")
def one(request: Request, device: str) -> Response:
    """A device of the house, and who has it."""
    found = _of(rooms_of(request), device)
    return _page(request, found, _form(found))


@router.post("/practice/device/{device}")
def change(request: Request, device: str, form: Sent) -> Response:
    """Other statements, another name; new plans for those who have it; or out of the list."""
    rooms = rooms_of(request)
    with rooms.one_desk:
        return _done(request, _of(rooms, device), form)


def _done(request: Request, found: HouseDevice, form: Form) -> Response:
    rooms, do = rooms_of(request), form.v("do")
    if do.startswith("more-"):
        return _page(request, found, form)
    try:
        if do == "remove":
            drop_device(rooms.people.folder, found, [kept.name for kept in users(rooms, found)])
            return elsewhere("/practice")
        if do == "plans":
            for kept in _older(rooms, found):
                begin(rooms, kept, rooms.today(), screened=_screened(rooms, kept))
            return elsewhere(f"/practice/device/{found.id}")
        changed = _changed(found, form)
        if changed is not None:
            keep_device(rooms.people.folder, changed)
            return elsewhere(f"/practice/device/{found.id}")
    except InputError as problem:
        form.errors["all"] = fact_of(problem)
    return _page(request, found, form, status=422)


def _changed(found: HouseDevice, form: Form) -> HouseDevice | None:
    """The device with what was typed; None where a field has an error. Raises InputError."""
    name, mask = form.v("name"), mask_of(found)
    if form.v("seen") not in ("", found.digest):
        form.errors["all"] = message("web_practice-changed_meanwhile")
    if not 0 < len(name) <= LONGEST:
        form.errors["name"] = message("web_practice-name_it")
    check_mask(form, mask)
    if form.errors:
        return None
    with_statements(mask, validated(OwnMaskTable, {"id": "x", **stated(form)}, "mask", MaskError))
    return replace(found, name=name, said=_said(form))


def _kept_new(rooms: Rooms, name: str, text: str) -> Response:
    with rooms.one_desk:
        found = HouseDevice(id=new_device_id(rooms), name=name, text=text, said={})
        mask_of(found)
        keep_device(rooms.people.folder, found)
    return elsewhere(f"/practice/device/{found.id}")


def _of(rooms: Rooms, device: str) -> HouseDevice:
    found = house_device(rooms, device)
    if found is None:
        raise HTTPException(404, say("web_frame-no_device"))
    return found


def _form(device: HouseDevice) -> Form:
    said = {field: list(values) for field, values in device.said.items()}
    return Form(typed={**said, "name": [device.name]})


def _said(form: Form) -> dict[str, tuple[str, ...]]:
    return {
        field: tuple(values)
        for field, values in form.typed.items()
        if field not in NOT_SAID and any(values)
    }


def _older(rooms: Rooms, device: HouseDevice) -> list[KeptPerson]:
    """Those whose plan was made with the device as it was before."""
    return [
        kept for kept in users(rooms, device) if has_old_device(kept) and made(kept) is not None
    ]


def _screened(rooms: Rooms, kept: KeptPerson) -> date | None:
    """When the answers of somebody's last plan were given; None where that is not known."""
    plan, record = plan_of(kept), rooms.light.record(kept.id)
    if plan is None or isinstance(record, str):
        return None
    return screened_on(followed(plan, record), record, rooms.today())


def _described(request: Request, form: Form, *, status: int = 200) -> Response:
    return shown(request, "mask_new.html.j2", status=status, form=form, usual=USUAL, seats=SEATS)


def _page(request: Request, device: HouseDevice, form: Form, *, status: int = 200) -> Response:
    """One device of the house."""
    rooms = rooms_of(request)
    try:
        mask = mask_of(device)
    except InputError as problem:
        return shown(request, "missing.html.j2", status=409, why=str(problem))
    listed = device.listed
    return shown(
        request,
        "device.html.j2",
        status=status,
        form=form,
        own=device,
        mask=mask,
        facts=mask_words.facts(catalogue_row(listed)) if listed else mask_words.own_facts(mask),
        layout=mask_figures.layout(mask),
        layout_says=mask_figures.layout_says(mask),
        light=words.sentence(mask_words.light(mask)),
        timer_known=mask_words.timer(mask),
        channels=list(dict.fromkeys(channel.id for channel in mask.channels)),
        regions=REGIONS,
        meters=[kind for kind in METERS if kind != "phone"],
        rows=form.rows("reading", FIELDS, least=1),
        claims=form.rows("claim", CLAIM_FIELDS, least=1),
        users=users(rooms, device),
        older=_older(rooms, device),
    )
