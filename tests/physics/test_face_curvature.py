"""Mean curvature of meshes whose answer is known, and of the face at several finenesses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import trimesh
from pytest import approx
from scipy.spatial import cKDTree

from openpbm.arrays import FloatArray, IntArray
from openpbm.face import REGIONS, Face
from openpbm.face.canonical import canonical_face
from openpbm.face.curvature import (
    CURVATURE_DIMENSIONS,
    curvature_draws,
    mean_curvature,
    region_curvature,
)
from openpbm.face.lattice import sampled
from openpbm.face.surface import loop_subdivision, nearest_points, point_area_cm2, point_normals
from openpbm.sampling import uniforms
from openpbm.tables import numbers

EYES_MM = np.array([[1.0, 0.0, 0.0], [-1.0, 0.0, 0.0]])


def meshed(points_mm: FloatArray, triangles: IntArray) -> Face:
    return Face(
        points_mm=points_mm,
        normals=point_normals(points_mm, triangles),
        area_cm2=point_area_cm2(points_mm, triangles),
        triangles=triangles,
        region=np.zeros(len(points_mm), dtype=np.int64),
        eyes_mm=EYES_MM,
        mouth_mm=EYES_MM[0],
    )


def ball(radius_mm: float, fineness: int) -> Face:
    mesh = trimesh.creation.icosphere(subdivisions=fineness, radius=radius_mm)
    return meshed(np.array(mesh.vertices), np.array(mesh.faces, dtype=np.int64))


def sheet(across: int, bend_mm: float | None, *, size_mm: float = 60.0) -> Face:
    """A square of skin, plane or on a cylinder about the y axis; open all round."""
    line = np.linspace(-0.5 * size_mm, 0.5 * size_mm, across)
    x, y = (v.ravel() for v in np.meshgrid(line, line))
    if bend_mm is None:
        points = np.stack([x, y, 0.0 * x], axis=1)
    else:
        angle = x / bend_mm
        points = np.stack([bend_mm * np.sin(angle), y, bend_mm * np.cos(angle)], axis=1)
    start = (np.arange(across - 1)[:, None] * across + np.arange(across - 1)).ravel()
    one = np.stack([start, start + 1, start + across + 1], axis=1)
    other = np.stack([start, start + across + 1, start + across], axis=1)
    return meshed(points, np.concatenate([one, other]))


@pytest.mark.parametrize(
    ("radius_mm", "fineness"), [(12.0, 3), (12.0, 4), (25.0, 4), (40.0, 5), (60.0, 5)]
)
def test_a_ball_bends_by_one_over_its_radius(radius_mm: float, fineness: int) -> None:
    assert mean_curvature(ball(radius_mm, fineness)) == approx(1.0 / radius_mm, rel=0.02)


def test_seen_from_inside_a_ball_is_a_hollow() -> None:
    face = ball(40.0, 5)
    inside = meshed(np.array(face.points_mm), np.array(face.triangles)[:, ::-1])
    assert mean_curvature(inside) == approx(-1.0 / 40.0, rel=0.02)


@pytest.mark.parametrize("across", [31, 49, 97])
def test_a_cylinder_bends_half_as_much(across: int) -> None:
    """At its rim, where sides are missing, by some percent more or less, not on the whole."""
    face = sheet(across, 40.0)
    bend = mean_curvature(face)
    along = np.abs(40.0 * np.arctan2(face.points_mm[:, 0], face.points_mm[:, 2]))
    inner = (
        np.maximum(along, np.abs(face.points_mm[:, 1]))
        < 30.0 - numbers("curvature")["curvature.reach_mm"].value
    )
    assert bend[inner] == approx(0.5 / 40.0, rel=0.02)
    assert bend == approx(0.5 / 40.0, rel=0.3)
    assert bend @ face.area_cm2 / face.area_cm2.sum() == approx(0.5 / 40.0, rel=0.02)


def test_a_plane_does_not_bend() -> None:
    assert np.abs(mean_curvature(sheet(49, None))).max() < 1e-9


def test_no_skin_bends_more_than_was_checked() -> None:
    assert mean_curvature(ball(4.0, 4)) == approx(
        numbers("curvature")["curvature.sharpest_per_mm"].value
    )


def of_regions(face: Face) -> FloatArray:
    return region_curvature(face, np.ones(len(face.points_mm)))


def test_regions_of_a_face_bend_alike_at_every_fineness() -> None:
    """Within the doubt that a plan has of them."""
    face = canonical_face()
    doubt = numbers("curvature")["curvature.flat_sd_per_mm"].value
    seen = sampled(np.array(face.points_mm), np.array(face.triangles))
    weights, triangles = loop_subdivision(np.array(face.triangles), len(face.points_mm))
    tree = cKDTree(face.points_mm)
    for points, cut, within in (
        (weights @ face.points_mm, triangles, 0.5),
        (seen.points_mm, seen.triangles, 2.0),
    ):
        _, nearest = nearest_points(tree, points)
        other = replace(meshed(points, cut), region=face.region[nearest])
        assert of_regions(other) == approx(of_regions(face), abs=within * doubt)


def test_noise_in_the_last_digits_decides_nothing() -> None:
    face = canonical_face()
    noise = 1e-12 * np.random.default_rng(3).standard_normal(face.points_mm.shape)
    jittered = replace(face, points_mm=face.points_mm + noise)
    assert mean_curvature(jittered) == approx(mean_curvature(face), abs=1e-9)


def test_nose_and_chin_bulge_most_and_both_sides_alike() -> None:
    bend = dict(zip(REGIONS, of_regions(canonical_face()), strict=True))
    assert bend["nose"] > bend["chin"] > bend["forehead"] > bend["left_cheek"] > 0
    for side in ("cheek", "periorbital"):
        assert bend[f"left_{side}"] == approx(bend[f"right_{side}"], rel=1e-6)


def test_skin_that_gets_no_light_does_not_count() -> None:
    face = canonical_face()
    tip = (face.region == REGIONS.index("nose")) & (mean_curvature(face) > 0.05)
    lit = np.where(tip, 1.0, 0.0)
    assert region_curvature(face, lit)[REGIONS.index("nose")] > 0.05
    dark = region_curvature(face, np.zeros(len(lit)))
    assert dark == approx(of_regions(face))


def test_a_smaller_face_bends_more() -> None:
    large, small = canonical_face(200.0), canonical_face(160.0)
    chin = REGIONS.index("chin")
    assert of_regions(small)[chin] == approx(1.25 * of_regions(large)[chin], rel=0.02)


def test_draws_spread_about_the_face_by_its_doubt() -> None:
    face = canonical_face()
    draws = curvature_draws(
        face, np.ones(len(face.points_mm)), uniforms(CURVATURE_DIMENSIONS, 4000, seed=1)
    )
    table = numbers("curvature")
    share = np.hypot(table["curvature.shape_sd"].value, table["curvature.effect_sd"].value)
    nose = draws[:, REGIONS.index("nose")]
    expected = of_regions(face)[REGIONS.index("nose")]
    assert np.median(nose) == approx(expected, rel=0.01)
    assert nose.std() == approx(
        np.hypot(share * expected, table["curvature.flat_sd_per_mm"].value), rel=0.02
    )
