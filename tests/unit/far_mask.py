"""A simulated mask at the far end of a stream, in real time."""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from openpbm.delivery.order import Order
from openpbm.devices.simulated import SimulatedMask
from openpbm.firmware.cobs import Unstuffer, stuffed

KEY = bytes(range(32))
TURN_S = 0.005


@dataclass
class FarMask:
    """What it has heard and given is asked of `mask`."""

    mask: SimulatedMask
    address: str
    read: Callable[[], bytes]  # empty for nothing
    write: Callable[[bytes], object]
    is_over: bool = False
    playing: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self.playing = threading.Thread(target=self._run, daemon=True)
        self.playing.start()

    def _run(self) -> None:
        began_s, reader = time.monotonic(), Unstuffer()
        while not self.is_over:
            now_ms = (time.monotonic() - began_s) * 1000.0
            for frame in reader.take(self.read()):
                self.mask.take(frame, now_ms)
            self.mask.advance(now_ms)
            for frame in self.mask.taken():
                self.write(stuffed(frame))
            time.sleep(TURN_S)

    @property
    def lit_min(self) -> float:
        """Its light, all told."""
        return max(self.mask.board.true_ms) / 60_000


def _mask(order: Order) -> SimulatedMask:
    return SimulatedMask(order, key=KEY, fresh=secrets.token_bytes)


@contextmanager
def on_a_cable(order: Order) -> Iterator[FarMask]:
    """Behind a pair of terminals."""
    cable, port = os.openpty()
    os.set_blocking(cable, False)

    def read() -> bytes:
        try:
            return os.read(cable, 4096)
        except (BlockingIOError, OSError):  # nothing, or nobody has the port open
            return b""

    far = FarMask(
        _mask(order), f"serial:{os.ttyname(port)}", read, lambda data: os.write(cable, data)
    )
    yield far
    far.is_over = True
    far.playing.join()
    os.close(cable)
    os.close(port)


@contextmanager
def on_a_network(order: Order) -> Iterator[FarMask]:
    """At a port of this machine; the newest call is the one that it speaks to."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        calls: list[socket.socket] = []

        def read() -> bytes:
            try:
                call, _ = server.accept()
                call.setblocking(False)
                calls.append(call)
            except BlockingIOError:
                pass
            try:
                return calls[-1].recv(4096) if calls else b""
            except OSError:
                return b""

        def write(data: bytes) -> None:
            try:
                if calls:
                    calls[-1].sendall(data)
            except OSError:
                return  # a call that ended must not stop a mask

        far = FarMask(_mask(order), f"tcp:127.0.0.1:{server.getsockname()[1]}", read, write)
        yield far
        far.is_over = True
        far.playing.join()
        for call in calls:
            call.close()
