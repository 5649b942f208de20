"""Messages as bytes: version, kind, number, session, content, CRC-32 and a truncated HMAC.

    version 1 | kind 1 | length 2 | seq 4 | session 16 | content | CRC-32 4 | HMAC-SHA-256 8

CRC tells noise from a message; the HMAC tells the device from anybody else. The session is
8 bytes of the device and 8 of the host, new every time, so that no old message fits.
"""

from __future__ import annotations

import hmac
import struct
import zlib
from collections.abc import Callable

from openpbm.delivery.event import (
    Dark,
    DeviceReport,
    Forged,
    Garbled,
    Hello,
    LightOrder,
    Limits,
    Renew,
)
from openpbm.delivery.limit import MAC_BYTES

VERSION = 1
HELLO, LIGHT, RENEW, DARK, LIMITS, REPORT = range(1, 7)
NO_SESSION = bytes(16)
NONCE_BYTES = 8
KEY_BYTES = 32  # of a mask and its host
LONGEST = 512  # bytes of a whole frame

_HEAD = struct.Struct("<BBHI16s")
_CRC = struct.Struct("<I")
_LIGHT = struct.Struct("<HIB")
_GRANT = struct.Struct("<IH")
_RENEW = struct.Struct("<HIB")
_LIMITS = struct.Struct("<IIIHB")
_REPORT = struct.Struct("<IIHBBhB")
_TAIL = _CRC.size + MAC_BYTES
NO_SENSOR = -32768
LIT_FLAG, SHIELD_FLAG, FIT_FLAG = 1, 2, 4
MASK_32 = 0xFFFFFFFF

ToDevice = Hello | LightOrder | Renew | Dark
FromDevice = Limits | DeviceReport


def packed(kind: int, seq: int, session: bytes, content: bytes, key: bytes) -> bytes:
    """A whole frame."""
    body = _HEAD.pack(VERSION, kind, len(content), seq, session) + content
    return body + _CRC.pack(zlib.crc32(body)) + hmac.digest(key, body, "sha256")[:MAC_BYTES]


def opened(frame: bytes, key: bytes) -> tuple[int, int, bytes, bytes] | type[Garbled | Forged]:
    """Kind, number, session and content of a frame; or what it is instead."""
    length = len(frame) - _TAIL
    if not _HEAD.size <= length <= LONGEST:
        return Garbled
    body = frame[:length]
    if _CRC.unpack_from(frame, length)[0] != zlib.crc32(body):
        return Garbled
    if not hmac.compare_digest(
        hmac.digest(key, body, "sha256")[:MAC_BYTES], frame[length + _CRC.size :]
    ):
        return Forged
    version, kind, size, seq, session = _HEAD.unpack_from(body)
    if version != VERSION or size != length - _HEAD.size:
        return Forged
    return kind, seq, session, body[_HEAD.size :]


def parts(frame: bytes) -> tuple[int, int, bytes, bytes]:
    """Kind, number, session and content as they stand there, believed by nobody."""
    _, kind, _, seq, session = _HEAD.unpack_from(frame)
    return kind, seq, session, frame[_HEAD.size : -_TAIL]


# ---- to the device


def to_device(command: ToDevice, session: bytes, key: bytes) -> bytes:
    """A command as a frame."""
    match command:
        case Hello(seq, nonce):
            return packed(HELLO, seq, NO_SESSION, nonce, key)
        case LightOrder(seq, start, echo_ms, grant_ms, drives):
            content = _LIGHT.pack(start, echo_ms & MASK_32, len(grant_ms)) + b"".join(
                _GRANT.pack(grant, drive) for grant, drive in zip(grant_ms, drives, strict=True)
            )
            return packed(LIGHT, seq, session, content, key)
        case Renew(seq, start, echo_ms, grant_ms):
            count = len(grant_ms)
            content = _RENEW.pack(start, echo_ms & MASK_32, count) + struct.pack(
                f"<{count}I", *grant_ms
            )
            return packed(RENEW, seq, session, content, key)
        case Dark(seq):
            return packed(DARK, seq, session, b"", key)


def heard_by_device(frame: bytes, key: bytes) -> tuple[bytes, ToDevice] | type[Garbled | Forged]:
    """Session and command of a frame as a device reads it; or what it is instead."""
    whole = opened(frame, key)
    if isinstance(whole, type):
        return whole
    kind, seq, session, content = whole
    try:
        return session, _command(kind, seq, content)
    except (struct.error, ValueError):
        return Forged


def _command(kind: int, seq: int, content: bytes) -> ToDevice:
    if kind == RENEW:
        start, echo_ms, count = _RENEW.unpack_from(content)
        return Renew(seq, start, echo_ms, struct.unpack(f"<{count}I", content[_RENEW.size :]))
    if kind == DARK:
        _empty(content)
        return Dark(seq)
    if kind == HELLO:
        if len(content) != NONCE_BYTES:
            raise ValueError("a greeting without its nonce")
        return Hello(seq, content)
    if kind == LIGHT:
        start, echo_ms, count = _LIGHT.unpack_from(content)
        pairs = list(_GRANT.iter_unpack(content[_LIGHT.size :]))
        if len(pairs) != count:
            raise ValueError("a start with another number of channels than it says")
        return LightOrder(
            seq, start, echo_ms, tuple(g for g, _ in pairs), tuple(d for _, d in pairs)
        )
    raise ValueError("a kind that a device does not know")


def _empty(content: bytes) -> None:
    if content:
        raise ValueError("content where none belongs")


# ---- from the device


def from_device(message: FromDevice, key: bytes) -> bytes:
    """What a device says, as a frame; `at_ms` is the host's and does not travel."""
    match message:
        case Limits():
            head = _LIMITS.pack(
                message.device_ms & MASK_32,
                message.mask_code,
                message.longest_ms,
                message.hottest_cdegc,
                len(message.drives),
            )
            content = head + struct.pack(f"<{len(message.drives)}H", *message.drives)
            return packed(LIMITS, message.seq, message.session, content, key)
        case DeviceReport():
            flags = (
                LIT_FLAG * message.is_lit + SHIELD_FLAG * message.shield + FIT_FLAG * message.fit
            )
            head = _REPORT.pack(
                message.device_ms & MASK_32,
                message.heard,
                message.start,
                flags,
                message.trip,
                NO_SENSOR if message.cdegc is None else message.cdegc,
                len(message.lit_ms),
            )
            content = head + struct.pack(f"<{len(message.lit_ms)}I", *message.lit_ms)
            return packed(REPORT, message.seq, message.session, content, key)


def heard_by_host(frame: bytes, key: bytes, at_ms: int) -> Limits | DeviceReport | Garbled | Forged:
    """The event that a frame is."""
    whole = opened(frame, key)
    if isinstance(whole, type):
        return whole(at_ms)
    kind, seq, session, content = whole
    try:
        read: Callable[[int, int, bytes, bytes], Limits | DeviceReport] = _READERS[kind]
        return read(at_ms, seq, session, content)
    except (KeyError, struct.error):
        return Forged(at_ms)


def _read_report(at_ms: int, seq: int, session: bytes, content: bytes) -> DeviceReport:
    device_ms, heard, start, flags, trip, cdegc, count = _REPORT.unpack_from(content)
    return DeviceReport(
        at_ms,
        session,
        seq,
        device_ms,
        heard,
        start,
        bool(flags & LIT_FLAG),
        bool(flags & SHIELD_FLAG),
        bool(flags & FIT_FLAG),
        None if cdegc == NO_SENSOR else cdegc,
        trip,
        struct.unpack(f"<{count}I", content[_REPORT.size :]),
    )


def _read_limits(at_ms: int, seq: int, session: bytes, content: bytes) -> Limits:
    device_ms, code, longest_ms, hottest, count = _LIMITS.unpack_from(content)
    drives = struct.unpack(f"<{count}H", content[_LIMITS.size :])
    return Limits(at_ms, session, seq, device_ms, code, longest_ms, hottest, drives)


_READERS: dict[int, Callable[[int, int, bytes, bytes], Limits | DeviceReport]] = {
    LIMITS: _read_limits,
    REPORT: _read_report,
}
