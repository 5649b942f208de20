"""This computer as a host of a mask outside a sitting: enrol, greet, ask, forget.

Nothing here can ask for light. Each answer is waited for, not long.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from openpbm.delivery.ident import Ident, ident_of
from openpbm.delivery.runner import Link
from openpbm.devices.hail import ANSWER_S, answer
from openpbm.devices.label import Label
from openpbm.errors import DeviceError
from openpbm.fact import Message, message
from openpbm.firmware import wire_table as wire
from openpbm.firmware.frame import (
    NO_SESSION,
    NONCE_BYTES,
    is_of,
    packed,
    parts,
    session_key,
    slot_key,
)
from openpbm.speech.say import say

HOST_NONCE_BYTES, TAG_BYTES = 16, 8
TRIES = 3  # of a greeting, on a link that may lose it
Fresh = Callable[[int], bytes]


@dataclass(frozen=True, kw_only=True)
class MaskSlot:
    """A place in a mask, and the key to it."""

    number: int
    key: bytes = field(repr=False)


def enrolled(link: Link, label: Label, name: str, fresh: Fresh) -> MaskSlot:
    """A place for this host in the mask of a label; its button was held before.

    Raises:
        DeviceError: why there is none.
    """
    nonce = fresh(HOST_NONCE_BYTES)
    content = struct.pack(wire.ENROL_FIELDS, nonce, sha256(name.encode()).digest()[:TAG_BYTES])
    key = label.key

    def read(frame: bytes) -> tuple[MaskSlot | None, int] | None:
        whole = parts(frame)
        if whole is None or not is_of(frame, NO_SESSION, key):
            return None
        kind, _, said = whole
        if kind == wire.REFUSED and len(said) >= struct.calcsize(wire.REFUSED_FIELDS):
            return None, struct.unpack_from(wire.REFUSED_FIELDS, said)[2]
        if kind != wire.ENROLLED or len(said) < struct.calcsize(wire.ENROLLED_FIELDS):
            return None
        mask_nonce, number = struct.unpack_from(wire.ENROLLED_FIELDS, said)
        return MaskSlot(number=number, key=slot_key(key, nonce, mask_nonce, number)), 0

    link.send(packed(wire.ENROL, 1, content, NO_SESSION, key))
    slot, refused = answer(link, read, ANSWER_S) or (None, 0)
    if slot is None:
        raise DeviceError(say(_why_not(refused)))
    return slot


def _why_not(refused: int) -> Message:
    if refused == wire.REFUSED_BUTTON:
        return message("open_mask-enrol_button")
    if refused == wire.REFUSED_FULL:
        return message("open_mask-enrol_full")
    return message("open_mask-enrol_silent")


class Greeted:
    """A session with a mask, in which it can be asked and nothing be lit."""

    def __init__(self, link: Link, key: bytes, session: bytes, ident: Ident) -> None:
        self._link, self._session, self.ident = link, session, ident
        self._to_mask, self._to_host = (
            session_key(key, session, True),
            session_key(key, session, False),
        )
        self._said = 0

    def ask(self, what: int, first: int, count: int) -> tuple[int, int, bytes] | None:
        """A chunk: from where, of how much in all, and its bytes; None without an answer.

        Raises:
            DeviceError: the link is gone, or the mask refuses.
        """

        def read(frame: bytes) -> tuple[int, int, bytes] | None:
            whole = parts(frame)
            if whole is None or not is_of(frame, self._session, self._to_host):
                return None
            if whole[0] == wire.REFUSED:
                raise DeviceError(say(message("open_mask-ask_refused")))
            return _chunk(whole[2], what, first) if whole[0] == wire.CHUNK else None

        for _ in range(TRIES):
            self._send(wire.ASK, struct.pack(wire.ASK_FIELDS, what, first, count))
            found = answer(self._link, read, ANSWER_S)
            if found is not None:
                return found
        return None

    def forget(self, slot: int) -> None:
        """The mask drops this host's key; it says nothing to that."""
        self._send(wire.FORGET, struct.pack(wire.FORGET_FIELDS, slot))

    def _send(self, kind: int, content: bytes) -> None:
        self._said += 1
        self._link.send(packed(kind, self._said, content, self._session, self._to_mask))


def _chunk(content: bytes, what: int, first: int) -> tuple[int, int, bytes] | None:
    size = struct.calcsize(wire.CHUNK_FIELDS)
    if len(content) < size:
        return None
    kind, at, total, length = struct.unpack_from(wire.CHUNK_FIELDS, content)
    if kind != what or at != first or len(content) != size + length:
        return None
    return at, total, content[size:]


def greeted(link: Link, slot: MaskSlot, fresh: Fresh, unix_s: int) -> Greeted:
    """The mask says who it is, with the key of this host.

    Raises:
        DeviceError: the link is gone, or nobody there has this key.
    """
    for number in range(1, TRIES + 1):
        nonce = fresh(NONCE_BYTES)
        hello = struct.pack(
            wire.HELLO_FIELDS, nonce, wire.VERSION, wire.VERSION, slot.number, 0, unix_s
        )
        link.send(packed(wire.HELLO, number, hello, NO_SESSION, slot.key))
        found = answer(link, partial(_greeting, slot.key, nonce), ANSWER_S)
        if found is not None:
            session, ident = found
            return Greeted(link, slot.key, session, ident)
    raise DeviceError(say(message("open_mask-no_greeting")))


def _greeting(key: bytes, nonce: bytes, frame: bytes) -> tuple[bytes, Ident] | None:
    whole = parts(frame)
    if whole is None:
        return None
    kind, _, content = whole
    if kind == wire.REFUSED and is_of(frame, NO_SESSION, key):
        raise DeviceError(say(message("open_mask-other_version", version=str(wire.VERSION))))
    session = content[:NONCE_BYTES] + nonce
    if kind != wire.IDENT or not is_of(frame, session, session_key(key, session, False)):
        return None
    ident = ident_of(content)
    return None if ident is None else (session, ident)
