"""A habit of light in one line: what it says, what it leaves open, and what it counts as."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.answer import Planned
from openpbm.errors import InputError, PersonError
from openpbm.files.light.habit import history_of
from openpbm.files.mask_file import mask_from_text
from openpbm.files.person_file import person_from
from openpbm.files.plan.file import plan_text
from openpbm.files.plan.kept import read_plan
from openpbm.person import Person, Wish
from openpbm.planning.plan import plan
from openpbm.record import (
    LIGHT_BANDS,
    NO_LIGHT,
    UNKNOWN_LIGHT,
    LightHabit,
)
from openpbm.safety.cumulative import counted_doses
from openpbm.speech.say import in_english
from shared_light import SHARED

TODAY = date(2026, 11, 29)
CAPS = {"blue": 0.0, "amber": 30.0, "red": 60.0, "nir": 60.0}


@pytest.mark.parametrize(
    ("text", "a_week", "bands", "dose", "since"),
    [
        ("3 a week since March", 3, LIGHT_BANDS, None, date(2026, 3, 1)),
        ("10 minutes 5 times a week since 2026-09-01, red", 5, ("red",), None, date(2026, 9, 1)),
        ("three times per week, red and near-infrared", 3, ("red", "nir"), None, None),
        ("3-5 sessions a week since Dec 2025", 5, LIGHT_BANDS, None, date(2025, 12, 1)),
        ("daily, 633 nm, 20 J/cm2", 7, ("red",), 20.0, None),
        ("Twice a week, 10 min at 25 mW/cm2, amber", 2, ("amber",), 15.0, None),
        ("every other day since December", 4, LIGHT_BANDS, None, date(2025, 12, 1)),
        ("2 x a day, blue", 14, ("blue",), None, None),
        ("I use my mask 4 times a week", 4, LIGHT_BANDS, None, None),
        ("weekly since november", 1, LIGHT_BANDS, None, date(2026, 11, 1)),
    ],
)
def test_a_line_says_how_often_since_when_and_what(
    text: str, a_week: int, bands: tuple[str, ...], dose: float | None, since: date | None
) -> None:
    (habit,) = history_of(text).habits
    assert habit.sessions_per_week == a_week
    assert set(habit.bands) == set(bands)
    assert habit.dose_j_cm2 == pytest.approx(dose)
    assert habit.begins(TODAY) == since


def test_two_habits_stand_in_one_line() -> None:
    found = history_of("3 a week since March, red; 1 a week, blue")
    assert [(h.sessions_per_week, h.bands) for h in found.habits] == [(3, ("red",)), (1, ("blue",))]
    assert found.is_known
    assert history_of("none") == NO_LIGHT
    assert history_of(" Unknown ") == UNKNOWN_LIGHT


@pytest.mark.parametrize(
    "text",
    ["some", "since March", "3 a month", "3 a week until May", "3 a week since last summer",
     "3 a week but 2 a week in May", "a week", "", "3 a week since 2026-02-30", "3 a week; ",
     "99 a week", "0 a week", "3 a week, 1e9 J/cm2", "3 a week, purple"],
)  # fmt: skip
def test_what_is_not_understood_is_told_with_an_example(text: str) -> None:
    with pytest.raises(PersonError, match=r"3 a week since March|1 to 28 sessions a week"):
        history_of(text)
    raw = f'[person]\nage_years = 40\nphototype = "II"\nrecent_light = "{text}"\n'.encode()
    with pytest.raises(InputError, match=r"p\.toml: .*person\.recent_light"):
        person_from(raw, Path("p.toml"))


MASK = """
[mask]
name = "m"
form = "panel"
session_min = [10]
[[channels]]
role = "red"
peak_nm = 633
pulsing = "continuous"
claim = { irradiance_mw_cm2 = 10, meaning = "mean" }
"""


def test_a_plan_counts_a_habit_says_so_and_is_read_back(tmp_path: Path) -> None:
    mask = mask_from_text(MASK, Path("m.toml"))
    first = {}
    strong, ours = "daily, red, 250 J/cm2", "daily, red, 90 J/cm2"
    for said in ("none", "1 a week since October, red", "daily, blue", "unknown", strong, ours):
        person = Person(
            age_years=40.0,
            phototype="II",
            wishes=(Wish(goal="wrinkles", uncontrolled=True),),
            eye_protection="opaque_goggles",
            recent_light=history_of(said),
        )
        made = plan(person, mask, start=TODAY, scenarios=16, kept=SHARED)
        assert isinstance(made, Planned)
        first[said] = made.course.dates[0]
        told = [line for line in map(in_english, made.cautions) if "had before counts as" in line]
        assert len(told) == len(person.recent_light.habits)
        path = tmp_path / "plan.json"
        path.write_text(plan_text(made), encoding="utf-8")
        kept = read_plan(path).recent_light
        assert Counter(counted_doses(kept, CAPS, TODAY, most=CAPS)) == Counter(
            counted_doses(person.recent_light, CAPS, TODAY, most=CAPS)
        )
    assert first["none"] == first["daily, blue"] == TODAY
    assert first["none"] <= first["1 a week since October, red"] <= first["unknown"]
    assert first["unknown"] < first[strong]  # in three weeks more than volunteers bore
    assert first[ours] == TODAY  # twice our own week is a caution, and moves nothing


def test_a_habit_that_cannot_be_is_refused() -> None:
    for said in ({"sessions_per_week": 0}, {"bands": ()}, {"bands": ("x",)},
                 {"dose_j_cm2": -1.0}, {"since_month": 13}):  # fmt: skip
        with pytest.raises(PersonError, match="expected"):
            LightHabit(**{"sessions_per_week": 3, **said})  # type: ignore[arg-type]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(["3", "a week", "since", "March", "2026-09-01", "red", "20 J/cm2", "min",
                         "at", "daily", "to", "-", ";", ",", "times", "2026", "nm", "\u0663", "x"])
        | st.text(max_size=6),
        max_size=12,
    )
)  # fmt: skip
def test_any_line_is_a_habit_or_refused_in_words(words: list[str]) -> None:
    try:
        found = history_of(" ".join(words))
    except PersonError as problem:
        assert "expected" in str(problem)
    else:
        counted_doses(found, CAPS, TODAY, most=CAPS)
