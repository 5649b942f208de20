"""Does a replicate say yes: contrast t, paired t, Fisher, McNemar, trend. Theory 14.3."""

from __future__ import annotations

import numpy as np

from openpbm.arrays import BoolArray, FloatArray
from openpbm.tables import numbers
from openpbm.trials.course import Happened
from openpbm.trials.design import DARK, TrialDesign

FEWEST = 2  # people an arm needs for a spread


def says_yes(trial: TrialDesign, seen: Happened, *, is_naive: bool = False) -> BoolArray:
    """(replicates,) whether each finds the effect, in its direction, beyond what belief explains.

    Args:
        trial: the design.
        seen: what happened.
        is_naive: belief is not taken off, as most trials do.
    """
    margin = np.zeros(len(seen.value)) if is_naive else belief_margin(trial, seen)
    is_yes_no = trial.outcome.kind == "yes_no"
    if trial.design == "split_face":
        return _mcnemar(trial, seen, margin) if is_yes_no else _paired(trial, seen, margin)
    if not is_yes_no:
        return _contrast(trial, seen, margin)
    return _fisher(trial, seen, margin) if len(trial.arms) == 2 else _trend(trial, seen, margin)


def belief_margin(trial: TrialDesign, seen: Happened) -> FloatArray:
    """(replicates,) the most that belief explains, as the guess question tells it. Eq. (14.5)."""
    from scipy.special import ndtri

    worth = trial.belief
    if worth == 0.0:
        return np.zeros(len(seen.knows))
    share = seen.knows.mean(axis=1)
    spread = np.sqrt(share * (1.0 - share) / seen.knows.shape[1])
    z = float(ndtri(numbers("trial")["sham.bound"].value))
    bound: FloatArray = worth * np.minimum(1.0, share + z * spread)
    return bound


def scores(trial: TrialDesign) -> FloatArray:
    """(arms,) of the contrast: -1 and 1 for two arms, else radiant exposure. Eq. (14.4)."""
    if len(trial.arms) == 2:
        return np.array([-1.0 if arm is trial.control else 1.0 for arm in trial.arms])
    doses = np.array([dose_of_arm(trial, place) for place in range(len(trial.arms))])
    shares = np.array([arm.share for arm in trial.arms], dtype=np.float64)
    centred: FloatArray = doses - (doses * shares).sum() / shares.sum()
    scaled: FloatArray = centred / np.abs(centred).max()
    return scaled


def dose_of_arm(trial: TrialDesign, place: int) -> float:
    """What scores stand for: light of a session times sessions; without light, the rank."""
    if any(arm.lights for arm in trial.arms):
        arm = trial.arms[place]
        return sum(light.irradiance_mw_cm2 for light in arm.lights) * arm.minutes * arm.sessions
    return float(place)


def _by_arm(trial: TrialDesign, seen: Happened) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(replicates, arms) people, mean and sum of squares about it."""
    found = np.empty((3, len(seen.value), len(trial.arms)))
    for place in range(len(trial.arms)):
        mine = seen.arm == place
        stayed = seen.stayed[:, mine]
        value = np.where(stayed, seen.value[:, mine], 0.0)
        count = stayed.sum(axis=1)
        mean = value.sum(axis=1) / np.maximum(count, 1)
        squares = (np.where(stayed, value - mean[:, None], 0.0) ** 2).sum(axis=1)
        found[:, :, place] = count, mean, squares
    return found[0], found[1], found[2]


def _contrast(trial: TrialDesign, seen: Happened, margin: FloatArray) -> BoolArray:
    """A weighted difference of arms over its error, pooled spread. Eq. (14.4)."""
    count, mean, squares = _by_arm(trial, seen)
    weights = scores(trial)
    dark = np.array([arm.role in DARK for arm in trial.arms])
    moved = -(weights * dark).sum() * margin  # what belief moves the contrast by
    df = count.sum(axis=1) - len(trial.arms)
    variance = squares.sum(axis=1) / np.maximum(df, 1.0)
    error = np.sqrt(variance * (weights**2 / np.maximum(count, 1.0)).sum(axis=1))
    found = (weights * mean).sum(axis=1) - moved
    yes: BoolArray = (count.min(axis=1) >= FEWEST) & (found > _t(trial, df) * error)
    return yes


def _paired(trial: TrialDesign, seen: Happened, margin: FloatArray) -> BoolArray:
    count = seen.stayed.sum(axis=1).astype(np.float64)
    value = np.where(seen.stayed, seen.value, 0.0)
    mean = value.sum(axis=1) / np.maximum(count, 1.0)
    squares = (np.where(seen.stayed, value - mean[:, None], 0.0) ** 2).sum(axis=1)
    df = np.maximum(count - 1.0, 1.0)
    error = np.sqrt(squares / df / np.maximum(count, 1.0))
    yes: BoolArray = (count >= FEWEST) & (mean - margin > _t(trial, df) * error)
    return yes


def _t(trial: TrialDesign, df: FloatArray) -> FloatArray:
    from scipy.special import stdtrit

    found: FloatArray = stdtrit(np.maximum(df, 1.0), 1.0 - trial.one_sided)
    return found


def _z(trial: TrialDesign) -> float:
    from scipy.special import ndtri

    return float(ndtri(1.0 - trial.one_sided))


def _fisher(trial: TrialDesign, seen: Happened, margin: FloatArray) -> BoolArray:
    """Fisher's exact test, one side; and beyond belief by Agresti and Caffo's interval."""
    count, mean, _ = _by_arm(trial, seen)
    hits = np.rint(count * mean)
    dark = trial.arms.index(trial.control)
    lit = 1 - dark
    exact = fisher_p(hits[:, lit], count[:, lit], hits[:, dark], count[:, dark])
    share = (hits + 1.0) / (count + 2.0)
    error = np.sqrt((share * (1.0 - share) / (count + 2.0)).sum(axis=1))
    beyond = share[:, lit] - share[:, dark] - margin > _z(trial) * error
    yes: BoolArray = (exact <= trial.one_sided) & (beyond | (margin == 0.0))
    return yes


def fisher_p(
    hits: FloatArray, people: FloatArray, other_hits: FloatArray, others: FloatArray
) -> FloatArray:
    """The chance of so many hits or more in the first group, both margins held."""
    from scipy.stats import hypergeom

    all_hits, everybody = hits + other_hits, people + others
    found: FloatArray = hypergeom.sf(hits - 1.0, everybody, all_hits, people)
    return found


def _mcnemar(trial: TrialDesign, seen: Happened, margin: FloatArray) -> BoolArray:
    """McNemar's exact test on people whose sides differ; beyond belief by a plain interval."""
    from scipy.stats import binom

    assert seen.other is not None
    better = ((seen.value > seen.other) & seen.stayed).sum(axis=1)
    worse = ((seen.value < seen.other) & seen.stayed).sum(axis=1)
    exact = binom.sf(better - 1, better + worse, 0.5)
    count = np.maximum(seen.stayed.sum(axis=1), 1)
    found = (better - worse) / count
    error = np.sqrt(np.maximum((better + worse) / count - found**2, 0.0) / count)
    beyond = found - margin > _z(trial) * error
    yes: BoolArray = (exact <= trial.one_sided) & (beyond | (margin == 0.0))
    return yes


def _trend(trial: TrialDesign, seen: Happened, margin: FloatArray) -> BoolArray:
    """Cochran and Armitage's trend of shares over the scores of the arms."""
    count, mean, _ = _by_arm(trial, seen)
    everybody = np.maximum(count.sum(axis=1), 1.0)
    dose = scores(trial)
    centred = dose - ((count * dose).sum(axis=1) / everybody)[:, None]
    dark = np.array([arm.role in DARK for arm in trial.arms])
    moved = -(count * centred * dark).sum(axis=1) * margin
    share = (count * mean).sum(axis=1) / everybody
    error = np.sqrt(share * (1.0 - share) * (count * centred**2).sum(axis=1))
    found = (count * centred * mean).sum(axis=1) - moved
    yes: BoolArray = found > _z(trial) * np.where(error > 0, error, np.inf)
    return yes
