"""Derivatives by the adjoint against differences of the solver itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from stacks import random_stack

from openpbm.arrays import FloatArray
from openpbm.skin.gradient import Gradients, Sensitivity, gradients
from openpbm.skin.problems import Angular, Problems, Solution
from openpbm.skin.transport import solve

Recorder = Callable[[str, object], None]

FORWARD = Angular(cosines=np.array([0.0, 1.0]), radiance=np.array([0.2, 1.0]))
NODES = 6


def both(
    problems: Problems, depths: FloatArray
) -> tuple[Gradients, Callable[[Problems], Solution]]:
    def again(changed: Problems) -> Solution:
        return solve(
            changed,
            beam_cosines=(1.0, 0.4),
            distributions=(FORWARD,),
            depths_mm=depths,
            nodes=NODES,
        )

    found = gradients(
        problems,
        beam_cosines=(1.0, 0.4),
        distributions=(FORWARD,),
        depths_mm=depths,
        nodes=NODES,
    )
    return found, again


def difference(
    problems: Problems, solver: Callable[[Problems], Solution], field: str, layer: int, name: str
) -> FloatArray:
    """d(answer) / d(ln coefficient) by Richardson's extrapolation of central differences."""

    def at(step: float) -> FloatArray:
        values = getattr(problems, field).copy()
        values[:, layer] *= 1.0 + step
        answer: FloatArray = getattr(solver(replace(problems, **{field: values})), name)
        return np.where(np.isfinite(answer), answer, 0.0)

    slopes = [(at(h) - at(-h)) / (2.0 * h) for h in (0.02, 0.01, 0.005)]
    once = [(4.0 * b - a) / 3.0 for a, b in pairwise(slopes)]
    return (16.0 * once[1] - once[0]) / 15.0


def sensitivity(found: Gradients, field: str) -> Sensitivity:
    return found.by_mu_a if field == "mu_a_per_mm" else found.by_mu_s


@pytest.mark.parametrize("endless", [False, True])
@pytest.mark.parametrize("field", ["mu_a_per_mm", "mu_s_per_mm"])
def test_gradients_are_those_of_differences(
    field: str, endless: bool, record_property: Recorder
) -> None:
    """Within 1e-6 of each answer's own size; depths in every layer, at interfaces, at the top."""
    worst = 0.0
    for seed in range(2):
        problems = random_stack(seed, layers=4, endless=endless)
        edges = np.cumsum(problems.thickness_mm[0])
        ends = edges[-1] if np.isfinite(edges[-1]) else edges[-2] + 1.0
        depths = np.array([0.0, 0.3 * edges[0], *edges[:-1], 0.5 * (edges[-2] + ends)])
        found, again = both(problems, depths)
        given = sensitivity(found, field)
        for layer in range(4):
            size = getattr(problems, field)[0, layer]
            for name in ("reflectance", "transmittance", "absorbed", "fluence", "factor"):
                true = difference(problems, again, field, layer, name)
                got = getattr(given, name)[..., layer] * size
                value = np.maximum(np.abs(getattr(found.solution, name)), 1e-6)
                off = np.abs(got - true) / value
                if name == "factor":  # of one beam along another: 1e-5 of rounding in it
                    assert off[:, 1:3].max(where=np.isfinite(value[:, 1:3]), initial=0.0) < 2e-2
                    off = off[:, [0, 3]]
                worst = max(worst, float(off.max()))
    record_property("measured", f"gradient by {field}, endless {endless}: off by {worst:.0e}")
    assert worst < 1e-6


def test_a_batch_has_the_gradients_of_each_stack_alone() -> None:
    """Depths that lie in different layers of different stacks."""
    one = random_stack(3, layers=3)
    rng = np.random.default_rng(0)
    shape = (7, 3)
    batch = Problems(
        n_above=1.0,
        n=one.n,
        n_below=one.n_below,
        thickness_mm=rng.uniform(0.05, 0.6, shape),
        mu_a_per_mm=rng.uniform(0.05, 3.0, shape),
        mu_s_per_mm=rng.uniform(5.0, 40.0, shape),
        g=rng.uniform(0.7, 0.95, shape),
    )
    depths = rng.uniform(0.0, batch.thickness_mm.sum(axis=1)[:, None], (7, 4))
    found, _ = both(batch, depths)
    for row in range(7):
        alone, _ = both(batch.part(slice(row, row + 1)), depths[row : row + 1])
        for field in ("mu_a_per_mm", "mu_s_per_mm"):
            for name in ("reflectance", "absorbed", "fluence"):
                many = getattr(sensitivity(found, field), name)[row]
                single = getattr(sensitivity(alone, field), name)[0]
                assert many == pytest.approx(single, rel=1e-8, abs=1e-12)


def test_what_is_kept_stays_kept_under_change() -> None:
    """R + T + sum A is 1 whatever the coefficients: the derivatives add up to nothing.

    Transmittance is made from the others, so it is held to its own difference instead.
    """
    problems = random_stack(8, layers=2)
    thin = replace(problems, thickness_mm=np.array([[0.02, 0.03]]))
    found, again = both(thin, np.zeros(0))
    for field in ("mu_a_per_mm", "mu_s_per_mm"):
        true = difference(thin, again, field, 1, "transmittance")
        got = sensitivity(found, field).transmittance[..., 1] * getattr(thin, field)[0, 1]
        assert np.abs(true).max() > 1e-3
        assert got == pytest.approx(true, abs=1e-7)


def test_more_absorption_never_brightens() -> None:
    for seed in range(10):
        problems = random_stack(seed, layers=5)
        found = gradients(problems, depths_mm=np.array([0.0, 0.01]), nodes=6)
        assert found.by_mu_a.reflectance.max() <= 1e-12
        assert found.by_mu_a.fluence.max() <= 1e-12
        assert np.all(np.diagonal(found.by_mu_a.absorbed[0, 0]) >= -1e-12)


def test_gradients_hold_where_hardly_anything_is_absorbed_or_scattered() -> None:
    problems = replace(
        random_stack(2, layers=2),
        mu_a_per_mm=np.array([[1e-6, 1e-3]]),
        mu_s_per_mm=np.array([[1e-4, 40.0]]),
        thickness_mm=np.array([[0.5, 0.5]]),
    )
    found, again = both(problems, np.array([0.1, 0.7]))
    for field in ("mu_a_per_mm", "mu_s_per_mm"):
        for layer in (0, 1):
            size = getattr(problems, field)[0, layer]
            for name in ("reflectance", "fluence"):
                true = difference(problems, again, field, layer, name)
                got = getattr(sensitivity(found, field), name)[..., layer] * size
                assert got == pytest.approx(true, rel=1e-6, abs=1e-8)
