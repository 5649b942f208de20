"""Irradiance times seconds times what skin makes of it, by hand; then from LED to dermis."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.dose import DirectLight, DoseRate, dose_rate
from openpbm.face import REGIONS
from openpbm.fact import message
from openpbm.kept import Recent
from openpbm.light.calibrate import full_drive_scale
from openpbm.light.cavity import Plates
from openpbm.light.device_draws import DEVICE_DIMENSIONS, device_draws
from openpbm.light.standoff import standoff_light
from openpbm.mask import Channel, Claim
from openpbm.skin.anatomy import LAYERS, skin_of_types
from openpbm.skin.optics import as_problems, skin_states
from openpbm.skin.response import Request, SkinLight, respond
from openpbm.validation.case import Case, case
from openpbm.validation.flat import DOWN, flat_face, flat_mask, lattice
from openpbm.validation.skin_cases import MIDDLE

MINUTES, SECONDS = 7.0, 420.0
BY_ANGLE = (6.0, 3.0, 0.0, 0.0, 1.0)  # mW/cm2 at cosine 1, 0.8, 0.55, 0.3 and grazing
AROUND, HOT, VIEW = 9.0, 14.0, 0.9
R_MASK, R_DIFFUSE = 0.8, 0.6
BACK = (R_DIFFUSE, 0.50, 0.52, 0.55, 0.60)  # of skin: Lambertian first, then by angle
FLUENCE = (3.0, 2.5, 2.6, 2.7, 2.8)
CLAIM_MW_CM2, RED_NM, HALF_ANGLE_DEG, HEIGHT_MM, PITCH_MM = 20.0, 633.0, 8.0, 40.0, 20.0
PACKETS = 1000


def dose_cases() -> Iterator[Case]:
    """Numbers that a pencil can follow, then a mask over skin."""
    yield from _by_hand()
    yield _from_led_to_dermis()


def _by_hand() -> Iterator[Case]:
    """One region, one layer: direct light, what the cavity adds, and minutes."""
    rate = _made_up()
    back = (6.0 * 0.50 + 3.0 * 0.52 + 1.0 * 1.0) / 10.0  # grazing light is thrown back
    leaves = AROUND * back / (1.0 - 0.9 * 0.8 * 0.6)
    added = 0.9 * 0.8 * leaves
    fluence = 6.0 * 2.5 + 3.0 * 2.6 + 3.0 * added
    yield case("hand_irradiance", float(rate.irradiance[0, 0, 0]), expected=10.0 + added)
    yield case("hand_hot", float(rate.hot[0, 0, 0]), expected=14.0 + added)
    dose = float(rate.dose_j_cm2(MINUTES)[0, 0, 0, 0])
    yield case("hand_dose", dose, expected=fluence * SECONDS / 1000.0)
    absorbed = 0.1 * fluence
    yield case("hand_absorbed", float(rate.absorbed[0, 0, 0, 0]), expected=absorbed)
    yield case("hand_mask", float(rate.kept_by_mask[0, 0, 0]), expected=0.2 * 0.9 * leaves)


def _made_up() -> DoseRate:
    one = np.ones((1, 1, 1))
    direct = DirectLight(
        by_angle=np.array(BY_ANGLE)[None, None, :, None],
        neighbourhood=AROUND * one,
        hot=HOT * one,
        mask_reflectance=np.array([R_MASK]),
        bounces=Plates(neighbourhood=AROUND * one, view_factor=np.array([[VIEW]])),
    )
    fluence = np.array(FLUENCE)[None, None, :, None]
    skin = SkinLight(
        reflectance=np.array(BACK)[None, None], fluence=fluence, absorbed=0.1 * fluence
    )
    return dose_rate(direct, [skin])


def _from_led_to_dermis() -> Case:
    """A claim of 20 mW/cm2 under a black mask with narrow beams, seven minutes, by photons."""
    try:
        from openpbm.validation.photons import follow
    except ImportError:
        return case("whole_dose", None, note=message("validation-install"))
    layer = LAYERS.index("papillary_dermis")
    skin = skin_of_types(("II",), MIDDLE)
    states = skin_states(skin, REGIONS[0], np.array([RED_NM]))  # flat skin is forehead
    stack = as_problems(states, nm=RED_NM, n_above=1.0, is_open=False)
    seen = follow(stack, cosine=1.0, packets=PACKETS, seed=3)
    expected = CLAIM_MW_CM2 * float(seen.fluence[layer]) * SECONDS / 1000.0
    line = np.array([[RED_NM]])
    request = Request(skin=skin, regions=REGIONS, wavelength_nm=line, weight=np.ones(1))
    (answer,) = respond([request]).light
    found = dose_rate(_under_mask(), [answer]).dose_j_cm2(MINUTES)
    error = float(seen.fluence_se[layer] / seen.fluence[layer])
    note = message("validation-photons", error=f"{error * 100:.1f}")
    return case("whole_dose", float(found[0, 0, 0, layer]) / expected, note=note)


def _under_mask() -> DirectLight:
    """Light on flat skin that is all forehead."""
    places = lattice(100.0, PITCH_MM, HEIGHT_MM)
    red = Channel(
        role="red",
        peak_nm=RED_NM,
        half_angle_deg=HALF_ANGLE_DEG,
        positions_mm=places,
        directions=np.tile(DOWN, (len(places), 1)),
        claim=Claim(irradiance_mw_cm2=CLAIM_MW_CM2, meaning="mean"),
    )
    mask = flat_mask(red)
    draws = device_draws(mask, {name: np.array([0.5]) for name in DEVICE_DIMENSIONS})
    light = standoff_light(mask, flat_face(), draws, kept=Recent())
    at = light.at(draws.standoff_mm)
    scale: FloatArray = full_drive_scale(mask, draws, at)
    return DirectLight(
        by_angle=at.by_angle * scale[:, :, None, None],
        neighbourhood=at.neighbourhood * scale[:, :, None],
        hot=at.hot * scale[:, :, None],
        mask_reflectance=draws.inner_reflectance,
        bounces=light.returning(draws.standoff_mm, scale),
    )
