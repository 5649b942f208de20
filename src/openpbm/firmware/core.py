"""What decides about light in the mask: orders, starts, leases, trips.

It may only shorten what it is asked for. Everything is counted in whole numbers of the mask's own
time: ms, 1/1000 of an output, 1/100 degC. `tick` comes at least every 20 ms; hardware opens the
series switch where it does not. Reference: docs/reference/wire.md.
"""

import struct

from . import calibration, orders
from .account import Account
from .board import Board
from .enrol import Enrolment
from .frame import MASK_32, channels
from .lease import Lease
from .log import NO_ORDER
from .orders import TakenOrder
from .talk import Correspondence
from .watch import AS_CALIBRATED, Watch
from .wire_table import (
    DARK,
    GARBLED_IN_A_ROW,
    HARDWARE_TIMER_MS,
    HOLD_MS,
    LEASE_MS,
    LOG_KEY,
    LOG_REFUSED,
    LOG_TRIP,
    ORDER,
    OUTPUT_OVER_PCT,
    OWN_LEASE_PCT,
    REFUSED_BARE,
    REFUSED_ECHO,
    REFUSED_EXPIRED,
    REFUSED_LENGTH,
    REFUSED_LIT,
    REFUSED_NO_ORDER,
    REFUSED_ORDER,
    REFUSED_ROOM,
    REFUSED_START,
    REFUSED_TRIPPED,
    REFUSED_UNFIT,
    RENEW_EACH,
    RENEW_FIELDS,
    START,
    START_EACH,
    START_FIELDS,
    STATE_BARE,
    STATE_BOOT,
    STATE_LATCHED,
    STATE_LIT,
    STATE_ORDERED,
    STATE_READY,
    TICK_MS,
    TRIP_NONE,
    TRIP_SELFTEST,
    TRIP_STUCK_ON,
    TRIP_TIMER,
    TRIP_WATCHDOG,
)

SWITCH_OPENS_MS = 100  # after a last hold
NO_START = 0


class Core:
    """A mask's processor. Dark from its first instruction on."""

    def __init__(self, board: Board) -> None:
        board.all_off()
        self.board = board
        self.limits = calibration.read(board)
        self.account = Account(board, self.limits)
        self.count = self.account.count
        self.watch = Watch(board, self.count)
        self.state = STATE_BOOT if self.limits is not None else STATE_BARE
        self.trip = TRIP_NONE
        self.now_ms = board.ms()
        self.order: TakenOrder | None = None
        self._expired = NO_ORDER  # whose time ran out last
        self.start = NO_START
        self.grant_ms = [0] * self.count
        self.lit_us = [0] * self.count  # of this start
        self.lease = Lease(OWN_LEASE_PCT, MASK_32)
        self.timer_ms = 0  # light since power came
        self.garbled = 0
        self.late_ticks = 0
        self._checkpoint_ms = 0
        self._counted_ms = self.now_ms
        # at the most light there can be, and with the longest pause, no more than that is missing
        self._note_every_ms = board.missing_ms * 100 // (100 + OUTPUT_OVER_PCT) - HOLD_MS
        self._pulsed_ms = -1
        self.enrolment = Enrolment(self)
        self.talk = Correspondence(self)
        if self.account.open():
            self._fail(TRIP_WATCHDOG)

    @property
    def is_lit(self) -> bool:
        """Light is commanded."""
        return self.state == STATE_LIT

    @property
    def shines(self) -> bool:
        """Light is commanded, or flows uncommanded."""
        return self.is_lit or self.watch.shines()

    # ---- time

    def tick(self) -> int:
        """Look, count, judge, obey one message, hold, note, tell. Ms until the next is due."""
        now = self.board.ms()
        span, self.now_ms = now - self.now_ms, now
        if span > 2 * TICK_MS:
            self.late_ticks += 1
        self._count(self.watch.shone_us(now - self._counted_ms), now - self._counted_ms)
        self._counted_ms = now
        if self.is_lit and (span > HOLD_MS or not self.board.is_held()):
            self._fail(TRIP_WATCHDOG)  # the series switch dropped: light again needs a start
        self.watch.look(now)
        if self.state == STATE_BOOT:
            self._self_test()
        if self.state != STATE_BARE:
            self._judge()
        self.enrolment.tick(self.watch.is_pressed)
        self.talk.obey_one()
        self._end_what_has_run_out()
        if self.is_lit:
            self.board.hold()
            if now - self._checkpoint_ms >= self._note_every_ms:
                self._note()
        self.talk.tell()
        return self._due_ms()

    def _due_ms(self) -> int:
        """A grant or a lease that ends sooner than a tick is ended on time."""
        due = TICK_MS
        if self.is_lit:
            due = min(due, self.lease.end_ms - self.now_ms)
            for i in range(self.count):
                if self.watch.gates[i]:
                    left_us = self.grant_ms[i] * 1000 - self.lit_us[i]
                    due = min(due, left_us // max(self.watch.seen[i], AS_CALIBRATED // 2))
        return max(due, 1)

    def _count(self, shone_us: list[int], span_ms: int) -> None:
        if not any(shone_us):
            return
        self.timer_ms += span_ms
        for i in range(self.count):
            self.lit_us[i] += shone_us[i]
            if self.order is not None:
                self.order.lit_us[i] += shone_us[i]

    def _self_test(self) -> None:
        """Sensors, monitors, and a series switch that opens when nobody holds it."""
        if self._pulsed_ms < 0:
            if self.watch.are_sensors_odd() or self.watch.is_uncommanded():
                self._fail(TRIP_SELFTEST)
                return
            self.board.hold()
            self._pulsed_ms = self.now_ms
        elif self.watch.is_uncommanded():
            self._fail(TRIP_STUCK_ON)
        elif self.now_ms - self._pulsed_ms > SWITCH_OPENS_MS:
            if self.board.is_held():
                self._fail(TRIP_SELFTEST)
            else:
                self.state = STATE_READY

    def _judge(self) -> None:
        """Everything that must hold while it shines; the worst is kept."""
        hottest = self.limits.hottest_cdegc if self.limits is not None else 0
        fault = self.watch.fault(self.order.hottest_cdegc if self.order is not None else hottest)
        if fault:
            self._fail(fault)
        elif self.timer_ms >= HARDWARE_TIMER_MS:
            self._fail(TRIP_TIMER)
        if self.state == STATE_LATCHED:
            return
        self.trip = self.watch.cause()  # put right, it is over; light still needs a fresh start
        if self.trip != TRIP_NONE:
            self.darken(self.trip)

    def _end_what_has_run_out(self) -> None:
        if not self.is_lit:
            if self.order is not None and self.now_ms > self.order.until_ms:
                self._expired = self.order.order_id
                start, lit_us = self.start, self.lit_us
                self.forget_order()
                self.start, self.lit_us = start, lit_us  # reports still tell of its light
            return
        if self.lease.is_over(self.now_ms):
            self.darken(TRIP_NONE)
            return
        for i in range(self.count):
            left_us = self.grant_ms[i] * 1000 - self.lit_us[i]
            if self.watch.gates[i] and left_us < AS_CALIBRATED:
                self.board.gate(i, 0)
                self.watch.closed(i)
        if True not in self.watch.gates:
            self.darken(TRIP_NONE)

    def _note(self) -> None:
        """The running total; where it cannot be kept there is no light."""
        self._checkpoint_ms = self.now_ms
        left = [self.grant_ms[i] - self.lit_us[i] // 1000 for i in range(self.count)]
        if self.order is None or not self.account.note(self.order, self.start, left):
            self.darken(TRIP_NONE)

    # ---- dark

    def darken(self, detail: int) -> None:
        """All gates and the series switch open; what was given is written down."""
        if not self.is_lit:
            return
        self.board.all_off()
        self._count_to_the_end()
        for i in range(self.count):
            self.watch.closed(i)
        self.state = STATE_ORDERED
        self.lease.close(self.now_ms)
        if self.order is not None:
            given_ms = [-(-us // 1000) for us in self.lit_us]
            self.account.end(self.order, self.start, detail, given_ms)

    def _count_to_the_end(self) -> None:
        """Light since it was last counted: between two ticks too, and never a ms too little."""
        span = self.board.ms() - self._counted_ms + 1
        self._counted_ms += span
        self._count(self.watch.at_least_us(span), span)

    def _fail(self, trip: int) -> None:
        """Dark until power is cycled."""
        self.board.all_off()
        self.darken(trip)
        if self.state != STATE_LATCHED:
            self.state, self.trip = STATE_LATCHED, trip
            order_id = self.order.order_id if self.order is not None else NO_ORDER
            self.account.add(LOG_TRIP, trip, order_id, ())

    def noise(self) -> None:
        """A frame of noise came."""
        self.garbled += 1
        if self.garbled >= GARBLED_IN_A_ROW:
            self.darken(TRIP_NONE)

    def forget_order(self) -> None:
        """Nothing is ordered any more."""
        self.darken(TRIP_NONE)
        self.order, self.start = None, NO_START
        self.grant_ms = [0] * self.count
        self.lit_us = [0] * self.count
        if self.state == STATE_ORDERED:
            self.state = STATE_READY

    def note_key(self, slot: int) -> None:
        """A key was made or dropped."""
        self.account.add(LOG_KEY, slot, NO_ORDER, ())

    # ---- messages

    def obey(self, kind: int, seq: int, content: bytes) -> None:
        """An authentic, fresh message of this session."""
        if kind == DARK:
            self.darken(TRIP_NONE)
            if content == b"\x01":
                self.forget_order()
            self.talk.report()
            return
        if kind == ORDER:
            why = self._take_order(content)
        elif kind == START:
            why = self._start(content)
        else:
            why = self._renew(content)
        if why:
            self.talk.refuse(seq, kind, why, self.trip if why == REFUSED_TRIPPED else 0)

    def _take_order(self, content: bytes) -> int:
        order = orders.read(content)
        if isinstance(order, int):
            return order
        if self.order is not None and self.order.order_id == order.order_id:
            self.talk.ordered(self.order, 0)  # its answer was lost
            return 0
        why = self._against(order)
        if not why and not self.account.settle():
            why = REFUSED_TRIPPED  # what was given before has to be known first
        if not why and self.limits is not None:
            orders.shorten(order, self.limits, self.account.room)
            why = REFUSED_ROOM if order.status == orders.REFUSED else 0
        if why:
            self.account.add(LOG_REFUSED, why, order.order_id, ())
            return why
        self.forget_order()
        order.until_ms = self.now_ms + order.valid_s * 1000
        self.order, self.state = order, STATE_ORDERED
        self.talk.ordered(order, REFUSED_ROOM if order.status == orders.SHORTENED else 0)
        return 0

    def _against(self, order: TakenOrder) -> int:
        if self.limits is None:
            return REFUSED_BARE
        if self.is_lit:
            return REFUSED_LIT
        if self.state in (STATE_LATCHED, STATE_BOOT):
            return REFUSED_TRIPPED
        return orders.against(order, self.limits, self.board.lease_max_ms)

    def _start(self, content: bytes) -> int:
        """A start counts once, while it is fresh, and only where nothing speaks against it."""
        asked = channels(content, START_FIELDS, START_EACH, self.count)
        if asked is None:
            return REFUSED_LENGTH
        order_id, start, echo_ms = struct.unpack(
            START_FIELDS, content[: struct.calcsize(START_FIELDS)]
        )
        order = self.order
        if order is None:
            if self.state == STATE_LATCHED:
                return REFUSED_TRIPPED
            return REFUSED_EXPIRED if order_id == self._expired else REFUSED_NO_ORDER
        why = self._against_start(order, order_id, start, echo_ms)
        if why:
            return why
        self.start = start
        self.lit_us = [0] * self.count
        self.grant_ms = [min(ms, order.left_ms(i)) for i, (ms,) in enumerate(asked)]
        if not any(self.grant_ms):
            return REFUSED_ROOM
        return self._light(order, echo_ms)

    def _against_start(self, order: TakenOrder, order_id: bytes, start: int, echo_ms: int) -> int:
        if self.state == STATE_LATCHED:
            return REFUSED_TRIPPED
        if order_id != order.order_id:
            return REFUSED_ORDER
        if start <= self.start:
            return REFUSED_START
        if self.is_lit:
            return REFUSED_LIT
        if self.lease.age_ms(self.now_ms, echo_ms) > LEASE_MS:
            return REFUSED_ECHO
        if self.now_ms > order.until_ms:
            return REFUSED_EXPIRED
        return REFUSED_UNFIT if self.watch.cause() != TRIP_NONE else 0

    def _light(self, order: TakenOrder, echo_ms: int) -> int:
        """First written down, then light."""
        if not self.account.begin(order, self.start, self.grant_ms):
            return REFUSED_TRIPPED
        self.lease.open()
        self._extend(order, echo_ms)
        self.state, self._checkpoint_ms = STATE_LIT, self.now_ms
        self.talk.pending = None  # nobody takes over a mask that shines
        for i in range(self.count):
            if self.grant_ms[i] > 0:
                self.board.gate(i, order.drives[i])
                self.watch.opened(i)
        self.board.hold()
        self.talk.report()
        return 0

    def _renew(self, content: bytes) -> int:
        asked = channels(content, RENEW_FIELDS, RENEW_EACH, self.count)
        if asked is None:
            return REFUSED_LENGTH
        start, echo_ms = struct.unpack(RENEW_FIELDS, content[: struct.calcsize(RENEW_FIELDS)])
        if self.is_lit and self.order is not None and start == self.start:
            self._extend(self.order, echo_ms)
            self.grant_ms = [min(self.grant_ms[i], most) for i, (most,) in enumerate(asked)]
        return 0

    def _extend(self, order: TakenOrder, echo_ms: int) -> None:
        self.lease.renew(self.now_ms, echo_ms, order.lease_ms)
