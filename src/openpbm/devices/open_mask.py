"""A mask with open firmware, over whatever carries its bytes: found by the name of its pairing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from openpbm.delivery.order import Order
from openpbm.devices.again_link import AgainLink, ClosingLink
from openpbm.devices.ble_link import BleLink
from openpbm.devices.clock import WallClock
from openpbm.devices.host import MaskSlot, greeted
from openpbm.devices.mask_log import read_log
from openpbm.devices.serial_link import serial_link
from openpbm.devices.tcp_link import tcp_link
from openpbm.errors import DeviceError, InputError
from openpbm.fact import message, several
from openpbm.sitting.device import Access, Device
from openpbm.speech.say import say
from openpbm.tracking.mask_log import MaskLog

CARRIERS: dict[str, Callable[[str], ClosingLink]] = {
    "serial": serial_link,
    "tcp": tcp_link,
    "ble": BleLink,
}


def reach(order: Order, access: Access) -> Device:  # noqa: ARG001 - the mask is asked what it can
    """The mask of a pairing; a link that broke is made again while the sitting lasts.

    Raises:
        DeviceError: the mask is out of reach, or its key is.
    """
    mask = access.paired
    assert mask is not None  # its row is paired
    key = mask.key()
    release = mask.hold()  # whoever greets a mask in a pause takes its order away
    try:
        link = AgainLink(partial(link_of, mask.address))
    except (DeviceError, InputError) as problem:  # whoever asks for light can mend no address
        release()
        raise DeviceError(str(problem)) from None

    def close() -> None:
        link.close()
        release()

    slot, clock = MaskSlot(number=mask.slot, key=key), WallClock()

    def log(after: int) -> MaskLog:
        unix_s = int(clock.utc().timestamp())
        return read_log(greeted(link, slot, access.fresh, unix_s), after)

    return Device(link=link, key=key, slot=mask.slot, clock=clock, close=close, read_log=log)


def link_of(address: str) -> ClosingLink:
    """A link to `serial:PORT`, `tcp:HOST[:PORT]` or `ble:ADDRESS`.

    Raises:
        DeviceError: no mask is in reach there.
        InputError: an address that is none of these.
    """
    carrier, _, place = address.partition(":")
    if carrier not in CARRIERS or not place:
        carriers = several([f"{one}:" for one in CARRIERS], "or")
        raise InputError(say(message("open_mask-no_carrier", found=address, carriers=carriers)))
    return CARRIERS[carrier](place)
