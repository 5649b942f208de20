"""What is written down of light: the log, the running total, and the room of a day.

It never understates: light is written down before it begins, and what a cut of power may have
kept from being noted is added.
"""

import struct

from .board import BY_WATCHDOG, TOTAL, Board
from .calibration import Calibrated
from .frame import MASK_32, channels, checksum
from .log import NO_ORDER, Log
from .orders import TakenOrder
from .room import Room, light_mj_cm2
from .wire_table import (
    KEPT_TOTAL_EACH,
    KEPT_TOTAL_FIELDS,
    LOG_BOOT,
    LOG_END,
    LOG_START,
    TRIP_WATCHDOG,
)

IT_SHONE = 0x80  # in the detail of a boot
PLACES = 2  # of the running total: one is whole while the other is written
SIZE = struct.calcsize(KEPT_TOTAL_FIELDS)


class Ended:
    """Light that is over, until all of it is written down."""

    def __init__(
        self, order_id: bytes, person: bytes, start: int, detail: int, lit_ms: list[int],
        given_ms: list[int], drives: list[int],
    ) -> None:  # fmt: skip
        self.order_id, self.person, self.start, self.detail = order_id, person, start, detail
        self.lit_ms, self.given_ms, self.drives = lit_ms, given_ms, drives
        self.is_logged = self.is_used = False  # in the log, of the day's room


class Account:
    """The mask's own book."""

    def __init__(self, board: Board, limits: Calibrated | None) -> None:
        self._board, self._limits = board, limits
        self.count = len(limits.channels) if limits is not None else 0
        self.room = Room(board, self.count)
        self.log = Log(board)
        self._number = 0  # of the newest running total
        self._owed: Ended | None = None

    def open(self) -> bool:
        """After a reset; True where its watchdog cut light off.

        Light of before counts with what may be missing from its last note.
        """
        try:
            self.log.begin()
        except OSError:
            pass  # its gap is told by a number that is missing; nothing shines on such memory
        detail = self._board.reset_cause
        kept, is_torn = self._kept_total()
        if kept is not None:
            _, order_id, person, _, is_open, count = struct.unpack(KEPT_TOTAL_FIELDS, kept[:SIZE])
            each = channels(kept, KEPT_TOTAL_FIELDS, KEPT_TOTAL_EACH, count)
            if is_open and each is not None:
                self._close(order_id, person, each, self._board.missing_ms * (2 if is_torn else 1))
                detail |= IT_SHONE
        self.add(LOG_BOOT, detail, NO_ORDER, ())
        return detail == IT_SHONE | BY_WATCHDOG

    def _kept_total(self) -> "tuple[bytes | None, bool]":
        """The newest that is whole, and whether a cut of power tore the one behind it."""
        newest, is_torn = None, False
        for place in range(PLACES):
            kept = self._board.kept(TOTAL, place)
            if kept is None:
                continue
            if len(kept) < SIZE + 4 or kept[-4:] != struct.pack("<I", checksum(kept[:-4])):
                is_torn = True
            elif _number_of(kept) > self._number:
                newest, self._number = kept[:-4], _number_of(kept)
        return newest, is_torn

    def _close(
        self, order_id: bytes, person: bytes, each: "list[tuple[int, ...]]", missing_ms: int
    ) -> None:
        unknown = [min(missing_ms, left) for _, left in each]
        lit = [ms + more for (ms, _), more in zip(each, unknown)]  # noqa: B905 - not in MicroPython
        drives = []
        if self._limits is not None:
            drives = [self._limits.max_drive(i) for i in range(self.count)]
        self._owed = Ended(order_id, person, 0, TRIP_WATCHDOG, lit, lit, drives)
        self.settle()

    def add(
        self, kind: int, detail: int, order_id: bytes, lit_ms: "list[int] | tuple[int, ...]"
    ) -> bool:
        """A record; True where it is kept."""
        try:
            self.log.add(kind, detail, self._board.ms(), self._board.unix_s(), order_id, lit_ms)
        except OSError:
            return False
        return True

    def begin(self, order: TakenOrder, start: int, grant_ms: list[int]) -> bool:
        """Before light; without it there is none."""
        return (
            self.settle()
            and self.add(LOG_START, 0, order.order_id, order.lit_ms())
            and self.note(order, start, grant_ms)
        )

    def note(self, order: TakenOrder, start: int, left_ms: list[int]) -> bool:
        """The running total of an order that shines."""
        return self._keep(order.order_id, order.person_tag, start, order.lit_ms(), left_ms, True)

    def end(self, order: TakenOrder, start: int, detail: int, given_ms: list[int]) -> None:
        """It is dark. What cannot be written down is owed; after a reset what is open is closed."""
        self._owed = Ended(
            order.order_id, order.person_tag, start, detail, order.lit_ms(), given_ms, order.drives
        )
        self.settle()

    def settle(self) -> bool:
        """Write what is owed of light that is over; True where nothing is left. No light before."""
        owed = self._owed
        if owed is None:
            return True
        if not owed.is_logged:
            owed.is_logged = self.add(LOG_END, owed.detail, owed.order_id, owed.lit_ms)
        if owed.is_logged and not owed.is_used:
            owed.is_used = self._use(owed.person, owed.given_ms, owed.drives)
        nothing = [0] * len(owed.lit_ms)
        if not owed.is_used or not self._keep(
            owed.order_id, owed.person, owed.start, owed.lit_ms, nothing, False
        ):
            return False
        self._owed = None
        return True

    def _use(self, person: bytes, lit_ms: list[int], drives: list[int]) -> bool:
        if self._limits is None or len(lit_ms) != self.count:
            return True
        used = [light_mj_cm2(lit_ms[i], self._limits.full(i), drives[i]) for i in range(self.count)]
        try:
            self.room.use(person, used)
        except OSError:
            return False
        return True

    def _keep(
        self, order_id: bytes, person: bytes, start: int, lit_ms: list[int],
        left_ms: list[int], is_open: bool,
    ) -> bool:  # fmt: skip
        content = struct.pack(
            KEPT_TOTAL_FIELDS, self._number + 1, order_id, person, start, 1 if is_open else 0,
            len(lit_ms),
        )  # fmt: skip
        for i in range(len(lit_ms)):
            content += struct.pack(KEPT_TOTAL_EACH, min(lit_ms[i], MASK_32), max(left_ms[i], 0))
        try:
            place = (self._number + 1) % PLACES  # the one before stays whole
            self._board.keep(TOTAL, place, content + struct.pack("<I", checksum(content)))
        except OSError:
            return False
        self._number += 1
        return True


def _number_of(total: bytes) -> int:
    return int(struct.unpack("<I", total[:4])[0])
