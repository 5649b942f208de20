"""Light of days and weeks: more of it before never gives more of it after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_adversarial import random_exposure

from openpbm.answer import Closed
from openpbm.fact import said
from openpbm.planning.course import LONGEST_WAIT_DAYS, LightUse, first_day
from openpbm.planning.schedule import _dates, most_within, rhythm
from openpbm.record import NO_LIGHT, UNKNOWN_LIGHT, WHOLE_FACE, DayDose, LightHistory
from openpbm.response.evidence import Trial, carrying, goal_of
from openpbm.safety.ceilings.every import CAUTIONS
from openpbm.safety.cumulative import (
    LightBound,
    counted_doses,
    full_sessions,
    light_bounds,
    window_days,
    windows_of,
)
from openpbm.safety.exposure import Exposure
from openpbm.tables import rows

START = date(2026, 12, 20)  # every course rolls over the end of the year
CAP = 480.0  # of a day, as volunteers bore
FULL = 96.0  # of a session that nobody told more of
BORNE = 9  # sessions at the cap in any three weeks
FACE = ("left_cheek", "nose")
ON = np.array([1.0, 0.0])
UNSAID = {"blue": 20.0, "red": FULL, "nir": FULL}


def exposure(per_week: int, total: int) -> Exposure:
    """One J/cm2 a minute of red, in every scenario; the other channel stays dark."""
    return random_exposure(
        1,
        1.0,
        peak_nm=np.array([[633.0, 830.0]]) * np.ones((3, 1)),
        fwhm_nm=np.full((3, 2), 18.0),
        hot_mw_cm2=np.full((3, 2), 1000.0 / 60.0),
        dark_skin=False,
        no_blue=False,
        sessions_per_week=per_week,
        sessions_in_three_weeks=min(total, 3 * per_week),
        sessions_in_course=total,
    )


@cache
def lights(per_week: int, total: int) -> tuple[LightBound, ...]:
    found = [b for b in light_bounds(exposure(per_week, total)) if isinstance(b, LightBound)]
    return tuple(bound for bound in found if bound.is_lit(ON) and bound.id not in CAUTIONS)


def uses(per_week: int, total: int, minutes: float) -> list[LightUse]:
    return [
        LightUse(bound=bound, minutes=minutes, drive=ON, regions=FACE)
        for bound in lights(per_week, total)
    ]


def start_of(per_week: int, total: int, minutes: float, doses: Sequence[DayDose]) -> date | None:
    return first_day(
        START,
        lambda first: _dates(first, per_week, total, ()),
        uses(per_week, total, minutes),
        doses,
    )


def a_dose(days_ago: int, dose: float, region: str = WHOLE_FACE, band: str = "red") -> DayDose:
    return DayDose(day=START - timedelta(days=days_ago), band=band, dose_j_cm2=dose, region=region)


histories = st.lists(
    st.builds(
        a_dose,
        st.integers(-30, 90),
        st.floats(0.0, 600.0),
        st.sampled_from([WHOLE_FACE, *FACE, "chin"]),
        st.sampled_from(["red", "nir"]),
    ),
    max_size=12,
)
plans = st.tuples(st.integers(1, 7), st.integers(1, 40), st.floats(0.5, 200.0))


@settings(max_examples=60, deadline=None)
@given(plan=plans, history=histories, more=histories)
def test_more_light_before_never_gives_an_earlier_start(
    plan: tuple[int, int, float], history: list[DayDose], more: list[DayDose]
) -> None:
    early, late = start_of(*plan, history), start_of(*plan, [*history, *more])
    assert late is None or (early is not None and early <= late)


@settings(max_examples=60, deadline=None)
@given(plan=plans, history=histories)
def test_no_window_of_any_region_is_passed(
    plan: tuple[int, int, float], history: list[DayDose]
) -> None:
    """Summed by hand, day by day."""
    per_week, total, minutes = plan
    first = start_of(*plan, history)
    if first is None:
        return
    planned = _dates(first, per_week, total, ())
    on = set(planned)
    for region in FACE:
        daily = dict.fromkeys(planned, minutes)
        for dose in history:
            if dose.band == "red" and dose.region in (region, WHOLE_FACE):
                daily[dose.day] = daily.get(dose.day, 0.0) + dose.dose_j_cm2
        for days, full in ((1, 1.0), (21, BORNE)):
            for end in range((planned[-1] - planned[0]).days + days):
                last = planned[0] + timedelta(days=end)
                window = [last - timedelta(days=i) for i in range(days)]
                if any(day in on for day in window):
                    assert sum(daily.get(day, 0.0) for day in window) <= full * CAP + 1e-6


@st.composite
def in_our_rhythm(draw: st.DrawFn) -> list[DayDose]:
    """A past in our own rhythm: no more than a full session a day, and three in any week."""
    shares = draw(st.lists(st.floats(0.0, 1.0), min_size=100, max_size=100))
    taken: list[float] = []
    for share in shares:  # from long ago to today
        room = min(FULL, 3 * FULL - sum(taken[-6:]))
        taken.append(max(0.0, room) * (1.0 if share > 0.6 else share))
    return [a_dose(99 - i, dose) for i, dose in enumerate(taken) if dose > 0]


@settings(max_examples=60, deadline=None)
@given(plan=plans, past=in_our_rhythm())
def test_an_unknown_past_is_never_milder_than_any_past_in_our_own_rhythm(
    plan: tuple[int, int, float], past: list[DayDose]
) -> None:
    known = start_of(
        *plan,
        counted_doses(LightHistory(is_known=True, doses=tuple(past)), UNSAID, START, most=UNSAID),
    )
    unknown = start_of(*plan, counted_doses(UNKNOWN_LIGHT, UNSAID, START, most=UNSAID))
    assert unknown is None or (known is not None and known <= unknown)


def test_an_unknown_past_costs_days_only_where_a_session_is_near_what_was_borne() -> None:
    unknown = counted_doses(UNKNOWN_LIGHT, UNSAID, START, most=UNSAID)
    assert start_of(3, 36, FULL, counted_doses(NO_LIGHT, UNSAID, START, most=UNSAID)) == START
    assert start_of(3, 36, FULL, unknown) == START
    assert start_of(3, 36, CAP - FULL, counted_doses(NO_LIGHT, UNSAID, START, most=UNSAID)) == START
    later = start_of(3, 36, CAP - FULL + 1.0, unknown)
    assert later is not None
    assert 1 <= (later - START).days <= 21
    known = (a_dose(1, 10.0),)
    both = counted_doses(LightHistory(is_known=False, doses=known), UNSAID, START, most=UNSAID)
    assert set(known) < set(both)


def test_blue_that_nobody_told_of_closes_today() -> None:
    """A full session of blue may have been given today: its cap of a day leaves no room."""
    blue = random_exposure(
        1, 1.0, peak_nm=np.full((3, 2), 415.0), fwhm_nm=np.full((3, 2), 18.0),
        hot_mw_cm2=np.full((3, 2), 1000.0 / 60.0), dark_skin=False, no_blue=False,
    )  # fmt: skip
    (day,) = [b for b in light_bounds(blue) if b.id == "light_day_blue"]
    assert isinstance(day, LightBound)
    use = LightUse(bound=day, minutes=0.5, drive=ON, regions=FACE)
    unknown = counted_doses(UNKNOWN_LIGHT, UNSAID, START, most=UNSAID)
    assert use.keeps([START], counted_doses(NO_LIGHT, UNSAID, START, most=UNSAID))
    assert not use.keeps([START], unknown)
    assert use.keeps([START + timedelta(days=1)], unknown)


@pytest.mark.parametrize(("days", "full"), [(1, 1), (21, BORNE)])
def test_exactly_the_cap_passes_and_a_hair_above_does_not(days: int, full: int) -> None:
    planned = [START + timedelta(days=3)]
    last = planned[0] - timedelta(days=days - 1)  # the far end of the window
    for far, holds in ((last, False), (last - timedelta(days=1), True)):
        for hair, fits in ((0.0, True), (1e-5, holds)):
            rest = full * CAP - 10.1 + hair
            doses = [DayDose(day=far, band="red", dose_j_cm2=rest)]
            bound = next(b for b in lights(1, 1) if b.days == days)
            use = LightUse(bound=bound, minutes=10.1, drive=ON, regions=FACE)
            assert use.keeps(planned, doses) is fits


def test_light_elsewhere_or_of_another_colour_does_not_count() -> None:
    for dose in (a_dose(0, 1e4, "chin"), a_dose(0, 1e4, band="nir")):
        assert start_of(3, 12, 90.0, [dose]) == START
    assert start_of(3, 12, 90.0, [a_dose(0, 1e4, "nose")]) != START


def test_too_much_light_for_ninety_days_is_no_start() -> None:
    always = [a_dose(-day, CAP) for day in range(LONGEST_WAIT_DAYS + 10)]
    assert start_of(1, 1, 1.0, always) is None


@settings(max_examples=60, deadline=None)
@given(
    per_week=st.integers(1, 7),
    total=st.integers(1, 50),
    closed=st.lists(st.tuples(st.integers(0, 90), st.integers(0, 20)), max_size=5),
)
def test_closed_days_never_crowd_the_sessions(
    per_week: int, total: int, closed: list[tuple[int, int]]
) -> None:
    shut = [
        Closed(START + timedelta(days=a), START + timedelta(days=a + length), said("w"))
        for a, length in closed
    ]
    planned = _dates(START, per_week, total, shut)
    assert len(planned) == total == len(set(planned))
    assert planned == sorted(planned)
    assert all(not first <= day <= last for day in planned for first, last, _ in shut)
    for days, most in ((7, per_week), (21, 3 * per_week), (84, 12 * per_week)):
        counts = [n for n, _ in windows_of(planned, (), FACE, days)]
        assert max(counts) <= most


def test_a_choice_counts_no_fewer_sessions_than_its_course_has() -> None:
    trials: list[Trial] = [t for g in rows("goals") for t in carrying(goal_of(g).id)]
    for trial in trials:
        own = rhythm(trial)
        if own is None:
            continue
        per_week, weeks = own
        total = per_week * weeks
        if trial.sessions_total is not None:
            total = min(total, int(trial.sessions_total))
        for days in (21, 84):
            dates = _dates(START, per_week, total, ())
            counts = [n for n, _ in windows_of(dates, (), FACE, days)]
            assert max(counts) == most_within(trial, days)


def test_twelve_weeks_at_the_cap_stay_below_what_volunteers_bore() -> None:
    course = full_sessions()["course"]
    caps = rows("limits")["p_dose_red"].row("values")
    for tone, row in (("light_skin", "red_mtd_caucasian"), ("dark_skin", "red_mtd_soc")):
        tolerated = 9 * rows("limits")[row].row("values").number("j_cm2")
        assert course * caps.number(tone) < tolerated
    assert full_sessions()["three_weeks"] == BORNE
    assert window_days() == {"day": 1, "week": 7, "three_weeks": 21, "course": 84}


@settings(max_examples=40, deadline=None)
@given(plan=plans, history=histories, share=st.floats(0.0, 1.0))
def test_the_value_shown_is_the_worst_window_and_rises_with_drive(
    plan: tuple[int, int, float], history: list[DayDose], share: float
) -> None:
    per_week, total, minutes = plan
    total = max(total, per_week)  # at least one full week
    planned = _dates(START, per_week, total, ())
    for bound in lights(per_week, min(total, 12 * per_week)):
        own = bound.counted(planned, history, FACE)
        assert own.value(minutes, share * ON) <= own.value(minutes, ON) + 1e-9
        assert own.value(minutes, ON) >= bound.value(minutes, ON) - 1e-6
