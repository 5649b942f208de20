"""Putting few studies together without pretending there are many. Theory 10.4.

Random effects with the spread between studies after Paule and Mandel, the interval of Hartung
and Knapp with Student's t, a prediction interval for the next study, and every answer again
without each study in turn and without those at high risk of bias. Below two studies nothing is
pooled; what one study lets us expect of the next rests on an assumed spread and says so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri, stdtrit

from openpbm.arrays import FloatArray, floats
from openpbm.fact import Message, message, several
from openpbm.response.contrast import (
    DIFFERENCE,
    LEVEL,
    LOG_ODDS_PER_SD,
    ODDS,
    Contrast,
    root,
)
from openpbm.tables import numbers

FEWEST = 2
TAU_STEPS = 200  # equal-probability steps of the assumed spread


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """Random-effects mean with its interval, and where the next study should fall."""

    studies: tuple[str, ...]
    estimate: float
    se: float
    low: float
    high: float
    predicted_low: float
    predicted_high: float
    tau: float  # spread between studies, same scale
    i2: float  # share of the scatter that sampling does not explain


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Where the next study's true effect should fall; `basis` says what that rests on."""

    low: float
    high: float
    basis: Message
    studies: tuple[str, ...]

    def covers(self, value: float) -> bool:
        """True where the value lies inside."""
        return self.low <= value <= self.high


@dataclass(frozen=True, kw_only=True)
class Synthesis:
    """All that may be said about one pool of effects; hold-outs are never in it."""

    pool: str
    goal: str
    scale: str
    members: tuple[Contrast, ...]
    pooled: Pooled | None
    without_high_bias: Pooled | None
    leave_one_out: tuple[tuple[str, Pooled | None], ...]
    expected: Expected | None
    verdict: Message


def pool(estimates: Sequence[float], ses: Sequence[float], names: Sequence[str]) -> Pooled | None:
    """Random effects with the Hartung-Knapp interval; None below two studies.

    The variance of the mean is never taken below its fixed-effect value, so that agreement
    by luck does not narrow it. The prediction interval uses Student's t with k - 1 degrees.

    Source: Hartung and Knapp 2001, doi:10.1002/sim.1009; Roever et al. 2015,
    doi:10.1186/s12874-015-0091-1 (never below); IntHout et al. 2016,
    doi:10.1136/bmjopen-2015-010247 (prediction).
    """
    k = len(estimates)
    if k < FEWEST:
        return None
    y, v = floats(np.array(estimates)), floats(np.array(ses) ** 2)
    tau2 = paule_mandel(y, v)
    weight = 1.0 / (v + tau2)
    mean = float((weight * y).sum() / weight.sum())
    scatter = float((weight * (y - mean) ** 2).sum() / (k - 1))
    se = math.sqrt(max(scatter, 1.0) / float(weight.sum()))
    reach = float(stdtrit(k - 1, 0.5 + LEVEL / 2))
    wide = math.sqrt(tau2 + se * se)
    fixed = 1.0 / v
    q = float((fixed * (y - (fixed * y).sum() / fixed.sum()) ** 2).sum())
    return Pooled(
        studies=tuple(names),
        estimate=mean,
        se=se,
        low=mean - reach * se,
        high=mean + reach * se,
        predicted_low=mean - reach * wide,
        predicted_high=mean + reach * wide,
        tau=math.sqrt(tau2),
        i2=max(0.0, 1.0 - (k - 1) / q) if q > 0 else 0.0,
    )


def paule_mandel(y: FloatArray, v: FloatArray) -> float:
    """The between-study variance at which the weighted scatter is what it should be.

    Source: Paule and Mandel 1982, J Res Natl Bur Stand 87:377-385.
    """

    def excess(tau2: float) -> float:
        weight = 1.0 / (v + tau2)
        mean = (weight * y).sum() / weight.sum()
        return float((weight * (y - mean) ** 2).sum()) - (len(y) - 1)

    if excess(0.0) <= 0:
        return 0.0
    top = float(np.ptp(y)) ** 2 + float(v.max())
    while excess(top) > 0:
        top *= 2.0
    return root(excess, 0.0, top)


def assumed(name: str, scale: str) -> float:
    """An assumed spread of `tables/synthesis.json`, on the scale of the effect."""
    known = numbers("synthesis")
    in_sd = known[name].value  # of people
    return in_sd * (LOG_ODDS_PER_SD if scale == ODDS else known["within.spread_ratio"].value)


def expected_of_one(
    estimate: float, se: float, scale: str, *, high_bias: bool = False
) -> tuple[float, float]:
    """Where the next true effect should fall after one study and an assumed spread.

    With a flat prior on the mean and a spread tau, the next true effect is normal about the
    one seen with variance se^2 + 2 tau^2; tau is half-normal. A study at high risk of bias
    counts with an extra spread. Theory 10.4.
    """
    if high_bias:
        se = math.hypot(se, assumed("bias.high_risk_sd_d", scale))
    share = (np.arange(TAU_STEPS) + 0.5) / TAU_STEPS
    tau = assumed("heterogeneity.half_normal_scale_d", scale) * ndtri(0.5 + 0.5 * share)
    sd = np.sqrt(se * se + 2.0 * tau * tau)
    tail = (1.0 - LEVEL) / 2

    def beyond(half: float) -> float:
        return float(ndtr(-half / sd).mean()) - tail

    half = root(beyond, 0.0, 40.0 * float(sd.max()))
    return estimate - half, estimate + half


def by_study(members: Sequence[Contrast]) -> tuple[tuple[str, ...], list[float], list[float]]:
    """One effect a study: arms of the same study are averaged before anything else.

    Only arms of different people, each their own control, tell things apart. Arms that share a
    control, or two results of the same people, err together: their mean is no surer than they are.
    """
    names = tuple(dict.fromkeys(member.study for member in members))
    estimates, ses = [], []
    for name in names:
        own = [m for m in members if m.study == name]
        found = [(m.estimate, m.se) for m in own if m.estimate is not None and m.se is not None]
        weight = [1.0 / (se * se) for _, se in found]
        total = sum(weight)
        estimates.append(sum(w * e for w, (e, _) in zip(weight, found, strict=True)) / total)
        apart = all(m.within for m in own) and len({m.arm for m in own}) == len(own)
        together = sum(w * se for w, (_, se) in zip(weight, found, strict=True)) / total
        ses.append(math.sqrt(1.0 / total) if apart else together)
    return names, estimates, ses


def synthesis(name: str, found: Sequence[Contrast]) -> Synthesis:
    """What a pool of effects says, hold-outs and groups that were not randomised left out."""
    own = [c for c in found if c.pool == name]
    members = tuple(c for c in own if c.is_poolable and c.scale in (ODDS, DIFFERENCE))
    apart = [c.name for c in own if c.has_interval and not c.held_out and not c.is_poolable]
    scale = members[0].scale if members else own[0].scale
    assert all(member.scale == scale for member in members)
    names, estimates, ses = by_study(members)
    pooled = pool(estimates, ses, names)
    kinder = [m for m in members if m.bias != "high"]
    kept, kept_estimates, kept_ses = by_study(kinder)
    return Synthesis(
        pool=name,
        goal=own[0].goal,
        scale=scale,
        members=members,
        pooled=pooled,
        without_high_bias=pool(kept_estimates, kept_ses, kept),
        leave_one_out=_each_left_out(names, estimates, ses),
        expected=pooled_next(pooled) if pooled else _next_of_one(members, scale),
        verdict=_verdict(names, kept, apart),
    )


def _each_left_out(
    names: Sequence[str], estimates: Sequence[float], ses: Sequence[float]
) -> tuple[tuple[str, Pooled | None], ...]:
    def but(values: Sequence[float], i: int) -> list[float]:
        return [value for j, value in enumerate(values) if j != i]

    return tuple(
        (name, pool(but(estimates, i), but(ses, i), [n for n in names if n != name]))
        for i, name in enumerate(names)
    )


def pooled_next(pooled: Pooled) -> Expected:
    """Where the next study should fall after several."""
    return Expected(
        low=pooled.predicted_low,
        high=pooled.predicted_high,
        basis=message("pool-prediction", studies=len(pooled.studies)),
        studies=pooled.studies,
    )


def _next_of_one(members: Sequence[Contrast], scale: str) -> Expected | None:
    if not members:
        return None
    names, estimates, ses = by_study(members)
    high_bias = members[0].bias == "high"
    low, high = expected_of_one(estimates[0], ses[0], scale, high_bias=high_bias)
    return Expected(
        low=low,
        high=high,
        basis=message(f"pool-one_study{'_at_risk' if high_bias else ''}"),
        studies=names,
    )


def _verdict(names: Sequence[str], kept: Sequence[str], apart: Sequence[str]) -> Message:
    told = message("pool-pooled", studies=len(names))
    if not names:
        told = message("pool-nothing")
    elif len(names) < FEWEST:
        told = message("pool-only_one")
    elif len(kept) < FEWEST:
        told = message("pool-rests_on_risk", studies=len(names), left=len(kept))
    if not apart:
        return told
    return message("pool-and_apart", verdict=told, studies=several(apart, "comma"))


def syntheses(found: Sequence[Contrast]) -> tuple[Synthesis, ...]:
    """Every pool that holds at least one effect with an interval, or a hold-out."""
    names = dict.fromkeys(
        c.pool for c in found if c.scale in (ODDS, DIFFERENCE) and (c.has_interval or c.held_out)
    )
    return tuple(synthesis(name, found) for name in names)
