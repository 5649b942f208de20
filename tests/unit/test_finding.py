"""Masks in reach: heard on the radio, asked on cables, and nobody else is taken for one."""

from __future__ import annotations

import os
import threading
from uuid import UUID

import pytest
from bumble_radio import MASK_ADDRESS, Radio, said_on_the_air
from core_link import CODE, CoreLink

from openpbm.devices import ble_link, finding, timed
from openpbm.devices.finding import FoundMask, found_at, on_cables, on_the_radio
from openpbm.errors import DeviceError
from openpbm.firmware.cobs import Unstuffer, stuffed

OPEN = UUID(ble_link.SERVICE).bytes[::-1]
NAME = (0x09, b"halo")


def heard(*structures: tuple[int, bytes]) -> list[FoundMask | DeviceError]:
    radio = Radio(23, advertised=said_on_the_air(*structures))
    found = on_the_radio(0.3, radio.scanner())
    assert radio.connection is None
    radio.end()
    return found


def test_a_mask_on_the_radio_is_heard_and_not_connected_to() -> None:
    assert heard((0x07, OPEN), NAME) == [FoundMask(address=f"ble:{MASK_ADDRESS}", name="halo")]
    tagged = (0x21, OPEN + bytes([2, 2]) + b"\x01\x02\x03\x04")
    assert heard(tagged) == [FoundMask(address=f"ble:{MASK_ADDRESS}", tag="01020304")]


def test_a_panel_is_told_apart_and_others_are_left_out() -> None:
    panel = (0x03, UUID(timed.SERVICE).bytes[2:4][::-1])
    assert heard(panel, NAME) == [
        FoundMask(address=f"ble:{MASK_ADDRESS}", name="halo", is_panel=True)
    ]
    assert heard((0x03, b"\x0f\x18"), NAME) == []


def test_a_computer_without_a_radio_is_told_so() -> None:
    """Bleak's own backend, on a machine that may have none."""
    for found in on_the_radio(0.1):
        assert isinstance(found, FoundMask) or "found no radio" in str(found)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals to play a cable")
def test_of_all_cables_only_a_mask_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    far, near = os.openpty()
    other, silent = os.openpty()
    os.set_blocking(far, False)
    core, over = CoreLink(), threading.Event()

    def play() -> None:
        reader = Unstuffer()
        while not over.wait(0.005):
            try:
                frames = reader.take(os.read(far, 4096))
            except OSError:
                frames = []
            for frame in frames:
                core.send(frame)
            for frame in core.receive():
                os.write(far, stuffed(frame))

    playing = threading.Thread(target=play, daemon=True)
    playing.start()
    ports = (os.ttyname(silent), os.ttyname(near), "/dev/none")
    monkeypatch.setattr(finding, "serial_ports", lambda: ports)
    mask, none = list(on_cables())
    over.set()
    playing.join()
    for end in (far, near, other, silent):
        os.close(end)
    assert isinstance(mask, FoundMask) and mask.hail is not None
    assert mask.address == f"serial:{ports[1]}" and mask.hail.mask_code == CODE
    assert isinstance(none, DeviceError) and "/dev/none" in str(none)


def test_a_missing_library_is_told_and_the_rest_is_asked_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "bleak", None)
    (told,) = on_the_radio(0.1)
    assert isinstance(told, DeviceError) and "openpbm[devices]" in str(told)
    assert list(found_at([])) == []
