"""Does a dose curve foretell a left-out study better than no curve at all? Theory 10.5.

The default is the flat model: inside the studied range dose makes no difference. A curve in the
logarithm of the dose at depth is shown only where, leaving out each study in turn, it foretells
the left-out effect clearly better than flat. Flagged doses and hold-outs never enter.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.fact import Message, message
from openpbm.response.contrast import LOG_ODDS_PER_SD, ODDS, SHARE, Contrast
from openpbm.response.dose_scale import DoseScale, LightDose
from openpbm.response.study import Arm, Study
from openpbm.response.surface_dose import SurfaceDose, surface_dose
from openpbm.tables import numbers

FLAT, LINE, CURVE = 0, 1, 2  # order of the polynomial in the logarithm of the dose
NAMES = ("flat", "straight", "curved")
SPREADS = np.concatenate([[0.0], np.geomspace(0.01, 3.0, 40)])  # tau tried, standard deviations


@dataclass(frozen=True, kw_only=True)
class DosePoint:
    """An effect against control with the dose at depth that its participants got."""

    study: str
    log_dose: float  # natural logarithm of J/cm2 in the upper dermis, a session
    effect: float  # standard deviations, plus is better
    se: float


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One model against the flat one, out of sample."""

    name: str
    gain: float  # log score over the flat model, summed over left-out studies
    gain_se: float
    beats_flat: bool


@dataclass(frozen=True, kw_only=True)
class DoseVerdict:
    """What may be said about dose: flat unless something beats it."""

    points: tuple[DosePoint, ...]
    needed: int
    tried: tuple[Tried, ...]
    left_out: tuple[tuple[str, Message], ...]  # effect and why it is no point

    @property
    def shown(self) -> str:
        """Name of the model that may be shown."""
        better = [trial for trial in self.tried if trial.beats_flat]
        return max(better, key=lambda trial: trial.gain).name if better else NAMES[FLAT]

    @property
    def told(self) -> Message:
        """The verdict."""
        if not self.tried:
            return untested(len({point.study for point in self.points}))
        return message(f"dose-curve-{self.shown}")


def possible(found: Sequence[Contrast], studies: Mapping[str, Study]) -> tuple[str, ...]:
    """Studies that could enter the test: an effect, and a dose without a flag. No skin model."""
    ids = []
    for contrast in found:
        if _no_effect(contrast):
            continue
        active = [a for a in studies[contrast.study].arms if a.role == "active" and a.lights]
        if any(_is_clean(arm) for arm in active):
            ids.append(contrast.study)
    return tuple(dict.fromkeys(ids))


def _is_clean(arm: Arm) -> bool:
    doses = [surface_dose(light, arm.session_min) for light in arm.lights]
    return all(isinstance(dose, SurfaceDose) and not dose.flag for dose in doses)


def untested(usable: int) -> Message:
    """Why no dose curve is shown, where too few studies could test one."""
    return message("dose-untested", usable=usable, needed=fewest())


def fewest() -> int:
    """Studies needed before a curve is tried."""
    return int(numbers("synthesis")["dose_response.smallest_studies"].value)


def dose_verdict(
    found: Sequence[Contrast], studies: Sequence[Study], scale: DoseScale
) -> DoseVerdict:
    """The test on all effects against sham or unlit skin that carry a dose at depth."""
    by_id = {study.id: study for study in studies}
    points: list[DosePoint] = []
    left_out: list[tuple[str, Message]] = []
    for contrast in found:
        point = _point(contrast, by_id[contrast.study], scale)
        if isinstance(point, Message):
            left_out.append((contrast.id, point))
        else:
            points.append(point)
    needed = fewest()
    return DoseVerdict(
        points=tuple(points),
        needed=needed,
        tried=against_flat(points) if len({p.study for p in points}) >= needed else (),
        left_out=tuple(left_out),
    )


def _point(contrast: Contrast, study: Study, scale: DoseScale) -> DosePoint | Message:
    reason = _no_effect(contrast)
    if reason is not None:
        return reason
    assert contrast.estimate is not None
    assert contrast.se is not None
    lit = [_usable(arm, scale, study.id) for arm in study.arms if arm.role == "active"]
    doses = [dose for dose in lit if isinstance(dose, float)]
    if not doses:
        return next((dose for dose in lit if isinstance(dose, Message)), message("dose-unlit"))
    unit = LOG_ODDS_PER_SD if contrast.scale == ODDS else 1.0
    return DosePoint(
        study=study.id,
        log_dose=math.log(sum(doses) / len(doses)),
        effect=contrast.estimate / unit,
        se=contrast.se / unit,
    )


def _no_effect(contrast: Contrast) -> Message | None:
    """Why an effect may not be fitted to a dose; None where it may."""
    if contrast.held_out:
        return message("effect-held_out")
    if contrast.scale == SHARE:
        return message("dose-share_alone")
    return None if contrast.has_interval else message("effect-no_interval", how=contrast.how)


def _usable(arm: Arm, scale: DoseScale, study: str) -> float | Message:
    """J/cm2 of one session in the upper dermis; a flagged dose is kept but never fitted."""
    reason = scale.lacking_arms.get((study, arm.name))
    if reason is not None:
        return reason
    own: tuple[LightDose, ...] = scale.of_arm(study, arm.name)
    flags = [dose.surface.flag for dose in own if dose.surface.flag]
    if flags:
        return message("dose-flagged", flag=flags[0])
    return sum(dose.papillary_j_cm2.median for dose in own)


def against_flat(points: Sequence[DosePoint]) -> tuple[Tried, ...]:
    """Each curve against the flat model, every study left out in turn."""
    names = list(dict.fromkeys(point.study for point in points))
    wanted = numbers("synthesis")["dose_response.smallest_gain_se"].value
    flat = floats(np.array([_score(points, name, FLAT) for name in names]))
    found = []
    for order in (LINE, CURVE):
        if len(names) < order + 3:  # as many parameters as studies would foretell nothing
            continue
        gains = np.array([_score(points, name, order) for name in names]) - flat
        gain, se = float(gains.sum()), float(gains.std(ddof=1) * math.sqrt(len(names)))
        found.append(
            Tried(name=NAMES[order], gain=gain, gain_se=se, beats_flat=gain > max(wanted * se, 0.0))
        )
    return tuple(found)


def _score(points: Sequence[DosePoint], left_out: str, order: int) -> float:
    """Mean log density of the left-out study's effects under a model fitted to the others."""
    kept = [point for point in points if point.study != left_out]
    out = [point for point in points if point.study == left_out]
    x, y, v = _columns(kept, order)
    new_x, new_y, new_v = _columns(out, order)
    tau2 = _spread(x, y, v)
    weight = 1.0 / (v + tau2)
    normal = x.T @ (weight[:, None] * x)
    inverse = np.linalg.pinv(normal)
    mean = new_x @ (inverse @ (x.T @ (weight * y)))
    variance = new_v + tau2 + np.einsum("ij,jk,ik->i", new_x, inverse, new_x)
    return float(np.mean(-0.5 * np.log(2 * np.pi * variance) - (new_y - mean) ** 2 / 2 / variance))


def _columns(points: Sequence[DosePoint], order: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(points, order + 1) powers of log dose, (points,) effects and their variances."""
    x = floats(np.array([[p.log_dose**k for k in range(order + 1)] for p in points]))
    y = floats(np.array([p.effect for p in points]))
    return x, y, floats(np.array([p.se**2 for p in points]))


def _spread(x: FloatArray, y: FloatArray, v: FloatArray) -> float:
    """The between-study variance of greatest restricted likelihood, on a grid."""

    def likelihood(tau: float) -> float:
        weight = 1.0 / (v + tau * tau)
        normal = x.T @ (weight[:, None] * x)
        rest = y - x @ (np.linalg.pinv(normal) @ (x.T @ (weight * y)))
        sign, size = np.linalg.slogdet(normal)
        if sign <= 0:
            return -math.inf
        return float(0.5 * np.log(weight).sum() - 0.5 * size - 0.5 * (weight * rest**2).sum())

    best = max(SPREADS.tolist(), key=likelihood)
    return float(best) ** 2
