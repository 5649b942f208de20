"""Where rays first meet a surface: Embree where its wheel exists, else plain numpy."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Protocol

import numpy as np

from openpbm.arrays import FloatArray, IntArray, floats

FARTHEST_MM = 1e6


@dataclass(frozen=True, eq=False, kw_only=True)
class Hits:
    """What each ray met first."""

    triangle: IntArray  # (rays,), -1 where nothing
    distance_mm: FloatArray  # (rays,)
    corners: FloatArray  # (rays, 3), shares of the triangle's corners; sum to one


class Tracer(Protocol):
    """Triangles that rays meet."""

    def first(self, from_mm: FloatArray, way: FloatArray) -> Hits:
        """What rays along unit vectors meet first."""
        ...


def tracer_of(points_mm: FloatArray, triangles: IntArray) -> Tracer:
    """The fastest tracer at hand, of (triangles, 3) corners."""
    corners_mm = points_mm[triangles]
    return EmbreeTracer(corners_mm) if find_spec("embreex") else NumpyTracer(corners_mm)


class EmbreeTracer:
    """Intel's Embree; single precision, a hair over a micrometre on a face."""

    def __init__(self, corners_mm: FloatArray) -> None:
        """Triangles as (triangles, 3, 3) corners."""
        from embreex.mesh_construction import TriangleMesh
        from embreex.rtcore_scene import EmbreeScene

        self._scene = EmbreeScene()
        self._mesh = TriangleMesh(self._scene, corners_mm.astype(np.float32))

    def first(self, from_mm: FloatArray, way: FloatArray) -> Hits:
        """What rays along unit vectors meet first."""
        if len(from_mm) == 0:
            return _nothing(0)
        found = self._scene.run(
            from_mm.astype(np.float32), way.astype(np.float32), query="INTERSECT", output=True
        )
        b, c = floats(found["u"]), floats(found["v"])
        return Hits(
            triangle=np.asarray(found["primID"], dtype=np.int64),
            distance_mm=floats(found["tfar"]),
            corners=np.stack([1.0 - b - c, b, c], axis=1),
        )


LEAF = 8  # triangles in a box that is not cut any further
EDGE = 1e-9  # a ray this little past a triangle's edge still meets it: neighbours leave no gap


class NumpyTracer:
    """A tree of boxes, walked by all rays at once. Slower, same answers to rounding."""

    def __init__(self, corners_mm: FloatArray) -> None:
        """Triangles as (triangles, 3, 3) corners."""
        self._tree = _tree_of(corners_mm)
        ordered = corners_mm[self._tree.order]
        self._a = ordered[:, 0]
        self._ab, self._ac = ordered[:, 1] - self._a, ordered[:, 2] - self._a

    def first(self, from_mm: FloatArray, way: FloatArray) -> Hits:
        """What rays along unit vectors meet first."""
        found = _nothing(len(from_mm))
        inverse = 1.0 / np.where(np.abs(way) > 1e-12, way, 1e-12)
        ray = np.arange(len(from_mm), dtype=np.int64)
        box = np.zeros_like(ray)
        while len(ray):
            entered = self._tree.entered(box, from_mm[ray], inverse[ray], found.distance_mm[ray])
            ray, box = ray[entered], box[entered]
            leaf = self._tree.left[box] < 0
            self._meet(ray[leaf], box[leaf], from_mm, way, found)
            ray, inner = ray[~leaf], box[~leaf]
            ray = np.concatenate([ray, ray])
            box = np.concatenate([self._tree.left[inner], self._tree.left[inner] + 1])
        return found

    def _meet(
        self, ray: IntArray, box: IntArray, from_mm: FloatArray, way: FloatArray, found: Hits
    ) -> None:
        """Every triangle of the leaves against their rays; keeps the nearest."""
        start, count = self._tree.start[box], self._tree.count[box]
        for place in range(int(count.max(initial=0))):
            held = place < count
            r, t = ray[held], start[held] + place
            distance, b, c = _crossed(from_mm[r] - self._a[t], way[r], self._ab[t], self._ac[t])
            better = distance < found.distance_mm[r]
            r, t, distance, b, c = r[better], t[better], distance[better], b[better], c[better]
            nearest = np.lexsort((t, distance))  # a ray may stand here twice
            _, once = np.unique(r[nearest], return_index=True)
            first = nearest[once]
            found.distance_mm[r[first]] = distance[first]
            found.triangle[r[first]] = self._tree.order[t[first]]
            found.corners[r[first]] = np.stack([1.0 - b - c, b, c], axis=1)[first]


@dataclass(frozen=True, eq=False, kw_only=True)
class _Tree:
    low_mm: FloatArray  # (boxes, 3)
    high_mm: FloatArray
    left: IntArray  # (boxes,) first of two children, which follow each other; -1: a leaf
    start: IntArray  # (boxes,) into `order`
    count: IntArray
    order: IntArray  # (triangles,)

    def entered(
        self, box: IntArray, from_mm: FloatArray, inverse: FloatArray, most_mm: FloatArray
    ) -> IntArray:
        """Rows whose ray passes through its box before `most_mm`. Slab test."""
        one = (self.low_mm[box] - from_mm) * inverse
        other = (self.high_mm[box] - from_mm) * inverse
        enters = np.minimum(one, other).max(axis=1)
        leaves = np.maximum(one, other).min(axis=1)
        return np.flatnonzero((leaves >= np.maximum(enters, 0.0)) & (enters < most_mm))


def _tree_of(corners_mm: FloatArray) -> _Tree:
    """Cut at the median of the longest side, level by level."""
    low, high, middle = corners_mm.min(axis=1), corners_mm.max(axis=1), corners_mm.mean(axis=1)
    order = np.arange(len(corners_mm), dtype=np.int64)
    start, count, left = [0], [len(order)], [-1]
    box = 0
    while box < len(start):
        if count[box] > LEAF:
            part = slice(start[box], start[box] + count[box])
            own = order[part]
            axis = int(np.argmax(np.ptp(middle[own], axis=0)))
            order[part] = own[np.argsort(middle[own, axis], kind="stable")]
            half = count[box] // 2
            left[box] = len(start)
            start += [start[box], start[box] + half]
            count += [half, count[box] - half]
            left += [-1, -1]
        box += 1
    parts = [order[s : s + n] for s, n in zip(start, count, strict=True)]
    return _Tree(
        low_mm=np.stack([low[p].min(axis=0) for p in parts]) - EDGE,
        high_mm=np.stack([high[p].max(axis=0) for p in parts]) + EDGE,
        left=np.array(left, dtype=np.int64),
        start=np.array(start, dtype=np.int64),
        count=np.array(count, dtype=np.int64),
        order=order,
    )


def _crossed(
    away: FloatArray, way: FloatArray, ab: FloatArray, ac: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Distance along each ray, far where it misses its triangle, and two corner shares.

    Source: Moller and Trumbore 1997, doi:10.1080/10867651.1997.10487468.
    """
    p = np.cross(way, ac)
    det = np.einsum("ri,ri->r", ab, p)
    crossing = np.abs(det) > 1e-12
    inverse = 1.0 / np.where(crossing, det, 1.0)
    b = np.einsum("ri,ri->r", away, p) * inverse
    q = np.cross(away, ab)
    c = np.einsum("ri,ri->r", way, q) * inverse
    t = np.einsum("ri,ri->r", ac, q) * inverse
    inside = crossing & (b >= -EDGE) & (c >= -EDGE) & (b + c <= 1.0 + EDGE) & (t > 0.0)
    return np.where(inside, t, FARTHEST_MM), b, c


def _nothing(rays: int) -> Hits:
    return Hits(
        triangle=np.full(rays, -1, dtype=np.int64),
        distance_mm=np.full(rays, FARTHEST_MM),
        corners=np.zeros((rays, 3)),
    )
