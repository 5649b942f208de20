"""Which masks are in reach: on the radio, on cables, at addresses that are named."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpbm.devices import timed
from openpbm.devices.ble_link import SERVICE
from openpbm.devices.hail import Hail, hailed
from openpbm.devices.missing import needs
from openpbm.devices.open_mask import link_of
from openpbm.devices.serial_link import serial_ports
from openpbm.devices.stream_link import reason
from openpbm.errors import DeviceError
from openpbm.fact import message
from openpbm.speech.say import say

if TYPE_CHECKING:
    from bleak.backends.scanner import AdvertisementData, BaseBleakScanner

TAG_AT = 2  # in what a mask advertises: behind protocol and state
SCAN_S = 5.0  # a mask says that it is there four times a second, later once


@dataclass(frozen=True, kw_only=True)
class FoundMask:
    """A mask in reach, and what it says of itself to anybody."""

    address: str
    name: str = ""  # on the radio
    hail: Hail | None = None  # None: heard on the radio, where nobody was asked
    tag: str = ""  # of its serial number
    is_panel: bool = False  # it has a timer and no key


def found_at(addresses: Iterable[str]) -> Iterator[FoundMask | DeviceError]:
    """Masks that answer at these addresses; what went wrong at the others.

    Raises:
        InputError: an address that is none.
    """
    for address in addresses:
        try:
            link = link_of(address)
        except DeviceError as problem:
            yield problem
            continue
        try:
            hail = hailed(link)
            if hail is not None:
                yield FoundMask(address=address, hail=hail, tag=hail.serial_tag.hex())
        except DeviceError as problem:
            yield problem
        finally:
            link.close()


def on_cables() -> Iterator[FoundMask | DeviceError]:
    """Every USB port is asked once; whoever is no mask says nothing to it."""
    try:
        ports = serial_ports()
    except DeviceError as problem:
        yield problem
        return
    yield from found_at(f"serial:{port}" for port in ports)


def on_the_radio(
    seconds: float = SCAN_S, backend: type[BaseBleakScanner] | None = None
) -> list[FoundMask | DeviceError]:
    """Masks and panels that say on the radio that they are there; none is connected to."""
    try:
        with needs("bleak"):
            from bleak import BleakScanner
            from bleak.exc import BleakError
    except DeviceError as problem:
        return [problem]
    how: BleakScanner.ExtraArgs = {"service_uuids": [SERVICE, timed.SERVICE]}
    if backend is not None:
        how["backend"] = backend
    try:
        seen = asyncio.run(BleakScanner.discover(seconds, return_adv=True, **how))
    except (BleakError, OSError) as problem:
        why = reason(problem) if isinstance(problem, OSError) else str(problem).lower()
        return [DeviceError(say(message("open_mask-no_radio", why=why)))]
    rows = sorted(seen.items())
    return [found for address, (_, said) in rows if (found := _seen(address, said)) is not None]


def _seen(address: str, said: AdvertisementData) -> FoundMask | None:
    services = [uuid.lower() for uuid in said.service_uuids]
    if SERVICE in services or SERVICE in said.service_data:
        tag = said.service_data.get(SERVICE, b"")[TAG_AT:].hex()
        return FoundMask(address=f"ble:{address}", name=said.local_name or "", tag=tag)
    if timed.SERVICE in services:
        return FoundMask(address=f"ble:{address}", name=said.local_name or "", is_panel=True)
    return None
