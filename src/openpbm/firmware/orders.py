"""An order: what one sitting may be at most, as the mask took it."""

import struct

from .calibration import Calibrated
from .frame import channels
from .room import Room, time_ms
from .wire_table import (
    ORDER_EACH,
    ORDER_FIELDS,
    ORDER_VALID_S,
    REFUSED_CALIBRATION,
    REFUSED_CHANNELS,
    REFUSED_DRIVE,
    REFUSED_EXPIRED,
    REFUSED_LEASE,
    REFUSED_LENGTH,
)

WHOLE, SHORTENED, REFUSED = 0, 1, 2  # what becomes of an order


class TakenOrder:
    """Grants in ms of light at the planned output; they only shrink."""

    def __init__(self, head: tuple[bytes, bytes, bytes, bytes, int, int, int, int, int]) -> None:
        self.order_id, self.plan_tag, self.person_tag, self.calib_tag = head[:4]
        self.hottest_cdegc, self.lease_ms, self.valid_s = head[4], head[5], head[6]
        self.grant_ms: list[int] = []
        self.drives: list[int] = []
        self.caps_mj_cm2: list[int] = []
        self.lit_us: list[int] = []  # of all its starts, in 1/1000 ms of planned output
        self.until_ms = 0
        self.status = WHOLE

    def lit_ms(self) -> list[int]:
        """Light of all its starts, rounded up."""
        return [-(-us // 1000) for us in self.lit_us]

    def left_ms(self, channel: int) -> int:
        """What its next start may ask for."""
        return max(self.grant_ms[channel] - -(-self.lit_us[channel] // 1000), 0)


def read(content: bytes) -> TakenOrder | int:
    """An order as it came, or why it cannot be read."""
    size = struct.calcsize(ORDER_FIELDS)
    if len(content) < size:
        return REFUSED_LENGTH
    head = struct.unpack(ORDER_FIELDS, content[:size])
    found = channels(content, ORDER_FIELDS, ORDER_EACH, head[8])
    if found is None:
        return REFUSED_LENGTH
    order = TakenOrder(head)
    for grant, drive, cap in found:
        order.grant_ms.append(grant)
        order.drives.append(drive)
        order.caps_mj_cm2.append(cap)
        order.lit_us.append(0)
    return order


def against(order: TakenOrder, limits: Calibrated, lease_max_ms: int) -> int:
    """Why this mask cannot take an order at all; 0 where it can."""
    if len(order.grant_ms) != len(limits.channels):
        return REFUSED_CHANNELS
    if order.calib_tag != limits.digest[:4]:
        return REFUSED_CALIBRATION
    if not 0 < order.valid_s <= ORDER_VALID_S:
        return REFUSED_EXPIRED
    if not 0 < order.lease_ms <= lease_max_ms:
        return REFUSED_LEASE
    for i in range(len(order.drives)):
        if order.drives[i] > limits.max_drive(i):
            return REFUSED_DRIVE
    return 0


def shorten(order: TakenOrder, limits: Calibrated, room: Room) -> None:
    """The least of what is asked, its own cap, the mask's of a sitting, and the room of the day."""
    order.hottest_cdegc = min(order.hottest_cdegc, limits.hottest_cdegc)
    for i in range(len(order.grant_ms)):
        full, drive = limits.full(i), order.drives[i]
        most_mj = min(
            order.caps_mj_cm2[i],
            limits.sitting_mj_cm2(i),
            room.left(order.person_tag, i, limits.day_mj_cm2(i)),
        )
        most = time_ms(most_mj, full, drive) if drive > 0 else 0
        if most < order.grant_ms[i]:
            order.grant_ms[i] = most
            order.status = SHORTENED
    if order.status == SHORTENED and not any(order.grant_ms):
        order.status = REFUSED
