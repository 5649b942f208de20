"""Does light obey its laws: inverse square, energy, published uniformity, shadow, view, cavity?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx
from scipy.spatial import cKDTree
from scipy.special import j1, k1

from openpbm.arrays import FloatArray, unit_rows
from openpbm.face.canonical import canonical_face
from openpbm.face.surface import nearest_points
from openpbm.light.irradiance import ANGLE_COSINES, irradiance, irradiance_by_angle
from openpbm.light.layout import lay
from openpbm.light.map import irradiance_on
from openpbm.light.numpy_tracer import NumpyTracer
from openpbm.light.sample import samples_of
from openpbm.light.shadow import shade_of
from openpbm.light.tracer import EmbreeTracer
from openpbm.light.wear import Leds, wear
from openpbm.mask import Channel, Mask
from openpbm.tables import numbers
from openpbm.units import MM2_PER_CM2

DOWN = np.array([0.0, 0.0, -1.0])
UP = -DOWN


def order(half_angle_deg: float) -> float:
    return float(-np.log(2.0) / np.log(np.cos(np.radians(half_angle_deg))))


def leds(positions: FloatArray, direction: FloatArray = DOWN, m: float = 1.0) -> Leds:
    return Leds(
        positions_mm=positions, directions=np.tile(direction, (len(positions), 1)), beam_order=m
    )


def lattice(pitch_mm: float, side: int, height_mm: float) -> FloatArray:
    line = (np.arange(side) - (side - 1) / 2.0) * pitch_mm
    x, y = np.meshgrid(line, line)
    return np.stack([x.ravel(), y.ravel(), np.full(x.size, height_mm)], axis=1)


def plane(places_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
    points = np.concatenate([places_mm, np.zeros((len(places_mm), 1))], axis=1)
    return points, np.tile(UP, (len(points), 1))


def worn_mask(count: int = 132) -> Mask:
    red = Channel(role="red", peak_nm=633.0, half_angle_deg=60.0)
    return Mask(id="m", name="m", form="flexible_mask", channels=(red,), led_count=count)


@settings(max_examples=12, deadline=None)
@given(half_angle_deg=st.floats(15, 75), radius_mm=st.floats(1.0, 500.0))
def test_a_sphere_around_an_led_receives_all_its_light(
    half_angle_deg: float, radius_mm: float
) -> None:
    nodes, weights = np.polynomial.legendre.leggauss(200)
    cosine = 0.5 - 0.5 * nodes  # of the angle off the beam; the forward half only
    sine = np.sqrt(1.0 - cosine**2)
    way = np.stack([sine, np.zeros(200), -cosine], axis=1)
    ring_cm2 = 2.0 * np.pi * radius_mm**2 * 0.5 * weights / MM2_PER_CM2
    one = leds(np.zeros((1, 3)), m=order(half_angle_deg))
    received = irradiance(radius_mm * way, -way, one) @ ring_cm2
    assert received == approx(1.0, rel=1e-3)


@given(near=st.floats(2, 50), ratio=st.floats(1.1, 20), tilt=st.floats(0, 80))
def test_light_falls_off_with_the_square_of_the_distance(
    near: float, ratio: float, tilt: float
) -> None:
    normal = np.array([[np.sin(np.radians(tilt)), 0.0, np.cos(np.radians(tilt))]])
    one = leds(np.zeros((1, 3)))
    close = irradiance(near * DOWN[None], normal, one)
    far = irradiance(ratio * near * DOWN[None], normal, one)
    assert close / far == approx(ratio**2, rel=1e-9)
    assert close == approx(np.cos(np.radians(tilt)) / np.pi / near**2 * MM2_PER_CM2, rel=1e-9)


def test_half_the_intensity_leaves_at_the_half_angle() -> None:
    for half_angle_deg in (20.0, 40.0, 60.0):
        a = np.radians(half_angle_deg)
        way = np.array([[np.sin(a), 0.0, -np.cos(a)], DOWN])
        seen = irradiance(10.0 * way, -way, leds(np.zeros((1, 3)), m=order(half_angle_deg)))
        assert seen[0] / seen[1] == approx(0.5, rel=1e-9)


def test_a_wide_lattice_gives_its_power_over_its_area() -> None:
    pitch_mm, height_mm = 10.0, 30.0
    # of a matte plane, what lies within a radius r of a point gives r2 / (r2 + h2) of all
    grid = lattice(pitch_mm, 301, height_mm)
    points, normals = plane(np.array([[0.0, 0.0], [3.0, 4.0]]))
    expected = MM2_PER_CM2 / pitch_mm**2
    assert irradiance(points, normals, leds(grid)) == approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    ("pitch_mm", "ratios"),
    [
        (18.0, {3.0: 79.0, 5.0: 12.0, 10.0: 1.9, 20.0: 1.03}),
        (13.0, {3.0: 24.0, 5.0: 4.4, 10.0: 1.2, 20.0: 1.0}),
    ],
)
def test_a_square_grid_is_as_uneven_as_a_plain_sum_over_it_says(
    pitch_mm: float, ratios: dict[float, float]
) -> None:
    """Most over least light under bare matte LEDs; the ratios were worked out apart, by hand."""
    line = np.linspace(0.0, pitch_mm / 2.0, 10)
    x, y = np.meshgrid(line, line)
    points, normals = plane(np.stack([x.ravel(), y.ravel()], axis=1))
    for height_mm, ratio in ratios.items():
        light = irradiance(points, normals, leds(lattice(pitch_mm, 41, height_mm)))
        # the reference prints two figures
        assert float(light.max() / light.min()) == approx(ratio, rel=0.05)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), half_angle_deg=st.floats(20, 70))
def test_angle_shares_keep_the_light_and_its_mean_cosine(seed: int, half_angle_deg: float) -> None:
    rng = np.random.default_rng(seed)
    some = leds(rng.uniform(-20, 20, (12, 3)) + 25.0 * UP, m=order(half_angle_deg))
    points, _ = plane(rng.uniform(-20, 20, (9, 2)))
    normals = unit_rows(UP + 0.5 * rng.normal(size=(9, 3)))
    way = some.positions_mm - points[:, None]
    distance = np.linalg.norm(way, axis=-1)
    cosine = np.einsum("pli,pi->pl", way, normals).clip(min=0) / distance
    leaving = (way @ UP).clip(min=0) / distance
    m = some.beam_order
    each = (m + 1) / (2 * np.pi) * MM2_PER_CM2 * leaving**m * cosine / distance**2
    by_angle = irradiance_by_angle(points, normals, some)
    assert by_angle.sum(axis=0) == approx(each.sum(axis=1), rel=1e-9, abs=1e-15)
    mean = np.array(ANGLE_COSINES) @ by_angle
    assert mean == approx((each * cosine).sum(axis=1), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("standoff_mm", [3.0, 5.0, 10.0, 15.0])
def test_the_face_never_receives_more_than_the_leds_give(standoff_mm: float) -> None:
    face, mask = canonical_face(), worn_mask()
    light = irradiance_on(face, wear(mask, face, standoff_mm=standoff_mm))
    landed = float(light.sampled.sum(axis=1)[0] @ light.samples.area_cm2)
    # a close mask wastes little: what misses goes past the rim and through the openings
    assert 0.65 * 132 < landed < 132


def test_a_mesh_coarser_than_the_gap_still_measures_the_mean() -> None:
    face, mask = canonical_face(), worn_mask()
    own = wear(mask, face, standoff_mm=3.0).sets[0]
    samples = samples_of(face, 3.0)
    found = irradiance(samples.points_mm, samples.normals, own) @ samples.area_cm2
    corners = face.points_mm[face.triangles]
    rng = np.random.default_rng(1)
    # random places in every triangle do not know where the mesh has its points
    share = rng.dirichlet([1.0, 1.0, 1.0], (len(corners), 4))
    places = np.einsum("tkc,tci->tki", share, corners).reshape(-1, 3)
    normals = np.einsum("tkc,tci->tki", share, face.normals[face.triangles]).reshape(-1, 3)
    side_b, side_c = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    area_cm2 = 0.5 * np.linalg.norm(np.cross(side_b, side_c), axis=1) / MM2_PER_CM2
    light = irradiance(places, unit_rows(normals), own).reshape(-1, 4)
    expected = float(light.mean(axis=1) @ area_cm2)
    # four standard errors of the random places, and 1 % that the sampling allows itself
    error = float(np.sqrt((light.var(axis=1, ddof=1) / 4.0) @ area_cm2**2))
    assert found == approx(expected, abs=4.0 * error + 0.01 * expected)


def test_nose_and_brow_cast_shadows_and_open_cheeks_do_not() -> None:
    face = canonical_face()
    lamp = leds(np.array([[-120.0, 0.0, 90.0]]), unit_rows(np.array([[1.0, 0.0, -0.6]]))[0])
    free = irradiance(face.points_mm, face.normals, lamp)
    shaded = irradiance(face.points_mm, face.normals, lamp, shade_of(face))
    assert np.all(shaded <= free + 1e-12)
    lit = free > 0
    barred = lit & (shaded == 0)
    x = face.points_mm[:, 0]
    assert barred[x < -40].sum() == 0  # the near cheek sees the lamp
    assert barred[(x > 5) & (x < 40)].sum() > 100  # behind the nose


def test_both_tracers_give_the_same_light() -> None:
    pytest.importorskip("embreex", reason="no embreex wheel here: its fallback is all there is")
    face = canonical_face()
    corners = face.points_mm[face.triangles]
    for standoff_mm, mask in ((5.0, worn_mask(8)), (60.0, in_front("canopy", 8))):
        own = wear(mask, face, standoff_mm=standoff_mm).sets[0]
        fast, plain = (
            irradiance(face.points_mm, face.normals, own, shade)
            for shade in (EmbreeTracer(corners), NumpyTracer(corners))
        )
        differs = np.abs(fast - plain) > 1e-9
        assert differs.mean() < 1e-3  # rays that graze an edge, in single precision
        assert float(fast @ face.area_cm2) == approx(float(plain @ face.area_cm2), rel=1e-4)


def in_front(form: str, count: int) -> Mask:
    red = Channel(role="red", peak_nm=633.0, half_angle_deg=60.0)
    return Mask(id="p", name="p", form=form, channels=(red,), led_count=count)


def test_a_tracer_with_no_rays_answers_nothing() -> None:
    face = canonical_face()
    none = np.zeros((0, 3))
    assert len(shade_of(face).blocks(none, none)) == 0
    assert len(NumpyTracer(face.points_mm[face.triangles]).blocks(none, none)) == 0


def test_the_neighbourhood_is_as_wide_as_two_crossings_of_the_gap() -> None:
    # one crossing between matte plates has the transfer function kd K1(kd), two its square
    k = np.linspace(1e-6, 40.0, 200_001)
    twice = (k * k1(k)) ** 2

    def within(radius: float) -> float:
        return radius * float(np.trapezoid(twice * j1(k * radius), k))

    sd = numbers("layout")["neighbourhood.heights"].value
    median_of_gaussian = sd * np.sqrt(2.0 * np.log(2.0))
    assert within(median_of_gaussian) == approx(0.5, abs=0.01)


def test_an_even_field_is_its_own_neighbourhood() -> None:
    from openpbm.light.cell import cells_of

    face = canonical_face()
    cells = cells_of(face)
    ones = cells.spread_over(np.ones((1, len(cells.area_cm2))), 15.0)
    assert cells.at_points(ones) == approx(1.0)


def test_leds_lie_evenly_and_mirrored() -> None:
    face, mask = canonical_face(), worn_mask()
    own = wear(mask, face, standoff_mm=10.0, layout=lay(mask, face)).sets[0].positions_mm
    apart = nearest_points(cKDTree(own), own, 2)[0][:, 1]
    # 132 on about 370 cm2 of shell; a hexagonal grid would have 17.4 mm
    assert np.min(apart) > 9.0
    assert np.max(apart) < 22.0
    assert np.max(nearest_points(cKDTree(own), own * [-1.0, 1.0, 1.0])[0]) < 1e-6
