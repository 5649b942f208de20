"""The radio of a mask: a service with an inlet and an outlet, frames in pieces.

No key is needed to connect, none is trusted for it: every frame proves itself. A host that goes
takes nothing along; advertising goes on.
"""

from .core import Core
from .pieces import Cutter, Joiner

SERVICE = "6f700001-6d61-736b-8000-0050424d0002"
INLET = "6f700002-6d61-736b-8000-0050424d0002"
OUTLET = "6f700003-6d61-736b-8000-0050424d0002"
HAIL = "6f700004-6d61-736b-8000-0050424d0002"
CONNECTED, GONE, WRITTEN, MTU_AGREED = 1, 2, 3, 21  # what MicroPython's radio tells
WRITE_FLAGS = 0x0008 | 0x0004  # write, and without response
NOTIFY, READ = 0x0010, 0x0002
BUFFER = 512
LEAST_MTU = 23
ADVERTISE_US = 250_000
MOST_WAITING = 16
GENERAL = b"\x02\x01\x06"  # discoverable, no classic radio
NAME = b"OpenPBM"


class BleLine:
    """One host at a time on the radio. `ble` and `uuid` are MicroPython's own."""

    def __init__(self, ble: "ChipBle", uuid: "Callable[[str], object]") -> None:
        self._ble = ble
        self._host = -1
        self._mtu = LEAST_MTU
        self._pieces: list[bytes] = []
        self._told_of_it = b""
        self._cutter, self._joiner = Cutter(), Joiner()
        ble.active(True)
        ble.irq(self._told)
        inlet = (uuid(INLET), WRITE_FLAGS)
        handles = ble.gatts_register_services(
            ((uuid(SERVICE), (inlet, (uuid(OUTLET), NOTIFY), (uuid(HAIL), READ))),)
        )
        self._inlet, self._outlet, self._hail = handles[0]
        ble.gatts_set_buffer(self._inlet, BUFFER, True)  # two quick writes stay two
        self._advertise()

    def _advertise(self) -> None:
        service = bytes([17, 0x07]) + bytes.fromhex(SERVICE.replace("-", ""))[::-1]
        name = bytes([len(NAME) + 1, 0x09]) + NAME
        self._ble.gap_advertise(ADVERTISE_US, adv_data=GENERAL + service, resp_data=name)

    def _told(self, event: int, data: "Sequence[int]") -> None:
        """Between any two instructions: only what is short."""
        if event == CONNECTED:
            self._host = data[0]
            self._mtu = LEAST_MTU
            self._joiner = Joiner()
            self._pieces = []
        elif event == GONE:
            self._host = -1
            self._advertise()
        elif event == MTU_AGREED:
            self._mtu = data[1]
        elif event == WRITTEN and len(self._pieces) < MOST_WAITING:
            self._pieces.append(bytes(self._ble.gatts_read(self._inlet)))

    def send(self, frame: bytes) -> None:
        """A frame for the host, in pieces; a radio that is busy loses it, and the next is newer."""
        if self._host < 0:
            return
        for piece in self._cutter.cut(frame, self._mtu):
            self._ble.gatts_notify(self._host, self._outlet, piece)

    def listen(self, core: Core) -> None:
        """Frames that came whole; and keep what anybody may read true."""
        told = core.talk.hailed()
        if told != self._told_of_it:
            self._told_of_it = told
            self._ble.gatts_write(self._hail, told)
        while self._pieces:
            frame = self._joiner.take(self._pieces.pop(0))
            if frame:
                core.talk.hear(frame, self)


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .chip import ChipBle
