"""Even spreading of sites over a surface, the same way every time."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from openpbm.arrays import FloatArray, IntArray
from openpbm.face.surface import nearest_points

ROUNDS = 40  # of Lloyd's relaxation; sites then move less than the mesh is fine


def spread_evenly(points_mm: FloatArray, weight: FloatArray, count: int) -> FloatArray:
    """Sites that lie evenly among points, each with about the same weight around it.

    Farthest points first, then Lloyd's relaxation. No random numbers.

    Args:
        points_mm: (points, 3) of the surface.
        weight: (points,) area each stands for.
        count: at most the number of points.

    Returns:
        (count, 3) places, a little inside where the surface bulges.

    Source: Lloyd 1982, doi:10.1109/TIT.1982.1056489.
    """
    sites_mm = points_mm[farthest_first(points_mm, count)]
    for _ in range(ROUNDS):
        _, owner = nearest_points(cKDTree(sites_mm), points_mm)
        total = np.bincount(owner, weights=weight, minlength=count)
        middle = np.stack(
            [
                np.bincount(owner, weights=weight * points_mm[:, axis], minlength=count)
                for axis in range(points_mm.shape[1])
            ],
            axis=1,
        )
        owns = total > 0
        sites_mm = np.where(owns[:, None], middle / np.where(owns, total, 1.0)[:, None], sites_mm)
    return sites_mm


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
