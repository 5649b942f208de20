"""Fluence rate against depth, and as the mean of each layer, for many skins: solved exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, IntArray
from openpbm.skin.optics import SkinStates, as_problems
from openpbm.skin.transport import solve
from openpbm.tables import numbers

SAMPLE = 60
NODES = 8
STRAIGHT_IN = (1.0,)  # cosine of a beam along the normal


@dataclass(frozen=True, eq=False, kw_only=True)
class Profile:
    """Light in skins per irradiance on them."""

    layers: FloatArray  # (rows, layers) mean fluence rate
    depths: FloatArray  # (rows, depths) fluence rate


def profile_of(
    states: SkinStates,
    depths_mm: FloatArray,
    *,
    nm: float,
    wet: bool = False,
    is_open: bool = False,
    is_beam: bool = False,
    nodes: int | None = None,
) -> Profile:
    """Every row, solved.

    Args:
        states: layered optics.
        depths_mm: (depths,) or (rows, depths) below the surface.
        nm: of all indices of refraction.
        wet: a film of gel above the skin, not air.
        is_open: a wound.
        is_beam: light straight in; else from all sides alike.
        nodes: of the solver; NODES where None.
    """
    entry = numbers("skin")["index.gel"].value if wet else 1.0
    problems = as_problems(states, nm=nm, n_above=entry, is_open=is_open)
    beams = STRAIGHT_IN if is_beam else ()
    found = solve(problems, beam_cosines=beams, depths_mm=depths_mm, nodes=nodes or NODES)
    return Profile(layers=found.mean_fluence[:, -1], depths=found.fluence[:, -1])


def fluence_profile(
    states: SkinStates, depths_mm: FloatArray, *, nm: float, wet: bool, is_open: bool
) -> FloatArray:
    """(sample, depths) fluence rate per irradiance of diffuse light, of a sample of the rows."""
    some = states.rows(sampled(len(states)))
    return profile_of(some, depths_mm, nm=nm, wet=wet, is_open=is_open).depths


def sampled(scenarios: int) -> IntArray:
    """Places of the scenarios that stand for all, evenly."""
    return np.linspace(0, scenarios - 1, min(SAMPLE, scenarios)).astype(np.intp)
