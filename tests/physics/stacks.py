"""Random stacks over the whole range of skin, for tests of the solver."""

from __future__ import annotations

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.skin.problems import Problems

LAYERS = 7


def random_stack(seed: int, *, layers: int = LAYERS, endless: bool = False) -> Problems:
    """One stack of random layers: coefficients, thickness and index over the range of skin."""
    rng = np.random.default_rng(seed)

    def logarithmic(low: float, high: float) -> FloatArray:
        return np.exp(rng.uniform(np.log(low), np.log(high), (1, layers)))

    n = tuple(float(index) for index in rng.uniform(1.34, 1.55, layers))
    thickness = logarithmic(0.02, 10.0)
    if endless:
        thickness[:, -1] = np.inf
    return Problems(
        n_above=1.0,
        n=n,
        n_below=n[-1],
        thickness_mm=thickness,
        mu_a_per_mm=logarithmic(0.005, 50.0),
        mu_s_per_mm=rng.uniform(5.0, 60.0, (1, layers)),
        g=rng.uniform(0.7, 0.95, (1, layers)),
    )


def depths_in(problems: Problems) -> FloatArray:
    """Depths of one stack: just inside, in between, and at every interface."""
    edges = np.cumsum(problems.thickness_mm[0])
    some = np.array([0.0, 0.01, 0.05, 0.1, 0.3, 0.6, 1.0, 2.0, 3.0])
    return np.unique(np.concatenate([some[some < edges[-1]], edges[:-1]]))
