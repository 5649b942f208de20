"""What rays meet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, IntArray

FARTHEST_MM = 1e6


@dataclass(frozen=True, eq=False, kw_only=True)
class Hits:
    """What each ray met first."""

    triangle: IntArray  # (rays,), -1 where nothing
    distance_mm: FloatArray  # (rays,)
    corners: FloatArray  # (rays, 3), shares of the triangle's corners; sum to one


def nothing(rays: int) -> Hits:
    """Rays that have met nothing yet."""
    return Hits(
        triangle=np.full(rays, -1, dtype=np.intp),
        distance_mm=np.full(rays, FARTHEST_MM),
        corners=np.zeros((rays, 3)),
    )
