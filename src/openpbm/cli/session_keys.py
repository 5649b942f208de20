"""What the keys of a person mean, from the checklist to the dark."""

from __future__ import annotations

from collections.abc import Callable

from openpbm.cli.keys import Keys
from openpbm.sitting.live import Ask, LiveSitting
from openpbm.sitting.voice import HELD_MS

CONFIRMED = (Ask.BEGIN, Ask.FITTED)  # what Enter says, where one of these is asked
PAUSES = (Ask.PAUSE, Ask.GO_ON)
STOPS = ("q", " ", "\x1b", "\x1a", "\x1c")  # also what suspends and quits elsewhere


class ToldToEnd(KeyboardInterrupt):
    """The system wants this program to end."""


def conduct(live: LiveSitting, keys: Keys, show: Callable[[], None]) -> None:
    """From the checklist, which is behind us, to dark; an interrupt asks to stop.

    A second one leaves a mask that its person should switch off to its own timer. Whoever has
    interrupted does not wait for an end that cannot be written down.
    """
    interrupts, pressed_ms = 0, -HELD_MS
    live.begin()
    while not (live.is_done or (live.is_over and interrupts)):
        try:
            for key in keys():  # before anything goes on by itself: a stop comes first
                pressed_ms = press(live, key, pressed_ms)
            live.step()
            show()
            live.wait()
        except ToldToEnd:
            live.end()
        except KeyboardInterrupt:
            interrupts += 1
            live.ask(Ask.STOP)
            if interrupts > 1:
                live.runner.lost()


def press(live: LiveSitting, key: str, before_ms: int) -> int:
    """One key, as far as it means anything now; when it was pressed.

    A key that lies under a sleeping hand comes again and again: that says nothing of the dark.
    Where this machine stalled, it may have come right after the one before.
    """
    now_ms = live.device.clock.monotonic_ms()
    asked = ask_of(key, live)
    is_held = asked is Ask.DARK and live.looked_ms - before_ms < HELD_MS
    if asked is not None and not is_held:
        live.ask(asked)
    return now_ms


def ask_of(key: str, live: LiveSitting) -> Ask | None:
    """What a key asks for. Enter confirms what is asked; else it stops, as most keys do.

    Where a mask should be switched off, any key says that it is dark: nobody looks for one.
    """
    asks = live.asks
    if Ask.DARK in asks:
        return live.press
    if key == "p":
        return next((asked for asked in PAUSES if asked in asks), None)
    if key in ("\r", "\n"):
        return next((asked for asked in CONFIRMED if asked in asks), Ask.STOP)
    return Ask.STOP if key in STOPS else None
