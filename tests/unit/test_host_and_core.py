"""Host and mask together where nobody is at fault: not worn yet, asleep, an order that ran out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from delivery_made import NONCE, short

from openpbm.delivery.event import (
    Begin,
    Command,
    Connected,
    End,
    Event,
    Fitted,
    Progress,
    ScreenAnswered,
    Start,
    Tick,
)
from openpbm.delivery.frame import Envelope, heard_by_host, to_device
from openpbm.delivery.machine import step
from openpbm.delivery.state import Phase, idle
from openpbm.devices.simulated import SimulatedMask
from openpbm.firmware.board_sim import SimBoard

KEY = bytes(range(32))


class House:
    """The machine and the firmware's core on a perfect line; the host's clock may stand still."""

    def __init__(self, light_ms: int = 4_000) -> None:
        self._fresh = 0
        self.order = short(light_ms)
        self.mask = SimulatedMask(self.order, key=KEY, fresh=self._bytes)
        self.state = idle(self.order)
        self.asleep_ms = 0  # of which the host's clock knows nothing
        self.sent: list[Command] = []
        self.tell(ScreenAnswered(0, True))

    def _bytes(self, count: int) -> bytes:
        self._fresh += 1
        return self._fresh.to_bytes(count, "big")

    @property
    def board(self) -> SimBoard:
        return self.mask.board

    def now(self) -> int:
        return round(self.mask.now_ms) - self.asleep_ms

    def tell(self, event: Event) -> None:
        self.state, commands = step(self.state, event)
        self.sent += commands
        for command in commands:
            if not isinstance(command, Begin | Progress | End):
                frame = to_device(command, self.state.session, Envelope(key=KEY))
                self.mask.take(frame, self.mask.now_ms)

    def hear(self) -> None:
        for frame in self.mask.taken():
            state = self.state
            self.tell(heard_by_host(frame, KEY, state.session, state.nonce, self.now()))

    def go(self, ms: int) -> None:
        ends = self.mask.now_ms + ms
        while self.mask.now_ms < ends:
            self.mask.advance(self.mask.now_ms + 10)
            self.hear()
            self.tell(Tick(self.now()))

    def connect(self, nonce: bytes = NONCE) -> None:
        self.tell(Connected(self.now(), nonce))
        self.go(300)

    def fit(self) -> None:
        self.tell(Fitted(self.now(), True, True))

    def start(self) -> None:
        self.tell(Start(self.now()))
        self.go(300)


def not_worn(board: SimBoard, is_so: bool) -> None:
    board.is_fitted = not is_so


def shield_open(board: SimBoard, is_so: bool) -> None:
    board.shield_contacts[:] = [not is_so] * 2


def charging(board: SimBoard, is_so: bool) -> None:
    board.is_charging = is_so


def pressed(board: SimBoard, is_so: bool) -> None:
    board.is_pressed = is_so


@pytest.mark.parametrize(
    ("put", "told"),
    [(not_worn, "fit"), (shield_open, "shield"), (charging, "charging"), (pressed, "button")],
)
def test_a_mask_that_waits_for_its_person_is_waited_for(
    put: Callable[[SimBoard, bool], None], told: str
) -> None:
    house = House()
    put(house.board, True)
    house.go(100)
    house.connect()
    assert (house.state.phase, house.state.reason) == (Phase.AGREED, told)
    house.fit()
    house.go(2_000)
    assert house.state.phase is Phase.AGREED, "said to be right while it is not"
    put(house.board, False)
    house.go(2_000)
    house.fit()
    house.go(300)
    house.start()
    assert house.mask.core.is_lit
    house.go(5_000)
    assert (house.state.phase, house.state.reason) == (Phase.DONE, "done")
