"""Which pixels of the frame are skin of cheeks, nose and forehead, and which are the face at all.

Regions are those of a plan: the same sets of landmarks. Theory 13.3.
"""

from __future__ import annotations

import numpy as np
from scipy.ndimage import binary_erosion

from openpbm.arrays import BoolArray, FloatArray, IntArray
from openpbm.face.canonical import published, regions_of_landmarks
from openpbm.face.mesh import REGIONS
from openpbm.photo.align import EYES_PX, HEIGHT_PX, WIDTH_PX
from openpbm.photo.marks import LOOKED_AT, OUTLINE

RIGHT_BROW = (70, 63, 105, 66, 107, 55, 65, 52, 53, 46)
LEFT_BROW = (300, 293, 334, 296, 336, 285, 295, 282, 283, 276)
EDGE = 0.08  # of the eye distance: hair and shadow lie along the outline


def skin_mask(frame: FloatArray, names: tuple[str, ...] = LOOKED_AT) -> BoolArray:
    """(540, 420) true where all corners of a triangle lie in the regions named; no brow, no edge.

    Args:
        frame: (468, 2) landmarks in the frame.
        names: of REGIONS.
    """
    wanted = [REGIONS.index(name) for name in names]
    inside = np.isin(regions_of_landmarks(), wanted)
    inside[[*RIGHT_BROW, *LEFT_BROW]] = False
    _, triangles = published()
    within: BoolArray = binary_erosion(face_mask(frame), iterations=round(EDGE * EYES_PX))
    return _filled(frame, triangles[inside[triangles].all(axis=1)]) & within


def face_mask(frame: FloatArray) -> BoolArray:
    """(540, 420) true inside the outline of the face: no hair, no clothes, no room behind."""
    ring = frame[list(OUTLINE)]
    fan = np.stack([ring, np.roll(ring, -1, axis=0)], axis=1)  # (edges, 2, 2)
    middle = np.broadcast_to(ring.mean(axis=0), (len(ring), 1, 2))
    corners = np.concatenate([fan, middle], axis=1)
    return _drawn(corners)


def _filled(frame: FloatArray, triangles: IntArray) -> BoolArray:
    return _drawn(frame[triangles])


def _drawn(corners: FloatArray) -> BoolArray:
    """(540, 420) pixels whose middle lies in one of the triangles, (triangles, 3, 2)."""
    found = np.zeros((HEIGHT_PX, WIDTH_PX), dtype=bool)
    size = np.array([WIDTH_PX, HEIGHT_PX])
    for one in corners:
        low = np.clip(np.floor(one.min(axis=0)), 0, size).astype(int)
        high = np.clip(np.ceil(one.max(axis=0)), 0, size).astype(int)
        across, down = np.meshgrid(
            np.arange(low[0], high[0]) + 0.5, np.arange(low[1], high[1]) + 0.5
        )
        sides = [_side(one[i], one[(i + 1) % 3], across, down) for i in range(3)]
        inside = np.all(np.array(sides) >= 0, axis=0) | np.all(np.array(sides) <= 0, axis=0)
        found[low[1] : high[1], low[0] : high[0]] |= inside
    return found


def _side(start: FloatArray, end: FloatArray, across: FloatArray, down: FloatArray) -> FloatArray:
    """On which side of an edge places lie, by sign."""
    edge = end - start
    turned: FloatArray = edge[0] * (down - start[1]) - edge[1] * (across - start[0])
    return turned
