"""A face from a scan: any PLY or OBJ of the bare face, in the face's frame.

Nothing is guessed: whoever gives the file says its unit. The regions are rough, taken from
the canonical face laid over the scan by its bounding box.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

from openpbm.arrays import FloatArray, IntArray, floats
from openpbm.errors import FaceError, nearest
from openpbm.face.canonical import canonical_face
from openpbm.face.mesh import Face
from openpbm.face.surface import (
    corner_area_vectors_mm2,
    nearest_points,
    point_area_cm2,
    point_normals,
)
from openpbm.units import MM2_PER_CM2, MM_PER_CM, MM_PER_M

ENDINGS = (".ply", ".obj")
MM_PER_UNIT = {"mm": 1.0, "cm": MM_PER_CM, "m": MM_PER_M}
HEIGHTS_MM = (80.0, 350.0)  # of what may be a face; outside, the unit is wrong
MOST_POINTS = 200_000
MOST_BYTES = 60_000_000
_SHAPES = ([b"v"], [b"vt"], [b"vn"], [b"f"])  # lines of an OBJ file that are not about its looks
FARTHEST = 1e6  # of a point, in any unit: beyond it nothing is a face
FACING = 0.15  # least share of the area that faces forward on balance; a closed head has 0


def face_from_file(path: Path, *, unit: str, height_mm: float | None = None) -> Face:
    """The face in a PLY or OBJ file.

    The scan must show the face only, x towards the wearer's left, y up, z out of the face.

    Args:
        path: the file.
        unit: mm, cm or m, of the numbers in the file.
        height_mm: measured height of what the scan shows, bottom to top; scales it.

    Raises:
        FaceError: no such file, not a mesh, or a mesh that cannot be a face.
    """
    if unit not in MM_PER_UNIT:
        raise FaceError(f"unit is {unit!r}; expected one of {', '.join(MM_PER_UNIT)}")
    points, triangles = _read(path)
    points_mm = points * MM_PER_UNIT[unit]
    size_mm = points_mm.max(axis=0) - points_mm.min(axis=0)
    if not size_mm.all():
        raise FaceError(f"{path.name}: the mesh is flat; expected a face")
    if height_mm is not None:
        points_mm = points_mm * (height_mm / float(size_mm[1]))
        size_mm = size_mm * (height_mm / float(size_mm[1]))
    _check_size(size_mm, path, unit)
    triangles = _facing_forward(points_mm, triangles, path)
    try:
        return _face(points_mm, triangles)
    except FaceError as problem:
        raise FaceError(f"{path.name}: {problem}") from None


def _read(path: Path) -> tuple[FloatArray, IntArray]:
    """Points and triangles as they stand in the file, not merged or reordered."""
    if path.suffix.lower() not in ENDINGS:
        known = nearest(path.suffix, list(ENDINGS))
        raise FaceError(f"{path.name}: expected a file ending in .ply or .obj{known}")
    if not path.is_file():
        found = "not a file" if path.exists() else "no such file"
        raise FaceError(f"{path.name}: {found}")
    content = _content(path)
    import trimesh

    try:
        # from bytes: a scan that names other files (materials, pictures) opens none of them
        mesh = trimesh.load(
            io.BytesIO(content),
            file_type=path.suffix.lower().removeprefix("."),
            process=False,
            maintain_order=True,
            force="mesh",
        )
        points = np.array(mesh.vertices, dtype=np.float64)
        triangles = np.array(mesh.faces, dtype=np.int64)
    except Exception as broken:  # a parser of foreign files fails in any way it likes
        raise FaceError(f"{path.name}: not a mesh that can be read ({broken})") from None
    if points.ndim != 2 or triangles.ndim != 2 or len(triangles) == 0:
        raise FaceError(f"{path.name}: no triangles in it")
    if points.shape[1] != 3 or triangles.shape[1] != 3:
        raise FaceError(f"{path.name}: points or triangles without three numbers each")
    if len(points) > MOST_POINTS:
        raise FaceError(f"{path.name}: {len(points)} points; expected at most {MOST_POINTS}")
    if triangles.min() < 0 or triangles.max() >= len(points):
        raise FaceError(f"{path.name}: a triangle names a point that is not in the file")
    if not np.all(np.isfinite(points)):
        raise FaceError(f"{path.name}: a point is not a number")
    if np.abs(points).max() > FARTHEST:
        raise FaceError(f"{path.name}: a point is more than {FARTHEST:g} away; expected a face")
    return _without_loose_points(points, triangles)


def _content(path: Path) -> bytes:
    """The bytes of a mesh that its parser is done with in seconds; looks and other files left out.

    An OBJ file of many materials would take the parser minutes for each 100 kB.
    """
    try:
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as problem:
        raise FaceError(f"{path.name}: no way to read it ({problem.strerror})") from None
    if not content:
        raise FaceError(f"{path.name}: the file is empty")
    if len(content) > MOST_BYTES:
        raise FaceError(f"{path.name}: more than {MOST_BYTES / 1e6:g} MB; expected at most that")
    if path.suffix.lower() == ".ply":
        return content
    lines = content.replace(b"\\\r\n", b" ").replace(b"\\\n", b" ").splitlines()
    return b"\n".join(line for line in lines if line.split(None, 1)[:1] in _SHAPES) + b"\n"


def _without_loose_points(points: FloatArray, triangles: IntArray) -> tuple[FloatArray, IntArray]:
    """Points that no triangle uses carry no skin."""
    used, renumbered = np.unique(triangles, return_inverse=True)
    return points[used], renumbered.reshape(triangles.shape).astype(np.int64)


def _check_size(size_mm: FloatArray, path: Path, unit: str) -> None:
    low, high = HEIGHTS_MM
    if not low <= size_mm[1] <= high:
        raise FaceError(
            f"{path.name}: {size_mm[1]:g} mm from bottom to top, read in {unit}; "
            f"expected {low:g} to {high:g} mm. Is the unit right, and y up?"
        )


def _facing_forward(points_mm: FloatArray, triangles: IntArray, path: Path) -> IntArray:
    """The triangles, turned over where the file winds them the other way round."""
    forward_mm2 = float(corner_area_vectors_mm2(points_mm, triangles)[:, 2].sum())
    area_mm2 = float(point_area_cm2(points_mm, triangles).sum()) * MM2_PER_CM2
    if area_mm2 <= 0 or abs(forward_mm2) < FACING * area_mm2:
        raise FaceError(
            f"{path.name}: the surface does not face along z; expected the face only "
            "(not a closed head), z out of the face"
        )
    return triangles if forward_mm2 > 0 else triangles[:, ::-1]


def _face(points_mm: FloatArray, triangles: IntArray) -> Face:
    """Regions, eyes and mouth from the canonical face, stretched to the same bounding box."""
    model = canonical_face()
    low, size = points_mm.min(axis=0), np.ptp(points_mm, axis=0)
    model_low, model_size = model.points_mm.min(axis=0), np.ptp(model.points_mm, axis=0)

    def laid(places_mm: FloatArray) -> FloatArray:
        return floats(low + (places_mm - model_low) * (size / model_size))

    _, of_model = nearest_points(cKDTree(laid(model.points_mm)), points_mm)
    places = np.concatenate([model.eyes_mm, model.mouth_mm[None]])
    _, place = nearest_points(cKDTree(points_mm), laid(places))
    return Face(
        points_mm=points_mm,
        normals=point_normals(points_mm, triangles),
        area_cm2=point_area_cm2(points_mm, triangles),
        triangles=triangles,
        region=model.region[of_model],
        eyes_mm=points_mm[place[:2]],
        mouth_mm=points_mm[place[2]],
    )
