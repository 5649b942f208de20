"""Light at the worst place under single LEDs, as an eye or a meter of 7 mm takes it in. Theory 8.2.

The mean of a panel is no eye's irradiance where the LEDs stand wider than they are away.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import gammaln, j1, kve

from openpbm.arrays import FloatArray, floats
from openpbm.safety.hazard.radiance import M2_PER_MM2
from openpbm.tables import numbers

POSITIONS = 9  # per half pitch
REACH = 40.0  # of distance times wave number: what an LED's spot holds beyond it is below 1e-9
MOST_WAVES = 300
NEIGHBOURS = 4  # between which the light of several LEDs may be brighter than under one
CLOSELY = 60  # places that are looked at with the aperture, the brightest at a point
RINGS, SPOKES = 3, 12  # of the aperture


@dataclass(frozen=True, eq=False)
class LedPlaces:
    """Where LEDs are, as published."""

    positions_mm: FloatArray  # (leds, 3)
    directions: FloatArray  # (leds, 3), unit vectors


def aperture_mm() -> float:
    """Diameter over which irradiance is averaged."""
    return numbers("measurement")["irradiance_aperture_min_mm"].value


@cache
def lattice_gain(pitch_mm: float, distance_mm: float, order: float) -> float:
    """Irradiance at the worst place under an endless square lattice, over its mean.

    The light of the lattice as a sum of waves (Poisson): each LED's spot is smooth, so that few
    waves are left where they stand nearer than they are away.
    """
    count = min(
        int(REACH * np.sqrt(order + 1) * pitch_mm / (2 * np.pi * distance_mm)) + 1, MOST_WAVES
    )
    wave = 2 * np.pi / pitch_mm * np.arange(-count, count + 1)  # (waves,) rad/mm
    length = np.hypot(wave[:, None], wave)  # (waves, waves)
    strength = _spot(length * distance_mm, (order + 1) / 2) * _averaged(length * aperture_mm() / 2)
    turn = np.cos(np.linspace(0.0, pitch_mm / 2, POSITIONS)[:, None] * wave)  # (positions, waves)
    return max(1.0, float((turn @ strength @ turn.T).max()))


def _spot(s: FloatArray, nu: float) -> FloatArray:
    """Fourier transform of the spot of one LED; 1 at s = 0, where the Bessel function ends."""
    at = np.where(s > 0, s, 1.0)
    with np.errstate(over="ignore"):
        bessel = kve(nu, at)
    known = (s > 0) & np.isfinite(bessel)
    log = (1 - nu) * np.log(2) - gammaln(nu) + nu * np.log(at) - at
    return np.where(known, np.exp(log) * np.where(known, bessel, 0.0), 1.0)


def _averaged(ka: FloatArray) -> FloatArray:
    """Fourier transform of a disc, 1 at 0."""
    at = np.where(ka > 0, ka, 1.0)
    return floats(np.where(ka > 0, 2 * j1(at) / at, 1.0))


@cache  # places are compared by identity, and never change
def places_gain(places: LedPlaces, distance_mm: float, order: float) -> float:
    """Irradiance at the worst place for one watt out of each LED, W/m2: before an LED or between.

    The eye looks back along the LEDs' own direction, `distance_mm` before them.
    """
    at, towards = _before(places, distance_mm)
    dark = _irradiance(places, at, towards, order)
    bright = np.argsort(dark)[-CLOSELY:]
    found = [_over_aperture(places, at[i], towards[i], order) for i in bright]
    return max(found)


def _before(places: LedPlaces, distance_mm: float) -> tuple[FloatArray, FloatArray]:
    """(places, 3) in front of each LED, and half way to each of its neighbours."""
    where, towards = places.positions_mm, places.directions
    apart = np.linalg.norm(where[:, None] - where, axis=-1)  # (leds, leds)
    near = np.argsort(apart, axis=1)[:, 1 : NEIGHBOURS + 1]  # (leds, neighbours)
    middle = 0.5 * (where[:, None] + where[near]).reshape(-1, 3)
    between = (towards[:, None] + towards[near]).reshape(-1, 3)
    long = np.linalg.norm(between, axis=1) > 0  # two LEDs that face each other have no middle
    between = between[long] / np.linalg.norm(between[long], axis=1)[:, None]
    out = np.concatenate([towards, between])
    return np.concatenate([where, middle[long]]) + distance_mm * out, out


def _irradiance(places: LedPlaces, at: FloatArray, towards: FloatArray, order: float) -> FloatArray:
    """(places,) W/m2 for one watt out of each LED, on surfaces that face back."""
    ray = at[:, None] - places.positions_mm  # (places, leds, 3)
    distance = np.linalg.norm(ray, axis=-1)
    leaving = np.clip(np.einsum("pli,li->pl", ray, places.directions) / distance, 0.0, None)
    arriving = np.clip(np.einsum("pli,pi->pl", ray, towards) / distance, 0.0, None)
    each = (order + 1) / (2 * np.pi) * leaving**order * arriving / distance**2
    found: FloatArray = each.sum(axis=1) / M2_PER_MM2
    return found


def _over_aperture(places: LedPlaces, at: FloatArray, towards: FloatArray, order: float) -> float:
    """Mean over a round aperture about a place."""
    helper = np.eye(3)[int(np.argmin(np.abs(towards)))]
    across = np.cross(towards, helper)
    across /= np.linalg.norm(across)
    radius = aperture_mm() / 2 * np.sqrt((np.arange(RINGS) + 0.5) / RINGS)  # rings of equal area
    turn = 2 * np.pi * np.arange(SPOKES) / SPOKES
    step = np.cos(turn)[:, None] * across + np.sin(turn)[:, None] * np.cross(towards, across)
    spread = at + (radius[:, None, None] * step).reshape(-1, 3)
    return float(_irradiance(places, spread, np.broadcast_to(towards, spread.shape), order).mean())
