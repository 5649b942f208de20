"""A mask that is not there, in real time: for MicroPython on a PC, and for CPython.

    main(WIRE_PORT, JIG_PORT)    the wire and the jig, each at a port of this machine
    main(0, JIG_PORT)            the wire on standard input and output, which never wait

The world's time stands still while this program is not run by its machine, so that only what the
mask does is judged.
"""

import socket
import sys
import time
from os import urandom

from .jig_sim import SimJig
from .mask_sim import SimMask, StreamVoice

HOST = "127.0.0.1"
AT_ONCE = 512  # bytes read
MOST_LINES = 8
MOST_STEP_MS = 15.0  # of the machine's time that this world follows at once
REST_MS = 1
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

TICKS_US: "Callable[[], int]" = getattr(time, "ticks_us", None) or (
    lambda: time.monotonic_ns() // 1000
)
TICKS_DIFF: "Callable[[int, int], int]" = getattr(time, "ticks_diff", None) or (lambda a, b: a - b)


class SimDoor:
    """A port of this machine."""

    def __init__(self, port: int) -> None:
        self._door = socket.socket()
        self._door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._door.bind(socket.getaddrinfo(HOST, port)[0][-1])
        self._door.listen(MOST_LINES)
        self._door.setblocking(False)

    def caller(self) -> "socket.socket | None":
        """Who calls now."""
        try:
            call = self._door.accept()[0]
        except OSError:
            return None
        call.setblocking(False)
        return call


class SimCaller:
    """One call: bytes in, bytes out, never a wait."""

    def __init__(self, call: "socket.socket") -> None:
        self._call = call
        self.is_open = True
        self.voice = StreamVoice(self.write)

    def write(self, data: bytes) -> None:
        """Whoever does not listen loses it; whoever is gone is told by an error."""
        try:
            self._call.send(data)
        except OSError:
            self.close()
            raise

    def read(self) -> bytes:
        """What has come."""
        try:
            data = self._call.recv(AT_ONCE)
        except OSError as problem:
            if problem.args and problem.args[0] in (11, 35, 10035):  # nothing yet
                return b""
            data = b""
        if not data:
            self.close()
        return data

    def close(self) -> None:
        """Hang up."""
        if self.is_open:
            self.is_open = False
            self._call.close()


class SimStreams:
    """Standard input and output as a wire."""

    is_open = True

    def __init__(self) -> None:
        self._in, self._out = sys.stdin.buffer, sys.stdout.buffer
        self.voice = StreamVoice(self.write)

    def write(self, data: bytes) -> None:
        """Out."""
        try:
            self._out.write(data)
            if hasattr(self._out, "flush"):
                self._out.flush()
        except OSError:
            pass  # nobody has the other end open, or does not read

    def read(self) -> bytes:
        """What has come."""
        try:
            return self._in.read(AT_ONCE) or b""
        except OSError:
            return b""


class SimWorld:
    """The mask, its lines and its jig."""

    def __init__(self, wire_port: int, jig_port: int) -> None:
        self.mask = SimMask(urandom)
        self._jig = SimJig(self.mask)
        self._wire_door = SimDoor(wire_port) if wire_port else None
        self._jig_door = SimDoor(jig_port)
        self._lines: list[SimCaller | SimStreams] = [] if wire_port else [SimStreams()]
        self._jigs: list[SimCaller] = []
        self._begun = b""
        self._at_us = TICKS_US()

    def turn(self) -> None:
        """Take calls, hear, obey, and let time pass."""
        call = self._wire_door.caller() if self._wire_door is not None else None
        if call is not None:
            self._lines.append(SimCaller(call))
        call = self._jig_door.caller()
        if call is not None:
            self._jigs = [SimCaller(call)]
            self._begun = b""
        now_us = TICKS_US()
        span_ms = TICKS_DIFF(now_us, self._at_us) / 1000
        self._at_us = now_us
        board = self.mask.board
        self.mask.advance(board.now_ms + min(span_ms, MOST_STEP_MS) * self.mask.rush)
        for line in self._lines:
            data = line.read()
            if data:
                self.mask.heard(line.voice, data)
        self._lines = [line for line in self._lines if line.is_open]
        for jig in self._jigs:
            if jig.is_open:
                self._obey(jig)

    def _obey(self, jig: SimCaller) -> None:
        self._begun += jig.read()
        while b"\n" in self._begun:
            line, self._begun = self._begun.split(b"\n", 1)
            try:
                jig.write(self._jig.obey(line.decode()).encode() + b"\n")
            except (OSError, ValueError):
                return  # hung up, or no text


def main(wire_port: int, jig_port: int, is_over: "Callable[[], bool] | None" = None) -> None:
    """Until it is over."""
    world = SimWorld(wire_port, jig_port)
    while is_over is None or not is_over():
        world.turn()
        time.sleep(REST_MS / 1000)
