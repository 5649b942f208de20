"""Twenty thousand spoilt frames move nothing in the firmware; without its checks many would."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import frames

from openpbm.firmware import talk


def test_no_spoilt_frame_moves_anything(record_property: pytest.FixtureRequest) -> None:
    taken, _ = frames.fuzzed(20_000, 1)
    assert taken == 0
    record_property("measured", "firmware: 20,000 spoilt frames, none taken")  # type: ignore[operator]


def test_without_a_mac_some_would(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = frames.Bench  # made with the check in place, tried without
    made = bench.__init__

    def then_blind(self: frames.Bench, rng: object) -> None:
        made(self, rng)  # type: ignore[arg-type]
        monkeypatch.setattr(talk, "is_of", lambda *_: True)

    monkeypatch.setattr(bench, "__init__", then_blind)
    assert frames.fuzzed(300, 1)[0] > 0
