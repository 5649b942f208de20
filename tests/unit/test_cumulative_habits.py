"""Habits of light as sums of light count them: as the sessions that they stand for."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from openpbm.files.light.habit import history_of
from openpbm.record import UNKNOWN_LIGHT, DayDose, LightHabit, LightHistory
from openpbm.safety.cumulative import counted_doses

TODAY = date(2026, 11, 29)
CAPS = {"blue": 0.0, "amber": 30.0, "red": 60.0, "nir": 60.0}


def by_hand(habit: LightHabit) -> list[DayDose]:
    """The same habit as the list of sessions that it stands for, each as it is said."""
    days = [
        TODAY - timedelta(days=7 * week + place)
        for week in range(12)
        for place in range(habit.sessions_per_week)
    ]
    assert habit.dose_j_cm2 is not None
    return [
        DayDose(day=day, band=band, dose_j_cm2=habit.dose_j_cm2)
        for day in days
        for band in habit.bands
        if day >= date(2026, 9, 1)
    ]


def test_a_habit_counts_as_its_list_of_sessions() -> None:
    said = history_of("3 a week since September, red and nir, 20 J/cm2")
    listed = LightHistory(is_known=True, doses=tuple(by_hand(said.habits[0])))
    assert Counter(counted_doses(said, CAPS, TODAY, most=CAPS)) == Counter(
        counted_doses(listed, CAPS, TODAY, most=CAPS)
    )


def test_what_is_not_said_counts_as_a_full_day_of_every_colour() -> None:
    doses = counted_doses(history_of("3 a week"), CAPS, TODAY, most=CAPS)
    assert {d.band for d in doses} == {"amber", "red", "nir"}  # blue has no cap here: no light
    assert all(d.dose_j_cm2 == CAPS[d.band] for d in doses)
    last_week = [d for d in doses if d.band == "red" and (TODAY - d.day).days < 7]
    assert len(last_week) == 3
    assert len([d for d in doses if d.band == "red"]) == 36  # of twelve weeks


def test_more_is_said_less_is_counted() -> None:
    """Since when, which colour and what dose only ever take light away."""
    every = sum(d.dose_j_cm2 for d in counted_doses(history_of("3 a week"), CAPS, TODAY, most=CAPS))
    for more in (" since October", ", red", ", 20 J/cm2", ", 10 min at 20 mW/cm2"):
        said = counted_doses(history_of(f"3 a week{more}"), CAPS, TODAY, most=CAPS)
        assert sum(d.dose_j_cm2 for d in said) < every
    minutes = counted_doses(history_of("3 a week, 2 minutes"), CAPS, TODAY, most=CAPS)
    assert sum(d.dose_j_cm2 for d in minutes) == every  # minutes alone tell no dose


def test_often_without_a_dose_counts_no_more_than_an_unknown_past() -> None:
    """Whoever says more than nothing is never worse off for it; a stated dose counts in full."""
    often = Counter(counted_doses(history_of("daily"), CAPS, TODAY, most=CAPS))
    assert often == Counter(counted_doses(UNKNOWN_LIGHT, CAPS, TODAY, most=CAPS))
    red = counted_doses(history_of("daily, red"), CAPS, TODAY, most=CAPS)
    assert Counter(red) == Counter(d for d in often.elements() if d.band == "red")
    assert len(counted_doses(history_of("daily, red, 90 J/cm2"), CAPS, TODAY, most=CAPS)) == 84


def test_a_habit_of_the_future_counts_as_one_of_always() -> None:
    future = counted_doses(history_of("3 a week since 2062-01-01"), CAPS, TODAY, most=CAPS)
    assert Counter(future) == Counter(counted_doses(history_of("3 a week"), CAPS, TODAY, most=CAPS))
