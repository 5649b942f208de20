"""The factor of bent skin against photons round balls, hollows and a cylinder (curved.json)."""

from __future__ import annotations

import numpy as np
import pytest
from curved import CurvedCase, curved_cases, factor

from openpbm.arrays import FloatArray, floats
from openpbm.tables import numbers


def off(case: CurvedCase) -> FloatArray:
    """(layers - 1,) what the factor misses, over what the bend does."""
    more = factor(case.problem, case.curvature_per_mm).fluence[0, :-1] - 1.0
    return floats(more - case.more)


@pytest.mark.parametrize("case", curved_cases(), ids=lambda case: case.name)
def test_layered_skin_follows_its_oracle(case: CurvedCase) -> None:
    """In every layer of the dermis, to a fifth of the effect and three standard errors."""
    allowed = 0.2 * np.abs(case.more) + 3.0 * case.more_error
    assert np.all(np.abs(off(case))[2:] < allowed[2:])
    taken, error = case.taken_up
    found = float(factor(case.problem, case.curvature_per_mm).taken_up[0])
    assert abs(found - taken) < 0.15 * abs(1.0 - taken) + 4.0 * error


def test_the_doubt_of_the_factor_is_what_the_oracle_leaves() -> None:
    """Root mean square over skins, colours, shapes and layers, less chance."""
    cases = curved_cases()
    missed = np.concatenate([off(case)[2:] for case in cases])
    chance = np.concatenate([case.more_error[2:] for case in cases])
    effect = np.concatenate([case.more[2:] for case in cases])
    weight = 1.0 / (chance**2 + (0.1 * effect) ** 2)
    relative = np.sum(weight * (missed**2 - chance**2)) / np.sum(weight * effect**2)
    assert np.sqrt(max(relative, 0.0)) < numbers("curvature")["curvature.effect_sd"].value


def test_a_cylinder_does_half_of_a_ball() -> None:
    """The sum of both principal curvatures counts: as a ball of twice the radius."""
    cases = {case.name.split(", ", 2)[2]: case for case in curved_cases() if "50, 633" in case.name}
    round_10, ball_20 = cases["cylinder 10 mm"], cases["ball 20 mm"]
    apart = round_10.fluence - ball_20.fluence
    error = np.hypot(round_10.fluence_error, ball_20.fluence_error)
    effect = ball_20.fluence - ball_20.plane
    assert np.all(np.abs(apart)[2:] < 0.15 * effect[2:] + 3.0 * error[2:])
    assert np.all(effect[2:] > 6.0 * error[2:])
