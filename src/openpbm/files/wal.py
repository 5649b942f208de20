"""Damage inside SQLite's write-ahead log, which SQLite itself passes over in silence.

Frames are checked by running sums; at the first that fails SQLite takes the log as ended
there. After a torn write that is right: the frame was never committed. When a later
transaction lies behind it, entries that were safe on the disk have been damaged.
Source: https://www.sqlite.org/fileformat2.html, section 4.
"""

from __future__ import annotations

import struct
from pathlib import Path

HEADER, FRAME = 32, 24
LITTLE, BIG = 0x377F0682, 0x377F0683
WORD = 0xFFFFFFFF


def wal_of(path: Path) -> Path:
    """The log that belongs to a database file."""
    return path.with_name(path.name + "-wal")


def is_damaged(log: bytes) -> bool:
    """True where later transactions lie behind a frame that cannot be read."""
    if len(log) < HEADER:
        return False
    magic, _, page = struct.unpack(">3I", log[:12])
    if magic not in (LITTLE, BIG) or not 512 <= page <= 65536:
        return len(log) >= HEADER + FRAME and any(log)  # frames behind a header that is none
    order = "<" if magic == LITTLE else ">"
    sums = _sums(log[:24], (0, 0), order)
    if sums != struct.unpack(">2I", log[24:32]):
        return len(log) >= HEADER + FRAME
    return _breaks(log, page, order, sums)


def _breaks(log: bytes, page: int, order: str, sums: tuple[int, int]) -> bool:
    """Walk the frames: a sound one behind the end of a broken transaction is damage.

    Frames of the transaction that was being written may lie there in any order; one of a
    later transaction is written only when the earlier ones are safe.
    """
    salts = log[16:24]
    broken = is_past = False
    for start in range(HEADER, len(log) - FRAME - page + 1, FRAME + page):
        head = log[start : start + FRAME]
        body = log[start + FRAME : start + FRAME + page]
        told = struct.unpack(">2I", head[16:24])
        follows = head[8:16] == salts and _sums(head[:8] + body, sums, order) == told
        if follows and is_past:
            return True
        broken = broken or not follows
        commits = head[4:8] != bytes(4)
        is_past = is_past or (broken and commits)
        sums = told
    return False


def _sums(content: bytes, start: tuple[int, int], order: str) -> tuple[int, int]:
    """The two running sums of the log's format."""
    first, second = start
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for one, two in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & WORD
        second = (second + two + first) & WORD
    return first, second
