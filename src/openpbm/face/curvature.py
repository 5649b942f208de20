"""How a face bends: mean curvature of its skin, smooth over what light cannot tell apart.

Where two triangles meet, half their angle times the length of the side they share is the
integral of the mean curvature across it, however the surface is cut (Steiner). Sums of it over
a few millimetres of skin are the curvature that light at depth answers to. Theory 11.8.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from scipy.spatial import cKDTree

from openpbm.arrays import FloatArray, IntArray, floats
from openpbm.face.mesh import Face
from openpbm.sampling import normal
from openpbm.tables import numbers

CURVATURE_DIMENSIONS = ("curvature",)
FLAT = 1e-12  # mm2; a smaller triangle has no normal


def curvature_draws(
    face: Face, weight: FloatArray, uniforms: Mapping[str, FloatArray]
) -> FloatArray:
    """(scenarios, regions) mean curvature per mm, with its doubt and that of its effect.

    Args:
        face: the face.
        weight: as for `region_curvature`.
        uniforms: of CURVATURE_DIMENSIONS.
    """
    table = numbers("curvature")
    mean, most = region_curvature(face, weight), table["curvature.sharpest_per_mm"].value
    share = np.hypot(table["curvature.shape_sd"].value, table["curvature.effect_sd"].value)
    sd = np.hypot(share * mean, table["curvature.flat_sd_per_mm"].value)
    return floats(np.clip(mean + normal(uniforms["curvature"])[:, None] * sd, -most, most))


def region_curvature(face: Face, weight: FloatArray) -> FloatArray:
    """(regions,) mean curvature per mm, above zero where the skin bulges out.

    Args:
        face: the face.
        weight: (points,) how much a square millimetre of each counts, such as its light.
    """
    bend, lit = mean_curvature(face), face.region_mean(weight)
    mean = face.region_mean(bend * weight) / np.where(lit > 0, lit, 1.0)
    return floats(np.where(lit > 0, mean, face.region_mean(bend)))


@lru_cache(maxsize=64)
def mean_curvature(face: Face) -> FloatArray:
    """(points,) mean curvature per mm: one over the radius on a ball, half of it on a cylinder.

    Held to what the factor of bent skin was checked for.
    """
    table = numbers("curvature")
    angle, area_mm2 = _about_points(face)
    reach_mm, most = table["curvature.reach_mm"].value, table["curvature.sharpest_per_mm"].value
    tree = cKDTree(face.points_mm)
    pairs = tree.sparse_distance_matrix(tree, reach_mm, output_type="ndarray")
    near, pull = pairs["j"], (1.0 - (pairs["v"] / reach_mm) ** 2) ** 2
    bent, around = (
        np.bincount(pairs["i"], pull * value[near], len(angle)) for value in (angle, area_mm2)
    )
    return floats(np.clip(bent / np.where(around > 0, around, 1.0), -most, most))


def _about_points(face: Face) -> tuple[FloatArray, FloatArray]:
    """(points,) integral of the mean curvature, mm, and the area that it was taken over, mm2.

    An open edge has no angle, so the skin beside it counts neither way.
    """
    ends, first, second = _shared_sides(face.triangles)
    a, b, c = (face.points_mm[face.triangles[:, i]] for i in range(3))
    across = np.cross(b - a, c - a)
    double = np.linalg.norm(across, axis=1)  # of the triangle's area
    normal = across / np.maximum(double, FLAT)[:, None]
    side = face.points_mm[ends[:, 1]] - face.points_mm[ends[:, 0]]  # as the first triangle goes
    one, other = normal[first], normal[second]
    length = np.linalg.norm(side, axis=1)
    sine = np.einsum("si,si->s", np.cross(one, other), side) / np.maximum(length, FLAT)
    angle = np.arctan2(sine, np.einsum("si,si->s", one, other))
    angle[(double[first] < FLAT) | (double[second] < FLAT)] = 0.0
    many = len(face.points_mm)
    return (
        _shared_out(ends, 0.5 * length * angle, many),
        _shared_out(ends, (double[first] + double[second]) / 6.0, many),
    )


def _shared_out(ends: IntArray, value: FloatArray, many: int) -> FloatArray:
    """(points,) half of each side's value at either end."""
    return floats(np.bincount(ends.ravel(), np.repeat(0.5 * value, 2), many))


def _shared_sides(triangles: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Sides of two triangles: (sides, 2) ends as the first goes round, and both triangles."""
    ends = triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2)
    size = int(triangles.max()) + 1
    key = ends.min(axis=1) * size + ends.max(axis=1)
    order = np.argsort(key, kind="stable")
    _, start, count = np.unique(key[order], return_index=True, return_counts=True)
    pairs = start[count == 2]
    one, other = order[pairs], order[pairs + 1]
    return ends[one], one // 3, other // 3
