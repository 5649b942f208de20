"""Spectra that a skin meter would read, put together here from the skin model's own parts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.skin.anatomy import SkinDraws
from openpbm.skin.instrument import Instrument, edge_loss, read
from openpbm.skin.optics import as_problems, skin_states

NM = np.arange(400.0, 701.0, 10.0)
SITE = "left_cheek"
SPHERE = Instrument(geometry="sphere", specular=True)
USUAL_POWERS = (-0.1, 1.1)  # what measured people add to those of the tables
SKINS = ((0.0015, 0.006, 1.3, 0.85), (0.0035, 0.02, 1.2, 0.7), (0.012, 0.012, 1.1, 0.6))


def alike(
    skin: tuple[float, float, float, float],
    many: int = 1,
    *,
    epidermis: float = 1.0,
    powers: Sequence[float] = USUAL_POWERS,
) -> SkinDraws:
    """So many draws of one skin: melanin, blood, scattering, saturation."""
    like = np.ones(many)
    melanin, blood, scattering, saturation = skin
    return SkinDraws(
        ita_deg=like,
        melanin_mm=melanin * like,
        blood=blood * like,
        saturation=saturation * like,
        scattering=scattering * like,
        scattering_power=powers[0] * like,
        melanin_power=powers[1] * like,
        dermal_scattering=like,
        epidermis=epidermis * like,
        dermis=like,
        corneum=like,
    )


def reading(
    skin: tuple[float, float, float, float],
    instrument: Instrument = SPHERE,
    *,
    epidermis: float = 1.0,
    powers: Sequence[float] = USUAL_POWERS,
) -> FloatArray:
    """A spectrum by the solver, put together here from the skin model's own parts.

    Each point is the mean of what the instrument would read over its band, nanometre by
    nanometre; the fit takes the mean of the absorption instead.
    """
    fine = np.arange(400.0, 721.0, 2.0)
    draws = alike(skin, len(fine), epidermis=epidermis, powers=powers)
    states = skin_states(draws, SITE, fine)
    values = np.zeros_like(fine)
    for edge in np.arange(400.0, 720.0, 50.0):
        inside = np.flatnonzero((fine >= edge) & (fine < edge + 50.0))
        problems = as_problems(states.rows(inside), nm=edge + 20.0, n_above=1.0, is_open=False)
        seen = read(instrument, problems)
        values[inside] = seen.reflectance
        thick = states.thickness_mm[inside, 2:6]
        thick = thick / thick.sum(axis=1)[:, None]
        reduced = (states.mu_s_per_mm * (1.0 - states.g))[inside, 2:6]
        absorbing = (states.mu_a_per_mm[inside, 2:6] * thick).sum(axis=1)
        lost = edge_loss(instrument, absorbing, (reduced * thick).sum(axis=1), 1.4)
        values[inside] -= lost * (seen.reflectance - seen.mirrored)
    weight = np.exp(-4.0 * np.log(2.0) * ((fine - NM[:, None]) / 12.0) ** 2)
    return floats(weight @ values / weight.sum(axis=1))
