"""A whole mask that is not there: body, firmware, clock, and faults on demand.

Time comes from outside, so that it runs as fast as anybody likes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openpbm.delivery.frame import KEY_BYTES
from openpbm.delivery.limit import HOLD_MS, WATCHDOG_MS
from openpbm.delivery.order import Order
from openpbm.devices.clock import paced
from openpbm.devices.firmware import Firmware
from openpbm.devices.plant import Plant
from openpbm.errors import DeviceError
from openpbm.fact import message
from openpbm.sitting.device import Access, Device
from openpbm.speech.say import say

BOOT_MS = 300.0  # dark after a reset


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
        self.plant = Plant(tuple(channel.drive for channel in order.channels))
        self.said: list[bytes] = []
        self.firmware = Firmware(
            plant=self.plant,
            mask_id=mask_id or order.mask_id,
            key=key,
            fresh=fresh,
            hottest_degc=order.hottest_degc if hottest_degc is None else hottest_degc,
            say=self.said.append,
            now_ms=float(counter_ms),
        )
        self.plant.hottest_degc = self.firmware.hottest_degc
        self.rate = 1.0  # of the device's clock
        self.now_ms = 0.0
        self._dead_until_ms = 0.0  # no firmware runs before
        self._boots = False
        self._drops_ms = 1e18  # the series switch opens then, as nobody holds it

    def advance(self, to_ms: float) -> None:
        """Let time pass until then."""
        while self.now_ms < to_ms:
            if self.now_ms < self._dead_until_ms:
                self._lie_dead(min(to_ms, self._dead_until_ms, max(self._drops_ms, self.now_ms)))
                continue
            due = self.now_ms + self.firmware.due_in_ms() / self.rate
            if due > to_ms:
                self._pass_time(to_ms)
                return
            self._pass_time(due)
            self.firmware.poll()

    def next_ms(self) -> float:
        """When something happens here next, if nobody interferes."""
        if self.now_ms < self._dead_until_ms:
            return min(self._dead_until_ms, max(self._drops_ms, self.now_ms))
        return self.now_ms + self.firmware.due_in_ms() / self.rate

    def _pass_time(self, to_ms: float) -> None:
        self.firmware.pass_time((to_ms - self.now_ms) * self.rate)
        self.plant.pass_time(to_ms)
        self.now_ms = to_ms

    def _lie_dead(self, to_ms: float) -> None:
        self.plant.pass_time(to_ms)
        self.firmware.now_ms += (to_ms - self.now_ms) * self.rate
        self.now_ms = to_ms
        if to_ms >= self._drops_ms:
            self.plant.series_closed, self._drops_ms = False, 1e18
        if to_ms >= self._dead_until_ms and self._boots:
            self.firmware.boot()

    # ---- messages

    def take(self, frame: bytes, at_ms: float) -> None:
        """A frame arrives."""
        self.advance(at_ms)
        if self.now_ms >= self._dead_until_ms:
            self.firmware.take(frame)

    def taken(self) -> list[bytes]:
        """What it said since it was last asked."""
        said = self.said[:]
        self.said.clear()
        return said

    # ---- faults

    def reset(self) -> None:
        """Power gone and back: dark at once."""
        self.firmware.boot()
        self._dead_until_ms, self._boots = self.now_ms + BOOT_MS, True

    def hang(self) -> None:
        """The processor stands still with its gates as they are.

        The series switch needs it every few readings and drops; the watchdog resets it later.
        """
        self._drops_ms = self.now_ms + HOLD_MS
        self._dead_until_ms, self._boots = self.now_ms + WATCHDOG_MS, True


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
