"""A clock that host and mask of a test share: it stands still while the machine runs neither."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from openpbm.devices import clock

MOST_STEP_S = 0.015  # of the machine's time that the world follows at once


class StillClock:
    """Real time, less the gaps in which nobody here looked at it."""

    def __init__(self) -> None:
        self._at_s, self._now_s = time.monotonic(), 0.0
        self._turn = threading.Lock()

    def now_s(self) -> float:
        with self._turn:
            real_s = time.monotonic()
            self._now_s += min(real_s - self._at_s, MOST_STEP_S)
            self._at_s = real_s
            return self._now_s

    def now_ms(self) -> float:
        return self.now_s() * 1000.0


@contextmanager
def still_clock() -> Iterator[StillClock]:
    """The host's clock as well, so that no busy machine makes a mask silent for it."""
    own = StillClock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_awake_ns", lambda: round(own.now_s() * 1e9))
        yield own
