"""Lateral spread: limits that are known exactly, and light under LEDs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx
from scipy.special import jv, kv

from openpbm.arrays import FloatArray
from openpbm.errors import StackError
from openpbm.skin.lateral import k_nodes_per_mm, lateral_table
from openpbm.skin.lateral_modes import associated, lateral_basis, lateral_modes
from openpbm.skin.led_kernel import LedKernel, led_kernel, under_square_array
from openpbm.skin.problems import Problems
from openpbm.skin.streams import streams
from openpbm.skin.transport import solve
from openpbm.validation.light_cases import random_skins, slab

DEPTHS_MM = np.array([0.02, 0.1, 0.5, 1.5, 3.0])
SKIN = Problems(
    n_above=1.0,
    n=(1.5, 1.433, 1.396, 1.396, 1.396, 1.396, 1.46),
    n_below=1.46,
    thickness_mm=np.array([[0.013, 0.055, 0.15, 0.08, 0.82, 0.1, 5.0]]),
    mu_a_per_mm=np.array([[0.1, 0.96, 0.016, 0.035, 0.016, 0.025, 0.018]]),
    mu_s_per_mm=np.array([[28.0, 28.0, 15.4, 15.4, 15.4, 15.4, 8.6]]),
    g=np.full((1, 7), 0.8),
)


@pytest.fixture(scope="module")
def kernel() -> LedKernel:
    return led_kernel(lateral_table(SKIN, DEPTHS_MM))


def test_light_that_hardly_varies_is_plane_light() -> None:
    cosines = (0.9, 0.5, 0.2)
    table = lateral_table(SKIN, DEPTHS_MM, k_per_mm=np.array([1e-5]))
    plane = solve(SKIN, depths_mm=DEPTHS_MM, beam_cosines=cosines, nodes=8)
    share = table.cosines * np.polynomial.legendre.leggauss(8)[1][::-1]
    diffuse = table.response[0, :, :, 0] @ (share / share.sum())
    assert diffuse == approx(plane.fluence[0, 0], rel=1e-6)
    by_angle = led_kernel(lateral_table(SKIN, DEPTHS_MM)).plane_gain(np.array(cosines))
    assert by_angle == approx(plane.fluence[0, 1:], rel=4e-3)  # eight powers of the cosine
    assert np.abs(table.response[0, :, :, 1:]).max() < 1e-3  # nothing sideways


@given(seed=st.integers(0, 10**6), k=st.floats(0.01, 3.0))
@settings(max_examples=15, deadline=None)
def test_the_slowest_mode_turns_like_a_plane_wave(seed: int, k: float) -> None:
    """A medium has no up: rate squared minus k squared is the rate squared of plane light."""
    rng = np.random.default_rng(seed)
    g = float(rng.uniform(0.0, 0.6))  # five orders carry that
    absorb = float(rng.uniform(0.02, 0.3))
    medium = slab(n=1.4, thickness_mm=np.inf, mu_a=absorb, mu_s=10.0, g=g)
    basis = lateral_basis(streams((1.4,), (), 16), 1.4, 5)
    slowest = [
        lateral_modes(medium, basis, 0, np.array([each])).rate_per_mm[0] for each in (1e-6, k)
    ]
    plane, turned = (rates[np.argmin(rates.real)] for rates in slowest)
    assert abs(turned.imag) < 1e-6
    assert turned.real**2 - k**2 == approx(plane.real**2, rel=1e-9, abs=1e-5 * k**2)


def test_without_scattering_a_ring_of_light_only_widens() -> None:
    """Light of one angle from a point goes on straight: J0(k r) at its radius, Beer along it."""
    medium = slab(n=1.0, thickness_mm=np.inf, mu_a=0.3, mu_s=1e-9, g=0.0)
    k, height = np.array([0.05, 0.3, 0.8]), 2.0
    depths = np.array([0.5, 2.0])
    table = lateral_table(medium, depths, k_per_mm=k, nodes=8, orders=14)
    tangent = np.sqrt(1.0 - table.cosines**2) / table.cosines
    for a in np.flatnonzero(tangent < 1.5):
        phase = k * height * tangent[a]
        strength = np.stack([np.sqrt(2.0 if m else 1.0) * jv(m, phase) for m in range(14)], axis=1)
        got = np.einsum("kzm,km->kz", table.response[:, :, a], strength)
        wide = k[:, None] * (height + depths) * tangent[a]
        mu = table.cosines[a]
        assert got == approx(jv(0, wide) * np.exp(-0.3 * depths / mu) / mu, abs=2e-6)


def test_moments_keep_what_associated_functions_are() -> None:
    node, width = np.polynomial.legendre.leggauss(40)
    for order in range(3):
        table = associated(node, 12, order)[:, order:]
        assert (table.T * width) @ table == approx(np.eye(12 - order), abs=1e-12)
    scipy_like = associated(np.array([0.3]), 4, 1)[0]
    assert scipy_like[1] == approx(np.sqrt(3.0 / 4.0) * np.sqrt(1 - 0.09))


@pytest.mark.parametrize("beam_order", [1.0, 3.0, 8.5])
@pytest.mark.parametrize("height_mm", [3.0, 12.0])
def test_all_the_light_of_an_led_is_found_again(
    kernel: LedKernel, height_mm: float, beam_order: float
) -> None:
    """The mean under an endless grid is plane light of the same angles, however spotty."""
    mu = np.linspace(0.0, 1.0, 4001)
    share = (beam_order + 1.0) * mu**beam_order
    plane = np.trapezoid(kernel.plane_gain(mu) * share[:, None], mu, axis=0)
    still = kernel.spectrum(np.zeros(1), height_mm, beam_order)[0]
    assert still == approx(plane, rel=1e-5)
    place = (np.arange(24) + 0.5) * 0.5
    cell = [(x, y) for x in place for y in place]
    grid = under_square_array(
        kernel, pitch_mm=12.0, height_mm=height_mm, places_mm=cell, beam_order=beam_order
    )
    assert grid.mean(axis=0) == approx(plane, rel=1e-6)
    assert (grid > 0).all()


def test_one_kernel_summed_over_leds_is_the_grid(kernel: LedKernel) -> None:
    place = 12.0 * np.arange(-12, 13)
    x, y = (a.ravel() for a in np.meshgrid(place, place))
    for spot in ((0.0, 0.0), (6.0, 0.0), (5.0, 3.0)):
        away = np.hypot(x - spot[0], y - spot[1])
        summed = kernel.around(5.0, away).sum(axis=0) * 144.0
        endless = under_square_array(kernel, pitch_mm=12.0, height_mm=5.0, places_mm=[spot])[0]
        assert summed == approx(endless, rel=2e-3)  # what lies beyond the twelfth row


def test_depth_smooths_and_distance_smooths(kernel: LedKernel) -> None:
    spots = [(0.0, 0.0), (6.0, 6.0)]
    contrast = [
        np.divide(*under_square_array(kernel, pitch_mm=12.0, height_mm=h, places_mm=spots))
        for h in (5.0, 8.0, 15.0)
    ]
    for at_height in contrast:
        assert np.all(np.diff(at_height[2:]) < 0)  # nearer the surface, angles matter as well
        assert np.all(at_height > 1.0)
    assert np.all(np.diff(np.array(contrast), axis=0) < 0)
    assert contrast[2][0] < 1.1


def test_far_away_an_led_is_plane_light(kernel: LedKernel) -> None:
    cosines = np.array([0.3, 0.6, 1.0])
    own = cosines**4 / (np.pi * 400.0**2)  # of a matte LED that looks straight down
    far = kernel.spots(np.array([400.0]), cosines)[0] / own[:, None]
    assert far == approx(kernel.plane_gain(cosines), rel=4e-3)


def test_a_finer_solution_says_the_same(kernel: LedKernel) -> None:
    """More directions, orders and k: under a grid, between heights of 3 and 15 mm."""
    fine = lateral_table(SKIN, DEPTHS_MM, k_per_mm=k_nodes_per_mm(20), nodes=12, orders=4)
    spots = [(0.0, 0.0), (3.0, 1.0), (6.0, 0.0), (6.0, 6.0)]
    for height_mm, within in ((3.0, 2e-3), (5.0, 1e-3), (15.0, 6e-4)):
        got, wanted = (
            under_square_array(each, pitch_mm=12.0, height_mm=height_mm, places_mm=spots)
            for each in (kernel, led_kernel(fine))
        )
        assert got == approx(wanted, rel=within)


@given(seed=st.integers(0, 10**6), height_mm=st.floats(2.0, 60.0))
@settings(max_examples=10, deadline=None)
def test_random_skins_stay_positive_and_keep_their_mean(seed: int, height_mm: float) -> None:
    skin = random_skins(1, seed)
    depths = np.array([0.01, 0.1, 0.3])
    kernel = led_kernel(lateral_table(skin, depths, nodes=6))
    spots = [(0.0, 0.0), (6.0, 6.0)]
    plane = solve(skin, depths_mm=depths, nodes=6).fluence[0, 0]
    grid = under_square_array(kernel, pitch_mm=12.0, height_mm=height_mm, places_mm=spots)
    seen = plane > 1e-4
    assert np.all(grid[:, seen] > 0)
    still = kernel.spectrum(np.zeros(1), height_mm)[0]
    assert still[seen] == approx(plane[seen], rel=5e-3)


def closed_form(k: FloatArray, height_mm: float) -> FloatArray:
    a = k * height_mm
    form: FloatArray = a * kv(1, a)
    return form


def test_the_light_of_a_matte_led_has_its_known_transform() -> None:
    """Where the skin answers alike from all sides, only the irradiance's transform is left."""
    alike = LedKernel(
        depths_mm=np.zeros(1),
        series=(np.ones((12, 1, 1)),),
    )
    k = np.array([0.01, 0.1, 0.5, 2.0])
    assert alike.spectrum(k, 4.0)[:, 0] == approx(closed_form(k, 4.0), rel=1e-9)
    radius = np.array([0.0, 3.0, 9.0])
    assert alike.around(4.0, radius)[:, 0] == approx(
        16.0 / np.pi / (16.0 + radius**2) ** 2, rel=2e-5
    )


def test_what_cannot_be_is_refused() -> None:
    two = SKIN.part(np.array([0, 0]))
    with pytest.raises(StackError, match="2 stacks; expected one"):
        lateral_table(two, DEPTHS_MM)
    with pytest.raises(StackError, match="where layer 7 ends"):
        lateral_table(SKIN, np.array([9.0]))
    with pytest.raises(StackError, match="expected above 0"):
        lateral_table(SKIN, DEPTHS_MM, k_per_mm=np.array([0.0]))
    kernel = led_kernel(lateral_table(SKIN, np.array([0.1])))
    with pytest.raises(StackError, match="expected those of k_nodes_per_mm"):
        led_kernel(lateral_table(SKIN, DEPTHS_MM, k_per_mm=np.array([0.1, 1.0])))
    with pytest.raises(StackError, match="height_mm"):
        kernel.around(0.0, np.array([1.0]))
