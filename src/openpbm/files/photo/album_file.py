"""The photos of one person in a folder of their own: a book and one file a photo, all sealed.

FOLDER/people/ID/photos/key           32 random bytes that open the others
FOLDER/people/ID/photos/book.sealed   days, landmarks, figures, tests
FOLDER/people/ID/photos/*.sealed      one photo each, under a random name
No small pictures, no database, no log beside it: what is shown is worked out in memory.
"""

from __future__ import annotations

import secrets
import shutil
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from openpbm.errors import OpenPBMError, PhotoError
from openpbm.files.folder import write_outputs
from openpbm.files.json_value import json_text, parsed_json
from openpbm.files.photo.book import AlbumBook, book_from, book_json
from openpbm.files.photo.examined import Examined
from openpbm.files.photo.sealed import FOLDER, destroy_key, key_of, made_key, opened, sealed
from openpbm.photo.album import Photo, in_order
from openpbm.photo.judging import Judging, in_use
from openpbm.speech.say import say

BOOK = "book"
ENDING = ".sealed"
_LOCK = threading.RLock()  # one writer at a time; no other process writes while the app runs


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
        """Everything but the pixels.

        Raises:
            PhotoError: the key is gone, or a file was changed.
        """
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

    def add(self, seen: Examined, day: date) -> Photo:
        """Keep a photo that nothing refuses.

        Raises:
            PhotoError: something refuses it, or the folder cannot be written to.
        """
        with _LOCK:
            book = self.book()
            photo = seen.photo(
                id=secrets.token_hex(16),
                number=1 + max((one.number for one in book.photos), default=0),
                day=day,
                first=next(iter(in_order(book.photos)), None),
            )
            self._write(replace(book, photos=(*book.photos, photo)), {photo.id: seen.jpeg})
            return photo

    def remove(self, number: int) -> None:
        """Forget one photo.

        Raises:
            PhotoError: there is none of that number, or a test that is not over needs it.
        """
        with _LOCK:
            book = self.book()
            photo = next((one for one in book.photos if one.number == number), None)
            if photo is None:
                raise PhotoError(say("photo_file-no_such", number=number))
            if photo.id in in_use(book.judgings):
                raise PhotoError(say("photo_file-needed"))
            left = tuple(one for one in book.photos if one.id != photo.id)
            self._write(replace(book, photos=left), {})
            (self.folder / f"{photo.id}{ENDING}").unlink(missing_ok=True)

    def judged(self, judging: Judging) -> None:
        """Keep a test as it stands now."""
        with _LOCK:
            book = self.book()
            others = tuple(one for one in book.judgings if one.id != judging.id)
            self._write(replace(book, judgings=(*others, judging)), {})

    def shown(self, ids: Sequence[str]) -> None:
        """Remember which photos were shown with their days."""
        with _LOCK:
            book = self.book()
            shown = tuple(dict.fromkeys((*book.shown, *ids)))
            if shown != book.shown:
                self._write(replace(book, shown=shown), {})

    def erase(self) -> Erased:
        """Nothing of it stays: the key is written over first, then everything is deleted."""
        with _LOCK:
            count = len(list(self.folder.glob(f"*{ENDING}"))) - int(self.is_there)
            destroy_key(self.folder)
            with suppress(FileNotFoundError):
                shutil.rmtree(self.folder)
            return Erased(photos=max(count, 0))

    def _read(self, name: str) -> bytes:
        try:
            content = (self.folder / f"{name}{ENDING}").read_bytes()
        except OSError:
            raise PhotoError(say("photo_file-missing", name=name)) from None
        return opened(content, key_of(self.folder), name)

    def _write(self, book: AlbumBook, pictures: dict[str, bytes]) -> None:
        key = made_key(self.folder) if not self.is_there else key_of(self.folder)
        texts = {BOOK: json_text(book_json(book), indent=None).encode(), **pictures}
        write_outputs(
            self.folder,
            {f"{name}{ENDING}": sealed(text, key, name) for name, text in texts.items()},
        )
