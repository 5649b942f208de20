"""Do the laws of light and cavity hold for every input?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from openpbm.arrays import FloatArray
from openpbm.errors import OutOfModelError
from openpbm.face.canonical import canonical_face
from openpbm.light.cavity import cavity_gain
from openpbm.light.irradiance import ANGLE_COSINES, hat_weights, irradiance, irradiance_by_angle
from openpbm.light.shadow import shade_of
from openpbm.light.spread import farthest_first, spread_evenly
from openpbm.light.wear import Leds

SHARE = st.floats(0.0, 0.99)


def some_leds(seed: int, count: int, m: float = 1.0) -> Leds:
    """LEDs about the front of the face, looking at it, roughly."""
    rng = np.random.default_rng(seed)
    positions = rng.uniform([-90, -90, 90], [90, 90, 130], (count, 3))
    directions = -positions + rng.normal(0.0, 20.0, (count, 3))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    return Leds(positions_mm=positions, directions=directions, beam_order=m)


def on_face(leds: Leds) -> FloatArray:
    face = canonical_face()
    some = slice(0, None, 9)
    return irradiance(face.points_mm[some], face.normals[some], leds, shade_of(face))


@given(cosine=st.lists(st.floats(0.0, 1.0), min_size=1, max_size=20))
def test_angle_hats_sum_to_one_and_keep_the_cosine(cosine: list[float]) -> None:
    mu = np.array(cosine)
    weights = hat_weights(mu)
    assert np.all(weights >= 0)
    assert weights.sum(axis=0) == approx(1.0)
    assert np.array(ANGLE_COSINES) @ weights == approx(mu, abs=1e-12)
    assert np.all((weights > 1e-12).sum(axis=0) <= 2)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 99), count=st.integers(2, 20))
def test_the_order_of_the_leds_changes_nothing(seed: int, count: int) -> None:
    leds = some_leds(seed, count)
    order = np.random.default_rng(seed).permutation(count)
    shuffled = replace(
        leds, positions_mm=leds.positions_mm[order], directions=leds.directions[order]
    )
    assert on_face(shuffled) == approx(on_face(leds), rel=1e-9, abs=1e-15)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 99), count=st.integers(2, 20))
def test_one_led_more_never_takes_light_away(seed: int, count: int) -> None:
    leds = some_leds(seed, count)
    fewer = replace(leds, positions_mm=leds.positions_mm[1:], directions=leds.directions[1:])
    more, less = on_face(leds), on_face(fewer)
    # a thousandth may come along rays that are too weak to be tested for shadow
    assert np.all(more >= less * (1.0 - 1.1e-3) - 1e-15)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 99), m=st.floats(0.5, 12.0))
def test_light_is_finite_and_never_negative(seed: int, m: float) -> None:
    face = canonical_face()
    leds = some_leds(seed, 5, m)
    by_angle = irradiance_by_angle(face.points_mm[::9], face.normals[::9], leds)
    assert np.all(np.isfinite(by_angle))
    assert np.all(by_angle >= 0)


def test_leds_that_look_away_give_nothing() -> None:
    leds = some_leds(1, 4)
    away = replace(leds, directions=-leds.directions)
    assert np.all(on_face(away) == 0)


@given(r_direct=SHARE, r_diffuse=SHARE, r_mask=SHARE, view=st.floats(0.0, 1.0))
def test_the_cavity_is_the_sum_of_its_bounces(
    r_direct: float, r_diffuse: float, r_mask: float, view: float
) -> None:
    gain = float(cavity_gain(*(np.array(x) for x in (r_direct, r_diffuse, r_mask, view))))
    light, total = view * r_mask * r_direct, 0.0
    for _ in range(3000):
        total += light
        light *= view * r_mask * r_diffuse
    assert gain == approx(total, rel=1e-6, abs=1e-12)


@given(r_skin=SHARE, r_mask=SHARE, view=st.floats(0.0, 1.0))
def test_the_cavity_keeps_its_energy(r_skin: float, r_mask: float, view: float) -> None:
    # per unit of direct light: taken up by the skin, by the mask, and lost past the rim
    arriving = 1.0 + float(cavity_gain(*(np.array(x) for x in (r_skin, r_skin, r_mask, view))))
    back = arriving * r_skin
    taken_up = arriving * (1.0 - r_skin)
    assert taken_up + back * view * (1.0 - r_mask) + back * (1.0 - view) == approx(1.0)


@given(low=st.tuples(SHARE, SHARE, SHARE, SHARE), grow=st.integers(0, 3), by=st.floats(0.0, 1.0))
def test_more_of_any_reflection_never_gives_less_light(
    low: tuple[float, float, float, float], grow: int, by: float
) -> None:
    high = list(low)
    high[grow] += by * (0.99 - high[grow])
    less, more = (float(cavity_gain(*(np.array(x) for x in v))) for v in (low, high))
    assert more >= less - 1e-15


@pytest.mark.parametrize("factors", [(1.2, 0.5, 0.5, 0.5), (0.5, 0.5, -0.1, 1.0), (1, 1, 1, 1)])
def test_impossible_reflections_are_refused(factors: tuple[float, ...]) -> None:
    with pytest.raises(OutOfModelError):
        cavity_gain(*(np.array(float(x)) for x in factors))


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 99), count=st.integers(1, 40))
def test_sites_spread_evenly_and_the_same_way_every_time(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    points = np.concatenate([rng.uniform(0, 100, (600, 2)), np.zeros((600, 1))], axis=1)
    sites = spread_evenly(points, np.ones(600), count)
    assert np.array_equal(sites, spread_evenly(points, np.ones(600), count))
    assert len(np.unique(farthest_first(points, count))) == count
    apart = np.linalg.norm(sites[:, None] - sites, axis=-1) + 1e9 * np.eye(count)
    # no two nearer than a third of an even grid's pitch
    assert apart.min() > 100.0 / np.sqrt(count) / 3.0 or count == 1


def test_more_sites_than_points_are_refused() -> None:
    with pytest.raises(ValueError, match="count is 9"):
        farthest_first(np.zeros((3, 3)), 9)
