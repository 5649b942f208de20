"""A flat square of skin, and the same held under a mask: shapes that have closed forms."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from openpbm.arrays import FloatArray, IntArray
from openpbm.face import Face
from openpbm.face.surface import point_area_cm2
from openpbm.mask import Channel, Mask

UP, DOWN = np.array([0.0, 0.0, 1.0]), np.array([0.0, 0.0, -1.0])
EYES_MM = np.array([[30.0, 40.0, 0.0], [-30.0, 40.0, 0.0]])
MOUTH_MM = np.array([0.0, -40.0, 0.0])


def sheet(half_mm: float, step_mm: float, height_mm: float) -> tuple[FloatArray, IntArray]:
    """Corners and triangles of a flat square about the axis; the triangles face up."""
    count = round(2.0 * half_mm / step_mm) + 1
    line = np.linspace(-half_mm, half_mm, count)
    x, y = (a.ravel() for a in np.meshgrid(line, line))
    corner = np.arange(count * count).reshape(count, count)
    a, b, c, d = (
        part.ravel()
        for part in (corner[:-1, :-1], corner[:-1, 1:], corner[1:, 1:], corner[1:, :-1])
    )
    triangles = np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)])
    return np.stack([x, y, np.full(x.size, height_mm)], axis=1), triangles.astype(np.intp)


@lru_cache(maxsize=2)
def flat_face(half_mm: float = 100.0, step_mm: float = 10.0) -> Face:
    """Skin in the plane z = 0 that looks up; all of it is forehead."""
    points_mm, triangles = sheet(half_mm, step_mm, 0.0)
    return Face(
        points_mm=points_mm,
        normals=np.tile(UP, (len(points_mm), 1)),
        area_cm2=point_area_cm2(points_mm, triangles),
        triangles=triangles,
        region=np.zeros(len(points_mm), dtype=np.intp),
        eyes_mm=EYES_MM,
        mouth_mm=MOUTH_MM,
    )


def flat_mask(channel: Channel, supply_w: float | None = None) -> Mask:
    """A rigid black shell without openings, and its one colour."""
    return Mask(
        id="validation",
        name="validation",
        form="rigid_mask",
        channels=(channel,),
        inner_reflectance=0.0,
        openings=(),
        supply_w=supply_w,
    )


def lattice(half_mm: float, pitch_mm: float, height_mm: float) -> FloatArray:
    """(leds, 3) places of a square lattice that fills a square: each in the middle of a cell."""
    line = np.arange(-half_mm + 0.5 * pitch_mm, half_mm, pitch_mm)
    x, y = (a.ravel() for a in np.meshgrid(line, line))
    return np.stack([x, y, np.full(x.size, height_mm)], axis=1)


def seen_square(half_a: float, half_b: float, height: float) -> float:
    """Share of a matte LED's light that a rectangle takes, straight below its middle.

    Source: configuration factor of a plane element and a parallel rectangle, four quadrants
    (Howell, A Catalog of Radiation Heat Transfer Configuration Factors, B-3).
    """
    return 4.0 * seen_quadrant(half_a, half_b, height)


def seen_quadrant(a_mm: float, b_mm: float, height_mm: float) -> float:
    """The same of a rectangle with one corner straight below the LED."""
    a, b = a_mm / height_mm, b_mm / height_mm
    along, across = np.sqrt(1.0 + a * a), np.sqrt(1.0 + b * b)
    both = a / along * np.arctan(b / along) + b / across * np.arctan(a / across)
    return float(both / (2.0 * np.pi))
