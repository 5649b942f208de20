"""Events and commands of a session as frames: the host's door to `firmware.frame`.

What a mask says is believed only with the key of its session; the rest is noise or forged.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from openpbm.delivery.event import (
    Dark,
    DeviceReport,
    Forged,
    Garbled,
    Hello,
    Limits,
    Ordered,
    OrderRefused,
    PlaceOrder,
    Renew,
    StartLight,
)
from openpbm.delivery.ident import ident_of
from openpbm.firmware import wire_table as wire
from openpbm.firmware.frame import (
    KEY_BYTES,
    MASK_32,
    NO_SESSION,
    NONCE_BYTES,
    channels,
    is_of,
    packed,
    parts,
)
from openpbm.firmware.frame import session_key as derived

__all__ = [
    "KEY_BYTES",
    "NONCE_BYTES",
    "Envelope",
    "heard_by_host",
    "session_key",
    "tag",
    "to_device",
]

NO_TEMPERATURE = -32768
TAG_BYTES = 8

ToDevice = Hello | PlaceOrder | StartLight | Renew | Dark
FromDevice = Limits | Ordered | OrderRefused | DeviceReport


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What the machine does not know and a frame needs: whose key, when, and for whom."""

    key: bytes = field(repr=False)  # of this host, in its slot
    slot: int = 0
    plan_tag: bytes = bytes(TAG_BYTES)
    person_tag: bytes = bytes(TAG_BYTES)
    unix_s: int = 0  # a label in the mask's log


def tag(text: str, key: bytes) -> bytes:
    """A name as bytes that tell it to nobody without the key."""
    return sha256(key + text.encode()).digest()[:TAG_BYTES]


@lru_cache(maxsize=64)
def session_key(key: bytes, session: bytes, to_mask: bool) -> bytes:
    """The key of one direction, worked out once."""
    return derived(key, session, to_mask)


# ---- to the device


def to_device(command: ToDevice, session: bytes, envelope: Envelope) -> bytes:
    """A command as a frame."""
    if isinstance(command, Hello):
        content = struct.pack(
            wire.HELLO_FIELDS, command.nonce, wire.VERSION, wire.VERSION, envelope.slot, 0,
            envelope.unix_s & MASK_32,
        )  # fmt: skip
        return packed(wire.HELLO, command.seq, content, NO_SESSION, envelope.key)
    kind, content = _content(command, envelope)
    return packed(kind, command.seq, content, session, session_key(envelope.key, session, True))


def _content(
    command: PlaceOrder | StartLight | Renew | Dark, envelope: Envelope
) -> tuple[int, bytes]:
    match command:
        case PlaceOrder():
            return wire.ORDER, _order(command, envelope)
        case StartLight(_, order_id, start, echo_ms, grant_ms):
            head = struct.pack(wire.START_FIELDS, order_id, start, echo_ms & MASK_32)
            return wire.START, head + _grants(grant_ms)
        case Renew(_, start, echo_ms, grant_ms):
            head = struct.pack(wire.RENEW_FIELDS, start, echo_ms & MASK_32)
            return wire.RENEW, head + _grants(grant_ms)
        case Dark():
            return wire.DARK, struct.pack(wire.DARK_FIELDS, 0)


def _grants(grant_ms: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(grant_ms)}I", *grant_ms)


def _order(order: PlaceOrder, envelope: Envelope) -> bytes:
    head = struct.pack(
        wire.ORDER_FIELDS, order.order_id, envelope.plan_tag, envelope.person_tag, order.calib_tag,
        order.hottest_cdegc, wire.LEASE_MS, wire.ORDER_VALID_S, 0, len(order.grant_ms),
    )  # fmt: skip
    each = zip(order.grant_ms, order.drives, order.cap_mj_cm2, strict=True)
    return head + b"".join(
        struct.pack(wire.ORDER_EACH, grant, drive, min(cap, MASK_32)) for grant, drive, cap in each
    )


# ---- from the device


def heard_by_host(
    frame: bytes, key: bytes, session: bytes, nonce: bytes, at_ms: int
) -> FromDevice | Garbled | Forged:
    """The event that a frame is.

    Args:
        frame: as it came.
        key: of this host in the mask's slot.
        session: the one that was agreed; empty before.
        nonce: this host's half of the session it greets for: who the mask is comes in a new one.
        at_ms: now, on the host's clock.
    """
    whole = parts(frame)
    if whole is None:
        return Garbled(at_ms)
    kind, seq, content = whole
    if kind == wire.IDENT:
        session = content[:NONCE_BYTES] + nonce
    reader = _READERS.get(kind)
    if reader is None or not session or not is_of(frame, session, session_key(key, session, False)):
        return Forged(at_ms)
    try:
        return reader(at_ms, seq, session, content)
    except struct.error:
        return Forged(at_ms)


def _each(content: bytes, head: str, each: str, count: int) -> list[tuple[int, ...]]:
    """For each channel; what a newer mask adds at the end is left alone."""
    most = struct.calcsize(head) + count * struct.calcsize(each)
    found = channels(content[:most], head, each, count)
    if found is None:
        raise struct.error("cut short")
    return found


def _read_report(at_ms: int, seq: int, session: bytes, content: bytes) -> DeviceReport:
    head = struct.unpack_from(wire.REPORT_FIELDS, content)
    device_ms, heard, start, flags, trip, cdegc, _, count = head
    each = _each(content, wire.REPORT_FIELDS, wire.REPORT_EACH, count)
    return DeviceReport(
        at_ms,
        session,
        seq,
        device_ms,
        heard,
        start,
        bool(flags & wire.FLAG_LIT),
        bool(flags & wire.FLAG_SHIELD),
        bool(flags & wire.FLAG_FIT),
        None if cdegc == NO_TEMPERATURE else cdegc,
        trip,
        tuple(lit_ms for lit_ms, _ in each),
    )


def _read_limits(at_ms: int, seq: int, session: bytes, content: bytes) -> Limits:
    ident = ident_of(content)
    if ident is None:
        raise struct.error("cut short")
    return Limits(
        at_ms, session, seq, ident.device_ms, ident.mask_code, ident.longest_ms,
        ident.hottest_cdegc, tuple(channel.max_drive for channel in ident.channels),
        ident.features, ident.calibration[:4], ident.trip, ident.serial_tag, ident.boots,
        ident.log_last,
    )  # fmt: skip


def _read_ordered(at_ms: int, seq: int, session: bytes, content: bytes) -> Ordered:
    order_id, _, _, count = struct.unpack_from(wire.ORDERED_FIELDS, content)
    each = _each(content, wire.ORDERED_FIELDS, wire.ORDERED_EACH, count)
    return Ordered(at_ms, session, seq, order_id, tuple(grant for grant, _ in each))


def _read_refused(at_ms: int, seq: int, session: bytes, content: bytes) -> OrderRefused:
    _, kind, why, _ = struct.unpack_from(wire.REFUSED_FIELDS, content)
    return OrderRefused(at_ms, session, seq, kind == wire.ORDER, why)


_READERS: dict[int, Callable[[int, int, bytes, bytes], FromDevice]] = {
    wire.IDENT: _read_limits,
    wire.ORDERED: _read_ordered,
    wire.REFUSED: _read_refused,
    wire.REPORT: _read_report,
}
