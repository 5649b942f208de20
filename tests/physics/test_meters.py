"""Coverage of a known truth: traced light, published meters. In full: tests/bench/meters.py."""

from __future__ import annotations

from collections.abc import Callable

from meter_trials import Case, held

TRIALS = 60
METERS = (("silicon_solar", 633.0), ("silicon_solar", 850.0), ("par", 633.0))


def test_intervals_after_five_readings_hold_the_truth(
    record_property: Callable[[str, object], None],
) -> None:
    """90 % of them should. 180 trials have a standard error of 2 points, meters more."""
    found = [
        held(Case(standoff_mm=10.0, meter=meter, peak_nm=nm), TRIALS, seed=i)
        for i, (meter, nm) in enumerate(METERS)
    ]
    share = sum(one.face for one in found) / len(found)
    record_property("measured", f"five readings with a named meter at 10 mm: {share:.0%} held")
    assert 0.85 <= share <= 0.97
    assert all(one.width < 3.0 for one in found)


def test_the_wrong_kind_of_meter_is_seen_to_be_wrong() -> None:
    """Or the check above could not fail: a solar meter in near-infrared, taken at its word."""
    wrong = Case(standoff_mm=10.0, meter="silicon_solar", peak_nm=850.0, named="laboratory")
    assert held(wrong, TRIALS).face < 0.3
