"""The factor of bent skin against integral equations and limits that must hold.

Light in an evenly lit ball that scatters alike to all sides obeys an integral equation of one
dimension, and so does a half space; both are solved cell by cell, with the kernel integrated.
"""

from __future__ import annotations

import numpy as np
import pytest
from curved import factor
from pytest import approx
from scipy.special import expn

from openpbm.arrays import FloatArray, floats
from openpbm.skin.anatomy import LAYERS, SKIN_DIMENSIONS, skin_of_types
from openpbm.skin.optics import median_problem
from openpbm.skin.problems import Problems
from openpbm.skin.response import Request, SkinLight, line_nodes, respond

SCATTER_PER_MM = 1.5
DEPTHS_MM = np.array([0.15, 1.5, 3.0])


def gathered(low: FloatArray, high: FloatArray, extinct: float) -> FloatArray:
    """Integral of E1 over signed distances."""

    def up_to(x: FloatArray) -> FloatArray:
        return floats(np.sign(x) * (1.0 - expn(2, extinct * np.abs(x))) / extinct)

    return up_to(high) - up_to(low)


def in_a_ball(radius_mm: float, absorb: float) -> FloatArray:
    """(1 + depths,) fluence rate at the surface and at depth under unit radiance."""
    extinct, cells = absorb + SCATTER_PER_MM, 500
    edge = radius_mm * (1.0 - (1.0 - np.linspace(0.0, 1.0, cells + 1)) ** 2)
    r = 0.5 * (edge[1:] + edge[:-1])
    kernel = gathered(edge[:-1] - r[:, None], edge[1:] - r[:, None], extinct)
    kernel -= gathered(edge[:-1] + r[:, None], edge[1:] + r[:, None], extinct)
    cosine, width = np.polynomial.legendre.leggauss(120)
    path = np.sqrt(radius_mm**2 - r[:, None] ** 2 * (1.0 - cosine**2)) - r[:, None] * cosine
    first = 2.0 * np.pi * np.exp(-extinct * path) @ width
    value = np.linalg.solve(np.eye(cells) - 0.5 * SCATTER_PER_MM * kernel, r * first) / r
    depth = np.concatenate([[0.0], DEPTHS_MM])
    return floats(np.interp(depth, (radius_mm - r)[::-1], value[::-1]))


def in_a_half_space(absorb: float) -> FloatArray:
    """The same under a plane."""
    extinct, cells = absorb + SCATTER_PER_MM, 900
    edge = 60.0 * np.linspace(0.0, 1.0, cells + 1) ** 2
    z = 0.5 * (edge[1:] + edge[:-1])
    kernel = gathered(edge[:-1] - z[:, None], edge[1:] - z[:, None], extinct)
    first = 2.0 * np.pi * expn(2, extinct * z)
    value = np.linalg.solve(np.eye(cells) - 0.5 * SCATTER_PER_MM * kernel, first)
    return floats(np.interp(np.concatenate([[0.0], DEPTHS_MM]), z, value))


def even_skin(absorb: float, *, index: float = 1.0) -> Problems:
    """One medium that scatters alike to all sides, cut about DEPTHS_MM."""
    around = np.stack([0.98 * DEPTHS_MM, 1.02 * DEPTHS_MM], axis=1).ravel()
    thick = np.diff(np.concatenate([[0.0], around, [10.0]]))[None]
    one = np.ones_like(thick)
    return Problems(
        n_above=1.0,
        n=(index,) * thick.shape[1],
        n_below=index,
        thickness_mm=thick,
        mu_a_per_mm=absorb * one,
        mu_s_per_mm=SCATTER_PER_MM * one,
        g=0.0 * one,
    )


@pytest.mark.parametrize(("absorb", "within"), [(0.005, 0.08), (0.05, 0.08), (0.3, 0.25)])
@pytest.mark.parametrize("radius_mm", [80.0, 40.0, 10.0])
def test_a_bulge_holds_as_much_more_light_as_the_integral_equation_says(
    absorb: float, within: float, radius_mm: float
) -> None:
    """To a twelfth of the effect; where absorption is no more small, to a quarter."""
    ball, plane = in_a_ball(radius_mm, absorb), in_a_half_space(absorb)
    found = factor(even_skin(absorb), 1.0 / radius_mm).fluence[0, 1::2] - 1.0
    assert found == approx(ball[1:] / plane[1:] - 1.0, rel=within, abs=0.004)


def test_a_large_ball_is_a_plane() -> None:
    assert in_a_ball(2000.0, 0.5)[2] == approx(in_a_half_space(0.5)[2], rel=0.02)
    for one in (factor(even_skin(0.05), 0.0), factor(median_problem("II", 633.0), 0.0)):
        assert one.fluence == approx(1.0, abs=1e-12)
        assert one.taken_up == approx(1.0, abs=1e-12)
        assert one.room == approx(1.0, abs=1e-12)


@pytest.mark.parametrize("index", [1.0, 1.4])
def test_where_nothing_is_taken_up_a_ball_is_as_bright_as_plane_skin(index: float) -> None:
    """Both hold four times the irradiance by the square of the index, everywhere."""
    found = factor(even_skin(0.0, index=index), 0.05)
    assert found.fluence == approx(1.0, abs=0.02)


def test_hollows_lose_what_bulges_gain() -> None:
    """To first order: what is left falls by four where the bend is halved."""
    skin = median_problem("II", 830.0)
    left = []
    for bend in (0.02, 0.01):
        gain, loss = factor(skin, bend), factor(skin, -bend)
        assert np.all(gain.fluence > 1.0)
        assert np.all(loss.fluence < 1.0)
        assert gain.taken_up < 1.0 < loss.taken_up
        left.append(np.log(gain.fluence * loss.fluence))
    assert left[0][:, :-1] == approx(4.0 * left[1][:, :-1], rel=0.2, abs=1e-5)
    assert np.abs(left[0][:, :-1]).max() < 0.005


def test_deeper_and_less_dark_skin_gains_more() -> None:
    """Light turns with the bend where it has walked far."""
    for name in ("II", "VI"):
        more = factor(median_problem(name, 633.0), 0.05).fluence[0]
        assert np.all(np.diff(more) > 0)
    light, dark = (factor(median_problem(n, 633.0), 0.05).fluence[0, 2] for n in ("II", "VI"))
    red, blue = (factor(median_problem("II", nm), 0.05).fluence[0, 2] for nm in (633.0, 450.0))
    assert light > dark > 1.0
    assert red > blue > 1.0


def test_heat_is_counted_by_the_larger_of_volume_and_surface() -> None:
    skin = median_problem("II", 633.0)
    bulge, hollow = factor(skin, 0.05), factor(skin, -0.05)
    assert bulge.absorbed == approx(bulge.fluence)
    assert np.all(hollow.absorbed > hollow.fluence)
    end = np.cumsum(skin.thickness_mm[0])
    volume = ((1.0 + 0.05 * end) ** 3 - 1.0) / 0.15
    assert hollow.room[0] * skin.thickness_mm[0] == approx(np.diff(volume, prepend=0.0))


def asked(curvature_per_mm: FloatArray | None) -> SkinLight:
    skin = skin_of_types(("II",), {name: np.full(4, 0.5) for name in SKIN_DIMENSIONS})
    nm, weight = line_nodes(np.full(4, 633.0), np.full(4, 18.0))
    regions = ("nose", "left_cheek", "right_cheek")
    request = Request(
        skin=skin,
        regions=regions,
        wavelength_nm=nm,
        weight=weight,
        curvature_per_mm=curvature_per_mm,
    )
    return respond([request]).light[0]


def test_the_answer_of_skin_bends_by_scenario_region_and_layer() -> None:
    plane = asked(None)
    bend = np.array([[0.05, 0.02, -0.02]]) * np.array([[1.0], [0.5], [0.0], [2.0]])
    found = asked(bend)
    assert found.fluence[2] == approx(plane.fluence[2], rel=1e-12)
    more = found.fluence / plane.fluence - 1.0  # (scenarios, regions, sources, layers)
    assert np.all(more[[0, 1, 3], :2] > 0)
    assert np.all(more[[0, 1, 3], 2] < 0)
    assert np.ptp(more, axis=2) == approx(0.0, abs=1e-12)
    nose = factor(median_problem("II", 633.0, region="nose"), 0.05)
    assert more[0, 0, 0] == approx(nose.fluence[0] - 1.0, rel=0.02)
    kept = (1.0 - found.reflectance) / (1.0 - plane.reflectance)
    assert kept[0, 0] == approx(float(nose.taken_up[0]), abs=1e-3)
    assert len(more[0, 0, 0]) == len(LAYERS)


def test_a_channel_of_two_colours_bends_by_the_light_that_reaches_a_layer() -> None:
    """Blue hardly passes the epidermis: deeper down red alone counts."""
    skin = skin_of_types(("II",), {name: np.full(4, 0.5) for name in SKIN_DIMENSIONS})
    bend = np.full((4, 1), 0.05)

    def more(*nm: float) -> FloatArray:
        answers = [
            respond(
                [
                    Request(
                        skin=skin,
                        regions=("nose",),
                        wavelength_nm=np.tile(np.array(nm), (4, 1)),
                        weight=np.full(len(nm), 1.0 / len(nm)),
                        curvature_per_mm=curvature,
                    )
                ]
            ).light[0]
            for curvature in (bend, None)
        ]
        gain: FloatArray = answers[0].fluence[0, 0, 0] / answers[1].fluence[0, 0, 0] - 1.0
        return gain

    blue, red, both = more(450.0), more(633.0), more(450.0, 633.0)
    assert np.all((both[1:5] > blue[1:5]) & (both[1:5] < red[1:5]))
    deep = LAYERS.index("deep_plexus")
    assert both[deep] == approx(red[deep], rel=0.05)
