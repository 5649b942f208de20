"""Masks that say on the network that they are there (mDNS).

What is said there is anybody's word: it names a place to ask, nothing more. Only places of the
own network are asked, and not many.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING

from openpbm.devices.finding import FoundMask, found_at
from openpbm.devices.missing import needs
from openpbm.devices.stream_link import reason
from openpbm.errors import DeviceError
from openpbm.fact import message
from openpbm.speech.say import say

if TYPE_CHECKING:
    from zeroconf import ServiceInfo

SERVICE = "_openpbm-mask._tcp.local."
MOST_ASKED = 16  # masks of one network; more is somebody who makes them up
ANSWER_MS = 1000  # of one name, for its address


def on_the_network(
    seconds: float, interfaces: Sequence[str] = ()
) -> Iterator[FoundMask | DeviceError]:
    """Masks of this network that answer a hail, and what went wrong at the others.

    Args:
        seconds: how long to listen.
        interfaces: addresses of this computer to listen at; none: all.
    """
    try:
        places = named(seconds, interfaces)
    except DeviceError as problem:
        yield problem
        return
    yield from found_at(f"tcp:{place}" for place in places)


def named(seconds: float, interfaces: Sequence[str] = ()) -> list[str]:
    """Addresses and ports that are told, in order.

    Raises:
        DeviceError: the library is missing, or this computer has no network.
    """
    with needs("zeroconf"):
        from zeroconf import InterfaceChoice, IPVersion, ServiceBrowser, Zeroconf
    try:
        here = Zeroconf(list(interfaces) or InterfaceChoice.All, ip_version=IPVersion.V4Only)
    except OSError as problem:
        raise DeviceError(say(message("open_mask-no_network", why=reason(problem)))) from None
    heard: set[str] = set()
    with here:
        browser = ServiceBrowser(here, SERVICE, handlers=[lambda **said: heard.add(said["name"])])
        time.sleep(seconds)
        browser.cancel()
        return places(heard, lambda name: here.get_service_info(SERVICE, name, ANSWER_MS))


def places(names: Iterable[str], told_of: Callable[[str], ServiceInfo | None]) -> list[str]:
    """Where to ask: of not too many names, and each in the own network."""
    from zeroconf import IPVersion

    found = set()
    for told in map(told_of, sorted(names)[:MOST_ASKED]):
        near = [at for at in told.parsed_addresses(IPVersion.V4Only) if is_near(at)] if told else []
        if told and told.port and near:
            found.add(f"{near[0]}:{told.port}")
    return sorted(found)


def is_near(address: str) -> bool:
    """Of a private network or of this computer, and of no group.

    >>> is_near("192.168.0.7"), is_near("8.8.8.8"), is_near("224.0.0.1")
    (True, False, False)
    """
    at = ip_address(address)
    return at.is_private and not (at.is_multicast or at.is_unspecified or at.is_reserved)
