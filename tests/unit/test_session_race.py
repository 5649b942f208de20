"""Whoever asks, and however near together: one session a day, and never none.

The same two hundred times: `tests/bench/races.py`.
"""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from session_race import PAIRS, house, race

RACES = 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="copies this process")
def test_of_two_doors_at_once_one_gives_the_session_and_the_other_says_no(tmp_path: Path) -> None:
    person = house(tmp_path / "house")
    rng = random.Random(11)
    for number in range(RACES):
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "house", folder)
        found = race(folder, person, PAIRS[number % len(PAIRS)], rng)
        assert not found.is_double, found
        assert not found.is_lost, found
        assert found.is_sound, found
        assert sorted(found.told) == [0, 1], found
        shutil.rmtree(folder)
