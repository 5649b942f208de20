"""A link that broke comes back as another one, and says so."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from waited import until

from openpbm.devices import again_link
from openpbm.devices.again_link import AgainLink
from openpbm.errors import DeviceError


class OneLink:
    """In memory, until it is broken."""

    def __init__(self, number: int) -> None:
        self.number, self.is_open, self.sent = number, True, list[bytes]()

    def send(self, frame: bytes) -> None:
        if not self.is_open:
            raise DeviceError("gone")
        self.sent.append(frame)

    def receive(self) -> Sequence[bytes]:
        if not self.is_open:
            raise DeviceError("gone")
        return [bytes([self.number])]

    def close(self) -> None:
        self.is_open = False


class Maker:
    """Makes links, while there is a mask."""

    def __init__(self) -> None:
        self.made: list[OneLink] = []
        self.is_there = True
        self.tries = 0

    def __call__(self) -> OneLink:
        self.tries += 1
        if not self.is_there:
            raise DeviceError("out of reach")
        self.made.append(OneLink(len(self.made)))
        return self.made[-1]


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Maker:
    monkeypatch.setattr(again_link, "AGAIN_S", 0.01)
    return Maker()


def gone(maker: Maker) -> AgainLink:
    """A link whose mask went away and is not there."""
    link = AgainLink(maker)
    maker.is_there = False
    maker.made[0].close()
    assert not link.is_open
    return link


def test_while_nothing_breaks_it_is_the_one_link(maker: Maker) -> None:
    link = AgainLink(maker)
    link.send(b"a")
    assert link.is_open and link.receive() == [b"\0"]
    assert maker.made[0].sent == [b"a"] and maker.tries == 1
    link.close()
    assert not maker.made[0].is_open


def test_a_link_that_broke_and_came_back_says_so_once(maker: Maker) -> None:
    link = AgainLink(maker)
    maker.made[0].close()
    until(lambda: link.is_open)
    with pytest.raises(DeviceError, match="gone for a while"):
        link.receive()
    assert link.receive() == [b"\1"]
    link.close()


def test_what_is_sent_into_the_break_is_never_heard_by_the_new_link(maker: Maker) -> None:
    link = AgainLink(maker)
    maker.made[0].close()
    with pytest.raises(DeviceError):
        link.send(b"renew")
    until(lambda: link.is_open)
    with pytest.raises(DeviceError):
        link.send(b"renew")
    link.send(b"hello")
    assert maker.made[1].sent == [b"hello"]
    link.close()


def test_it_is_tried_until_the_mask_is_there_again_and_nobody_waits(maker: Maker) -> None:
    link = gone(maker)
    until(lambda: maker.tries > 3)
    assert not link.is_open
    maker.is_there = True
    until(lambda: link.is_open)
    assert len(maker.made) == 2
    link.close()


def test_after_its_end_nothing_is_made_any_more(maker: Maker) -> None:
    link = gone(maker)
    link.close()
    tries = maker.tries
    maker.is_there = True
    time.sleep(0.05)
    assert maker.tries <= tries + 1 and not link.is_open
    assert all(not one.is_open for one in maker.made)


def test_a_mask_that_is_not_there_at_first_is_told(maker: Maker) -> None:
    maker.is_there = False
    with pytest.raises(DeviceError, match="out of reach"):
        AgainLink(maker)
