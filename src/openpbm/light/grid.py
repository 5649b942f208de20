"""Panels and canopies: a grid in front of the face, flat or arched."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.face import Face
from openpbm.mask import Mask
from openpbm.tables import numbers
from openpbm.units import MM2_PER_CM2


@dataclass(frozen=True, eq=False, kw_only=True)
class Grid:
    """Places on a surface that touches the foremost skin; the device is this, moved out."""

    foot_mm: FloatArray  # (count, 3)
    outward: FloatArray  # (count, 3), unit, away from the face
    area_cm2: float  # each place stands for, at the foot
    radius_mm: float  # of the arch; infinite for a flat panel

    def area_at_cm2(self, standoff_mm: float) -> float:
        """Area each place stands for; an arch widens as it moves out."""
        return self.area_cm2 * (1.0 + standoff_mm / self.radius_mm)


def grid_of(mask: Mask, face: Face, count: int) -> Grid:
    """`count` places in even rows, as large as is stated, else as the treated area or the face.

    The standoff of a panel is the distance of its LEDs to the foremost skin.
    """
    low, high = face.points_mm.min(axis=0), face.points_mm.max(axis=0)
    width, height = _size_mm(mask, face)
    across, up = _rows(width, height, count)
    middle_x, middle_y = 0.5 * (low + high)[:2]
    radius = numbers("layout")["canopy_radius_mm"].value if mask.form == "canopy" else np.inf
    angle = across / radius  # the arch is as long as a flat panel is wide
    x = across if mask.form != "canopy" else radius * np.sin(angle)
    z = high[2] - (0.0 * across if mask.form != "canopy" else radius * (1.0 - np.cos(angle)))
    return Grid(
        foot_mm=np.stack([middle_x + x, middle_y + up, z], axis=1),
        outward=np.stack([np.sin(angle), np.zeros(count), np.cos(angle)], axis=1),
        area_cm2=width * height / MM2_PER_CM2 / count,
        radius_mm=radius,
    )


def panel_area_cm2(mask: Mask, face: Face) -> float:
    """Area of the grid, at the foot."""
    width, height = _size_mm(mask, face)
    return width * height / MM2_PER_CM2


def _size_mm(mask: Mask, face: Face) -> tuple[float, float]:
    """Width and height: as stated; else of the treated area in the face's proportions."""
    if mask.width_mm is not None and mask.height_mm is not None:
        return mask.width_mm, mask.height_mm
    width, height = np.ptp(face.points_mm[:, :2], axis=0).tolist()
    if mask.treated_area_cm2 is None:
        return width, height
    scale = float(np.sqrt(mask.treated_area_cm2 * MM2_PER_CM2 / (width * height)))
    return width * scale, height * scale


def _rows(width: float, height: float, count: int) -> tuple[FloatArray, FloatArray]:
    """(count,) places across and up from the middle, each row evenly filled."""
    rows = max(1, min(count, round(float(np.sqrt(count * height / width)))))
    base, more = divmod(count, rows)
    # the longer rows are spread over the height
    sizes = base + np.diff(np.floor(np.arange(rows + 1) * more / rows)).astype(np.intp)
    row = np.repeat(np.arange(rows), sizes)
    place = np.concatenate([(np.arange(size) + 0.5) / size - 0.5 for size in sizes])
    return place * width, ((row + 0.5) / rows - 0.5) * height
