"""Who a mask is, as it says with the key of a session."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from openpbm.firmware import wire_table as wire
from openpbm.firmware.frame import channels

RELEASE = 0  # flavour of an image that is not for development


@dataclass(frozen=True, kw_only=True)
class MaskChannel:
    """One colour of it."""

    peak_nm: int
    full_mw_cm2: float  # at the hottest spot
    max_drive: int  # 1/10,000


@dataclass(frozen=True, kw_only=True)
class Ident:
    """The whole of it."""

    device_ms: int
    state: int
    features: int
    serial_tag: bytes
    mask_code: int
    firmware: tuple[int, int, int]
    flavour: int
    digest: bytes  # of the firmware
    calibration: bytes  # its digest
    longest_ms: int  # its own timer of light
    hottest_cdegc: int  # its own ceiling
    log_first: int
    log_last: int
    boots: int
    trip: int
    channels: tuple[MaskChannel, ...]


def ident_of(content: bytes) -> Ident | None:
    """None where it is cut short; what a newer mask adds at the end is left alone."""
    size = struct.calcsize(wire.IDENT_FIELDS)
    if len(content) < size:
        return None
    (
        _, device_ms, _, state, features, serial_tag, code, firmware, flavour, digest, calibration,
        longest_ms, hottest_cdegc, _, log_first, log_last, boots, _, trip, _, count,
    ) = struct.unpack_from(wire.IDENT_FIELDS, content)  # fmt: skip
    most = size + count * struct.calcsize(wire.IDENT_EACH)
    each = channels(content[:most], wire.IDENT_FIELDS, wire.IDENT_EACH, count)
    if each is None:
        return None
    return Ident(
        device_ms=device_ms, state=state, features=features, serial_tag=serial_tag, mask_code=code,
        firmware=tuple(firmware), flavour=flavour, digest=digest, calibration=calibration,
        longest_ms=longest_ms, hottest_cdegc=hottest_cdegc,
        log_first=log_first, log_last=log_last, boots=boots, trip=trip,
        channels=tuple(
            MaskChannel(peak_nm=peak, full_mw_cm2=full / 100, max_drive=drive)
            for peak, full, drive, _, _ in each
        ),
    )  # fmt: skip
