"""Even spreading of sites over a surface, the same way every time."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from openpbm.arrays import FloatArray, IntArray, first_largest
from openpbm.face.surface import nearest_points

ROUNDS = 40  # of Lloyd's relaxation; sites then move less than the mesh is fine


def spread_evenly(
    points_mm: FloatArray, weight: FloatArray, count: int, *, start: int | None = None
) -> FloatArray:
    """Sites that lie evenly among points, each with about the same weight around it.

    Farthest points first, then Lloyd's relaxation. No random numbers.

    Args:
        points_mm: (points, 3) of the surface.
        weight: (points,) area each stands for.
        count: at most the number of points.
        start: the point to begin from; another start ends in another layout, as even.

    Returns:
        (count, 3) places, a little inside where the surface bulges.

    Source: Lloyd 1982, doi:10.1109/TIT.1982.1056489.
    """
    sites_mm = points_mm[farthest_first(points_mm, count, start)]
    for _ in range(ROUNDS):
        sites_mm = relaxed(points_mm, weight, sites_mm)
    return sites_mm


def relaxed(points_mm: FloatArray, weight: FloatArray, sites_mm: FloatArray) -> FloatArray:
    """(sites, 3) each in the middle of the points that are nearest to it: one round of Lloyd's."""
    count = len(sites_mm)
    _, owner = nearest_points(cKDTree(sites_mm), points_mm)
    total = np.bincount(owner, weights=weight, minlength=count)
    sums = [np.bincount(owner, weights=weight * axis, minlength=count) for axis in points_mm.T]
    owns = (total > 0)[:, None]
    middle = np.stack(sums, axis=1) / np.where(owns, total[:, None], 1.0)
    return np.where(owns, middle, sites_mm)


def farthest_first(
    points_mm: FloatArray,
    count: int,
    start: int | None = None,
    own_image_mm: FloatArray | None = None,
) -> IntArray:
    """(count,) indices, each the point farthest from all before it.

    Starts at `start`, or at the point nearest to the middle. Of points as far as each other,
    as mirrored ones are, the first counts. A point is no farther than from its own image in
    a mirror, where those distances are given, (points,).
    """
    if not 0 < count <= len(points_mm):
        raise ValueError(f"count is {count}; expected 1 to {len(points_mm)}")
    from_middle = np.linalg.norm(points_mm - points_mm.mean(axis=0), axis=1)
    chosen = np.empty(count, dtype=np.intp)
    chosen[0] = first_largest(-from_middle) if start is None else start
    away = np.full(len(points_mm), np.inf) if own_image_mm is None else own_image_mm**2
    for i in range(1, count):
        away = np.minimum(away, ((points_mm - points_mm[chosen[i - 1]]) ** 2).sum(axis=1))
        chosen[i] = first_largest(away)
    return chosen
