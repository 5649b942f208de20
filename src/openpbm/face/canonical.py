"""The canonical face: a published mesh, smoothed, scaled by one measured length.

The mesh is the canonical face of MediaPipe (Google, Apache-2.0; see NOTICE): vertex i is
face landmark i, and stays vertex i after subdivision. Theory 1.3.
"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from scipy.sparse import csr_array, eye_array

from openpbm.arrays import FloatArray, IntArray, frozen, frozen_indices
from openpbm.errors import FaceError
from openpbm.face.form import AS_PUBLISHED, Form, bent_by
from openpbm.face.mesh import Face
from openpbm.face.region import carried_regions
from openpbm.face.surface import loop_subdivision, point_area_cm2, point_normals
from openpbm.tables import folder
from openpbm.units import MM_PER_CM

SUBDIVISIONS = 2  # 468 vertices become 7,257
FOREHEAD_TOP, CHIN = 10, 152  # landmarks between which the height is measured
LIDS = ((386, 374), (159, 145))  # middle of upper and lower lid, left eye then right
LIPS = (13, 14)  # middle of the upper and the lower lip, where they meet


@lru_cache(maxsize=64)  # as many faces as a sweep may have, a MB each
def canonical_face(height_mm: float | None = None, form: Form = AS_PUBLISHED) -> Face:
    """The canonical face, as published or with its height made to measure, or of another form.

    The eyes of the mesh are closed, so the corneas lie on the lids' bulge.

    Args:
        height_mm: from the top of the forehead (landmark 10) to the chin (152), straight; where
            it is not said, any form is as tall as the published one.
        form: standard deviations along the directions in which faces differ.

    Raises:
        FaceError: a height that is no length.
    """
    weights, triangles, region = _mesh()
    points_mm: FloatArray = weights @ published()[0]
    if form != AS_PUBLISHED:
        height_mm = face_height_mm(points_mm) if height_mm is None else height_mm
        points_mm = weights @ (published()[0] + bent_by(form))
    if height_mm is not None:
        if not 0 < height_mm < np.inf:
            raise FaceError(f"height_mm is {height_mm:g}; expected a length in mm")
        points_mm = points_mm * (height_mm / face_height_mm(points_mm))
    return Face(
        points_mm=points_mm,
        normals=point_normals(points_mm, triangles),
        area_cm2=point_area_cm2(points_mm, triangles),
        triangles=triangles,
        region=region,
        eyes_mm=np.stack([points_mm[list(lids)].mean(axis=0) for lids in LIDS]),
        mouth_mm=points_mm[list(LIPS)].mean(axis=0),
    )


def face_height_mm(points_mm: FloatArray) -> float:
    """Top of the forehead to chin of a face that keeps the landmark numbering."""
    return float(np.linalg.norm(points_mm[FOREHEAD_TOP] - points_mm[CHIN]))


@cache
def _mesh() -> tuple[csr_array, IntArray, IntArray]:
    """Weights of the landmarks (7257, 468), triangles (14368, 3) and region (7257,)."""
    landmarks_mm, triangles = published()
    weights = None  # (points, landmarks)
    for _ in range(SUBDIVISIONS):
        points = len(landmarks_mm) if weights is None else weights.shape[0]
        step, triangles = loop_subdivision(triangles, points)
        weights = step if weights is None else step @ weights
    assert weights is not None
    return weights, triangles, carried_regions(weights, landmarks_mm)


@cache
def regions_of_landmarks() -> IntArray:
    """(468,) index into REGIONS of every landmark."""
    landmarks_mm, _ = published()
    return carried_regions(eye_array(len(landmarks_mm), format="csr"), landmarks_mm)


@cache
def published() -> tuple[FloatArray, IntArray]:
    """The published file, neither merged nor reordered: (468, 3) landmarks in mm, triangles."""
    lines = (folder() / "canonical_face.obj").read_text(encoding="utf-8").splitlines()
    vertices = [line.split()[1:4] for line in lines if line.startswith("v ")]
    corners = [
        [int(word.split("/")[0]) - 1 for word in line.split()[1:4]]
        for line in lines
        if line.startswith("f ")
    ]
    return frozen(np.array(vertices, dtype=np.float64) * MM_PER_CM), frozen_indices(corners)
