"""The photos of one person in a folder of their own: a book and one file a photo, all sealed.

FOLDER/people/ID/photos/key           32 random bytes that open the others; see key_file.py
FOLDER/people/ID/photos/book.sealed   days, landmarks, figures, tests
FOLDER/people/ID/photos/*.sealed      one photo each, under a random name
FOLDER/people/ID/photos.erased/       what is to go: there only until it is gone
No small pictures, no database, no log beside it: what is shown is worked out in memory.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from openpbm.arrays import FloatArray
from openpbm.errors import OpenPBMError, PhotoClosedError, PhotoError
from openpbm.files.folder import held, sync_folder, write_outputs
from openpbm.files.json_value import json_text, parsed_json
from openpbm.files.photo.book import AlbumBook, book_from, book_json
from openpbm.files.photo.examined import Examined, measured
from openpbm.files.photo.key_file import (
    ASIDE,
    ERASED,
    FOLDER,
    close_key,
    finish_erasing,
    has_passphrase,
    key_of,
    made_key,
    open_key,
    seal_key,
    sweep_aside,
)
from openpbm.files.photo.picture import read_picture
from openpbm.files.photo.sealed import opened, sealed
from openpbm.photo.album import Photo, in_order
from openpbm.photo.judging import Judging, in_use
from openpbm.speech.say import say

BOOK = "book"
ENDING = ".sealed"
_LOCK = threading.RLock()  # one writer of this program at a time


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What went."""

    photos: int


class AlbumFile:
    """The album of one person."""

    def __init__(self, person_folder: Path) -> None:
        self.folder = person_folder / FOLDER

    @property
    def is_there(self) -> bool:
        """Whether anything was ever kept."""
        return (self.folder / f"{BOOK}{ENDING}").is_file()

    def book(self) -> AlbumBook:
        """Everything but the pixels; what a writer that was killed left is taken away first.

        Raises:
            PhotoClosedError: a passphrase is asked for first.
            PhotoError: the key is gone, or a file was changed.
        """
        book = self._book()
        if self._strays(book):
            with self._alone():
                book = self._book()
        return book

    def _book(self) -> AlbumBook:
        if not self.is_there:
            return AlbumBook()
        text = self._read(BOOK).decode("utf-8")
        try:
            return book_from(parsed_json(text, BOOK))
        except (KeyError, TypeError, ValueError, OpenPBMError) as problem:
            raise PhotoError(say("photo_file-odd_book", why=str(problem))) from None

    def picture(self, photo: Photo) -> bytes:
        """The JPEG of a photo.

        Raises:
            PhotoError: the key is gone, or a file is missing or was changed.
        """
        return self._read(photo.id)

    @property
    def has_passphrase(self) -> bool:
        """Whether a passphrase seals the key."""
        return has_passphrase(self.folder)

    @property
    def is_closed(self) -> bool:
        """Whether a passphrase is asked for before anything opens."""
        try:
            key_of(self.folder)
        except PhotoClosedError:
            return True
        except PhotoError:
            return False
        return False

    def open(self, passphrase: str) -> None:
        """Open what a passphrase closed, until this program ends or `close`.

        Raises:
            PhotoError: it is another one.
        """
        open_key(self.folder, passphrase)

    def close(self) -> None:
        """Forget the passphrase; the next look asks for it."""
        close_key(self.folder)

    def seal(self, passphrase: str | None, *, now: str = "") -> None:
        """Set or change the passphrase, or take it away.

        Args:
            passphrase: from here on; None for none.
            now: the one so far, where there is one.

        Raises:
            PhotoError: the one so far is another one, or the new one is too short.
        """
        with self._alone():
            if self.has_passphrase:
                open_key(self.folder, now)
            if not self.is_there:
                self._write(AlbumBook(), {})
            seal_key(self.folder, passphrase)

    def add(self, seen: Examined, day: date) -> Photo:
        """Keep a photo that nothing refuses.

        Raises:
            PhotoError: something refuses it, it is kept already, or the folder cannot be
                written to.
        """
        with self._alone():
            book = self._book()
            photo = seen.photo(
                id=secrets.token_hex(16),
                number=1 + max((one.number for one in book.photos), default=0),
                day=day,
                first=next(iter(in_order(book.photos)), None),
            )
            for one in book.photos:  # one photo twice would look like a camera without noise
                if one.look == photo.look and self.picture(one) == seen.jpeg:
                    raise PhotoError(say("photo_file-kept_already", number=one.number))
            kept = self._in_frame((*book.photos, photo), book, {photo.id: seen.picture})
            if not self.is_there:
                self._write(book, {})  # a photo that no book knows is one to be taken away
            self._write(replace(book, photos=kept), {photo.id: seen.jpeg})
            return next(one for one in kept if one.id == photo.id)

    def remove(self, number: int) -> None:
        """Forget one photo.

        Raises:
            PhotoError: there is none of that number, or a test that is not over needs it.
        """
        with self._alone():
            book = self._book()
            photo = next((one for one in book.photos if one.number == number), None)
            if photo is None:
                raise PhotoError(say("photo_file-no_such", number=number))
            if photo.id in in_use(book.judgings):
                raise PhotoError(say("photo_file-needed"))
            left = tuple(one for one in book.photos if one.id != photo.id)
            self._write(replace(book, photos=self._in_frame(left, book, {})), {})
            (self.folder / f"{photo.id}{ENDING}").unlink(missing_ok=True)

    def judge(self, step: Callable[[AlbumBook], Judging | None]) -> None:
        """Take a test one step further, from how it stands: two steps at once are two in a row.

        Args:
            step: the test as it stands afterwards, or None where nothing is to be done.
        """
        with self._alone():
            book = self._book()
            judging = step(book)
            if judging is not None:
                others = tuple(one for one in book.judgings if one.id != judging.id)
                self._write(replace(book, judgings=(*others, judging)), {})

    def shown(self, ids: Sequence[str]) -> None:
        """Remember which photos were shown with their days."""
        with self._alone():
            book = self._book()
            shown = tuple(dict.fromkeys((*book.shown, *ids)))
            if shown != book.shown:
                self._write(replace(book, shown=shown), {})

    def erase(self) -> Erased:
        """Nothing of it stays: keys are written over first, then everything is deleted.

        From its first step on there is no album; where it is cut off, `finish_erasing` goes on.
        """
        with self._alone():
            count = len(list(self.folder.glob(f"*{ENDING}"))) - int(self.is_there)
            close_key(self.folder)
            with suppress(FileNotFoundError):
                self.folder.rename(self.folder.parent / ERASED)
            with suppress(OSError):  # not every system can
                sync_folder(self.folder.parent)
            finish_erasing(self.folder.parent)
            return Erased(photos=max(count, 0))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other writer: neither of this program nor, say, `openpbm photos` beside the app."""
        with _LOCK, held(self.folder.parent):
            finish_erasing(self.folder.parent)
            with suppress(PhotoError):  # of photos that do not open nothing is known, nor taken
                for stray in self._strays(self._book()):
                    stray.unlink() if stray.is_file() else sweep_aside(self.folder)
            yield

    def _strays(self, book: AlbumBook) -> list[Path]:
        """What a writer that was killed left: photos that no book knows, half-written files."""
        left = [*self.folder.glob(ASIDE), *self.folder.parent.glob(ERASED)]
        if self.is_there:
            known = {BOOK, *(photo.id for photo in book.photos)}
            left += [p for p in self.folder.glob(f"*{ENDING}") if p.stem not in known]
        return left

    def _in_frame(
        self, photos: tuple[Photo, ...], before: AlbumBook, fresh: Mapping[str, FloatArray]
    ) -> tuple[Photo, ...]:
        """Photos measured in the frame of the first: all of them anew where it is another one."""
        first, was = (next(iter(in_order(some)), None) for some in (photos, before.photos))
        if first is None or was is None or first.id == was.id:
            return photos
        found = []
        for one in photos:
            picture = fresh[one.id] if one.id in fresh else read_picture(self.picture(one))
            figures, misfit = measured(picture, one.marks, one.card, first.marks)
            found.append(replace(one, figures=figures, misfit=misfit))
        return tuple(found)

    def _read(self, name: str) -> bytes:
        try:
            content = (self.folder / f"{name}{ENDING}").read_bytes()
        except OSError:
            raise PhotoError(say("photo_file-missing", name=name)) from None
        return opened(content, key_of(self.folder), name)

    def _write(self, book: AlbumBook, pictures: dict[str, bytes]) -> None:
        key = made_key(self.folder) if not self.is_there else key_of(self.folder)
        # the book last: what it knows is there, whenever a writer is cut off
        texts = {**pictures, BOOK: json_text(book_json(book), indent=None).encode()}
        write_outputs(
            self.folder,
            {f"{name}{ENDING}": sealed(text, key, name) for name, text in texts.items()},
        )
