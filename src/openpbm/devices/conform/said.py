"""What goes between a case's host and a mask: places, greetings, orders, reports."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from hashlib import sha256

from openpbm.devices.conform.rig import MaskLine
from openpbm.firmware import frame as framing
from openpbm.firmware import wire_table as wire

STOP_MS = 100.0  # from a host's dark to the dark
ANSWER_MS = 500.0
OFF_MS = 30.0
FORBIDS_MS = wire.LEASE_MS + 60.0  # what forbade light forbids it so long after it ended
READY_MS = 220.0  # from power to a mask that answers: its self-test
RENEW_EVERY_MS = 200.0
LIGHT_MS = 100.0  # from a start to light
GRANT_MS = 5000
VALID_S = 600
MOST_CAP = 0xFFFFFFFF
FULL_DRIVE = 10_000
OFTEN = 10.0  # what can be waited for faster in a world that is played
PRESSED_MS = 3200.0
WRAP = 1 << 32
LONG_MS = 200.0  # a wait that is worth going faster
NO_ONE = b"nobody.."


@dataclass(frozen=True, kw_only=True)
class HostPlace:
    """A slot of the mask, with its key."""

    number: int
    key: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Greeting:
    """What an ident says, as far as cases need it."""

    nonce: bytes
    device_ms: int
    state: int
    features: int
    serial_tag: bytes
    mask_code: int
    firmware: bytes
    flavour: int
    digest: bytes
    calibration: bytes
    hottest_cdegc: int
    lease_max_ms: int
    log_first: int
    log_last: int
    boots: int
    trip: int
    each: tuple[tuple[int, ...], ...]  # peak, full, most drive, band, state


@dataclass(frozen=True, kw_only=True)
class Told:
    """A report."""

    seq: int
    device_ms: int
    heard: int
    start: int
    flags: int
    trip: int
    lit_ms: tuple[int, ...]

    @property
    def is_lit(self) -> bool:
        """By its own word."""
        return bool(self.flags & wire.FLAG_LIT)


@dataclass(frozen=True, kw_only=True)
class AskedOrder:
    """An order as a case asks for it."""

    order_id: bytes
    calib_tag: bytes
    hottest_cdegc: int
    grant_ms: tuple[int, ...]
    drives: tuple[int, ...]
    caps: tuple[int, ...]
    lease_ms: int = wire.LEASE_MS
    valid_s: int = VALID_S
    person_tag: bytes = NO_ONE

    def content(self) -> bytes:
        """For the wire."""
        count = len(self.grant_ms)
        head = struct.pack(
            wire.ORDER_FIELDS, self.order_id, bytes(8), self.person_tag, self.calib_tag,
            self.hottest_cdegc, self.lease_ms, self.valid_s, 0, count,
        )  # fmt: skip
        each = zip(self.grant_ms, self.drives, self.caps, strict=True)
        return head + b"".join(struct.pack(wire.ORDER_EACH, *one) for one in each)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """To an order, or to nothing: what was taken, or why not."""

    status: int = -1
    grant_ms: tuple[int, ...] = ()
    refused: int = 0
    detail: int = 0


@dataclass
class Speaking:
    """One session of a case's host."""

    place: HostPlace
    session: bytes
    line: MaskLine
    said: int = 0

    def __post_init__(self) -> None:
        self.to_mask = framing.session_key(self.place.key, self.session, True)
        self.to_host = framing.session_key(self.place.key, self.session, False)

    def framed(self, kind: int, content: bytes) -> bytes:
        """The next frame."""
        self.said += 1
        return framing.packed(kind, self.said, content, self.session, self.to_mask)


def is_of_kind(frame: bytes, kind: int, key: bytes) -> bool:
    """Authentic outside a session, and of this kind."""
    whole = framing.parts(frame)
    return whole is not None and whole[0] == kind and framing.is_of(frame, framing.NO_SESSION, key)


def greeting_of(content: bytes) -> Greeting | None:
    """None where it is cut short."""
    size = struct.calcsize(wire.IDENT_FIELDS)
    if len(content) < size:
        return None
    (
        nonce, device_ms, _, state, features, serial_tag, code, firmware, flavour, digest,
        calibration, _, hottest, lease_max, first, last, boots, _, trip, _, count,
    ) = struct.unpack_from(wire.IDENT_FIELDS, content)  # fmt: skip
    whole = content[: size + count * struct.calcsize(wire.IDENT_EACH)]
    each = framing.channels(whole, wire.IDENT_FIELDS, wire.IDENT_EACH, count)
    if each is None:
        return None
    return Greeting(
        nonce=nonce, device_ms=device_ms, state=state, features=features, serial_tag=serial_tag,
        mask_code=code, firmware=firmware, flavour=flavour, digest=digest,
        calibration=calibration, hottest_cdegc=hottest, lease_max_ms=lease_max, log_first=first,
        log_last=last, boots=boots, trip=trip, each=tuple(each),
    )  # fmt: skip


def digest_of(data: bytes) -> bytes:
    """As an ident has it."""
    return sha256(data).digest()[:8]
