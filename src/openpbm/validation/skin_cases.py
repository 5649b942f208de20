"""What skin is made of: its absorption and scattering, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.skin.anatomy import LAYERS, SKIN_DIMENSIONS, SkinDraws, skin_of_types
from openpbm.skin.optics import anisotropy, skin_states
from openpbm.tables import numbers
from openpbm.validation.case import Case, case

REGION = "left_cheek"
MIDDLE = {name: np.array([0.5]) for name in SKIN_DIMENSIONS}
DERMIS = slice(2, 6)  # of the seven layers
MELANIN_MM = 0.01
BLOOD, SATURATION = 0.02, 0.75
# of haemoglobin with and without oxygen, 1/(cm M): Prahl, omlc.org/spectra/hemoglobin
EXTINCTION = {576: (55540.0, 40092.0), 660: (319.6, 3226.6)}
HB_G_PER_L, HB_G_PER_MOL, VESSEL_MM = 150.0, 64500.0, 0.01
MIDDLE_SKIN = replace(
    skin_of_types(("II",), MIDDLE), saturation=np.array([SATURATION]), scattering=np.ones(1)
)


def skin_cases() -> Iterator[Case]:
    """Pigment, blood and scattering, each as the difference that it makes."""
    yield _melanin()
    for nm in EXTINCTION:
        yield _blood(nm)
    yield _water()
    yield _scattering()
    yield case("anisotropy", float(anisotropy(np.array([600.0]))[0]), expected=0.62 + 0.29e-3 * 600)


def _of(skin: SkinDraws, nm: float) -> tuple[FloatArray, FloatArray]:
    """(layers,) absorption per mm, and (layers,) mm."""
    states = skin_states(skin, REGION, np.array([nm]))
    return states.mu_a_per_mm[0], states.thickness_mm[0]


def _melanin() -> Case:
    """At 550 nm, about which its law may be steeper from one person to another."""
    dark, thick = _of(replace(MIDDLE_SKIN, melanin_mm=np.array([MELANIN_MM])), 550.0)
    bare, _ = _of(replace(MIDDLE_SKIN, melanin_mm=np.zeros(1)), 550.0)
    by_hand = MELANIN_MM * 6.6e10 * 550.0**-3.33
    return case("melanin", float((dark - bare) @ thick), expected=by_hand)


def _blood(nm: int) -> Case:
    """Mean over the dermis: extinction is decadic, and vessels shade their own blood."""
    full, thick = _of(replace(MIDDLE_SKIN, blood=np.array([BLOOD])), float(nm))
    empty, _ = _of(replace(MIDDLE_SKIN, blood=np.zeros(1)), float(nm))
    got = float((full - empty)[DERMIS] @ thick[DERMIS] / thick[DERMIS].sum())
    with_oxygen, without = EXTINCTION[nm]
    mixed = SATURATION * with_oxygen + (1.0 - SATURATION) * without
    per_mm = np.log(10.0) * mixed * HB_G_PER_L / HB_G_PER_MOL / 10.0
    across = 2.0 * per_mm * VESSEL_MM
    shaded = per_mm * (1.0 - np.exp(-across)) / across
    return case(f"blood_{nm}", got, expected=float(BLOOD * shaded))


def _water() -> Case:
    """Without blood and pigment dermis and epidermis differ by their water alone."""
    pale = replace(MIDDLE_SKIN, blood=np.zeros(1), melanin_mm=np.zeros(1))
    absorb, _ = _of(pale, 970.0)
    wet, drier = LAYERS.index("papillary_dermis"), LAYERS.index("living_epidermis")
    return case("water", float(absorb[wet] - absorb[drier]))


def _scattering() -> Case:
    """Reduced, of the dermis at 500 nm, where the table gives it."""
    states = skin_states(MIDDLE_SKIN, REGION, np.array([500.0]))
    reduced = float((states.mu_s_per_mm * (1.0 - states.g))[0, 2])
    return case("scattering", reduced, expected=numbers("skin")["scattering.dermis.a500"].value)
