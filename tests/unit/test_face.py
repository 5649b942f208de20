"""Is the face a face: landmarks, regions, scale, and files that are none?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_factory import with_session
from pytest import approx
from scipy.spatial import cKDTree
from scipy.spatial.transform import Rotation

from openpbm.arrays import FloatArray, IntArray
from openpbm.errors import FaceError
from openpbm.face import REGIONS, Face
from openpbm.face.canonical import canonical_face, face_height_mm
from openpbm.face.mesh_file import face_from_file
from openpbm.face.surface import closest_on, loop_subdivision, point_area_cm2, rim, split_in_four
from openpbm.mask import Channel, Claim, Pulsing
from openpbm.person import Person, Wish
from openpbm.planning.plan import plan
from openpbm.speech.say import say
from openpbm.tables import folder
from plain import plain_mask

MIRROR = np.array([-1.0, 1.0, 1.0])


def told(face: Face) -> str:
    """How its file was read."""
    assert face.told is not None
    return say(face.told)


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


def test_a_scan_of_the_canonical_face_lies_on_it(scan: Path) -> None:
    face, model = face_from_file(scan, unit="cm"), canonical_face()
    corner, share = closest_on(model.points_mm, model.triangles, face.points_mm)
    on_model = np.einsum("pc,pci->pi", share, model.points_mm[corner])
    # what is finer than the lattice's 2 mm is smoothed: lips, nostrils, lids
    assert np.percentile(np.linalg.norm(on_model - face.points_mm, axis=1), (50, 99)) == approx(
        0.0, abs=0.6
    )
    _, near = cKDTree(model.points_mm).query(face.points_mm)
    assert np.mean(face.region == model.region[near]) > 0.97
    assert np.einsum("pi,pi->p", face.normals, model.normals[near]).mean() > 0.98
    # half a step of the lattice is lost along the rim
    assert float(face.area_cm2.sum()) == approx(float(model.area_cm2.sum()), rel=0.04)
    assert face.eyes_mm == approx(model.eyes_mm, abs=2.0)
    assert told(face).startswith("read in cm, x to the wearer's left, y up, z out of the face; 154")


def test_a_ply_wound_the_other_way_still_faces_out(tmp_path: Path) -> None:
    path = written(tmp_path, "scan.ply", canonical_face().points_mm, flipped=True)
    normals = face_from_file(path, unit="mm").normals
    assert np.mean(normals[:, 2] > 0) > 0.95


def written(
    folder: Path,
    name: str,
    points: FloatArray,
    triangles: IntArray | None = None,
    *,
    flipped: bool = False,
) -> Path:
    import trimesh

    faces = canonical_face().triangles if triangles is None else triangles
    path = folder / name
    trimesh.Trimesh(points, faces[:, ::-1] if flipped else faces, process=False).export(path)
    return path


def landmarks() -> tuple[FloatArray, IntArray]:
    """A phone's mesh: the 468 landmarks as they are published, in flat triangles."""
    lines = (folder() / "canonical_face.obj").read_text(encoding="utf-8").splitlines()
    points = [[float(x) for x in line.split()[1:4]] for line in lines if line.startswith("v ")]
    corners = [
        [int(word.split("/")[0]) - 1 for word in line.split()[1:4]]
        for line in lines
        if line.startswith("f ")
    ]
    return 10.0 * np.array(points), np.array(corners, dtype=np.int64)


def finer(points: FloatArray, triangles: IntArray, times: int) -> tuple[FloatArray, IntArray]:
    """The same flat triangles, cut into four so many times."""
    for _ in range(times):
        edges, triangles = split_in_four(points, triangles)
        points = np.concatenate([points, points[edges].mean(axis=1)])
    return points, triangles


def test_one_surface_at_four_finenesses_is_one_face(tmp_path: Path) -> None:
    kinds = ((0, "a.obj", 1.0), (1, "b.ply", 0.1), (2, "c.stl", 1.0), (4, "d.glb", 0.001))
    faces = []
    for times, name, scale in kinds:  # 468 to 115,000 points, in mm, cm and m
        points, triangles = finer(*landmarks(), times)
        faces.append(face_from_file(written(tmp_path, name, scale * points, triangles)))
    first, *others = faces
    for other in others:
        # files hold eight figures, or six
        assert other.points_mm == approx(first.points_mm, abs=2e-3)
        assert np.array_equal(other.triangles, first.triangles)
        assert np.mean(other.region == first.region) > 0.999
    assert 5000 < len(first.points_mm) < 10_000


def test_the_same_surface_gets_the_same_light_and_the_same_minutes(tmp_path: Path) -> None:
    red = Channel(
        role="red",
        peak_nm=633.0,
        switchable=True,
        pulsing=Pulsing(),
        claim=Claim(irradiance_mw_cm2=14.0, meaning="mean"),
    )
    mask = plain_mask(
        "flexible_mask",
        red,
        led_count=125,
        standoff_mm=8.0,
        session_min=(1.0, 2.0, 5.0, 10.0, 20.0),
        eye_shield="none",
    )
    who = Person(
        age_years=45,
        phototype="II",
        wishes=(Wish(goal="wrinkles", uncontrolled=True),),
        eye_protection="opaque_goggles",
    )
    made = []
    for times, name in ((0, "coarse.obj"), (3, "fine.ply")):
        face = face_from_file(written(tmp_path, name, *finer(*landmarks(), times)))
        told = plan(who, mask, start=date(2026, 12, 1), face=face, scenarios=64)
        made.append(with_session(told))
    coarse, fine = made
    assert fine.session.minutes == coarse.session.minutes
    for one, other in zip(coarse.irradiance, fine.irradiance, strict=True):
        assert other.mean_mw_cm2.median == approx(one.mean_mw_cm2.median, rel=0.02)
        assert other.hot_3p5mm_mw_cm2 == approx(one.hot_3p5mm_mw_cm2, rel=0.02)


TURNS = {
    "z up, as 3D printers have it": ([90, 0, 0], "x to the wearer's left, z up, -y out"),
    "upside down": ([0, 0, 180], "-x to the wearer's left, -y up, z out"),
    "on its side": ([0, 0, 90], "y to the wearer's left, -x up, z out"),
    "looking along x": ([0, 90, 0], "-z to the wearer's left, y up, x out"),
    "anyhow": ([70, 40, 100], "turned upright by"),
}


@pytest.mark.parametrize("name", sorted(TURNS))
def test_a_face_is_found_however_it_lies(tmp_path: Path, name: str) -> None:
    degrees, said = TURNS[name]
    turn = Rotation.from_euler("xyz", degrees, degrees=True).as_matrix()
    model = canonical_face()
    points = (model.points_mm @ turn.T + [300.0, -80.0, 1500.0]) / 1000.0
    face = face_from_file(written(tmp_path, "scan.ply", points))
    assert said in told(face)
    assert "read in m," in told(face)
    assert float(np.ptp(face.points_mm[:, 1])) == approx(174.0, abs=6.0)
    # eyes left and right, above the mouth, all in front
    assert face.eyes_mm[0, 0] - face.eyes_mm[1, 0] == approx(64.0, abs=8.0)
    assert face.eyes_mm[:, 1] - face.mouth_mm[1] == approx(70.0, abs=10.0)
    assert float(face.normals[:, 2] @ face.area_cm2) > 150.0


def test_a_turned_scan_is_refused_beside_published_leds(tmp_path: Path) -> None:
    points = canonical_face().points_mm[:, [0, 2, 1]] * [1.0, -1.0, 1.0]
    path = written(tmp_path, "scan.ply", points)
    with pytest.raises(FaceError, match="positions_mm share its frame"):
        face_from_file(path, keeps_frame=True)


def test_small_holes_are_bridged_and_large_ones_refused(tmp_path: Path) -> None:
    model = canonical_face()
    for reach_mm, found in ((9.0, "bridged"), (27.0, "holes are")):
        away, _ = cKDTree(model.eyes_mm).query(model.points_mm)
        outside = (away > reach_mm)[model.triangles].all(axis=1)
        path = written(tmp_path, "hole.ply", model.points_mm, model.triangles[outside])
        if found == "bridged":
            face = face_from_file(path)
            assert "bridged" in told(face)
            assert np.min(cKDTree(face.points_mm).query(model.eyes_mm[0])[0]) < 3.0
            continue
        with pytest.raises(FaceError, match=found):
            face_from_file(path)


def test_strips_are_refused_with_the_way_to_convert_them(tmp_path: Path) -> None:
    path = tmp_path / "strips.ply"
    path.write_text(
        "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\n"
        "property float z\nelement tristrips 1\nproperty list int int vertex_indices\n"
        "end_header\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n",
        encoding="ascii",
    )
    with pytest.raises(FaceError, match=r"strips.*export it as OBJ"):
        face_from_file(path)


@settings(max_examples=40, deadline=None)
@given(
    points=st.lists(
        st.tuples(
            *3 * (st.sampled_from([0.0, 1.0, -70.0, 90.0, 1e-12, 1e5, 1e30, np.nan, np.inf]),)
        ),
        min_size=1,
        max_size=12,
    ),
    corners=st.lists(st.tuples(*3 * (st.integers(1, 13),)), max_size=8),
)
def test_no_mesh_is_a_bug(
    tmp_path_factory: pytest.TempPathFactory,
    points: list[tuple[float, ...]],
    corners: list[tuple[int, ...]],
) -> None:
    path = tmp_path_factory.mktemp("mesh") / "odd.obj"
    lines = ["v " + " ".join(map(str, point)) for point in points]
    lines += ["f " + " ".join(map(str, corner)) for corner in corners]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    with pytest.raises(FaceError, match=r"odd\.obj: "):
        face_from_file(path)


def test_a_measured_height_scales_a_scan(scan: Path) -> None:
    face = face_from_file(scan, unit="cm", height_mm=200.0)
    assert float(np.ptp(face.points_mm[:, 1])) == approx(200.0, abs=3.0)  # a step of the lattice


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
        ("face.stp", b"solid", "ending in .ply, .obj, .stl, .glb; did you mean .stl"),
        ("face.stl", b"solid", "not a mesh|no triangles"),
        ("face.glb", b"glTF" + bytes(20), "not a mesh"),
        ("ball.obj", obj_text(*sphere()).encode(), "from a face's on average"),
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
    with pytest.raises(FaceError, match="Is the unit right; cm would fit"):
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
