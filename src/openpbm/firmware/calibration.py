"""What a mask is calibrated to, and will never exceed: read from its memory, or not at all."""

import struct
from hashlib import sha256

from .board import CALIBRATION, CERTIFICATE, Board
from .frame import checksum
from .wire_table import KEPT_LIMITS_EACH, KEPT_LIMITS_FIELDS

MOST_CHANNELS = 8


class Calibrated:
    """The fixed struct beside the signed calibration."""

    def __init__(self, content: bytes) -> None:
        size, each = struct.calcsize(KEPT_LIMITS_FIELDS), struct.calcsize(KEPT_LIMITS_EACH)
        digest, code, serial, hottest, count = struct.unpack(KEPT_LIMITS_FIELDS, content[:size])
        self.digest: bytes = digest
        self.mask_code: int = code
        self.serial_tag: bytes = serial
        self.hottest_cdegc: int = hottest
        self.channels: list[tuple[int, ...]] = [
            struct.unpack(KEPT_LIMITS_EACH, content[size + each * i : size + each * (i + 1)])
            for i in range(count)
        ]  # peak, full, most drive, band, sitting, day

    def full(self, channel: int) -> int:
        """0.01 mW/cm2 at full output, hottest spot."""
        return self.channels[channel][1]

    def max_drive(self, channel: int) -> int:
        """1/10,000 of full output."""
        return self.channels[channel][2]

    def sitting_mj_cm2(self, channel: int) -> int:
        """Most of one order."""
        return self.channels[channel][4]

    def day_mj_cm2(self, channel: int) -> int:
        """Most of one day."""
        return self.channels[channel][5]


NONE = Calibrated(struct.pack(KEPT_LIMITS_FIELDS, bytes(8), 0, bytes(8), 0, 0))  # of a bare mask


def written(content: bytes) -> bytes:
    """As it is kept, with its checksum."""
    return content + struct.pack("<I", checksum(content))


def read(board: Board) -> Calibrated | None:
    """The limits of this mask; None where there are none, or one byte of them is wrong."""
    kept = board.kept(CALIBRATION, 0)
    if kept is None or len(kept) < struct.calcsize(KEPT_LIMITS_FIELDS) + 4:
        return None
    content = kept[:-4]
    if struct.unpack("<I", kept[-4:])[0] != checksum(content):
        return None
    count = content[struct.calcsize(KEPT_LIMITS_FIELDS) - 1]
    whole = struct.calcsize(KEPT_LIMITS_FIELDS) + count * struct.calcsize(KEPT_LIMITS_EACH)
    if not 1 <= count <= MOST_CHANNELS or len(content) != whole:
        return None
    found = Calibrated(content)
    return found if _has_its_certificate(board, found) else None


def _has_its_certificate(board: Board, found: Calibrated) -> bool:
    """Where the signed file is kept too, its digest is the one that the limits are of."""
    kept = board.kept(CERTIFICATE, 0)
    return not kept or sha256(kept).digest()[: len(found.digest)] == found.digest
