"""A mask that is not connected: a person switches it when they are asked, and says when it is dark.

Light counts from the moment they are asked to switch it on to the confirmed dark, at the planned
output, or until the mask's own timer, where one is known, has ended its longest programme: nobody
sees which was begun. It speaks the same frames as any other mask, so that one machine and one
runner serve both.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

from openpbm.delivery.frame import KEY_BYTES
from openpbm.delivery.limit import HARDWARE_TIMER_MS, HEARTBEAT_MS
from openpbm.delivery.order import Order
from openpbm.delivery.wire import DRIVE_STEPS, WRAP_MS, mask_code
from openpbm.devices.clock import WallClock
from openpbm.firmware import wire_table as wire
from openpbm.firmware.board import NO_BATTERY, NO_OUTPUT
from openpbm.firmware.frame import NO_SESSION, NONCE_BYTES, channels, is_of, packed, parts
from openpbm.firmware.talk import NO_TEMPERATURE, Conversation
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
        self._session: Conversation | None = None
        self._start = 0
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
        return min(whole_ms, self._order.longest_ms) if self._order.is_timed else whole_ms

    # ---- as a link

    def send(self, frame: bytes) -> None:
        """From the host."""
        whole = parts(frame)
        if whole is None:
            return
        kind, seq, content = whole
        if kind == wire.HELLO and is_of(frame, NO_SESSION, self._key):
            self._greet(content)
            return
        own = self._session
        if own is not None and is_of(frame, own.session, own.to_mask) and seq > own.heard:
            own.heard = seq
            self._obey(own, kind, content)

    def _obey(self, own: Conversation, kind: int, content: bytes) -> None:
        if kind == wire.ORDER:
            self._take_order(own, content)
        elif kind == wire.START:
            self._shine(struct.unpack_from(wire.START_FIELDS, content)[1])
        elif kind == wire.DARK:
            if self.is_lit:
                self.wants_dark = True
            else:
                self._report()
        # nobody here can let a lease run out: renewals say nothing

    def _take_order(self, own: Conversation, content: bytes) -> None:
        """A person keeps what they are asked: all of it."""
        order_id, *_, count = struct.unpack_from(wire.ORDER_FIELDS, content)
        asked = channels(content, wire.ORDER_FIELDS, wire.ORDER_EACH, count) or []
        answer = struct.pack(wire.ORDERED_FIELDS, order_id, 0, 0, len(asked))
        self._say(
            own,
            wire.ORDERED,
            answer + b"".join(struct.pack(wire.ORDERED_EACH, grant, 0) for grant, *_ in asked),
        )

    def _shine(self, start: int) -> None:
        """Whoever is asked to switch it on may do so at once: it counts from here."""
        if start > self._start:
            self._start, self._lit_ms = start, 0
            self._lit_since_ms = self._monotonic_ms()
            self._report()

    def _greet(self, content: bytes) -> None:
        if self.is_lit:
            return
        nonce, _, _, slot, _, _ = struct.unpack(wire.HELLO_FIELDS, content)
        own = Conversation(slot, self._key, self._fresh(NONCE_BYTES) + nonce, None)
        self._session, self._start = own, 0
        count = len(self._order.channels)
        head = struct.pack(
            wire.IDENT_FIELDS, own.session[:NONCE_BYTES], self._counter(), wire.VERSION,
            wire.STATE_READY, 0, bytes(8), mask_code(self._order.mask_id), bytes(3), 0, bytes(8),
            bytes(8), HARDWARE_TIMER_MS, 0, wire.LEASE_MS, 1, 0, 0, 0, 0, 1, count,
        )  # fmt: skip
        self._say(
            own, wire.IDENT, head + struct.pack(wire.IDENT_EACH, 0, 0, DRIVE_STEPS, 3, 0) * count
        )

    def receive(self) -> Sequence[bytes]:
        """A report every heartbeat, as a mask would."""
        if self._session is not None and self._monotonic_ms() - self._told_ms >= HEARTBEAT_MS:
            self._report()
        said, self._said = self._said, []
        return said

    def _counter(self) -> int:
        return self._monotonic_ms() % WRAP_MS

    def _say(self, own: Conversation, kind: int, content: bytes) -> None:
        own.said += 1
        self._said.append(packed(kind, own.said, content, own.session, own.to_host))

    def _report(self) -> None:
        own = self._session
        if own is None:
            return
        self._told_ms = self._monotonic_ms()
        shone_ms = self._shone_ms()
        ordered = self._order.channels
        flags = wire.FLAG_SHIELD | wire.FLAG_FIT | (wire.FLAG_LIT if self.is_lit else 0)
        head = struct.pack(
            wire.REPORT_FIELDS, self._counter(), own.heard, self._start, flags, wire.TRIP_NONE,
            NO_TEMPERATURE, NO_BATTERY, len(ordered),
        )  # fmt: skip
        lit = [shone_ms if channel.target_ms else 0 for channel in ordered]
        each = b"".join(struct.pack(wire.REPORT_EACH, ms % WRAP_MS, NO_OUTPUT) for ms in lit)
        self._say(own, wire.REPORT, head + each)
