"""What an instrument would read of skins with given parameters, and how that changes with them.

Several people at once, at the same wavelengths and with the same instrument. Theory 3.10.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.mask.spectrum import gaussian_nodes
from openpbm.skin.anatomy import SkinDraws
from openpbm.skin.instrument import Instrument, InstrumentReading, edge_loss, read
from openpbm.skin.optics import SkinStates, as_problems, skin_states
from openpbm.skin.people import PARAMETERS, expit
from openpbm.tables import numbers

GROUP_NM = 50.0  # wavelengths that share one set of refractive indices
STEP = 1e-5  # of differences of the closed formulas of Theory 3.4 to 3.6
BAND_NODES = 5
DERMIS = slice(2, 6)
DERMIS_INDEX = 1.4


@dataclass(frozen=True, eq=False)
class ViewedAt:
    """Where and how it is read."""

    nm: FloatArray  # (points,)
    site: str
    instrument: Instrument


@dataclass(frozen=True, eq=False)
class SeenSkin:
    """Reflectance at the wavelengths, and its derivatives by the parameters."""

    reflectance: FloatArray  # (people, points)
    slope: FloatArray  # (people, points, parameters)
    loss: FloatArray  # (people, points) share of scattered light lost at the rim
    diffuse: FloatArray  # (people, points) scattered light before the rim


def seen(
    question: ViewedAt, at: FloatArray, *, epidermis: float = 1.0, dermis: float = 1.0
) -> SeenSkin:
    """The model of Theory 3.9 and 3.10.

    Args:
        question: wavelengths, site, instrument.
        at: (people, parameters).
        epidermis: factor on its thickness.
        dermis: factor on its thickness.
    """
    shape = (len(at), len(question.nm))

    def states(shift: FloatArray) -> SkinStates:
        return _states(question, at + shift, epidermis, dermis)

    here = states(np.zeros(len(PARAMETERS)))
    readings = _readings(question, here, len(at))
    diffuse = readings.reflectance - readings.mirrored
    loss = _loss(question, here)
    slope = np.zeros((*shape, len(PARAMETERS)))
    for i, shift in enumerate(STEP * np.eye(len(PARAMETERS))):
        ahead, behind = states(shift), states(-shift)
        by_a = (ahead.mu_a_per_mm - behind.mu_a_per_mm) / (2.0 * STEP)
        by_s = (ahead.mu_s_per_mm - behind.mu_s_per_mm) / (2.0 * STEP)
        lost = (_loss(question, ahead) - _loss(question, behind)) / (2.0 * STEP)
        entered = (readings.by_mu_a * by_a + readings.by_mu_s * by_s).sum(axis=1)
        slope[:, :, i] = ((1.0 - loss) * entered - diffuse * lost).reshape(shape)
    return SeenSkin(
        reflectance=(readings.mirrored + (1.0 - loss) * diffuse).reshape(shape),
        slope=slope,
        loss=loss.reshape(shape),
        diffuse=diffuse.reshape(shape),
    )


def _states(question: ViewedAt, at: FloatArray, epidermis: float, dermis: float) -> SkinStates:
    """A row for each wavelength of each person; absorption is the mean over the band."""
    offsets, weights = gaussian_nodes(BAND_NODES)
    width = numbers("skin")["fit.bandwidth_nm"].value
    people, points = len(at), len(question.nm)
    parts = [
        _at_wavelengths(question.site, at, question.nm + width * offset, epidermis, dermis)
        for offset in offsets
    ]
    middle = parts[BAND_NODES // 2]
    absorb = sum(
        (weight * part.mu_a_per_mm for weight, part in zip(weights, parts, strict=True)),
        start=np.zeros((people * points, middle.mu_a_per_mm.shape[1])),
    )
    return SkinStates(
        thickness_mm=middle.thickness_mm,
        mu_a_per_mm=absorb,
        mu_s_per_mm=middle.mu_s_per_mm,
        g=middle.g,
        variables=middle.variables,
    )


def _at_wavelengths(
    site: str, at: FloatArray, nm: FloatArray, epidermis: float, dermis: float
) -> SkinStates:
    wide = np.repeat(at, len(nm), axis=0)
    like = np.ones(len(wide))
    draws = SkinDraws(
        ita_deg=0.0 * like,
        melanin_mm=np.exp(wide[:, 0]),
        blood=np.exp(wide[:, 1]),
        saturation=expit(wide[:, 3]),
        scattering=np.exp(wide[:, 2]),
        scattering_power=wide[:, 4],
        melanin_power=wide[:, 5],
        dermal_scattering=like,
        epidermis=epidermis * like,
        dermis=dermis * like,
        corneum=like,
    )
    return skin_states(draws, site, np.tile(nm, len(at)))


def _readings(question: ViewedAt, states: SkinStates, people: int) -> InstrumentReading:
    """The solver on groups of wavelengths that share refractive indices."""
    places = np.arange(len(states)).reshape(people, -1)
    group = np.floor(question.nm / GROUP_NM)
    layers = states.mu_a_per_mm.shape[1]
    flat = [np.zeros(len(states)) for _ in range(2)]
    wide = [np.zeros((len(states), layers)) for _ in range(2)]
    for name in np.unique(group):
        columns = np.flatnonzero(group == name)
        rows = places[:, columns].ravel()
        nm = float(question.nm[columns].mean())
        problems = as_problems(states.rows(rows), nm=nm, n_above=1.0, is_open=False)
        part = read(question.instrument, problems)
        flat[0][rows], flat[1][rows] = part.reflectance, part.mirrored
        wide[0][rows], wide[1][rows] = part.by_mu_a, part.by_mu_s
    return InstrumentReading(
        reflectance=flat[0], mirrored=flat[1], by_mu_a=wide[0], by_mu_s=wide[1]
    )


def _loss(question: ViewedAt, states: SkinStates) -> FloatArray:
    """(rows,) share of the scattered light that is lost at the rim."""
    thick = states.thickness_mm[:, DERMIS]
    share = thick / thick.sum(axis=1)[:, None]
    absorb = (states.mu_a_per_mm[:, DERMIS] * share).sum(axis=1)
    reduced = (states.mu_s_per_mm[:, DERMIS] * (1 - states.g[:, DERMIS]) * share).sum(axis=1)
    return edge_loss(question.instrument, absorb, reduced, DERMIS_INDEX)
