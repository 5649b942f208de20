"""A mask and a jig, as the suite holds them: in the program, or at the ends of real lines."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from openpbm.devices.ble_link import BleLink
from openpbm.devices.open_mask import link_of
from openpbm.devices.serial_link import serial_link
from openpbm.devices.stream_link import Port, StreamLink
from openpbm.devices.tcp_link import SocketPort, host_and_port
from openpbm.errors import DeviceError, InputError
from openpbm.fact import message
from openpbm.firmware.cobs import Unstuffer, stuffed
from openpbm.firmware.jig_sim import SimJig
from openpbm.firmware.mask_sim import PieceReader, RadioVoice, SimMask, StreamVoice
from openpbm.firmware.pieces import Cutter
from openpbm.speech.say import say

STEP_MS = 5.0  # of time that nobody waits for
REST_S = 0.002
JIG_PATIENCE_S = 3.0
LONGEST_ANSWER = 400


class MaskLine(Protocol):
    """One line to a mask: whole frames, never a wait."""

    def send(self, frame: bytes) -> None:
        """To the mask."""
        ...

    def receive(self) -> Sequence[bytes]:
        """What has come."""
        ...

    def close(self) -> None:
        """The end of it."""
        ...


class Rig(Protocol):
    """Everything that differs between a mask in the program and one on a bench."""

    effort: float  # share of what takes long in real time: frames of noise, seconds of light
    is_single: bool  # no second line can be open beside the first

    def ask(self, line: str) -> str:
        """One line to the jig, and its answer."""
        ...

    def open(self) -> MaskLine:
        """A new line to the mask."""
        ...

    def open_radio(self, mtu: int) -> MaskLine | None:
        """A new line by radio with packets of that size; None where that cannot be had."""
        ...

    def raw(self, line: MaskLine, data: bytes) -> bool:
        """Bytes as they are onto a line; False where it carries no bytes of its own."""
        ...

    def piece(self, line: MaskLine, data: bytes) -> None:
        """One piece as it is, onto a line by radio."""
        ...

    def rest(self) -> None:
        """Let a moment pass."""
        ...

    def close(self) -> None:
        """Let go of mask and jig."""
        ...

    def wall_ms(self) -> float:
        """The clock by which this program may come late; one that stands where time is played."""
        ...


class VirtualWire:
    """A way to the mask in the program: bytes in, frames out, and an end."""

    voice: StreamVoice  # the mask's side of it

    def __init__(self, mask: SimMask, reader: Unstuffer | PieceReader) -> None:
        self._mask, self._reader = mask, reader
        self._said: list[bytes] = []
        self._is_open = True

    def _heard(self, data: bytes) -> None:
        if not self._is_open:
            raise OSError(len(data))
        self._said += self._reader.take(data)

    def receive(self) -> Sequence[bytes]:
        """What it said."""
        said, self._said = self._said, []
        return said

    def raw(self, data: bytes) -> None:
        """Bytes, or one piece, as they are."""
        self._mask.heard(self.voice, data)

    def close(self) -> None:
        """Nobody hears it any more: writing to it fails, as to a socket that was reset."""
        self._is_open = False


class VirtualLine(VirtualWire):
    """A line: every byte of it goes through the stuffing."""

    def __init__(self, mask: SimMask, voice: type[StreamVoice]) -> None:
        super().__init__(mask, Unstuffer())
        self.voice = voice(self._heard)

    def send(self, frame: bytes) -> None:
        """To the mask, at once."""
        self.raw(stuffed(frame))


class VirtualRadio(VirtualWire):
    """A radio: every frame goes in pieces."""

    def __init__(self, mask: SimMask, voice: type[RadioVoice], mtu: int) -> None:
        super().__init__(mask, PieceReader())
        self._mtu, self._cutter = mtu, Cutter()
        self.voice = voice(self._heard, mtu)

    def send(self, frame: bytes) -> None:
        """To the mask, piece by piece."""
        for piece in self._cutter.cut(frame, self._mtu):
            self.raw(piece)


class VirtualRig:
    """A mask in the program, in virtual time."""

    effort = 1.0
    is_single = False

    def __init__(
        self,
        mask: SimMask,
        jig: SimJig | None = None,
        voices: tuple[type[StreamVoice], type[RadioVoice]] = (StreamVoice, RadioVoice),
    ) -> None:
        self.mask = mask
        self._jig = jig or SimJig(mask)
        self._voice, self._radio = voices

    def ask(self, line: str) -> str:
        """At once."""
        return self._jig.obey(line)

    def open(self) -> MaskLine:
        """As many as anybody likes."""
        return VirtualLine(self.mask, self._voice)

    def open_radio(self, mtu: int) -> MaskLine | None:
        """Any size of packet."""
        return VirtualRadio(self.mask, self._radio, mtu)

    def raw(self, line: MaskLine, data: bytes) -> bool:
        """Bytes as they are."""
        if not isinstance(line, VirtualLine):
            return False
        line.raw(data)
        return True

    def piece(self, line: MaskLine, data: bytes) -> None:
        """One piece as it is."""
        assert isinstance(line, VirtualRadio)  # it was opened as one
        line.raw(data)

    def rest(self) -> None:
        """The world goes on."""
        self.mask.advance(self.mask.board.now_ms + STEP_MS)

    def close(self) -> None:
        """Nothing to let go of."""

    def wall_ms(self) -> float:
        """Nobody comes late."""
        return 0.0


class RealRig:
    """A mask at the end of a link, and a jig at the end of another."""

    def __init__(
        self, opening: Callable[[], MaskLine], ask: Callable[[str], str], effort: float = 1.0
    ) -> None:
        self._opening, self._ask, self.effort = opening, ask, effort
        self._opened: list[MaskLine] = []
        self.jig_line: JigLine | None = None
        self.radio_mtu = 0  # of a link by radio
        self.is_single = False

    def ask(self, line: str) -> str:
        """Wait for the answer."""
        return self._ask(line)

    def open(self) -> MaskLine:
        """A call, or the port anew."""
        line = self._opening()
        self._opened.append(line)
        return line

    def close(self) -> None:
        """Hang up, here and at the jig."""
        for line in self._opened:
            line.close()
        if self.jig_line is not None:
            self.jig_line.close()

    def open_radio(self, mtu: int) -> MaskLine | None:
        """The one size of packet that its radio has."""
        return self.open() if mtu == self.radio_mtu else None

    def raw(self, line: MaskLine, data: bytes) -> bool:
        """Bytes as they are, on streams."""
        if not isinstance(line, StreamLink):
            return False
        line.send_raw(data)
        return True

    def piece(self, line: MaskLine, data: bytes) -> None:
        """One piece as it is."""
        assert isinstance(line, BleLink)  # it was opened as one
        line.send_piece(data)

    def rest(self) -> None:
        """A moment on the wall's clock."""
        time.sleep(REST_S)

    def wall_ms(self) -> float:
        """On the wall."""
        return time.monotonic() * 1000.0


def real_rig(link: str, jig: str, effort: float = 1.0) -> RealRig:
    """A mask and a jig at their addresses.

    Raises:
        DeviceError: no jig is there.
        InputError: an address that is none.
    """
    hands = JigLine(jig_port(jig), jig)
    rig = RealRig(partial(link_of, link), hands.ask, effort)
    rig.jig_line = hands
    rig.is_single = not link.startswith("tcp:")
    return rig


def jig_port(address: str) -> Port:
    """The stream to a jig: `tcp:HOST:PORT` or `serial:PORT`.

    Raises:
        DeviceError: nothing is there.
        InputError: an address that is neither.
    """
    carrier, _, place = address.partition(":")
    if carrier == "serial" and place:
        return serial_link(place).port
    if carrier != "tcp" or not place:
        raise InputError(say(message("conform-jig_address", found=address)))
    host, number = host_and_port(place)
    try:
        return SocketPort(socket.create_connection((host, number), timeout=JIG_PATIENCE_S))
    except OSError:
        raise DeviceError(say(message("conform-no_jig_there", where=address))) from None


class JigLine:
    """Lines of text over a stream; each is answered before the next."""

    def __init__(self, port: Port, name: str) -> None:
        self._port, self._name = port, name
        self._heard = b""

    def ask(self, line: str) -> str:
        """The answer.

        Raises:
            DeviceError: none came.
        """
        try:
            return self._asked(line.encode() + b"\n", time.monotonic() + JIG_PATIENCE_S)
        except OSError:
            raise DeviceError(say(message("conform-no_jig_there", where=self._name))) from None

    def _asked(self, line: bytes, ends_s: float) -> str:
        while line:
            line = line[self._port.write(line) :]
        while b"\n" not in self._heard:
            self._heard += self._port.read()
            if len(self._heard) > LONGEST_ANSWER or time.monotonic() > ends_s:
                raise OSError
            if b"\n" not in self._heard:
                time.sleep(REST_S / 20)
        answer, _, self._heard = self._heard.partition(b"\n")
        return answer.decode("ascii", "replace").strip()

    def close(self) -> None:
        """Hang up."""
        self._port.close()
