"""A mask on Bluetooth: bleak against a Bumble device, at packets small and large."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import pytest
from bumble.gatt import Service
from bumble_radio import MASK_ADDRESS, Radio
from waited import heard, until

from openpbm.devices.ble_link import MOST_HEARD, BleLink
from openpbm.errors import DeviceError
from openpbm.firmware.pieces import LOST, Cutter, Joiner

PATIENCE_S = 10.0
MTUS = (23, 185, 247, 517)
FRAMES = [b"a", bytes(492), bytes(range(256)) + bytes(100), b"z" * 54]


@pytest.fixture(params=MTUS)
def radio(request: pytest.FixtureRequest) -> Iterator[Radio]:
    made = Radio(request.param)
    yield made
    made.end()


@pytest.fixture
def small() -> Iterator[Radio]:
    made = Radio(23)
    yield made
    made.end()


def linked(radio: Radio) -> BleLink:
    return BleLink(MASK_ADDRESS, backend=radio.backend(), patience_s=PATIENCE_S)


def joined(pieces: list[bytes]) -> list[bytes]:
    joiner = Joiner()
    return [frame for piece in pieces if (frame := joiner.take(piece)) != LOST]


def test_frames_pass_whole_both_ways_at_every_packet_size(radio: Radio) -> None:
    link = linked(radio)
    for frame in FRAMES:
        link.send(frame)
    until(lambda: len(joined(radio.heard)) == len(FRAMES))
    assert joined(radio.heard) == FRAMES
    assert max(map(len, radio.heard)) <= radio.mtu - 3
    cutter = Cutter()
    radio.do(radio.tell(*(piece for one in FRAMES for piece in cutter.cut(one, radio.mtu))))
    assert heard(link, len(FRAMES)) == FRAMES
    link.close()


def test_two_quick_writes_come_one_behind_the_other(small: Radio) -> None:
    link = linked(small)
    link.send(FRAMES[1])
    link.send(FRAMES[3])
    until(lambda: len(joined(small.heard)) == 2)
    assert joined(small.heard) == [FRAMES[1], FRAMES[3]]
    link.close()


def test_of_a_storm_of_notifications_the_newest_are_kept_and_memory_is_bounded(
    small: Radio,
) -> None:
    link, cutter, count = linked(small), Cutter(), 4 * MOST_HEARD
    storm = [number.to_bytes(2, "big") * 20 for number in range(count)]
    small.do(small.tell(*(piece for one in storm for piece in cutter.cut(one, 23))))
    until(lambda: bool(link._heard) and link._heard[-1] == storm[-1])
    assert link.receive() == storm[-MOST_HEARD:]
    link.close()


def test_a_mask_that_goes_out_of_reach_is_told_and_the_link_stays_closed(radio: Radio) -> None:
    link = linked(radio)
    assert link.receive() == []
    radio.do(radio.break_off())
    until(lambda: not link.is_open)
    for do in (link.receive, lambda: link.send(b"a")):
        with pytest.raises(DeviceError, match=f"{MASK_ADDRESS}: found no mask on the link"):
            do()
    again = linked(radio)  # another link, on the same air
    again.send(b"new")
    until(lambda: joined(radio.heard)[-1:] == [b"new"])
    assert not link.is_open
    again.close()


def test_a_frame_that_is_cut_off_by_the_end_of_a_link_is_never_joined_to_the_next(
    small: Radio,
) -> None:
    link, cutter = linked(small), Cutter()
    pieces = cutter.cut(FRAMES[1], 23)
    small.do(small.tell(*pieces[:7]))
    small.do(small.break_off())
    until(lambda: not link.is_open)
    again = linked(small)
    small.do(small.tell(*pieces[7:], *cutter.cut(b"whole", 23)))
    assert heard(again, 1) == [b"whole"]
    again.close()


def test_what_waited_when_a_link_is_closed_is_still_said(small: Radio) -> None:
    link = linked(small)
    link.send(FRAMES[1])
    link.send(b"dark")
    link.close()
    assert joined(small.heard) == [FRAMES[1], b"dark"]
    with pytest.raises(DeviceError):
        link.send(b"more")


def test_nobody_waits_for_a_radio_that_does_not_write(small: Radio) -> None:
    link = linked(small)
    for number in range(1000):
        link.send(number.to_bytes(2, "big") * 246)
        link.receive()
    last = (999).to_bytes(2, "big") * 246
    until(lambda: joined(small.heard)[-1:] == [last])
    come = [int.from_bytes(frame[:2], "big") for frame in joined(small.heard)]
    assert come == sorted(set(come)) and len(come) < 1000  # who waits says them all
    link.close()


def test_a_device_that_is_no_mask_is_told() -> None:
    other = Radio(185, services=lambda _radio: [Service("180F", [])])
    with pytest.raises(DeviceError, match="found no mask on the link"):
        linked(other)
    other.end()


def test_a_mask_that_is_not_there_is_told_in_time(small: Radio) -> None:
    began_s = time.monotonic()
    with pytest.raises(DeviceError, match="found no mask on the link"):
        BleLink("00:00:00:00:00:01", backend=small.backend(), patience_s=0.3)
    assert time.monotonic() - began_s < PATIENCE_S


def test_a_computer_without_a_radio_says_so() -> None:
    """On this machine bleak's own backend runs, whatever it finds."""
    with pytest.raises(DeviceError, match="found no mask on the link"):
        BleLink("00:00:00:00:00:01", patience_s=0.5)


def test_a_missing_library_is_told_with_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bleak", None)
    with pytest.raises(DeviceError, match=r"pip install 'openpbm\[devices\]'"):
        BleLink(MASK_ADDRESS)
