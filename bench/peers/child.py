"""What every program's process shares: a clock, and one line of JSON for the parent."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")
REPEATS = 5
LEAST_S = 0.03  # of CPU time per repeat, so that the clock's grain does not show


def timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    """The answer and the CPU seconds of this process and all its threads."""
    started = time.process_time()
    answer = work()
    return answer, time.process_time() - started


def repeated(work: Callable[[], Answer]) -> tuple[Answer, float]:
    """The answer and the median CPU seconds of fast work; the first call is not counted."""
    answer = work()
    _, once = timed(work)
    many = max(1, round(LEAST_S / max(once, 1e-5)))

    def block() -> None:
        for _ in range(many):
            work()

    return answer, statistics.median(timed(block)[1] / many for _ in range(REPEATS))


def say(told: dict[str, object]) -> None:
    """Hand results to the parent, one point a line."""
    print("PEERS " + json.dumps(told), flush=True)
