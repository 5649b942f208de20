"""A face as points with normals, areas and regions, in its own frame.

The frame: x towards the wearer's left, y up, z out of the face; mm; origin inside the head.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, IntArray, floats, frozen, frozen_indices, unit_rows
from openpbm.errors import FaceError
from openpbm.fact import Message

REGIONS = (
    "forehead",
    "glabella",
    "left_periorbital",
    "right_periorbital",
    "left_cheek",
    "right_cheek",
    "nose",
    "perioral",
    "lips",
    "chin",
    "jaw",
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Face:
    """Skin points that share a frame with the mask worn over them."""

    points_mm: FloatArray  # (points, 3)
    normals: FloatArray  # (points, 3), unit, out of the skin
    area_cm2: FloatArray  # (points,), skin each point stands for
    triangles: IntArray  # (triangles, 3), indices of points
    region: IntArray  # (points,), index into REGIONS
    eyes_mm: FloatArray  # (2, 3), centres of the left and right cornea
    mouth_mm: FloatArray  # (3,), centre of the lips
    told: Message | None = None  # how a file was read; None: the canonical face

    def __post_init__(self) -> None:
        for name in ("points_mm", "area_cm2", "eyes_mm", "mouth_mm"):
            object.__setattr__(self, name, frozen(getattr(self, name)))
        object.__setattr__(self, "normals", frozen(unit_rows(frozen(self.normals))))
        for name in ("triangles", "region"):
            object.__setattr__(self, name, frozen_indices(getattr(self, name)))
        if len(self.points_mm) < 100:
            raise FaceError(f"{len(self.points_mm)} points; a face needs at least 100")
        if not np.all(np.isfinite(self.points_mm)):
            raise FaceError("a point of the face is not a number")
        if np.any(self.area_cm2 < 0):
            raise FaceError("an area is negative")

    def region_area_cm2(self) -> FloatArray:
        """(regions,) skin area of each region."""
        return floats(np.bincount(self.region, weights=self.area_cm2, minlength=len(REGIONS)))

    def region_mean(self, values: FloatArray) -> FloatArray:
        """Area-weighted mean of a value per point: (..., points) to (..., regions)."""
        weight = np.zeros((len(self.points_mm), len(REGIONS)))
        weight[np.arange(len(self.region)), self.region] = self.area_cm2
        total = weight.sum(axis=0)
        return (values @ weight) / np.where(total > 0, total, 1.0)
