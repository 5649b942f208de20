"""Power by simulation: what closed forms say, laws of losses, and numbers that no batch moves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from openpbm.arrays import FloatArray
from openpbm.trials import course, verdicts
from openpbm.trials.closed_form import closed_power
from openpbm.trials.design import ArmLight, Losses, TrialArm, TrialDesign, TrialOutcome
from openpbm.trials.draws import batches
from openpbm.trials.power import (
    detectable,
    false_yes,
    false_yes_of_looks,
    power,
    smallest,
    with_readings,
)
from openpbm.trials.size import fewest, size
from openpbm.trials.slips import first_slip

DEPTH = TrialOutcome(measure="depth", kind="continuous", unit="um", sd=18.0, repeat_sd=6.0)
HEALED = TrialOutcome(measure="healed", kind="yes_no", control_share=0.3)
LIGHT = TrialArm(name="light", role="active", effect=10.0)
SHAM = TrialArm(name="sham", role="sham")
PARALLEL = TrialDesign(
    title="a trial",
    goal="wrinkles_firmness",
    design="parallel",
    arms=(LIGHT, SHAM),
    outcome=DEPTH,
    replicates=4000,
)
RED = ArmLight(nm=633.0, fwhm_nm=18.0, irradiance_mw_cm2=30.0)


def lit(name: str, minutes: float, effect: float) -> TrialArm:
    return TrialArm(
        name=name,
        role="active",
        effect=effect,
        minutes=minutes,
        sessions_per_week=5.0,
        weeks=8.0,
        lights=(RED,),
    )


DOSES = replace(
    PARALLEL, design="dose_ranging", arms=(SHAM, lit("short", 5.0, 4.0), lit("long", 20.0, 10.0))
)
SIDES = replace(PARALLEL, design="split_face", side_correlation=0.6)
SHARES = replace(PARALLEL, outcome=HEALED, arms=(replace(LIGHT, effect=0.25), SHAM))
CLOSED = {
    "two groups": (PARALLEL, 60),
    "twice as many lit": (replace(PARALLEL, arms=(replace(LIGHT, share=2), SHAM)), 60),
    "read three times": (with_readings(PARALLEL, 3), 60),
    "two sides": (SIDES, 24),
    "over doses": (DOSES, 60),
    "shares": (SHARES, 90),
    "shares, misread": (replace(SHARES, outcome=replace(HEALED, misread=0.1)), 120),
    "three comparisons": (replace(PARALLEL, comparisons=3), 60),
}
MOST_OFF = 4.0  # standard errors: one in 16,000 by chance, and the seed stays the same


def off_by(trial: TrialDesign, people: int) -> float:
    found, expected = power(trial, people), closed_power(trial, people)
    assert expected is not None
    assert 0.2 < expected < 0.97, "where nothing could be told apart"
    return abs(found.share - expected) / found.error


@pytest.mark.parametrize("name", CLOSED)
def test_the_simulation_agrees_with_the_closed_form_within_its_own_error(name: str) -> None:
    assert off_by(*CLOSED[name]) < MOST_OFF


def test_a_spread_that_was_squared_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: variance where a standard deviation belongs, and half of it gone."""
    whole = course._spread
    for factor in (DEPTH.sd, 0.9):  # sd times sd is the variance; 0.9: a slip of a tenth

        def slipped(trial: TrialDesign, draws: FloatArray, factor: float = factor) -> FloatArray:
            return factor * whole(trial, draws)

        monkeypatch.setattr(course, "_spread", slipped)
        assert off_by(PARALLEL, 60) > MOST_OFF


def test_a_test_in_the_wrong_tail_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Alpha whole instead of half in the direction that counts."""
    half = verdicts._t
    twice = replace(PARALLEL, alpha=2 * PARALLEL.alpha)
    monkeypatch.setattr(verdicts, "_t", lambda _, df: half(twice, df))
    assert off_by(PARALLEL, 60) > MOST_OFF


@pytest.mark.parametrize("trial", [PARALLEL, SIDES, SHARES, DOSES], ids=lambda t: t.design)
def test_batches_and_larger_trials_change_no_replicate(trial: TrialDesign) -> None:
    few = replace(trial, replicates=60)
    whole = verdicts_of(few, 1_500_000)
    for at_once in (8, 700, 5000):
        assert np.array_equal(verdicts_of(few, at_once), whole)


def verdicts_of(trial: TrialDesign, at_once: int) -> FloatArray:
    from openpbm.trials.power import verdicts as said

    return said(trial, 40, at_once=at_once).astype(np.float64)


def test_the_first_people_of_a_large_trial_are_those_of_a_small_one() -> None:
    (small,), (large,) = list(batches(7, 5, 20)), list(batches(7, 5, 90))
    assert np.array_equal(large[:, :20], small)
    assert not np.array_equal(large[0], large[1]), "each replicate has numbers of its own"


def exact_size(trial: TrialDesign) -> int:
    """The fewest people by the closed form, in whole rounds."""
    rounds = range(2, 200)
    return next(n * trial.parts for n in rounds if closed(trial, n * trial.parts) >= trial.power)


def closed(trial: TrialDesign, people: int) -> float:
    found = closed_power(trial, people)
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["two groups", "two sides", "shares"])
def test_the_size_is_that_of_the_closed_form_and_not_low_over_seeds(name: str) -> None:
    """One simulated curve crossed where its luck had it: 136 for an exact 140."""
    few = replace(CLOSED[name][0], replicates=250)
    exact, found = exact_size(few), [size(replace(few, seed=seed)) for seed in range(20)]
    spans = [(own.low or 0, own.high or 0) for own in found]
    slack = 2 if name == "shares" else 0  # Fisher's power goes up in teeth, the line does not
    assert sum(low - slack <= exact <= high + slack for low, high in spans) >= 17
    off = [closed(few, own.people or 0) - few.power for own in found]
    error = 0.019 / 7**0.5  # of 250 replicates at 0.9, seven sizes
    assert min(off) > -4.0 * error
    assert np.mean(off) > -2.0 * error / len(off) ** 0.5


def test_who_has_the_people_needed_has_the_power_and_a_round_less_has_not() -> None:
    for seed in range(3):
        few = replace(PARALLEL, replicates=300, seed=seed)
        found = size(few)
        assert found.people is not None and found.low is not None and found.high is not None
        assert found.low <= found.people <= found.high
        before, at = (found.power(few, found.people - less).share for less in (2, 0))
        assert before < few.power <= at


def test_of_few_people_each_size_is_counted_by_itself() -> None:
    large = replace(PARALLEL, arms=(replace(LIGHT, effect=40.0), SHAM), replicates=1000)
    found = size(large)
    assert found.line is None and found.people is not None
    assert abs(found.people - exact_size(large)) <= large.parts


@pytest.mark.parametrize(
    "trial", [PARALLEL, SIDES, DOSES, SHARES], ids=["groups", "sides", "doses", "shares"]
)
def test_the_least_people_that_can_be_counted_with_have_a_power(trial: TrialDesign) -> None:
    """One in an arm has no spread: no number at all came of it."""
    least, few = smallest(trial), replace(trial, replicates=200)
    assert first_slip(replace(few, people=least)) is None
    if trial is not SIDES:
        slip = first_slip(replace(few, people=least - 1))
        assert slip is not None and slip.id == "trial-few_people"
    share = closed_power(few, least)
    assert share is not None and 0.0 <= share < 0.5
    assert 0.0 <= power(few, least).share < 0.5
    assert false_yes_of_looks(few, least).share < 0.2


def test_losses_cost_people_one_after_the_other() -> None:
    few = replace(PARALLEL, replicates=500)
    steps = [
        Losses(),
        Losses(dropout=0.2),
        Losses(dropout=0.2, adherence=0.7, adherence_sd=0.2),
        Losses(dropout=0.2, adherence=0.7, adherence_sd=0.2, unblinded=0.5, expectation=10.0),
    ]
    needed = [fewest(replace(few, losses=losses)) or 0 for losses in steps]
    assert needed == sorted(needed)
    assert needed[0] < 0.85 * needed[1] < 0.6 * needed[2]


def test_a_loss_of_one_in_five_costs_a_quarter_more_people() -> None:
    few = replace(PARALLEL, replicates=1500)
    lost = fewest(replace(few, losses=Losses(dropout=0.2)))
    assert lost == pytest.approx(1.25 * (fewest(few) or 0), rel=0.1)


def test_belief_counted_as_effect_says_yes_too_often_and_taken_off_does_not() -> None:
    trial = replace(PARALLEL, losses=Losses(unblinded=0.5, expectation=8.0))
    naive, ours = (false_yes(trial, 200, is_naive=way) for way in (True, False))
    assert naive.share > 3 * PARALLEL.one_sided
    assert ours.share < PARALLEL.one_sided + MOST_OFF * ours.error


def test_without_belief_a_light_that_does_nothing_is_found_as_often_as_alpha_says() -> None:
    for trial in (PARALLEL, SIDES, DOSES):
        found = false_yes(trial, 60, is_naive=False)
        assert found.share == pytest.approx(0.025, abs=MOST_OFF * found.error)
    exact = false_yes(SHARES, 60, is_naive=False)
    assert exact.share < 0.025 + MOST_OFF * exact.error, "Fisher's test is on the strict side"


def test_a_second_look_without_a_rule_says_yes_more_often() -> None:
    """Of two looks at half and all, alpha of 2.5 % becomes 4.15 %: bivariate normal."""
    looks = false_yes_of_looks(PARALLEL, 200)
    assert looks.share == pytest.approx(0.0415, abs=MOST_OFF * looks.error)


def test_who_is_lost_counts_less_when_taken_as_without_effect() -> None:
    losses = Losses(dropout=0.25)
    seen = replace(PARALLEL, losses=losses)
    as_control = replace(PARALLEL, losses=replace(losses, missing="as_control"))
    assert power(as_control, 150).share < power(seen, 150).share - 0.01


def test_readings_take_their_part_out_of_the_spread_and_no_more() -> None:
    assert DEPTH.true_sd**2 + DEPTH.reading_sd**2 == pytest.approx(DEPTH.sd**2)
    many = replace(DEPTH, readings=1000)
    assert many.true_sd == DEPTH.true_sd and many.reading_sd < 0.05 * DEPTH.reading_sd
    few = replace(PARALLEL, replicates=500)
    assert (fewest(with_readings(few, 3)) or 0) < (fewest(few) or 0)


def test_the_smallest_effect_found_is_the_one_that_the_size_was_made_for() -> None:
    few = replace(PARALLEL, replicates=500)
    assert detectable(few, fewest(few) or 0) == pytest.approx(10.0, rel=0.03)
    assert (detectable(few, 20) or 0) > 15.0


def test_scores_of_doses_stand_as_the_light_does() -> None:
    dark, short, long = verdicts.scores(DOSES)
    assert (long - dark) / (short - dark) == pytest.approx(4.0)  # 20 and 5 minutes
    assert dark + short + long == pytest.approx(0.0)


def test_sides_that_go_together_need_fewer_people() -> None:
    few = replace(SIDES, replicates=500)
    loose, tight = (fewest(replace(few, side_correlation=rho)) or 0 for rho in (0.2, 0.8))
    assert tight < 0.5 * loose
    spilt = replace(few, losses=Losses(spill=0.3))
    assert (fewest(spilt) or 0) > (fewest(few) or 0)


def test_adherence_has_the_mean_and_spread_that_were_stated() -> None:
    trial = replace(PARALLEL, losses=Losses(adherence=0.8, adherence_sd=0.15))
    done = course.adherence(trial, (np.arange(20_000) + 0.5) / 20_000)
    assert done.mean() == pytest.approx(0.8, abs=1e-3)
    assert done.std() == pytest.approx(0.15, abs=1e-3)
    assert done.min() >= 0.0 and done.max() <= 1.0


def test_fishers_test_is_that_of_scipy() -> None:
    from scipy.stats import fisher_exact

    for table in ([[8, 2], [3, 7]], [[12, 0], [5, 7]], [[1, 9], [1, 9]]):
        (a, b), (c, d) = table
        lit_of, dark_of = (a, a + b), (c, c + d)
        found = verdicts.fisher_p(*(np.array([float(x)]) for x in (*lit_of, *dark_of)))
        assert found[0] == pytest.approx(fisher_exact(table, alternative="greater").pvalue)
