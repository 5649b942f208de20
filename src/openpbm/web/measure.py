"""Measure at home: a meter, five places, the plug; and a file for the next owner."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from openpbm.errors import InputError
from openpbm.fact import message
from openpbm.files.answer import number_between, number_of
from openpbm.files.practice.device import PREFIX
from openpbm.files.reading_file import KIND, SharedReading, read_shared
from openpbm.files.toml_file import text_of
from openpbm.files.toml_text import Table, toml_text
from openpbm.mask import Mask
from openpbm.mask.catalogue import catalogue_ids
from openpbm.mask.reading import METERS, OF_METER
from openpbm.reports.mask import figures
from openpbm.speech.say import say
from openpbm.web.form import Form, fact_of
from openpbm.web.mask_form import (
    check_mask,
    filled,
    mask_of_form,
    minutes_of,
    readings,
    unit_of_meter,
)
from openpbm.web.masks import take
from openpbm.web.pages import Sent, SentFile, rooms_of, shown
from openpbm.web.people import KeptPerson

router = APIRouter()
COMMON = ("meter", "skin_behind", "another", "energy", "timer")  # of all places of the page
PLACES = ("forehead", "left_cheek", "right_cheek", "nose", "chin")
ABLE = tuple(kind for kind in METERS if kind != "phone")  # a phone knows ratios only


@router.get("/p/{person_id}/mask/{device}/measure")
def guide(request: Request, person_id: str, device: str) -> Response:
    """What to hold where, and the fields for what it shows."""
    kept = rooms_of(request).kept(person_id)
    return _page(request, kept, device, _from_mask_form(_kept_form(request, kept, device)))


@router.post("/p/{person_id}/mask/{device}/measure")
def keep(request: Request, person_id: str, device: str, form: Sent) -> Response:
    """The readings into the answers about this mask; then the plan anew."""
    kept = rooms_of(request).kept(person_id)
    mask = _mask(kept, device)
    whole = _kept_form(request, kept, device)
    do = form.typed.pop("do", ["plan"])
    for name in [name for name in whole.typed if name.startswith("reading-")]:
        del whole.typed[name]
    number = 0
    for place in PLACES:
        for channel in _channels(mask):
            field = f"at-{place}-{channel}"
            if not form.v(field):
                continue
            form.read(field, lambda text: number_between(text, 0, *unit_of_meter(form)))
            for name, value in (("channel", channel), ("region", place), ("value", form.v(field))):
                whole.typed[f"reading-{number}-{name}"] = [value]
            number += 1
    for name in COMMON:
        whole.typed[name] = form.all(name)
    if number == 0 and not form.v("energy"):
        form.errors["all"] = message("web_measure-nothing")
    if not form.errors:
        check_mask(whole, mask)
        form.errors.update(whole.errors)
    if form.errors:
        return _page(request, kept, device, form, status=422)
    whole.typed["do"] = do
    return take(request, kept, whole)


@router.get("/p/{person_id}/mask/{device}/reading.toml")
def share(request: Request, person_id: str, device: str) -> Response:
    """The readings of this mask as a file: its id, what was shown, and no person."""
    kept = rooms_of(request).kept(person_id)
    form = _kept_form(request, kept, device)
    if device not in catalogue_ids() or not (filled(form) or form.v("energy")):
        raise HTTPException(404, say("web_frame-no_file"))
    table: Table = {"kind": KIND, "version": 1, "mask": device}
    if form.v("energy"):
        table["energy_wh_per_session"] = number_of(form.v("energy"), "Wh")
        if form.v("timer"):
            table["session_min"] = minutes_of(form.v("timer"))[0]
    text = toml_text({**table, **readings(form)})
    headers = {"content-disposition": f'attachment; filename="reading-{device}.toml"'}
    return Response(text, media_type="application/toml", headers=headers)


@router.post("/p/{person_id}/mask/{device}/reading")
def take_over(request: Request, person_id: str, device: str, sent: SentFile) -> Response:
    """Somebody else's readings of a mask of this name, shown before they count."""
    kept = rooms_of(request).kept(person_id)
    mask = _mask(kept, device)
    _, content = sent
    form = Form()
    try:
        if not content:
            raise InputError(say("web_measure-no_file"))
        found = read_shared(text_of(content, KIND), device, _channels(mask))
    except InputError as problem:
        form.errors["file"] = fact_of(problem)
        return _page(request, kept, device, form, status=422)
    form.typed.update(_typed(found))
    return _page(request, kept, device, form, is_foreign=True)


def _typed(found: SharedReading) -> dict[str, list[str]]:
    """A file's readings as the fields of the page; the last of one place counts."""
    typed: dict[str, list[str]] = {"another": ["yes"]}
    for reading in found.readings:
        name = OF_METER.get(reading.meter or "", "irradiance_mw_cm2")
        value = getattr(reading, name)
        if value is not None and reading.region in PLACES:
            typed[f"at-{reading.region}-{reading.channel}"] = [f"{value:g}"]
            typed["meter"] = [reading.meter or ""]
            typed["skin_behind"] = ["yes" if reading.skin_behind else ""]
    if found.energy_wh is not None:
        typed["energy"] = [f"{found.energy_wh:g}"]
    if found.session_min is not None:
        typed["timer"] = [f"{found.session_min:g}"]
    return typed


def _kept_form(request: Request, kept: KeptPerson, device: str) -> Form:
    """What was said of this mask so far; of another one, nothing."""
    typed = rooms_of(request).people.typed(kept.folder).get("mask", {})
    form = Form(typed=dict(typed))
    return form if form.v("device") == device else Form(typed={"device": [device]})


def _from_mask_form(whole: Form) -> Form:
    typed = {name: whole.all(name) for name in COMMON}
    for i in filled(whole):
        field = f"at-{whole.v(f'reading-{i}-region')}-{whole.v(f'reading-{i}-channel')}"
        typed[field] = [whole.v(f"reading-{i}-value")]
    return Form(typed=typed)


def _mask(kept: KeptPerson, device: str) -> Mask:
    """One that is this person's own to measure; a device of the house is measured there."""
    own = not device.startswith(PREFIX)
    try:
        mask = mask_of_form(Form(typed={"device": [device]}), kept) if own else None
    except (InputError, OSError):
        mask = None
    if mask is None:
        raise HTTPException(404, say("web_frame-no_device"))
    return mask


def _channels(mask: Mask) -> list[str]:
    return list(dict.fromkeys(channel.id for channel in mask.channels))


def _page(
    request: Request,
    kept: KeptPerson,
    device: str,
    form: Form,
    *,
    status: int = 200,
    is_foreign: bool = False,
) -> Response:
    mask = _mask(kept, device)
    whole = _kept_form(request, kept, device)
    can_share: Iterable[object] = filled(whole) or whole.v("energy")
    return shown(
        request,
        "measure.html.j2",
        status=status,
        kept=kept,
        form=form,
        mask=mask,
        device=device,
        channels=_channels(mask),
        places=PLACES,
        picture=figures.places(PLACES),
        meters=ABLE,
        is_foreign=is_foreign,
        can_share=bool(can_share) and device in catalogue_ids(),
        is_listed=device in catalogue_ids(),
    )
