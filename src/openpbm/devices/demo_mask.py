"""A mask that is not there, behind a real line: its firmware runs here and is reached by network.

Nothing shines: what it is asked for is practice, and counts for nothing.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import suppress

from openpbm.delivery.order import Order
from openpbm.devices.clock import WallClock
from openpbm.devices.open_mask import reach as reach_open
from openpbm.devices.simulated import SimulatedMask
from openpbm.devices.tcp_link import MOST_BYTES
from openpbm.errors import DeviceError
from openpbm.fact import message
from openpbm.firmware.cobs import Unstuffer, stuffed
from openpbm.sitting.device import Access, Device
from openpbm.speech.say import say

HOST = "127.0.0.1"
MOST_CALLS = 4
TURN_S = 0.005


def reach(order: Order, access: Access) -> Device:
    """As any open mask; its time is that of the clock on the wall.

    Raises:
        DeviceError: nobody demonstrates one now, or its time is asked to run faster.
    """
    if access.speed != 1:
        raise DeviceError(say(message("open_mask-demo_speed")))
    try:
        return reach_open(order, access)
    except DeviceError as problem:
        raise DeviceError(say(message("practice-gone", why=str(problem)))) from None


class Call:
    """One line to the mask. It never waits; whoever does not listen is hung up on."""

    def __init__(self, line: socket.socket) -> None:
        line.setblocking(False)
        self._line, self._reader = line, Unstuffer()
        self.is_open = True

    def send(self, frame: bytes) -> None:
        """From the core."""
        with suppress(OSError):
            if self.is_open and self._line.send(stuffed(frame)):
                return
        self.close()

    def heard(self) -> list[bytes]:
        """Frames that have come."""
        try:
            data = self._line.recv(MOST_BYTES) if self.is_open else b""
        except BlockingIOError:
            return []
        except OSError:
            data = b""
        if not data:
            self.close()
        return self._reader.take(data)

    def close(self) -> None:
        """Hang up."""
        self.is_open = False
        self._line.close()


class DemoMask:
    """Serves one until it is told that it is over."""

    def __init__(
        self, order: Order, *, key: bytes, fresh: Callable[[int], bytes], port: int = 0
    ) -> None:
        """Opens the door.

        Raises:
            DeviceError: another program has this port.
        """
        self.mask = SimulatedMask(order, key=key, fresh=fresh)
        try:
            self._door = socket.create_server((HOST, port))
        except OSError as problem:
            why = (problem.strerror or "").lower()
            raise DeviceError(
                say(message("open_mask-demo_port", port=str(port), why=why))
            ) from None
        self._door.setblocking(False)
        self._calls: list[Call] = []
        self._clock = WallClock()
        self._began_ms = self._clock.monotonic_ms()

    @property
    def address(self) -> str:
        """As a pairing has it."""
        return f"tcp:{HOST}:{self._door.getsockname()[1]}"

    def serve(self, is_over: Callable[[], bool]) -> None:
        """Turn by turn, in real time."""
        try:
            while not is_over():
                self.turn()
                time.sleep(TURN_S)
        finally:
            for call in self._calls:
                call.close()
            self._door.close()

    def turn(self) -> None:
        """Take calls, hear, and let time pass up to now."""
        with suppress(BlockingIOError):
            self._calls.append(Call(self._door.accept()[0]))
            if len(self._calls) > MOST_CALLS:
                self._calls.pop(0).close()
        self.mask.advance(float(self._clock.monotonic_ms() - self._began_ms))
        for call in self._calls:
            for frame in call.heard():
                self.mask.core.talk.hear(frame, call)
        self._calls = [call for call in self._calls if call.is_open]
