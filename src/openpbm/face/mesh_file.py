"""A face from a scan: a mesh file of the bare face, in the face's frame.

Which way it lies and in which unit is found and said, or the file is refused with the
reason. It is sampled at a fineness of our own, so that one surface gives one answer. The
regions are rough, taken from the canonical face laid over the scan by its bounding box.
Theory 1.3.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

from openpbm.arrays import FloatArray, IntArray, floats
from openpbm.errors import FaceError, nearest
from openpbm.face.canonical import canonical_face
from openpbm.face.lattice import sampled
from openpbm.face.mesh import Face
from openpbm.face.pose import Pose, pose_of
from openpbm.face.surface import (
    corner_area_vectors_mm2,
    nearest_points,
    point_area_cm2,
    point_normals,
)
from openpbm.fact import Message, Quantity, message
from openpbm.units import MM2_PER_CM2, MM_PER_CM, MM_PER_M

ENDINGS = (".ply", ".obj", ".stl", ".glb")
MM_PER_UNIT = {"mm": 1.0, "cm": MM_PER_CM, "m": MM_PER_M}
HEIGHTS_MM = (80.0, 350.0)  # of what may be a face; outside, the unit is wrong
MOST_POINTS = 2_000_000
MOST_BYTES = 60_000_000
STRIPS = b"element tristrips"
HEADER_BYTES = 4096
_SHAPES = ([b"v"], [b"vt"], [b"vn"], [b"f"])  # lines of an OBJ file that are not about its looks
FARTHEST = 1e6  # of a point, in any unit: beyond it nothing is a face
FACING = 0.15  # least share of the area that faces forward on balance; a closed head has 0


def face_from_file(
    path: Path,
    *,
    unit: str | None = None,
    height_mm: float | None = None,
    keeps_frame: bool = False,
) -> Face:
    """The face in a PLY, OBJ, STL or GLB file.

    The scan must show the face only. Its axes should be x towards the wearer's left, y up,
    z out of the face; another way up is found. A face in these axes keeps its frame, so
    published LED places may share it.

    Args:
        path: the file.
        unit: mm, cm or m, of the numbers in the file; found from its size where None.
        height_mm: measured height of what the scan shows, bottom to top; scales it.
        keeps_frame: LED places are given in the frame of the file, so it must have these axes.

    Returns:
        The face; `told` tells how the file was read.

    Raises:
        FaceError: no such file, not a mesh, or a mesh that cannot be a face.
    """
    if unit is not None and unit not in MM_PER_UNIT:
        raise FaceError(f"unit is {unit!r}; expected one of {', '.join(MM_PER_UNIT)}")
    points, triangles = _read(path)
    try:
        return _face(points, triangles, unit, height_mm, keeps_frame)
    except FaceError as problem:
        raise FaceError(f"{path.name}: {problem}") from None


def _face(
    points: FloatArray,
    triangles: IntArray,
    unit: str | None,
    height_mm: float | None,
    keeps_frame: bool,
) -> Face:
    if not np.ptp(points, axis=0).all():
        raise FaceError("the mesh is flat; expected a face")
    pose = pose_of(points, triangles)
    if keeps_frame and not pose.is_as_written:
        raise FaceError(
            f"its axes towards the wearer's left, up and out of the face are "
            f"{', '.join(pose.axes)}{' and tilted' if pose.tilt_deg > 0 else ''}, and the mask's "
            "positions_mm share its frame; expected x, y and z of both"
        )
    turned = pose.turned(points)
    found = _unit(float(np.ptp(turned[:, 1])), unit)
    points_mm = turned * MM_PER_UNIT[found]
    if height_mm is not None:
        points_mm = points_mm * (height_mm / float(np.ptp(points_mm[:, 1])))
    _check_facing(points_mm, triangles)
    own = sampled(points_mm, triangles)
    told = _told(pose, found, points_mm, len(points), len(own.points_mm), own.bridged)
    return _with_regions(own.points_mm, own.triangles, points_mm, told)


def _unit(height: float, stated: str | None) -> str:
    """The unit of a file whose face is so high in it; what is stated must agree."""
    low, high = HEIGHTS_MM
    fits = [unit for unit, mm in MM_PER_UNIT.items() if low <= height * mm <= high]
    if stated is None and fits:
        return fits[0]  # the ranges of two units do not overlap
    if stated in fits:
        return stated
    rather = f"; {fits[0]} would fit" if fits else ""
    found = f"{height * MM_PER_UNIT[stated]:g} mm" if stated else f"{height:g} units"
    raise FaceError(
        f"{found} from bottom to top{f', read in {stated}' if stated else ''}; "
        f"expected {low:g} to {high:g} mm. Is the unit right{rather}?"
    )


def _told(
    pose: Pose, unit: str, points_mm: FloatArray, many: int, own: int, bridged: float
) -> Message:
    width, height = (round(float(size)) for size in np.ptp(points_mm[:, :2], axis=0))
    found = message(
        "face-read", unit=unit, pose=pose.told, width=width, height=height, points=many, own=own
    )
    if bridged <= 0:
        return found
    return message("face-read_bridged", **found.params, holes=Quantity(bridged, "share"))


def _read(path: Path) -> tuple[FloatArray, IntArray]:
    """Points and triangles as they stand in the file."""
    if path.suffix.lower() not in ENDINGS:
        known = nearest(path.suffix, list(ENDINGS))
        raise FaceError(f"{path.name}: expected a file ending in {', '.join(ENDINGS)}{known}")
    if not path.is_file():
        found = "not a" if path.exists() else "no such"
        raise FaceError(f"{path.name}: {found} file")
    points, triangles = _loaded(path)
    if points.ndim != 2 or triangles.ndim != 2 or len(triangles) == 0:
        raise FaceError(f"{path.name}: no triangles in it")
    if points.shape[1] != 3 or triangles.shape[1] != 3:
        raise FaceError(f"{path.name}: points or triangles without three numbers each")
    if len(points) > MOST_POINTS:
        raise FaceError(f"{path.name}: {len(points)} points; expected at most {MOST_POINTS}")
    if triangles.min() < 0 or triangles.max() >= len(points):
        raise FaceError(f"{path.name}: a triangle names a point that is not in the file")
    points, triangles = _without_loose_points(points, triangles)
    if not np.all(np.isfinite(points)):
        raise FaceError(f"{path.name}: a point is not a number")
    if np.abs(points).max() > FARTHEST:
        raise FaceError(f"{path.name}: a point is more than {FARTHEST:g} away; expected a face")
    return points, triangles


def _loaded(path: Path) -> tuple[FloatArray, IntArray]:
    """What the reader makes of a file; scenes of several parts become one mesh."""
    import trimesh

    content = _content(path)
    if STRIPS in content[:HEADER_BYTES]:
        raise FaceError(
            f"{path.name}: its triangles are coded as strips, which this reader does not know; "
            "expected a list of triangles: open it in MeshLab or Blender and export it as OBJ"
        )
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
        triangles = np.array(mesh.faces, dtype=np.intp)
    except ImportError:  # it would guess at an encoding, with a library that is not needed
        raise FaceError(
            f"{path.name}: not a mesh that can be read (its text is not UTF-8)"
        ) from None
    except Exception as broken:  # a parser of foreign files fails in any way it likes
        raise FaceError(f"{path.name}: not a mesh that can be read ({broken})") from None
    return points, triangles


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
    if path.suffix.lower() != ".obj":
        return content
    lines = content.replace(b"\\\r\n", b" ").replace(b"\\\n", b" ").splitlines()
    return b"\n".join(line for line in lines if line.split(None, 1)[:1] in _SHAPES) + b"\n"


def _without_loose_points(points: FloatArray, triangles: IntArray) -> tuple[FloatArray, IntArray]:
    """Points that no triangle uses carry no skin."""
    used, renumbered = np.unique(triangles, return_inverse=True)
    return points[used], renumbered.reshape(triangles.shape).astype(np.intp)


def _check_facing(points_mm: FloatArray, triangles: IntArray) -> None:
    """A face is open at the back; which side of a triangle is which, the lattice finds."""
    forward_mm2 = float(corner_area_vectors_mm2(points_mm, triangles)[:, 2].sum())
    area_mm2 = float(point_area_cm2(points_mm, triangles).sum()) * MM2_PER_CM2
    if area_mm2 <= 0 or abs(forward_mm2) < FACING * area_mm2:
        raise FaceError(
            "the surface does not face along z; expected the face only (not a closed head), "
            "z out of the face"
        )


def _with_regions(
    points_mm: FloatArray, triangles: IntArray, whole_mm: FloatArray, told: Message
) -> Face:
    """Regions, eyes and mouth from the canonical face, stretched to the same bounding box."""
    model = canonical_face()
    low, size = whole_mm.min(axis=0), np.ptp(whole_mm, axis=0)
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
        told=told,
    )
