"""How far two groups' doses lie over each other. Theory 14.7."""

from __future__ import annotations

import numpy as np

from openpbm.arrays import FloatArray

GRID = 400
REACH = 4.0  # bandwidths beyond the outermost doses
LEAST_SPREAD = 1e-3  # of the logarithm: doses without spread are told apart from this on


def chance_less(one: FloatArray, other: FloatArray) -> float:
    """Share of all pairs in which the one of `one` gets less than the one of `other`. Eq. (14.8).

    It is no share of people: far more of `one` get less than at least somebody of `other`.

    >>> chance_less(np.array([1.0, 3.0]), np.array([2.0, 4.0]))
    0.75
    """
    ordered = np.sort(other)
    above = len(other) - np.searchsorted(ordered, one, side="right")
    ties = np.searchsorted(ordered, one, side="right") - np.searchsorted(ordered, one, side="left")
    return float((above + 0.5 * ties).mean() / len(other))


def overlap(one: FloatArray, other: FloatArray) -> float:
    """The area that two densities of the logarithm share, 0 to 1. Eq. (14.9).

    >>> overlap(np.linspace(1.0, 2.0, 50), np.linspace(30.0, 60.0, 50))
    0.0
    """
    logs = np.log(one), np.log(other)
    widths = [_bandwidth(each) for each in logs]
    low = min(each.min() - REACH * width for each, width in zip(logs, widths, strict=True))
    high = max(each.max() + REACH * width for each, width in zip(logs, widths, strict=True))
    at = np.linspace(low, high, GRID)
    shared = np.minimum(*(_density(at, e, w) for e, w in zip(logs, widths, strict=True)))
    return round(float(np.clip(shared.sum() * (at[1] - at[0]), 0.0, 1.0)), 3)


def _bandwidth(logs: FloatArray) -> float:
    """Silverman's rule for a kernel."""
    spread = max(float(logs.std(ddof=1)), LEAST_SPREAD)
    return float(1.06 * spread * len(logs) ** -0.2)


def _density(at: FloatArray, logs: FloatArray, width: float) -> FloatArray:
    away = (at[:, None] - logs) / width
    found: FloatArray = np.exp(-0.5 * away**2).mean(axis=1) / (width * np.sqrt(2.0 * np.pi))
    return found
