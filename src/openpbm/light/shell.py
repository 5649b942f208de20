"""The face-side surface of a device, which throws light back at the skin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.spatial import ConvexHull, QhullError, cKDTree

from openpbm.arrays import BoolArray, FloatArray, IntArray, unit_rows
from openpbm.face import Face
from openpbm.face.surface import nearest_points
from openpbm.light.cell import shell_normals
from openpbm.light.grid import Grid
from openpbm.tables import numbers
from openpbm.units import MM2_PER_CM2

SQUARE = ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))  # corners, around
PLACE_DECIMALS = 3  # of a mm; LEDs that agree so far are one place


@dataclass(frozen=True, eq=False, kw_only=True)
class Patches:
    """A panel in small pieces."""

    middle_mm: FloatArray  # (patches, 3)
    facing: FloatArray  # (patches, 3), unit, towards the skin
    area_cm2: FloatArray  # (patches,)


@dataclass(frozen=True, eq=False, kw_only=True)
class InnerFace:
    """The surface as triangles, for rays."""

    corners_mm: FloatArray  # (corners, 3)
    inward: FloatArray  # (corners, 3), unit, towards the skin
    triangles: IntArray  # (triangles, 3)


class Surface(Protocol):
    """Something that has a face side at every standoff."""

    def inner(self, standoff_mm: float) -> InnerFace:
        """The face side, as triangles."""
        ...


@dataclass(frozen=True, eq=False, kw_only=True)
class SkinShell:
    """A worn mask: the covered skin, moved out along its smoothed normals."""

    face: Face
    kept: BoolArray  # (points,), False in an opening
    height_mm: FloatArray | None = None  # (points,), where the LEDs' heights are published

    def inner(self, standoff_mm: float) -> InnerFace:
        """The face side, as triangles; openings are holes."""
        whole = self.kept[self.face.triangles].all(axis=1)
        return InnerFace(
            corners_mm=self._corners_mm(standoff_mm),
            inward=-shell_normals(self.face),
            triangles=self.face.triangles[whole],
        )

    def _corners_mm(self, standoff_mm: float) -> FloatArray:
        lift = standoff_mm if self.height_mm is None else self.height_mm[:, None]
        return self.face.points_mm + lift * shell_normals(self.face)


@dataclass(frozen=True, eq=False, kw_only=True)
class GridShell:
    """A panel or a canopy."""

    grid: Grid

    def inner(self, standoff_mm: float) -> InnerFace:
        """The face side, as triangles."""
        grid = self.grid
        patches = Patches(
            middle_mm=grid.foot_mm + standoff_mm * grid.outward,
            facing=-grid.outward,
            area_cm2=np.full(len(grid.foot_mm), grid.area_at_cm2(standoff_mm)),
        )
        return _tiled(patches)


@dataclass(frozen=True, eq=False, kw_only=True)
class FixedShell:
    """A device whose LEDs are published and do not move: one patch an LED."""

    fixed: Patches

    def inner(self, standoff_mm: float) -> InnerFace:
        """The face side, as triangles, at its own place."""
        del standoff_mm
        return _tiled(self.fixed)


def _tiled(patches: Patches) -> InnerFace:
    """A square for each patch."""
    facing, many = patches.facing, len(patches.facing)
    helper = np.where(np.abs(facing[:, 1:2]) < 0.9, [[0.0, 1.0, 0.0]], [[1.0, 0.0, 0.0]])
    right = unit_rows(np.cross(helper, facing))
    up = np.cross(facing, right)
    half_mm = 0.5 * np.sqrt(patches.area_cm2 * MM2_PER_CM2)[:, None]
    corners = [patches.middle_mm + half_mm * (x * right + y * up) for x, y in SQUARE]
    first = np.arange(many, dtype=np.intp)
    a, b, c, d = (first + i * many for i in range(4))
    return InnerFace(
        corners_mm=np.concatenate(corners),
        inward=np.tile(facing, (4, 1)),
        triangles=np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)]),
    )


def shell_through(face: Face, leds_mm: FloatArray) -> SkinShell:
    """A worn shell at the height of published LEDs, as far as they reach."""
    height_mm, foot = nearest_points(cKDTree(face.points_mm), leds_mm)
    # LEDs of two colours may be published at one place, and differ in their last digits
    places = np.unique(np.round(leds_mm, PLACE_DECIMALS), axis=0)
    apart_mm = 0.0
    if len(places) > 1:
        apart_mm = float(np.median(nearest_points(cKDTree(places), places, 2)[0][:, 1]))
    reach_mm = numbers("layout")["covered_pitches"].value * max(
        apart_mm, 2.0 * float(np.median(height_mm))
    )
    away_mm, led = nearest_points(cKDTree(face.points_mm[foot]), face.points_mm)
    return SkinShell(face=face, kept=away_mm <= reach_mm, height_mm=height_mm[led])


def panel_of_leds(leds_mm: FloatArray, directions: FloatArray) -> FixedShell:
    """A panel of published LEDs: the area of their hull, shared out evenly."""
    axis = unit_rows(directions.mean(axis=0)[None])
    _, _, frame = np.linalg.svd(axis, full_matrices=True)
    try:
        area_mm2 = float(ConvexHull(leds_mm @ frame[1:].T).volume)  # in two dimensions, the area
    except (QhullError, ValueError):  # fewer than three LEDs, or in a line: no surface to speak of
        area_mm2 = 0.0
    each = np.full(len(leds_mm), area_mm2 / MM2_PER_CM2 / len(leds_mm))
    return FixedShell(fixed=Patches(middle_mm=leds_mm, facing=directions, area_cm2=each))


def facing(face: Face, leds_mm: FloatArray) -> BoolArray:
    """(points,) skin that looks towards a device in front of it."""
    _, led = nearest_points(cKDTree(leds_mm), face.points_mm)
    cosine = np.einsum("pi,pi->p", unit_rows(leds_mm[led] - face.points_mm), face.normals)
    looks: BoolArray = cosine > numbers("layout")["covered_facing"].value
    return looks
