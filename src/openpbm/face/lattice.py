"""Any surface of a face, sampled at a fineness of our own.

Rays leave a place inside the head in even steps of angle, and each keeps the outermost skin
that it meets. What comes out depends on the surface alone, not on how a file cuts it into
triangles. Theory 1.3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from scipy.sparse import csr_array
from scipy.sparse.linalg import spsolve

from openpbm.arrays import BoolArray, FloatArray, IntArray, floats
from openpbm.errors import FaceError

STEP = np.radians(1.15)  # 2 mm of skin: as fine as the canonical face
BEHIND = 0.71  # of the face's height, from the tip of the nose to where the rays start
WIDE, HIGH = np.radians(100.0), np.radians(70.0)  # as far as rays go aside, and up and down
FEWEST = 2000  # rays that meet skin; a whole face has three times as many
MOST_HOLES = 0.1  # of the face, that may be bridged
EDGE = 1e-9  # share of a triangle by which a ray may miss it, so that seams are tight
PAIRS_AT_ONCE = 2_000_000
CROSS = ndimage.generate_binary_structure(2, 1)


@dataclass(frozen=True, eq=False)
class Sampled:
    """A surface on the lattice."""

    points_mm: FloatArray  # (points, 3)
    triangles: IntArray  # (triangles, 3), wound to face out of the skin
    bridged: float  # share of the points that span a hole


def sampled(points_mm: FloatArray, triangles: IntArray) -> Sampled:
    """Sample a surface; x to the wearer's left, y up, z out of the face.

    Raises:
        FaceError: too little of it can be seen from inside, or it is full of holes.
    """
    centre_mm = _centre_mm(points_mm)
    azimuth, elevation = _lattice(points_mm - centre_mm)
    radius_mm = _outermost(points_mm - centre_mm, triangles, azimuth, elevation)
    seen = _largest_part(radius_mm > 0)
    if int(seen.sum()) < FEWEST:
        raise FaceError(
            f"{int(seen.sum())} of {FEWEST} rays from inside the head meet skin; "
            "expected the whole face, in one piece"
        )
    whole: BoolArray = ndimage.binary_fill_holes(seen)
    bridged = 1.0 - float(seen.sum()) / float(whole.sum())
    if bridged > MOST_HOLES:
        raise FaceError(f"holes are {bridged:.0%} of it; expected at most {MOST_HOLES:.0%}")
    radius_mm = _smoothed(_bridged(np.where(seen, radius_mm, 0.0), whole & ~seen), whole)
    number = np.full(whole.shape, -1, dtype=np.intp)
    number[whole] = np.arange(int(whole.sum()))
    way = _way(azimuth[None, :], elevation[:, None])
    return Sampled(
        centre_mm + (radius_mm[..., None] * way)[whole], _joined(number, azimuth), bridged
    )


def _centre_mm(points_mm: FloatArray) -> FloatArray:
    """Where the rays start: behind the nose, inside the head."""
    low, high = points_mm.min(axis=0), points_mm.max(axis=0)
    middle = 0.5 * (low + high)
    return np.array([middle[0], middle[1], high[2] - BEHIND * (high[1] - low[1])])


def _lattice(way: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(columns,) azimuths, mirrored about the middle plane, and (rows,) elevations."""
    azimuth, elevation = _angles(way)
    wide = min(WIDE, float(np.abs(azimuth).max()))
    low, high = max(-HIGH, float(elevation.min())), min(HIGH, float(elevation.max()))
    columns, rows = int(wide / STEP), (int(np.ceil(low / STEP)), int(np.floor(high / STEP)))
    return STEP * np.arange(-columns, columns + 1), STEP * np.arange(rows[0], rows[1] + 1)


def _angles(way: FloatArray) -> tuple[FloatArray, FloatArray]:
    across = np.hypot(way[..., 0], way[..., 2])
    return np.arctan2(way[..., 0], way[..., 2]), np.arctan2(way[..., 1], across)


def _way(azimuth: FloatArray, elevation: FloatArray) -> FloatArray:
    """(..., 3) unit vectors."""
    level = np.cos(elevation)
    up = np.broadcast_to(np.sin(elevation), np.broadcast_shapes(azimuth.shape, elevation.shape))
    return np.stack([level * np.sin(azimuth), up, level * np.cos(azimuth)], axis=-1)


def _outermost(
    points: FloatArray, triangles: IntArray, azimuth: FloatArray, elevation: FloatArray
) -> FloatArray:
    """(rows, columns) distance of the outermost surface along each ray; 0 where there is none."""
    corners = points[triangles]
    first, many = _boxes(corners, azimuth, elevation)
    count = many.prod(axis=1)
    radius = np.zeros(len(elevation) * len(azimuth))
    touched = np.flatnonzero(count)
    starts = np.cumsum(count[touched])
    for part in np.split(
        touched, np.searchsorted(starts, np.arange(PAIRS_AT_ONCE, int(count.sum()), PAIRS_AT_ONCE))
    ):
        own = np.repeat(part, count[part])
        within = np.arange(len(own)) - np.repeat(np.cumsum(count[part]) - count[part], count[part])
        row, column = np.divmod(within, many[own, 1])
        row, column = row + first[own, 0], column + first[own, 1]
        distance = _met(corners[own], _way(azimuth[column], elevation[row]))
        np.maximum.at(radius, row * len(azimuth) + column, distance)
    return radius.reshape(len(elevation), len(azimuth))


def _boxes(
    corners: FloatArray, azimuth: FloatArray, elevation: FloatArray
) -> tuple[IntArray, IntArray]:
    """First row and column of the rays that may meet each triangle, and how many of each."""
    angles = np.stack(_angles(corners)[::-1], axis=-1)  # (triangles, 3, 2) elevation, azimuth
    low, high = angles.min(axis=1), angles.max(axis=1)
    span = (high - low).max(axis=1, keepdims=True)
    bow = span**2 / 4.0 + EDGE  # a straight side is an arc in these angles
    start = np.array([elevation[0], azimuth[0]])
    last = np.array([len(elevation), len(azimuth)]) - 1
    first = np.ceil((low - bow - start) / STEP).clip(0).astype(np.intp)
    end = np.floor((high + bow - start) / STEP).clip(max=last).astype(np.intp)
    many = (end - first + 1).clip(min=0)
    return first, np.where(span < np.pi / 2, many, 0)  # wider only behind the head


def _met(corners: FloatArray, way: FloatArray) -> FloatArray:
    """(pairs,) distance along a ray from the origin to its triangle; 0 where it passes by."""
    a, b, c = (corners[:, i] for i in range(3))
    share = np.stack(
        [np.einsum("ri,ri->r", np.cross(*side), way) for side in ((b, c), (c, a), (a, b))], axis=1
    )
    size = np.einsum("ri,ri->r", np.cross(b, c), a)
    total = share.sum(axis=1)
    meets = (total != 0) & (share * np.sign(total)[:, None] >= -EDGE * np.abs(total)[:, None]).all(
        axis=1
    )
    distance = np.where(meets, size / np.where(total == 0, 1.0, total), 0.0)
    return floats(distance.clip(min=0.0))


def _largest_part(seen: BoolArray) -> BoolArray:
    label, many = ndimage.label(seen, structure=CROSS)
    if many == 0:
        return seen
    size = np.bincount(label.ravel())[1:]
    largest: BoolArray = label == 1 + int(np.argmax(size))
    return largest


def _bridged(radius: FloatArray, holes: BoolArray) -> FloatArray:
    """Holes spanned smoothly from their edge: each place is the mean of its neighbours."""
    row, column = np.nonzero(holes)
    if len(row) == 0:
        return radius
    number = np.full(holes.shape, -1, dtype=np.intp)
    number[holes] = np.arange(len(row))
    known = np.zeros(len(row))
    own, other = [], []
    for up, aside in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        beside = row + up, column + aside
        inside = number[beside] >= 0
        own.append(np.flatnonzero(inside))
        other.append(number[beside][inside])
        known += np.where(inside, 0.0, radius[beside])
    place, neighbour = np.concatenate(own), np.concatenate(other)
    every = np.arange(len(row))
    pull = csr_array(
        (
            np.concatenate([np.full(len(row), 4.0), -np.ones(len(place))]),
            (np.concatenate([every, place]), np.concatenate([every, neighbour])),
        )
    )
    filled = radius.copy()
    filled[holes] = spsolve(pull.tocsc(), known)
    return filled


def _smoothed(radius: FloatArray, whole: BoolArray) -> FloatArray:
    """One step of 1-2-1 along rows and columns: what is finer than the lattice goes."""
    kernel = np.array([0.25, 0.5, 0.25])
    weight, value = whole.astype(np.float64), np.where(whole, radius, 0.0)
    for axis in (0, 1):
        weight = ndimage.convolve1d(weight, kernel, axis=axis, mode="constant")
        value = ndimage.convolve1d(value, kernel, axis=axis, mode="constant")
    return floats(value / np.where(weight > 0, weight, 1.0))


def _joined(number: IntArray, azimuth: FloatArray) -> IntArray:
    """(triangles, 3) two to a square of the lattice, cut alike on both sides of the middle."""
    a, b = number[:-1, :-1], number[:-1, 1:]  # seen from the front: x grows with the columns
    c, d = number[1:, :-1], number[1:, 1:]
    left = np.broadcast_to(azimuth[:-1] >= 0, a.shape)
    halves = [
        np.where(left[..., None], np.stack(one, axis=-1), np.stack(other, axis=-1))
        for one, other in (((a, b, d), (a, b, c)), ((a, d, c), (b, d, c)))
    ]
    every = np.concatenate([half.reshape(-1, 3) for half in halves])
    return every[(every >= 0).all(axis=1)]
