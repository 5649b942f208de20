"""The second anchor: where the chains of a ledger ended, kept outside its file and sealed.

A ledger cannot tell that it is an older copy of itself. A small file for each person, in a
folder of this user's that no copy of the ledger takes along, says how far their chain had
come. It may lag behind the ledger, never lead it. Design: docs/decisions/0018-second-anchor.md.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from openpbm.errors import LedgerError
from openpbm.files.folder import make_private

Kind = TypeVar("Kind")
KEY_BYTES, NAME_LETTERS, ID_BYTES = 32, 32, 12


@dataclass(frozen=True, kw_only=True)
class ChainPoint:
    """An entry of a chain, by its number and hash."""

    entries: int
    hash: str  # hexadecimal


@dataclass(frozen=True, kw_only=True)
class PersonAnchor:
    """How far the chain of one person had come."""

    kept: ChainPoint  # the last entry that is no progress
    seen: ChainPoint  # the last entry of all
    day: date  # the latest day that an entry told of or was written on
    back_days: int  # how far before its writing an entry told of light, at most


@dataclass(frozen=True, kw_only=True)
class FileAnchor:
    """How far a ledger had come as a whole."""

    seq: int  # of its last entry that is no progress; never falls, not by erasing either


@dataclass(frozen=True, kw_only=True)
class Place:
    """Which ledger lies at a path."""

    ledger_id: str


_FILE, _PERSON, _PLACE = TypeAdapter(FileAnchor), TypeAdapter(PersonAnchor), TypeAdapter(Place)


class Anchors:
    """A folder of anchors, and the key that seals them. Made when first written to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._key = b""

    def seal(self, *parts: str) -> bytes:
        """What only the holder of this folder's key can make of a text."""
        text = "".join(f"{len(part)}:{part}" for part in parts)
        return hmac.new(self._sealing(), text.encode(), hashlib.sha256).digest()

    def file(self, ledger_id: str) -> FileAnchor | None:
        """Of a whole ledger; None where none was ever made.

        Raises:
            LedgerError: it cannot be read, or is not what was written.
        """
        return self._read(f"{_checked(ledger_id)}/file", _FILE)

    def person(self, ledger_id: str, person_id: str) -> PersonAnchor | None:
        """Of one person in a ledger; raises as `file`."""
        return self._read(self._name_of(ledger_id, person_id), _PERSON)

    def at(self, path: Path) -> str | None:
        """The ledger that lay at a path; raises as `file`."""
        found = self._read(self._place_of(path), _PLACE)
        return None if found is None else found.ledger_id

    def keep_file(self, ledger_id: str, anchor: FileAnchor) -> None:
        """Write it down; safe on the disk on return. Raises LedgerError."""
        self._write(f"{_checked(ledger_id)}/file", _FILE, anchor)

    def keep_person(self, ledger_id: str, person_id: str, anchor: PersonAnchor) -> None:
        """Write it down; safe on the disk on return. Raises LedgerError."""
        self._write(self._name_of(ledger_id, person_id), _PERSON, anchor)

    def place(self, path: Path, ledger_id: str) -> None:
        """This ledger lies here now. Raises LedgerError."""
        self._write(self._place_of(path), _PLACE, Place(ledger_id=_checked(ledger_id)))

    def forget(self, ledger_id: str, person_id: str) -> None:
        """Nothing of a person stays. Raises LedgerError."""
        with _told(self.folder):
            (self.folder / self._name_of(ledger_id, person_id)).unlink(missing_ok=True)

    def holds_only(self, ledger_id: str, people: list[str]) -> bool:
        """True where every person that is anchored is one of these."""
        own = {Path(self._name_of(ledger_id, person_id)).name for person_id in people}
        with _told(self.folder):
            try:
                names = {entry.name for entry in (self.folder / ledger_id).iterdir()}
            except FileNotFoundError:
                return True
        return {name for name in names if name != "file" and "." not in name} <= own

    # ---- files

    def _name_of(self, ledger_id: str, person_id: str) -> str:
        return f"{_checked(ledger_id)}/{self.seal('person', person_id).hex()[:NAME_LETTERS]}"

    def _place_of(self, path: Path) -> str:
        real = os.path.realpath(path)
        return f"places/{self.seal('path', os.fsencode(real).hex()).hex()[:NAME_LETTERS]}"

    def _sealing(self) -> bytes:
        if not self._key:
            with _told(self.folder):
                self._key = self._read_key() or self._made_key()
        return self._key

    def _read_key(self) -> bytes:
        try:
            found = (self.folder / "key").read_bytes()
        except FileNotFoundError:
            return b""
        return found if len(found) == KEY_BYTES else b""

    def _made_key(self) -> bytes:
        """A new key, whole from its first moment; of two that are made at once the first stays."""
        make_private(self.folder)
        path = self.folder / "key"
        with suppress(FileNotFoundError):
            if len(path.read_bytes()) != KEY_BYTES:  # what it sealed is lost either way
                path.unlink()
        aside = self._aside("key", secrets.token_bytes(KEY_BYTES))
        try:
            os.link(aside, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            shutil.copy(aside, path)
        finally:
            aside.unlink()
        return path.read_bytes()

    def _read(self, name: str, kind: TypeAdapter[Kind]) -> Kind | None:
        path = self.folder / name
        with _told(self.folder):
            try:
                content = path.read_bytes()
            except FileNotFoundError:
                return None
        text, _, sealed = content.decode("utf-8", "replace").rpartition("\n")
        if hmac.compare_digest(self.seal(name, text).hex().encode(), sealed.encode()):
            with suppress(ValidationError):
                return kind.validate_json(text, strict=True)
        raise LedgerError(f"{path}: found a second anchor that is damaged, or not of this key")

    def _write(self, name: str, kind: TypeAdapter[Kind], anchor: Kind) -> None:
        text = kind.dump_json(anchor).decode()
        content = f"{text}\n{self.seal(name, text).hex()}".encode()
        with _told(self.folder):
            make_private((self.folder / name).parent)
            self._aside(name, content).replace(self.folder / name)

    def _aside(self, name: str, content: bytes) -> Path:
        """A whole file beside the one that it is to become, safe on the disk."""
        path = self.folder / f"{name}.{secrets.token_hex(4)}"
        opened = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return path


def new_ledger_id() -> str:
    """A name that no other ledger has."""
    return secrets.token_hex(ID_BYTES)


def _checked(ledger_id: str) -> str:
    """An odd name out of a damaged file never becomes a path."""
    if len(ledger_id) == 2 * ID_BYTES and set(ledger_id) <= set("0123456789abcdef"):
        return ledger_id
    raise LedgerError("found a damaged name of the ledger in its file")


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What the disk says, in words a person can act on."""
    try:
        yield
    except OSError as problem:
        raise LedgerError(
            f"{folder}: found no way to keep the second anchor of the ledger "
            f"({problem.strerror}); expected a folder of yours"
        ) from None
