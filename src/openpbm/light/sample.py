"""Places at which light is worked out: the face's points, and more where they are too few.

Near an LED the light falls off within its distance; a mesh coarser than that would miss or
double-count the spot. A triangle too large for the gap gets a place in its middle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray, unit_rows
from openpbm.face import Face
from openpbm.units import MM2_PER_CM2

EDGE_PER_GAP = 0.9  # longest side of a triangle that three corners sample well enough (1e-2)
MIDDLE_SHARE = 2.0 / 3.0  # of a split triangle's area; the finer lattice then weighs evenly


@dataclass(frozen=True, eq=False, kw_only=True)
class Samples:
    """Places on the skin; the first ones are the face's points."""

    points_mm: FloatArray  # (samples, 3)
    normals: FloatArray  # (samples, 3)
    area_cm2: FloatArray  # (samples,); the sum is the area of the face
    region: IntArray  # (samples,)
    split: IntArray  # (samples - points, 3), corners of the triangles that got a place

    def share(self, claim: BoolArray) -> FloatArray:
        """(points,) to (samples,): a middle follows each of its corners by a third."""
        return np.concatenate([claim.astype(np.float64), claim[self.split].mean(axis=1)])

    def carried(self, claim: BoolArray) -> BoolArray:
        """(points,) to (samples,): a middle follows most of its corners."""
        most: BoolArray = np.concatenate([claim, claim[self.split].sum(axis=1) >= 2])
        return most


def samples_of(face: Face, gap_mm: float) -> Samples:
    """Where to sample the light of LEDs that are `gap_mm` from the skin."""
    corners = face.points_mm[face.triangles]  # (triangles, 3, 3)
    side_mm = np.linalg.norm(corners - np.roll(corners, -1, axis=1), axis=-1).max(axis=1)
    large = side_mm > EDGE_PER_GAP * gap_mm
    split = face.triangles[large]
    a, b, c = (corners[large, i] for i in range(3))
    size_cm2 = 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1) / MM2_PER_CM2
    given = np.bincount(
        split.ravel(),
        weights=np.repeat(MIDDLE_SHARE / 3.0 * size_cm2, 3),
        minlength=len(face.points_mm),
    )
    return Samples(
        points_mm=np.concatenate([face.points_mm, corners[large].mean(axis=1)]),
        normals=np.concatenate([face.normals, unit_rows(face.normals[split].mean(axis=1))]),
        area_cm2=np.concatenate([face.area_cm2 - given, MIDDLE_SHARE * size_cm2]),
        # the middle one of three sorted names is the one two corners share, if any do
        region=np.concatenate([face.region, np.sort(face.region[split], axis=1)[:, 1]]),
        split=split,
    )
