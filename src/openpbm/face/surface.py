"""Geometry of triangle meshes: normals, areas, Loop subdivision."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.spatial import cKDTree

from openpbm.arrays import BoolArray, FloatArray, IntArray, floats, unit_rows
from openpbm.units import MM2_PER_CM2

CORNERS = 3
LOOKED_AT = 16  # triangles about a place, one of which comes nearest to it
TIED_DECIMALS = 9  # of mm2; triangles that are as near to a place are equals


def corner_area_vectors_mm2(points_mm: FloatArray, triangles: IntArray) -> FloatArray:
    """(points, 3) vector area each point stands for: a third of every triangle it is in."""
    a, b, c = (points_mm[triangles[:, i]] for i in range(CORNERS))
    third = np.cross(b - a, c - a) / (2.0 * CORNERS)  # (triangles, 3)
    flat = triangles.ravel()
    return np.stack(
        [
            np.bincount(flat, weights=np.repeat(third[:, axis], CORNERS), minlength=len(points_mm))
            for axis in range(3)
        ],
        axis=1,
    )


def point_normals(points_mm: FloatArray, triangles: IntArray) -> FloatArray:
    """(points, 3) unit normals, each triangle weighted by its area."""
    return unit_rows(corner_area_vectors_mm2(points_mm, triangles))


def point_area_cm2(points_mm: FloatArray, triangles: IntArray) -> FloatArray:
    """(points,) area each point stands for; the sum is the area of the mesh."""
    a, b, c = (points_mm[triangles[:, i]] for i in range(CORNERS))
    third = np.linalg.norm(np.cross(b - a, c - a), axis=1) / (2.0 * CORNERS)
    area_mm2 = np.bincount(
        triangles.ravel(), weights=np.repeat(third, CORNERS), minlength=len(points_mm)
    )
    return area_mm2 / MM2_PER_CM2


def nearest_points(
    tree: cKDTree, places_mm: FloatArray, count: int = 1
) -> tuple[FloatArray, IntArray]:
    """Distance and index of the nearest points of a tree, (places,) or (places, count)."""
    away, index = tree.query(places_mm, k=count)
    return floats(away), np.asarray(index, dtype=np.intp)


def closest_on(
    points_mm: FloatArray, triangles: IntArray, places_mm: FloatArray
) -> tuple[IntArray, FloatArray]:
    """Where a surface comes nearest to each place: a triangle, and shares of its corners.

    Looks at the triangles about the place, so the mesh must be fine beside its bends.

    Returns:
        (places, 3) indices of points, and (places, 3) shares that sum to one.

    Source: projection on the plane, else on the nearest side; any text on geometry.
    """
    corners = points_mm[triangles]
    many = min(LOOKED_AT, len(triangles))
    _, near = nearest_points(cKDTree(corners.mean(axis=1)), places_mm, many)
    near = np.sort(near.reshape(len(places_mm), many), axis=1)  # of equals the first by id
    share = _closest_shares(corners[near], places_mm[:, None])  # (4, places, near, 3)
    way = np.einsum("fpkc,pkci->fpki", share, corners[near]) - places_mm[:, None]
    away = np.where(share.min(axis=-1) < 0, np.inf, np.round((way**2).sum(axis=-1), TIED_DECIMALS))
    every = np.arange(len(places_mm))
    feature, triangle = np.divmod(
        np.argmin(np.moveaxis(away, 0, 1).reshape(len(places_mm), -1), axis=1), many
    )
    return triangles[near[every, triangle]], floats(share[feature, every, triangle])


def _closest_shares(corners: FloatArray, place: FloatArray) -> FloatArray:
    """(4, ..., 3) shares of the corners: of the foot in the plane, and on each of the sides."""
    a, b, c = (corners[..., i, :] for i in range(CORNERS))
    normal = np.cross(b - a, c - a)
    size = np.maximum((normal**2).sum(axis=-1), 1e-300)
    u = (np.cross(c - b, place - b) * normal).sum(axis=-1) / size
    v = (np.cross(a - c, place - c) * normal).sum(axis=-1) / size
    found = [np.stack([u, v, 1.0 - u - v], axis=-1)]
    for start, end in ((0, 1), (1, 2), (2, 0)):
        side = corners[..., end, :] - corners[..., start, :]
        along = ((place - corners[..., start, :]) * side).sum(axis=-1)
        part = (along / np.maximum((side**2).sum(axis=-1), 1e-300)).clip(0.0, 1.0)
        share = np.zeros((*part.shape, CORNERS))
        share[..., start], share[..., end] = 1.0 - part, part
        found.append(share)
    return np.stack(found)


def split_in_four(points_mm: FloatArray, triangles: IntArray) -> tuple[IntArray, IntArray]:
    """The same surface, finer: ends of the edges whose middles are added, and the triangles.

    Returns:
        (edges, 2) indices of points, and (4 triangles, 3) indices of points, then middles.
    """
    edges, _, of_triangle = _edges_of(triangles)
    return edges, _four_each(triangles, of_triangle + len(points_mm))


def rim(triangles: IntArray, points: int) -> BoolArray:
    """(points,) True on the open edge of the mesh, where the skin is cut off."""
    edges, sides, _ = _edges_of(triangles)
    on_rim = np.zeros(points, dtype=np.bool_)
    on_rim[edges[sides == 1].ravel()] = True
    return on_rim


def loop_subdivision(triangles: IntArray, points: int) -> tuple[csr_array, IntArray]:
    """One step of Loop's scheme, as a matrix on whatever the points carry.

    Points keep their numbers; the new ones, one for each edge, follow.

    Returns:
        (points + edges, points) weights whose rows sum to one, and (4 triangles, 3) indices.

    Source: Loop 1987, Smooth subdivision surfaces based on triangles (thesis, Utah), with
    Warren's vertex weights.
    """
    edges, sides, of_triangle = _edges_of(triangles)
    moved = _moved_points(edges, sides, points)
    added = _edge_points(triangles, edges, sides, of_triangle)
    weights = csr_array(_stacked(moved, added, points, len(edges)))
    return weights, _four_each(triangles, of_triangle + points)


def _four_each(triangles: IntArray, middles: IntArray) -> IntArray:
    """(4 triangles, 3) from corners and the middles of the sides ab, bc, ca."""
    a, b, c = (triangles[:, i] for i in range(CORNERS))
    ab, bc, ca = (middles[:, i] for i in range(CORNERS))
    return np.concatenate(
        [np.stack(part, axis=1) for part in ((a, ab, ca), (b, bc, ab), (c, ca, bc), (ab, bc, ca))]
    )


Entries = tuple[IntArray, IntArray, FloatArray]  # row, column, weight


def _stacked(moved: Entries, added: Entries, points: int, edges: int) -> coo_array:
    """Rows of the old points over rows of the edges, as one sparse matrix."""
    row = np.concatenate([moved[0], added[0] + points])
    column = np.concatenate([moved[1], added[1]])
    return coo_array(
        (np.concatenate([moved[2], added[2]]), (row, column)), shape=(points + edges, points)
    )


def _edges_of(triangles: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Distinct edges (edges, 2), triangles on each (edges,), edges of each triangle (.., 3)."""
    pairs = np.sort(triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    size = int(triangles.max()) + 1
    key, which, sides = np.unique(
        pairs[:, 0] * size + pairs[:, 1], return_inverse=True, return_counts=True
    )
    edges = np.stack([key // size, key % size], axis=1)
    return edges, sides.astype(np.intp), which.reshape(-1, CORNERS).astype(np.intp)


def _moved_points(edges: IntArray, sides: IntArray, points: int) -> Entries:
    """Old points: drawn towards their neighbours, on the rim towards those on the rim only."""
    on_rim = np.zeros(points, dtype=np.bool_)
    on_rim[edges[sides == 1].ravel()] = True
    start = np.concatenate([edges[:, 0], edges[:, 1]])
    end = np.concatenate([edges[:, 1], edges[:, 0]])
    edge_on_rim = np.concatenate([sides == 1, sides == 1])
    kept = ~on_rim[start] | edge_on_rim
    start, end = start[kept], end[kept]
    neighbours = np.bincount(start, minlength=points)
    inner = np.where(neighbours == 3, 3.0 / 16.0, 3.0 / (8.0 * np.maximum(neighbours, 1)))
    pull = np.where(on_rim, 1.0 / 8.0, inner)  # weight of each neighbour
    everyone = np.arange(points)
    row = np.concatenate([everyone, start])
    column = np.concatenate([everyone, end])
    return row, column, np.concatenate([1.0 - neighbours * pull, pull[start]])


def _edge_points(
    triangles: IntArray, edges: IntArray, sides: IntArray, of_triangle: IntArray
) -> Entries:
    """New points: 3/8 of each end and 1/8 of each point across; on the rim the middle."""
    number = np.arange(len(edges))
    ends = np.where(sides == 1, 0.5, 3.0 / 8.0)
    across = triangles[:, [2, 0, 1]].ravel()  # opposite the edges ab, bc, ca
    of_edge = of_triangle.ravel()
    inner = sides[of_edge] == 2
    row = np.concatenate([number, number, of_edge[inner]])
    column = np.concatenate([edges[:, 0], edges[:, 1], across[inner]])
    weight = np.concatenate([ends, ends, np.full(int(inner.sum()), 1.0 / 8.0)])
    return row, column, weight
