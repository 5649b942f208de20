"""Choosing a session: a limit only tightens, and nothing asked for is exceeded."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.arrays import FloatArray
from openpbm.fact import said
from openpbm.mask import Channel, Mask
from openpbm.planning.choose import (
    BandMatch,
    Choice,
    added_channels,
    choose,
    lit_channels,
    programme,
    quantised,
)
from openpbm.planning.decide import Chosen
from openpbm.planning.little import is_too_little, least_share, too_little, upper_share
from openpbm.planning.schedule import schedule, sessions_of
from openpbm.planning.tell import sessions_missing
from openpbm.response.evidence import Trial, carrying, goal_of
from openpbm.safety.bound import Bound, all_hold, dose_bound, rate_bound
from openpbm.speech.number import minutes as minutes_said
from openpbm.speech.say import in_english
from plain import PARENT, plain_mask, plain_matches

TRIAL = next(t for t in carrying("wrinkles_firmness") if t.id == "park_2025_mask_630_850")
RED, NIR = (
    Channel(role="red", peak_nm=630.0),
    Channel(role="nir", peak_nm=830.0),
)


def a_mask(*, dimmable: bool = False, by_hand: bool = True) -> Mask:
    channels = tuple(Channel(role=c.role, peak_nm=c.peak_nm, dimmable=dimmable) for c in (RED, NIR))
    return plain_mask("rigid_mask", *channels, session_min=(3.0, 10.0), stop_by_hand=by_hand)


def matches(rate: float, trial_dose: float) -> tuple[BandMatch, ...]:
    spread: FloatArray = np.linspace(0.5, 1.5, 41)
    return plain_matches(TRIAL, [(rate * spread, trial_dose * spread)] * len(TRIAL.lights))


def limits(dose: float, rate: float) -> tuple[Bound, ...]:
    per_channel = np.repeat(np.linspace(0.5, 1.5, 41)[:, None], 2, axis=1)
    return (
        dose_bound("dose", PARENT, "J/cm2", per_channel, lambda _: dose),
        rate_bound("rate", PARENT, "mW/cm2", 10.0 * per_channel, lambda _: rate),
    )


def light_of(found: Choice | tuple[object, ...]) -> float:
    return found.minutes * float(found.drive.sum()) if isinstance(found, Choice) else 0.0


positive = st.floats(0.05, 20.0)


@settings(max_examples=80, deadline=None)
@given(
    rate=positive,
    wanted=positive,
    dose=st.floats(0.1, 100.0),
    irradiance=st.floats(1.0, 80.0),
    tighter=st.floats(0.1, 1.0),
    dimmable=st.booleans(),
    by_hand=st.booleans(),
)
def test_a_tighter_ceiling_never_gives_more_light(
    rate: float,
    wanted: float,
    dose: float,
    irradiance: float,
    tighter: float,
    dimmable: bool,
    by_hand: bool,
) -> None:
    mask, bands, lit = a_mask(dimmable=dimmable, by_hand=by_hand), matches(rate, wanted), np.ones(2)
    loose = choose(mask, TRIAL, bands, lit, limits(dose, irradiance))
    for tight in (limits(dose * tighter, irradiance), limits(dose, irradiance * tighter)):
        assert light_of(choose(mask, TRIAL, bands, lit, tight)) <= light_of(loose) + 1e-9


@settings(max_examples=80, deadline=None)
@given(rate=positive, wanted=positive, dose=st.floats(0.1, 100.0), irradiance=st.floats(1.0, 80.0))
def test_what_is_chosen_keeps_every_bound_and_never_passes_the_trial(
    rate: float, wanted: float, dose: float, irradiance: float
) -> None:
    bounds = limits(dose, irradiance)
    found = choose(a_mask(dimmable=True), TRIAL, matches(rate, wanted), np.ones(2), bounds)
    if isinstance(found, Choice):
        assert all_hold(bounds, found.minutes, found.drive)
        level = float(found.drive.max())
        assert found.minutes * level * rate <= wanted * (1 + 1e-6)
        assert found.is_below_trial == (found.fraction < 1.0)
    else:
        assert found
        assert all(in_english(refusal.would_change) for refusal in found)


def at_most(minutes: float) -> Bound:
    """A limit of time alone."""
    grid = np.array([0.0, 1e4])
    bound = dose_bound("time", PARENT, "min", np.zeros((41, 2)), lambda _: minutes)
    return replace(bound, minutes=grid, offset=np.broadcast_to(grid, (41, 2)))


@settings(max_examples=80, deadline=None)
@given(rate=st.floats(1e-6, 0.02), wanted=positive, minutes=st.floats(5.0, 60.0))
def test_as_much_more_light_as_a_no_asks_for_brings_the_dose_of_the_trial(
    rate: float, wanted: float, minutes: float
) -> None:
    bounds = (at_most(minutes),)
    found = choose(a_mask(), TRIAL, matches(rate, wanted), np.ones(2), bounds)
    assert isinstance(found, Choice)
    assert is_too_little(found) == (upper_share(found) < least_share())
    if is_too_little(found):
        told = too_little(found, a_mask(), bounds)
        said = re.search(r"about ([\d.\s]+) times", in_english(told.would_change))
        assert said
        times = float("".join(said[1].split()))  # thousands stand apart
        more = choose(a_mask(), TRIAL, matches(rate * times, wanted), np.ones(2), bounds)
        assert isinstance(more, Choice)
        assert not is_too_little(more)
        assert more.minutes / more.wanted_min == pytest.approx(1.0, abs=0.15)  # two digits, steps
        assert f"n, {minutes_said(minutes)}" in in_english(told.would_change)


def test_where_light_is_what_is_limited_no_more_light_is_asked_for() -> None:
    bounds = limits(0.9, 80.0)
    found = choose(a_mask(), TRIAL, matches(0.1, 2.0), np.ones(2), bounds)
    assert isinstance(found, Choice)
    assert is_too_little(found)
    told = too_little(found, a_mask(), bounds)
    assert "times as much light" not in in_english(told.would_change)
    assert "meets the same limit" in in_english(told.would_change)


@given(minutes=st.floats(0.01, 200.0))
def test_a_kept_time_is_never_longer_than_the_wanted_one(minutes: float) -> None:
    for by_hand in (True, False):
        kept = quantised(a_mask(by_hand=by_hand), minutes)
        assert kept is None or kept <= minutes + 1e-9


def test_the_timer_that_is_started_is_the_shortest_that_lasts() -> None:
    assert programme(a_mask(), 2.5) == (3.0, True)
    assert programme(a_mask(), 3.0) == (3.0, False)
    assert programme(a_mask(), 4.0) == (10.0, True)


def test_a_channel_that_cannot_be_off_shines_too_unless_the_screen_stops_it() -> None:
    def mask(switchable: bool) -> Mask:
        blue = Channel(role="blue", peak_nm=415.0, switchable=switchable)
        return Mask(id="m", name="m", form="rigid_mask", channels=(RED, NIR, blue))

    on, problems = lit_channels(mask(True), TRIAL, (None, None, None))
    assert on.tolist() == [1.0, 1.0, 0.0]
    assert not problems
    on, problems = lit_channels(mask(False), TRIAL, (None, None, None))
    assert on.tolist() == [1.0, 1.0, 1.0]
    assert not problems
    on, problems = lit_channels(mask(False), TRIAL, (None, None, said("exclude: lupus")))
    assert on.tolist() == [1.0, 1.0, 0.0]
    assert [p.id for p in problems] == ["channel_cannot_be_off"]


def test_a_screened_colour_is_never_lit() -> None:
    mask = Mask(id="m", name="m", form="rigid_mask", channels=(RED, NIR))
    on, problems = lit_channels(mask, TRIAL, (said("exclude: porfimer"), None))
    assert on[0] == 0.0
    assert problems


@pytest.mark.parametrize("goal", ["wrinkles_firmness", "acne", "scar", "psoriasis"])
def test_tier_a_comes_first_and_null_trials_carry_nothing(goal: str) -> None:
    trials: tuple[Trial, ...] = carrying(goal, uncontrolled=True)
    assert [t.tier for t in trials] == sorted(t.tier for t in trials)
    assert "kurtti_2021_cures" not in {t.id for t in trials}


def test_a_programme_that_follows_no_trial_adds_nothing_to_one() -> None:
    mask = Mask(id="m", name="m", form="panel", channels=(Channel(role="red", peak_nm=633.0),))
    choice = Choice(
        trial=None, followed=TRIAL, bands=(), minutes=1.0, drive=np.ones(1), wanted_min=1.0,
        binding=(), fraction=1.0,
    )  # fmt: skip
    assert added_channels(mask, choice) == ()


def test_what_shines_beside_the_bands_of_a_trial_is_named_as_added() -> None:
    roles = (("red", 633.0), ("nir", 830.0), ("blue", 415.0), ("amber", 590.0))
    channels = tuple(Channel(role=role, peak_nm=nm) for role, nm in roles)
    mask = Mask(id="m", name="m", form="panel", channels=channels)
    choice = Choice(
        trial=TRIAL, followed=TRIAL, bands=matches(1.0, 1.0), minutes=1.0,
        drive=np.array([1.0, 1.0, 1.0, 0.0]), wanted_min=1.0, binding=(), fraction=1.0,
    )  # fmt: skip
    assert added_channels(mask, choice) == ("blue",)


@pytest.mark.parametrize("missing", [0, 1, 10])
def test_a_course_shorter_than_its_trial_says_how_many_sessions_are_missing(missing: int) -> None:
    whole = schedule(TRIAL, date(2026, 12, 1), ())
    assert whole is not None
    assert len(whole.dates) == sessions_of(TRIAL)
    course = replace(whole, dates=whole.dates[: len(whole.dates) - missing])
    choice = Choice(
        trial=TRIAL, followed=TRIAL, bands=(), minutes=1.0, drive=np.ones(1), wanted_min=1.0,
        binding=(), fraction=1.0,
    )  # fmt: skip
    made = Chosen(goal=goal_of("wrinkles"), regions=(), choice=choice, bounds=())
    told = sessions_missing((made, made), course)
    assert [one.params["missing"] for one in told] == ([missing] if missing else [])
