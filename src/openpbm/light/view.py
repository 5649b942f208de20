"""How much of the view from a place is filled by the device. Theory 6.1."""

from __future__ import annotations

import numpy as np

from openpbm.arrays import FloatArray, IntArray, floats, unit_rows
from openpbm.light.shell import Patches
from openpbm.units import MM2_PER_CM2

GROUP_MM = 12.0  # patches far away act in groups of this size
NEAR_MM = 30.0  # to the middle of a group; within, its patches act one by one (F to 0.01)


def view_factor(points_mm: FloatArray, normals: FloatArray, patches: Patches) -> FloatArray:
    """Share of the light leaving a matte place that the patches catch.

    The face itself is not an obstacle here: what it hides lies at grazing angles.

    Returns:
        (points,) between 0 and 1.

    Source: F = integral of cos cos / (pi r^2) dA, any text on radiative exchange.
    """
    order, start = _groups(patches.middle_mm)
    groups = _grouped(patches, order, start)
    caught, away_mm = _caught_by_each(points_mm, normals, groups)  # (points, groups)
    near = away_mm < NEAR_MM
    total = np.where(near, 0.0, caught).sum(axis=1)
    point, group = np.nonzero(near)
    many = np.diff(start)[group]
    first = np.cumsum(many) - many
    within = np.arange(int(many.sum())) - np.repeat(first - start[group], many)
    total += _caught(points_mm, normals, patches, np.repeat(point, many), order[within])
    return floats(total.clip(0.0, 1.0))


def _caught_by_each(
    points_mm: FloatArray, normals: FloatArray, patches: Patches
) -> tuple[FloatArray, FloatArray]:
    """(points, patches) share each patch catches, and its distance in mm."""
    middle = patches.middle_mm.mean(axis=0)
    p, q = points_mm - middle, patches.middle_mm - middle
    squared = (p**2).sum(axis=1)[:, None] + (q**2).sum(axis=1) - 2.0 * p @ q.T
    squared = np.maximum(squared, 1e-6)
    arriving = normals @ q.T - np.einsum("pi,pi->p", p, normals)[:, None]
    leaving = p @ patches.facing.T - np.einsum("qi,qi->q", q, patches.facing)
    area_mm2 = patches.area_cm2 * MM2_PER_CM2
    caught = arriving.clip(min=0.0) * leaving.clip(min=0.0) * area_mm2 / (np.pi * squared**2)
    return caught, np.sqrt(squared)


def _caught(
    points_mm: FloatArray, normals: FloatArray, patches: Patches, point: IntArray, patch: IntArray
) -> FloatArray:
    """(points,) sum over the given pairs of a point and a patch."""
    way = patches.middle_mm[patch] - points_mm[point]
    squared = np.einsum("ki,ki->k", way, way)
    arriving = np.einsum("ki,ki->k", way, normals[point]).clip(min=0.0)
    leaving = -np.einsum("ki,ki->k", way, patches.facing[patch]).clip(max=0.0)
    area_mm2 = patches.area_cm2[patch] * MM2_PER_CM2
    caught = area_mm2 * arriving * leaving / (np.pi * squared**2 + 1e-12)
    # without any pair numpy counts in whole numbers
    return floats(np.bincount(point, weights=caught, minlength=len(points_mm)))


def _groups(middle_mm: FloatArray) -> tuple[IntArray, IntArray]:
    """Patches sorted by the cube they are in, and where each cube starts (cubes + 1,)."""
    cube = np.rint(middle_mm / GROUP_MM).astype(np.int64)
    _, label = np.unique(cube, axis=0, return_inverse=True)
    label = label.reshape(-1)
    order = np.argsort(label, kind="stable").astype(np.int64)
    start = np.searchsorted(label[order], np.arange(int(label.max(initial=-1)) + 2))
    return order, start.astype(np.int64)


def _grouped(patches: Patches, order: IntArray, start: IntArray) -> Patches:
    """One patch a cube, of the same area."""
    area = patches.area_cm2[order]
    each = np.maximum(area, 1e-15)[:, None]
    weight = np.add.reduceat(each, start[:-1], axis=0)
    middle = np.add.reduceat(each * patches.middle_mm[order], start[:-1], axis=0) / weight
    facing = unit_rows(np.add.reduceat(each * patches.facing[order], start[:-1], axis=0))
    return Patches(middle_mm=middle, facing=facing, area_cm2=np.add.reduceat(area, start[:-1]))
