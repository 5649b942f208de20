"""What happens to the people of a replicate: sessions done, belief, loss, the value read. 14.2."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray, floats, frozen
from openpbm.sampling import normal
from openpbm.trials.design import DARK, TrialDesign

DIFFERS, LOST, DONE, KNOWS, DIFFERS_2, SHARED = range(6)  # columns of the draws
GRID = 4096  # steps of the table of a beta distribution


@dataclass(frozen=True, eq=False, kw_only=True)
class Happened:
    """A batch of replicates: (replicates, people) each; of a split face, lit minus dark."""

    value: FloatArray  # more is better; of yes and no 0 and 1
    other: FloatArray | None  # the dark side's yes or no
    stayed: BoolArray
    knows: BoolArray
    arm: IntArray  # (people,) place of the arm of each


def arm_of(trial: TrialDesign, people: int) -> IntArray:
    """(people,) the arm of each: parts in turn, so that any first people are balanced."""
    pattern = [place for place, arm in enumerate(trial.arms) for _ in range(arm.share)]
    found: IntArray = np.resize(np.array(pattern, dtype=np.intp), people)
    return found


def happened(trial: TrialDesign, draws: FloatArray) -> Happened:
    """A batch of replicates of the trial, from (replicates, people, columns) draws."""
    if trial.design == "split_face":
        return _sides(trial, draws)
    arm, losses = arm_of(trial, draws.shape[1]), trial.losses
    dropout = np.array([losses.dropout if a.dropout is None else a.dropout for a in trial.arms])
    stayed, knows = draws[..., LOST] >= dropout[arm], draws[..., KNOWS] < losses.unblinded
    effects = np.array([each.effect for each in trial.arms])[arm]
    gain = effects * done(trial, draws) if effects.any() else np.zeros(draws.shape[:2])
    if losses.missing == "as_control":
        gain, stayed = gain * stayed, np.ones_like(stayed)
    is_dark = np.array([each.role in DARK for each in trial.arms])[arm]
    gain = gain - trial.belief * (knows & is_dark)  # who knows of the dark expects nothing
    value = (
        _yes(trial, draws[..., DIFFERS], gain)
        if _is_yes_no(trial)
        else gain + _spread(trial, draws)
    )
    return Happened(value=value, other=None, stayed=stayed, knows=knows, arm=arm)


def done(trial: TrialDesign, draws: FloatArray) -> FloatArray:
    """(replicates, people) share of the planned sessions that each does."""
    return adherence(trial, draws[..., DONE])


def adherence(trial: TrialDesign, uniform: FloatArray) -> FloatArray:
    """Shares of sessions done, of a beta distribution with the stated mean and spread."""
    mean, sd = trial.losses.adherence, trial.losses.adherence_sd
    if sd == 0.0 or mean in (0.0, 1.0):
        return np.full(uniform.shape, mean)
    return _shares(mean, sd)[np.minimum((uniform * GRID).astype(np.intp), GRID - 1)]


@lru_cache(maxsize=8)
def _shares(mean: float, sd: float) -> FloatArray:
    """(GRID,) quantiles in the middle of equal steps."""
    from scipy.special import betaincinv

    size = mean * (1.0 - mean) / sd**2 - 1.0
    at = (np.arange(GRID) + 0.5) / GRID
    return frozen(betaincinv(mean * size, (1.0 - mean) * size, at))


def _sides(trial: TrialDesign, draws: FloatArray) -> Happened:
    losses, effect = trial.losses, trial.largest_effect * (1.0 - trial.losses.spill)
    stayed, knows = draws[..., LOST] >= losses.dropout, draws[..., KNOWS] < losses.unblinded
    gain = effect * done(trial, draws)
    if losses.missing == "as_control":
        gain, stayed = gain * stayed, np.ones_like(stayed)
    belief = trial.belief * knows
    arm = np.zeros(draws.shape[1], dtype=np.intp)
    if _is_yes_no(trial):
        lit, dark = _two(trial, draws)
        from scipy.special import ndtr

        value = _yes(trial, ndtr(lit), gain)
        other = _yes(trial, ndtr(dark), floats(-belief))
        return Happened(value=value, other=other, stayed=stayed, knows=knows, arm=arm)
    own = trial.outcome
    apart = own.true_sd**2 * (1.0 - trial.side_correlation) + own.reading_sd**2
    value = gain + belief + (2.0 * apart) ** 0.5 * normal(draws[..., DIFFERS])
    return Happened(value=value, other=None, stayed=stayed, knows=knows, arm=arm)


def _two(trial: TrialDesign, draws: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Standard normal deviates of two sides of one person, correlated."""
    rho = trial.side_correlation
    shared, own = rho**0.5 * normal(draws[..., SHARED]), (1.0 - rho) ** 0.5
    return shared + own * normal(draws[..., DIFFERS]), shared + own * normal(draws[..., DIFFERS_2])


def _is_yes_no(trial: TrialDesign) -> bool:
    return trial.outcome.kind == "yes_no"


def _spread(trial: TrialDesign, draws: FloatArray) -> FloatArray:
    """What people differ in and what their readings add, of one normal deviate. Eq. (14.1)."""
    own = trial.outcome
    spread: FloatArray = np.hypot(own.true_sd, own.reading_sd) * normal(draws[..., DIFFERS])
    return spread


def _yes(trial: TrialDesign, uniform: FloatArray, gain: FloatArray) -> FloatArray:
    """A yes of each, some of them written down the wrong way. Eq. (14.2)."""
    own = trial.outcome
    share = np.clip(own.control_share + gain, 0.0, 1.0)
    seen = share * (1.0 - own.misread) + (1.0 - share) * own.misread
    return (uniform < seen).astype(np.float64)
