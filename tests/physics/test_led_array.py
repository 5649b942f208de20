"""The kept answers of the oracle of a grid of LEDs, and the solvers of light held to them.

They were made by tests/bench/led_oracle.py, and are read here without it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from led_array import ArrayCase, cases
from scipy.stats import chi2

from openpbm.arrays import FloatArray
from openpbm.skin.lateral import lateral_table
from openpbm.skin.led_kernel import LedKernel, led_kernel, under_square_array
from openpbm.skin.transport import solve

Recorder = Callable[[str, object], None]


def test_standard_errors_are_small_enough_to_judge_by() -> None:
    for case in cases():
        named = list(case.named_spots.values())
        share = (case.fluence_error / case.fluence)[..., named]
        assert share.max() < 0.005
        assert share.min() > 1e-4, "packets are never this many"


def test_spots_tile_the_cell() -> None:
    for case in cases():
        mean = case.fluence @ case.spot_counts / case.spot_counts.sum()
        assert np.abs(mean / case.cell_mean - 1.0).max() < 5e-4
        assert case.spot_counts.sum() * (2.0 * case.spot_half_mm) ** 2 == case.pitch_mm**2


def test_means_over_the_cell_are_those_of_diffuse_light() -> None:
    off = []
    for case in cases():
        inner = np.linspace(-0.9, 0.9, 10)
        depths = case.depths_mm[:, None] + case.slab_half_mm[:, None] * inner
        exact = solve(case.problem, depths_mm=depths.ravel(), nodes=16)
        expected = exact.fluence[0, 0].reshape(depths.shape).mean(axis=1)
        off += [(case.cell_mean - expected) / case.cell_mean_error]
        ends = np.array([exact.reflectance[0, 0], exact.transmittance[0, 0]])
        off += [(case.ends - ends) / case.ends_error]
    worst = np.abs(np.concatenate(off))
    assert worst.max() < 4.0
    assert chi2.sf(np.square(worst).sum(), worst.size) > 1e-3


@cache
def kernel(case: ArrayCase) -> LedKernel:
    return led_kernel(lateral_table(case.problem, case.depths_mm))


def solved(case: ArrayCase, height_mm: float) -> FloatArray:
    """(depths, spots) of the solver of lateral spread, as means over the spots."""
    node, part = np.polynomial.legendre.leggauss(3)
    inner = case.spot_half_mm * node
    places = [(x + a, y + b) for x, y in case.spots_mm.tolist() for a in inner for b in inner]
    found = under_square_array(
        kernel(case),
        pitch_mm=case.pitch_mm,
        height_mm=height_mm,
        places_mm=places,
        beam_order=case.beam_order,
    )
    weight = 0.25 * np.outer(part, part).ravel()
    each = found.reshape(len(case.spots_mm), len(weight), -1)
    mean: FloatArray = weight @ each  # over the points of a spot
    return mean.T


def test_light_under_a_grid_of_leds_is_the_oracles(record_property: Recorder) -> None:
    """Every square millimetre of the cell, four depths, two heights, four skins."""
    off, errors = [], []
    for case in cases():
        for h, height_mm in enumerate(case.heights_mm.tolist()):
            off.append(solved(case, height_mm) / case.fluence[h] - 1.0)
            errors.append(case.fluence_error[h] / case.fluence[h])
    share, error = np.array(off), np.array(errors)
    in_errors = np.abs(share / error)
    rms = float(np.sqrt(np.square(in_errors).mean()))
    record_property(
        "measured",
        f"LED grid, {share.size} numbers: worst {np.abs(share).max():.2%}, "
        f"{in_errors.max():.1f} SE, rms {rms:.2f} SE",
    )
    assert np.abs(share).max() < 0.01
    assert in_errors.max() < 5.0
    assert rms < 1.25


def test_the_oracle_would_notice_a_wrong_height() -> None:
    case = cases()[0]
    share = solved(case, 0.95 * case.heights_mm[0]) / case.fluence[0] - 1.0
    assert np.abs(share).max() > 0.03
    assert np.abs(share / case.fluence_error[0] * case.fluence[0]).max() > 20.0
