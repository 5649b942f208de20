"""The surface that stands for the solver, against the solver."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.person import PHOTOTYPES
from openpbm.sampling import uniforms
from openpbm.skin.anatomy import LAYERS, SKIN_DIMENSIONS, skin_of_types
from openpbm.skin.optics import as_problems, skin_states
from openpbm.skin.response import Request, line_nodes, respond
from openpbm.skin.surface import BEAM_COSINES, fit_surface
from openpbm.skin.transport import solve
from openpbm.validation.case import Case, case
from openpbm.validation.light_cases import FINE
from openpbm.validation.skin_cases import MIDDLE, REGION

RED_NM, BAND_NM = 633.0, 10.0
AMBER_NM, WIDTH_NM = 595.0, 16.0
SKINS, CHECKED = 400, 40
ABOVE_FAT = slice(0, 5)  # of the seven layers


def surface_cases() -> Iterator[Case]:
    """All colours of skin over a band of red."""
    off = _off_the_nodes()
    yield case("surface", float(np.percentile(np.abs(off), 95.0)))
    yield case("surface_mean", float(np.abs(off.mean(axis=0)).max()))
    yield _line_in_skin()


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


def _line_in_skin() -> Case:
    """Amber light in the reticular dermis, where blood's absorption falls over the line."""
    skin, layer = skin_of_types(("II",), MIDDLE), LAYERS.index("reticular_dermis")
    nodes, weight = line_nodes(np.array([AMBER_NM]), np.array([WIDTH_NM]))
    request = Request(skin=skin, regions=(REGION,), wavelength_nm=nodes, weight=weight)
    (answer,) = respond([request]).light
    got = float(answer.fluence[0, 0, 0, layer])
    off = np.linspace(-3.0, 3.0, 49)  # in standard deviations
    power = np.exp(-0.5 * off**2) / np.exp(-0.5 * off**2).sum()
    line = skin_states(
        skin_of_types(("II",), {name: np.full(len(off), 0.5) for name in MIDDLE}),
        REGION,
        AMBER_NM + WIDTH_NM / 2.354820045 * off,
    )
    stacks = as_problems(line, nm=AMBER_NM, n_above=1.0, is_open=False)
    exact = solve(stacks, nodes=FINE).mean_fluence[:, 0, layer]
    return case("line_in_skin", got, expected=float(power @ exact))
