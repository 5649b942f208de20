"""A whole mask that is not there: a board in the program, and the firmware of the open mask on it.

Time comes from outside, so that it runs as fast as anybody likes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from openpbm.delivery.frame import KEY_BYTES
from openpbm.delivery.limit import WATCHDOG_MS
from openpbm.delivery.order import Order, OrderChannel, hot_mj_cm2_ms
from openpbm.delivery.wire import DRIVE_STEPS, WRAP_MS, mask_code
from openpbm.devices.clock import paced
from openpbm.errors import DeviceError
from openpbm.fact import message
from openpbm.firmware.board import BY_POWER, BY_WATCHDOG
from openpbm.firmware.board_sim import SimBoard, calibrate, enrol
from openpbm.firmware.core import Core
from openpbm.firmware.wire_table import STATE_BOOT
from openpbm.sitting.device import Access, Device
from openpbm.speech.say import say

BOOT_MS = 300.0  # dark after a reset
BANDS = {"blue": (415, 0), "red": (633, 1), "nir": (830, 2)}  # nm and code, as a mask would say


def reach(order: Order, access: Access) -> Device:
    """A fresh simulated mask that keeps the order's limits, as a device."""
    key, clock = access.fresh(KEY_BYTES), paced(access.speed)
    mask = SimulatedMask(order, key=key, fresh=access.fresh)
    return Device(link=SimulatedLink(mask, clock.monotonic_ms), key=key, clock=clock)


class SimulatedMask:
    """A mask in simulated time. Moves only when `advance` says how late it is."""

    def __init__(
        self,
        order: Order,
        *,
        key: bytes,
        fresh: Callable[[int], bytes],
        counter_ms: int = 0,
        mask_id: str = "",
        hottest_degc: float | None = None,
    ) -> None:
        hottest = order.hottest_degc if hottest_degc is None else hottest_degc
        self.board = SimBoard(len(order.channels), fresh)
        self.board.drives = [channel.drive for channel in order.channels]
        self.board.hottest_degc = hottest
        calibrate(
            self.board,
            mask_code(mask_id or order.mask_id),
            round(hottest * 100),
            [_calibrated(order, at) for at in range(len(order.channels))],
        )
        enrol(self.board, 0, key)
        self.said: list[bytes] = []
        self._said = 0  # how often it spoke
        self.voice: Callable[[bytes], None] = self.said.append
        self._dead_until_ms = -math.inf  # no firmware runs before
        self._tests_itself(float(counter_ms))

    def _tests_itself(self, counter_ms: float) -> None:
        """It has been lying there for a while when somebody reaches it."""
        board = self.board
        board.now_ms, board.own_ms = -BOOT_MS, counter_ms + WRAP_MS - BOOT_MS
        self.core = Core(board)
        self._due_ms = board.now_ms
        self.advance(0.0)
        assert self.core.state != STATE_BOOT

    @property
    def is_dead(self) -> bool:
        """No firmware runs: it hangs, or has no power."""
        return self._dead_until_ms > self.board.now_ms

    @property
    def now_ms(self) -> float:
        """Time of the world."""
        return self.board.now_ms

    def advance(self, to_ms: float) -> None:
        """Let time pass until then."""
        while (at_ms := self.next_ms()) <= to_ms:
            self._go_to(at_ms)
        self.board.pass_time(to_ms)

    def advance_until_it_speaks(self, to_ms: float) -> None:
        """Let time pass until then, or until just after it said something."""
        said = self._said
        while (at_ms := self.next_ms()) <= to_ms:
            self._go_to(at_ms)
            if self._said != said:
                return
        self.board.pass_time(to_ms)

    def _go_to(self, at_ms: float) -> None:
        """The end of being dead, or the next tick."""
        was_dead = self.is_dead
        self.board.pass_time(at_ms)
        if was_dead:
            self.core = Core(self.board)
            self._due_ms = at_ms
        else:
            self._due_ms = at_ms + self.core.tick() / self.board.rate

    def next_ms(self) -> float:
        """When something happens here next, if nobody interferes."""
        return self._dead_until_ms if self.is_dead else self._due_ms

    # ---- messages

    def send(self, frame: bytes) -> None:
        """The core speaks."""
        self._said += 1
        self.voice(frame)

    def take(self, frame: bytes, at_ms: float) -> None:
        """A frame arrives."""
        self.advance(at_ms)
        if not self.is_dead:
            self.core.talk.hear(frame, self)

    def taken(self) -> list[bytes]:
        """What it said since it was last asked."""
        said = self.said[:]
        self.said.clear()
        return said

    # ---- faults

    def reset(self) -> None:
        """Power gone and back: dark at once."""
        self.board.all_off()
        self.board.reset_cause = BY_POWER
        self._dead_until_ms = self.now_ms + BOOT_MS

    def hang(self) -> None:
        """The processor stands still with its gates as they are.

        The series switch needs it every few readings and drops; the watchdog resets it later.
        """
        self.board.reset_cause = BY_WATCHDOG
        self._dead_until_ms = self.now_ms + WATCHDOG_MS


def _calibrated(order: Order, at: int) -> tuple[int, int, int, int, int, int]:
    """What a station would have written for a mask of just this light: the order's caps."""
    channel: OrderChannel = order.channels[at]
    peak_nm, band = BANDS.get(channel.band, (0, 3))
    mw_cm2 = hot_mj_cm2_ms(order.rates, channel.id) * 1000.0
    full = math.floor(mw_cm2 * 100.0 / channel.drive) if channel.drive > 0 else 0
    cap = order.cap_mj_cm2[at]
    return peak_nm, min(full, 65535), DRIVE_STEPS, band, cap, cap


class SimulatedLink:
    """A mask on a perfect cable, for whoever drives it in the time of a clock."""

    def __init__(self, mask: SimulatedMask, monotonic_ms: Callable[[], int]) -> None:
        self.mask = mask
        self._monotonic_ms = monotonic_ms
        self._began_ms = monotonic_ms()
        self.is_plugged = True

    @property
    def is_open(self) -> bool:
        """False when somebody pulled the plug."""
        return self.is_plugged

    def _now_ms(self) -> float:
        return float(self._monotonic_ms() - self._began_ms)

    def send(self, frame: bytes) -> None:
        """To the mask, at once."""
        if not self.is_plugged:
            raise DeviceError(say(message("device-gone")))
        self.mask.take(frame, self._now_ms())

    def receive(self) -> Sequence[bytes]:
        """What the mask said up to now."""
        self.mask.advance(self._now_ms())
        if not self.is_plugged:
            self.mask.taken()
            raise DeviceError(say(message("device-gone")))
        return self.mask.taken()
