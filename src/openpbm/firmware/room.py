"""What a person may still get today: kept by the mask where it has a clock of its own."""

import struct

from .board import ROOM, Board
from .wire_table import KEPT_ROOM_EACH, KEPT_ROOM_FIELDS

PEOPLE = 8  # whose day is remembered
DAY_S = 86400
NO_LIMIT = 0xFFFFFFFF


def light_mj_cm2(lit_ms: int, full: int, drive: int) -> int:
    """Light at the hottest spot, rounded up: `full` in 0.01 mW/cm2, `drive` in 1/10,000."""
    return -(-lit_ms * full * drive // 1_000_000_000)


def time_ms(mj_cm2: int, full: int, drive: int) -> int:
    """How long that much light takes, rounded down."""
    rate = full * drive
    return min(mj_cm2 * 1_000_000_000 // rate, NO_LIMIT) if rate > 0 else NO_LIMIT


class Room:
    """Light of today by person and channel, in mJ/cm2."""

    def __init__(self, board: Board, channels: int) -> None:
        self._board, self._channels = board, channels

    def _day(self) -> int:
        return self._board.unix_s() // DAY_S

    def _found(self, person: bytes) -> tuple[int, list[int]]:
        """Where this person's day is kept, and what was used of it."""
        oldest, oldest_day = 0, NO_LIMIT
        size = struct.calcsize(KEPT_ROOM_FIELDS)
        for index in range(PEOPLE):
            kept = self._board.kept(ROOM, index)
            if kept is None or len(kept) < size:
                if oldest_day > 0:
                    oldest, oldest_day = index, 0
                continue
            tag, day, count = struct.unpack(KEPT_ROOM_FIELDS, kept[:size])
            if tag == person:
                if day != self._day() or count != self._channels:
                    return index, [0] * self._channels
                return index, [
                    struct.unpack(KEPT_ROOM_EACH, kept[size + 4 * i : size + 4 * i + 4])[0]
                    for i in range(count)
                ]
            if day < oldest_day:
                oldest, oldest_day = index, day
        return oldest, [0] * self._channels

    def left(self, person: bytes, channel: int, day_mj_cm2: int) -> int:
        """What the day leaves; without a clock the host keeps the day, and nothing is held here."""
        if self._board.unix_s() <= 0:
            return day_mj_cm2
        return max(day_mj_cm2 - self._found(person)[1][channel], 0)

    def use(self, person: bytes, mj_cm2: list[int]) -> None:
        """This much more light was given. Raises OSError where it cannot be kept."""
        if self._board.unix_s() <= 0:
            return
        index, used = self._found(person)
        content = struct.pack(KEPT_ROOM_FIELDS, person, self._day(), self._channels)
        for i in range(self._channels):
            content += struct.pack(KEPT_ROOM_EACH, min(used[i] + mj_cm2[i], NO_LIMIT))
        self._board.keep(ROOM, index, content)
