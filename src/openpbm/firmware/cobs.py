"""Frames on a stream of bytes: COBS, each frame ended by a 0.

No byte of a stuffed frame is 0, so that a reader who comes in the middle, or after noise, finds the
next frame at the next 0. Runs on MicroPython and on CPython; integers and a buffer made at boot.
"""

END = b"\x00"
LONGEST_STRETCH = 600  # bytes without a 0; a whole frame of 492 takes 494
FULL_RUN = 255  # a run of 254 bytes with no 0 behind it
GARBLED = b""  # what is told instead of a frame; no frame is empty


def stuffed(frame: bytes) -> bytes:
    r"""A frame as it goes onto a stream, its end included.

    >>> stuffed(b"ab")
    b'\x03ab\x00'
    >>> stuffed(bytes(2))
    b'\x01\x01\x01\x00'
    """
    out = bytearray(1)
    run_at = 0
    for byte in frame:
        if len(out) - run_at == FULL_RUN:
            out[run_at] = FULL_RUN
            run_at = len(out)
            out.append(0)
        if byte:
            out.append(byte)
        else:
            out[run_at] = len(out) - run_at
            run_at = len(out)
            out.append(0)
    out[run_at] = len(out) - run_at
    out.append(0)
    return bytes(out)


class Unstuffer:
    """Takes a stream as it comes, in any parts, and gives whole frames."""

    def __init__(self) -> None:
        self._heard = bytearray(LONGEST_STRETCH)
        self._count = 0
        self._is_lost = False  # this stretch is too long, and that was told

    def take(self, data: bytes) -> list[bytes]:
        """The frames that end in these bytes; GARBLED for each one that is none."""
        frames: list[bytes] = []
        for byte in data:
            if byte == 0:
                if self._count and not self._is_lost:
                    frames.append(self._frame())
                self._count = 0
                self._is_lost = False
            elif self._count < LONGEST_STRETCH:
                self._heard[self._count] = byte
                self._count += 1
            elif not self._is_lost:
                self._is_lost = True
                frames.append(GARBLED)
        return frames

    def _frame(self) -> bytes:
        heard = memoryview(self._heard)
        out = bytearray()
        at = 0
        while at < self._count:
            run = heard[at]
            if at + run > self._count:
                return GARBLED
            out.extend(heard[at + 1 : at + run])
            at += run
            if run < FULL_RUN and at < self._count:
                out.append(0)
        return bytes(out)
