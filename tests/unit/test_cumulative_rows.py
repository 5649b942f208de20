"""Sums of light by hand: what each window allows, counts and calls itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from openpbm.fact import said
from openpbm.record import DayDose, LightHistory, light_band
from openpbm.response.evidence import carrying
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings.every import bounds
from openpbm.safety.cumulative import (
    LightBound,
    counted_doses,
    day_caps,
    full_session,
    is_dark_sum,
    light_bounds,
    windows_of,
)
from openpbm.safety.exposure import Exposure
from openpbm.speech.say import in_english
from openpbm.tables import rows
from plain import plain_exposure

TODAY = date(2026, 12, 20)
DAY = timedelta(days=1)
LIMIT = {name: rows("limits")[name].row("values") for name in ("p_light_week", "p_light_course")}
WEEK_SESSIONS = LIMIT["p_light_week"].number("sessions")
BORNE_SESSIONS = rows("limits")["red_course_borne"].row("values").number("sessions")
WEEKS = LIMIT["p_light_course"].number("days") / LIMIT["p_light_week"].number("days")


def exposure(*nm: float, **said: object) -> Exposure:
    """One J/cm2 a minute in every channel."""
    base = plain_exposure(
        nm,
        hot_mw_cm2=np.full((3, len(nm)), 1000.0 / 60.0),
        eye_mw_cm2=np.zeros((3, len(nm))),
        led_power_mw=np.zeros((3, len(nm))),
        eyes_covered=True,
        sessions_per_week=3,
        sessions_in_three_weeks=9,
        sessions_in_course=30,
    )
    return replace(base, **said)  # type: ignore[arg-type]


def lights(given: Exposure) -> dict[str, LightBound]:
    found = light_bounds(given)
    assert all(isinstance(bound, LightBound) for bound in found)
    return {bound.id: bound for bound in found if isinstance(bound, LightBound)}


def test_every_band_of_the_mask_has_a_day_a_week_and_a_course() -> None:
    given = exposure(830.0, 415.0, 633.0, 590.0)
    assert list(lights(given)) == [
        f"light_{window}_{band}"
        for band in ("blue", "amber", "red", "nir")
        for window in ("day", "week", "three_weeks", "course")
        if window != "three_weeks" or band in ("red", "nir")
    ]
    assert list(lights(exposure(590.0))) == [
        "light_day_amber",
        "light_week_amber",
        "light_course_amber",
    ]


def test_each_window_allows_its_sessions_and_counts_those_planned() -> None:
    given = exposure(633.0, 660.0)
    full, borne = full_session(given)["red"], day_caps(given)["red"]
    for window, most, planned in (
        ("day", borne, 1),
        ("week", WEEK_SESSIONS * full, 3),
        ("three_weeks", BORNE_SESSIONS * borne, 9),
        ("course", WEEK_SESSIONS * WEEKS * full, 30),
    ):
        own = lights(given)[f"light_{window}_red"]
        assert own.limit(5.0) == pytest.approx(most)
        assert own.value(2.0, np.array([1.0, 0.5])) == pytest.approx(planned * 3.0)
        assert (own.band, own.unit) == ("red", "J/cm2")
        assert own.full_j_cm2 == full
        assert own.windows == ((planned, 0.0),)
    assert [b.days for b in lights(given).values()] == [1, 7, 21, 84]


def test_what_people_bore_stops_and_our_own_measure_is_said() -> None:
    """Days and three weeks have a parent outside this project; weeks and courses are ours."""
    for bound in bounds(exposure(633.0, 830.0, 415.0, 590.0)):
        if isinstance(bound, LightBound):
            is_ours = bound.id.startswith(("light_week", "light_course"))
            assert bound.advisory is is_ours, bound.id


def test_nobody_is_stopped_below_what_volunteers_bore_nor_above_it() -> None:
    """Nine sessions in three weeks at the tolerated dose of red: the course of STARS, to a hair."""
    for dark, row in ((False, "red_mtd_caucasian"), (True, "red_mtd_soc")):
        borne = rows("limits")[row].row("values").number("j_cm2")
        given = exposure(633.0, dark_skin=dark, sessions_in_three_weeks=9, sessions_per_week=3)
        gating = [b for b in bounds(given) if isinstance(b, LightBound) and not b.advisory]
        assert len(gating) == 2
        on = np.ones(1)
        assert all(b.holds(borne, on) for b in gating)  # 1 J/cm2 a minute
        assert not any(b.holds(borne + 0.1, on) for b in gating)
        tenth = exposure(633.0, dark_skin=dark, sessions_in_three_weeks=10)
        three = next(b for b in bounds(tenth) if b.id == "light_three_weeks_red")
        assert not three.holds(borne, on)


def test_near_infrared_has_the_lower_dose_on_every_skin() -> None:
    """Nobody was given so much of it: what dark skin bore of red counts, also for light skin."""
    soc = rows("limits")["red_mtd_soc"].row("values").number("j_cm2")
    for dark in (False, True):
        own = lights(exposure(830.0, dark_skin=dark))
        assert own["light_day_nir"].limit(1.0) == soc
        assert own["light_three_weeks_nir"].limit(1.0) == BORNE_SESSIONS * soc
        assert own["light_day_nir"].rows == ("nir_by_red", "red_mtd_soc")
        assert own["light_three_weeks_nir"].rows[0] == "nir_by_red"
        assert {own[f"light_{w}_nir"].status for w in ("day", "three_weeks")} == {"project"}


def test_no_session_of_a_trial_without_harm_is_above_what_stops() -> None:
    """The heaviest sessions that dose tables of trials hold, red and near-infrared."""
    given = exposure(633.0, dark_skin=True)
    for goal in rows("goals"):
        for trial in carrying(goal):
            for light in trial.lights:
                band = light_band(light.peak_nm)
                if band in ("red", "nir"):
                    assert light.dose_high_j_cm2 <= day_caps(given)[band], trial.id


def test_a_window_tells_itself() -> None:
    day, week, borne, course = lights(exposure(633.0)).values()
    assert in_english(day.name) == "red light of one day"
    assert in_english(week.name) == "red light of any 7 days in a row"
    assert in_english(course.name) == "red light of any 84 days in a row"
    assert in_english(borne.name) == "red light of any 21 days in a row"
    assert in_english(day.reason).endswith("what volunteers of STARS bore in a session")
    assert in_english(borne.reason).endswith("what volunteers of STARS bore in 9 sessions")
    for own, sessions in ((week, WEEK_SESSIONS), (course, WEEK_SESSIONS * WEEKS)):
        assert f"at most {sessions:g} full sessions, this project" in in_english(own.reason)
    assert (day.rows, week.rows) == (("red_mtd_caucasian",), ("p_light_week", "p_dose_red"))
    assert borne.rows == ("red_course_borne", "red_mtd_caucasian")
    assert course.rows == ("p_light_course", "p_dose_red")
    assert lights(exposure(590.0))["light_day_amber"].rows == ("visible_ipd",)


def test_a_full_session_is_that_of_the_skin() -> None:
    limit = {name: rows("limits")[name].row("values") for name in ("p_dose_red", "visible_ipd")}
    for dark, tone in ((False, "light_skin"), (True, "dark_skin")):
        caps = full_session(exposure(633.0, dark_skin=dark))
        assert caps["red"] == caps["nir"] == limit["p_dose_red"].number(tone)
        assert caps["amber"] == limit["visible_ipd"].number("low_j_cm2")
    assert full_session(exposure(633.0, no_blue=True))["blue"] == 0.0
    assert day_caps(exposure(633.0, no_blue=True))["blue"] == 0.0


def test_a_band_that_stays_dark_is_not_shown() -> None:
    red, nir = (lights(exposure(633.0, 830.0))[f"light_day_{band}"] for band in ("red", "nir"))
    assert not is_dark_sum(red, np.array([1.0, 0.0]))
    assert is_dark_sum(nir, np.array([1.0, 0.0]))
    plain = Bound(**{name: getattr(red, name) for name in Bound.__dataclass_fields__})
    assert not is_dark_sum(plain, np.zeros(2))


# ------------------------------------------------------------------------------ windows


def dose(days: int, j_cm2: float, region: str = "", band: str = "red") -> DayDose:
    return DayDose(day=TODAY + days * DAY, band=band, dose_j_cm2=j_cm2, region=region)


def test_without_sessions_nothing_is_counted() -> None:
    assert windows_of([], [dose(0, 5.0)], ["nose"], 7) == ((0, 0.0),)


@pytest.mark.parametrize(
    ("days", "doses", "expected"),
    [
        (1, [], ((1, 0.0),)),
        (7, [], ((1, 0.0), (2, 0.0), (3, 0.0))),
        (3, [], ((1, 0.0), (2, 0.0))),
        (1, [dose(0, 5.0), dose(1, 9.0)], ((1, 5.0),)),
        (3, [dose(-2, 5.0)], ((1, 5.0), (2, 0.0))),
        (3, [dose(-3, 5.0)], ((1, 0.0), (2, 0.0))),
        (3, [dose(6, 7.0), dose(7, 9.0)], ((1, 7.0), (2, 0.0))),
        (3, [dose(1, 2.0), dose(1, 3.0)], ((1, 5.0), (2, 5.0))),
        (7, [dose(1, 2.0, "chin")], ((1, 0.0), (2, 0.0), (3, 0.0))),
        (1, [dose(0, 2.0, "nose"), dose(0, 3.0, "forehead")], ((1, 3.0),)),
    ],
)
def test_windows_hold_sessions_and_the_light_beside_them(
    days: int, doses: list[DayDose], expected: tuple[tuple[int, float], ...]
) -> None:
    planned = [TODAY, TODAY + 2 * DAY, TODAY + 4 * DAY]
    assert windows_of(planned, doses, ["nose", "forehead"], days) == expected


def test_a_bound_counts_its_own_band_only() -> None:
    own = lights(exposure(633.0))["light_day_red"]
    counted = own.counted([TODAY], [dose(0, 4.0), dose(0, 50.0, band="nir")], ["nose"])
    assert counted.windows == ((1, 4.0),)
    assert counted.value(2.0, np.ones(1)) == pytest.approx(6.0)
    worst = replace(own, windows=((1, 9.0), (3, 1.0)))
    assert worst.value(1.0, np.ones(1)) == pytest.approx(10.0)
    assert worst.value(5.0, np.ones(1)) == pytest.approx(16.0)


# ------------------------------------------------------------------------------ the past


def test_an_unknown_past_is_full_days_at_the_end_of_every_week() -> None:
    known = dose(-1, 3.0)
    history = LightHistory(is_known=False, doses=(known,), why_unknown=said("?"))
    found = counted_doses(history, {"red": 0.5, "blue": 0.0}, TODAY, most={"red": 0.5, "blue": 0.0})
    assert found[0] == known
    past = found[1:]
    assert {(d.band, d.dose_j_cm2, d.region) for d in past} == {("red", 0.5, "")}
    full = round(WEEK_SESSIONS)
    expected = [TODAY - (7 * week + i) * DAY for week in range(round(WEEKS)) for i in range(full)]
    assert sorted(d.day for d in past) == sorted(expected)


def test_a_known_past_is_taken_as_it_is() -> None:
    history = LightHistory(is_known=True, doses=(dose(-1, 3.0),))
    assert counted_doses(history, {"red": 96.0}, TODAY, most={"red": 96.0}) == history.doses


def test_what_a_ledger_lost_counts_as_at_the_cap_and_what_nobody_told_as_full() -> None:
    """A session of today may be what was lost: nothing more is given on such a day."""
    full, most = {"red": 96.0}, {"red": 480.0}
    lost = LightHistory(is_known=True, lost_days=((TODAY - DAY, TODAY),))
    found = counted_doses(lost, full, TODAY, most=most)
    assert {d.day: d.dose_j_cm2 for d in found} == {TODAY: 480.0, TODAY - DAY: 480.0}
    both = replace(lost, is_known=False)
    days = {d.day: d.dose_j_cm2 for d in counted_doses(both, full, TODAY, most=most)}
    assert days[TODAY] == days[TODAY - DAY] == 480.0
    assert days[TODAY - 2 * DAY] == 96.0
    own = lights(exposure(633.0))["light_day_red"]
    assert not own.counted([TODAY], found, ["nose"]).holds(0.1, np.ones(1))
