"""A panel with Bluetooth and a plain timer: it is listened to, never written to.

Such a panel has no key, no lease and counts no light. So a person switches it, and its light counts
as by hand: the whole programme, from the moment they are asked to the dark that they confirm.

No maker's protocol was read. Assumed of one family of panels: a service FFF0 with notifications on
FFF1, each ended by the sum of the bytes before it, mod 256. What the bytes mean is not known, so
nothing is made of them: they only show that the panel is there.
"""

from __future__ import annotations

from collections.abc import Callable

from openpbm.delivery.frame import KEY_BYTES
from openpbm.delivery.order import Order
from openpbm.devices.ble_link import BleLink, Pipe
from openpbm.devices.clock import WallClock
from openpbm.devices.manual import ManualMask
from openpbm.sitting.device import Access, Device

SERVICE = "0000fff0-0000-1000-8000-00805f9b34fb"
PANEL = Pipe(
    inlet="0000fff2-0000-1000-8000-00805f9b34fb",
    outlet="0000fff1-0000-1000-8000-00805f9b34fb",
)
SHORTEST, LONGEST = 3, 64  # bytes of a note that can be one


class SumChecked:
    """Notes whose last byte is the sum of the others; each comes in one piece."""

    def take(self, piece: bytes) -> bytes:
        """The note without its sum; empty where it is none."""
        if not SHORTEST <= len(piece) <= LONGEST or sum(piece[:-1]) % 256 != piece[-1]:
            return b""
        return piece[:-1]


def panel_link(address: str) -> BleLink:
    """A connection to a panel, over which nothing is ever sent.

    Raises:
        DeviceError: it is out of reach, or another program, such as its maker's, has it.
    """
    return BleLink(address.removeprefix("ble:"), pipe=PANEL, joiner=SumChecked())


def reach(order: Order, access: Access, connect: Callable[[str], BleLink] = panel_link) -> Device:
    """A person with a panel that is in reach. What it says shortens no count.

    Raises:
        DeviceError: the panel is out of reach.
    """
    assert access.paired is not None  # its row is paired
    ear = connect(access.paired.address)
    key, clock = access.fresh(KEY_BYTES), WallClock()
    hand = ManualMask(order, key=key, fresh=access.fresh, monotonic_ms=clock.monotonic_ms)
    return Device(link=hand, key=key, clock=clock, switch=hand, close=ear.close)
