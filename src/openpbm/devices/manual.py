"""A mask that is not connected: a person switches it when they are asked, and says when it is dark.

Light counts from the moment they are asked to switch it on to the confirmed dark, at the planned
output, or until the mask's own timer, where one is known, has ended it. It speaks the same frames
as any other mask, so that one machine
and one runner serve both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openpbm.delivery.event import Dark, DeviceReport, Hello, LightOrder, Limits, Renew
from openpbm.delivery.frame import KEY_BYTES, NO_SESSION, from_device, heard_by_device
from openpbm.delivery.limit import HARDWARE_TIMER_MS, HEARTBEAT_MS
from openpbm.delivery.order import Order
from openpbm.delivery.wire import DRIVE_STEPS, WRAP_MS, mask_code
from openpbm.devices.clock import WallClock
from openpbm.sitting.device import Access, Device


def reach(order: Order, access: Access) -> Device:
    """A person with a mask, as a device; its light takes its time."""
    key, clock = access.fresh(KEY_BYTES), WallClock()
    mask = ManualMask(order, key=key, fresh=access.fresh, monotonic_ms=clock.monotonic_ms)
    return Device(link=mask, key=key, clock=clock, switch=mask)


class ManualMask:
    """A link to a person with a mask. `wants_dark` is what to ask of them."""

    is_open = True

    def __init__(
        self,
        order: Order,
        *,
        key: bytes,
        fresh: Callable[[int], bytes],
        monotonic_ms: Callable[[], int],
    ) -> None:
        self._order, self._key, self._fresh = order, key, fresh
        self._monotonic_ms = monotonic_ms
        self._session = NO_SESSION
        self._seq = self._heard = self._start = 0
        self._lit_since_ms: int | None = None
        self._lit_ms = 0  # of this start, up to the last confirmed dark
        self._told_ms = 0
        self._said: list[bytes] = []
        self.wants_dark = False

    @property
    def is_lit(self) -> bool:
        """True from the moment they are asked to switch it on to the confirmed dark."""
        return self._lit_since_ms is not None

    def confirm_dark(self) -> None:
        """The person says: it is dark now."""
        self._lit_ms = self._shone_ms()
        self._lit_since_ms = None
        self.wants_dark = False
        self._report()

    def _shone_ms(self) -> int:
        if self._lit_since_ms is None:
            return self._lit_ms
        shone_ms = self._monotonic_ms() - self._lit_since_ms
        whole_ms = self._lit_ms + shone_ms
        return min(whole_ms, self._order.programme_ms) if self._order.is_timed else whole_ms

    # ---- as a link

    def send(self, frame: bytes) -> None:
        """From the host."""
        heard = heard_by_device(frame, self._key)
        if isinstance(heard, type):
            return
        session, command = heard
        if isinstance(command, Hello):
            self._greet(command)
        elif session == self._session and command.seq > self._heard:
            self._heard = command.seq
            self._obey(command)

    def _obey(self, command: LightOrder | Renew | Dark) -> None:
        match command:
            case LightOrder():
                self._shine(command.start)
            case Dark():
                if self.is_lit:
                    self.wants_dark = True
                else:
                    self._report()
            case Renew():
                pass  # nobody here can let a lease run out

    def _shine(self, start: int) -> None:
        """Whoever is asked to switch it on may do so at once: it counts from here."""
        if start > self._start:
            self._start, self._lit_ms = start, 0
            self._lit_since_ms = self._monotonic_ms()
            self._report()

    def _greet(self, hello: Hello) -> None:
        if self.is_lit:
            return
        self._session = self._fresh(8) + hello.nonce
        self._heard, self._start, self._seq = hello.seq, 0, 1
        limits = Limits(
            0, self._session, self._seq, self._counter(), mask_code(self._order.mask_id),
            HARDWARE_TIMER_MS, 0, (DRIVE_STEPS,) * len(self._order.channels),
        )  # fmt: skip
        self._said.append(from_device(limits, self._key))

    def receive(self) -> Sequence[bytes]:
        """A report every heartbeat, as a mask would."""
        if self._session != NO_SESSION and self._monotonic_ms() - self._told_ms >= HEARTBEAT_MS:
            self._report()
        said, self._said = self._said, []
        return said

    def _counter(self) -> int:
        return self._monotonic_ms() % WRAP_MS

    def _report(self) -> None:
        self._seq += 1
        self._told_ms = self._monotonic_ms()
        shone_ms = self._shone_ms()
        channels = self._order.channels
        report = DeviceReport(
            0, self._session, self._seq, self._counter(), self._heard, self._start, self.is_lit,
            True, True, None, 0, tuple(shone_ms if c.target_ms else 0 for c in channels),
        )  # fmt: skip
        self._said.append(from_device(report, self._key))
