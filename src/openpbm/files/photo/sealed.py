"""Files that say nothing without their key: AES-256 in Galois/counter mode."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from openpbm.errors import MissingExtraError, PhotoError
from openpbm.files.folder import write_outputs
from openpbm.speech.say import say

FOLDER, KEY = "photos", "key"  # below a person's folder, and in it
KEY_BYTES, NONCE_BYTES = 32, 12


def made_key(folder: Path) -> bytes:
    """The key of a folder, made once: random, in a file for this user alone (0600)."""
    if not (folder / KEY).exists():
        write_outputs(folder, {KEY: secrets.token_bytes(KEY_BYTES)})
    return key_of(folder)


def key_of(folder: Path) -> bytes:
    """The key of a folder.

    Raises:
        PhotoError: it is gone or is no key; nothing opens the photos then.
    """
    try:
        found = (folder / KEY).read_bytes()
    except OSError:
        found = b""
    if len(found) != KEY_BYTES:
        raise PhotoError(say("photo_file-no_key", path=str(folder / KEY)))
    return found


def sealed(content: bytes, key: bytes, name: str) -> bytes:
    """Content that only the key opens, and only under its own name."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + _cipher(key).encrypt(nonce, content, name.encode())


def opened(content: bytes, key: bytes, name: str) -> bytes:
    """What was sealed.

    Raises:
        PhotoError: another key, another name, or a changed file.
    """
    from cryptography.exceptions import InvalidTag

    cipher = _cipher(key)
    try:
        found = cipher.decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], name.encode())
    except (InvalidTag, ValueError):
        raise PhotoError(say("photo_file-not_opened", name=name)) from None
    return found


def destroy_key(folder: Path) -> None:
    """Write over the key before it goes: photos that were left somewhere stay shut."""
    with suppress(OSError):
        descriptor = os.open(folder / KEY, os.O_WRONLY)
        try:
            os.write(descriptor, secrets.token_bytes(KEY_BYTES))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    with suppress(OSError):
        (folder / KEY).unlink()


class Cipher(Protocol):
    """What of a cipher is used: text, and what it is bound to."""

    def encrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        """Seal."""

    def decrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        """Open."""


def _cipher(key: bytes) -> Cipher:
    if find_spec("cryptography") is None:
        raise MissingExtraError(say("photo_file-sealing"), "photos")
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return cast(Cipher, AESGCM(key))
