"""The tracer that stands in for Embree: what it leaps over is empty, and it never asks twice."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from openpbm.arrays import BoolArray, FloatArray
from openpbm.face.canonical import canonical_face
from openpbm.kept import Recent
from openpbm.light import tracer
from openpbm.light.kept_shade import KeptShade, kept_shade
from openpbm.light.numpy_tracer import NumpyTracer
from openpbm.light.shadow import shade_of
from openpbm.light.voxels import voxels_of

SEED = 20261129


def sheets(many: int, size_mm: float) -> FloatArray:
    """(triangles, 3, 3) small ones, anywhere in a box."""
    rng = np.random.default_rng(SEED)
    middle = rng.uniform(0.0, [40.0, 25.0, 18.0], (many, 1, 3))
    return middle + rng.normal(0.0, size_mm, (many, 3, 3))


def test_no_triangle_stands_in_what_a_ray_leaps_over() -> None:
    voxels = voxels_of(sheets(40, 1.0))
    full = (voxels.count > 0).reshape(voxels.shape)
    ways = np.array(list(product((-1, 1), repeat=3)))
    starts = voxels.octant(ways.T.astype(np.float64))
    assert sorted(starts) == [octant * full.size for octant in range(8)]
    widest = 0
    for way, start in zip(ways, starts, strict=True):
        clear = voxels.clear[start : start + full.size].reshape(full.shape)
        assert ((clear == 0) == full).all()
        for cube in np.argwhere(clear > 0):
            side = int(clear[tuple(cube)])
            last = cube + way * (side - 1)
            block = tuple(
                slice(max(0, min(a, b)), max(a, b) + 1) for a, b in zip(cube, last, strict=True)
            )
            assert not full[block].any()
            widest = max(widest, side)
    assert widest >= 8  # or nothing is leapt over


def test_leaps_pass_over_no_triangle() -> None:
    """Against every triangle in turn, with Moeller and Trumbore's formula of 1997."""
    rng = np.random.default_rng(SEED)
    corners = sheets(300, 1.5)
    start, end = (rng.uniform(-10.0, 50.0, (2000, 3)) for _ in range(2))
    a, ab, ac = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    way = end - start
    across = np.cross(way[:, None], ac)
    turned = np.einsum("rti,ti->rt", across, ab)
    off = start[:, None] - a
    b = np.einsum("rti,rti->rt", off, across) / turned
    beside = np.cross(off, ab)
    c = np.einsum("ri,rti->rt", way, beside) / turned
    t = np.einsum("ti,rti->rt", ac, beside) / turned
    met = (b >= 0) & (c >= 0) & (b + c <= 1) & (t > 0) & (t <= 1)
    plain = NumpyTracer(corners)
    assert (plain.blocks(start, end) == met.any(axis=1)).all()
    length = np.linalg.norm(way, axis=1)
    found = plain.first(start, way / length[:, None])
    inside = (b >= 0) & (c >= 0) & (b + c <= 1) & (t > 0)
    nearest = np.where(inside, t, np.inf)
    assert ((found.triangle >= 0) == inside.any(axis=1)).all()
    hit = found.triangle >= 0
    assert 0.1 < hit.mean() < 0.95
    assert (found.triangle[hit] == nearest.argmin(axis=1)[hit]).all()
    assert found.distance_mm[hit] == pytest.approx(nearest.min(axis=1)[hit] * length[hit])


def test_the_same_triangles_have_one_tracer() -> None:
    points, triangles = np.eye(3), np.array([[0, 1, 2]])
    first = tracer.tracer_of(points, triangles)
    assert tracer.tracer_of(points.copy(), triangles.copy()) is first
    assert tracer.tracer_of(2.0 * points, triangles) is not first


def asked() -> tuple[FloatArray, FloatArray]:
    """Ways over the face, of which some are barred."""
    face = canonical_face()
    rng = np.random.default_rng(SEED)
    start = face.points_mm[rng.integers(len(face.points_mm), size=501)]
    off, far = np.array([0.0, 0.0, 0.2]), np.array([0.0, 0.0, 15.0])
    return start + off, rng.permutation(start) + far


def test_kept_shadow_is_the_shadow(monkeypatch: pytest.MonkeyPatch) -> None:
    face, kept = canonical_face(), Recent()
    start, end = asked()
    plain = shade_of(face).blocks(start, end)
    assert 0.02 < plain.mean() < 0.98
    assert kept_shade(face, None) is shade_of(face)
    assert (kept_shade(face, kept).blocks(start, end) == plain).all()

    def fails(*_: object) -> BoolArray:
        raise AssertionError("followed again")

    monkeypatch.setattr(type(shade_of(face)), "blocks", fails)
    assert (KeptShade(face, kept).blocks(start, end) == plain).all()
    for other, there, places in (
        (canonical_face(120.0), kept, (start, end)),
        (face, kept, (end, start)),
        (face, kept, (start[:-1], end[:-1])),
        (face, Recent(), (start, end)),
    ):
        with pytest.raises(AssertionError, match="followed again"):
            KeptShade(other, there).blocks(*places)
