"""How many people reach a power: a line through fresh replicates about the place. Theory 14.3."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.tables import numbers
from openpbm.trials.design import TrialDesign
from openpbm.trials.power import Z95, PowerFound, power, smallest, verdicts
from openpbm.trials.verdicts import FEWEST

PLACES = (0.8, 0.86, 0.92, 1.0, 1.08, 1.16, 1.25)  # of a first guess, where a line is drawn
FEW_ROUNDS = 10  # below it each round moves the power by more than the simulation errs
NEAR = 16  # a guess need not be nearer than this part of itself


@dataclass(frozen=True, eq=False, kw_only=True)
class PowerLine:
    """Power about one size: its probit goes straight over the root of people. Eq. (14.3a)."""

    least: int  # people between which replicates were drawn
    most: int
    start: float
    slope: float  # above 0: more people never lower it
    spread: FloatArray  # (2, 2) covariance of start and slope

    def power(self, people: int) -> PowerFound:
        """The power on the line, counted as so many replicates as would err as much."""
        from scipy.special import ndtr

        probit = self.start + self.slope * sqrt(people)
        share = float(ndtr(probit))
        error = self._error(people) * float(_density(probit))
        return PowerFound(
            people=people, share=share, replicates=round(share * (1.0 - share) / error**2)
        )

    def people(self, wanted: float, way: float = 0.0) -> float:
        """Where it crosses a power, `way` of its own errors to a side."""
        from scipy.special import ndtri

        probit = float(ndtri(wanted))
        middle = max(0.0, (probit - self.start) / self.slope)
        moved = middle + way * self._error(middle**2) / self.slope
        return max(0.0, moved) ** 2

    def _error(self, people: float) -> float:
        at = np.array([1.0, sqrt(people)])
        return float(np.sqrt(at @ self.spread @ at))


@dataclass(frozen=True, eq=False, kw_only=True)
class Size:
    """How many people reach a power; None where even the most do not."""

    people: int | None
    low: int | None  # where the simulation's own error may put it
    high: int | None
    line: PowerLine | None = None  # where people are not so few that each size stands alone

    def power(self, trial: TrialDesign, people: int) -> PowerFound:
        """The power of people who can be had: of the same line wherever it reaches."""
        if self.line is not None and self.line.least <= people <= self.line.most:
            return self.line.power(people)
        return power(trial, people)


def size(trial: TrialDesign) -> Size:
    """The fewest people that reach the power, in whole rounds of all arms. Theory 14.3."""
    most = int(numbers("trial")["size.most_people"].value)
    known: dict[int, float] = {}

    def at(people: int) -> float:
        if people not in known:
            known[people] = power(trial, people).share
        return known[people]

    guess = _fewest(trial, at, trial.power, most)
    line = None if guess is None else power_line(trial, guess)
    if line is None:
        return _without_line(trial, at, guess, most)
    ends = (line.people(trial.power, way * Z95) for way in (-1.0, 0.0, 1.0))
    low, people, high = (ceil(end / trial.parts) * trial.parts for end in ends)
    low = max(low, smallest(trial))
    return Size(
        people=people if people <= most else None,
        low=low,
        high=high if high <= most else None,
        line=line,
    )


def fewest(trial: TrialDesign) -> int | None:
    """The fewest people that reach the power; None where the most do not."""
    return size(trial).people


def power_line(trial: TrialDesign, guess: int) -> PowerLine | None:
    """A line through sizes about a guess, each with replicates of its own.

    Returns:
        None where people are few, or the power does not rise about the guess.
    """
    from scipy.special import ndtri

    rounds = guess // trial.parts
    if rounds < FEW_ROUNDS:
        return None
    sizes = sorted({round(rounds * place) * trial.parts for place in PLACES})
    own = trial.replicates
    hits = [verdicts(trial, n, after=(i + 1) * own).sum() for i, n in enumerate(sizes)]
    share = (floats(hits) + 0.5) / (own + 1.0)  # a probit even where all say yes
    probit = ndtri(share)
    weight = own * _density(probit) ** 2 / (share * (1.0 - share))
    at = np.stack([np.ones(len(sizes)), np.sqrt(sizes)], axis=1)
    spread = np.linalg.inv(at.T @ (weight[:, None] * at))
    start, slope = spread @ (at.T @ (weight * probit))
    line = PowerLine(
        least=sizes[0], most=sizes[-1], start=float(start), slope=float(slope), spread=spread
    )
    is_near = slope > 0 and sizes[0] <= line.people(trial.power) <= sizes[-1]
    return line if is_near else None


def _density(probit: float | FloatArray) -> FloatArray:
    return floats(np.exp(-0.5 * np.square(probit)) / sqrt(2.0 * np.pi))


def _without_line(
    trial: TrialDesign, at: Callable[[int], float], guess: int | None, most: int
) -> Size:
    """Sizes one by one on the same replicates; asking for a little more and less gives the ends."""
    wanted = trial.power
    error = Z95 * sqrt(wanted * (1.0 - wanted) / trial.replicates)
    low = _fewest(trial, at, wanted - error, most if guess is None else guess)
    high = None if guess is None else _fewest(trial, at, min(wanted + error, 0.999), most)
    return Size(people=guess, low=low, high=high)


def _fewest(trial: TrialDesign, at: Callable[[int], float], wanted: float, most: int) -> int | None:
    """Double until it is reached, then halve what is left, of many people not to the last."""
    parts = trial.parts
    low, high = 0, FEWEST  # in rounds of all arms
    while at(high * parts) < wanted:
        if high * parts >= most:
            return None
        low, high = high, min(2 * high, ceil(most / parts))
    while high - low > max(1, high // NEAR):
        middle = (low + high) // 2
        low, high = (low, middle) if at(middle * parts) >= wanted else (middle, high)
    return high * parts
