"""A mask on a stream of bytes, such as a serial line or a socket: whole frames, never a wait."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol, TypeVar

from openpbm.errors import DeviceError
from openpbm.fact import message
from openpbm.firmware.cobs import Unstuffer, stuffed
from openpbm.speech.say import say

T = TypeVar("T")
MOST_WAITING = 8  # frames; a lease, and with it what was to be said, is older than any ninth


class Port(Protocol):
    """An open stream. Each call returns at once and raises OSError where the other end is gone."""

    def read(self) -> bytes:
        """What has come; empty for nothing."""
        ...

    def write(self, data: bytes) -> int:
        """How much of it was taken; 0 where there is no room now."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class StreamLink:
    """Frames over a port. One that broke stays closed: a port that comes back is a new link.

    What cannot be written at once waits for the next call. Of more than a few frames that wait the
    oldest is left out: loss is nothing a mask or a host is afraid of, and the newest may say dark.
    """

    def __init__(self, port: Port, name: str) -> None:
        self.port, self._name = port, name
        self._reader = Unstuffer()
        self._waiting: deque[bytes] = deque(maxlen=MOST_WAITING)
        self._begun = b""  # the rest of a frame that is partly written
        self.is_open = True

    def send(self, frame: bytes) -> None:
        """To the mask."""
        self._check()
        self._waiting.append(stuffed(frame))
        self._at(self._write)

    def send_raw(self, data: bytes) -> None:
        """Bytes as they are, behind what waits: for whoever tries what a mask does with noise."""
        self._check()
        self._waiting.append(data)
        self._at(self._write)

    def receive(self) -> Sequence[bytes]:
        """Frames that have come; an empty one for each that was garbled."""
        self._check()
        self._at(self._write)
        return self._reader.take(self._at(self.port.read))

    def close(self) -> None:
        """The end of this link, after what still has room to go out."""
        if self.is_open:
            with suppress(OSError):  # it is gone: nobody is there to hear it
                self._write()
            self.is_open = False
            self.port.close()

    def _write(self) -> None:
        while self._begun or self._waiting:
            self._begun = self._begun or self._waiting.popleft()
            taken = self.port.write(self._begun)
            self._begun = self._begun[taken:]
            if self._begun:
                return

    def _check(self) -> None:
        if not self.is_open:
            raise gone(self._name)

    def _at(self, do: Callable[[], T]) -> T:
        try:
            return do()
        except OSError as problem:
            self.is_open = False
            self.port.close()
            raise gone(self._name, reason(problem)) from None


def gone(name: str, why: str = "") -> DeviceError:
    """No mask there, or none any more."""
    if why:
        return DeviceError(say(message("open_mask-gone_why", where=name, why=why)))
    return DeviceError(say(message("open_mask-gone", where=name)))


def reason(problem: OSError) -> str:
    """What the system says of it, in the middle of a sentence."""
    return (problem.strerror or "").lower()
