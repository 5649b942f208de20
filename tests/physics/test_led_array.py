"""The kept answers of the oracle of a grid of LEDs: whole, sharp, and true to the plane solver.

They were made by tests/bench/led_oracle.py, and are read here without it.
"""

from __future__ import annotations

import numpy as np
from led_array import cases
from scipy.stats import chi2

from openpbm.skin.transport import solve


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
