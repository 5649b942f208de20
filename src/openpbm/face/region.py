"""Which part of the face a point belongs to: sets of landmarks, carried to the fine mesh.

A landmark in one set lies inside that region; a landmark in two lies on their border. So
borders run where anatomy has them: along the vermilion, the fold between nose and mouth,
the brow, the rim of the orbit. Only the wearer's right half is written down; the left is
its mirror image.

Source: landmark numbers of the canonical face (MediaPipe); borders drawn by this project
after surface anatomy. Theory 1.4.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from openpbm.arrays import FloatArray, IntArray, floats
from openpbm.face.mesh import REGIONS

# fmt: off
LANDMARKS: dict[str, tuple[int, ...]] = {
    "forehead": (
        10, 109, 67, 103, 54, 21, 162, 151, 108, 69, 104, 68, 71, 139, 156, 66, 105, 63, 70,
        107, 65, 52, 53, 46, 127,
    ),
    "glabella": (9, 8, 55, 107, 168, 193),
    "periorbital": (
        33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173,
        130, 25, 110, 24, 23, 22, 26, 112, 243, 190, 56, 28, 27, 29, 30, 247,
        226, 31, 228, 229, 230, 231, 232, 233, 244, 189, 221, 222, 223, 224, 225, 113,
        124, 35, 111, 128, 143, 121, 120, 119, 118, 117, 245, 65, 52, 53, 46, 193, 156,
    ),
    "nose": (
        168, 193, 6, 197, 195, 5, 4, 1, 19, 94, 2, 122, 196, 3, 51, 45, 188, 174, 236, 134,
        245, 114, 217, 198, 131, 220, 115, 209, 49, 48, 64, 129, 102, 98, 97, 235, 219, 166,
        59, 75, 60, 240, 99, 79, 218, 237, 239, 44, 238, 241, 20, 125, 242, 141, 47, 126, 142,
    ),
    "lips": (
        61, 146, 91, 181, 84, 17, 0, 37, 39, 40, 185,
        11, 12, 13, 14, 15, 16, 72, 73, 74, 184, 183, 42, 41, 38, 82, 81, 80, 191, 78, 95, 88,
        178, 87, 62, 76, 77, 90, 180, 85, 86, 179, 89, 96,
    ),
    "perioral": (
        61, 146, 91, 181, 84, 17, 0, 37, 39, 40, 185,
        164, 167, 165, 92, 186, 57, 43, 106, 202, 98, 97, 2,
        203, 206, 216, 212, 18, 83, 182, 204,
    ),
    "chin": (18, 83, 182, 204, 200, 201, 194, 199, 208, 32, 175, 171, 140, 152, 148, 176, 211),
    "jaw": (149, 150, 136, 172, 58, 169, 170, 135, 138, 211, 210, 202),
    "cheek": (
        34, 127, 234, 227, 116, 143, 111, 117, 118, 119, 120, 121, 47, 126, 142, 100, 101, 36,
        123, 137, 93, 50, 205, 203, 206, 216, 212, 187, 147, 177, 132, 213, 215, 192, 207, 214,
        210, 138, 58,
    ),
}
# fmt: on
SIDED = ("periorbital", "cheek")
TIE = 1e-9  # settles a point exactly on a border, for both sides alike


def carried_regions(weights: csr_array, landmarks_mm: FloatArray) -> IntArray:
    """(points,) index into REGIONS, by the landmarks that a point is made of.

    Args:
        weights: (points, landmarks), rows sum to one, as subdivision gives them.
        landmarks_mm: (landmarks, 3), left-right symmetric.
    """
    share = weights @ _membership(landmarks_mm)  # (points, regions)
    share = share - TIE * np.arange(len(REGIONS))
    found: IntArray = np.argmax(share, axis=1).astype(np.intp)
    return found


def _membership(landmarks_mm: FloatArray) -> FloatArray:
    """(landmarks, regions) rows that sum to one; a landmark on a border has two halves."""
    belongs = np.zeros((len(landmarks_mm), len(REGIONS)))
    mirrored = _mirror(landmarks_mm)
    for name, right in LANDMARKS.items():
        own = list(right)
        if name in SIDED:
            belongs[own, REGIONS.index(f"right_{name}")] = 1.0
            belongs[mirrored[own], REGIONS.index(f"left_{name}")] = 1.0
        else:
            belongs[own, REGIONS.index(name)] = 1.0
            belongs[mirrored[own], REGIONS.index(name)] = 1.0
    unnamed = np.flatnonzero(belongs.sum(axis=1) == 0)
    assert len(unnamed) == 0, unnamed.tolist()
    return floats(belongs / belongs.sum(axis=1, keepdims=True))


def _mirror(landmarks_mm: FloatArray) -> IntArray:
    """(landmarks,) the landmark at the same place on the other side."""
    image = landmarks_mm * np.array([-1.0, 1.0, 1.0])
    apart = np.linalg.norm(landmarks_mm[:, None] - image, axis=-1)
    nearest: IntArray = np.argmin(apart, axis=1).astype(np.intp)
    return nearest
