"""What any mask says to anybody: that it is one, and how it is. Believed by nobody for light."""

from __future__ import annotations

import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from openpbm.delivery.runner import Link
from openpbm.firmware import wire_table as wire
from openpbm.firmware.frame import NO_KEY, NO_SESSION, packed, parts

T = TypeVar("T")
ANSWER_S = 1.0  # a mask answers within half of it
LOOK_S = 0.01


@dataclass(frozen=True, kw_only=True)
class Hail:
    """A mask, as it calls itself."""

    proto_min: int
    proto_max: int
    state: int
    channels: int
    features: int
    mask_code: int
    serial_tag: bytes


def hail_of(content: bytes) -> Hail | None:
    """Of the Hail characteristic, or of the answer to a hail."""
    if len(content) != struct.calcsize(wire.HAILED_FIELDS):
        return None
    low, high, state, channels, features, code, tag = struct.unpack(wire.HAILED_FIELDS, content)
    return Hail(
        proto_min=low, proto_max=high, state=state, channels=channels, features=features,
        mask_code=code, serial_tag=tag,
    )  # fmt: skip


def hailed(link: Link, patience_s: float = ANSWER_S) -> Hail | None:
    """The mask on a stream; None where nobody answers as one.

    Raises:
        DeviceError: the link is gone.
    """
    link.send(packed(wire.HAIL, 1, b"", NO_SESSION, NO_KEY))
    return answer(link, _hail_in, patience_s)


def _hail_in(frame: bytes) -> Hail | None:
    whole = parts(frame)
    return hail_of(whole[2]) if whole is not None and whole[0] == wire.HAILED else None


def answer(link: Link, read: Callable[[bytes], T | None], patience_s: float) -> T | None:
    """The first frame that means something; None after that long without one.

    Raises:
        DeviceError: the link is gone.
    """
    ends_s = time.monotonic() + patience_s
    while True:
        is_last = time.monotonic() >= ends_s  # whoever stalled until then still looks once
        for frame in link.receive():
            found = read(frame)
            if found is not None:
                return found
        if is_last:
            return None
        time.sleep(LOOK_S)
