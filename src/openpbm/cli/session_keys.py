"""What the keys of a person mean, from the checklist to the dark."""

from __future__ import annotations

from collections.abc import Callable

from openpbm.cli.keys import Keys
from openpbm.delivery.event import Fitted, Pause, Screened, Start
from openpbm.delivery.runner import Runner
from openpbm.delivery.state import FINAL, LIT, Phase
from openpbm.devices.manual import ManualMask
from openpbm.reports.session_words import countdown

COUNTDOWN_S = 3


class ToldToEnd(KeyboardInterrupt):
    """The system wants this program to end."""


def conduct(
    runner: Runner,
    wait: Callable[[], None],
    keys: Keys,
    show: Callable[[str], None],
    *,
    manual: ManualMask | None = None,
    alone: bool = False,
) -> None:
    """From the screen to dark: what keys mean, until it is over.

    Args:
        runner: with nothing told yet; the checklist is behind us.
        wait: lets a little time pass.
        keys: what was pressed.
        show: draws it, with a line of what to do.
        manual: the mask that the person switches, where it is one.
        alone: nobody can confirm anything anew, so a broken session ends.
    """
    hand = Hand(runner, manual, alone=alone)
    runner.tell(Screened(runner.clock.monotonic_ms(), True))
    while runner.state.phase not in FINAL:
        try:
            runner.poll()
            for key in keys():
                hand.press(key)
            show(hand.next())
            wait()
        except ToldToEnd:
            hand.end()
        except KeyboardInterrupt:
            hand.interrupt()


class Hand:
    """What the person's keys mean where the session stands."""

    def __init__(self, runner: Runner, manual: ManualMask | None, *, alone: bool) -> None:
        self._runner, self._manual, self._alone = runner, manual, alone
        self._confirmed = True  # the checklist was
        self._count_from_ms: int | None = None
        self._interrupts = 0

    def press(self, key: str) -> None:
        """One key. Stop before anything else, wherever there may be light."""
        manual, phase = self._manual, self._runner.state.phase
        if manual is not None and key in "\r\n" and (manual.wants_dark or manual.wants_light):
            (manual.confirm_dark if manual.wants_dark else manual.confirm_light)()
        elif phase in LIT and key == "p":
            self._runner.tell(Pause(self._runner.clock.monotonic_ms()))
        elif phase is Phase.PAUSED and key == "p":
            self._start()
        elif phase is Phase.AGREED and key in "\r\n" and not self._confirmed:
            self._confirmed = True
        elif key in ("q", " ", "\r", "\n", "\x1b"):
            self._runner.stop()

    def interrupt(self) -> None:
        """Ctrl-C: stop; the second time a mask that is switched by hand is left alone."""
        self._interrupts += 1
        self._runner.stop()
        if self._interrupts > 1:
            self._runner.lost()

    def end(self) -> None:
        """Dark; nobody is asked to switch a mask off, so its light counts upwards."""
        self._runner.stop()
        if self._manual is not None:
            self._runner.lost()

    def next(self) -> str:
        """Go on by itself where nobody needs to be asked; else what to ask."""
        state, now = self._runner.state, self._runner.clock.monotonic_ms()
        manual = self._manual
        if manual is not None and (manual.wants_light or manual.wants_dark):
            to_do = (
                "on, and press Enter when it shines"
                if manual.wants_light
                else ("off, and press Enter when it is dark")
            )
            return f"Switch your mask {to_do}."
        if state.phase is Phase.SCREENED and state.reason:
            self._confirmed = False
        if state.phase is Phase.AGREED:
            return self._agreed(Fitted(now, True, True))
        if state.phase is Phase.READY:
            return self._count_down(now)
        if state.phase is Phase.PAUSED and self._alone:
            self._runner.stop()
        return ""

    def _agreed(self, fitted: Fitted) -> str:
        if self._runner.state.reason:
            if self._alone:
                self._runner.stop()
                return ""
            if self._confirmed and self._count_from_ms is not None:
                self._confirmed, self._count_from_ms = False, None
        if not self._confirmed:
            return "Look at eyes and mask, then press Enter to go on with the rest."
        self._runner.tell(fitted)
        return ""

    def _count_down(self, now: int) -> str:
        if self._count_from_ms is None:
            self._count_from_ms = now
        left_ms = COUNTDOWN_S * 1000 - (now - self._count_from_ms)
        if left_ms > 0:
            return countdown(left_ms)
        self._start()
        return ""

    def _start(self) -> None:
        self._runner.tell(Start(self._runner.clock.monotonic_ms()))
