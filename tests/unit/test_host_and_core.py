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
    LinkLost,
    Pause,
    PlaceOrder,
    Progress,
    ScreenAnswered,
    Start,
    Tick,
)
from openpbm.delivery.frame import Envelope, heard_by_host, to_device
from openpbm.delivery.limit import LEASE_MS, OUTPUT_OVER
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
        self.is_cut = False  # nothing gets to the mask
        self.tell(ScreenAnswered(0, True))

    def _bytes(self, count: int) -> bytes:
        self._fresh += 1
        return self._fresh.to_bytes(count, "big")

    @property
    def board(self) -> SimBoard:
        return self.mask.board

    def now(self) -> int:
        return round(self.mask.now_ms) - self.asleep_ms

    def sleep(self, ms: int, *, keeps: int) -> None:
        """The host's clock stands still; its link keeps so many of the newest frames."""
        self.mask.advance(self.mask.now_ms + ms)
        self.asleep_ms += ms
        del self.mask.said[: max(len(self.mask.said) - keeps, 0)]

    def tell(self, event: Event) -> None:
        self.state, commands = step(self.state, event)
        self.sent += commands
        for command in commands:
            if not self.is_cut and not isinstance(command, Begin | Progress | End):
                frame = to_device(command, self.state.session, Envelope(key=KEY))
                self.mask.take(frame, self.mask.now_ms)

    def phase(self) -> Phase:
        return self.state.phase

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
    assert (house.phase(), house.state.reason) == (Phase.AGREED, told)
    house.fit()
    house.go(2_000)
    assert house.phase() is Phase.AGREED, "said to be right while it is not"
    put(house.board, False)
    house.go(2_000)
    house.fit()
    house.go(300)
    house.start()
    assert house.mask.core.is_lit
    house.go(5_000)
    assert (house.phase(), house.state.reason) == (Phase.DONE, "done")


@pytest.mark.parametrize("put", [not_worn, shield_open, pressed])
@pytest.mark.parametrize("late_ms", [0, 200, 400, 600])
def test_what_forbade_light_unheard_is_no_older_than_a_late_report_makes_it(
    put: Callable[[SimBoard, bool], None], late_ms: int
) -> None:
    """The last report is late, those that told of it are lost, and the next tells no more of it."""
    house = House()
    house.connect()
    house.fit()
    house.go(1_000)
    while not house.mask.said:
        house.mask.advance(house.mask.now_ms + 10)
    (late,) = house.mask.taken()
    put(house.board, True)
    house.mask.advance(house.mask.now_ms + 60)
    put(house.board, False)
    house.mask.advance(house.mask.now_ms + late_ms)
    state = house.state
    house.tell(heard_by_host(late, KEY, state.session, state.nonce, house.now()))
    house.tell(Start(house.now()))
    while house.mask.core.watch.cause():
        house.mask.taken()
        house.mask.advance(house.mask.now_ms + 10)
        house.tell(Tick(house.now()))
    house.mask.taken()
    house.go(1_000)
    assert house.board.true_ms[0] == 0, "a start that outlived it"
    assert (house.phase(), house.state.reason) == (Phase.SCREENED, "silence")


# ---- a host whose clock stands still while it sleeps

MINUTES = 60_000


@pytest.mark.parametrize("keeps", [0, 1, 64, 10**6])
@pytest.mark.parametrize("ms", [1_500, 2 * MINUTES])
@pytest.mark.parametrize("is_lit", [False, True])
def test_answers_as_old_as_a_sleep_give_no_light(ms: int, keeps: int, is_lit: bool) -> None:
    house = House(40_000)
    house.connect()
    house.fit()
    house.go(1_000)
    if is_lit:
        house.start()
        house.go(2_000)
    house.sleep(ms, keeps=keeps)
    truth_ms = house.board.true_ms[0]
    assert not house.mask.core.is_lit
    house.tell(Tick(house.now()))
    frames, house.mask.said[:] = list(house.mask.said), []
    for frame in frames:  # each asks for light, should it be believed
        state = house.state
        house.tell(heard_by_host(frame, KEY, state.session, state.nonce, house.now()))
    house.start()
    house.go(2_000)
    assert house.board.true_ms[0] == truth_ms, "light for a start that nobody is awake for"
    assert house.phase() in (Phase.SCREENED, Phase.PAUSED)
    assert house.state.counted_ms[0] >= truth_ms


def test_a_start_that_waited_for_a_sleep_is_not_sent_again() -> None:
    house = House()
    house.connect()
    house.fit()
    house.go(1_000)
    house.is_cut = True
    house.tell(Start(house.now()))
    house.is_cut = False
    house.sleep(2 * MINUTES, keeps=64)
    house.go(3_000)
    assert house.board.true_ms[0] == 0
    assert (house.phase(), house.state.reason) == (Phase.SCREENED, "silence")


@pytest.mark.parametrize("rate", [0.95, 1.0, 1.05])
def test_a_clock_that_is_only_fast_or_slow_is_no_sleep(rate: float) -> None:
    house = House()
    house.board.rate = rate
    house.connect()
    house.go(3 * MINUTES)
    assert house.phase() is Phase.AGREED
    house.fit()
    house.go(1 * MINUTES)
    assert house.phase() is Phase.READY and house.state.ahead_ms < 100


# ---- an order that ran out


@pytest.mark.parametrize("shines_before", [False, True])
def test_an_order_that_ran_out_is_placed_anew_for_what_is_left(shines_before: bool) -> None:
    house = House()
    house.connect()
    house.fit()
    house.go(300)
    if shines_before:
        house.start()
        house.go(1_200)
        house.tell(Pause(house.now()))
        house.go(300)
    taken = house.mask.core.order
    assert taken is not None
    taken.until_ms = house.mask.core.now_ms + 500
    house.go(1_000)
    house.start()
    assert (house.phase(), house.state.reason) == (Phase.SCREENED, "expired")
    left_ms = house.state.left_ms
    assert left_ms[0] <= house.order.target_ms[0] - house.board.true_ms[0]
    house.connect(b"nonce002")
    placed = [command for command in house.sent if isinstance(command, PlaceOrder)]
    assert placed[-1].order_id == b"nonce002" and placed[-1].grant_ms == left_ms
    assert (house.phase(), house.state.reason) == (Phase.AGREED, "expired")
    assert not house.mask.core.is_lit
    house.fit()
    house.start()
    mask = house.mask
    assert mask.core.is_lit
    house.go(6_000)
    assert house.phase() is Phase.DONE
    lost_ms = house.order.target_ms[0] - house.board.true_ms[0]
    assert 0 <= lost_ms <= LEASE_MS * (1 + OUTPUT_OVER) + 60, "what nobody saw counts"


def test_a_mask_that_gave_its_day_says_so_and_is_not_called_broken() -> None:
    house = House()
    house.board.unix = 1_700_000_000  # of the day, which a mask without a clock leaves to its host
    house.connect()
    room = house.mask.core.account.room
    limits = house.mask.core.limits
    assert limits is not None
    taken = house.mask.core.order
    assert taken is not None
    room.use(taken.person_tag, [limits.day_mj_cm2(0)])
    house.tell(LinkLost(house.now()))
    house.connect(b"nonce002")
    assert (house.phase(), house.state.reason) == (Phase.FAULT, "no_room")
