"""Chi-square tests of samplers, and the generator they draw from."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from scipy.stats import chi2, chisquare

from openpbm.arrays import FloatArray

LIKELY, UNLIKELY = 1e-3, 1e-8  # right samplers lie above the first, wrong ones below the second
CELLS = 40


def seeded(seed: int) -> None:
    """Compiled code has a generator of its own."""
    _seeder()(seed)


@cache
def _seeder() -> Callable[[int], None]:
    import numba

    def seed_it(seed: int) -> None:
        np.random.seed(seed)

    made: Callable[[int], None] = numba.njit(seed_it)
    return made


def even(*uniforms: FloatArray, cells: int = CELLS) -> float:
    """Probability of a chi square this large if all are even on 0 to 1, and independent."""
    counts, _ = np.histogramdd(
        np.stack(uniforms, axis=1), bins=cells, range=[(0.0, 1.0)] * len(uniforms)
    )
    assert counts.sum() == len(uniforms[0]), "none lies outside"
    return float(chisquare(counts.ravel()).pvalue)


def odds_hold(times: FloatArray, odds: FloatArray, tries: int) -> float:
    """Probability of a chi square this large if each thing happens with its own odds."""
    off = (times - tries * odds) ** 2 / (tries * odds * (1.0 - odds))
    return float(chi2.sf(off.sum(), len(odds)))


def henyey_greenstein_share(turn: FloatArray, g: float) -> FloatArray:
    """Distribution function of the cosine of a turn."""
    if g == 0.0:
        return 0.5 * (1.0 + turn)
    root = 1.0 / np.sqrt(1.0 + g * g - 2.0 * g * turn)
    return (1.0 - g * g) / (2.0 * g) * (root - 1.0 / (1.0 + g))
