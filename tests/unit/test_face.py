"""Is the face a face: landmarks, regions, scale, and files that are none?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pytest import approx
from scipy.spatial import cKDTree

from openpbm.arrays import FloatArray, IntArray
from openpbm.errors import FaceError
from openpbm.face import REGIONS, Face
from openpbm.face.canonical import canonical_face, face_height_mm
from openpbm.face.mesh_file import face_from_file
from openpbm.face.surface import loop_subdivision, point_area_cm2, rim

MIRROR = np.array([-1.0, 1.0, 1.0])


def other_side(name: str) -> str:
    if name.startswith("left_"):
        return name.replace("left_", "right_")
    return name.replace("right_", "left_")


def obj_text(points: FloatArray, triangles: IntArray) -> str:
    lines = [f"v {x:.6f} {y:.6f} {z:.6f}" for x, y, z in points]
    lines += [f"f {a} {b} {c}" for a, b, c in triangles + 1]
    return "\n".join(lines) + "\n"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    face = canonical_face()
    path = tmp_path / "scan.obj"
    path.write_text(obj_text(face.points_mm / 10.0, face.triangles), encoding="utf-8")
    return path


def test_two_subdivisions_of_468_landmarks_give_7257_points_of_about_355_cm2() -> None:
    face = canonical_face()
    assert face.points_mm.shape == (7257, 3)
    assert len(face.triangles) == 898 * 16
    # 360 cm2 as published; smoothing takes off the corners
    assert float(face.area_cm2.sum()) == approx(355, rel=0.02)
    assert float(face.region_area_cm2().sum()) == approx(float(face.area_cm2.sum()))


def test_normals_are_unit_and_look_out_of_the_face() -> None:
    face = canonical_face()
    assert np.linalg.norm(face.normals, axis=1) == approx(1.0)
    inside = np.array([0.0, 0.0, -40.0])
    outwards = np.einsum("pi,pi->p", face.normals, face.points_mm - inside)
    assert (outwards > 0).mean() > 0.98  # not in the nostrils


def test_face_and_regions_are_mirror_images() -> None:
    face = canonical_face()
    away, twin = cKDTree(face.points_mm).query(face.points_mm * MIRROR)
    assert float(np.max(away)) < 1e-9
    swapped = np.array([REGIONS.index(other_side(name)) for name in REGIONS])
    # a point of the middle line is its own twin and lies in a region without sides
    assert np.array_equal(swapped[face.region], face.region[twin])


@pytest.mark.parametrize(
    ("landmark", "region"),
    [
        (10, "forehead"),
        (151, "forehead"),
        (9, "glabella"),
        (1, "nose"),
        (195, "nose"),
        (159, "right_periorbital"),
        (386, "left_periorbital"),
        (230, "right_periorbital"),
        (50, "right_cheek"),
        (280, "left_cheek"),
        (164, "perioral"),
        (13, "lips"),
        (14, "lips"),
        (199, "chin"),
        (152, "chin"),
        (150, "jaw"),
        (379, "jaw"),
    ],
)
def test_landmarks_lie_in_the_region_anatomy_gives_them(landmark: int, region: str) -> None:
    assert REGIONS[canonical_face().region[landmark]] == region


def test_every_region_is_in_one_piece_and_the_jaw_one_on_each_side() -> None:
    face = canonical_face()
    for region, name in enumerate(REGIONS):
        inside = face.region == region
        kept = face.triangles[inside[face.triangles].all(axis=1)]
        group = np.arange(len(face.points_mm))
        for _ in range(200):  # the smallest number spreads along the triangles
            least = group[kept].min(axis=1)
            np.minimum.at(group, kept.ravel(), np.repeat(least, 3))
        pieces = np.bincount(group[np.unique(kept)])
        assert np.count_nonzero(pieces) == (2 if name == "jaw" else 1), name


def test_left_is_the_wearers_left() -> None:
    face = canonical_face()
    assert face.eyes_mm[0, 0] > 0 > face.eyes_mm[1, 0]
    left = face.region == REGIONS.index("left_cheek")
    assert face.points_mm[left, 0].min() > 0


def test_eyes_and_mouth_lie_on_the_skin() -> None:
    face = canonical_face()
    places = np.concatenate([face.eyes_mm, face.mouth_mm[None]])
    away, _ = cKDTree(face.points_mm).query(places)
    assert np.max(away) < 2.0


@pytest.mark.parametrize("height_mm", [150.0, 177.0, 210.0])
def test_a_measured_height_scales_lengths_and_areas(height_mm: float) -> None:
    face, model = canonical_face(height_mm), canonical_face()
    ratio = height_mm / face_height_mm(model.points_mm)
    assert face_height_mm(face.points_mm) == approx(height_mm)
    assert face.area_cm2 == approx(model.area_cm2 * ratio**2)
    assert np.array_equal(face.region, model.region)


def test_a_height_that_is_no_length_is_refused() -> None:
    with pytest.raises(FaceError, match="height_mm is -3"):
        canonical_face(-3.0)


def test_subdivision_keeps_a_flat_sheet_flat_and_its_rim_straight() -> None:
    side = np.arange(5.0)
    points = np.array([[x, y, 0.0] for y in side for x in side])
    corner = np.array([[j * 5 + i for i in range(4)] for j in range(4)]).ravel()
    triangles = np.concatenate(
        [
            np.stack([corner, corner + 1, corner + 6], axis=1),
            np.stack([corner, corner + 6, corner + 5], axis=1),
        ]
    )
    weights, finer = loop_subdivision(triangles, 25)
    assert np.asarray(weights.sum(axis=1)) == approx(1.0)
    moved = weights @ points
    assert len(finer) == 4 * len(triangles)
    assert np.all(moved[:, 2] == 0)
    on_rim = moved[rim(finer, len(moved))]
    # only the corners of the square are rounded off
    assert np.mean(np.isclose(on_rim % 4.0, 0.0, atol=1e-9).any(axis=1)) > 0.7
    assert float(point_area_cm2(moved, finer).sum()) == approx(0.16, rel=0.02)


def test_a_scan_of_the_canonical_face_is_the_canonical_face(scan: Path) -> None:
    face, model = face_from_file(scan, unit="cm"), canonical_face()
    assert face.points_mm == approx(model.points_mm, abs=1e-3)
    assert np.mean(face.region == model.region) > 0.999
    assert face.eyes_mm == approx(model.eyes_mm, abs=2.0)


def test_a_ply_wound_the_other_way_still_faces_out(tmp_path: Path) -> None:
    import trimesh

    model = canonical_face()
    path = tmp_path / "scan.ply"
    trimesh.Trimesh(model.points_mm, model.triangles[:, ::-1], process=False).export(path)
    assert face_from_file(path, unit="mm").normals == approx(model.normals, abs=1e-3)


def test_a_measured_height_scales_a_scan(scan: Path) -> None:
    face = face_from_file(scan, unit="cm", height_mm=200.0)
    assert float(np.ptp(face.points_mm[:, 1])) == approx(200.0)


def sphere() -> tuple[FloatArray, IntArray]:
    import trimesh

    ball = trimesh.creation.icosphere(subdivisions=2, radius=90.0)
    return np.array(ball.vertices), np.array(ball.faces, dtype=np.int64)


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("empty.obj", b"", "empty"),
        ("noise.ply", bytes(range(256)) * 20, "not a mesh|no triangles"),
        ("noise.obj", bytes(range(256)) * 20, "not a mesh|no triangles"),
        ("points.obj", b"v 0 0 0\nv 1 0 0\nv 0 1 0\n", "not a mesh|no triangles"),
        ("face.stl", b"solid", "ending in .ply or .obj"),
        ("ball.obj", obj_text(*sphere()).encode(), "does not face along z"),
        ("tiny.obj", obj_text(sphere()[0] / 100.0, sphere()[1]).encode(), "Is the unit right"),
        ("nan.obj", b"v nan 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", "not a number|not a mesh"),
    ],
)
def test_a_file_that_is_no_face_says_why(
    tmp_path: Path, name: str, content: bytes, found: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FaceError, match=found):
        face_from_file(path, unit="mm")


def test_a_missing_file_and_a_missing_unit_are_named(tmp_path: Path, scan: Path) -> None:
    with pytest.raises(FaceError, match="no such file"):
        face_from_file(tmp_path / "none.obj", unit="mm")
    with pytest.raises(FaceError, match="unit is 'inch'"):
        face_from_file(scan, unit="inch")
    with pytest.raises(FaceError, match="Is the unit right"):
        face_from_file(scan, unit="m")


def test_a_face_needs_points_that_are_numbers() -> None:
    model = canonical_face()
    points = model.points_mm.copy()
    points[7, 1] = np.nan
    with pytest.raises(FaceError, match="not a number"):
        Face(
            points_mm=points,
            normals=model.normals,
            area_cm2=model.area_cm2,
            triangles=model.triangles,
            region=model.region,
            eyes_mm=model.eyes_mm,
            mouth_mm=model.mouth_mm,
        )
