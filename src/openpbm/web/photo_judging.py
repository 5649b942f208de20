"""The honest test: two photos, no days, no names; which looks better?"""

from __future__ import annotations

import secrets

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from openpbm.errors import PhotoError
from openpbm.fact import message
from openpbm.files.photo.album_file import AlbumFile
from openpbm.files.photo.beside import framed
from openpbm.files.photo.book import AlbumBook
from openpbm.photo.album import in_order, one_a_day
from openpbm.photo.judging import SIDES, Judging, begun, days_needed, running
from openpbm.speech.say import say
from openpbm.web.form import Form, fact_of
from openpbm.web.pages import Sent, elsewhere, rooms_of, shown
from openpbm.web.people import KeptPerson
from openpbm.web.photos import album_of

router = APIRouter()
JUDGE_LETTERS = 60


@router.get("/p/{person_id}/photos/test")
def test_page(request: Request, person_id: str) -> Response:
    """The pair to be judged now."""
    return _page(request, rooms_of(request).kept(person_id), Form())


@router.post("/p/{person_id}/photos/test")
def go_on(request: Request, person_id: str, form: Sent) -> Response:
    """Begin a test, or take the answer to the pair that was shown."""
    kept = rooms_of(request).kept(person_id)
    album = album_of(kept)
    try:
        album.judge(lambda book: _step(book, form))
    except PhotoError as problem:
        form.errors["all"] = fact_of(problem)
    if form.errors:
        return _page(request, kept, form, status=422)
    is_over = running(album.book().judgings) is None
    return elsewhere(f"/p/{kept.id}/photos" + ("#h-test" if is_over else "/test"))


@router.get("/p/{person_id}/photos/test/{number}/{side}.jpg")
def picture(request: Request, person_id: str, number: int, side: str) -> Response:
    """One of the two photos of the open pair: the face alone; its address says left or right."""
    album = album_of(rooms_of(request).kept(person_id))
    try:
        book = album.book()
        test = running(book.judgings)
        if test is None or test.next != number - 1 or side not in ("left", "right"):
            raise HTTPException(404, say("web_frame-no_picture"))
        pair = test.pairs[number - 1]
        content = blinded(album, test, pair.left if side == "left" else pair.right)
    except PhotoError as problem:
        raise HTTPException(409, str(problem)) from None
    return Response(content, media_type="image/jpeg", headers={"cache-control": "no-store"})


def blinded(album: AlbumFile, judging: Judging, name: str) -> bytes:
    """A photo of a test as it is shown: the face alone; by grey cards only where all have one."""
    book = album.book()
    photos = {photo.id: photo for photo in book.photos}
    used = [photos[one] for pair in judging.pairs for one in (pair.earlier, pair.later)]
    by_card = all(photo.card is not None for photo in used)
    first = in_order(book.photos)[0]
    return framed(album, photos[name], first, face_only=True, by_card=by_card)


def _begun(book: AlbumBook, judge: str) -> Judging:
    days, needed = len(one_a_day(book.photos)), days_needed(len(book.judgings))
    if days < needed:
        raise PhotoError(say("photo-days_needed", needed=needed, found=days))
    return begun(
        book.photos,
        id=secrets.token_hex(8),
        seed=secrets.randbits(64),
        judge=judge,
        tests_before=len(book.judgings),
        shown=book.shown,
    )


def _step(book: AlbumBook, form: Form) -> Judging | None:
    """The test as a form takes it further; None: it is as it was."""
    test, number = running(book.judgings), form.v("pair")
    if test is None:
        # the last answer, sent twice, begins no other test
        return None if number else _begun(book, form.v("judge")[:JUDGE_LETTERS])
    side = next((side for side in SIDES if side == form.v("better")), None)
    if side is None or not number.isdecimal():
        form.errors["all"] = message("photo_page-choose")
        return None
    at = int(number[:6]) - 1
    return test.answered(at, side) if test.next == at else None  # sent twice counts once


def _page(request: Request, kept: KeptPerson, form: Form, *, status: int = 200) -> Response:
    try:
        test = running(album_of(kept).book().judgings)
    except PhotoError:
        test = None
    if test is None and not form.errors:
        return elsewhere(f"/p/{kept.id}/photos")
    return shown(
        request,
        "photo_judging.html.j2",
        status=status,
        kept=kept,
        form=form,
        number=None if test is None or test.next is None else test.next + 1,
        count=0 if test is None else len(test.pairs),
    )
