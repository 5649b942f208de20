"""What the mask remembers: a ring of records, each with a chain over the one before.

Numbers only rise; a record that cannot be read leaves a gap that is told. What is not known
counts as given. Reference: docs/reference/wire.md, what the mask keeps.
"""

import struct
from hashlib import sha256

from .board import LOG, Board
from .frame import MASK_32, checksum
from .wire_table import KEPT_RECORD_FIELDS, LOG_GAP

RING = 1024
RECORD_BYTES = 48
IN_A_RECORD = 4  # channels
NO_ORDER = bytes(8)
CRC_FROM = RECORD_BYTES - 4
CHAIN_FROM = CRC_FROM - 4


def is_whole(record: bytes) -> bool:
    """Not cut short and not changed."""
    return len(record) == RECORD_BYTES and (
        struct.unpack("<I", record[CRC_FROM:])[0] == checksum(record[:CRC_FROM])
    )


def number_of(record: bytes) -> int:
    """Its number."""
    return int(struct.unpack("<I", record[:4])[0])


def follows(record: bytes, before: bytes) -> bool:
    """Its chain is over the record before."""
    return record[CHAIN_FROM:CRC_FROM] == sha256(before).digest()[:4]


class Log:
    """The ring on a board's memory."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self.boots = 0
        self.last = 0  # number of the newest record
        self.first = 1
        self._newest = bytes(RECORD_BYTES)
        self._find()

    def _find(self) -> None:
        """The newest whole record, wherever a cut of power left the ring."""
        newest = None
        for index in range(RING):
            record = self._board.kept(LOG, index)
            if record is None or not is_whole(record) or number_of(record) % RING != index:
                continue
            if newest is None or number_of(record) > number_of(newest):
                newest = record
        if newest is not None:
            self._newest, self.last = newest, number_of(newest)
            self.boots = int(struct.unpack("<H", newest[6:8])[0])
            self.first = max(self.last - RING + 1, 1)
        torn = self._board.kept(LOG, (self.last + 1) % RING)
        self._lost = torn is not None and not is_whole(torn)

    def begin(self) -> None:
        """A new boot; a record that was lost is told as a gap."""
        self.boots = (self.boots + 1) & 0xFFFF
        if self._lost:
            self.last += 1  # the number that a cut of power took
            self.add(LOG_GAP, 0, 0, 0, NO_ORDER, ())

    def add(
        self, kind: int, detail: int, device_ms: int, unix_s: int, order_id: bytes,
        lit_ms: tuple[int, ...] | list[int],
    ) -> None:  # fmt: skip
        """One record, or one for each four channels. Raises OSError where it cannot be kept."""
        at = 0
        while at == 0 or at < len(lit_ms):
            four = [min(ms, MASK_32) for ms in lit_ms[at : at + IN_A_RECORD]]
            while len(four) < IN_A_RECORD:
                four.append(0)
            body = struct.pack(
                KEPT_RECORD_FIELDS, self.last + 1, kind, detail, self.boots,
                device_ms & MASK_32, unix_s & MASK_32, order_id, four[0], four[1], four[2],
                four[3], sha256(self._newest).digest()[:4], 0,
            )[:CRC_FROM]  # fmt: skip
            record = body + struct.pack("<I", checksum(body))
            self._board.keep(LOG, (self.last + 1) % RING, record)
            self._newest = record
            self.last += 1
            self.first = max(self.first, self.last - RING + 1)
            at += IN_A_RECORD

    def record(self, number: int) -> bytes | None:
        """One record, where it is still kept whole."""
        if not self.first <= number <= self.last:
            return None
        record = self._board.kept(LOG, number % RING)
        if record is None or not is_whole(record) or number_of(record) != number:
            return None
        return record
