"""What a machine may lack: a clock that goes on in sleep, threads, indices of 64 bits.

`tests/bench/wasm32.py` runs a whole plan where all three are missing.
"""

from __future__ import annotations

import re
import time
from pathlib import Path

import numpy as np
import pytest

import openpbm
from openpbm import threads
from openpbm.arrays import frozen_indices
from openpbm.devices import clock

SOURCE = Path(openpbm.__file__).parent


def test_a_clock_that_is_named_and_fails_is_passed_by(monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.clock_gettime_ns

    def only_monotonic(which: int) -> int:
        if which != time.CLOCK_MONOTONIC:
            raise OSError(22, "Invalid argument")
        return real(which)

    monkeypatch.setattr(time, "clock_gettime_ns", only_monotonic)
    first = clock.WallClock().monotonic_ms()
    assert abs(first - time.monotonic_ns() // 1_000_000) < 60_000

    def none(which: int) -> int:
        raise OSError(which)

    monkeypatch.setattr(time, "clock_gettime_ns", none)
    assert clock.WallClock().monotonic_ms() >= first


def test_where_no_thread_can_be_made_work_is_done_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none(*_: object, **__: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threads, "ThreadPoolExecutor", none)
    monkeypatch.setattr(threads, "_libraries", none)
    with pytest.raises(RuntimeError):
        threads.at_once(str, [1, 2])
    monkeypatch.setattr(threads, "HAS_THREADS", False)
    assert threads.at_once(str, [1, 2, 3]) == ["1", "2", "3"]
    assert threads.both(lambda: 1, lambda: "other") == (1, "other")


def test_one_place_begins_threads_and_says_where_there_are_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every other file that began one would have to be found again for a machine without."""
    begins = re.compile(r"\bThread\(|\bto_thread\b|start_new_thread")
    found = [p.name for p in SOURCE.rglob("*.py") if begins.search(p.read_text("utf-8"))]
    assert found == ["threads.py"]
    told: list[str] = []
    threads.beside(lambda: told.append("done")).join()
    assert told == ["done"]
    monkeypatch.setattr(threads, "HAS_THREADS", False)
    with pytest.raises(RuntimeError, match="session"):
        threads.beside(lambda: None, "session")


def test_an_index_is_as_wide_as_the_machines() -> None:
    """64 bits where there are 32 cannot count for `repeat` and `bincount`: numpy refuses them."""
    assert frozen_indices([1, 2]).dtype == np.intp
    wide = [p.name for p in SOURCE.rglob("*.py") if re.search(r"np\.int64\b", p.read_text("utf-8"))]
    assert wide == []
