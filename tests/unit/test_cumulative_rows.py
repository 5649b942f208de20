"""Sums of light by hand: what each window allows, counts and calls itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from openpbm.fact import said
from openpbm.heat import Warming
from openpbm.record import DayDose, LightHistory
from openpbm.safety.bound import Bound
from openpbm.safety.cumulative import (
    LightBound,
    counted_doses,
    is_dark_sum,
    light_bounds,
    light_caps,
    windows_of,
)
from openpbm.safety.exposure import Exposure
from openpbm.speech.say import in_english
from openpbm.tables import rows

TODAY = date(2026, 12, 20)
DAY = timedelta(days=1)
LIMIT = {name: rows("limits")[name].row("values") for name in ("p_light_week", "p_light_course")}
WEEK_SESSIONS = LIMIT["p_light_week"].number("sessions")
WEEKS = LIMIT["p_light_course"].number("days") / LIMIT["p_light_week"].number("days")


def exposure(*nm: float, **said: object) -> Exposure:
    """One J/cm2 a minute in every channel."""
    shape = (3, len(nm))
    base = Exposure(
        peak_nm=np.array([nm]) * np.ones(shape),
        fwhm_nm=np.full(shape, 10.0),
        spectra=(None,) * shape[1],
        hot_mw_cm2=np.full(shape, 1000.0 / 60.0),
        eye_mw_cm2=np.zeros(shape),
        led_power_mw=np.zeros(shape),
        warming=Warming(
            minutes=np.array([0.0, 60.0]),
            dark_degc=np.full((3, 2), 34.0),
            rise_degc=np.zeros((*shape, 2)),
        ),
        eyes_covered=True,
        dark_skin=False,
        no_blue=False,
        photosensitiser=False,
        epilepsy=False,
        aphakic=False,
        frequency_hz=(0.0,) * len(nm),
        duty=(1.0,) * len(nm),
        longest_min=None,
        is_worn=True,
        sessions_per_week=3,
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
        for window in ("day", "week", "course")
    ]
    assert list(lights(exposure(633.0))) == ["light_day_red", "light_week_red", "light_course_red"]


def test_each_window_allows_full_sessions_and_counts_those_planned() -> None:
    given = exposure(633.0, 660.0)
    cap = light_caps(given)["red"]
    for window, full, planned in (
        ("day", 1.0, 1),
        ("week", WEEK_SESSIONS, 3),
        ("course", WEEK_SESSIONS * WEEKS, 30),
    ):
        own = lights(given)[f"light_{window}_red"]
        assert own.limit(5.0) == pytest.approx(full * cap)
        assert own.value(2.0, np.array([1.0, 0.5])) == pytest.approx(planned * 3.0)
        assert (own.band, own.unit, own.advisory) == ("red", "J/cm2", False)
        assert own.windows == ((planned, 0.0),)
    assert [b.days for b in lights(given).values()] == [1, 7, 84]


def test_a_window_tells_itself() -> None:
    day, week, course = lights(exposure(633.0)).values()
    assert in_english(day.name) == "red light of one day"
    assert in_english(week.name) == "red light of any 7 days in a row"
    assert in_english(course.name) == "red light of any 84 days in a row"
    assert in_english(day.reason).endswith("one full session")
    assert in_english(week.reason).endswith(f"at most {WEEK_SESSIONS:g} full sessions")
    assert in_english(course.reason).endswith(f"at most {WEEK_SESSIONS * WEEKS:g} full sessions")
    assert (day.rows, week.rows) == (("p_dose_red",), ("p_light_week", "p_dose_red"))
    assert course.rows == ("p_light_course", "p_dose_red")
    assert lights(exposure(590.0))["light_day_amber"].rows == ("visible_ipd",)


def test_the_cap_of_a_day_is_that_of_the_skin() -> None:
    limit = {name: rows("limits")[name].row("values") for name in ("p_dose_red", "visible_ipd")}
    for dark, tone in ((False, "light_skin"), (True, "dark_skin")):
        caps = light_caps(exposure(633.0, dark_skin=dark))
        assert caps["red"] == caps["nir"] == limit["p_dose_red"].number(tone)
        assert caps["amber"] == limit["visible_ipd"].number("low_j_cm2")
    assert light_caps(exposure(633.0, no_blue=True))["blue"] == 0.0


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
    found = counted_doses(history, {"red": 0.5, "blue": 0.0}, TODAY)
    assert found[0] == known
    past = found[1:]
    assert {(d.band, d.dose_j_cm2, d.region) for d in past} == {("red", 0.5, "")}
    full = round(WEEK_SESSIONS)
    expected = [TODAY - (7 * week + i) * DAY for week in range(round(WEEKS)) for i in range(full)]
    assert sorted(d.day for d in past) == sorted(expected)


def test_a_known_past_is_taken_as_it_is() -> None:
    history = LightHistory(is_known=True, doses=(dose(-1, 3.0),))
    assert counted_doses(history, {"red": 96.0}, TODAY) == history.doses
