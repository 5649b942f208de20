"""Weighted spectra against the worked example of the safety data set (Gaussian lines, 1e-3)."""

from __future__ import annotations

import numpy as np
import pytest

from openpbm.mask import Spectrum
from openpbm.safety.hazard.weighting import effective_weight, spectrum_weight
from openpbm.units import FWHM_PER_SIGMA


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


# Nodes as printed; between 500 and 600 nm B is a formula. S, B: IEC 62471:2006 Tables 4.1, 4.2;
# A: ICNIRP 2013 Table 2, from memory of the public transcriptions that the columns name.
S_PRINTED = {
    300: 0.3, 305: 0.06, 310: 0.015, 315: 0.003, 320: 0.001, 325: 5.0e-4, 330: 4.1e-4,
    335: 3.4e-4, 340: 2.8e-4, 345: 2.4e-4, 350: 2.0e-4, 355: 1.6e-4, 360: 1.3e-4, 365: 1.1e-4,
    370: 9.3e-5, 375: 7.7e-5, 380: 6.4e-5, 385: 5.3e-5, 390: 4.4e-5, 395: 3.6e-5, 400: 3.0e-5,
}  # fmt: skip
B_PRINTED = {
    380: 0.01, 385: 0.013, 390: 0.025, 395: 0.05, 400: 0.1, 405: 0.2, 410: 0.4, 415: 0.8,
    420: 0.9, 425: 0.95, 430: 0.98, 435: 1.0, 440: 1.0, 445: 0.97, 450: 0.94, 455: 0.9, 460: 0.8,
    465: 0.7, 470: 0.62, 475: 0.55, 480: 0.45, 485: 0.4, 490: 0.22, 495: 0.16, 600: 0.001,
    650: 0.001, 700: 0.001,
}  # fmt: skip
A_PRINTED = {
    340: 5.88, 350: 5.46, 360: 4.62, 370: 3.75, 380: 3.19, 385: 2.31, 390: 1.88, 395: 1.58,
    400: 1.43, 405: 1.3, 410: 1.25, 415: 1.2, 420: 1.15, 425: 1.11, 430: 1.07, 435: 1.03, 440: 1.0,
    445: 0.97, 450: 0.94, 500: 0.1, 600: 0.001, 700: 0.001,
}  # fmt: skip


@pytest.mark.parametrize(
    ("column", "printed"),
    [("S_uv", S_PRINTED), ("B_iec62471", B_PRINTED), ("B_icnirp2013", B_PRINTED),
     ("A_icnirp2013", A_PRINTED)],
)  # fmt: skip
def test_a_function_is_what_is_printed_at_its_nodes(column: str, printed: dict[int, float]) -> None:
    nm = np.array(list(printed), dtype=float)
    found = effective_weight(column, nm, np.zeros(len(nm)))
    assert found == pytest.approx(list(printed.values()), rel=1e-6)


def test_blue_weights_from_500_to_600_nm_are_the_formula() -> None:
    """Rounded to three decimals, 590 nm would be 0.001 for 0.00158, and 16 % low in a line."""
    nm = np.arange(500.0, 601.0)
    formula = 10.0 ** ((450.0 - nm) / 50.0)
    for column in ("B_iec62471", "B_icnirp2013", "A_icnirp2013"):
        assert effective_weight(column, nm, 0.0 * nm) == pytest.approx(formula, rel=1e-5)


@pytest.mark.parametrize(("column", "end_nm"), [("S_uv", 400.0), ("B_iec62471", 700.0)])
def test_a_function_that_ends_ends_at_once(column: str, end_nm: float) -> None:
    at, after = effective_weight(column, np.array([end_nm, end_nm + 0.01]), np.zeros(2))
    assert at > 0
    assert after == 0.0


@pytest.mark.parametrize("peak_nm", [405.0, 415.0, 417.0])
def test_no_actinic_ultraviolet_lies_above_400_nm(peak_nm: float) -> None:
    """Against a fine sum that stops at 400 nm; a line to nothing at 401 nm is 11 to 22 % more."""
    sigma = 15.0 / FWHM_PER_SIGMA
    nm = np.linspace(350.0, 400.0, 200_001)
    nodes = np.array(list(S_PRINTED), dtype=float)
    weight = np.exp(np.interp(nm, nodes, np.log(list(S_PRINTED.values()))))
    line = np.exp(-0.5 * ((nm - peak_nm) / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))
    want = float(np.trapezoid(weight * line, nm))
    got = float(effective_weight("S_uv", np.array(peak_nm), np.array(15.0)))
    assert got == pytest.approx(want, rel=5e-3)
    fine = np.arange(350.0, 480.0, 0.25)
    spectrum = Spectrum(fine, np.exp(-0.5 * ((fine - peak_nm) / sigma) ** 2))
    assert spectrum_weight("S_uv", spectrum) == pytest.approx(want, rel=5e-3)


@pytest.mark.parametrize("low_nm", [380.0, 400.0, 450.0])
def test_no_weight_of_a_spectrum_is_below_nothing(low_nm: float) -> None:
    """A ceiling that shrinks with time or drive would let the search for minutes run on."""
    nm = np.arange(low_nm, 1000.0)
    for middle_nm in (500.0, 633.0, 830.0):
        lit = np.exp(-0.5 * ((nm - middle_nm) / 9.0) ** 2) + 1e-3
        spectrum = Spectrum(wavelength_nm=nm, power=lit)
        for column in ("UVA", "S_uv", "B_iec62471", "WIR_iec62471", "Wskin"):
            assert spectrum_weight(column, spectrum) >= 0.0
        assert spectrum.share(300.0, 390.0) >= 0.0
