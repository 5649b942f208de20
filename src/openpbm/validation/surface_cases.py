"""The surface that stands for the solver, against the solver."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.person import PHOTOTYPES
from openpbm.sampling import uniforms
from openpbm.skin.anatomy import SKIN_DIMENSIONS, skin_of_types
from openpbm.skin.optics import as_problems, skin_states
from openpbm.skin.surface import BEAM_COSINES, fit_surface
from openpbm.skin.transport import solve
from openpbm.validation.case import Case, case
from openpbm.validation.light_cases import FINE

REGION, RED_NM, BAND_NM = "left_cheek", 633.0, 10.0
SKINS, CHECKED = 400, 40
ABOVE_FAT = slice(0, 5)  # of the seven layers


def surface_cases() -> Iterator[Case]:
    """All colours of skin over a band of red."""
    off = _off_the_nodes()
    yield case("surface", float(np.percentile(np.abs(off), 95.0)))
    yield case("surface_mean", float(np.abs(off.mean(axis=0)).max()))


def _off_the_nodes() -> FloatArray:
    """(skins, answers) relative, on skins that the surface was not fitted to."""
    draws = uniforms(SKIN_DIMENSIONS, SKINS, seed=5)
    skin = skin_of_types(PHOTOTYPES, draws)
    line = RED_NM + BAND_NM * (draws["condition"] - 0.5)  # healthy skin leaves that draw free
    states = skin_states(skin, REGION, line)
    told = fit_surface(states.rows(slice(CHECKED, None)), nm=RED_NM)(states.rows(slice(CHECKED)))
    stacks = as_problems(states.rows(slice(CHECKED)), nm=RED_NM, n_above=1.0, is_open=False)
    exact = solve(stacks, beam_cosines=BEAM_COSINES, nodes=FINE)
    back = told.reflectance / exact.reflectance - 1.0
    deep = told.fluence[:, :, ABOVE_FAT] / exact.mean_fluence[:, :, ABOVE_FAT] - 1.0
    return np.concatenate([back, deep.reshape(CHECKED, -1)], axis=1)
