"""Light between mask and skin: closed forms, energy, and two tracers that agree."""

from __future__ import annotations

import numpy as np
import pytest
import trimesh
from pytest import approx

from openpbm.arrays import FloatArray, IntArray
from openpbm.face.canonical import canonical_face
from openpbm.kept import Recent
from openpbm.light.bounce import trace, traced
from openpbm.light.bounced import ORDERS, Bounced, Returning
from openpbm.light.gap import Gap, gap_of
from openpbm.light.numpy_tracer import NumpyTracer
from openpbm.light.tracer import EmbreeTracer, has_embree
from openpbm.light.wear import Leds, wear
from openpbm.mask import Channel, Mask

SKIN_MM, MASK_MM = 60.0, 80.0
LED_COUNT = 500


def ball(radius_mm: float) -> tuple[FloatArray, IntArray]:
    mesh = trimesh.creation.icosphere(subdivisions=4, radius=radius_mm)
    return np.array(mesh.vertices), np.array(mesh.faces, dtype=np.int64)


def balls() -> tuple[Gap, Leds]:
    """A ball of skin inside a ball of mask, with LEDs all over the outer one."""
    skin, skin_faces = ball(SKIN_MM)
    mask, mask_faces = ball(MASK_MM)
    many = len(skin)
    none = np.zeros(len(mask), dtype=np.bool_)
    area_cm2 = np.zeros(11)
    area_cm2[0] = trimesh.Trimesh(skin, skin_faces).area / 100.0
    gap = Gap(
        points_mm=np.concatenate([skin, mask]),
        normals=np.concatenate([skin / SKIN_MM, -mask / MASK_MM]),
        triangles=np.concatenate([skin_faces, mask_faces + many]),
        is_skin=np.arange(len(skin_faces) + len(mask_faces)) < len(skin_faces),
        region=np.zeros(many + len(mask), dtype=np.int64),
        lit=np.concatenate([np.ones(many, dtype=np.bool_), none]),
        dark=np.zeros(many + len(mask), dtype=np.bool_),
        area_cm2=area_cm2,
    )
    way = np.random.default_rng(3).normal(size=(LED_COUNT, 3))
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    leds = Leds(positions_mm=MASK_MM * 0.999 * way, directions=-way, beam_order=1.0)
    return gap, leds


@pytest.fixture(scope="module")
def in_balls() -> Bounced:
    gap, leds = balls()
    return trace(gap, leds, rays=200_000)


@pytest.mark.parametrize("r_skin", [0.2, 0.6])
@pytest.mark.parametrize("r_mask", [0.1, 0.85])
def test_a_ball_in_a_ball_gets_what_two_equations_say(
    in_balls: Bounced, r_skin: float, r_mask: float
) -> None:
    """Of light that leaves the outer ball (a/b)^2 meets the inner one, and all comes back.

    S = f (P + R_m M), M = (1 - f)(P + R_m M) + R_s S; within 1 %, of which the facets take half.
    """
    f = (SKIN_MM / MASK_MM) ** 2
    both = np.array([[1.0, -f * r_mask], [-r_skin, 1.0 - (1.0 - f) * r_mask]])
    skin_mw, mask_mw = np.linalg.solve(both, LED_COUNT * np.array([f, 1.0 - f]))
    one = np.ones(1)
    added, on_mask = in_balls.returned(r_skin * one, r_skin * one, r_mask * one)
    area = 4.0 * np.pi * SKIN_MM**2 / 100.0
    assert float(added[0, 0] + in_balls.skin[0, 0, 0]) * area == approx(skin_mw, rel=0.01)
    assert float(on_mask[0]) == approx(mask_mw, rel=0.01)


def one_channel() -> Mask:
    red = Channel(role="red", peak_nm=633.0)
    return Mask(id="m", name="m", form="flexible_mask", channels=(red,), led_count=132)


def on_face(standoff_mm: float) -> tuple[Gap, Leds]:
    """Everything of the face is asked for, so that no arrival goes uncounted."""
    face = canonical_face()
    worn = wear(one_channel(), face, standoff_mm=standoff_mm)
    everywhere = np.ones(len(face.points_mm), dtype=np.bool_)
    return gap_of(face, worn.inner, lit=everywhere, dark=~everywhere), worn.sets[0]


@pytest.mark.parametrize("standoff_mm", [4.0, 15.0])
def test_all_light_of_the_leds_is_taken_up_or_lost(standoff_mm: float) -> None:
    """For any reflectances; thinning the rays and 14 reflections of a kind cost under 1 %."""
    gap, leds = on_face(standoff_mm)
    found = trace(gap, leds, rays=60_000)
    order = np.arange(ORDERS)
    for r_skin, r_mask in ((0.0, 0.0), (0.3, 0.8), (0.6, 0.85)):
        weight = r_skin ** order[:, None] * r_mask**order
        skin = float(np.einsum("jk,jkr,r->", weight, found.skin, gap.area_cm2))
        mask, lost = float((weight * found.mask).sum()), float((weight * found.lost).sum())
        whole = skin * (1.0 - r_skin) + mask * (1.0 - r_mask) + lost
        assert whole == approx(132.0, rel=0.01)


def test_more_of_either_reflectance_never_gives_less_light(in_balls: Bounced) -> None:
    steps = np.linspace(0.0, 0.9, 10)
    level = np.full(10, 0.4)
    for ways in ((steps, level, level), (level, steps, level), (level, level, steps)):
        added, on_mask = in_balls.returned(*ways)
        assert np.all(np.diff(added[:, 0]) >= 0)
        assert np.all(np.diff(on_mask) >= 0)


def test_a_black_mask_adds_only_what_skin_throws_at_skin() -> None:
    gap, leds = on_face(10.0)
    found = trace(gap, leds, rays=60_000)
    one, none = np.ones(1), np.zeros(1)
    added, _ = found.returned(0.5 * one, 0.5 * one, none)
    share = added[0] / found.skin[0, 0]
    assert 0.01 < share[6] < 0.1  # the side of the nose
    assert share[0] < 0.01  # a forehead sees nothing of itself
    black, _ = found.returned(none, none, none)
    assert black == approx(0.0)


def test_two_seeds_agree_to_2_percent_of_the_light_and_small_regions_to_5() -> None:
    """Two standard errors of a difference; direct light is computed, so its noise is in no plan."""
    gap, leds = on_face(6.0)
    half, white = np.full(1, 0.5), np.full(1, 0.85)
    made = [trace(gap, leds, rays=60_000, seed=seed) for seed in (1, 2)]
    first, second = (one.returned(half, half, white)[0][0] for one in made)
    off = np.abs(first - second) / (second + made[1].skin[0, 0])
    assert off[[0, 4, 5, 6, 7, 9, 10]].max() < 0.02
    assert off.max() < 0.05


def test_what_was_traced_is_kept_by_content() -> None:
    gap, leds = on_face(8.0)
    kept = Recent()
    first = traced(gap, leds, kept)
    assert traced(gap, leds, kept).skin is first.skin
    again, same = on_face(8.0)
    assert traced(again, same, kept).skin is first.skin
    other, others = on_face(8.001)
    assert traced(other, others, kept).skin is not first.skin


def test_between_standoffs_light_is_carried_in_their_logarithm() -> None:
    def flat(level: float) -> Bounced:
        skin = np.zeros((ORDERS, ORDERS, 11))
        skin[0, 0], skin[1, 1] = 1.0, level
        sums = np.zeros((ORDERS, ORDERS))
        return Bounced(skin=skin, blocked=np.zeros(11), mask=sums, lost=sums)

    both = Returning(
        nodes=((flat(1.0),), (flat(3.0),)),
        weight=np.array([[1.0, 0.0], [0.5, 0.5]]),
        scale=np.full((2, 1), 2.0),
        area_cm2=np.ones(11),
    )
    half = np.full((2, 11), 0.5)
    added, _ = both.returned(0, half, half, np.full(2, 0.5))
    assert added[:, 0] == approx([2.0 * 0.25 * 1.0, 2.0 * 0.25 * 2.0])


def test_both_tracers_meet_the_same_triangles() -> None:
    face = canonical_face()
    corners = face.points_mm[face.triangles]
    rng = np.random.default_rng(5)
    start = face.points_mm[rng.integers(len(face.points_mm), size=3000)] + rng.normal(
        0.0, 20.0, (3000, 3)
    )
    way = rng.normal(size=(3000, 3))
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    slow = NumpyTracer(corners).first(start, way)
    assert 0.1 < np.mean(slow.triangle >= 0) < 0.9
    if not has_embree():
        pytest.skip("embreex has no wheel here")
    fast = EmbreeTracer(corners).first(start, way)
    # single precision may part two rays in a thousand at an edge
    assert np.mean(slow.triangle == fast.triangle) > 0.998
    met = (slow.triangle == fast.triangle) & (slow.triangle >= 0)
    assert fast.distance_mm[met] == approx(slow.distance_mm[met], abs=1e-2)
    assert fast.corners[met] == approx(slow.corners[met], abs=1e-3)
    assert slow.corners[met].sum(axis=1) == approx(1.0)
