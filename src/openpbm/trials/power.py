"""Power by simulation, on common random numbers; its size is in `size.py`. Theory 14.3."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, frozen
from openpbm.trials.course import happened
from openpbm.trials.design import TrialDesign
from openpbm.trials.draws import AT_ONCE, batches
from openpbm.trials.verdicts import FEWEST, says_yes

Z95 = 1.959963984540054  # of a 95 % interval
LARGEST_FACTOR = 32.0  # beyond it an effect is no effect of light any more
FACTOR_STEPS = 9  # halvings in the search for an effect: 0.2 % of the one asked for
PLACES = (0.2, 0.35, 0.5, 0.65, 0.8, 1.0, 1.2, 1.45, 1.7, 2.0)  # of the curve


@dataclass(frozen=True, kw_only=True)
class PowerFound:
    """A share of replicates that say yes, with its Monte-Carlo error."""

    people: int
    share: float
    replicates: int

    @property
    def error(self) -> float:
        """Standard error; never none, as no share of a count is sure. Eq. (14.6)."""
        held = (self.share * self.replicates + 1.0) / (self.replicates + 2.0)
        return sqrt(held * (1.0 - held) / self.replicates)


@dataclass(frozen=True, eq=False, kw_only=True)
class PowerCurve:
    """Power against people, each with its Monte-Carlo error."""

    people: FloatArray
    share: FloatArray
    error: FloatArray


def power(
    trial: TrialDesign, people: int, *, is_naive: bool = False, at_once: int = AT_ONCE
) -> PowerFound:
    """The power with so many people allocated, in whatever batches."""
    yes = verdicts(trial, people, is_naive=is_naive, at_once=at_once)
    return PowerFound(people=people, share=float(yes.mean()), replicates=trial.replicates)


def verdicts(
    trial: TrialDesign,
    people: int,
    *,
    is_naive: bool = False,
    at_once: int = AT_ONCE,
    after: int = 0,
) -> BoolArray:
    """(replicates,) what each says, in the order of their seeds; the first is number `after`."""
    drawn = batches(trial.seed, trial.replicates, people, at_once=at_once, after=after)
    return np.concatenate(
        [says_yes(trial, happened(trial, draws), is_naive=is_naive) for draws in drawn]
    )


def false_yes(trial: TrialDesign, people: int, *, is_naive: bool) -> PowerFound:
    """How often a trial of a light that does nothing says yes."""
    return power(trial.times(0.0), people, is_naive=is_naive)


def false_yes_of_looks(trial: TrialDesign, people: int) -> PowerFound:
    """The same where the data are also tested half-way, without a rule for it."""
    dark = trial.times(0.0)
    half = max(smallest(trial), people // (2 * trial.parts) * trial.parts)
    either = verdicts(dark, half) | verdicts(dark, people)
    return PowerFound(people=people, share=float(either.mean()), replicates=trial.replicates)


def smallest(trial: TrialDesign) -> int:
    """The fewest people that a trial can be counted with: two in every arm, for a spread."""
    return FEWEST * trial.parts


def detectable(trial: TrialDesign, people: int) -> float | None:
    """The smallest effect that so many people show with the power asked for; None: none."""
    low, high = 0.0, 1.0
    while power(trial.times(high), people).share < trial.power:
        low, high = high, high * 2.0
        if high > LARGEST_FACTOR:
            return None
    for _ in range(FACTOR_STEPS):
        middle = 0.5 * (low + high)
        reached = power(trial.times(middle), people).share >= trial.power
        low, high = (low, middle) if reached else (middle, high)
    return trial.largest_effect * high


def power_curve(trial: TrialDesign, around: int) -> PowerCurve:
    """Power at sizes about one."""
    parts = trial.parts
    sizes = {max(smallest(trial), round(around * share / parts) * parts) for share in PLACES}
    found = [power(trial, people) for people in sorted(sizes)]
    return PowerCurve(
        people=frozen([each.people for each in found]),
        share=frozen([each.share for each in found]),
        error=frozen([each.error for each in found]),
    )


def with_readings(trial: TrialDesign, readings: int) -> TrialDesign:
    """The same, each visit read so many times."""
    return replace(trial, outcome=replace(trial.outcome, readings=readings))
