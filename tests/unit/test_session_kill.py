"""A session that is killed counts at least the light it gave, and at most a tick more."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from kept_plan_made import plan, written
from session_kill import killed_session

KILLS = 5
STEP_MS = 1.0  # light time is told in whole milliseconds, rounded up, and added up in floats


@pytest.mark.skipif(not hasattr(os, "fork"), reason="copies this process")
def test_a_killed_session_counts_what_it_gave_and_a_tick_at_most(tmp_path: Path) -> None:
    path = written(tmp_path, plan())
    rng = random.Random(7)
    lit = 0
    for number in range(KILLS):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = killed_session(folder, path, rng, most_s=0.8)
        assert found.is_sound
        assert found.gave_ms <= found.counted_ms + STEP_MS
        assert found.counted_ms <= found.gave_ms + found.tick_ms + STEP_MS
        lit += found.gave_ms > 0 and not found.was_over
    assert lit > 0
