"""Host and mask together, in every way that they can go: nothing ever shines that should not."""

from __future__ import annotations

import struct

import pytest
from joint_walk import begun, walked

from openpbm.firmware.core import Core
from openpbm.firmware.orders import TakenOrder
from openpbm.firmware.talk import Correspondence
from openpbm.firmware.watch import Watch
from openpbm.firmware.wire_table import DARK, STATE_ORDERED

MOST = 60_000


def test_host_and_mask_keep_their_laws_in_every_way_that_they_can_go(
    record_property: pytest.FixtureRequest,
) -> None:
    states, ways, is_closed = walked(begun(), MOST)
    assert is_closed
    record_property("measured", f"host and mask: {states} states, {ways} ways, to fixpoint")  # type: ignore[operator]


class FromArrival(Core):
    """Counts a lease from when its renewal came."""

    def _extend(self, order: TakenOrder, echo_ms: int) -> None:
        self.lease.end_ms = self.now_ms + 3 * order.lease_ms + echo_ms * 0


class Again(Core):
    """Takes a start twice."""

    def _against_start(self, order: TakenOrder, order_id: bytes, start: int, echo_ms: int) -> int:
        self.start = min(self.start, start - 1)
        return super()._against_start(order, order_id, start, echo_ms)


class Alight(Core):
    """Shines as soon as it is ordered to be able to."""

    def _take_order(self, content: bytes) -> int:
        why = super()._take_order(content)
        if not why and self.state == STATE_ORDERED and self.order is not None:
            echo = struct.pack("<I", self.now_ms & 0xFFFFFFFF)
            grants = b"".join(struct.pack("<I", ms) for ms in self.order.grant_ms)
            self._start(self.order.order_id + struct.pack("<H", 1) + echo + grants)
        return why


class Forgetful(Core):
    """Counts half of its light."""

    def _count(self, shone_us: list[int], span_ms: int) -> None:
        super()._count([us // 2 for us in shone_us], span_ms)


class Waiting(Correspondence):
    """Dark does not win over a start that waits."""

    def _in_session(self, frame: bytes, kind: int, seq: int, content: bytes) -> None:
        waits = self._queue
        super()._in_session(frame, kind, seq, content)
        if kind == DARK:
            self._queue = waits


def test_a_start_that_outlives_the_dark_is_met_on_the_way() -> None:
    first = begun()
    first.mask.core.talk.__class__ = Waiting
    with pytest.raises(AssertionError, match=r"counts less|nobody asked|more light"):
        walked(first, MOST)


class Glancing(Watch):
    """What is put right is over at once."""

    def cause(self) -> int:
        return self._present()


def test_a_start_that_outlives_what_forbade_it_is_met_on_the_way() -> None:
    first = begun()
    first.mask.core.watch.__class__ = Glancing
    with pytest.raises(AssertionError, match="outlives what forbade"):
        walked(first, MOST)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (FromArrival, "lease longer"),
        (Again, "nobody asked|more light|lease"),
        (Alight, "nobody asked"),
        (Forgetful, "counts less|more light"),
    ],
)
def test_a_planted_fault_in_the_core_is_met_on_the_way(broken: type[Core], says: str) -> None:
    first = begun()
    first.mask.core.__class__ = broken
    with pytest.raises(AssertionError, match=says):
        walked(first, MOST)
