"""A light map summed up by region: what the plan, the skin and the eye ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.spatial import cKDTree

from openpbm.arrays import FloatArray, IntArray, floats
from openpbm.face import REGIONS, Face
from openpbm.face.surface import nearest_points
from openpbm.light.irradiance import LIFT_MM, irradiance
from openpbm.light.map import LightMap
from openpbm.light.shadow import shade_of
from openpbm.light.spread import farthest_first
from openpbm.light.wear import Leds
from openpbm.tables import numbers
from openpbm.units import MM2_PER_CM2

METER_NODES = 7  # distances at which a sensor is laid against an LED
METERED_LEDS = 200  # enough to find the brightest of the device
AXIS_STEPS = 3  # of Newton's way down an LED's axis to the skin
GRAZING = 0.2  # cosine below which an axis only brushes the skin
MISSED_MM = 5.0  # foot to mesh point, beyond which the axis passes the face by
APERTURE_LIFT_MM = 0.6  # a flat disc in a hollow must not be shaded by the skin it dips into
BRIGHTEST = 3  # places of each region about which an aperture is laid
RINGS, SPOKES = 4, 8  # places over a square centimetre: 3 % for an LED 2 mm above it
DIGITS = 9  # of a share of the brightest, by which points are put in order
DARK = 1e-30  # stands for no light where it divides
FORWARD = np.array([0.0, 0.0, 1.0])  # the way an open eye looks


@dataclass(frozen=True, eq=False, kw_only=True)
class RegionLight:
    """Direct light for 1 mW out of each LED. mW/cm2.

    Shapes: channels C, incidence nodes A, regions R, meter distances M. Means are over the
    skin of a region that lies under the device (and not under goggles).
    """

    by_angle: FloatArray  # (C, A, R)
    neighbourhood: FloatArray  # (C, R)
    hot: FloatArray  # (C, R), largest mean over a 3.5 mm aperture, anywhere in the region
    hot_cm2: FloatArray  # (C, R), largest mean over a round square centimetre, likewise
    covered: FloatArray  # (R,), share of the region's skin that is under the device
    mean: FloatArray  # (C,), over the skin under the device, in the channel's zone
    over_led: FloatArray  # (C, M), on a sensor laid against an LED, the brightest
    eye: FloatArray  # (C,), 7 mm at the cornea that gets more, looking straight on, no goggles


def region_light(face: Face, light: LightMap) -> RegionLight:
    """Sum a light map up by region."""
    samples = light.samples
    per_sample = _region_weight(samples.region, samples.area_cm2, samples.share(light.lit))
    hottest = _per_channel(light, [_hottest(face, light, leds) for leds in light.worn.sets])
    per_point = _region_weight(face.region, face.area_cm2, light.lit.astype(np.float64))
    return RegionLight(
        by_angle=light.sampled @ per_sample,
        neighbourhood=light.neighbourhood @ per_point,
        hot=hottest[:, 0],
        hot_cm2=hottest[:, 1],
        covered=face.region_mean(light.lit.astype(np.float64)),
        mean=_treated_mean(light),
        over_led=_per_channel(
            light, [over_led_of(leds, meter_distances_mm()) for leds in light.worn.sets]
        ),
        eye=_per_channel(light, _at_eyes(face, light)),
    )


def meter_distances_mm() -> FloatArray:
    """(M,) distances in front of an LED at which `over_led` is known."""
    row = numbers("light")["claim.peak_meter_distance_mm"]
    assert row.low is not None and row.high is not None
    return np.geomspace(row.low, row.high, METER_NODES)


def _per_channel(light: LightMap, per_set: list[FloatArray]) -> FloatArray:
    return np.stack(per_set)[list(light.worn.of_channel)]


def _region_weight(region: IntArray, area_cm2: FloatArray, lit: FloatArray) -> FloatArray:
    """(places, regions) shares that sum to one over the lit skin of each region."""
    weight = np.zeros((len(region), len(REGIONS)))
    weight[np.arange(len(region)), region] = lit * area_cm2
    area = weight.sum(axis=0)
    return weight / np.where(area > 0, area, 1.0)


def _treated_mean(light: LightMap) -> FloatArray:
    """(C,) mean over the skin that each channel is there to light."""
    samples, means = light.samples, []
    for by_angle, treated in zip(light.sampled, light.worn.treated, strict=True):
        area = samples.share(treated & ~light.dark) * samples.area_cm2
        means.append(float(by_angle.sum(axis=0) @ area) / max(float(area.sum()), 1e-12))
    return np.array(means)


def _hottest(face: Face, light: LightMap, leds: Leds) -> FloatArray:
    """(2, regions) largest mean over 3.5 mm, and over a square centimetre about the best of these.

    Sought under every LED, and where the map is brightest.
    """
    place = next(c for c, s in enumerate(light.worn.of_channel) if light.worn.sets[s] is leds)
    centre_mm, point = hot_places(face, leds, light.total[place])
    mean = aperture_mean(face, leds, centre_mm, point)
    mean[light.dark[point]] = 0.0
    best = _brightest(face.region[point], mean)
    wide = cm2_mean(leds, centre_mm[best], face.normals[point[best]])
    wide[mean[best] == 0.0] = 0.0
    found = np.zeros((2, len(REGIONS)))
    np.maximum.at(found[0], face.region[point], mean)
    np.maximum.at(found[1], face.region[point[best]], wide)
    return found


def hot_places(face: Face, leds: Leds, total: FloatArray) -> tuple[FloatArray, IntArray]:
    """(places, 3) on the skin where light may be hottest, and the nearest point of each.

    Under every LED, and where the map, (points,) of `total`, is brightest in each region.
    """
    feet, under = _feet(face, leds)
    brightest = _brightest(face.region, total)
    centre_mm = np.concatenate([feet, face.points_mm[brightest]])
    return centre_mm, np.concatenate([under, brightest])


def _feet(face: Face, leds: Leds) -> tuple[FloatArray, IntArray]:
    """(leds, 3) where each LED's axis meets the skin, and the nearest point there.

    An LED whose axis misses the face has its foot at the nearest point of all.
    """
    tree = _tree(face)
    _, nearest = nearest_points(tree, leds.positions_mm)
    foot, point = face.points_mm[nearest], nearest
    for _ in range(AXIS_STEPS):
        normal = face.normals[point]
        slope = np.einsum("li,li->l", leds.directions, normal)
        height = np.einsum("li,li->l", face.points_mm[point] - leds.positions_mm, normal)
        along = height / np.where(np.abs(slope) > GRAZING, slope, -1.0)
        foot = leds.positions_mm + along[:, None] * leds.directions
        away, point = nearest_points(tree, foot)
    missed = (away > MISSED_MM) | (np.abs(slope) <= GRAZING)
    return np.where(missed[:, None], face.points_mm[nearest], foot), np.where(
        missed, nearest, point
    )


@lru_cache(maxsize=4)
def _tree(face: Face) -> cKDTree:
    return cKDTree(face.points_mm)


def _brightest(region: IntArray, total: FloatArray) -> IntArray:
    """The brightest places of each region that has any."""
    found = []
    for own in range(len(REGIONS)):
        inside = np.flatnonzero(region == own)
        if len(inside):
            share = total[inside] / max(float(total[inside].max()), DARK)
            # twins on both sides differ in their last digits only: then the first counts
            found.append(inside[np.argsort(-np.round(share, DIGITS), kind="stable")[:BRIGHTEST]])
    return np.concatenate(found).astype(np.intp)


def aperture_mean(face: Face, leds: Leds, centre_mm: FloatArray, point: IntArray) -> FloatArray:
    """(discs,) mean over discs on the skin, as wide as the limits of the skin look: 3.5 mm."""
    radius_mm = 0.5 * numbers("layout")["hot_aperture_mm"].value
    normals = face.normals[point]
    places = _disc(centre_mm, normals, radius_mm)
    normals = np.tile(normals, (len(places), 1))
    seen = irradiance(
        places.reshape(-1, 3), normals, leds, shade_of(face), lift_mm=APERTURE_LIFT_MM
    )
    return _disc_mean(seen.reshape(len(places), -1))


def cm2_mean(leds: Leds, centre_mm: FloatArray, normals: FloatArray) -> FloatArray:
    """(discs,) mean over round square centimetres that touch the skin at their middle.

    Without the face's own shadow, into which so wide a disc would dip: it errs bright.
    Gauss in the square of the radius, even in the angle.
    """
    radius_mm = np.sqrt(numbers("layout")["warm_area_cm2"].value * MM2_PER_CM2 / np.pi)
    node, weight = np.polynomial.legendre.leggauss(RINGS)
    reach_mm = radius_mm * np.sqrt(0.5 * (1.0 + node))
    right, up = _tangents(normals)
    angles = np.arange(SPOKES) * (2.0 * np.pi / SPOKES)
    way = np.cos(angles)[:, None, None] * right + np.sin(angles)[:, None, None] * up
    places = centre_mm + reach_mm[:, None, None, None] * way  # (rings, spokes, discs, 3)
    facing = np.broadcast_to(normals, places.shape)
    seen = irradiance(places.reshape(-1, 3), facing.reshape(-1, 3), leds)
    mean: FloatArray = 0.5 * weight @ seen.reshape(RINGS, SPOKES, -1).mean(axis=1)
    return mean


def _disc(centre_mm: FloatArray, normals: FloatArray, radius_mm: float) -> FloatArray:
    """(7, discs, 3) places of the seven-point rule of degree five over a disc.

    Source: Stroud 1971, Approximate calculation of multiple integrals, S2 5-1.
    """
    right, up = _tangents(normals)
    reach_mm = radius_mm * np.sqrt(2.0 / 3.0)
    ring = [
        reach_mm * (np.cos(angle) * right + np.sin(angle) * up)
        for angle in np.radians(np.arange(0.0, 360.0, 60.0))
    ]
    return np.stack([centre_mm, *(centre_mm + offset for offset in ring)])


def _disc_mean(values: FloatArray) -> FloatArray:
    """(7, discs) to (discs,), by the same rule."""
    mean: FloatArray = values[0] / 4.0 + values[1:].sum(axis=0) / 8.0
    return mean


def _tangents(normals: FloatArray) -> tuple[FloatArray, FloatArray]:
    helper = np.where(np.abs(normals[:, :1]) < 0.9, [[1.0, 0.0, 0.0]], [[0.0, 1.0, 0.0]])
    right = np.cross(helper, normals)
    right /= np.linalg.norm(right, axis=1, keepdims=True)
    return right, np.cross(normals, right)


def over_led_of(leds: Leds, distances_mm: FloatArray) -> FloatArray:
    """(M,) most light on a sensor held square in front of an LED, at (M,) distances.

    Neighbours included. Whoever states a peak states the highest reading, so the brightest
    LED counts. The LED's own share over the aperture is exact; near it seven points would not do.
    """
    radius_mm = 0.5 * numbers("light")["claim.meter_aperture_mm"].value
    many = len(leds.positions_mm)
    some = farthest_first(leds.positions_mm, min(METERED_LEDS, many))
    apart = np.linalg.norm(leds.positions_mm[some][:, None] - leds.positions_mm, axis=-1)
    found = []
    for distance_mm in distances_mm:
        half_angle = np.arctan2(radius_mm, distance_mm)
        caught = 1.0 - np.cos(half_angle) ** (leds.beam_order + 1.0)
        own = caught / (np.pi * radius_mm**2) * MM2_PER_CM2
        sensor = leds.positions_mm[some] + distance_mm * leds.directions[some]
        others = np.where(apart > 1e-6, _pairwise(sensor, -leds.directions[some], leds), 0.0)
        found.append(own + float(np.max(others.sum(axis=1))))
    return np.array(found)


def _pairwise(points_mm: FloatArray, normals: FloatArray, leds: Leds) -> FloatArray:
    """(points, leds) irradiance of each LED alone."""
    way = points_mm[:, None] - leds.positions_mm
    distance = np.maximum(np.linalg.norm(way, axis=-1), 1e-9)
    leaving = np.einsum("pli,li->pl", way, leds.directions).clip(min=0.0) / distance
    arriving = -np.einsum("pli,pi->pl", way, normals).clip(max=0.0) / distance
    m = leds.beam_order
    return floats((m + 1.0) / (2.0 * np.pi) * MM2_PER_CM2 * leaving**m * arriving / distance**2)


def _at_eyes(face: Face, light: LightMap) -> list[FloatArray]:
    """Per set the light on the eye that gets more."""
    many = len(face.eyes_mm)
    looking = np.tile(FORWARD, (many, 1))
    corneas = face.eyes_mm + LIFT_MM * looking
    radius_mm = 0.5 * numbers("layout")["eye_aperture_mm"].value
    places = _disc(corneas, looking, radius_mm)
    normals = np.tile(looking, (len(places), 1))
    shade = shade_of(face)
    per_set = []
    for leds in light.worn.sets:
        seen = irradiance(places.reshape(-1, 3), normals, leds, shade)
        per_set.append(np.array(_disc_mean(seen.reshape(-1, many)).max()))
    return per_set
