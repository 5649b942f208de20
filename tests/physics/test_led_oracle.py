"""The oracle of a grid of LEDs against its own theory, closed forms, and the plane solver."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import chi2
from stacks import random_stack

from openpbm.arrays import FloatArray
from openpbm.errors import StackError
from openpbm.skin.problems import Angular, Problems
from openpbm.skin.transport import solve

pytest.importorskip("numba", reason="the oracle needs numba: pip install openpbm[validation]")

import led_photons
from chi_square import LIKELY, UNLIKELY, even, henyey_greenstein_share, seeded
from led_photons import (
    RING_MM,
    RINGS,
    Rings,
    Slabs,
    cell_spots,
    deflected,
    follow_led,
    landing,
    launched,
    slabs_at,
    spot_weights,
    worth,
)

from openpbm.validation.photons import mirrored

SAMPLES = 40_000
HEIGHTS_MM = (5.0, 15.0, 60.0)
PITCH_MM = 12.0
DEPTHS_MM = (0.1, 0.5, 1.5)
UNDER, EDGE, CORNER = 0, 21, 27  # in the rows of twelve spots across a cell


@pytest.fixture(autouse=True)
def _seed() -> None:
    seeded(11)


def skin() -> Problems:
    """Dark skin over pale dermis, thin enough that a test can wait for it."""
    return Problems(
        n_above=1.0,
        n=(1.5, 1.4, 1.46),
        n_below=1.46,
        thickness_mm=np.array([[0.06, 1.2, 2.0]]),
        mu_a_per_mm=np.array([[2.0, 0.1, 0.2]]),
        mu_s_per_mm=np.array([[28.0, 15.0, 9.0]]),
        g=np.array([[0.8, 0.8, 0.75]]),
    )


@cache
def seen(order: float = 1.0) -> Rings:
    return follow_led(
        skin(),
        heights_mm=HEIGHTS_MM,
        slabs=slabs_at(DEPTHS_MM),
        beam_order=order,
        packets=2000,
        groups=40,
        seed=int(order),
    )


def worse_by_chance(mean: FloatArray, error: FloatArray, expected: FloatArray | float) -> float:
    """Probability of being this far off, all numbers together, if only chance is at work."""
    off = (mean - expected) / error
    return float(chi2.sf(np.square(off).sum(), off.size))


@pytest.mark.parametrize("order", [1.0, 2.5, 12.0])
def test_beams_fall_by_a_power_of_the_cosine(order: float) -> None:
    shares = np.random.default_rng(1).random(SAMPLES)
    found = np.array([launched(share, order) for share in shares])
    assert even(found ** (order + 1.0)) > LIKELY
    assert even(found ** (1.1 * (order + 1.0))) < UNLIKELY


@pytest.mark.parametrize("order", [1.0, 3.0])
def test_weights_turn_the_drawn_mixture_into_the_beam(order: float) -> None:
    shares = (np.arange(SAMPLES) + 0.5) / SAMPLES
    plain = np.array([launched(share, order) for share in shares])
    narrow = np.array([launched(share, led_photons.NARROW_ORDER) for share in shares])
    drawn = np.concatenate([plain, narrow])
    weight = np.array([worth(cosine, order) for cosine in drawn])
    for power in (0.0, 1.0, 4.0):
        expected = (order + 1.0) / (order + 1.0 + power)
        assert np.mean(weight * drawn**power) == pytest.approx(expected, rel=1e-4)
    assert weight.max() <= 2.0


def test_packets_land_as_the_square_of_the_distance_says() -> None:
    """Share of the power within a radius: 1 - (d2 / (d2 + r2))^((m + 1) / 2)."""
    height_mm, order = 7.0, 1.5
    shares = np.random.default_rng(2).random(SAMPLES)
    found = np.array([landing(launched(share, order), height_mm) for share in shares])
    for height, verdict in ((height_mm, True), (1.05 * height_mm, False)):
        within = 1.0 - (1.0 + (found / height) ** 2) ** (-0.5 * (order + 1.0))
        assert (even(within) > LIKELY) is verdict
        assert (even(within) < UNLIKELY) is not verdict


@pytest.mark.parametrize("g", [-0.5, 0.0, 0.7, 0.95])
@pytest.mark.parametrize(
    "old", [(0.6, 0.0, 0.8), (-0.48, 0.6, -0.64), (0.0, 0.0, 1.0), (0.0, 0.0, -1.0)]
)
def test_turns_follow_henyey_and_greenstein_all_round(
    g: float, old: tuple[float, float, float]
) -> None:
    """Deflection by its law, azimuth about the old direction even, and neither by the other."""
    found = np.array([deflected(*old, g) for _ in range(SAMPLES)])
    assert np.abs(np.linalg.norm(found, axis=1) - 1.0).max() < 1e-12

    def azimuth(axis: FloatArray) -> FloatArray:
        side = np.cross(axis, [0.31, 0.77, 0.56])
        side /= np.linalg.norm(side)
        across = found @ np.cross(axis, side)
        turns: FloatArray = np.arctan2(across, found @ side) / (2.0 * np.pi)
        return turns % 1.0

    axis = np.array(old)
    share = np.clip(henyey_greenstein_share(found @ axis, g), 0.0, 1.0)
    assert even(share, azimuth(axis), cells=12) > LIKELY
    wrong = np.clip(henyey_greenstein_share(np.clip(found @ axis, -1.0, 1.0), g + 0.03), 0.0, 1.0)
    assert even(wrong) < UNLIKELY
    tilted = axis + np.array([0.03, 0.05, 0.02])
    if g > 0.5:  # light that is turned evenly knows no axis
        assert even(share, azimuth(tilted / np.linalg.norm(tilted)), cells=12) < UNLIKELY


def test_a_long_walk_keeps_its_direction_a_direction() -> None:
    way = (0.0, 0.0, 1.0)
    for _ in range(20_000):
        way = deflected(*way, 0.8)
    assert np.linalg.norm(way) == pytest.approx(1.0, abs=1e-9)


GLASS_N, GLASS_MM, FADE_PER_MM = (1.5, 1.3), (1.0, 3.0), 0.3


def glass() -> Problems:
    """Two layers that bend and absorb, and do not scatter."""
    two = np.ones((1, 2))
    return Problems(
        n_above=1.0,
        n=GLASS_N,
        n_below=GLASS_N[-1],
        thickness_mm=np.array([GLASS_MM]),
        mu_a_per_mm=FADE_PER_MM * two,
        mu_s_per_mm=0.0 * two,
        g=0.5 * two,
    )


def through_glass(height_mm: float, slabs: Slabs, edges: FloatArray) -> FloatArray:
    """(slabs, rings) light of matte LEDs in the lower glass, ray by ray.

    What the step between the glasses and then the surface turn back is below 0.5 %.
    """
    count = 100_000
    above = np.sqrt((np.arange(count) + 0.5) / count)
    sine = np.sqrt(1.0 - above**2)
    upper, lower = (np.sqrt(1.0 - (sine / n) ** 2) for n in GLASS_N)
    entered = np.array([1.0 - mirrored(1.0, GLASS_N[0], mu)[0] for mu in above]) / count
    entered *= np.array([1.0 - mirrored(*GLASS_N, mu)[0] for mu in upper])
    rows = np.zeros((len(slabs.depth_mm), len(edges) - 1))
    inner = np.linspace(-0.75, 0.75, 4)
    for row, middle, half in zip(rows, slabs.depth_mm, slabs.half_mm, strict=True):
        for z in middle + half * inner - GLASS_MM[0]:
            away = sine * (height_mm / above + GLASS_MM[0] / GLASS_N[0] / upper)
            away += sine * z / GLASS_N[1] / lower
            light = entered / lower * np.exp(-FADE_PER_MM * (GLASS_MM[0] / upper + z / lower))
            row += np.histogram(away, bins=edges, weights=light)[0] / len(inner)
    return rows


def test_without_scattering_rays_bend_and_fade_and_no_more() -> None:
    slabs, heights = slabs_at((1.5, 3.0)), (5.0, 15.0)
    found = follow_led(glass(), heights_mm=heights, slabs=slabs, packets=4000, seed=3)
    starts = np.array([0, 5, 10, 20, 30, 50, 80, 120, 200, 400])
    for h, height_mm in enumerate(heights):
        wide = np.add.reduceat(found.light[:, h], starts, axis=-1)[..., :-1]
        mean, error = led_photons.spread(wide)
        expected = through_glass(height_mm, slabs, RING_MM * starts)
        assert np.all(error < 0.006 * expected)
        assert mean == pytest.approx(expected, rel=0.015)
        nearer = through_glass(0.97 * height_mm, slabs, RING_MM * starts)
        assert mean != pytest.approx(nearer, rel=0.015)


@pytest.mark.parametrize("g", [0.0, 0.6])
def test_light_scattered_once_spreads_round_a_beam(g: float) -> None:
    """A beam in thin haze: each of its points shines by Henyey and Greenstein's law."""
    haze, length_mm, depth_mm = 0.02, 2.0, 1.0
    one = np.ones((1, 1))
    problem = Problems(
        n_above=1.0,
        n=(1.0,),
        n_below=1.0,
        thickness_mm=length_mm * one,
        mu_a_per_mm=0.0 * one,
        mu_s_per_mm=haze * one,
        g=g * one,
    )
    slabs = Slabs(depth_mm=np.array([depth_mm]), half_mm=np.array([0.05]))
    found = follow_led(
        problem, heights_mm=(1.0,), slabs=slabs, beam_order=1e7, packets=80_000, seed=5
    )
    starts = np.array([2, 4, 7, 12, 20, 30])
    mean, error = led_photons.spread(np.add.reduceat(found.light[:, 0, 0], starts, axis=-1)[:, :-1])
    rho = RING_MM * (np.arange(2, 30, 0.05) + 0.025)[:, None]
    from_mm = (np.arange(400) + 0.5) * length_mm / 400
    away = np.hypot(rho, depth_mm - from_mm)
    turn = (depth_mm - from_mm) / away
    law = (1.0 - g * g) / (4.0 * np.pi) / (1.0 + g * g - 2.0 * g * turn) ** 1.5
    light = (haze * law / away**2).mean(axis=1) * length_mm * 2.0 * np.pi * rho[:, 0]
    expected = np.array(
        [
            light[(rho[:, 0] > RING_MM * low) & (rho[:, 0] < RING_MM * high)].sum()
            for low, high in pairwise(starts)
        ]
    )
    expected *= 0.05 * RING_MM
    assert np.all(error < 0.05 * expected)
    assert mean == pytest.approx(expected, rel=0.12)  # the haze hides and scatters again


@pytest.mark.parametrize("height_mm", [3.0, 5.0, 15.0])
def test_rings_make_the_field_of_the_whole_grid(height_mm: float) -> None:
    """Irradiance of matte LEDs: known in rings, and at a point as a sum over the grid."""
    spots = cell_spots(PITCH_MM, 12)
    weights = spot_weights(spots.centres_mm, half_mm=spots.half_mm, pitch_mm=PITCH_MM)
    edges = RING_MM * np.arange(RINGS + 1.0)
    within = 1.0 - 1.0 / (1.0 + (edges / height_mm) ** 2)
    rings = np.append(np.diff(within), 1.0 - within[-1])
    line = PITCH_MM * np.arange(-60.0, 61.0)
    node, part = np.polynomial.legendre.leggauss(4)
    found = weights @ rings
    assert found @ spots.counts / spots.counts.sum() == pytest.approx(1.0, rel=1e-3)
    for spot in (UNDER, EDGE, CORNER):
        x, y = spots.centres_mm[spot]
        across = ((x + spots.half_mm * node)[:, None] + line) ** 2
        along = ((y + spots.half_mm * node)[:, None] + line) ** 2
        square = height_mm**2 + across[:, None, :, None] + along[None, :, None, :]
        near = (height_mm**2 / np.pi * PITCH_MM**2 / square**2).sum(axis=(2, 3))
        far = height_mm**2 / (height_mm**2 + 60.5**2 * PITCH_MM**2)  # beyond, as if in a disc
        assert found[spot] == pytest.approx(0.25 * part @ near @ part + far, rel=1e-3)


def test_the_grid_looks_alike_from_alike_places() -> None:
    alike = np.array([[1.3, 4.1], [4.1, 1.3], [-1.3, 4.1], [13.3, -7.9], [10.7, 28.1]])
    weights = spot_weights(alike, half_mm=0.5, pitch_mm=PITCH_MM)
    smooth = np.exp(-0.5 * ((np.arange(RINGS + 1) - 60.0) / 20.0) ** 2)
    assert np.ptp(weights @ smooth) < 1e-3 * (weights @ smooth).mean()
    assert np.abs(weights[0] - weights[1]).max() < 1e-9
    other = spot_weights(alike[:1] + 0.2, half_mm=0.5, pitch_mm=PITCH_MM)
    assert abs((other - weights[:1]) @ smooth) > 0.01 * (weights[:1] @ smooth)


@pytest.mark.parametrize("order", [1.0, 2.0])
def test_the_mean_over_the_cell_is_the_plane_solvers(order: float) -> None:
    """Light of a grid without end falls on average as diffuse light or as its own beam does."""
    found = seen(order)
    cosines = np.linspace(0.0, 1.0, 201)
    beam = Angular(cosines=cosines, radiance=cosines ** (order - 1.0))
    inner = np.linspace(-0.9, 0.9, 10)
    depths = found.slabs.depth_mm[:, None] + found.slabs.half_mm[:, None] * inner
    exact = solve(skin(), distributions=(beam,), depths_mm=depths.ravel(), nodes=24)
    expected = exact.fluence[0, 1].reshape(depths.shape).mean(axis=1)
    mean, error = (values[0] for values in found.cell_mean())
    assert np.all(error < 0.01 * mean)
    assert worse_by_chance(mean, error, expected) > LIKELY
    other = solve(skin(), beam_cosines=(1.0,), depths_mm=found.slabs.depth_mm, nodes=24)
    assert worse_by_chance(mean, error, other.fluence[0, 1]) < UNLIKELY
    ends, ends_error = led_photons.spread(found.shares[:, :2])
    both = np.array([exact.reflectance[0, 1], exact.transmittance[0, 1]])
    assert worse_by_chance(ends, ends_error, both) > LIKELY


def test_every_packet_is_accounted_for() -> None:
    kept, error = led_photons.spread(seen().shares.sum(axis=1))
    assert abs(kept - 1.0) < 4.0 * error
    assert error < 1e-3
    assert np.all(seen().shares >= 0.0)


def test_far_leds_light_the_cell_evenly_and_near_ones_do_not() -> None:
    spots = cell_spots(PITCH_MM, 12)
    chosen = spots.centres_mm[[UNDER, EDGE, CORNER]]
    weights = spot_weights(chosen, half_mm=spots.half_mm, pitch_mm=PITCH_MM)
    against_mean = seen().light @ (weights - 1.0).T
    near, middle, far = np.moveaxis(against_mean, 1, 0)
    assert worse_by_chance(*led_photons.spread(far), 0.0) > LIKELY
    assert worse_by_chance(*led_photons.spread(near), 0.0) < UNLIKELY
    mean = near.mean(axis=0)
    assert np.all(mean[:, 0] > mean[:, 1])
    assert np.all(mean[:, 1] > mean[:, 2])
    assert np.all(np.abs(middle.mean(axis=0)) < np.abs(mean))


def test_light_spreads_with_depth() -> None:
    """Within 4 mm of its foot an LED keeps the smaller a share of its light, the deeper.

    From half a millimetre on: above, slanting light from far away is lost before the straight.
    """
    light = seen().light[:, 0, 1:]
    share = light[..., : round(4.0 / RING_MM)].sum(axis=-1) / light.sum(axis=-1)
    mean, error = led_photons.spread(-np.diff(share, axis=-1))
    assert np.all(mean > 3.0 * error)


def test_kernels_add_up_to_the_whole() -> None:
    kernel, error = seen().kernel_per_mm2()
    assert kernel.shape == (len(HEIGHTS_MM), len(DEPTHS_MM), RINGS)
    whole = kernel @ led_photons.ring_areas_mm2()
    beyond = seen().light[..., -1].mean(axis=0)
    assert whole + beyond == pytest.approx(seen().cell_mean()[0])
    assert np.all(error >= 0.0)


def test_the_same_seed_gives_the_same_light() -> None:
    def once(seed: int) -> FloatArray:
        slabs = slabs_at((0.5,))
        return follow_led(
            skin(), heights_mm=(5.0,), slabs=slabs, packets=20, groups=3, seed=seed
        ).light

    assert np.array_equal(once(1), once(1))
    assert not np.array_equal(once(1), once(2))


def test_slabs_across_layers_and_odd_packets_are_refused() -> None:
    with pytest.raises(StackError, match=r"from 0\.05 to 0\.07 mm; expected it within one layer"):
        follow_led(skin(), heights_mm=(5.0,), slabs=slabs_at((0.06,)), packets=2, groups=2)
    with pytest.raises(ValueError, match="packets is 3"):
        follow_led(skin(), heights_mm=(5.0,), slabs=slabs_at((0.5,)), packets=3, groups=2)
    with pytest.raises(ValueError, match="across is 5"):
        cell_spots(PITCH_MM, 5)


def test_a_last_layer_without_end_keeps_its_light() -> None:
    endless = random_stack(3, layers=2, endless=True)
    found = follow_led(endless, heights_mm=(5.0,), slabs=slabs_at((0.01,)), packets=400)
    assert np.all(found.shares[:, 1] == 0.0)
    assert np.isfinite(found.light).all()
