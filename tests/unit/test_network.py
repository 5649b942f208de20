"""Masks that tell the network of themselves are asked; who makes one up is not followed far."""

from __future__ import annotations

import socket
import sys

import pytest
import zeroconf
from core_link import CODE
from served_mask import Served
from zeroconf import IPVersion, ServiceInfo, Zeroconf

from openpbm.devices.finding import FoundMask
from openpbm.devices.network import MOST_ASKED, SERVICE, on_the_network, places
from openpbm.errors import DeviceError

LOOP = "127.0.0.1"
LISTEN_S = 3.0  # what was said a second ago is not said again at once


def service(name: str, port: int, *addresses: str) -> ServiceInfo:
    return ServiceInfo(
        SERVICE, f"{name}.{SERVICE}", port, addresses=[socket.inet_aton(at) for at in addresses],
        server=f"{name}.local.",
    )  # fmt: skip


def test_a_mask_that_tells_of_itself_is_hailed_and_listed() -> None:
    mask = Served()
    with Zeroconf([LOOP], ip_version=IPVersion.V4Only) as teller:
        teller.register_service(service("desk", int(mask.address.rpartition(":")[2]), LOOP))
        (found,) = on_the_network(LISTEN_S, [LOOP])
    mask.end()
    assert isinstance(found, FoundMask) and found.hail is not None
    assert found.address == mask.address and found.hail.mask_code == CODE


@pytest.mark.parametrize(
    ("addresses", "port", "expected"),
    [
        (("10.0.0.9",), 50424, ["10.0.0.9:50424"]),
        (("8.8.8.8", "192.168.7.7"), 50424, ["192.168.7.7:50424"]),
        (("8.8.8.8",), 50424, []),
        (("224.0.0.251",), 50424, []),
        (("0.0.0.0",), 50424, []),
        (("10.0.0.9",), 0, []),
        ((), 50424, []),
    ],
)
def test_nobody_is_followed_out_of_the_own_network(
    addresses: tuple[str, ...], port: int, expected: list[str]
) -> None:
    assert places(["a"], lambda name: service(name, port, *addresses)) == expected


def test_a_name_that_nobody_answers_for_is_no_place() -> None:
    assert places(["a", "b"], lambda _: None) == []


def test_of_a_crowd_that_somebody_makes_up_a_few_are_asked() -> None:
    asked = []

    def told_of(name: str) -> ServiceInfo:
        asked.append(name)
        return service(name, 9_000 + len(asked), LOOP)

    found = places([f"mask-{number:04}" for number in range(1_000)], told_of)
    assert len(found) == len(asked) == MOST_ASKED


def test_a_network_where_nobody_tells_of_a_mask_lists_none() -> None:
    assert list(on_the_network(0.1, [LOOP])) == []


def test_a_missing_library_is_told_with_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zeroconf", None)
    (told,) = on_the_network(0.1)
    assert isinstance(told, DeviceError) and "openpbm[devices]" in str(told)


def test_a_computer_that_cannot_listen_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise OSError(19, "No such device")

    monkeypatch.setattr(zeroconf, "Zeroconf", no_network)
    (told,) = on_the_network(0.1)
    assert isinstance(told, DeviceError) and "found no way to listen" in str(told)
