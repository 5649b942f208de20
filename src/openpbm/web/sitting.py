"""A session that lives on the server: it owns the clock, and every page only mirrors it.

A thread of its own moves the runner. What a page asks for is done under one lock, so that a
stop is heard within one turn of the loop. A connected mask whose page has gone is paused.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from openpbm.devices.clock import every
from openpbm.reports import session_words
from openpbm.sitting.live import Ask, LiveSitting
from openpbm.sitting.turn import Turn, renew_every
from openpbm.sitting.voice import Cue, TimedCue, lost, score
from openpbm.speech.say import say
from openpbm.threads import beside

SETTLE_S = 3.0  # a page waits no longer for an end that is being written
CLOSING_S = 12.0  # the app does, as long as that is tried


@dataclass(frozen=True, kw_only=True)
class SessionView:
    """What a page shows of a session."""

    session_id: str
    phase: str
    phase_said: str
    is_over: bool
    is_lit: bool
    told: str  # why it is as it is, or what to do
    left: str  # minutes and seconds of light to come
    warmth: str
    bars: list[dict[str, object]]
    asks: list[str]  # what means something now, of Ask
    press: str  # what one press anywhere means, of Ask; empty: nothing
    by_hand: bool
    stage: str
    cues: list[dict[str, object]]  # to come, in ms from now, so that a page can go on alone
    lost: dict[str, object] | None  # what it says first then
    closing: list[str]
    reason: str
    shortened: str


class ServedSitting:
    """A sitting in a thread of its own, for every page that looks."""

    def __init__(
        self,
        live: LiveSitting,
        turn: Turn | None = None,
        *,
        monotonic_s: Callable[[], float] = time.monotonic,
        is_heard: bool = True,
    ) -> None:
        """A sitting that has not begun.

        Args:
            live: the sitting.
            turn: that is held as long as it lasts.
            monotonic_s: when a page was last there.
            is_heard: its time is that of whoever listens; nobody can follow a faster one.
        """
        self._live, self._turn, self._is_heard = live, turn, is_heard
        self.order = live.order
        self._lock = threading.Lock()
        self._monotonic_s = monotonic_s
        self._seen_s = monotonic_s()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; the checklist is behind us."""
        with self._lock:
            self._live.begin()
        self._thread = beside(self._run, "session")

    @property
    def is_over(self) -> bool:
        """Dark for good."""
        return self._live.is_over

    def ask(self, asked: Ask) -> None:
        """What a page asks for."""
        with self._lock:
            self._seen_s = self._monotonic_s()
            self._live.ask(asked)

    def look(self) -> SessionView:
        """How it stands now; whoever looks is there."""
        with self._lock:
            self._seen_s = self._monotonic_s()
            return seen(self._live, is_heard=self._is_heard)

    def end(self) -> None:
        """Dark, and wait until it is; the app is closing."""
        with self._lock:
            self._live.end()
        self.settle(patience_s=CLOSING_S)

    def settle(self, patience_s: float = SETTLE_S) -> None:
        """Wait a moment for its last entry."""
        if self._thread is not None and self._thread.is_alive():
            self._thread.join(timeout=patience_s)

    def _run(self) -> None:
        if self._turn is None:
            self._drive()
            return
        with self._turn as turn, every(renew_every().total_seconds(), turn.renew):
            self._drive()

    def _drive(self) -> None:
        with self._live as live:
            while True:
                with self._lock:
                    live.step(unseen_s=self._monotonic_s() - self._seen_s)
                    if live.is_done:
                        return
                live.wait()


def seen(live: LiveSitting, *, is_heard: bool) -> SessionView:
    """How a sitting stands, in the words of a page."""
    runner = live.runner
    state, outlook = runner.state, live.outlook
    left_alone = lost(outlook)
    return SessionView(
        session_id=runner.heading.session_id,
        phase=state.phase.value,
        phase_said=say(session_words.phase_name(state.phase)),
        is_over=live.is_over,
        is_lit=live.is_lit,
        told=session_words.told(live),
        left=session_words.clock_text(max(state.left_ms, default=0)),
        warmth=session_words.warmth(runner),
        bars=[
            {"ink": bar.ink, "name": bar.name, "done": round(bar.done, 4), "told": bar.told}
            for bar in session_words.channel_bars(runner)
        ],
        asks=[asked.value for asked in live.asks],
        press="" if live.press is None else live.press.value,
        by_hand=outlook.by_hand,
        stage=outlook.stage.value,
        cues=[_handed(timed, outlook.now_ms) for timed in score(outlook)] if is_heard else [],
        lost=None if left_alone is None else _written(left_alone),
        closing=[line.strip() for line in session_words.closing(runner)]
        if live.is_over and state.begun
        else [],
        reason=state.reason if live.is_over else "",
        shortened="" if live.order.shortened is None else say(live.order.shortened),
    )


def _handed(timed: TimedCue, now_ms: int) -> dict[str, object]:
    """A cue with its times, for a page that has a clock of its own."""
    return {
        "key": timed.key,
        "at": timed.at_ms - now_ms,
        "until": None if timed.until_ms is None else timed.until_ms - now_ms,
        "again": timed.again_ms,
        **_written(timed.cue),
    }


def _written(cue: Cue) -> dict[str, object]:
    return {
        "kind": cue.kind.value,
        "text": say(cue.message),
        "late": None if cue.late is None else say(cue.late),
        "beep": cue.beep.value,
        "urgent": cue.is_urgent,
    }


class Sittings:
    """At most one session for each person, whoever looks at it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._live: dict[str, ServedSitting] = {}

    def of(self, person_id: str) -> ServedSitting | None:
        """The session of a person, also one that has just ended."""
        with self._lock:
            return self._live.get(person_id)

    def begin(self, person_id: str, sitting: ServedSitting) -> None:
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
            if sitting.is_over:  # its end may not be written down yet
                sitting.settle(patience_s=CLOSING_S)
            else:
                sitting.end()
