"""Absorption and scattering of each layer at a wavelength, from what is in it.

Everything here takes scenarios and wavelengths as flat rows of the same length, so that
persons, regions and LED lines go through the solver as one batch. Theory 3.4 to 3.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from openpbm.arrays import FloatArray, IntArray
from openpbm.skin.anatomy import (
    DERMIS,
    LAYERS,
    SKIN_DIMENSIONS,
    SkinDraws,
    skin_of_types,
    thickness_mm,
)
from openpbm.skin.transport import Problems
from openpbm.tables import numbers, rows
from openpbm.tables.columns import columns

LN10 = 2.302585092994046
CM_PER_MM = 0.1
TABLE_NM = (400.0, 1100.0)
PIVOT_NM = 550.0  # where a change of melanin's power leaves it as it is
SCATTERING_NM = 500.0  # where a change of scattering's power leaves it as it is
VARIABLES = (
    "melanin",
    "blood",
    "scattering",
    "epidermis",
    "dermis",
    "wavelength",
    "dermal_scattering",
    "corneum",
)


@dataclass(frozen=True, eq=False, kw_only=True)
class SkinStates:
    """Rows of layered optics, and the few variables that make them differ.

    The variables are scaled so that ln(fluence) is nearly linear in them: the root of the
    melanin depth, the fourth root of the blood absorption, logarithms of the rest.
    """

    thickness_mm: FloatArray  # (rows, layers)
    mu_a_per_mm: FloatArray  # (rows, layers)
    mu_s_per_mm: FloatArray  # (rows, layers)
    g: FloatArray  # (rows, layers)
    variables: FloatArray  # (rows, len(VARIABLES))

    def __len__(self) -> int:
        return len(self.variables)

    def rows(self, which: IntArray | slice) -> SkinStates:
        """Some of the rows."""
        return SkinStates(
            thickness_mm=self.thickness_mm[which],
            mu_a_per_mm=self.mu_a_per_mm[which],
            mu_s_per_mm=self.mu_s_per_mm[which],
            g=self.g[which],
            variables=self.variables[which],
        )

    def distinct(self) -> tuple[SkinStates, IntArray]:
        """Each different stack once, and of every row the place among them."""
        optics = [self.thickness_mm, self.mu_a_per_mm, self.mu_s_per_mm, self.g]
        _, first, which = np.unique(
            np.concatenate(optics, axis=1), axis=0, return_index=True, return_inverse=True
        )
        return self.rows(first), which.reshape(-1)


def joined(parts: list[SkinStates]) -> SkinStates:
    """Several sets of rows as one."""
    return SkinStates(
        thickness_mm=np.concatenate([p.thickness_mm for p in parts]),
        mu_a_per_mm=np.concatenate([p.mu_a_per_mm for p in parts]),
        mu_s_per_mm=np.concatenate([p.mu_s_per_mm for p in parts]),
        g=np.concatenate([p.g for p in parts]),
        variables=np.concatenate([p.variables for p in parts]),
    )


def skin_states(draws: SkinDraws, region: str, wavelength_nm: FloatArray) -> SkinStates:
    """Optics of every scenario at a region, each at its own wavelength.

    Args:
        draws: the sampled skins.
        region: a region of the face.
        wavelength_nm: (scenarios,) or one number; clipped to the table's 400-1100 nm.
    """
    nm = np.clip(np.broadcast_to(wavelength_nm, (len(draws),)), *TABLE_NM)
    thick = thickness_mm(draws, region)
    melanin_depth = draws.melanin_mm * melanosome_per_mm(draws.melanin_power, nm)
    blood = _blood(draws, thick, nm)
    water, fat = _column("mua_water_per_mm", nm), _column("mua_fat_per_mm", nm)
    absorb = _melanin(draws, thick, melanin_depth) + blood + bloodless_per_mm(nm)[:, None]
    absorb += water[:, None] * _per_layer("water") + fat[:, None] * _per_layer("fat")
    g = anisotropy(nm)
    of_dermis = draws.dermal_scattering * (nm / SCATTERING_NM) ** -draws.scattering_power
    reduced = _reduced_scattering(draws, of_dermis, nm)
    dermis_mm = thick[:, 2:6].sum(axis=1)
    hidden = 0.0 if draws.is_open else 1.0
    variables = np.stack(
        [
            np.sqrt(melanin_depth) * hidden,
            blood[:, LAYERS.index("reticular_dermis")] ** 0.25,
            np.log(reduced[:, 2] / of_dermis),
            np.log(thick[:, 1]),
            np.log(dermis_mm),
            nm / 100.0,
            np.log(of_dermis),
            np.log(thick[:, 0]),
        ],
        axis=1,
    )
    return SkinStates(
        thickness_mm=thick,
        mu_a_per_mm=absorb,
        mu_s_per_mm=reduced / (1.0 - g)[:, None],
        g=np.repeat(g[:, None], len(LAYERS), axis=1),
        variables=variables,
    )


def as_problems(states: SkinStates, *, nm: float, n_above: float, is_open: bool) -> Problems:
    """The solver's batch; indices are those of one wavelength, so that rows can share it."""
    return Problems(
        n_above=n_above,
        n=refractive_indices(nm, is_open=is_open),
        n_below=refractive_indices(nm, is_open=is_open)[-1],
        thickness_mm=states.thickness_mm,
        mu_a_per_mm=states.mu_a_per_mm,
        mu_s_per_mm=states.mu_s_per_mm,
        g=states.g,
    )


def median_problem(phototype: str, nm: float, *, region: str = "left_cheek") -> Problems:
    """The middle healthy skin of a type in air: every draw at its median. One stack."""
    middle = {name: np.array([0.5]) for name in SKIN_DIMENSIONS}
    states = skin_states(skin_of_types((phototype,), middle), region, np.array([nm]))
    return as_problems(states, nm=nm, n_above=1.0, is_open=False)


def refractive_indices(nm: float, *, is_open: bool = False) -> tuple[float, ...]:
    """Index of each layer; an open wound has a wet surface of 1.34 instead of the horn."""
    table = numbers("skin")

    def measured(name: str) -> float:
        row = rows("refraction")[name]
        return float(np.interp(nm, row.floats("nm"), row.floats("n")))

    dermis = measured("dermis")
    subcutis = table["index.subcutis.offset"].value + table["index.subcutis.lambda2"].value / nm**2
    epidermis = measured("epidermis")
    corneum = table["index.stratum_corneum"].value
    if is_open:
        corneum = epidermis = rows("conditions")["wound_open_dermis"].number("surface_index")
    return (corneum, epidermis, *(dermis,) * len(DERMIS), subcutis)


def anisotropy(nm: FloatArray) -> FloatArray:
    """Mean cosine of scattering. Theory 3.6."""
    table = numbers("skin")
    line = table["anisotropy.offset"].value + table["anisotropy.slope_per_nm"].value * nm
    return np.minimum(line, table["anisotropy.cap"].value)


def blood_absorption_per_mm(saturation: FloatArray, nm: FloatArray) -> FloatArray:
    """Whole blood in vessels: haemoglobin spectra, flattened by packing. Theory 3.5."""
    table = numbers("skin")
    molar = table["blood.hb_g_per_l"].value / table["blood.molar_mass"].value
    mixed = saturation * _column("eps_HbO2_per_cm_per_M", nm) + (1.0 - saturation) * _column(
        "eps_Hb_per_cm_per_M", nm
    )
    absorb = LN10 * mixed * molar * CM_PER_MM
    across = 2.0 * absorb * table["blood.vessel_radius_mm"].value
    packed: FloatArray = absorb * -np.expm1(-across) / across
    return packed


def _column(name: str, nm: FloatArray) -> FloatArray:
    table = columns("chromophores")
    values = np.nan_to_num(table[name])
    return np.interp(nm, table["wavelength_nm"], values)


@cache
def _per_layer(quantity: str) -> FloatArray:
    table = numbers("skin")
    return np.array([table[f"layer.{name}.{quantity}"].value for name in LAYERS])


def melanosome_per_mm(power: FloatArray, nm: FloatArray) -> FloatArray:
    """A melanosome's absorption, its law steeper by a power about 550 nm. Eq. (3.3)."""
    steeper: FloatArray = (nm / PIVOT_NM) ** -power
    return _column("mua_melanosome_J98_per_mm", nm) * steeper


def bloodless_per_mm(nm: FloatArray) -> FloatArray:
    """What tissue without blood, pigment, water and fat absorbs. Eq. (3.5)."""
    table = numbers("skin")
    fall = np.exp(-(nm - SCATTERING_NM) / table["bloodless.decay_nm"].value)
    absorb: FloatArray = table["bloodless.a500"].value * fall
    return absorb


def _melanin(draws: SkinDraws, thick: FloatArray, depth: FloatArray) -> FloatArray:
    """(rows, layers): optical depth of melanin, spread over the layers that hold it."""
    share = _per_layer("melanin_rel")
    mean = depth / (thick * share).sum(axis=1)
    if draws.is_open:
        mean = np.zeros_like(mean)
    absorb: FloatArray = mean[:, None] * share
    return absorb


def _blood(draws: SkinDraws, thick: FloatArray, nm: FloatArray) -> FloatArray:
    """(rows, layers): shares scaled so that the dermal mean is the drawn fraction."""
    share = _per_layer("blood_rel")
    dermal = thick[:, 2:6]
    scale = dermal.sum(axis=1) / (dermal * share[2:6]).sum(axis=1)
    mean = draws.blood * scale * blood_absorption_per_mm(draws.saturation, nm)
    absorb: FloatArray = mean[:, None] * share
    return absorb


def _reduced_scattering(draws: SkinDraws, of_dermis: FloatArray, nm: FloatArray) -> FloatArray:
    table = numbers("skin")

    def law(tissue: str) -> FloatArray:
        amplitude = table[f"scattering.{tissue}.a500"].value
        power = table[f"scattering.{tissue}.b"].value
        return draws.scattering * amplitude * (nm / SCATTERING_NM) ** -power

    epidermis, dermis, subcutis = (law(name) for name in ("epidermis", "dermis", "subcutis"))
    return np.stack([epidermis] * 2 + [dermis * of_dermis] * 4 + [subcutis], axis=1)
