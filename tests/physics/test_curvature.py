"""What plane layers leave out on a bent face: the figures of theory 11.8, without our solver.

Light in an evenly lit ball that scatters alike to all sides obeys an integral equation of one
dimension, and so does a half space; both are solved cell by cell, with the kernel integrated.
"""

from __future__ import annotations

import numpy as np
import pytest
from pytest import approx
from scipy.optimize import brentq
from scipy.special import expn

from openpbm.arrays import FloatArray, floats

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


def slowest_rate(absorb: float) -> float:
    extinct = absorb + SCATTER_PER_MM
    share = SCATTER_PER_MM / extinct

    def left(v: float) -> float:
        return float(share / (2.0 * v) * np.log((1.0 + v) / (1.0 - v)) - 1.0)

    return extinct * float(brentq(left, 1e-6, 1.0 - 1e-9))


@pytest.mark.parametrize(
    ("radius_mm", "more"),
    [(80.0, (0.01, 0.025, 0.045)), (40.0, (0.015, 0.05, 0.095)), (10.0, (0.05, 0.19, 0.37))],
)
def test_a_bulge_holds_more_light(radius_mm: float, more: tuple[float, ...]) -> None:
    """Eq. (11.11) to 2 %, and per irradiance the shares that theory 11.8 tells."""
    absorb = 0.005
    ball, plane = in_a_ball(radius_mm, absorb), in_a_half_space(absorb)
    kappa = slowest_rate(absorb)
    inside = radius_mm - DEPTHS_MM
    crowded = radius_mm / inside * np.sinh(kappa * inside) / np.sinh(kappa * radius_mm)
    form = crowded * np.exp(kappa * DEPTHS_MM)
    assert (ball[1:] / ball[0]) / (plane[1:] / plane[0]) == approx(form, rel=0.02)
    assert ball[1:] / plane[1:] - 1.0 == approx(np.array(more), abs=0.006)


def test_a_large_ball_is_a_plane() -> None:
    assert in_a_ball(2000.0, 0.5)[2] == approx(in_a_half_space(0.5)[2], rel=0.02)
