"""Random sessions with random faults, in virtual time, watched by somebody who knows the truth.

The watcher sees the light that really came out of the simulated mask, and compares it with
what was prescribed, what was recorded and what each deadline allows.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from openpbm.delivery.event import Fitted, Hello, Pause, ScreenAnswered, Start
from openpbm.delivery.frame import Envelope, to_device
from openpbm.delivery.limit import (
    HEARTBEAT_MS,
    LEASE_MS,
    MISSING_S,
    OVER_PLAN,
    reserve_ms,
)
from openpbm.delivery.order import Order, OrderChannel
from openpbm.delivery.runner import Heading, Runner
from openpbm.delivery.state import FINAL, Phase
from openpbm.devices.faulty_link import FaultyLink, LinkFault
from openpbm.devices.outcome import DEADLINES, NEAR_CAP, NEAR_COUNTED, Nearest, Tally
from openpbm.devices.simulated import SimulatedMask
from openpbm.fact import Message, Quantity, message
from openpbm.record import (
    LightEvent,
    LightRate,
    SessionBegun,
    SessionEnded,
    SessionOrdered,
    SessionProgress,
)
from openpbm.session import Part

LINK_FAULTS = ("drop", "duplicate", "reorder", "delay", "corrupt", "replay", "forge")
BODY_FAULTS = (
    "stuck_on", "drift", "sensor_lies", "sensor_dead", "hot", "shield", "fit",
    "reset", "hang", "slow_clock", "fast_clock",
)  # fmt: skip
HOST_FAULTS = ("disconnect", "sleep", "kill", "store", "second_controller", "pause", "stop")
FAULTS = (*LINK_FAULTS, *BODY_FAULTS, *HOST_FAULTS)
LONGEST_MS = 60_000.0
KEY = bytes(range(32))
BEGAN = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)  # a minute before clocks change in Europe


@dataclass(frozen=True, slots=True)
class PlannedFault:
    """A fault and its time."""

    kind: str
    at_ms: float
    value: float


def campaign(seeds: Iterable[int], tell: Callable[[int], None] | None = None) -> Tally:
    """Run a session of each seed; `tell` hears how many are done."""
    whole = Tally()
    for number, seed in enumerate(seeds, start=1):
        whole.add(World(seed).run())
        if tell is not None and number % 20 == 0:
            tell(20)
    return whole


def random_order(rng: random.Random) -> Order:
    """One to three channels for 10 to 50 s; now and then a cap lies right above."""
    bands = rng.sample(("blue", "red", "nir"), rng.choice((1, 2, 2, 3)))
    prescribed = rng.randrange(10_000, 50_000)
    share = rng.choice((1.0 + OVER_PLAN, 1.0 + OVER_PLAN, 1.0, 0.6))
    drives = [rng.choice((1.0, 0.5, 0.2)) for _ in bands]
    target = min(prescribed, int(prescribed * share) - max(map(reserve_ms, drives)))
    return Order(
        mask_id="simulated",
        part=Part(),
        channels=tuple(
            OrderChannel(
                id=band, band=band, drive=drive, prescribed_ms=prescribed, target_ms=target,
            )
            for band, drive in zip(bands, drives, strict=True)
        ),
        rates=tuple(
            LightRate(role=band, band=band, region="nose", mean_j_cm2_min=1.0, hot_j_cm2_min=2.0)
            for band in bands
        ),
        hottest_degc=41.0,
    )  # fmt: skip


class World:
    """One session: a person, a host, a link, a mask, what goes wrong, and the watcher."""

    def __init__(self, seed: int, faults: tuple[PlannedFault, ...] | None = None) -> None:
        self.seed = seed
        self.rng = rng = random.Random(seed)
        self.order = random_order(rng)
        self.cap_ms = tuple(
            min(c.target_ms + reserve_ms(c.drive), c.prescribed_ms * (1.0 + OVER_PLAN))
            for c in self.order.channels
        )
        self.faults = _faults(rng) if faults is None else faults
        self.now_ms = 0.0
        self.mask = SimulatedMask(
            self.order, key=KEY, fresh=rng.randbytes, counter_ms=2**32 - rng.randrange(90_000)
        )
        self.link = FaultyLink(rng, rng.uniform(1, 30), _link_faults(self.faults))
        self.mask.voice = self._overheard
        self.records: list[tuple[float, LightEvent]] = []
        self.outcome = Tally(sessions=1)
        self.outcome.faults.update({f.kind for f in self.faults} or {"none"})
        self._store_broken = False
        self._asleep_until_ms = 0.0
        self._unplugged_until_ms = 0.0
        self._killed = False
        self._person_ms = 0.0
        self._starts = 0
        self._lightings = 0
        self._was_lit = False
        self._darks: list[tuple[str, float, float]] = []  # what, since when, by when
        self._left_to_plan = sorted(self.faults, key=lambda f: f.at_ms)
        self.runner = self._new_runner(self.order)

    def _new_runner(self, order: Order) -> Runner:
        runner = Runner(
            order=order,
            heading=Heading(
                session_id=f"{self.seed}-{len(self.records)}", person_id="p", plan_sha256="",
                source="simulated",
            ),
            clock=self,
            link=self.link,
            recorder=self._record,
            key=KEY,
            fresh=self.rng.randbytes,
        )  # fmt: skip
        runner.tell(ScreenAnswered(self.monotonic_ms(), True))
        return runner

    def _overheard(self, frame: bytes) -> None:
        self.link.now_ms = self.mask.now_ms
        self.link.say(frame)

    # ---- the clock

    def monotonic_ms(self) -> int:
        """Virtual time."""
        return int(self.now_ms)

    def utc(self) -> datetime:
        """Labels; they jump with daylight saving and by chance, and nothing may depend on them."""
        return BEGAN + timedelta(milliseconds=self.now_ms, hours=self.rng.randrange(-9000, 9000))

    def _record(self, event: LightEvent) -> None:
        if self._store_broken:
            raise OSError(28, "No space left on device")
        self.records.append((self.now_ms, event))

    # ---- the session

    def run(self) -> Tally:
        """All of it; what was seen."""
        tick_ms = 0.0
        while self.now_ms < LONGEST_MS:
            fault_ms = self._left_to_plan[0].at_ms if self._left_to_plan else 1e18
            awake = self.now_ms >= self._asleep_until_ms and not self._killed
            arrives_ms = self.link.next_ms(host_listens=awake)
            self._go_to(min(arrives_ms, tick_ms, fault_ms, LONGEST_MS))
            while self._left_to_plan and self._left_to_plan[0].at_ms <= self.now_ms:
                self._break(self._left_to_plan.pop(0))
            for frame in self.link.arrived():
                self.mask.take(frame, self.now_ms)
                self._watch()
            due = self.now_ms >= tick_ms
            if due or (awake and self.link.has_come):
                tick_ms = self.now_ms + HEARTBEAT_MS
                self.outcome.ticks += 1
                if awake:
                    self._host()
            if self.runner.state.phase in FINAL and not self.mask.board.is_shining:
                break
        self._judge()
        return self.outcome

    def _go_to(self, to_ms: float) -> None:
        """Until then, or until the mask says something: that may have to arrive before."""
        self.mask.advance_until_it_speaks(max(to_ms, self.now_ms))
        self.now_ms = self.link.now_ms = self.mask.now_ms
        if self._unplugged_until_ms and self.now_ms >= self._unplugged_until_ms:
            self._unplugged_until_ms = 0.0
            self.link.reconnect()
        self._watch()

    def _host(self) -> None:
        state = self.runner.poll()
        phase = state.phase
        if phase in (Phase.AGREED, Phase.READY, Phase.PAUSED) and self.now_ms >= self._person_ms:
            self._person(phase)
        self._watch()

    def _person(self, phase: Phase) -> None:
        """Looks at the mask and asks for light, sooner or later; puts right what was wrong."""
        now = self.monotonic_ms()
        if phase is Phase.AGREED:
            board = self.mask.board
            board.shield_contacts, board.is_fitted = [True, True], True
            self.runner.tell(Fitted(now, True, True))
        else:
            before = self.runner.state.start
            self.runner.tell(Start(now))
            self._starts += self.runner.state.start - before
        self._person_ms = self.now_ms + self.rng.uniform(100, 1_500)

    def _break(self, fault: PlannedFault) -> None:
        """Let it happen, and note by when it must be dark."""
        mask, board, now = self.mask, self.mask.board, self.now_ms
        shines = board.is_shining
        match fault.kind:
            case "stuck_on":
                board.stuck.add(int(fault.value * len(board.drives)))
            case "drift":
                board.gain_per_s = (fault.value - 0.6) * 0.2
            case "sensor_lies":
                board.lies_k = [(fault.value - 0.5) * 30.0, 0.0]
            case "sensor_dead":
                board.lies_k = [None, 0.0]
            case "hot":
                board.heat_k = 0.5 + 8.0 * fault.value  # K/s
            case "shield":
                board.shield_contacts[0] = False
            case "fit":
                board.is_fitted = False
            case "reset":
                mask.reset()
            case "hang":
                mask.hang()
            case "slow_clock":
                board.rate = 1.0 - 0.05 * fault.value
            case "fast_clock":
                board.rate = 1.0 + 0.05 * fault.value
            case _:
                self._break_host(fault, shines=shines)
        if fault.kind == "reset" and board.is_shining and not board.stuck:
            self._violated(message("device-broken_reset", at=_ms(now)))

    def _break_host(self, fault: PlannedFault, *, shines: bool) -> None:
        now = self.now_ms
        match fault.kind:
            case "disconnect":
                self.link.disconnect()
                self._unplugged_until_ms = now + 4_000 * fault.value
                self._must_be_dark("silence", shines)
            case "sleep":
                self._asleep_until_ms = now + 300 + 15_000 * fault.value
                if self._asleep_until_ms > now + LEASE_MS:
                    self._must_be_dark("silence", shines)
            case "kill":
                self._kill(shines)
            case "store":
                self._store_broken = True
            case "second_controller":
                intruder = to_device(Hello(1, b"intruder"), b"", Envelope(key=KEY))
                self.mask.take(intruder, now)
            case "pause":
                self.runner.tell(Pause(self.monotonic_ms()))
            case "stop":
                if not self._killed and now >= self._asleep_until_ms:
                    self.runner.stop()
                    whole = self.link.is_open and not self.link.faults
                    self._must_be_dark("stop" if whole else "silence", shines)

    def _kill(self, shines: bool) -> None:
        """The host's process is gone; a new one starts with the rest, counted upwards."""
        self._must_be_dark("silence", shines)
        lit = self._recorded_ms()
        left = tuple(
            replace(c, target_ms=max(c.target_ms - lit.get(c.id, 0), 0))
            for c in self.order.channels
        )
        self.link.to_host.clear()
        if not any(c.target_ms for c in left):
            self._killed = True
            return
        self._asleep_until_ms = self.now_ms + 1_500
        self.runner = self._new_runner(replace(self.order, channels=left))

    def _recorded_ms(self) -> dict[str, int]:
        """What the record says was given: with a session that has no end, a little more."""
        sums: dict[str, dict[str, float]] = {}
        ended: set[str] = set()
        begun: set[str] = set()
        for _, event in self.records:
            if isinstance(event, SessionBegun):
                begun.add(event.session_id)
            elif isinstance(event, SessionProgress | SessionEnded):
                for role, minutes in event.lit_min:
                    held = sums.setdefault(event.session_id, {})
                    held[role] = max(held.get(role, 0.0), minutes * 60_000)
                if isinstance(event, SessionEnded):
                    ended.add(event.session_id)
        whole: dict[str, int] = {}
        for name in begun:
            more = 0.0 if name in ended else MISSING_S * 1_000
            for channel in self.order.channels:
                lit = sums.get(name, {}).get(channel.id, 0.0) + more
                whole[channel.id] = whole.get(channel.id, 0) + int(lit) + 1
        return whole

    # ---- the watcher

    def _must_be_dark(self, what: str, shines: bool) -> None:
        if shines:
            self._darks.append((what, self.now_ms, self.now_ms + DEADLINES[what]))

    def _watch(self) -> None:
        """Is there light, was it asked for, and is some dark overdue?"""
        board = self.mask.board
        gated = board.is_held() and any(board.gates)
        if gated and not self._was_lit:
            self._lightings += 1
        self._was_lit = gated
        if not self._darks:
            return
        for what, since_ms, _ in self._darks:
            self._note_late(what, self.now_ms - since_ms)
        if not gated:
            self._darks.clear()

    def _note_late(self, what: str, late_ms: float) -> None:
        slowest = self.outcome.slowest_ms
        slowest[what] = max(slowest.get(what, 0.0), late_ms)

    def _judge(self) -> None:
        """Every invariant, at the end of the trace."""
        found = self.outcome
        state = self.runner.state
        found.ends[f"{state.phase}: {state.reason}" if state.phase in FINAL else "cut off"] += 1
        kinds = tuple(sorted({f.kind for f in self.faults}))
        for name, late_ms in self.mask.board.late_ms.items():
            self._note_late(name, late_ms)
        for name, late_ms in found.slowest_ms.items():
            limit_ms = DEADLINES[name]
            near = message("device-near_deadline", name=name)
            found.came_near(Nearest(late_ms / limit_ms, near, kinds, self.seed))
            if late_ms > limit_ms:
                took, limit = _ms(late_ms), _ms(limit_ms)
                self._violated(message("device-broken_deadline", name=name, took=took, limit=limit))
        self._judge_dose(kinds)
        self._judge_records()
        if self._lightings > self._starts:
            lit, starts = self._lightings, self._starts
            self._violated(message("device-broken_starts", times=lit, starts=starts))

    def _judge_dose(self, kinds: tuple[str, ...]) -> None:
        recorded = self._recorded_ms()
        for channel, true_ms, cap_ms in zip(
            self.order.channels, self.mask.board.true_ms, self.cap_ms, strict=True
        ):
            share = true_ms / cap_ms
            self.outcome.came_near(Nearest(share, NEAR_CAP, kinds, self.seed))
            light = _ms(true_ms)
            if true_ms > cap_ms:
                cap = _ms(cap_ms)
                self._violated(
                    message("device-broken_cap", channel=channel.id, light=light, cap=cap)
                )
            counted = recorded.get(channel.id, 0) + reserve_ms(channel.drive)
            self.outcome.came_near(Nearest(true_ms / counted, NEAR_COUNTED, kinds, self.seed))
            if true_ms > counted:
                self._violated(
                    message(
                        "device-broken_count", channel=channel.id, light=light, counted=_ms(counted)
                    )
                )

    def _judge_records(self) -> None:
        """Begun before the first light, sums that never fall, one end."""
        seen: dict[str, list[LightEvent]] = {}
        for _, event in self.records:
            assert isinstance(event, SessionBegun | SessionProgress | SessionOrdered | SessionEnded)
            seen.setdefault(event.session_id, []).append(event)
        for name, events in seen.items():
            kinds = [type(event) for event in events]
            if kinds[0] is not SessionBegun or kinds.count(SessionBegun) != 1:
                self._violated(message("device-broken_beginning", session=name))
            if kinds.count(SessionEnded) > 1 or SessionEnded in kinds[:-1]:
                self._violated(message("device-broken_end", session=name))
            sums = [e.lit_min for e in events if isinstance(e, SessionProgress | SessionEnded)]
            if any(
                a > b
                for one, two in pairwise(sums)
                for (_, a), (_, b) in zip(one, two, strict=True)
            ):
                self._violated(message("device-broken_sum", session=name))
        if any(t > 0 for t in self.mask.board.true_ms) and not seen and not self._stuck():
            self._violated(message("device-broken_record"))

    def _stuck(self) -> bool:
        return any(fault.kind == "stuck_on" for fault in self.faults)

    def _violated(self, what: Message) -> None:
        kinds = ", ".join(f"{f.kind}@{f.at_ms:.0f}" for f in self.faults)
        broken = message("device-broken", seed=str(self.seed), faults=kinds, what=what)
        self.outcome.violations.append(broken)


def _ms(time_ms: float) -> Quantity:
    return Quantity(round(time_ms), "ms", figures=7, trimmed=True)


def _faults(rng: random.Random) -> tuple[PlannedFault, ...]:
    """One fault, at times two or three or none, of any kind, at any time."""
    many = rng.choices((0, 1, 2, 3), (1, 12, 5, 2))[0]
    return tuple(
        PlannedFault(rng.choice(FAULTS), rng.uniform(0, 45_000), rng.random()) for _ in range(many)
    )


def _link_faults(faults: tuple[PlannedFault, ...]) -> tuple[LinkFault, ...]:
    return tuple(
        LinkFault(f.kind, f.at_ms, f.at_ms + 20_000, 0.5 * f.value)
        for f in faults
        if f.kind in LINK_FAULTS
    )
