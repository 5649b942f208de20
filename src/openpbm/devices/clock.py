"""Clocks that a session runs on: time as it passes, and simulated time that runs faster."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from openpbm.record import Moment
from openpbm.threads import beside

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
BETWEEN_NS = 1_000_000_000  # far less than clocks may differ by
LOOP_MS = 20  # how often the host looks, at the speed of the clock on the wall
FAST_LOOP_MS = 100  # and in simulated time


def moment() -> Moment:
    """Now, by the clock on the wall and by one that nobody sets.

    Both are read again where time passed between: it would look as if one of them had been set.
    """
    boot_id = _boot_id()
    while True:
        before = _awake_ns()
        at = datetime.now().astimezone()
        after = _awake_ns()
        if after - before < BETWEEN_NS:
            return Moment(at=at, awake_s=after / 1e9, boot_id=boot_id)


@cache
def _boot_id() -> str:
    """A name of this start of the machine; empty where the system gives none."""
    try:
        return BOOT_ID.read_text(encoding="ascii").strip()[:8]
    except OSError:
        return ""


@contextmanager
def every(seconds: float, do: Callable[[], None]) -> Iterator[None]:
    """Do something again and again beside whatever else is done."""
    over = threading.Event()

    def go_on() -> None:
        while not over.wait(seconds):
            do()

    going = beside(go_on, "every")
    try:
        yield
    finally:
        over.set()
        going.join()


def paced(speed: float) -> WallClock | FastClock:
    """Time as it passes, or simulated time that runs so many times as fast."""
    return WallClock() if speed == 1 else FastClock(speed)


class WallClock:
    """Time as it passes."""

    def monotonic_ms(self) -> int:
        """Of the machine; never set, and where it can be helped not stopped by sleep."""
        return _awake_ns() // 1_000_000

    def utc(self) -> datetime:
        """Of the wall."""
        return datetime.now(UTC)

    def wait(self) -> None:
        """Until it is worth looking again."""
        time.sleep(LOOP_MS / 1000)


def _awake_ns() -> int:
    """Nanoseconds on a clock that goes on while the machine sleeps, if it has one."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC") if sys.platform != "win32" else ():
        clock = getattr(time, name, None)
        if clock is not None:
            with suppress(OSError):  # a name that this system does not keep time by
                return time.clock_gettime_ns(clock)
    return time.monotonic_ns()


class FastClock:
    """Time that runs faster, in steps that a mask's heartbeat can follow."""

    def __init__(self, speed: float) -> None:
        self._speed, self._now_ms = speed, 0

    def monotonic_ms(self) -> int:
        """Simulated."""
        return self._now_ms

    def utc(self) -> datetime:
        """Of the wall: a label from the future would look like a clock that steps back."""
        return datetime.now(UTC)

    def wait(self) -> None:
        """One step; real time passes in proportion."""
        self._now_ms += FAST_LOOP_MS
        time.sleep(FAST_LOOP_MS / 1000 / self._speed)
