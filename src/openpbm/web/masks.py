"""Which mask: the catalogue with pictures, an own file, meter readings."""

from __future__ import annotations

from functools import lru_cache

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from openpbm.errors import InputError, MaskError, OpenPBMError
from openpbm.face import REGIONS
from openpbm.fact import Name, said
from openpbm.files.folder import write_outputs
from openpbm.files.mask_file import find_mask, mask_from_text
from openpbm.files.practice.device import PREFIX
from openpbm.mask.catalogue import catalogue_ids, catalogue_row, known_mask
from openpbm.mask.reading import METERS
from openpbm.reports import words
from openpbm.reports.mask import figures as mask_figures
from openpbm.reports.mask import words as mask_words
from openpbm.speech.say import say, written
from openpbm.tables.row.device import DeviceRow
from openpbm.web.form import Form, fact_of, sentence
from openpbm.web.mask_form import (
    CLAIM_FIELDS,
    FIELDS,
    OWN,
    OWN_FILE,
    OwnMask,
    check_mask,
    mask_of_form,
)
from openpbm.web.own_mask import SEATS, own_mask_text
from openpbm.web.pages import Rooms, Sent, SentFile, elsewhere, rooms_of, shown
from openpbm.web.people import KeptPerson, worn_by
from openpbm.web.plans import begin
from openpbm.web.practice.given import give, house_device, house_devices, put_on
from openpbm.web.search import fits

router = APIRouter()
USUAL = ("red", "nir", "blue", "amber", "deep_red", "green", "nir2")  # the commonest first
READING_S = 20.0  # of a mask file that was sent; most of it is a process that starts
A_YEAR = "public, max-age=86400"


@router.get("/p/{person_id}/mask")
def catalogue(request: Request, person_id: str, q: str = "") -> Response:
    """Every device; shown are those whose name or maker hold every word, or words like them."""
    kept = rooms_of(request).kept(person_id)
    form = _form(request, kept)
    return _listed(request, kept, form, q=q[:80])


@router.post("/p/{person_id}/mask/file")
def upload(request: Request, person_id: str, sent: SentFile) -> Response:
    """An own mask file: read as data, kept beside the person, never run."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    form, content = sent
    try:
        rooms.workers.within(READING_S, OwnMask(content=content, path=kept.folder / OWN_FILE))
    except InputError as problem:
        form.errors["file"] = fact_of(problem)
        return _listed(request, kept, form, status=422)
    assert content is not None
    write_outputs(kept.folder, {OWN_FILE: content.decode("utf-8-sig")})
    return elsewhere(f"/p/{kept.id}/mask/{OWN}")


@router.get("/p/{person_id}/mask/new")
def unlisted(request: Request, person_id: str) -> Response:
    """Six fields for a mask that is not listed."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    return _described(request, kept, Form(typed=rooms.people.typed(kept.folder).get("own", {})))


@router.post("/p/{person_id}/mask/new")
def describe(request: Request, person_id: str, form: Sent) -> Response:
    """The mask file of the six fields, kept beside the person as an uploaded one would be."""
    kept = rooms_of(request).kept(person_id)
    text = own_mask_text(form)
    if text is None:
        return _described(request, kept, form, status=422)
    try:
        mask_from_text(text, kept.folder / OWN_FILE)
    except InputError as problem:
        form.errors["all"] = fact_of(problem)
        return _described(request, kept, form, status=422)
    write_outputs(kept.folder, {OWN_FILE: text})
    do = form.typed.pop("do", [])
    return take(request, kept, Form(typed={"device": [OWN], "do": do}), described=form)


def _described(request: Request, kept: KeptPerson, form: Form, *, status: int = 200) -> Response:
    return shown(
        request,
        "mask_new.html.j2",
        status=status,
        kept=kept,
        form=form,
        usual=USUAL,
        seats=SEATS,
    )


@router.get("/p/{person_id}/mask/{device}")
def one(request: Request, person_id: str, device: str) -> Response:
    """One device, and what its owner can say about it; one of the house is described there."""
    if device.startswith(PREFIX):
        return elsewhere(f"/practice/device/{device.removeprefix(PREFIX)}")
    kept = rooms_of(request).kept(person_id)
    form = _form(request, kept)
    if form.v("device") != device:
        form = Form(typed={"device": [device]})
    return _asked(request, kept, form)


@router.post("/p/{person_id}/mask/{device}")
def choose(request: Request, person_id: str, device: str, form: Sent) -> Response:
    """Take this device, or the form with what is wrong."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    form.typed["device"] = [device]
    if form.v("do").startswith("more-"):
        return _asked(request, kept, form)
    mask = mask_of_form(form, kept) if _exists(device, kept) else None
    if mask is None:
        raise HTTPException(404, say("web_frame-no_device"))
    check_mask(form, mask)
    if form.errors:
        return _asked(request, kept, form, status=422)
    return take(request, kept, form)


def take(
    request: Request, kept: KeptPerson, form: Form, *, described: Form | None = None
) -> Response:
    """The device of a form that holds no error, in the person file; then the plan."""
    rooms = rooms_of(request)
    do = "".join(form.typed.pop("do", []))
    try:
        put = put_on(rooms, kept, form, described=described)
    except OpenPBMError as problem:
        form.errors["all"] = said(sentence(str(problem).split(": ", 1)[-1]))
        return _asked(request, kept, form, status=422)
    return _taken(rooms, put or kept, do, is_put=put is not None)


def _taken(rooms: Rooms, kept: KeptPerson, do: str, *, is_put: bool) -> Response:
    """On to the plan; to the answers where the person file was made by hand."""
    if not is_put:
        return elsewhere(f"/p/{kept.id}/you")
    if do == "plan":
        begin(rooms, kept, rooms.today())
    return elsewhere(f"/p/{kept.id}/plan")


@router.post("/p/{person_id}/mask/{device}/house")
def of_house(request: Request, person_id: str, device: str, form: Sent) -> Response:
    """A device of the house for this person, as the house describes it."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    found = house_device(rooms, device)
    if found is None:
        raise HTTPException(404, say("web_frame-no_device"))
    try:
        put = give(rooms, kept, found)
    except OpenPBMError as problem:
        return _listed(request, kept, Form(errors={"all": fact_of(problem)}), status=422)
    return _taken(rooms, put or kept, form.v("do"), is_put=put is not None)


@router.get("/picture/{device}.svg")
def picture(device: str) -> Response:
    """Where a catalogue device's LEDs sit, as a drawing."""
    if device not in catalogue_ids() or known_mask(catalogue_row(device)) is None:
        raise HTTPException(404, say("web_frame-no_picture"))
    return Response(_layout(device), media_type="image/svg+xml", headers={"cache-control": A_YEAR})


@lru_cache(maxsize=64)
def _layout(device: str) -> str:
    return str(mask_figures.layout(find_mask(device)))


def _exists(device: str, kept: KeptPerson) -> bool:
    if device == OWN:
        return (kept.folder / OWN_FILE).is_file()
    return device in catalogue_ids()


def _form(request: Request, kept: KeptPerson) -> Form:
    return Form(typed=rooms_of(request).people.typed(kept.folder).get("mask", {}))


def _asked(request: Request, kept: KeptPerson, form: Form, *, status: int = 200) -> Response:
    device = form.v("device")
    if not _exists(device, kept):
        raise HTTPException(404, say("web_frame-no_device"))
    try:
        mask = mask_of_form(form, kept)
    except MaskError as problem:
        return shown(request, "broken.html.j2", kept=kept, problem=str(problem), status=409)
    assert mask is not None
    own = device == OWN
    return shown(
        request,
        "mask.html.j2",
        status=status,
        kept=kept,
        form=form,
        mask=mask,
        device=device,
        is_theirs=_form(request, kept).v("device") == device and worn_by(kept) is None,
        facts=mask_words.facts(catalogue_row(device)) if not own else mask_words.own_facts(mask),
        spectrum=mask_figures.spectrum(mask),
        layout=mask_figures.layout(mask),
        light=words.sentence(mask_words.light(mask)),
        timer_known=mask_words.timer(mask),
        spectrum_says=mask_figures.spectrum_says(mask),
        layout_says=mask_figures.layout_says(mask),
        channels=list(dict.fromkeys(channel.id for channel in mask.channels)),
        regions=REGIONS,
        meters=[kind for kind in METERS if kind != "phone"],  # a phone's sensor shows no light
        rows=form.rows("reading", FIELDS, least=1),
        claims=form.rows("claim", CLAIM_FIELDS, least=1),
    )


def _listed(
    request: Request, kept: KeptPerson, form: Form, *, q: str = "", status: int = 200
) -> Response:
    rooms, worn = rooms_of(request), worn_by(kept)
    devices = [catalogue_row(key) for key in catalogue_ids()]
    cards = [_card(row) for row in devices]
    is_shown = fits(q, [str(card["search"]) for card in cards])
    return shown(
        request,
        "masks.html.j2",
        status=status,
        kept=kept,
        form=form,
        house=[(one, worn is not None and worn.id == one.id) for one in house_devices(rooms)],
        cards=list(zip(cards, is_shown, strict=True)),
        count=sum(is_shown),
        total=len(cards),
        q=q,
        has_own=(kept.folder / OWN_FILE).is_file(),
    )


@lru_cache(maxsize=128)
def _spectrum(device: str) -> str:
    return str(mask_figures.spectrum(find_mask(device), small=True))


def _card(row: DeviceRow) -> dict[str, object]:
    mask = known_mask(row)
    return {
        "id": row.id,
        "name": row.name,
        "maker": row.maker or "",
        "form": written(Name("device", row.form)),
        "setting": row.setting,
        "mask": mask,
        "light": mask_words.light(mask) if mask is not None else "",
        "claim": mask.claim_status if mask is not None else "unknown",
        "price": row.price_usd,
        "spectrum": _spectrum(row.id) if mask is not None else "",
        "search": f"{row.id} {row.name} {row.maker or ''} {row.form} {row.setting} "
        f"{' '.join(c.role.replace('_', ' ') for c in mask.channels) if mask else ''}".lower(),
    }
