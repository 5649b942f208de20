"""What stands between an LED and the skin: the face itself, and goggles.

Two tracers give the same answers: embreex where its wheel exists, and one in plain numpy.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray, unit_rows
from openpbm.face import REGIONS, Face
from openpbm.light.irradiance import Shade
from openpbm.light.layout import in_ellipse
from openpbm.tables import numbers

TILES = 256  # along each side of the picture that one end of the rays takes of the face
WIDEST = 2.0  # chord in that picture beyond which a triangle counts as seen everywhere
GRAZE = 1e-12  # a ray this parallel to a triangle passes it by


@lru_cache(maxsize=4)
def shade_of(face: Face) -> Shade:
    """The face as an obstacle, by the fastest tracer at hand."""
    corners_mm = face.points_mm[face.triangles]
    return EmbreeShade(corners_mm) if find_spec("embreex") else PictureShade(corners_mm)


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


class PictureShade:
    """Plain numpy: each end that many rays share takes a picture of the triangles.

    The picture is stereographic and cut into tiles; a ray is one place in it, and is tested
    exactly against the triangles that touch its tile. Both ends are off the skin, so a ray
    that goes in also comes out: only triangles seen from behind are looked at.
    """

    def __init__(self, corners_mm: FloatArray) -> None:
        """Triangles as (triangles, 3, 3) corners, wound so that they face out of the skin."""
        self._corners_mm = corners_mm
        a, b, c = (corners_mm[:, i] for i in range(3))
        self._normals = np.cross(b - a, c - a)

    def blocks(self, from_mm: FloatArray, to_mm: FloatArray) -> BoolArray:
        """(rays,) True where a triangle bars the way."""
        barred = np.zeros(len(from_mm), dtype=np.bool_)
        if len(from_mm) == 0:
            return barred
        starts, of_start = _distinct(from_mm)
        ends, of_end = _distinct(to_mm)
        shared, of_ray = (starts, of_start) if len(starts) < len(ends) else (ends, of_end)
        far_mm = to_mm if shared is starts else from_mm
        order = np.argsort(of_ray, kind="stable")
        edges = np.searchsorted(of_ray[order], np.arange(len(shared) + 1))
        for i, pivot_mm in enumerate(shared):
            rays = order[edges[i] : edges[i + 1]]
            barred[rays] = self._seen_from(pivot_mm, far_mm[rays] - pivot_mm)
        return barred

    def _seen_from(self, pivot_mm: FloatArray, way: FloatArray) -> BoolArray:
        """(rays,) of one end: is there a triangle between it and the other end?"""
        from_behind = np.einsum("ti,ti->t", self._normals, pivot_mm - self._corners_mm[:, 0]) < 0
        corners = self._corners_mm[from_behind] - pivot_mm
        frame = _frame(unit_rows(way).mean(axis=0))
        place = _picture(way @ frame.T)  # (rays, 2)
        low, high = _extent(_picture(corners @ frame.T))  # (triangles, 2) each
        origin = place.min(axis=0)
        tile = np.maximum((place.max(axis=0) - origin) / TILES, 1e-9)
        first = np.floor((low - origin) / tile).clip(0, TILES).astype(np.int64)
        last = np.floor((high - origin) / tile).clip(-1, TILES - 1).astype(np.int64)
        ray_tile = ((place - origin) / tile).astype(np.int64).clip(0, TILES - 1)
        triangle, of_tile = _touched(first, last)
        ray, candidate = _joined(ray_tile @ [TILES, 1], triangle, of_tile)
        hit = _hits(way[ray], corners[candidate])
        barred = np.zeros(len(way), dtype=np.bool_)
        barred[ray[hit]] = True
        return barred


def _distinct(places_mm: FloatArray) -> tuple[FloatArray, IntArray]:
    places, which = np.unique(places_mm, axis=0, return_inverse=True)
    return places, which.reshape(-1).astype(np.int64)


def _frame(axis: FloatArray) -> FloatArray:
    """Three unit rows; the last one along the axis."""
    forward = unit_rows(axis[None])[0]
    helper = np.eye(3)[int(np.argmin(np.abs(forward)))]
    right = unit_rows(np.cross(helper, forward)[None])[0]
    return np.stack([right, np.cross(forward, right), forward])


def _picture(way: FloatArray) -> FloatArray:
    """Directions (..., 3) to places (..., 2), stereographic about the third axis."""
    length = np.linalg.norm(way, axis=-1)
    place: FloatArray = way[..., :2] / np.maximum(length + way[..., 2], 1e-9 * length)[..., None]
    return place


def _extent(place: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Boxes about triangles whose sides are arcs of circles of radius one or more."""
    low, high = place.min(axis=1), place.max(axis=1)
    chord = np.linalg.norm(high - low, axis=1)
    bulge = np.where(chord < WIDEST, chord**2 / 4.0, np.inf)[:, None]
    return low - bulge, high + bulge


def _touched(first: IntArray, last: IntArray) -> tuple[IntArray, IntArray]:
    """Every (triangle, tile) pair, for boxes of tiles from first to last."""
    size = (last - first + 1).clip(min=0)
    count = size.prod(axis=1)
    triangle = np.repeat(np.arange(len(count)), count)
    within = np.arange(len(triangle)) - np.repeat(np.cumsum(count) - count, count)
    row, column = np.divmod(within, size[triangle, 1])
    return triangle, (first[triangle, 0] + row) * TILES + first[triangle, 1] + column


def _joined(ray_tile: IntArray, triangle: IntArray, of_tile: IntArray) -> tuple[IntArray, IntArray]:
    """(ray, triangle) pairs that share a tile."""
    order = np.argsort(of_tile, kind="stable")
    start = np.searchsorted(of_tile[order], ray_tile, side="left")
    count = np.searchsorted(of_tile[order], ray_tile, side="right") - start
    ray = np.repeat(np.arange(len(ray_tile)), count)
    within = np.arange(len(ray)) - np.repeat(np.cumsum(count) - count, count)
    return ray, triangle[order[np.repeat(start, count) + within]]


def _hits(way: FloatArray, corners: FloatArray) -> BoolArray:
    """Segments from the origin against triangles, row by row.

    Source: Moller and Trumbore 1997, doi:10.1080/10867651.1997.10487468.
    """
    a = corners[:, 0]
    edge_b, edge_c = corners[:, 1] - a, corners[:, 2] - a
    p = np.cross(way, edge_c)
    det = np.einsum("ri,ri->r", edge_b, p)
    crossing = np.abs(det) > GRAZE
    inverse = 1.0 / np.where(crossing, det, 1.0)
    u = -np.einsum("ri,ri->r", a, p) * inverse
    q = np.cross(-a, edge_b)
    v = np.einsum("ri,ri->r", way, q) * inverse
    t = np.einsum("ri,ri->r", edge_c, q) * inverse
    hit: BoolArray = crossing & (u >= 0) & (v >= 0) & (u + v <= 1) & (t > 0) & (t < 1)
    return hit
