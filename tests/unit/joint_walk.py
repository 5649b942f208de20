"""Host and mask together: every way that half a second of light can go, in steps of 250 ms.

The machine of `delivery`, the firmware's core on its board, and a link that holds one frame one way
and two the other, and may lose them, give them late or twice. Times are counted from now and in
steps, so that the walk closes.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from delivery_made import NONCE, key, short

from openpbm.delivery.event import (
    Begin,
    Connected,
    End,
    Event,
    Fitted,
    LinkLost,
    Progress,
    ScreenAnswered,
    Stop,
    Tick,
)
from openpbm.delivery.event import (
    Start as StartEvent,
)
from openpbm.delivery.frame import Envelope, heard_by_host, to_device
from openpbm.delivery.limit import LEASE_MS, RESERVE_MS
from openpbm.delivery.machine import step
from openpbm.delivery.state import FINAL, LIT, Phase, State, idle
from openpbm.devices.simulated import SimulatedMask
from openpbm.firmware.wire_table import START

KEY = bytes(range(32))
ENVELOPE = Envelope(key=KEY)
STEP_MS = 250
TARGET_MS = 500
REMEMBERED = 2  # frames of a mask that wait for the host
MOMENT_MS = 40  # a shield is open, too short for a report to be sent twice


class Fresh:
    """Bytes that differ each time, and can be copied."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, count: int) -> bytes:
        self.count += 1
        return self.count.to_bytes(count, "big")


@dataclass
class Joint:
    """A host, a mask, and what is on its way."""

    state: State
    mask: SimulatedMask
    to_mask: bytes = b""
    to_host: tuple[bytes, ...] = ()
    starts: int = 0
    edges: int = 0
    before_ms: float = 0.0  # light of earlier orders
    forbidden_ms: float = -1.0  # until then by a shield that was open for a moment
    pickled: bytes = b""  # the mask

    @property
    def is_lit(self) -> bool:
        return self.mask.core.is_lit

    def copied(self) -> Joint:
        """Another one that goes its own way, but for the mask, which it may not touch."""
        return replace(self)

    def moved(self) -> Joint:
        """Another one with a mask of its own."""
        if not self.pickled:  # once for all ways from here
            self.pickled = pickle.dumps(self.mask, pickle.HIGHEST_PROTOCOL)
        return replace(self, mask=pickle.loads(self.pickled), pickled=b"")

    # ---- what may happen

    def tell(self, event: Event) -> None:
        before = self.state.start
        self.state, commands = step(self.state, event)
        self.starts += self.state.start - before
        for command in commands:
            if not isinstance(command, Begin | Progress | End):
                self.to_mask = to_device(command, self.state.session, ENVELOPE)

    def now(self) -> int:
        return round(self.mask.now_ms)

    def pass_time(self) -> None:
        was = self.is_lit
        self.mask.advance(self.mask.now_ms + STEP_MS)
        self.edges += self.is_lit and not was
        self.to_host = (*self.to_host, *self.mask.taken())[-REMEMBERED:]
        self.tell(Tick(self.now()))

    def reach_mask(self, *, ticks: bool = True) -> None:
        """The frame comes; the mask acts on it, or hears the next one before it has."""
        frame, self.to_mask = self.to_mask, b""
        was = self.is_lit
        self.mask.take(frame, self.mask.now_ms)
        if self.mask.core.order is None:
            self.before_ms = max(self.mask.board.true_ms)
        if ticks:
            self.mask.advance(self.mask.now_ms + 20)
        self.edges += self.is_lit and not was
        self.to_host = (*self.to_host, *self.mask.taken())[-REMEMBERED:]

    def may_open(self) -> bool:
        """Once, before the first start or while it is on its way."""
        awaited = self.starts == 0 or (self.starts == 1 and self.kind(self.to_mask) == START)
        return awaited and self.forbidden_ms < 0

    def open_for_a_moment(self) -> None:
        """The shield, in the dark."""
        contacts = self.mask.board.shield_contacts
        contacts[0] = False
        self.mask.advance(self.mask.now_ms + MOMENT_MS)
        contacts[0] = True
        self.forbidden_ms = self.mask.now_ms + LEASE_MS
        self.to_host = (*self.to_host, *self.mask.taken())[-REMEMBERED:]

    def reach_host(self) -> None:
        frame, *rest = self.to_host
        self.to_host = tuple(rest)
        own = self.state
        self.tell(heard_by_host(frame, KEY, own.session, own.nonce, self.now()))

    # ---- when two are the same

    def name(self) -> tuple[object, ...]:
        core, own = self.mask.core, self.state
        total = sum(core.order.lit_ms()) if core.order is not None else 0
        return (
            key(own), core.state, core.trip, core.start - own.start, core.start > 0,
            steps(core.lease.end_ms - core.now_ms if core.is_lit else 0),
            steps(sum(core.grant_ms) - sum(core.lit_us) // 1000), steps(total),
            None if core.talk.now is None else core.talk.now.session == own.session,
            None if core.talk.pending is None else core.talk.pending.session == own.session,
            tuple(kind for kind, _, _ in core.talk._queue), self.kind(self.to_mask),
            tuple(map(self.kind, self.to_host)), tuple(self.mask.board.shield_contacts),
            min(self.starts, 2), steps(self.forbidden_ms - self.mask.now_ms),
        )  # fmt: skip

    @staticmethod
    def kind(frame: bytes) -> int:
        return frame[1] if frame else 0


def steps(span_ms: float) -> int:
    return min(max(-(-round(span_ms) // STEP_MS), 0), 8)


def begun() -> Joint:
    order = short(TARGET_MS)
    return Joint(idle(order), SimulatedMask(order, key=KEY, fresh=Fresh()))


def ways(at: Joint) -> Iterator[Joint]:
    """Everything that may happen next."""
    phase, now = at.state.phase, at.now()

    def told(event: Event) -> Joint:
        after = at.copied()
        after.tell(event)
        return after

    if phase is Phase.IDLE:
        yield told(ScreenAnswered(now, True))
        return
    if phase is Phase.SCREENED:
        yield told(Connected(now, NONCE))
    if phase is Phase.AGREED:
        yield told(Fitted(now, True, True))
    if phase in (Phase.READY, Phase.PAUSED) and at.starts < 2:
        yield told(StartEvent(now))
    if phase in LIT:
        yield told(Stop(now))
        yield told(LinkLost(now))
    if at.to_mask:
        once = at.moved()
        once.reach_mask()
        yield once
        twice = once.copied()
        twice.to_mask = at.to_mask  # it stays on the link as well
        yield twice
        if not at.mask.core.talk._queue:
            hasty = at.moved()
            hasty.reach_mask(ticks=False)
            yield hasty
        lost = at.copied()
        lost.to_mask = b""
        yield lost
    if at.to_host:
        after = at.copied()
        after.reach_host()
        yield after
        dropped = at.copied()
        dropped.to_host = dropped.to_host[1:]
        yield dropped
    if at.is_lit:
        opened = at.moved()
        opened.mask.board.shield_contacts[0] = False
        yield opened
    elif phase in (Phase.READY, Phase.RAMP) and at.may_open():
        glimpsed = at.moved()
        glimpsed.open_for_a_moment()
        yield glimpsed
    after = at.moved()
    after.pass_time()
    yield after


def wrong(at: Joint) -> str:
    """What must never be; empty where all is well."""
    core, board = at.mask.core, at.mask.board
    truth = max(board.true_ms)
    if core.is_lit and core.lease.end_ms - core.now_ms > LEASE_MS:
        return "a lease longer than a lease"
    if at.edges > at.starts:
        return "light that nobody asked for"
    if truth > TARGET_MS + RESERVE_MS:
        return "more light than ordered"
    if core.is_lit and not all(board.shield_contacts) and board.late_ms.get("shield", 0) > 50:
        return "light on an open shield"
    if core.is_lit and at.mask.now_ms <= at.forbidden_ms:
        return "a start outlives what forbade it"
    order = core.order
    if order is not None and max(order.lit_ms()) + 21 < truth - at.before_ms:
        return "the mask counts less than it gave"
    over = at.state.phase in FINAL and not core.is_lit and at.state.begun
    if over and max(at.state.counted_ms) + RESERVE_MS < truth:
        return "the host counts less than was given"
    return ""


def is_over(at: Joint) -> bool:
    """Nothing new comes of it; a moment of an open shield is over where the host wants no light."""
    wants = at.state.phase in (Phase.AGREED, Phase.READY, Phase.RAMP)
    forbids = at.mask.now_ms <= at.forbidden_ms
    return not at.is_lit and (at.state.phase in FINAL or (forbids and not wants))


def walked(first: Joint, most: int) -> tuple[int, int, bool]:
    """States and ways seen, and whether the walk closed. Raises AssertionError at a wrong one."""
    seen = {first.name()}
    waiting = deque([first])
    taken = 0
    while waiting and len(seen) < most:
        at = waiting.popleft()
        for after in ways(at):
            taken += 1
            assert not wrong(after), (wrong(after), after.state, after.name())
            name = after.name()
            if name not in seen and not is_over(after):
                seen.add(name)
                waiting.append(after)
    return len(seen), taken, not waiting
