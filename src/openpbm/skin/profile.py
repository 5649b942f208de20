"""Fluence rate against depth for a sample of skins: what the depth figure shows."""

from __future__ import annotations

import numpy as np

from openpbm.arrays import FloatArray, IntArray
from openpbm.skin.optics import SkinStates, as_problems
from openpbm.skin.transport import solve
from openpbm.tables import numbers

SAMPLE = 60
NODES = 8


def fluence_profile(
    states: SkinStates, depths_mm: FloatArray, *, nm: float, wet: bool, is_open: bool
) -> FloatArray:
    """(sample, depths) fluence rate per irradiance of diffuse light, solved exactly."""
    entry = numbers("skin")["index.gel"].value if wet else 1.0
    problems = as_problems(states.rows(sampled(len(states))), nm=nm, n_above=entry, is_open=is_open)
    return solve(problems, depths_mm=depths_mm, nodes=NODES).fluence[:, 0]


def sampled(scenarios: int) -> IntArray:
    """Places of the scenarios that stand for all, evenly."""
    return np.linspace(0, scenarios - 1, min(SAMPLE, scenarios)).astype(np.intp)
