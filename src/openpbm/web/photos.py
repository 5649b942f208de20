"""Photos of a person: taken or chosen, looked at before they are kept, compared, erased."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from importlib.util import find_spec

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from openpbm.errors import InputError, PhotoError
from openpbm.fact import Message, message
from openpbm.files.photo.album_file import AlbumFile
from openpbm.files.photo.beside import framed
from openpbm.files.photo.book import AlbumBook
from openpbm.files.photo.examined import Examined, Marked, examined, told_apart
from openpbm.photo.album import Photo, changes, in_order, one_a_day
from openpbm.photo.judging import Judging, days_needed, finding, in_use, line_of, running
from openpbm.reports import photo_words
from openpbm.speech.say import say
from openpbm.tables import numbers
from openpbm.web.form import Form, fact_of
from openpbm.web.pages import MOST_PHOTO_BYTES, Sent, SentPhoto, elsewhere, rooms_of, shown
from openpbm.web.people import KeptPerson

router = APIRouter()
CONFIRM = "erase"
CAMERA = "camera=(self), microphone=(), geolocation=(), screen-wake-lock=(self)"
INSTALL = "pip install 'openpbm[photos]'"
USUAL_SHARE = 0.15  # of the longer side between the eyes, until there is a first photo
NEEDED = ("ai_edge_litert", "cryptography")


def is_installed() -> bool:
    """Whether photos can be looked at and sealed here."""
    return all(find_spec(name) is not None for name in NEEDED)


def album_of(kept: KeptPerson) -> AlbumFile:
    """The album of a person."""
    return AlbumFile(kept.folder)


@router.get("/p/{person_id}/photos")
def photos_page(request: Request, person_id: str) -> Response:
    """Every photo of a person, and what can be done with them."""
    return _page(request, rooms_of(request).kept(person_id), Form())


@router.post("/p/{person_id}/photos")
def add(request: Request, person_id: str, sent: SentPhoto) -> Response:
    """Keep a photo, or say why not."""
    form, content = sent
    kept = rooms_of(request).kept(person_id)
    day = form.read("day", _day(rooms_of(request).today()))
    try:
        seen = _examined(form, content)
        if seen.refused:
            form.errors["photo"] = seen.refused[0]
        elif day is not None:
            album_of(kept).add(seen, day)
    except InputError as problem:
        form.errors["photo"] = fact_of(problem)
    if form.errors:
        return _page(request, kept, form, status=422)
    return elsewhere(f"/p/{kept.id}/photos")


@router.post("/p/{person_id}/photos/look")
def look_at(request: Request, person_id: str, sent: SentPhoto) -> Response:
    """What is wrong with a photo, before it is kept; nothing of it is written down."""
    form, content = sent
    kept = rooms_of(request).kept(person_id)
    try:
        seen = _examined(form, content)
        first = _first(album_of(kept).book())
    except InputError as problem:
        return JSONResponse({"good": False, "said": [say(fact_of(problem))]})
    refused = seen.refused_beside(first)
    lines = refused or told_apart(seen, first)
    return JSONResponse({"good": not refused, "said": [say(line) for line in lines]})


@router.get("/p/{person_id}/photos/{number}.jpg")
def picture(request: Request, person_id: str, number: int) -> Response:
    """One photo in the frame of the first; closed while a test needs it unseen."""
    kept = rooms_of(request).kept(person_id)
    album = album_of(kept)
    try:
        book = album.book()
        photo = next((one for one in book.photos if one.number == number), None)
        first = _first(book)
        if photo is None or first is None:
            raise HTTPException(404, say("web_frame-no_picture"))
        if photo.id in in_use(book.judgings):
            raise HTTPException(409, say("photo_page-closed"))
        album.shown([photo.id])
        ordered = in_order(book.photos)
        by_card = all(one.card is not None for one in (ordered[0], ordered[-1]))
        return _jpeg(framed(album, photo, first, by_card=by_card))
    except PhotoError as problem:
        raise HTTPException(409, str(problem)) from None


@router.post("/p/{person_id}/photos/erase")
def erase(request: Request, person_id: str, form: Sent) -> Response:
    """Forget one photo, or all of them with their key."""
    kept = rooms_of(request).kept(person_id)
    number = form.v("number")
    if number.isdecimal():
        try:
            album_of(kept).remove(int(number[:9]))
        except PhotoError as problem:
            form.errors["photo"] = fact_of(problem)
    elif form.v("confirm").lower() == CONFIRM:
        album_of(kept).erase()
    else:
        typed = form.v("confirm")
        form.errors["confirm"] = message("web_people-wrong_word", text=typed, word=CONFIRM)
    if form.errors:
        return _page(request, kept, form, status=422)
    return elsewhere(f"/p/{kept.id}/photos")


@router.post("/p/{person_id}/photos/passphrase")
def passphrase(request: Request, person_id: str, form: Sent) -> Response:
    """Open what a passphrase closed, close it again, or set, change and remove the passphrase."""
    kept = rooms_of(request).kept(person_id)
    album, now, new = album_of(kept), form.v("now"), form.v("new")
    field = "new" if form.v("do") in ("seal", "change") else "now"
    try:
        if form.v("do") == "open":
            album.open(now)
        elif form.v("do") == "close":
            album.close()
        elif form.v("do") == "remove":
            album.seal(None, now=now)
        elif new != form.v("again"):
            raise PhotoError(say("photo_file-unlike_passphrases"))
        else:
            album.seal(new, now=now)
    except PhotoError as problem:
        form.errors[field] = fact_of(problem)
    if form.errors:
        return _page(request, kept, form, status=422)
    return elsewhere(f"/p/{kept.id}/photos#h-sealed")


def _examined(form: Form, content: bytes | None) -> Examined:
    if not content:
        raise PhotoError(say("photo_page-no_file"))
    if len(content) > MOST_PHOTO_BYTES:
        raise PhotoError(say("photo_page-too_large"))
    ends = [_place(form.v(name)) for name in ("card_left", "card_right")]
    width = None if ends[0] is None or ends[1] is None else (ends[0], ends[1])
    return examined(content, Marked(grey=_place(form.v("grey")), width=width))


def _place(text: str) -> tuple[float, float] | None:
    """A place on a photo as shares of its sides; None where nobody pointed."""
    try:
        across, down = (float(word) for word in text.split(","))
    except ValueError:
        return None
    return (across, down) if 0 <= across <= 1 and 0 <= down <= 1 else None


def _day(today: date) -> Callable[[str], date]:
    def understood(text: str) -> date:
        found = today
        if text:
            with suppress(ValueError):
                found = date.fromisoformat(text)
        if found > today or (text and found.isoformat() != text):
            raise PhotoError(say("photo_page-day"))
        return found

    return understood


def _first(book: AlbumBook) -> Photo | None:
    return next(iter(in_order(book.photos)), None)


def _jpeg(content: bytes) -> Response:
    return Response(content, media_type="image/jpeg", headers={"cache-control": "no-store"})


def _page(request: Request, kept: KeptPerson, form: Form, *, status: int = 200) -> Response:
    album, problem = album_of(kept), None
    book, is_closed = AlbumBook(), is_installed() and album_of(kept).is_closed
    if is_installed() and not is_closed:
        try:
            book = album.book()
        except PhotoError as found:
            problem, status = fact_of(found), 409
    photos = in_order(book.photos)
    answer = shown(
        request,
        "photos.html.j2",
        status=status,
        kept=kept,
        form=form,
        problem=problem,
        is_closed=is_closed,
        is_sealed=album.has_passphrase,
        least=int(numbers("photo")["key.least_letters"].value),
        can=is_installed(),
        install=INSTALL,
        photos=photos,
        closed=in_use(book.judgings),
        moved=[(change, list(photo_words.change_words(change))) for change in changes(photos)],
        colour=photo_words.colour_words(photos[-1]) if photos else None,
        eyes=photos[0].look.eyes_share if photos else USUAL_SHARE,
        tests=_tests(book),
        running=running(book.judgings) is not None,
        needed=days_needed(len(book.judgings)),
        days=len(one_a_day(photos)),
        power=photo_words.power_words(len(one_a_day(photos)) // 2, line_of(len(book.judgings))),
        where=str(album.folder),
        confirm=CONFIRM,
        today=rooms_of(request).today(),
    )
    answer.headers["permissions-policy"] = CAMERA
    return answer


def _tests(book: AlbumBook) -> list[tuple[Judging, list[Message]]]:
    """Every test that is over, with what it came to."""
    found = [(judging, finding(judging)) for judging in book.judgings]
    return [
        (judging, list(photo_words.finding_words(what, judging)))
        for judging, what in found
        if what is not None
    ]
