"""The people of this machine: one folder each, with a person file that the terminal reads too.

FOLDER/people/ID/person.toml   what was said, as `openpbm plan` reads it
FOLDER/people/ID/typed.json    the answers as they were typed, for the form
FOLDER/people/ID/mask.toml     an own mask file, where there is one
FOLDER/people/ID/device-ID.toml  the same of a device of the house: a copy, see files/practice
FOLDER/people/ID/plan/         plan.json, report.html, calendar.ics, page.html
FOLDER/people/ID/photos/       photos of the person, sealed
FOLDER/people/ID.gone/         somebody who is being deleted
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import shutil
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from openpbm.errors import InputError, OpenPBMError
from openpbm.files.folder import keep_private, write_outputs
from openpbm.files.json_value import Json, json_text, parsed_json
from openpbm.files.person_file import PersonFile, read_person
from openpbm.files.photo.key_file import ERASED, FOLDER, destroy_keys, finish_erasing
from openpbm.files.practice.device import PREFIX, HouseDevice, device_of
from openpbm.speech.say import say

OF_HOUSE = "house"  # field: digest of a device of the house, and its id in the catalogue
ID = re.compile(r"[a-z0-9]{10}")
GONE = ".gone"  # after the id of a folder that is being deleted
Typed = dict[str, list[str]]  # what was typed, by field of a form


@dataclass(frozen=True, kw_only=True)
class KeptPerson:
    """One person of the data folder."""

    id: str
    folder: Path
    name: str  # as every page shows it: no two people are shown alike
    own_name: str  # as it was typed

    @property
    def file(self) -> Path:
        """The person file."""
        return self.folder / "person.toml"

    @property
    def plan_folder(self) -> Path:
        """Where the last plan lies."""
        return self.folder / "plan"


class Called(NamedTuple):
    """What somebody typed of themselves for a list."""

    name: str
    born: str  # year; empty where it was not said
    read: str  # the name as a tired reader sees it


def alike(name: str) -> str:
    """A name as a tired reader sees it: two that are read alike are one."""
    bare = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in bare if letter.isalnum())


def _called_in(folder: Path) -> Called:
    try:
        at = (folder / "typed.json").stat()
    except OSError:
        return Called("", "", "")
    return _called_once(folder, at.st_ino, at.st_size, at.st_mtime_ns, at.st_ctime_ns)


@lru_cache(maxsize=2048)
def _called_once(folder: Path, *_: int) -> Called:
    you = typed_in(folder).get("you", {})
    name, born = ("".join(you.get(field, [])[:1]).strip() for field in ("name", "born"))
    return Called(name, born, alike(name))


def _years(known: Mapping[str, Called]) -> Mapping[str, Sequence[str]]:
    """The years of birth of those who are called alike."""
    found: dict[str, list[str]] = {}
    for called in known.values():
        found.setdefault(called.read, []).append(called.born)
    return found


class People:
    """The data folder. Nothing else reads or writes it while the app runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.people = folder / "people"

    def open(self) -> str:
        """Make the folder, for this user's eyes only; why that is not whole, in words.

        Raises:
            PlanFileError: it cannot be written to.
        """
        write_outputs(self.people, {})
        self._finish_forgetting()
        return keep_private(self.folder)

    def everyone(self) -> list[KeptPerson]:
        """All people, by name."""
        known = self._called()
        like = _years(known)
        found = (self._kept(own, called, like) for own, called in known.items())
        return sorted(found, key=lambda kept: kept.name.casefold())

    def of(self, person_id: str) -> KeptPerson | None:
        """One person, or None; an odd id never becomes a path."""
        if not ID.fullmatch(person_id):
            return None
        known = self._called()
        called = known.get(person_id)
        return None if called is None else self._kept(person_id, called, _years(known))

    def namesake(self, name: str, born: str, person_id: str = "") -> KeptPerson | None:
        """Somebody else of a name, unless their years of birth tell them apart."""
        for own, called in self._called().items():
            is_other = bool(born) and bool(called.born) and born != called.born
            if own != person_id and called.read == alike(name) and not is_other:
                return self.of(own)
        return None

    def _called(self) -> dict[str, Called]:
        """What everybody of the folder typed of name and birth, by id."""
        if not self.people.is_dir():
            return {}
        ids = [entry.name for entry in self.people.iterdir() if ID.fullmatch(entry.name)]
        return {
            own: _called_in(self.people / own)
            for own in sorted(ids)
            if (self.people / own / "person.toml").is_file()
        }

    def _kept(
        self, person_id: str, called: Called, like: Mapping[str, Sequence[str]]
    ) -> KeptPerson:
        name = own = called.name or say("web_you-no_name")
        years = like[called.read]
        if len(years) > 1:
            is_told = bool(called.born) and years.count(called.born) == 1
            name = f"{own} ({called.born if is_told else person_id[-4:]})"
        return KeptPerson(id=person_id, folder=self.people / person_id, name=name, own_name=own)

    def new_id(self) -> str:
        """An id that nobody has."""
        while True:
            letters = "abcdefghijkmnpqrstuvwxyz23456789"
            found = "".join(secrets.choice(letters) for _ in range(10))
            if not (self.people / found).exists():
                return found

    def typed(self, folder: Path) -> dict[str, Typed]:
        """The answers of the forms as they were typed, by form."""
        return typed_in(folder)

    def save(
        self,
        person_id: str,
        text: str,
        forms: Mapping[str, Typed],
        files: Mapping[str, str] = MappingProxyType({}),
    ) -> KeptPerson:
        """Write person file, typed answers and the files that they name together."""
        rows: dict[str, Json] = {
            form: {field: list(values) for field, values in typed.items()}
            for form, typed in forms.items()
        }
        folder = self.people / person_id
        write_outputs(folder, {**files, "person.toml": text, "typed.json": json_text(rows)})
        kept = self.of(person_id)
        assert kept is not None
        return kept

    def secret(self) -> bytes:
        """What forms are signed with; made once, so that a page survives a restart."""
        found = self._kept_secret()
        if found:
            return found
        made = secrets.token_bytes(32)
        write_outputs(self.folder, {"secret": made})
        return made

    def proof(self, asked: str) -> str:
        """What only this folder answers to a question; empty where no app was ever here.

        No visitor's token begins like this, so that no form can be signed by asking.
        """
        secret = self._kept_secret()
        return hmac.new(secret, f"here:{asked}".encode(), "sha256").hexdigest() if secret else ""

    def _kept_secret(self) -> bytes:
        with suppress(OSError):
            found = (self.folder / "secret").read_bytes()
            return found if len(found) == 32 else b""
        return b""

    def forget(self, kept: KeptPerson) -> None:
        """Delete one person's folder; keys of their photos are written over first.

        From its first step on nobody is there; where it is cut off, the next start goes on.
        """
        kept.folder.rename(kept.folder.with_name(kept.id + GONE))
        self._finish_forgetting()

    def _finish_forgetting(self) -> None:
        """Take away whoever was being deleted, and photos that were, when a program ended."""
        for folder in self.people.glob(f"*{GONE}"):
            destroy_keys(folder / FOLDER)
            finish_erasing(folder)
            shutil.rmtree(folder, ignore_errors=True)
        for photos in self.people.glob(f"*/{ERASED}"):
            finish_erasing(photos.parent)


def person_of(kept: KeptPerson) -> PersonFile | str:
    """The person as their file says now, or in words what is wrong with it."""
    try:
        return read_person(kept.file)
    except InputError as problem:
        return str(problem)


def inputs_of(kept: KeptPerson) -> str:
    """A fingerprint of what a plan is made from; another one means another plan.

    A device of the house that was changed since this person got it counts as it is now.
    """
    found = read_person(kept.file)
    worn = worn_by(kept)
    changed = worn.changed_to.encode() if worn is not None else b""
    return hashlib.sha256(found.raw + changed).hexdigest()


@dataclass(frozen=True, kw_only=True)
class WornDevice:
    """A device of the house, as a person got it."""

    id: str
    digest: str  # of what they got
    now: HouseDevice | None  # as the house has it today; None where it is gone

    @property
    def changed_to(self) -> str:
        """Its digest where it is another one now, a word where it is gone; else empty."""
        if self.now is None:
            return "gone"
        return "" if self.now.digest == self.digest else self.now.digest


def worn_by(kept: KeptPerson) -> WornDevice | None:
    """The device of the house that a person has; None where theirs is their own."""
    typed = typed_in(kept.folder).get("mask", {})
    device, digests = typed.get("device", [""])[0], typed.get(OF_HOUSE, [])
    if not device.startswith(PREFIX) or not digests:
        return None
    own = device.removeprefix(PREFIX)
    return WornDevice(id=own, digest=digests[0], now=device_of(kept.folder.parents[1], own))


def has_old_device(kept: KeptPerson) -> bool:
    """True where a device of the house was changed, or is gone, since this person got it."""
    worn = worn_by(kept)
    return worn is not None and bool(worn.changed_to)


def typed_in(folder: Path) -> dict[str, Typed]:
    """The answers of the forms of one person, as they were typed."""
    try:
        content = parsed_json((folder / "typed.json").read_text(encoding="utf-8"), "typed.json")
    except (OSError, OpenPBMError, UnicodeDecodeError):
        return {}
    return _typed(content)


def _typed(content: Json) -> dict[str, Typed]:
    if not isinstance(content, dict):
        return {}
    return {
        form: {
            field: [str(value) for value in values]
            for field, values in fields.items()
            if isinstance(values, list)
        }
        for form, fields in content.items()
        if isinstance(fields, dict)
    }
