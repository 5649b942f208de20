"""The solver against a compiled Monte Carlo, and the Monte Carlo against its own theory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from stacks import random_stack

from openpbm.skin.accuracy import solve_to

pytest.importorskip("numba", reason="the oracle needs numba: pip install openpbm[validation]")

from chi_square import LIKELY, UNLIKELY, even, henyey_greenstein_share, odds_hold, seeded

from openpbm.validation.photons import (
    cut,
    follow,
    lambertian,
    mirrored,
    optical_depth,
    turned,
    turns_back,
)

Recorder = Callable[[str, object], None]
SAMPLES = 50_000


@pytest.fixture(autouse=True)
def _seed() -> None:
    seeded(5)


@pytest.mark.parametrize("g", [-0.5, 0.0, 0.7, 0.95])
def test_turns_follow_henyey_and_greenstein(g: float) -> None:
    """From straight down the new cosine is the turn itself; its distribution function is even."""
    found = np.array([turned(1.0, g) for _ in range(SAMPLES)])
    assert even(henyey_greenstein_share(found, g)) > LIKELY
    assert even(henyey_greenstein_share(found, g + 0.03)) < UNLIKELY
    assert found.mean() == pytest.approx(g, abs=5.0 / np.sqrt(len(found)))


def test_turns_keep_an_even_field_even() -> None:
    """Cosines that are even before a turn are even after it, whatever the azimuth does."""
    rng = np.random.default_rng(3)
    found = np.array([turned(mu, 0.8) for mu in rng.uniform(-1.0, 1.0, SAMPLES)])
    assert even(0.5 * (1.0 + found)) > LIKELY


def test_diffuse_light_falls_by_the_cosine() -> None:
    found = np.array([lambertian() for _ in range(SAMPLES)])
    assert even(found**2) > LIKELY
    assert even(found**2.1) < UNLIKELY


def test_free_paths_are_exponential() -> None:
    found = np.array([optical_depth() for _ in range(SAMPLES)])
    assert even(np.exp(-found)) > LIKELY
    assert even(np.exp(-1.05 * found)) < UNLIKELY


def test_mirrors_turn_back_as_often_as_fresnel_says() -> None:
    """Every angle below total reflection, out of skin."""
    cosines = np.linspace(0.76, 1.0, 13)
    odds = np.array([mirrored(1.5, 1.0, mu)[0] for mu in cosines])
    times = np.array([sum(turns_back(one) for _ in range(SAMPLES // 4)) for one in odds])
    assert odds_hold(times, odds, SAMPLES // 4) > LIKELY
    drier = np.array([mirrored(1.52, 1.0, mu)[0] for mu in cosines])
    assert odds_hold(times, drier, SAMPLES // 4) < UNLIKELY


def test_the_mirror_is_the_textbooks() -> None:
    assert mirrored(1.0, 1.5, 1.0)[0] == pytest.approx(0.04)
    brewster = float(np.cos(np.arctan(1.5)))
    reflected, beyond = mirrored(1.0, 1.5, brewster)
    assert reflected == pytest.approx(0.5 * ((1.5**2 - 1) / (1.5**2 + 1)) ** 2)  # p vanishes
    assert mirrored(1.5, 1.0, beyond)[0] == pytest.approx(reflected)
    assert mirrored(1.5, 1.0, 0.5) == (1.0, 0.0)


def test_without_scattering_the_oracle_knows_beers_law() -> None:
    clear = replace(random_stack(1, layers=1), n=(1.4,), n_below=1.4, mu_s_per_mm=np.zeros((1, 1)))
    thin = replace(clear, mu_a_per_mm=np.ones((1, 1)), thickness_mm=np.full((1, 1), 0.5))
    seen = follow(thin, cosine=1.0)
    entered = 1.0 - (0.4 / 2.4) ** 2
    mean, error = seen.transmittance
    assert abs(mean - entered * np.exp(-0.5)) < 4.0 * error


def test_twelve_random_stacks_agree_in_their_standard_errors(record_property: Recorder) -> None:
    """Reflectance, transmittance and fluence rate of every slice, beams and diffuse light."""
    off: list[float] = []
    for seed in range(12):
        problem = cut(random_stack(seed, layers=1 + seed % 4), 3)
        cosine = (None, 1.0, 0.6)[seed % 3]
        seen = follow(problem, cosine=cosine, seed=seed)
        beams = () if cosine is None else (cosine,)
        exact = solve_to(problem, rtol=3e-4, beam_cosines=beams).solution
        column = len(beams)
        for (mean, error), value in (
            (seen.reflectance, exact.reflectance[0, column]),
            (seen.transmittance, exact.transmittance[0, column]),
            *zip(
                zip(seen.fluence, seen.fluence_se, strict=True),
                exact.mean_fluence[0, column],
                strict=True,
            ),
        ):
            if value > 1e-4:  # too few packets get further for a normal error
                off.append(float((mean - value) / error))
    worst, spread = float(np.abs(off).max()), float(np.sqrt(np.mean(np.square(off))))
    record_property(
        "measured", f"oracle, 12 stacks, {len(off)} numbers: worst {worst:.1f} SE, rms {spread:.2f}"
    )
    assert np.mean(np.abs(off) > 3.0) < 0.02  # 0.4 % are expected by chance with 40 groups
    assert worst < 4.5
    assert spread < 1.4
