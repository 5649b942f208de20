"""How sure a number is that a lot of made masks tells: 5 to 95 %, in closed form.

Made masks are independent draws, so a larger lot is surer by the root of its size. No interval
of a count is ever empty: a lot of a hundred without a bad one may come from a line with one in
a hundred.
"""

from __future__ import annotations

import numpy as np

from openpbm.arrays import BoolArray, FloatArray
from openpbm.interval import Interval

Z95 = 1.6448536269514722  # 95th percentile of the normal distribution


def share(kept: BoolArray, z: float = Z95) -> Interval:
    """What share of (N,) masks keeps something, after Wilson 1927 (J Am Stat Assoc 22:209).

    Args:
        kept: by mask.
        z: standard deviations of the normal distribution from the middle to an end.
    """
    many, found = len(kept), float(kept.mean())
    weight = z**2 / many
    middle = (found + weight / 2) / (1 + weight)
    half = z / (1 + weight) * np.sqrt(found * (1 - found) / many + weight / (4 * many))
    return _around(found, middle, float(half), (0.0, 1.0))


def over_coin(passed: BoolArray, good: BoolArray, z: float) -> float:
    """How much better than a coin a test is at least: 1 where it never errs, 0 where it is blind.

    Youden's index at the lower end of its interval. Bad and good masks are counted apart, so the
    errors of both shares add up in squares, after Newcombe 1998 (Stat Med 17:873, method 10).
    """
    both = share(~passed[~good], z), share(passed[good], z)
    less = [one.median - one.p05 for one in both]
    return youden(passed, good) - float(np.hypot(less[0], less[1]))


def youden(passed: BoolArray, good: BoolArray) -> float:
    """Share of bad masks that a test stops and of good ones that it lets go, less 1."""
    return float((~passed[~good]).mean() + passed[good].mean() - 1.0)


def gain(one: BoolArray, other: BoolArray) -> Interval:
    """How much larger a share the one keeps, of the same (N,) masks.

    Masks that differ alone tell of it; with half a mask more in each cell, after Agresti and
    Min 2005 (Stat Med 24:729).
    """
    up, down = float((one & ~other).sum()), float((other & ~one).sum())
    many = len(one) + 2.0
    middle = (up - down) / many
    half = Z95 / many * np.sqrt(up + down + 1.0 - (up - down) ** 2 / many)
    return _around((up - down) / len(one), middle, float(half), (-1.0, 1.0))


def explained(rest: FloatArray, whole: FloatArray) -> Interval:
    """What share of the variance of (N,) values is gone in their twins: one less the ratio.

    Its error by what each mask moves the ratio (the delta method).
    """
    all_of_it = float(np.var(whole))
    if all_of_it <= 0:
        return Interval(median=0.0, p05=0.0, p95=0.0)
    ratio = float(np.var(rest)) / all_of_it
    moves = ((rest - rest.mean()) ** 2 - ratio * (whole - whole.mean()) ** 2) / all_of_it
    half = Z95 * float(np.std(moves)) / np.sqrt(len(whole))
    return _around(max(0.0, 1.0 - ratio), 1.0 - ratio, float(half), (0.0, 1.0))


def is_apart(found: Interval) -> bool:
    """Whether a difference is surely not none."""
    return found.p05 > 0 or found.p95 < 0


def difference(one: BoolArray, other: BoolArray, own: BoolArray) -> Interval:
    """Sum of two gains: in the masks of `own`, and against it in all others."""
    on, off = gain(one[own], other[own]), gain(other[~own], one[~own])
    middle = on.median + off.median
    half = np.hypot(on.p95 - on.p05, off.p95 - off.p05) / 2
    return _around(middle, middle, float(half), (-2.0, 2.0))


def _around(value: float, middle: float, half: float, ends: tuple[float, float]) -> Interval:
    low, high = max(middle - half, ends[0]), min(middle + half, ends[1])
    return Interval(median=value, p05=min(low, value), p95=max(high, value))
