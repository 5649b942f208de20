"""The oracle of curvature against laws that hold for any walk, and its kept answers against it."""

from __future__ import annotations

import numpy as np
import pytest
from pytest import approx

from openpbm.skin.problems import Problems
from openpbm.skin.transport import solve

pytest.importorskip("numba", reason="the oracle needs numba: pip install openpbm[validation]")

from curved import curved_cases
from curved_photons import BALL, CYLINDER, follow_bent


def stack(absorb: tuple[float, float, float]) -> Problems:
    """Two layers that end over one that does not, with a step of index between them."""
    return Problems(
        n_above=1.0,
        n=(1.5, 1.4, 1.44),
        n_below=1.44,
        thickness_mm=np.array([[0.2, 1.0, 5.0]]),
        mu_a_per_mm=np.array([absorb]),
        mu_s_per_mm=np.array([[6.0, 4.0, 3.0]]),
        g=np.array([[0.5, 0.6, 0.0]]),
    )


@pytest.mark.parametrize("third", [BALL, CYLINDER])
def test_a_clear_body_is_filled_evenly(third: float) -> None:
    """Whatever scatters: all light leaves, and fluence is 4 n^2 times the irradiance."""
    seen = follow_bent(stack((0.0, 0.0, 0.0)), 4.0, third=third, packets=400, groups=20)
    assert seen.reflectance[0] == approx(1.0, abs=1e-9)
    expected = 4.0 * np.array([1.5, 1.4]) ** 2
    assert np.abs(seen.fluence - expected) == approx(0.0, abs=4.0 * seen.fluence_se.max())
    assert np.all(seen.fluence_se < 0.03 * expected)


@pytest.mark.parametrize("radius_mm", [1e4, -1e4])
def test_a_large_bend_is_the_plane_solver(radius_mm: float) -> None:
    problem = stack((0.4, 0.05, 0.1))
    endless = Problems(
        n_above=problem.n_above,
        n=problem.n,
        n_below=problem.n_below,
        thickness_mm=np.array([[0.2, 1.0, np.inf]]),
        mu_a_per_mm=problem.mu_a_per_mm,
        mu_s_per_mm=problem.mu_s_per_mm,
        g=problem.g,
    )
    exact = solve(endless, nodes=16)
    seen = follow_bent(problem, radius_mm, packets=1500, groups=20)
    mean, error = seen.reflectance
    assert mean == approx(exact.reflectance[0, 0], abs=4.0 * error)
    assert error < 0.005
    off = (seen.fluence - exact.mean_fluence[0, 0, :2]) / seen.fluence_se
    assert np.abs(off).max() < 4.0


def test_a_ball_gains_and_a_hollow_loses() -> None:
    problem = stack((0.4, 0.05, 0.1))
    ball, hollow = (follow_bent(problem, r, packets=1500, groups=20) for r in (8.0, -8.0))
    error = np.hypot(ball.fluence_se, hollow.fluence_se)
    assert np.all(ball.fluence - hollow.fluence > 6.0 * error)
    assert ball.reflectance[0] > hollow.reflectance[0]


def test_what_is_kept_is_what_the_oracle_says() -> None:
    """Blue on dark skin: the shortest walks of all that were followed."""
    name = "ITA -30, 450 nm, ball 10 mm"
    case = next(case for case in curved_cases() if case.name == name)
    seen = follow_bent(case.problem, case.radius_mm, packets=1000, groups=20, seed=7)
    off = (seen.fluence - case.fluence) / np.hypot(seen.fluence_se, case.fluence_error)
    assert np.abs(off).max() < 4.0
    mean, error = seen.reflectance
    assert mean == approx(case.reflectance[0], abs=4.0 * np.hypot(error, case.reflectance[1]))
