"""Moves time and messages between a person, a machine, a device and a record.

Clock, link and recorder are handed in. Nothing here decides; `machine.step` does.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from openpbm.delivery import event as events
from openpbm.delivery.frame import NONCE_BYTES, Envelope, heard_by_host, tag, to_device
from openpbm.delivery.limit import LEASE_MS, MISSING_S, MS_PER_MINUTE, RECORD_TRIES
from openpbm.delivery.machine import step
from openpbm.delivery.order import Order
from openpbm.delivery.state import FINAL, LINKED, Phase, State, idle
from openpbm.errors import DeviceError, OpenPBMError
from openpbm.record import (
    LightEvent,
    PlacedOrder,
    SessionBegun,
    SessionEnded,
    SessionOrdered,
    SessionProgress,
)
from openpbm.session import NotNowError, Refusal


class Clock(Protocol):
    """Two times: one that only runs forward, for dose, and one for labels."""

    def monotonic_ms(self) -> int:
        """Milliseconds since anything; never set, never back."""
        ...

    def utc(self) -> datetime:
        """What the wall clock says; may jump."""
        ...


class Link(Protocol):
    """Bytes to and from a device, whole frames at a time. Never waits."""

    @property
    def is_open(self) -> bool:
        """False when the other side is known to be gone."""
        ...

    def send(self, frame: bytes) -> None:
        """Hand over a frame. Raises DeviceError where the link is gone."""
        ...

    def receive(self) -> Sequence[bytes]:
        """All frames that have come. Raises DeviceError where the link is gone."""
        ...


# Returns when it is safe on the disk. Raises OSError or any OpenPBMError: then it goes dark; of
# these NotNowError is no fault, and says why there is to be no light.
Recorder = Callable[[LightEvent], object]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Under which names a session is written down: whose, of which plan, given by whom."""

    session_id: str
    person_id: str
    plan_sha256: str
    source: str  # of the transport that gave the light


@dataclass(kw_only=True)
class Runner:
    """One session from screen to dark. Call `poll` at least every heartbeat."""

    order: Order
    heading: Heading
    clock: Clock
    link: Link
    recorder: Recorder
    key: bytes = field(repr=False)
    slot: int = 0  # of this host in the mask
    fresh: Callable[[int], bytes]  # that many bytes nobody can guess
    state: State = field(init=False)
    record_failed: str = field(default="", init=False)
    refusal: Refusal | None = field(default=None, init=False)  # the record said: not now
    report: events.DeviceReport | None = field(
        default=None, init=False
    )  # the last that was believed
    _events: deque[events.Event] = field(default_factory=deque, init=False)
    _mask: events.Limits | None = field(default=None, init=False)  # as the one of this session said
    _written: bytes = field(default=b"", init=False)  # the order that is written down
    _is_begun: bool = field(default=False, init=False)  # its beginning is kept
    _owed: Sequence[LightEvent] = field(default=(), init=False)  # its end, while it is not kept
    _tries: int = field(default=RECORD_TRIES, init=False)  # that are left for it

    def __post_init__(self) -> None:
        self.state = idle(self.order, self.clock.monotonic_ms())

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_problem: object) -> None:
        """Whatever happened, the last word to the device is dark."""
        if self.state.phase not in FINAL:
            self.stop()

    def stop(self) -> None:
        """Dark now; wins over everything that waits."""
        self._events.clear()
        self.tell(events.Stop(self.clock.monotonic_ms()))

    def lost(self) -> None:
        """The person says that the device is out of reach."""
        self.tell(events.LinkLost(self.clock.monotonic_ms()))

    @property
    def owes(self) -> bool:
        """Its end could not be written down yet, as while another program writes."""
        return bool(self._owed) and self._tries > 0

    def poll(self) -> State:
        """Let time pass, take what came, send what is due."""
        if self.owes:
            self._pay()
        looked_ms = self.clock.monotonic_ms()
        if not self.order.by_hand:  # what waited while the host slept is not news
            self.tell(events.Tick(looked_ms))
        if self.state.phase in LINKED and not self.link.is_open:
            self.lost()
        self._receive()
        now_ms = self.clock.monotonic_ms()
        if self.order.by_hand:  # nobody is silent: a disk that keeps this waiting is no news either
            now_ms = max(looked_ms, self.state.now_ms)
        if self.state.phase is Phase.SCREENED and self.link.is_open:
            self.tell(events.Connected(now_ms, self.fresh(NONCE_BYTES)))
        else:
            self.tell(events.Tick(now_ms))
        return self.state

    def _receive(self) -> None:
        try:
            frames = self.link.receive()
        except DeviceError:
            self.lost()
            return
        for frame in frames:
            state, now_ms = self.state, self.clock.monotonic_ms()
            event = heard_by_host(frame, self.key, state.session, state.nonce, now_ms)
            self.tell(event)
            if isinstance(event, events.DeviceReport) and event.seq == self.state.seq:
                self.report = event

    def tell(self, event: events.Event) -> None:
        """Something happened; what it asks for is done before this returns."""
        self._events.append(event)
        while self._events:
            happened = self._events.popleft()
            self.state, commands = step(self.state, happened)
            self._remember(happened)
            for command in commands:
                if not self._do(command):
                    break  # what follows depended on it

    def _remember(self, event: events.Event) -> None:
        """Which mask it is."""
        if isinstance(event, events.Limits) and event.session == self.state.session:
            self._mask = event

    def _do(self, command: events.Command) -> bool:
        if isinstance(command, events.Begin | events.Progress | events.End):
            return self._record(command)
        return self._send(command)

    def _send(
        self,
        command: events.Hello | events.PlaceOrder | events.StartLight | events.Renew | events.Dark,
    ) -> bool:
        try:
            self.link.send(to_device(command, self.state.session, self._envelope()))
        except DeviceError:
            if self.state.phase in LINKED:
                self._events.append(events.LinkLost(self.clock.monotonic_ms()))
            return False
        return True

    def _envelope(self) -> Envelope:
        heading = self.heading
        return Envelope(
            key=self.key,
            slot=self.slot,
            plan_tag=tag(heading.plan_sha256, self.key),
            person_tag=tag(heading.person_id, self.key),
            unix_s=int(self.clock.utc().timestamp()),
        )

    def _record(self, command: events.Begin | events.Progress | events.End) -> bool:
        to_keep = self._events_of(command)
        try:
            if any(self._is_kept(to_keep) for _ in range(self._tries_now)):
                return True
        except NotNowError as no:
            self.refusal = self.refusal or no.refusal
            self._events.append(events.Stop(self.clock.monotonic_ms()))
            return False
        if isinstance(command, events.End) and self._is_begun:
            self._owed = to_keep
        self._events.append(events.NotRecorded(self.clock.monotonic_ms()))
        return False

    @property
    def _tries_now(self) -> int:
        """Before a person is asked to switch it on, no mask is kept waiting, and it is dark."""
        is_before = self.state.phase is Phase.RAMP and not any(self.state.lit_ms)
        return RECORD_TRIES if self.order.by_hand and is_before else 1

    def _is_kept(self, to_keep: Sequence[LightEvent]) -> bool:
        """Write it down. Sums are of the whole: a later one makes up for one that failed."""
        try:
            for event in to_keep:
                self.recorder(event)
                self._is_begun |= isinstance(event, SessionBegun)
        except NotNowError:
            raise
        except (OSError, OpenPBMError) as problem:
            self.record_failed = self.record_failed or str(problem)  # what follows is of it
            return False
        if self.state.reason != "not_recorded":
            self.record_failed = ""
        return True

    def _pay(self) -> None:
        """It is dark, and nothing waits: its end is tried again."""
        self._tries -= 1
        if self._is_kept(self._owed):
            self._owed = ()

    def _events_of(
        self, command: events.Begin | events.Progress | events.End
    ) -> Sequence[LightEvent]:
        name, at_utc = self.heading.session_id, self.clock.utc()
        match command:
            case events.Begin():
                self._written = self.state.nonce
                return (self._begun(at_utc),)
            case events.Progress():
                progress = SessionProgress(session_id=name, at_utc=at_utc, lit_min=self.lit_min)
                return (*self._ordered(at_utc), progress)
            case events.End():
                ended = SessionEnded(
                    session_id=name, at_utc=at_utc, lit_min=self.lit_min, reason=self.state.reason,
                    guessed_min=self._guessed_min,
                )  # fmt: skip
                return (ended,)

    def _ordered(self, at_utc: datetime) -> Sequence[LightEvent]:
        """A later order, before its first light; machine and mask already hold it."""
        order = self._placed
        if order is None or self.state.nonce == self._written:
            return ()
        self._written = self.state.nonce
        ordered = SessionOrdered(
            session_id=self.heading.session_id, at_utc=at_utc, order=order,
            lit_min=self.lit_min, guessed_min=self._guessed_min,
        )  # fmt: skip
        return (ordered,)

    @property
    def _placed(self) -> PlacedOrder | None:
        """The present order, as the mask's log will call it; None where none is kept."""
        mask = self._mask
        if self.order.by_hand or mask is None or not any(mask.serial_tag):
            return None
        return PlacedOrder(
            order_id=self.state.nonce.hex(),
            mask=mask.serial_tag.hex(),
            boots=mask.boots,
            after=mask.log_last,
            channels=tuple(channel.id for channel in self.order.channels),
        )

    @property
    def _guessed_min(self) -> tuple[tuple[str, float], ...]:
        if self.order.by_hand or not any(self.state.guessed_ms):
            return ()
        return self._in_min(self.state.guessed_ms)

    def _begun(self, at_utc: datetime) -> SessionBegun:
        # the machine already holds the start, so that it is counted from the first light on
        return SessionBegun(
            session_id=self.heading.session_id,
            person_id=self.heading.person_id,
            mask_id=self.order.mask_id,
            plan_sha256=self.heading.plan_sha256,
            zone=self.order.part.zone,
            goal=self.order.part.goal,
            source=self.heading.source,
            day=at_utc.astimezone().date(),
            at_utc=at_utc,
            planned_min=max(c.prescribed_ms for c in self.order.channels) / MS_PER_MINUTE,
            tick_s=self._missing_s(),
            rates=self.order.rates,
            order=self._placed,
        )

    def _missing_s(self) -> float:
        """How much light may be missing from the last record; a mask of its own has its timer."""
        if not self.order.by_hand:
            return MISSING_S
        return (self.order.programme_ms + LEASE_MS) / 1000.0

    @property
    def lit_min(self) -> tuple[tuple[str, float], ...]:
        """Light time that counts as delivered, by channel."""
        return self._in_min(self.state.counted_ms)

    def _in_min(self, all_ms: tuple[int, ...]) -> tuple[tuple[str, float], ...]:
        return tuple(
            (channel.id, ms / MS_PER_MINUTE)
            for channel, ms in zip(self.order.channels, all_ms, strict=True)
        )
