"""How bright a mask is: one LED as a matte disc, the lattice as a panel. Theory 8.2.

Two models, because they differ by tens: a narrow field of view sees one LED, a wide one the
whole panel. All lengths in mm, angles in rad, power in W, radiance in W/(m2 sr).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.errors import MaskError
from openpbm.tables import numbers

M2_PER_MM2 = 1e-6
RAD_PER_MRAD = 1e-3
POSITIONS = 9  # per half pitch: where the field is centred when its worst place is sought


@dataclass(frozen=True, kw_only=True)
class SourceGeometry:
    """A mask as a flat disc with a square lattice of matte LEDs."""

    led_diameter_mm: float  # emitting disc
    pitch_mm: float  # LED to LED
    mask_radius_mm: float
    eye_mm: float  # LED plane to cornea, as worn
    skin_mm: float = 0.0  # LED plane to where the irradiance is known; 0 is at the LEDs
    opening_radius_mm: float = 0.0  # without LEDs, in front of the eye
    far_mm: float = 200.0  # distance of classification

    def __post_init__(self) -> None:
        lengths = (self.led_diameter_mm, self.pitch_mm, self.mask_radius_mm, self.eye_mm)
        if not all(0 < length <= 1e5 for length in (*lengths, self.far_mm)):
            raise MaskError(f"a length of the light source is 0 or less, or not finite: {self}")
        if not 0 <= self.opening_radius_mm <= self.mask_radius_mm or not 0 <= self.skin_mm <= 1e5:
            raise MaskError(f"opening or skin distance of the light source is out of range: {self}")


def view_factor(
    radius_mm: float, distance_mm: float, opening_radius_mm: float = 0.0, *, order: float = 1.0
) -> float:
    """Irradiance on the axis of an even disc over its exitance; an opening is left out.

    Args:
        radius_mm: of the disc.
        distance_mm: from the disc.
        opening_radius_mm: of a dark disc in its middle.
        order: exponent of the cosine-power beam; 1 is matte.

    >>> round(view_factor(80, 200), 6), round(view_factor(80, 15, 20), 6)
    (0.137931, 0.326038)
    """
    disc = _disc_factor(radius_mm, distance_mm, order)
    if opening_radius_mm == 0:
        return disc
    return disc - _disc_factor(opening_radius_mm, distance_mm, order)


def _disc_factor(radius_mm: float, distance_mm: float, order: float) -> float:
    dark = distance_mm**2 / (radius_mm**2 + distance_mm**2)  # squared cosine at the rim
    return float(1.0 - dark ** ((order + 1) / 2))


def panel_radiance(exitance_w_m2: float) -> float:
    """Of a matte panel: exitance / pi. What a wide field of view sees."""
    return exitance_w_m2 / np.pi


def led_power_w(exitance_w_m2: float, pitch_mm: float) -> float:
    """Light out of one LED of a square lattice."""
    return exitance_w_m2 * pitch_mm**2 * M2_PER_MM2


def axis_gain(order: float) -> float:
    """Intensity on the axis of a cosine-power beam over that of a matte LED of the same power."""
    return (order + 1.0) / 2.0


def led_radiance(power_w: float, diameter_mm: float, *, order: float = 1.0) -> float:
    """Of one LED on its axis, what a narrow field of view sees; power / (pi area) where matte."""
    return axis_gain(order) * power_w / (np.pi * _disc_mm2(diameter_mm) * M2_PER_MM2)


def led_irradiance(power_w: float, distance_mm: float, *, order: float = 1.0) -> float:
    """Of one LED on its axis, W/m2: intensity over distance squared. Matte: power / pi."""
    return axis_gain(order) * power_w / np.pi / (distance_mm**2 * M2_PER_MM2)


def alpha_rad(extent_mm: float, distance_mm: float) -> float:
    """Angle of the apparent source, for one LED or the whole array."""
    return extent_mm / distance_mm


def acceptance_rad(time_s: float, *, beyond_mrad: float | None = None) -> float:
    """Field of view over which radiance is averaged: an eye moves more the longer it looks.

    Args:
        time_s: exposure.
        beyond_mrad: past 10000 s; None is the value of IEC 62471.

    Source: `measurement.json`, acceptance.*.
    """
    known = numbers("measurement")
    short = known["acceptance.up_to_0_25s_mrad"].value
    steady = known["acceptance.from_10_to_100s_mrad"].value
    growth = known["acceptance.sqrt_coefficient_mrad"].value
    longest = known["acceptance.beyond_10000s_mrad"].value if beyond_mrad is None else beyond_mrad
    if time_s <= 0.25:
        field = short
    elif time_s <= 10.0:
        field = max(short, steady * float(np.sqrt(time_s / 10.0)))
    elif time_s <= 100.0:
        field = steady
    else:
        field = min(growth * float(np.sqrt(time_s)), longest)
    return field * RAD_PER_MRAD


def field_radiance(
    led_w_m2_sr: float, diameter_mm: float, pitch_mm: float, field_mm: float, *, mean: bool = False
) -> float:
    """Radiance of the lattice averaged over a round field of view.

    Args:
        led_w_m2_sr: radiance of one LED.
        diameter_mm: emitting disc of an LED.
        pitch_mm: LED to LED.
        field_mm: diameter of the field on the mask.
        mean: over all places of the field; otherwise its worst place.
    """
    size = min(diameter_mm, pitch_mm)  # LEDs that would overlap fill their cell
    if mean:
        return led_w_m2_sr * _disc_mm2(size) / pitch_mm**2
    # sampled places could miss the best one by a hair, but never fall below the mean
    share = max(_worst_share(size, pitch_mm, field_mm), _disc_mm2(size) / pitch_mm**2)
    return led_w_m2_sr * share


@cache
def _worst_share(diameter_mm: float, pitch_mm: float, field_mm: float) -> float:
    """Lit share of a round field at its worst place over a square lattice of discs."""
    reach = int(np.ceil((field_mm + diameter_mm) / 2.0 / pitch_mm)) + 1
    if reach > 60:  # hundreds of LEDs in the field: its place no longer matters
        return _disc_mm2(diameter_mm) / pitch_mm**2
    sites = np.arange(-reach, reach + 1) * pitch_mm
    centres = np.linspace(0.0, pitch_mm / 2.0, POSITIONS)
    across = (sites[:, None] - centres) ** 2  # (sites, positions)
    away = np.sqrt(across[:, None, :, None] + across[None, :, None, :])
    lit = _overlap_mm2(away, field_mm / 2.0, diameter_mm / 2.0)  # (sites, sites, pos, pos)
    return min(1.0, float(lit.sum(axis=(0, 1)).max()) / _disc_mm2(field_mm))


def _overlap_mm2(away: FloatArray, field: float, led: float) -> FloatArray:
    """Area that two discs share, from the distance of their centres and their radii."""
    small, large = min(field, led), max(field, led)
    inside, outside = away <= large - small, away >= large + small
    d = np.where(inside | outside, large, away)  # any distance at which the lens exists
    first = np.clip((d**2 + small**2 - large**2) / (2 * d * small), -1.0, 1.0)
    second = np.clip((d**2 + large**2 - small**2) / (2 * d * large), -1.0, 1.0)
    kite = (-d + small + large) * (d + small - large) * (d - small + large) * (d + small + large)
    lens = (
        small**2 * np.arccos(first)
        + large**2 * np.arccos(second)
        - 0.5 * np.sqrt(np.clip(kite, 0.0, None))
    )
    whole = np.pi * small**2
    return np.where(inside, whole, np.where(outside, 0.0, np.minimum(lens, whole)))


def _disc_mm2(diameter_mm: float) -> float:
    return float(np.pi / 4.0 * diameter_mm**2)
