"""Files that say nothing without their key: AES-256 in Galois/counter mode."""

from __future__ import annotations

import secrets
from importlib.util import find_spec
from typing import Protocol, cast

from openpbm.errors import MissingExtraError, PhotoError
from openpbm.speech.say import say

KEY_BYTES, NONCE_BYTES = 32, 12


def sealed(content: bytes, key: bytes, name: str) -> bytes:
    """Content that only the key opens, and only under its own name."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + _cipher(key).encrypt(nonce, content, name.encode())


def opened(content: bytes, key: bytes, name: str) -> bytes:
    """What was sealed.

    Raises:
        PhotoError: another key, another name, or a changed file.
    """
    found = opened_or_none(content, key, name)
    if found is None:
        raise PhotoError(say("photo_file-not_opened", name=name))
    return found


def opened_or_none(content: bytes, key: bytes, name: str) -> bytes | None:
    """What was sealed; None where it does not open."""
    cipher = _cipher(key)
    from cryptography.exceptions import InvalidTag

    try:
        return cipher.decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], name.encode())
    except (InvalidTag, ValueError):
        return None


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
