"""LEDs of a worn mask, laid evenly where nobody publishes them: on the shell, never on each other.

Masks are built in mirrored halves, so each half of the shell has its own LEDs; where their
number is odd, one sits on the middle line. Nobody knows how a maker laid them, so there are
several such layouts, as even as each other; the farthest-first start tells them apart. Theory 2.3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from openpbm.arrays import BoolArray, FloatArray, IntArray, first_largest, unit_rows
from openpbm.errors import MaskError
from openpbm.face import Face
from openpbm.face.surface import closest_on, nearest_points, point_area_cm2, split_in_four
from openpbm.light.cell import shell_normals
from openpbm.light.spread import ROUNDS, farthest_first, relaxed, spread_evenly
from openpbm.tables import numbers
from openpbm.units import MM2_PER_CM2

PLACES_PER_SITE = 16  # of the shell, from which a site takes its middle
SEAM_MM = 1.0  # across the middle plane, over which places pass from one half to the other
SPINE_MM = 4.0  # from the middle plane; where a single odd LED may start
UNLIKE_HALVES = 0.1  # of the area: halves that differ more are not mirror images

MIRROR = np.array([-1.0, 1.0, 1.0])
STARTS = np.array([[0.0, 1.0], [0.0, -1.0], [1.0, 0.0]])  # of layouts but the first: up, down, out
LAYOUTS = 1 + len(STARTS)  # the first starts from the middle


@dataclass(frozen=True, eq=False, kw_only=True)
class EvenSites:
    """LEDs on a shell, before a standoff is chosen."""

    foot_mm: FloatArray  # (leds, 3), on the skin
    outward: FloatArray  # (leds, 3), unit, along the shell's normal
    region: IntArray  # (leds,), of the foot


def even_sites(face: Face, kept: BoolArray, count: int, which: int = 0) -> EvenSites:
    """Lay LEDs evenly over the shell above the skin that a mask covers.

    Args:
        face: the face.
        kept: (points,) skin under the shell, openings left out.
        count: of LEDs.
        which: of the `LAYOUTS` that are as even as each other.

    Raises:
        MaskError: no skin is left, or too little for so many LEDs.
    """
    shell_mm = face.points_mm + numbers("layout")["even_at_mm"].value * shell_normals(face)
    _check(shell_mm, face, kept, count)
    places = _fine_enough(shell_mm, face, kept, count)
    middle_x = float(face.eyes_mm[:, 0].mean())
    sites_mm = _laid(places, middle_x, count, which)
    corner, share = closest_on(shell_mm, face.triangles, sites_mm)
    main = np.argmax(np.round(share, 9), axis=1)
    return EvenSites(
        foot_mm=np.einsum("lc,lci->li", share, face.points_mm[corner]),
        outward=unit_rows(np.einsum("lc,lci->li", share, shell_normals(face)[corner])),
        region=face.region[corner[np.arange(count), main]],
    )


@dataclass(frozen=True, eq=False)
class _Places:
    """The shell in points."""

    points_mm: FloatArray  # (places, 3)
    area: FloatArray  # (places,), that each stands for

    def half(self, middle_x: float, side: float) -> _Places:
        """Those on one side of the middle plane; those at it count half."""
        inside = (0.5 + side * (self.points_mm[:, 0] - middle_x) / SEAM_MM).clip(0.0, 1.0)
        own = inside > 0
        return _Places(self.points_mm[own], (self.area * inside)[own])


def _check(shell_mm: FloatArray, face: Face, kept: BoolArray, count: int) -> None:
    area_mm2 = float(point_area_cm2(shell_mm, face.triangles)[kept].sum()) * MM2_PER_CM2
    package_mm = numbers("layout")["led_package_mm"].value
    if area_mm2 < count * package_mm**2:
        raise MaskError(
            f"{count} LEDs on {area_mm2 / MM2_PER_CM2:.0f} cm2; expected at most "
            f"{int(area_mm2 / package_mm**2)}, or they would lie on each other"
        )


def _fine_enough(shell_mm: FloatArray, face: Face, kept: BoolArray, count: int) -> _Places:
    """The kept shell, in so many points that every LED finds its own middle."""
    triangles = face.triangles
    while int(kept.sum()) < PLACES_PER_SITE * count:
        edges, triangles = split_in_four(shell_mm, triangles)
        shell_mm = np.concatenate([shell_mm, shell_mm[edges].mean(axis=1)])
        kept = np.concatenate([kept, kept[edges].all(axis=1)])
    return _Places(shell_mm[kept], point_area_cm2(shell_mm, triangles)[kept])


def _laid(places: _Places, middle_x: float, count: int, which: int) -> FloatArray:
    """(count, 3) places on the shell."""
    halves = [places.half(middle_x, side) for side in (1.0, -1.0)]
    area = [float(half.area.sum()) for half in halves]
    pairs, single = divmod(count, 2)
    spine = np.abs(places.points_mm[:, 0] - middle_x) < SPINE_MM
    unlike = abs(area[0] - area[1]) > UNLIKE_HALVES * sum(area)
    if unlike or (single and not spine.any()):
        start = _start(places.points_mm, middle_x, which)
        return spread_evenly(places.points_mm, places.area, count, start=start)
    return _mirrored(halves, places.points_mm[spine], middle_x, pairs, single, which)


def _start(points_mm: FloatArray, middle_x: float, which: int) -> int | None:
    """The place that a layout begins from; None for the middle."""
    if which == 0:
        return None
    outward = np.abs(points_mm[:, 0] - middle_x)
    return first_largest(np.stack([outward, points_mm[:, 1]], axis=1) @ STARTS[which - 1])


def _mirrored(
    halves: list[_Places],
    spine_mm: FloatArray,
    middle_x: float,
    pairs: int,
    single: int,
    which: int,
) -> FloatArray:
    """Halves that relax side by side, about the single LED that belongs to both."""
    first = np.zeros((0, 3))
    if pairs:
        half_mm = halves[0].points_mm
        image_mm = 2.0 * np.abs(half_mm[:, 0] - middle_x)
        start = _start(half_mm, middle_x, which)
        first = half_mm[farthest_first(half_mm, pairs, start, own_image_mm=image_mm)]
    sides = [first, first * MIRROR + [2.0 * middle_x, 0.0, 0.0]]
    shared = np.zeros((0, 3))
    if single:
        away = nearest_points(cKDTree(sides[0]), spine_mm)[0] if pairs else np.ones(len(spine_mm))
        shared = spine_mm[[first_largest(away)]]
    for _ in range(ROUNDS):
        moved = [
            relaxed(half.points_mm, half.area, np.concatenate([side, shared]))
            for half, side in zip(halves, sides, strict=True)
        ]
        sides = [both[:pairs] for both in moved]
        shared = 0.5 * (moved[0][pairs:] + moved[1][pairs:])
        shared[:, 0] = middle_x
    return np.concatenate([*sides, shared])
