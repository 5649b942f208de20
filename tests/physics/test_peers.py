"""The solver against a Monte Carlo of our own and two packages that solve parts of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from oracle import monte_carlo

from openpbm.skin.transport import Problems, solve

Recorder = Callable[[str, object], None]


def skin_like(*, mu_a: list[float], mu_s: list[float], g: float, n: tuple[float, ...]) -> Problems:
    return Problems(
        n_above=1.0,
        n=n,
        n_below=1.0,
        thickness_mm=np.array([[0.08, 0.4, 0.9]]),
        mu_a_per_mm=np.array([mu_a]),
        mu_s_per_mm=np.array([mu_s]),
        g=np.full((1, 3), g),
    )


@pytest.mark.parametrize("cosine", [None, 1.0, 0.5], ids=["lambertian", "normal", "60 deg"])
@pytest.mark.parametrize("g", [0.0, 0.8])
def test_our_monte_carlo_agrees_in_its_standard_errors(
    cosine: float | None, g: float, record_property: Recorder
) -> None:
    problem = skin_like(mu_a=[1.5, 0.4, 0.8], mu_s=[12.0, 8.0, 6.0], g=g, n=(1.5, 1.4, 1.46))
    seen = monte_carlo(problem, cosine=cosine)
    beams = () if cosine is None else (cosine,)
    solved = solve(problem, beam_cosines=beams, nodes=16)
    column = len(beams)
    off = [
        (solved.reflectance[0, column] - seen.reflectance) / seen.reflectance_se,
        (solved.transmittance[0, column] - seen.transmittance) / seen.transmittance_se,
        *(solved.absorbed[0, column] - seen.absorbed) / seen.absorbed_se,
    ]
    record_property("measured", f"Monte Carlo, g {g}, {cosine}: off by {max(map(abs, off)):.1f} SE")
    assert max(map(abs, off)) < 4.0  # five numbers, six cases: 3 SE is passed by chance


def test_pythonic_disort_agrees_where_indices_match(record_property: Recorder) -> None:
    """Index 1 everywhere: the only case that DISORT can express."""
    disort = pytest.importorskip("PythonicDISORT.pydisort").pydisort
    problem = skin_like(mu_a=[0.3, 0.05, 0.1], mu_s=[20.0, 12.0, 8.0], g=0.8, n=(1.0, 1.0, 1.0))
    extinction = problem.mu_a_per_mm[0] + problem.mu_s_per_mm[0]
    tau = np.cumsum(extinction * problem.thickness_mm[0])
    albedo = problem.mu_s_per_mm[0] / extinction
    streams = 32
    coefficients = np.tile(0.8 ** np.arange(streams + 1), (3, 1))
    depths = np.array([0.02, 0.3, 0.8])
    at = np.interp(depths, np.concatenate([[0], np.cumsum(problem.thickness_mm[0])]), [0, *tau])
    mu0 = 0.9
    result = disort(
        tau, albedo, streams, coefficients, mu0, 1.0, 0.0, f_arr=coefficients[:, streams],
        only_flux=True,
    )  # fmt: skip
    up = float(result[1](0.0)) / mu0
    mean = np.array([np.mean(result[3](t)) for t in at])
    solved = solve(problem, beam_cosines=(mu0,), depths_mm=depths, nodes=16)
    difference = abs(float(solved.reflectance[0, 1]) / up - 1.0)
    record_property("measured", f"PythonicDISORT, n 1, R differs by {difference:.1e}")
    assert difference < 1e-3
    assert np.all(mean > 0)


@pytest.mark.parametrize(("a", "b", "g", "n"), [(0.95, 2.0, 0.8, 1.4), (0.99, 4.0, 0.9, 1.5)])
def test_iadpython_agrees_within_its_own_accuracy(a: float, b: float, g: float, n: float) -> None:
    """Adding-doubling of one slab in air; its diffuse R is up to 0.9 % off."""
    iad = pytest.importorskip("iadpython")
    sample = iad.Sample(a=a, b=b, g=g, n=n, quad_pts=16)
    direct_r, direct_t, diffuse_r, diffuse_t = sample.rt()
    problem = Problems(
        n_above=1.0,
        n=(n,),
        n_below=1.0,
        thickness_mm=np.array([[1.0]]),
        mu_a_per_mm=np.array([[b * (1 - a)]]),
        mu_s_per_mm=np.array([[b * a]]),
        g=np.array([[g]]),
    )
    solved = solve(problem, beam_cosines=(1.0,), nodes=16)
    assert solved.reflectance[0] == pytest.approx([diffuse_r, direct_r], rel=1e-2)
    assert solved.transmittance[0] == pytest.approx([diffuse_t, direct_t], rel=1e-2)
