"""Laws of pooling few studies, of effects and of the test for a dose curve."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from openpbm.response.contrast import (
    DIFFERENCE,
    ODDS,
    log_odds,
    standardised,
    t_of_p,
)
from openpbm.response.dose_response import DosePoint, against_flat
from openpbm.response.study import Probability
from openpbm.response.synthesis import expected_of_one, paule_mandel, pool

EFFECT = st.floats(-3.0, 3.0)
ERROR = st.floats(0.05, 2.0)
STUDIES = st.lists(st.tuples(EFFECT, ERROR), min_size=2, max_size=8)


def names(count: int) -> list[str]:
    return [f"s{i}" for i in range(count)]


@given(STUDIES)
def test_the_mean_lies_among_the_studies_and_the_prediction_holds_the_interval(
    found: list[tuple[float, float]],
) -> None:
    y, se = [e for e, _ in found], [s for _, s in found]
    pooled = pool(y, se, names(len(y)))
    assert pooled is not None
    assert min(y) - 1e-9 <= pooled.estimate <= max(y) + 1e-9
    assert pooled.predicted_low <= pooled.low <= pooled.estimate
    assert pooled.estimate <= pooled.high <= pooled.predicted_high
    assert 0 <= pooled.i2 < 1


@given(STUDIES, st.floats(-5.0, 5.0))
def test_a_shift_of_every_study_shifts_the_mean_alone(
    found: list[tuple[float, float]], shift: float
) -> None:
    y, se = [e for e, _ in found], [s for _, s in found]
    before, after = pool(y, se, names(len(y))), pool([e + shift for e in y], se, names(len(y)))
    assert before is not None
    assert after is not None
    assert after.estimate == pytest.approx(before.estimate + shift, abs=1e-4)
    assert after.high - after.low == pytest.approx(before.high - before.low, rel=1e-3)


@given(STUDIES, st.randoms(use_true_random=False))
def test_the_order_of_studies_does_not_matter(
    found: list[tuple[float, float]], order: object
) -> None:
    import random

    assert isinstance(order, random.Random)
    mixed = list(found)
    order.shuffle(mixed)
    one = pool([e for e, _ in found], [s for _, s in found], names(len(found)))
    two = pool([e for e, _ in mixed], [s for _, s in mixed], names(len(found)))
    assert one is not None
    assert two is not None
    assert one.estimate == pytest.approx(two.estimate, abs=1e-6)
    assert one.tau == pytest.approx(two.tau, abs=1e-4)


@given(EFFECT, ERROR)
def test_one_study_is_never_pooled(effect: float, error: float) -> None:
    assert pool([effect], [error], ["one"]) is None


@given(st.integers(2, 8), ERROR)
def test_studies_that_agree_are_never_pooled_more_narrowly_than_sampling_allows(
    count: int, error: float
) -> None:
    """The plain Hartung-Knapp interval has no width here: luck must not pass for knowledge."""
    pooled = pool([0.4] * count, [error] * count, names(count))
    assert pooled is not None
    assert pooled.se == pytest.approx(error / math.sqrt(count))
    assert pooled.tau == 0.0


def test_the_spread_is_found_again() -> None:
    rng = np.random.default_rng(3)
    v = np.full(4000, 0.04)
    y = rng.normal(0.0, np.sqrt(0.25 + v))
    assert paule_mandel(y, v) == pytest.approx(0.25, rel=0.08)


def test_the_interval_covers_as_often_as_it_says_with_three_studies() -> None:
    """The usual interval with 1.96 covers far less often with so few studies."""
    rng = np.random.default_rng(11)
    inside = usual = 0
    runs = 400
    for _ in range(runs):
        se = rng.uniform(0.1, 0.4, 3)
        y = rng.normal(0.3, np.sqrt(0.3**2 + se**2))
        pooled = pool(y.tolist(), se.tolist(), names(3))
        assert pooled is not None
        inside += pooled.low <= 0.3 <= pooled.high
        usual += abs(pooled.estimate - 0.3) <= 1.96 * pooled.se
    assert inside / runs >= 0.93
    assert usual < inside


@given(EFFECT, ERROR, st.sampled_from([ODDS, DIFFERENCE]))
@settings(max_examples=25)
def test_what_one_study_lets_us_expect_is_wider_than_the_study(
    effect: float, error: float, scale: str
) -> None:
    low, high = expected_of_one(effect, error, scale)
    assert low < effect - 1.96 * error
    assert high > effect + 1.96 * error
    biased = expected_of_one(effect, error, scale, high_bias=True)
    assert biased[0] < low
    assert biased[1] > high


@given(st.integers(1, 30), st.integers(1, 30), st.integers(1, 30), st.integers(1, 30))
def test_an_odds_ratio_turns_over_with_its_groups(a: int, b: int, c: int, d: int) -> None:
    one, other = log_odds(a, a + b, c, c + d), log_odds(c, c + d, a, a + b)
    assert one.estimate == pytest.approx(-other.estimate, abs=1e-12)
    assert one.low == pytest.approx(-other.high, abs=1e-12)


def test_an_empty_cell_gives_a_finite_effect() -> None:
    effect = log_odds(20, 20, 0, 20)
    assert math.isfinite(effect.estimate)
    assert effect.se is not None
    assert effect.se > 1


@given(st.floats(0.001, 0.2), st.integers(6, 60))
@settings(max_examples=40)
def test_an_effect_out_of_p_leaves_zero_out_exactly_where_p_is_below_a_twentieth(
    p: float, people: int
) -> None:
    t = t_of_p(p, people - 1.0)
    assert 2 * student.sf(t, people - 1) == pytest.approx(p)
    effect = standardised(t / math.sqrt(people), 1.0, float(people))
    if abs(p - 0.05) > 1e-6:
        assert (effect.low > 0) == (p < 0.05)


@pytest.mark.parametrize(
    "printed",
    [
        Probability(value=0.05, relation="<"),
        Probability(words="significant"),
        Probability(value=0.037, words="between groups"),
        Probability(),
    ],
)
def test_only_an_exact_p_is_a_number(printed: Probability) -> None:
    assert printed.exact is None


def points(slope: float, noise: float, seed: int, count: int = 10) -> list[DosePoint]:
    rng = np.random.default_rng(seed)
    dose = np.linspace(0.0, 6.0, count)
    effect = 0.2 + slope * dose + rng.normal(0.0, noise, count)
    return [
        DosePoint(study=f"s{i}", log_dose=float(x), effect=float(y), se=0.15)
        for i, (x, y) in enumerate(zip(dose, effect, strict=True))
    ]


def test_a_strong_dose_effect_beats_flat() -> None:
    line = against_flat(points(0.4, 0.15, 1))[0]
    assert line.beats_flat
    assert line.gain > 0


def test_noise_seldom_passes_for_a_dose_effect() -> None:
    passed = sum(
        any(trial.beats_flat for trial in against_flat(points(0.0, 0.4, seed)))
        for seed in range(20)
    )
    assert passed <= 2
