"""The space between one device and one face, as triangles that light meets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray
from openpbm.face import REGIONS, Face
from openpbm.light.shell import InnerFace

DECIMALS = 5  # of a mm: a last bit decides nothing
BESIDE = 3.1830988618e-6  # mm


def settled(values: FloatArray) -> FloatArray:
    """Rounded off the grid on which meshes are written, or half of it would be ties."""
    return np.round(values + BESIDE, DECIMALS)


@dataclass(frozen=True, eq=False, kw_only=True)
class Gap:
    """The space between one device and one face, as triangles."""

    points_mm: FloatArray  # (corners, 3), of skin and mask
    normals: FloatArray  # (corners, 3), unit, into the space
    triangles: IntArray  # (triangles, 3)
    is_skin: BoolArray  # (triangles,)
    region: IntArray  # (corners,) of the skin; anything for the mask
    lit: BoolArray  # (corners,) skin whose mean is asked for
    dark: BoolArray  # (corners,) skin under goggles, which take all light
    area_cm2: FloatArray  # (regions,) of the lit skin


def gap_of(face: Face, inner: InnerFace, *, lit: BoolArray, dark: BoolArray) -> Gap:
    """Skin and the inner face of a device over it.

    Args:
        face: the skin.
        inner: of the device.
        lit: (points,) skin under the device whose mean is asked for.
        dark: (points,) skin under goggles.
    """
    many = len(face.points_mm)
    elsewhere = np.zeros(len(inner.corners_mm), dtype=np.bool_)
    area = np.bincount(face.region[lit], weights=face.area_cm2[lit], minlength=len(REGIONS))
    whole = len(face.triangles) + len(inner.triangles)
    return Gap(
        points_mm=settled(np.concatenate([face.points_mm, inner.corners_mm])),
        normals=settled(np.concatenate([face.normals, inner.inward])),
        triangles=np.concatenate([face.triangles, inner.triangles + many]),
        is_skin=np.arange(whole) < len(face.triangles),
        region=np.concatenate([face.region, np.zeros(len(elsewhere), dtype=np.intp)]),
        lit=np.concatenate([lit, elsewhere]),
        dark=np.concatenate([dark, elsewhere]),
        area_cm2=area.astype(np.float64),
    )
