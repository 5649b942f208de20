"""What the sensor of a meter shows of a device's light, and how that varies with its place.

A sensor is a few millimetres wide and lies somewhere in a region; LEDs are bright spots. How
far one reading may be off the region's mean follows from the map. Theory 2.7.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from openpbm.arrays import FloatArray, floats
from openpbm.face import REGIONS
from openpbm.face.surface import nearest_points
from openpbm.light.irradiance import irradiance
from openpbm.light.map import LightMap
from openpbm.light.region_light import over_led_of
from openpbm.light.wear import Leds
from openpbm.mask import Mask
from openpbm.tables import numbers

EDGE_MM = 1.0  # over which the rim of a sensor fades: a hair's breadth decides nothing
DARK = 1e-30  # stands for no light where it divides


@dataclass(frozen=True, eq=False, kw_only=True)
class Sensed:
    """Light on a sensor for 1 mW out of each LED. C channels, R regions. mW/cm2."""

    mean: FloatArray  # (C, R) over all places in a region
    spread: FloatArray  # (C, R) of one place, as a share of that mean
    whole: FloatArray  # (C,) mean over the lit skin
    peak: FloatArray  # (C,) at the best place


def on_the_skin(mask: Mask, light: LightMap) -> Sensed:
    """A sensor where the skin is: flat on it under a mask, facing the LEDs of a panel."""
    if mask.is_worn:
        return _summed(light, light.sampled.sum(axis=1))
    return _summed(light, _facing(light, None))


def at_distance(mask: Mask, light: LightMap, distance_mm: float) -> Sensed:
    """A sensor before each place of the skin, so far from the LEDs, facing them.

    The peak of a worn mask is what the sensor shows straight before an LED.
    """
    found = _summed(light, _facing(light, distance_mm))
    if not mask.is_worn:
        return found
    sets = [over_led_of(leds, np.array([distance_mm]))[0] for leds in light.worn.sets]
    return Sensed(
        mean=found.mean,
        spread=found.spread,
        whole=found.whole,
        peak=np.array(sets)[list(light.worn.of_channel)],
    )


def distances_of(mask: Mask) -> tuple[float, ...]:
    """Every distance at which somebody says that they read."""
    claims = [mask.total_claim, *(channel.claim for channel in mask.channels)]
    said = [claim.distance_mm for claim in claims if claim is not None]
    said += [reading.distance_mm for channel in mask.channels for reading in channel.readings]
    return tuple(sorted({distance for distance in said if distance is not None}))


def _facing(light: LightMap, distance_mm: float | None) -> FloatArray:
    """(C, samples) light on sensors that look back along the axis of the nearest LED."""
    shown = [_facing_set(light, leds, distance_mm) for leds in light.worn.sets]
    return np.stack(shown)[list(light.worn.of_channel)]


def _facing_set(light: LightMap, leds: Leds, distance_mm: float | None) -> FloatArray:
    skin_mm = light.samples.points_mm
    _, led = nearest_points(cKDTree(leds.positions_mm), skin_mm)
    axis = -leds.directions[led]
    height_mm = np.einsum("pi,pi->p", leds.positions_mm[led] - skin_mm, axis)
    forward_mm = 0.0 if distance_mm is None else height_mm - distance_mm
    return irradiance(skin_mm + np.asarray(forward_mm)[..., None] * axis, axis, leds)


def _summed(light: LightMap, shown: FloatArray) -> Sensed:
    """By region, of (C, samples) light on points."""
    samples = light.samples
    weight = samples.share(light.lit) * samples.area_cm2
    of_region = np.zeros((len(weight), len(REGIONS)))
    of_region[np.arange(len(weight)), samples.region] = weight
    area = np.maximum(of_region.sum(axis=0), DARK)
    mean = shown @ of_region / area
    read = shown @ _apertures(samples.points_mm, samples.area_cm2).T
    away = (read - mean[:, samples.region]) ** 2
    lit = weight > 0
    return Sensed(
        mean=mean,
        spread=floats(np.sqrt(away @ of_region / area) / np.maximum(mean, DARK)),
        whole=shown @ weight / max(float(weight.sum()), DARK),
        peak=read[:, lit].max(axis=1),
    )


def _apertures(places_mm: FloatArray, area_cm2: FloatArray) -> csr_array:
    """(samples, samples) shares with which a sensor at one place takes in the others."""
    radius_mm = 0.5 * numbers("light")["claim.meter_aperture_mm"].value
    tree = cKDTree(places_mm)
    near = tree.sparse_distance_matrix(tree, radius_mm + EDGE_MM, output_type="coo_matrix")
    covered = np.clip((radius_mm + 0.5 * EDGE_MM - near.data) / EDGE_MM, 0.0, 1.0)
    shares = csr_array((covered * area_cm2[near.col], (near.row, near.col)), shape=near.shape)
    whole = np.maximum(shares.sum(axis=1), DARK)
    return csr_array(shares.multiply(1.0 / whole[:, None]))
