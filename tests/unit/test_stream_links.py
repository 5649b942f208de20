"""A mask on a cable and on a network: whole frames, no wait, a plain word where it ends."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from waited import PATIENCE_S, heard, until

from openpbm.devices.serial_link import serial_link
from openpbm.devices.stream_link import MOST_WAITING, StreamLink
from openpbm.devices.tcp_link import host_and_port, tcp_link
from openpbm.errors import DeviceError, InputError
from openpbm.firmware.cobs import GARBLED, Unstuffer, stuffed

AT_ONCE_S = 0.5  # far below any wait of a driver, far above a busy machine's hiccup
FRAMES = [b"a", bytes(492), bytes(range(256)) + bytes(100), b"z" * 54]


@dataclass
class Ends:
    """A link, and the bytes of its other end."""

    link: StreamLink
    read: Callable[[], bytes]
    write: Callable[[bytes], object]
    unplug: Callable[[], None]


@pytest.fixture
def cable() -> Iterator[Ends]:
    """Terminals that play a serial cable."""
    if not hasattr(os, "openpty"):
        pytest.skip("no terminals to play a cable")
    far, near = os.openpty()
    link = serial_link(os.ttyname(near))
    open_ends = [far, near]

    def unplug() -> None:
        while open_ends:
            os.close(open_ends.pop())

    yield Ends(link, lambda: os.read(far, 4096), lambda data: os.write(far, data), unplug)
    link.close()
    unplug()


@pytest.fixture
def call() -> Iterator[Ends]:
    """A call over this machine's own network."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        link = tcp_link(f"127.0.0.1:{server.getsockname()[1]}")
        far, _ = server.accept()
        yield Ends(link, lambda: far.recv(4096), far.sendall, far.close)
        link.close()
        far.close()


@pytest.fixture(params=["cable", "call"])
def ends(request: pytest.FixtureRequest) -> Ends:
    found: Ends = request.getfixturevalue(request.param)
    return found


def test_frames_pass_whole_both_ways(ends: Ends) -> None:
    for frame in FRAMES:
        ends.link.send(frame)
    reader, come = Unstuffer(), list[bytes]()
    while len(come) < len(FRAMES):
        come += reader.take(ends.read())
    assert come == FRAMES
    for frame in FRAMES:
        ends.write(stuffed(frame))
    assert heard(ends.link, len(FRAMES)) == FRAMES


def test_a_frame_that_comes_in_halves_is_one_and_noise_is_told(ends: Ends) -> None:
    whole = stuffed(FRAMES[2])
    ends.write(b"\x09no\0" + whole[:100])
    assert heard(ends.link, 1) == [GARBLED]
    assert ends.link.receive() == []
    ends.write(whole[100:])
    assert heard(ends.link, 1) == [FRAMES[2]]


def test_nothing_is_waited_for_when_nothing_comes(ends: Ends) -> None:
    def took_s() -> float:
        began_s = time.monotonic()
        assert all(not ends.link.receive() for _ in range(100))
        return time.monotonic() - began_s

    # who waits does so each time; a machine that is busy is not so twenty times on end
    assert any(took_s() < AT_ONCE_S for _ in range(20))


def test_a_mask_that_does_not_read_makes_nobody_wait_and_then_hears_the_newest(ends: Ends) -> None:
    """More than any buffer between takes; a driver that tried on would stand here for ever."""
    count = 6_000
    for number in range(count):
        ends.link.send(number.to_bytes(4, "big") * 123)
    reader, come = Unstuffer(), list[bytes]()
    last = (count - 1).to_bytes(4, "big") * 123
    while not come or come[-1] != last:
        ends.link.receive()
        come += reader.take(ends.read())
    numbers = [int.from_bytes(frame[:4], "big") for frame in come]
    assert GARBLED not in come, "what is left out is left out whole"
    assert numbers == sorted(set(numbers))
    assert numbers[-MOST_WAITING:] == list(range(count - MOST_WAITING, count))
    assert len(numbers) < count


def test_a_mask_that_is_unplugged_is_told_once_and_the_link_stays_closed(ends: Ends) -> None:
    ends.unplug()

    def is_told() -> bool:
        with suppress(DeviceError):
            ends.link.receive()
            return False
        return True

    until(is_told)
    assert not ends.link.is_open
    for do in (ends.link.receive, lambda: ends.link.send(b"a")):
        with pytest.raises(DeviceError, match="found no mask on the link"):
            do()
    ends.link.close()


def test_the_last_word_goes_out_before_the_end(ends: Ends) -> None:
    ends.link.send(FRAMES[3])
    heard_far = ends.read()
    ends.link.close()
    assert Unstuffer().take(heard_far) == [FRAMES[3]]
    with pytest.raises(DeviceError):
        ends.link.send(b"more")


@pytest.mark.skipif(sys.platform == "win32", reason="ports are named otherwise there")
def test_a_port_that_is_none_is_told_with_its_name() -> None:
    with pytest.raises(DeviceError, match=r"/dev/none: found no mask on the link \(no such file"):
        serial_link("/dev/none")


def test_a_port_that_another_program_has_is_told(cable: Ends) -> None:
    assert cable.link.is_open
    with pytest.raises(DeviceError, match="found no mask on the link"):
        serial_link(cable.link._name)


def test_a_host_where_nobody_listens_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(DeviceError, match=f"127.0.0.1:{port}: found no mask on the link"):
        tcp_link(f"127.0.0.1:{port}")


@pytest.mark.parametrize("wrong", ["", ":7", "host:", "host:0", "host:65536", "host:x", "[]:1"])
def test_an_address_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(InputError, match="expected the name or number of a host"):
        host_and_port(wrong)


def test_a_missing_library_is_told_with_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "serial", None)
    with pytest.raises(DeviceError, match=r"pip install 'openpbm\[devices\]'"):
        serial_link("/dev/none")


# ---- whatever a port takes and gives


@dataclass
class OddPort:
    """Takes and gives as little as it likes."""

    shares: Sequence[int]
    out: bytearray = field(default_factory=bytearray)
    calls: int = 0

    def read(self) -> bytes:
        return b""

    def write(self, data: bytes) -> int:
        self.calls += 1
        taken = min(self.shares[self.calls % len(self.shares)], len(data))
        self.out += data[:taken]
        return taken

    def close(self) -> None:
        pass


@given(
    st.lists(st.binary(min_size=1, max_size=60), max_size=20),
    st.lists(st.integers(0, 30), min_size=1, max_size=5),
)
def test_a_port_that_takes_little_hears_whole_frames_in_order_and_the_newest(
    frames: list[bytes], shares: list[int]
) -> None:
    port = OddPort([*shares, 1])
    link = StreamLink(port, "odd")
    for frame in frames:
        link.send(frame)
    for _ in range(20 * 64 * 7):
        link.receive()
    come = Unstuffer().take(bytes(port.out))
    left = iter(frames)
    assert all(any(one == frame for frame in left) for one in come)
    assert come[-MOST_WAITING:] == frames[-MOST_WAITING:]


def test_links_are_used_from_one_thread_and_never_hold_it() -> None:
    """A mask that stops reading for good: the host's loop goes on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        link = tcp_link(f"127.0.0.1:{server.getsockname()[1]}")
        rounds = 0

        def loop() -> None:
            nonlocal rounds
            for _ in range(2000):
                link.send(bytes(492))
                link.receive()
                rounds += 1

        running = threading.Thread(target=loop, daemon=True)
        running.start()
        running.join(PATIENCE_S)
        assert rounds == 2000
        link.close()
