"""What stands between an LED and the skin: the face itself, and goggles.

Two tracers give the same answers: embreex where its wheel exists, and one in plain numpy.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray
from openpbm.face import REGIONS, Face
from openpbm.light.irradiance import Shade
from openpbm.light.layout import in_ellipse
from openpbm.tables import numbers

LEAF = 4  # triangles in a box of the tree
RAYS_AT_ONCE = 20_000
WIDEN = 1e-9  # of a box, so that a flat one still has an inside
GRAZE = 1e-12  # a ray this parallel to a triangle passes it by


@lru_cache(maxsize=4)
def shade_of(face: Face) -> Shade:
    """The face as an obstacle, by the fastest tracer at hand."""
    corners_mm = face.points_mm[face.triangles]
    return EmbreeShade(corners_mm) if find_spec("embreex") else BoxTreeShade(corners_mm)


def under_goggles(face: Face) -> BoolArray:
    """(points,) skin around the eyes that goggles keep dark."""
    table = numbers("layout")
    half = [table[f"goggles.half_{side}_mm"].value for side in ("width", "height")]
    hidden = np.zeros(len(face.points_mm), dtype=np.bool_)
    for eye_mm, name in zip(face.eyes_mm, ("left_periorbital", "right_periorbital"), strict=True):
        inside = in_ellipse(face.points_mm, eye_mm, half[0], half[1])
        hidden |= inside & (face.region == REGIONS.index(name))
    return hidden


class EmbreeShade:
    """Triangles in Intel's Embree, called directly (the wrapper of trimesh takes twice as long)."""

    def __init__(self, corners_mm: FloatArray) -> None:
        """Triangles as (triangles, 3, 3) corners."""
        from embreex.mesh_construction import TriangleMesh
        from embreex.rtcore_scene import EmbreeScene

        self._scene = EmbreeScene()
        self._mesh = TriangleMesh(self._scene, corners_mm.astype(np.float32))

    def blocks(self, from_mm: FloatArray, to_mm: FloatArray) -> BoolArray:
        """(rays,) True where a triangle bars the way."""
        if len(from_mm) == 0:
            return np.zeros(0, dtype=np.bool_)
        hit = self._scene.run(
            from_mm.astype(np.float32),
            (to_mm - from_mm).astype(np.float32),  # one such vector long
            dists=np.ones(len(from_mm), dtype=np.float32),
            query="OCCLUDED",
        )
        barred: BoolArray = np.asarray(hit) != -1
        return barred


class BoxTreeShade:
    """Triangles in a tree of boxes, descended level by level for many rays at once."""

    def __init__(self, corners_mm: FloatArray) -> None:
        """Triangles as (triangles, 3, 3) corners."""
        order = _along_a_curve(corners_mm.mean(axis=1))
        leaves = 1 << max(0, int(np.ceil(np.log2(max(1.0, len(order) / LEAF)))))
        # the last triangle fills up the leaves that would be empty
        filled = np.minimum(np.arange(leaves * LEAF), len(order) - 1)
        self._corners = corners_mm[order][filled]  # (leaves * LEAF, 3, 3)
        low = self._corners.min(axis=1).reshape(leaves, LEAF, 3).min(axis=1) - WIDEN
        high = self._corners.max(axis=1).reshape(leaves, LEAF, 3).max(axis=1) + WIDEN
        self._levels = [(low, high)]  # root first
        while len(low) > 1:
            low, high = low.reshape(-1, 2, 3).min(axis=1), high.reshape(-1, 2, 3).max(axis=1)
            self._levels.insert(0, (low, high))

    def blocks(self, from_mm: FloatArray, to_mm: FloatArray) -> BoolArray:
        """(rays,) True where a triangle bars the way."""
        barred = np.zeros(len(from_mm), dtype=np.bool_)
        for first in range(0, len(from_mm), RAYS_AT_ONCE):
            part = slice(first, first + RAYS_AT_ONCE)
            barred[part] = self._blocks(from_mm[part], to_mm[part] - from_mm[part])
        return barred

    def _blocks(self, origin: FloatArray, way: FloatArray) -> BoolArray:
        with np.errstate(divide="ignore"):
            inverse = 1.0 / way
        ray: IntArray = np.arange(len(origin), dtype=np.int64)
        box: IntArray = np.zeros(len(origin), dtype=np.int64)
        for depth, (low, high) in enumerate(self._levels):
            if depth:
                ray, box = np.repeat(ray, 2), (2 * box[:, None] + [0, 1]).ravel()
            met = _meets(origin[ray], inverse[ray], low[box], high[box])
            ray, box = ray[met], box[met]
        barred = np.zeros(len(origin), dtype=np.bool_)
        for place in range(LEAF):
            hit = _hits(origin[ray], way[ray], self._corners[box * LEAF + place])
            barred[ray[hit]] = True
        return barred


def _along_a_curve(middle: FloatArray) -> IntArray:
    """Order in which neighbours in space are neighbours in the list (Morton's)."""
    low = middle.min(axis=0)
    size = float(np.ptp(middle, axis=0).max()) or 1.0
    grid = ((middle - low) / size * 1023.0).astype(np.int64)
    code = np.zeros(len(middle), dtype=np.int64)
    for bit in range(10):
        for axis in range(3):
            code |= ((grid[:, axis] >> bit) & 1) << (3 * bit + axis)
    return np.argsort(code, kind="stable").astype(np.int64)


def _meets(origin: FloatArray, inverse: FloatArray, low: FloatArray, high: FloatArray) -> BoolArray:
    """Slab test of segments 0..1 against boxes, row by row."""
    with np.errstate(invalid="ignore"):
        a, b = (low - origin) * inverse, (high - origin) * inverse
    # 0 * inf is no bound at all: the ray runs inside that pair of faces
    enter = np.nan_to_num(np.minimum(a, b), nan=-np.inf).max(axis=1)
    leave = np.nan_to_num(np.maximum(a, b), nan=np.inf).min(axis=1)
    met: BoolArray = (enter <= leave) & (leave >= 0.0) & (enter <= 1.0)
    return met


def _hits(origin: FloatArray, way: FloatArray, corners: FloatArray) -> BoolArray:
    """Segments against triangles, row by row.

    Source: Moller and Trumbore 1997, doi:10.1080/10867651.1997.10487468.
    """
    edge_b, edge_c = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    p = np.cross(way, edge_c)
    det = np.einsum("ri,ri->r", edge_b, p)
    crossing = np.abs(det) > GRAZE
    inverse = 1.0 / np.where(crossing, det, 1.0)
    s = origin - corners[:, 0]
    u = np.einsum("ri,ri->r", s, p) * inverse
    q = np.cross(s, edge_b)
    v = np.einsum("ri,ri->r", way, q) * inverse
    t = np.einsum("ri,ri->r", edge_c, q) * inverse
    hit: BoolArray = crossing & (u >= 0) & (v >= 0) & (u + v <= 1) & (t > 0) & (t < 1)
    return hit
