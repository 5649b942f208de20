"""Triangles sorted into small cubes, and how far every cube is from the next that holds any."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from openpbm.arrays import BoolArray, FloatArray, IntArray, floats, unit_rows

Counts = npt.NDArray[np.uint8]

PAD_MM = 1e-4  # a triangle also lies in the cubes that it all but touches
SIDES = 1.6  # side of a cube over the root of a triangle's area; the fastest on a face
LEAST_MM = 0.3
MOST_ENTRIES = 3_000_000  # pairs of triangle and cube, before cubes are made larger
MOST_CUBES = 4_000_000
LARGER = 1.5
SLACK = 1e-5  # sides of a cube
MOST_SIDE = 128  # of an empty block
AT_ONCE = 400_000  # pairs looked at together; bounds the memory


@dataclass(frozen=True, eq=False, kw_only=True)
class Voxels:
    """Cubes in rows over all triangles, with an empty layer around."""

    low_mm: FloatArray  # (3,) corner of the first cube
    side_mm: float
    shape: tuple[int, int, int]
    clear: Counts  # (8 * cubes,) of each octant: so wide a block from here that way holds nothing
    start: IntArray  # (cubes + 1,) into `triangle`
    triangle: IntArray  # (entries,), of each cube in rising order
    count: IntArray  # (cubes,)
    middle: FloatArray  # (cubes, 4) mean normal of a cube's triangles, and their height along it
    reach: FloatArray  # (cubes,) all of them lie within it above and below that height

    def number(self, cube: FloatArray) -> IntArray:
        """(rays,) of (3, rays) whole places along the axes."""
        _, wide, deep = self.shape
        place: IntArray = ((cube[0] * wide + cube[1]) * deep + cube[2]).astype(np.intp)
        return place

    def octant(self, way: FloatArray) -> IntArray:
        """(rays,) where the blocks begin that lie the way of (3, rays)."""
        x, y, z = way > 0
        start: IntArray = (4 * x + 2 * y + z) * len(self.count)
        return start


def voxels_of(corners_mm: FloatArray) -> Voxels:
    """Sort (triangles, 3, 3) corners into cubes."""
    low, high = corners_mm.min(axis=1) - PAD_MM, corners_mm.max(axis=1) + PAD_MM
    side_mm = _side_mm(corners_mm, low, high)
    origin = low.min(axis=0) - side_mm
    size = np.floor((high.max(axis=0) - origin) / side_mm).astype(np.intp) + 2
    shape = int(size[0]), int(size[1]), int(size[2])
    cube, triangle = _entries(corners_mm, low, high, origin, side_mm, shape)
    count = np.bincount(cube, minlength=int(size.prod()))
    order = np.argsort(cube, kind="stable")
    start = np.concatenate([[0], np.cumsum(count)]).astype(np.intp)
    corners = (corners_mm - origin) / side_mm
    middle, reach = _slabs(corners, cube[order], triangle[order], start)
    return Voxels(
        low_mm=origin,
        side_mm=side_mm,
        shape=shape,
        clear=_clear((count == 0).reshape(shape)),
        start=start,
        triangle=triangle[order],
        count=count.astype(np.intp),
        middle=middle,
        reach=reach,
    )


def _clear(empty: BoolArray) -> Counts:
    """(8 * cubes,) sides, in powers of two, of empty blocks with one corner in each cube.

    A ray stays within the octant that it looks into, whatever there is behind it.
    """
    found = np.zeros((8, *empty.shape), dtype=np.uint8)
    for octant, (x, y, z) in enumerate(product((-1, 1), repeat=3)):
        block, clear = empty[::x, ::y, ::z].copy(), found[octant, ::x, ::y, ::z]
        side = 1
        while block.any():
            clear[block] = side
            for axis in range(3):  # twice as wide; beyond the last cube nothing is
                ahead = np.moveaxis(block, axis, 0)
                ahead[:-side] &= ahead[side:].copy()
            side *= 2
            if side > min(MOST_SIDE, 2 * max(empty.shape)):
                break
    return found.ravel()


def _slabs(
    corners: FloatArray, cube: IntArray, triangle: IntArray, start: IntArray
) -> tuple[FloatArray, FloatArray]:
    """What lies between two planes across a cube meets no ray that stays outside.

    (cubes, 4) the plane in their middle, (cubes,) how far both are from it.
    """
    a, b, c = (corners[:, i] for i in range(3))
    normal = unit_rows(np.cross(b - a, c - a))[triangle]
    many = len(start) - 1
    sums = [np.bincount(cube, weights=n, minlength=many) for n in normal.T]
    mean = unit_rows(floats(np.stack(sums, axis=1)))
    height = np.einsum("tki,ti->tk", corners[triangle], mean[cube])
    full = np.flatnonzero(np.diff(start))
    low = np.minimum.reduceat(height.min(axis=1), start[full])
    high = np.maximum.reduceat(height.max(axis=1), start[full])
    middle, reach = np.concatenate([mean, np.zeros((many, 1))], axis=1), np.zeros(many)
    middle[full, 3], reach[full] = 0.5 * (low + high), 0.5 * (high - low) + SLACK
    return middle, reach


def _side_mm(corners_mm: FloatArray, low: FloatArray, high: FloatArray) -> float:
    """As fine as the triangles are, unless that takes too many cubes."""
    a, b, c = (corners_mm[:, i] for i in range(3))
    area_mm2 = 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1)
    side_mm = max(SIDES * float(np.sqrt(np.median(area_mm2))), LEAST_MM)
    whole = high.max(axis=0) - low.min(axis=0)
    while (
        np.prod(whole / side_mm + 3.0) > MOST_CUBES
        or float(np.prod((high - low) / side_mm + 1.0, axis=1).sum()) > MOST_ENTRIES
    ):
        side_mm *= LARGER
    return side_mm


def _entries(
    corners_mm: FloatArray,
    low: FloatArray,
    high: FloatArray,
    origin: FloatArray,
    side_mm: float,
    shape: tuple[int, int, int],
) -> tuple[IntArray, IntArray]:
    """Every pair of a cube and a triangle that may reach into it, by triangle."""
    a, b, c = (corners_mm[:, i] for i in range(3))
    normal = np.cross(b - a, c - a)
    reach = np.abs(normal).sum(axis=1) * (0.5 * side_mm + PAD_MM)  # of a cube, along the normal
    first = np.floor((low - origin) / side_mm).astype(np.intp)
    size = np.floor((high - origin) / side_mm).astype(np.intp) - first + 1
    count = size.prod(axis=1)
    cubes, triangles = [], []
    for part in np.array_split(np.arange(len(a)), max(1, int(count.sum()) // AT_ONCE)):
        triangle = np.repeat(part, count[part])
        within = np.arange(len(triangle)) - np.repeat(
            np.cumsum(count[part]) - count[part], count[part]
        )
        rest, z = np.divmod(within, size[triangle, 2])
        x, y = np.divmod(rest, size[triangle, 1])
        place = first[triangle] + np.stack([x, y, z], axis=1)
        middle = origin + (place + 0.5) * side_mm
        away = np.einsum("ti,ti->t", normal[triangle], middle - a[triangle])
        meets = np.abs(away) <= reach[triangle]
        cubes.append(np.ravel_multi_index(tuple(place[meets].T), shape))
        triangles.append(triangle[meets])
    return np.concatenate(cubes), np.concatenate(triangles)
