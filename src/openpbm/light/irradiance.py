"""Light of LEDs on points of the skin: inverse square, cosine-power beams, split by angle.

Everything is for 1 mW of light out of each LED; a channel's power multiplies it.
Theory 2.5 and 2.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray, floats
from openpbm.light.wear import Leds
from openpbm.units import MM2_PER_CM2

ANGLE_COSINES = (1.0, 0.8, 0.55, 0.3, 0.0)  # of incidence; nodes between which light is shared
UNTESTED_SHARE = 1e-3  # of a point's light that may come along rays not tested for shadow
PAIRS_AT_ONCE = 2_000_000  # of points and LEDs; bounds the memory
LIFT_MM = 0.1  # a ray starts this far off the skin, or the skin would shade itself


class Shade(Protocol):
    """Something that stands in the way of light."""

    def blocks(self, from_mm: FloatArray, to_mm: FloatArray) -> BoolArray:
        """(rays,) True where the straight way between two places is barred."""
        ...


@dataclass(frozen=True, eq=False)
class Pairs:
    """Places on the skin and LEDs that see each other, ordered by place."""

    first: int  # of the places this part holds
    many: int  # places it holds
    point: IntArray  # (pairs,) counted from `first`
    light: FloatArray  # (pairs,) mW/cm2 for 1 mW out of the LED
    cosine: FloatArray  # (pairs,) of incidence
    along_mm: FloatArray  # (pairs,) the way along the LED's axis
    distance_mm: FloatArray  # (pairs,)


def pairs_in_sight(
    points_mm: FloatArray,
    normals: FloatArray,
    leds: Leds,
    shade: Shade | None = None,
    *,
    lift_mm: float = LIFT_MM,
) -> Iterator[Pairs]:
    """Light of every LED alone on every place that it reaches, some places at a time.

    Args:
        points_mm: (points, 3).
        normals: (points, 3), unit, out of the receiving surface.
        leds: of 1 mW each, none at a point.
        shade: what may stand in the way; nothing, where None.
        lift_mm: how far off the surface a ray starts.
    """
    step = max(1, PAIRS_AT_ONCE // max(1, len(leds.positions_mm)))
    for first in range(0, len(points_mm), step):
        part = slice(first, first + step)
        yield _in_sight(first, points_mm[part], normals[part], leds, shade, lift_mm)


def irradiance_by_angle(
    points_mm: FloatArray,
    normals: FloatArray,
    leds: Leds,
    shade: Shade | None = None,
    *,
    lift_mm: float = LIFT_MM,
) -> FloatArray:
    """Irradiance on points from one set of LEDs, shared among the nodes of incidence.

    A ray at cosine mu counts to the two nodes about it, in linear shares, so that both the
    irradiance and its mean cosine are kept.

    Args:
        points_mm: (points, 3).
        normals: (points, 3), unit, out of the receiving surface.
        leds: of 1 mW each, none at a point.
        shade: what may stand in the way; nothing, where None.
        lift_mm: how far off the surface a ray starts.

    Returns:
        (angles, points) mW/cm2, in the order of ANGLE_COSINES.

    Source: Theory 2.5 (generalised Lambertian emitter, Moreno and Sun 2008,
    doi:10.1364/OE.16.001808).
    """
    pairs = pairs_in_sight(points_mm, normals, leds, shade, lift_mm=lift_mm)
    return np.concatenate([_by_angle(part) for part in pairs], axis=1) * leds.leds_per_site


def irradiance(
    points_mm: FloatArray,
    normals: FloatArray,
    leds: Leds,
    shade: Shade | None = None,
    *,
    lift_mm: float = LIFT_MM,
) -> FloatArray:
    """(points,) mW/cm2 for 1 mW out of each LED, all angles together."""
    by_angle = irradiance_by_angle(points_mm, normals, leds, shade, lift_mm=lift_mm)
    total: FloatArray = by_angle.sum(axis=0)
    return total


def hat_weights(cosine: FloatArray) -> FloatArray:
    """(angles, ...) shares of light that arrives at a cosine; they sum to one."""
    lower, share = _hat(cosine.ravel())
    weights = np.zeros((len(ANGLE_COSINES), cosine.size))
    every = np.arange(cosine.size)
    weights[lower, every] = share
    weights[lower + 1, every] = 1.0 - share
    return weights.reshape(len(ANGLE_COSINES), *cosine.shape)


def _hat(cosine: FloatArray) -> tuple[IntArray, FloatArray]:
    """Node above each cosine, and the share that goes to it."""
    nodes = np.array(ANGLE_COSINES)
    above = np.zeros(cosine.shape, dtype=np.intp)
    for node in nodes[1:-1]:
        above += cosine < node
    share = (cosine - nodes[above + 1]) / (nodes[above] - nodes[above + 1])
    return above, share.clip(0.0, 1.0)


def _in_sight(
    first: int,
    points_mm: FloatArray,
    normals: FloatArray,
    leds: Leds,
    shade: Shade | None,
    lift_mm: float,
) -> Pairs:
    point, led, light, cosine, along, distance = _lit_pairs(points_mm, normals, leds)
    many = len(points_mm)
    if shade is not None and len(point):
        total = np.bincount(point, weights=light, minlength=many)
        tested = light > (UNTESTED_SHARE / len(leds.positions_mm)) * total[point]
        start = points_mm + lift_mm * normals
        barred = np.zeros(len(point), dtype=np.bool_)
        barred[tested] = shade.blocks(start[point[tested]], leds.positions_mm[led[tested]])
        open_way = ~barred
        point, light = point[open_way], light[open_way]
        cosine, along, distance = cosine[open_way], along[open_way], distance[open_way]
    return Pairs(first, many, point, light, cosine, along, distance)


def _by_angle(pairs: Pairs) -> FloatArray:
    """(angles, places) the light of pairs, shared among the nodes of incidence."""
    above, share = _hat(pairs.cosine)
    angles, many = len(ANGLE_COSINES), pairs.many
    place, to_above = above * many + pairs.point, pairs.light * share
    # without any pair numpy counts in whole numbers
    summed = floats(np.bincount(place, weights=to_above, minlength=angles * many))
    summed += np.bincount(place + many, weights=pairs.light - to_above, minlength=angles * many)
    return summed.reshape(angles, many)


def _lit_pairs(
    points_mm: FloatArray, normals: FloatArray, leds: Leds
) -> tuple[IntArray, IntArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Point, LED, irradiance, cosine of incidence, way along the axis, distance of every pair.

    Differences are taken as matrix products; places are first moved about the middle, so
    that nothing is lost to cancellation.
    """
    middle = leds.positions_mm.mean(axis=0)
    p, q = points_mm - middle, leds.positions_mm - middle
    leaving = p @ leds.directions.T - np.einsum("li,li->l", q, leds.directions)  # (points, leds)
    arriving = normals @ q.T - np.einsum("pi,pi->p", p, normals)[:, None]
    point, led = np.nonzero((leaving > 0.0) & (arriving > 0.0))
    leaving, arriving = leaving[point, led], arriving[point, led]
    squared = ((p[point] - q[led]) ** 2).sum(axis=1)
    distance = np.sqrt(squared)
    per_distance = 1.0 / distance
    out, cosine = leaving * per_distance, arriving * per_distance
    m = leds.beam_order
    beam = out if abs(m - 1.0) < 1e-9 else out**m
    light = (m + 1.0) / (2.0 * np.pi) * MM2_PER_CM2 * beam * cosine / squared
    return point, led, light, np.minimum(cosine, 1.0), leaving, distance
