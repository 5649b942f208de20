"""A mask on a serial line: the one new file of a new transport, as a contributor would write it.

Frames go with their length before them; a line that loses bytes needs more than that.
"""

from __future__ import annotations

import os
import tty
from collections.abc import Sequence

from openpbm.delivery.order import Order
from openpbm.devices.clock import WallClock
from openpbm.errors import DeviceError
from openpbm.fact import message
from openpbm.sitting.device import Access, Device
from openpbm.speech.say import say

LENGTH_BYTES, MOST_BYTES = 2, 4096


class SerialLink:
    """A port, opened."""

    def __init__(self, port: str) -> None:
        try:
            self._port = os.open(port, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
            tty.setraw(self._port)
        except OSError as problem:
            raise DeviceError(f"{port}: {gone(problem)}") from None
        self.is_open, self._heard = True, b""

    def send(self, frame: bytes) -> None:
        """One frame, behind its length."""
        try:
            os.write(self._port, len(frame).to_bytes(LENGTH_BYTES, "big") + frame)
        except OSError as problem:
            raise self._gone(problem) from None

    def receive(self) -> Sequence[bytes]:
        """The whole frames that came since."""
        try:
            self._heard += os.read(self._port, MOST_BYTES)
        except BlockingIOError:
            pass
        except OSError as problem:
            raise self._gone(problem) from None
        frames, self._heard = frames_of(self._heard)
        return frames

    def close(self) -> None:
        """Let the port go."""
        os.close(self._port)

    def _gone(self, problem: OSError) -> DeviceError:
        self.is_open = False
        return DeviceError(gone(problem))


def gone(problem: OSError) -> str:
    """Said from the catalogue, as every error is that a person may see."""
    return f"{say(message('device-gone'))} ({problem.strerror})"


def frames_of(heard: bytes) -> tuple[list[bytes], bytes]:
    """Whole frames, and what is left."""
    frames = []
    while len(heard) >= LENGTH_BYTES:
        end = LENGTH_BYTES + int.from_bytes(heard[:LENGTH_BYTES], "big")
        if len(heard) < end:
            break
        frames.append(heard[LENGTH_BYTES:end])
        heard = heard[end:]
    return frames, heard


def reach(order: Order, access: Access) -> Device:  # noqa: ARG001
    """The mask that was paired at a port."""
    assert access.paired is not None
    link = SerialLink(access.paired.address)
    return Device(link=link, key=access.paired.key(), clock=WallClock(), close=link.close)
