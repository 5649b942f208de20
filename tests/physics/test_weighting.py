"""Weighted spectra against the worked example of the safety data set (Gaussian lines, 1e-3)."""

from __future__ import annotations

import numpy as np
import pytest

from openpbm.safety.weighting import effective_weight


@pytest.mark.parametrize(
    ("column", "peak_nm", "fwhm_nm", "expected"),
    [
        ("B_iec62471", 415, 15, 0.673987),
        ("B_iec62471", 450, 20, 0.912738),
        ("B_iec62471", 465, 25, 0.704010),
        ("B_iec62471", 405, 15, 0.281037),
        ("B_iec62471", 633, 20, 0.001000),
        ("R_iec62471", 415, 15, 6.73987),
        ("R_iec62471", 830, 35, 0.550830),
        ("UVA", 415, 15, 0.00926),  # the Gaussian tail below 400 nm, in closed form
        ("UVA", 405, 15, 0.21625),
    ],
)
def test_the_worked_example_is_met(
    column: str, peak_nm: float, fwhm_nm: float, expected: float
) -> None:
    got = float(effective_weight(column, np.array(peak_nm), np.array(fwhm_nm)))
    assert got == pytest.approx(expected, rel=1e-3)


def test_a_narrow_line_has_the_weight_of_its_peak() -> None:
    at = effective_weight("WIR_iec62471", np.array([633.0, 830.0]), np.array([0.01, 0.01]))
    assert at == pytest.approx([0.0, 1.0])
