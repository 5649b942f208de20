"""Even spreading of sites over a surface, the same way every time."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from openpbm.arrays import BoolArray, FloatArray, IntArray

ROUNDS = 25  # of Lloyd's relaxation; sites then move less than the mesh is fine


def spread_evenly(points_mm: FloatArray, weight: FloatArray, count: int) -> IntArray:
    """Indices of `count` points that lie evenly, each with about the same weight around it.

    Farthest points first, then Lloyd's relaxation on the points. No random numbers.

    Args:
        points_mm: (points, 3) to choose from.
        weight: (points,) area each stands for.
        count: at most the number of points.

    Returns:
        (count,) indices, in an order of which every beginning is even too.

    Source: Lloyd 1982, doi:10.1109/TIT.1982.1056489.
    """
    sites_mm = points_mm[farthest_first(points_mm, count)]
    for _ in range(ROUNDS):
        _, owner = cKDTree(sites_mm).query(points_mm)
        total = np.bincount(owner, weights=weight, minlength=count)
        middle = np.stack(
            [
                np.bincount(owner, weights=weight * points_mm[:, axis], minlength=count)
                for axis in range(points_mm.shape[1])
            ],
            axis=1,
        )
        occupied = total > 0
        sites_mm = np.where(
            occupied[:, None], middle / np.where(occupied, total, 1.0)[:, None], sites_mm
        )
    return _snapped(points_mm, sites_mm)


def farthest_first(points_mm: FloatArray, count: int, start: int | None = None) -> IntArray:
    """(count,) indices, each the point farthest from all before it.

    Starts at `start`, or at the point nearest to the middle.
    """
    if not 0 < count <= len(points_mm):
        raise ValueError(f"count is {count}; expected 1 to {len(points_mm)}")
    from_middle = np.linalg.norm(points_mm - points_mm.mean(axis=0), axis=1)
    chosen = np.empty(count, dtype=np.int64)
    chosen[0] = int(np.argmin(from_middle)) if start is None else start
    away = np.full(len(points_mm), np.inf)
    for i in range(1, count):
        away = np.minimum(away, ((points_mm - points_mm[chosen[i - 1]]) ** 2).sum(axis=1))
        chosen[i] = int(np.argmax(away))
    return chosen


def _snapped(points_mm: FloatArray, sites_mm: FloatArray) -> IntArray:
    """Nearest free point of each site."""
    taken: BoolArray = np.zeros(len(points_mm), dtype=np.bool_)
    _, nearest = cKDTree(points_mm).query(sites_mm)
    chosen = nearest.astype(np.int64)
    for i, point in enumerate(chosen):
        if taken[point]:
            away = np.where(taken, np.inf, ((points_mm - sites_mm[i]) ** 2).sum(axis=1))
            chosen[i] = int(np.argmin(away))
        taken[chosen[i]] = True
    return chosen
