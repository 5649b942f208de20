"""Rays between skin and mask, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray, floats, unit_rows
from openpbm.face import REGIONS
from openpbm.light.gap import Gap
from openpbm.light.hits import Hits
from openpbm.light.tracer import Tracer, tracer_of

OFF_MM = 1e-3  # a ray starts this far off the surface it left


@dataclass(frozen=True, eq=False)
class Rays:
    """Rays on their way; one row each."""

    from_mm: FloatArray
    way: FloatArray
    power_mw: FloatArray
    source: IntArray  # the LED or the triangle they left

    def where(self, rows: IntArray) -> Rays:
        """Some of them."""
        return Rays(self.from_mm[rows], self.way[rows], self.power_mw[rows], self.source[rows])


@dataclass(frozen=True, eq=False)
class Arrivals:
    """What became of rays on their first way."""

    triangle: IntArray  # (rays,), 0 where nothing was met
    corners: FloatArray  # (rays, 3), shares of the triangle's corners
    stays: BoolArray  # (rays,), on bare skin or on the mask; the others are lost


@lru_cache(maxsize=2)
def tracer_in(gap: Gap) -> Tracer:
    """Of all that stands around a gap."""
    return tracer_of(gap.points_mm, gap.triangles)


def arrivals(gap: Gap, rays: Rays, hits: Hits) -> Arrivals:
    """Light goes on from bare skin and from the mask; it ends behind them and on goggles."""
    met = hits.triangle >= 0
    triangle = np.where(met, hits.triangle, 0)
    corners = gap.triangles[triangle]  # (rays, 3)
    faces = np.einsum("ri,ri->r", into_the_gap(gap, corners), rays.way) < 0.0
    hidden = np.einsum("rc,rc->r", hits.corners, gap.dark[corners]) > 0.5
    return Arrivals(triangle, hits.corners, met & faces & ~hidden)


def into_the_gap(gap: Gap, corners: IntArray) -> FloatArray:
    """(rays, 3) normal of each triangle, to the side that its corners face."""
    a, b, c = (gap.points_mm[corners[:, i]] for i in range(3))
    normal = unit_rows(np.cross(b - a, c - a))
    towards = gap.normals[corners].sum(axis=1)
    return np.where(np.einsum("ri,ri->r", normal, towards)[:, None] < 0.0, -normal, normal)


def about(axis: FloatArray, cosine: FloatArray, turn: FloatArray) -> FloatArray:
    """(rays, 3) unit vectors at these cosines to their axes and turns, 0..1, around them.

    Source: Duff et al. 2017, JCGT 6(1), a frame without a branch.
    """
    x, y, z = axis.T
    sign = np.where(z >= 0.0, 1.0, -1.0)
    a = -1.0 / (sign + z)
    b = x * y * a
    one = np.stack([1.0 + sign * x * x * a, sign * b, -sign * x], axis=1)
    other = np.stack([b, sign + y * y * a, -y], axis=1)
    around = 2.0 * np.pi * turn
    sine = np.sqrt(np.clip(1.0 - cosine**2, 0.0, None))
    way = (sine * np.cos(around))[:, None] * one + (sine * np.sin(around))[:, None] * other
    return unit_rows(way + cosine[:, None] * axis)


def by_region(gap: Gap, rays: Rays, which: BoolArray, arrivals: Arrivals) -> FloatArray:
    """(regions,) mW on lit skin, shared among a triangle's corners as they share its area."""
    corners = gap.triangles[arrivals.triangle[which]]
    power = rays.power_mw[which, None] * arrivals.corners[which] * gap.lit[corners]
    region = gap.region[corners]
    return floats(np.bincount(region.ravel(), weights=power.ravel(), minlength=len(REGIONS)))
