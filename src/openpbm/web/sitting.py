"""A session that lives on the server: it owns the clock, and every page only mirrors it.

A thread of its own moves the runner. What a page asks for is done under one lock, so that a
stop is heard within one turn of the loop. A connected mask whose page has gone is paused.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from openpbm.delivery.event import Fitted, Pause, Screened, Start
from openpbm.delivery.order import Order
from openpbm.delivery.runner import Recorder, Runner
from openpbm.delivery.state import FINAL, LIT, Phase
from openpbm.devices.clock import FastClock, WallClock, every
from openpbm.devices.embedded import embedded
from openpbm.reports import session_words
from openpbm.sitting.turn import Turn, renew_every

GONE_S = 10.0  # a page that was not heard for so long is gone
COUNTDOWN_MS = 3000
ACTIONS = ("stop", "pause", "go_on", "lit", "dark", "fitted")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a page shows of a session."""

    phase: str
    is_over: bool
    is_lit: bool
    told: str  # why it is as it is, or what to do
    left: str  # minutes and seconds of light to come
    warmth: str
    bars: list[dict[str, object]]
    asks: list[str]  # of ACTIONS that mean something now
    closing: list[str]
    reason: str
    shortened: str


class LiveSitting:
    """One order, from its checklist to dark."""

    def __init__(
        self,
        order: Order,
        record: Recorder,
        *,
        person_id: str,
        plan_sha256: str,
        speed: float = 1.0,
        turn: Turn | None = None,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self.order, self._turn_of = order, turn
        self._clock = WallClock() if speed == 1 else FastClock(speed)
        self._runner, self._manual = embedded(
            order, self._clock, record, person_id=person_id, plan_sha256=plan_sha256
        )
        self._lock = threading.Lock()
        self._monotonic_s = monotonic_s
        self._seen_s = monotonic_s()
        self._light_from_ms: int | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin; the checklist is behind us."""
        with self._lock:
            self._runner.tell(Screened(self._clock.monotonic_ms(), True))
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Dark for good."""
        return self._runner.state.phase in FINAL

    def ask(self, action: str) -> None:
        """What a page asks for. Stop is heard wherever the session stands."""
        with self._lock:
            self._seen_s = self._monotonic_s()
            if action == "stop":
                self._runner.stop()
            elif action in self._asks():
                self._obey(action)

    def look(self) -> Seen:
        """How it stands now; whoever looks is there."""
        with self._lock:
            self._seen_s = self._monotonic_s()
            return self._seen()

    def end(self) -> None:
        """Dark, and wait until it is; the app is closing."""
        with self._lock:
            self._runner.stop()
            if self._manual is not None:
                self._runner.lost()  # nobody can confirm the dark any more: it counts upwards
        self.settle()

    def settle(self) -> None:
        """Wait a moment for its last entry."""
        if self._thread.is_alive():
            self._thread.join(timeout=3.0)

    # ---- the loop

    def _run(self) -> None:
        if self._turn_of is None:
            self._drive()
            return
        with self._turn_of as turn, every(renew_every().total_seconds(), turn.renew):
            self._drive()

    def _drive(self) -> None:
        with self._runner as runner:
            while True:
                with self._lock:
                    self._turn(runner)
                    if self.is_over:
                        return
                self._clock.wait()

    def _turn(self, runner: Runner) -> None:
        runner.poll()
        phase, now = runner.state.phase, self._clock.monotonic_ms()
        if phase in LIT and self._is_alone() and self._manual is None:
            runner.tell(Pause(now))
        if phase is Phase.AGREED and not runner.state.reason:  # the checklist was answered
            runner.tell(Fitted(now, True, True))
        elif phase is Phase.READY:
            self._count_down(runner, now)

    def _is_alone(self) -> bool:
        return self._monotonic_s() - self._seen_s > GONE_S

    def _count_down(self, runner: Runner, now: int) -> None:
        if self._light_from_ms is None:
            self._light_from_ms = now + COUNTDOWN_MS
        if now >= self._light_from_ms:
            runner.tell(Start(now))

    # ---- what pages ask and see

    def _asks(self) -> list[str]:
        phase, manual = self._runner.state.phase, self._manual
        asks = [] if phase in FINAL else ["stop"]
        if manual is not None and manual.wants_dark:
            return [*asks, "dark"]
        if manual is not None and manual.wants_light:
            return [*asks, "lit"]
        if phase in LIT:
            asks.append("pause")
        elif phase is Phase.PAUSED:
            asks.append("go_on")
        elif phase is Phase.AGREED and self._runner.state.reason:
            asks.append("fitted")
        return asks

    def _obey(self, action: str) -> None:
        runner, now = self._runner, self._clock.monotonic_ms()
        if action == "pause":
            runner.tell(Pause(now))
        elif action == "go_on":
            runner.tell(Start(now))
        elif action == "fitted":
            self._light_from_ms = None
            runner.tell(Fitted(now, True, True))
        elif self._manual is not None:
            (self._manual.confirm_light if action == "lit" else self._manual.confirm_dark)()

    def _seen(self) -> Seen:
        runner = self._runner
        state = runner.state
        left_ms = max(state.left_ms, default=0)
        over = state.phase in FINAL
        return Seen(
            phase=state.phase.value,
            is_over=over,
            is_lit=state.phase in LIT and (self._manual is None or self._manual.is_lit),
            told=self._told(),
            left=session_words.clock_text(left_ms),
            warmth=session_words.warmth(runner),
            bars=[
                {"ink": bar.ink, "name": bar.name, "done": round(bar.done, 4), "told": bar.told}
                for bar in session_words.channel_bars(runner)
            ],
            asks=self._asks(),
            closing=[line.strip() for line in session_words.closing(runner)]
            if over and state.begun
            else [],
            reason=state.reason if over else "",
            shortened=self.order.shortened,
        )

    def _told(self) -> str:
        state, manual = self._runner.state, self._manual
        if manual is not None and manual.wants_dark:
            return session_words.SWITCH_OFF
        if manual is not None and manual.wants_light:
            return session_words.SWITCH_ON
        if state.reason:
            return session_words.reason(self._runner)
        if state.phase is Phase.READY:
            left_ms = max((self._light_from_ms or 0) - self._clock.monotonic_ms(), 0)
            return session_words.countdown(left_ms or COUNTDOWN_MS)
        return ""


class Sittings:
    """At most one session for each person, whoever looks at it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._live: dict[str, LiveSitting] = {}

    def of(self, person_id: str) -> LiveSitting | None:
        """The session of a person, also one that has just ended."""
        with self._lock:
            return self._live.get(person_id)

    def begin(self, person_id: str, sitting: LiveSitting) -> None:
        """A fresh session; its claim stands, so that no other is under way."""
        with self._lock:
            found = self._live.get(person_id)
            assert found is None or found.is_over
            self._live[person_id] = sitting
            sitting.start()

    def is_live(self, person_id: str) -> bool:
        """Whether a session of this person is under way."""
        found = self.of(person_id)
        return found is not None and not found.is_over

    def settle(self, person_id: str) -> None:
        """One that is over has written its end and let go of its claim when this returns."""
        found = self.of(person_id)
        if found is not None and found.is_over:
            found.settle()

    def leave(self, person_id: str) -> None:
        """A session that has ended was looked at."""
        with self._lock:
            found = self._live.get(person_id)
            if found is not None and found.is_over:
                del self._live[person_id]

    def end_all(self) -> None:
        """Dark everywhere; the app is closing."""
        with self._lock:
            live = list(self._live.values())
        for sitting in live:
            if not sitting.is_over:
                sitting.end()
