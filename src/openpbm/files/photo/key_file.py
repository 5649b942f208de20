"""The key of an album as a file beside its photos: as it is, or itself sealed by a passphrase.

The key that seals photos never changes. A passphrase seals this one file, and the file is put in
place at once: set, changed, removed or cut off in the middle, one of the two opens everything.
What a passphrase opened is held in memory, by this program alone, until it ends.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from openpbm.errors import OpenPBMError, PhotoClosedError, PhotoError
from openpbm.files.folder import write_outputs
from openpbm.files.json_value import Json, json_text, parsed_json
from openpbm.files.photo.sealed import KEY_BYTES, opened_or_none, sealed
from openpbm.speech.say import say
from openpbm.tables import numbers

FOLDER, KEY = "photos", "key"  # below a person's folder, and in it
ERASED = "photos.erased"  # what an album is called from the moment it is to go
ASIDE = ".openpbm-*"  # what a program that was killed while writing leaves
MARK = b"openpbm key, sealed by a passphrase\n"
SALT_BYTES, BLOCK, LANES = 16, 8, 1  # r and p of scrypt
MOST_LOG2 = 20  # a file that asks for more memory than 1 GiB is not ours
MOST_KEY_FILE = 1000
_one_guess = threading.Lock()  # each takes 128 MiB: many at once would fill the memory
_held: dict[Path, tuple[bytes, bytes]] = {}  # by folder: the file that was opened, and the key


def made_key(folder: Path) -> bytes:
    """The key of a folder, made once: random, in a file for this user alone (0600)."""
    if not (folder / KEY).exists():
        write_outputs(folder, {KEY: secrets.token_bytes(KEY_BYTES)})
    return key_of(folder)


def key_of(folder: Path) -> bytes:
    """The key of a folder.

    Raises:
        PhotoClosedError: a passphrase is asked for first.
        PhotoError: it is gone or is no key; nothing opens the photos then.
    """
    found = _content(folder)
    if found.startswith(MARK):
        before, key = _held.get(folder.resolve(), (b"", b""))
        if before != found:
            raise PhotoClosedError(say("photo_file-closed"))
        return key
    if len(found) != KEY_BYTES:
        raise PhotoError(say("photo_file-no_key", path=str(folder / KEY)))
    return found


def has_passphrase(folder: Path) -> bool:
    """Whether the key is sealed by a passphrase."""
    return _content(folder).startswith(MARK)


def open_key(folder: Path, passphrase: str) -> None:
    """Hold the key that a passphrase opens, until this program ends or `close_key`.

    Raises:
        PhotoError: it opens nothing, or there is nothing to open.
    """
    found = _content(folder)
    key = _key_in(found, passphrase)
    if key is None:
        raise PhotoError(say("photo_file-wrong_passphrase"))
    _held[folder.resolve()] = (found, key)


def close_key(folder: Path) -> None:
    """Forget the key that a passphrase opened."""
    _held.pop(folder.resolve(), None)


def seal_key(folder: Path, passphrase: str | None) -> None:
    """Seal the key by a passphrase, or by another one; by none where it is None.

    Raises:
        PhotoError: too short, or the key is closed or gone.
    """
    key = key_of(folder)
    content = key
    if passphrase is not None:
        least = int(numbers("photo")["key.least_letters"].value)
        if len(_plain(passphrase)) < least:
            found = len(_plain(passphrase))
            raise PhotoError(say("photo_file-short_passphrase", found=found, least=least))
        content = _sealed_key(key, passphrase)
    with _written_over_afterwards(folder / KEY):
        write_outputs(folder, {KEY: content})
    close_key(folder)
    if passphrase is not None:
        _held[folder.resolve()] = (content, key)


def destroy_keys(folder: Path) -> None:
    """Write over every key in a folder before it goes: photos left somewhere stay shut."""
    close_key(folder)
    for path in (folder / KEY, *folder.glob(f"{ASIDE}/*/{KEY}")):
        _write_over(path)
        with suppress(OSError):
            path.unlink()


def sweep_aside(folder: Path) -> None:
    """Take away what a program that was killed while writing here left, keys written over."""
    for aside in folder.glob(ASIDE):
        for path in aside.glob(f"*/{KEY}"):
            if not (folder / KEY).exists() or not path.samefile(folder / KEY):
                _write_over(path)
        shutil.rmtree(aside, ignore_errors=True)


def finish_erasing(person_folder: Path) -> None:
    """Go on where erasing an album was cut off; nothing where none was begun."""
    gone = person_folder / ERASED
    if gone.exists():
        destroy_keys(gone)
        shutil.rmtree(gone, ignore_errors=True)  # what is held open there goes at the next look


@contextmanager
def _written_over_afterwards(path: Path) -> Iterator[None]:
    """A file that another one takes the place of: its own bytes go once that is done."""
    if sys.platform == "win32":  # an open file could not be put aside there
        yield
        return
    descriptor = os.open(path, os.O_WRONLY)
    try:
        yield
        _random_over(descriptor)
    finally:
        os.close(descriptor)


def _write_over(path: Path) -> None:
    with suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY)
        try:
            _random_over(descriptor)
        finally:
            os.close(descriptor)


def _random_over(descriptor: int) -> None:
    os.write(descriptor, secrets.token_bytes(max(os.fstat(descriptor).st_size, KEY_BYTES)))
    os.fsync(descriptor)


def _content(folder: Path) -> bytes:
    try:
        with (folder / KEY).open("rb") as opened:
            return opened.read(MOST_KEY_FILE)
    except OSError:
        return b""


def _sealed_key(key: bytes, passphrase: str) -> bytes:
    salt, log2 = secrets.token_bytes(SALT_BYTES), _memory_log2()
    stretched = _stretched(passphrase, salt, log2)
    row: dict[str, Json] = {
        "scrypt_log2": log2,
        "salt": salt.hex(),
        "key": sealed(key, stretched, KEY).hex(),
    }
    return MARK + json_text(row, indent=None).encode()


def _memory_log2() -> int:
    return int(numbers("photo")["key.scrypt_log2"].value)


def _key_in(content: bytes, passphrase: str) -> bytes | None:
    """The key in a sealed key file; None where the passphrase does not open it, or it is none."""
    try:
        row = parsed_json(content.removeprefix(MARK).decode("utf-8"), KEY)
        log2, salt, inner = _three(row)
        stretched = _stretched(passphrase, salt, log2)
    except (KeyError, TypeError, ValueError, OpenPBMError):
        return None
    found = opened_or_none(inner, stretched, KEY)
    return found if found is not None and len(found) == KEY_BYTES else None


def _three(row: Json) -> tuple[int, bytes, bytes]:
    """Memory, salt and sealed key as a key file has them.

    Raises:
        TypeError, KeyError, ValueError: it has them not.
    """
    if not isinstance(row, dict):
        raise TypeError(row)
    log2 = row["scrypt_log2"]
    if not isinstance(log2, int) or not 1 <= log2 <= MOST_LOG2:
        raise ValueError(log2)
    return log2, bytes.fromhex(str(row["salt"])), bytes.fromhex(str(row["key"]))


def _stretched(passphrase: str, salt: bytes, log2: int) -> bytes:
    """32 bytes from a passphrase: scrypt (RFC 7914), which needs 2^log2 KiB for every guess."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    kdf = Scrypt(salt=salt, length=KEY_BYTES, n=1 << log2, r=BLOCK, p=LANES)
    with _one_guess:
        return bytes(kdf.derive(_plain(passphrase).encode()))


def _plain(passphrase: str) -> str:
    """A passphrase as every keyboard means it: composed letters, no blanks around."""
    return unicodedata.normalize("NFKC", passphrase).strip()
