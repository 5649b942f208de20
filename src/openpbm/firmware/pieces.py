"""Frames over Bluetooth: pieces that fit a packet, and their joining.

    head 1: bit 7 first of its frame, bit 6 last, bits 0-5 a number mod 64 | up to MTU - 4 bytes

The number goes on from frame to frame. So a frame whose middle is lost is never joined to the end
of the next one, however the two were cut; a reader takes any number at the first piece of a frame.
Runs on MicroPython and on CPython; integers and a buffer made at boot.
"""

FIRST = 0x80
LAST = 0x40
NUMBERS = 0x40
LONGEST_FRAME = 492
SMALLEST_MTU = 23
ATT_BYTES = 3  # of each packet, for the radio's own protocol
LOST = b""  # what is told instead of a frame


class Cutter:
    """Cuts the frames of one link, one after the other."""

    def __init__(self) -> None:
        self._number = 0

    def cut(self, frame: bytes, mtu: int) -> list[bytes]:
        """A frame as pieces, in order; an MTU below the smallest there is counts as that."""
        room = max(mtu, SMALLEST_MTU) - ATT_BYTES - 1
        pieces: list[bytes] = []
        at = 0
        while at < len(frame):
            head = self._number
            if at == 0:
                head |= FIRST
            if at + room >= len(frame):
                head |= LAST
            pieces.append(bytes([head]) + frame[at : at + room])
            self._number = (self._number + 1) % NUMBERS
            at += room
        return pieces


class Joiner:
    """Joins the pieces of one link. A frame with a piece missing, doubled or too much is lost."""

    def __init__(self) -> None:
        self._heard = bytearray(LONGEST_FRAME)
        self._count = 0
        self._next = -1  # number of the piece that goes on; -1 while no frame is begun

    def take(self, piece: bytes) -> bytes:
        """The frame that this piece completes, else LOST: nothing yet, or no more."""
        if len(piece) < 2:
            self._next = -1
            return LOST
        head = piece[0]
        number = head % NUMBERS
        if head & FIRST:
            self._count = 0
        elif number != self._next:
            self._next = -1
            return LOST
        end = self._count + len(piece) - 1
        if end > LONGEST_FRAME:
            self._next = -1
            return LOST
        self._heard[self._count : end] = piece[1:]
        self._count = end
        self._next = (number + 1) % NUMBERS
        if head & LAST:
            self._next = -1
            return bytes(memoryview(self._heard)[:end])
        return LOST
