"""A panel with Bluetooth and a plain timer: heard, never driven, counted as by hand."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from bumble.gatt import Characteristic, CharacteristicValue, Service
from bumble_radio import MASK_ADDRESS, PATIENCE_S, PROPERTIES, Radio
from hypothesis import given
from hypothesis import strategies as st
from test_open_mask import order
from waited import until

from openpbm.delivery.event import Dark, DeviceReport, Hello, Limits, StartLight
from openpbm.delivery.frame import Envelope, heard_by_host, to_device
from openpbm.devices.ble_link import BleLink
from openpbm.devices.timed import PANEL, SERVICE, SumChecked, reach
from openpbm.devices.transport import TRANSPORTS
from openpbm.errors import DeviceError
from openpbm.sitting.device import Access, Device, Paired

NOTE = bytes.fromhex("a5010203")
PANEL_MASK = Paired(transport="timed", name="panel", address=f"ble:{MASK_ADDRESS}", mask_id="made")


def summed(note: bytes) -> bytes:
    return note + bytes([sum(note) % 256])


def panel_services(radio: Radio) -> list[Service]:
    inlet: Characteristic[bytes] = Characteristic(
        PANEL.inlet, PROPERTIES.WRITE | PROPERTIES.WRITE_WITHOUT_RESPONSE, Characteristic.WRITEABLE,
        CharacteristicValue(write=lambda _who, note: radio.on_write(bytes(note))),
    )  # fmt: skip
    radio.outlet = Characteristic(PANEL.outlet, PROPERTIES.NOTIFY, Characteristic.READABLE, b"")
    return [Service(SERVICE, [inlet, radio.outlet])]


@pytest.fixture
def panel() -> Iterator[Radio]:
    made = Radio(23, services=panel_services)
    yield made
    made.end()


@pytest.fixture
def ears() -> list[BleLink]:
    """Those that a test opened."""
    return []


@pytest.fixture
def device(panel: Radio, ears: list[BleLink], tmp_path: Path) -> Iterator[Device]:
    def connect(address: str) -> BleLink:
        ears.append(
            BleLink(
                address.removeprefix("ble:"), backend=panel.backend(), pipe=PANEL,
                joiner=SumChecked(), patience_s=PATIENCE_S,
            )
        )  # fmt: skip
        return ears[-1]

    made = reach(order(tmp_path), Access(fresh=secrets.token_bytes, paired=PANEL_MASK), connect)
    yield made
    made.close()


NONCE = bytes(8)


def news(device: Device, session: bytes = b"") -> list[object]:
    come = device.link.receive()
    return [heard_by_host(frame, device.key, session, NONCE, 0) for frame in come]


def test_its_light_counts_as_by_hand_whatever_it_says_and_nothing_is_ever_written(
    panel: Radio, ears: list[BleLink], device: Device
) -> None:
    heard: list[bytes] = []
    envelope = Envelope(key=device.key)
    device.link.send(to_device(Hello(1, NONCE), b"", envelope))
    limits, *_ = news(device)
    assert isinstance(limits, Limits)
    light = StartLight(2, bytes(8), 1, limits.device_ms, (60_000,) * len(limits.drives))
    device.link.send(to_device(light, limits.session, envelope))
    panel.do(panel.tell(summed(NOTE), b"noise", summed(bytes(19))))

    def both() -> bool:
        heard.extend(ears[0].receive())
        return len(heard) == 2

    until(both)
    assert heard == [NOTE, bytes(19)]
    panel.do(panel.break_off())  # nor does it end anything that it is gone
    until(lambda: not ears[0].is_open)
    assert device.link.is_open
    device.link.send(to_device(Dark(3), limits.session, envelope))
    assert device.switch is not None and device.switch.wants_dark and device.switch.is_lit
    device.switch.confirm_dark()
    report = news(device, limits.session)[-1]
    assert isinstance(report, DeviceReport) and not report.is_lit and max(report.lit_ms) > 0
    assert panel.heard == []


def test_a_panel_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="found no mask on the link"):
        reach(
            order(tmp_path),
            Access(fresh=secrets.token_bytes, paired=PANEL_MASK),
            lambda address: BleLink(address.removeprefix("ble:"), patience_s=0.3),
        )


def test_it_is_a_way_to_a_mask_that_a_person_switches() -> None:
    (row,) = (one for one in TRANSPORTS if one.id == "timed")
    assert row.is_by_hand and row.is_paired and row.shines


@given(st.binary(max_size=80))
def test_a_note_with_a_wrong_sum_is_none(piece: bytes) -> None:
    found = SumChecked().take(piece)
    assert found in (b"", piece[:-1])
    if found:
        assert summed(found) == piece


@given(st.binary(min_size=2, max_size=60), st.integers(0, 7), st.data())
def test_a_bit_that_flips_is_always_seen(note: bytes, bit: int, data: st.DataObject) -> None:
    spoilt = bytearray(summed(note))
    spoilt[data.draw(st.integers(0, len(spoilt) - 1))] ^= 1 << bit
    assert SumChecked().take(summed(note)) == note
    assert SumChecked().take(bytes(spoilt)) == b""
