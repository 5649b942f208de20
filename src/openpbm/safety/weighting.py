"""Spectra against the hazard weighting functions of IEC 62471 and ICNIRP. Theory 8.1."""

from __future__ import annotations

from functools import cache

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.mask import Spectrum
from openpbm.mask.emission import Emission, line_above
from openpbm.tables import columns
from openpbm.units import FWHM_PER_SIGMA

REACH = 4.5  # standard deviations; less than 1e-5 of a Gaussian lies beyond
POINTS = 121
UVA_NM = (315.0, 400.0)
MOST_STEPS = 4  # a column with fewer levels than this is a band, not a curve


def effective_weight(column: str, peak_nm: FloatArray, fwhm_nm: FloatArray) -> FloatArray:
    """Weight of a Gaussian line: integral of weight times power over integral of power.

    Bands (near-UV, infrared, skin) are integrated in closed form, so that the share beyond
    an edge is exact; curves by sampling, to 1e-4 of their peak.

    Args:
        column: a column of `hazard_weighting.csv`, or "UVA" for the plain share in 315-400 nm.
        peak_nm: (...,) line centres.
        fwhm_nm: (...,) full widths at half maximum; 0 is a single wavelength.

    Returns:
        (...,) dimensionless weight.

    Source: `hazard_weighting.csv`; worked example in tests/physics/test_worked_example.py.
    """
    steps = _steps(column)
    peak, width = floats(peak_nm), floats(fwhm_nm)
    if steps is not None:
        return floats(sum(jump * line_above(edge, peak, width) for edge, jump in steps))
    nm, weight = _weights(column)
    place = np.linspace(-REACH, REACH, POINTS)  # in widths of the line, the same for all lines
    line = np.exp(-0.5 * place**2)
    sigma = width / FWHM_PER_SIGMA
    at = np.interp(peak[..., None] + sigma[..., None] * place, nm, weight, left=0, right=0)
    return floats(at @ (line / line.sum()))


def emission_weight(column: str, light: Emission) -> FloatArray:
    """(..., C) weight of every channel, its measured spectrum where there is one."""
    return light.each(
        lambda peak_nm, fwhm_nm: effective_weight(column, peak_nm, fwhm_nm),
        lambda spectrum: spectrum_weight(column, spectrum),
    )


@cache  # a spectrum is compared by identity, and never changes
def spectrum_weight(column: str, spectrum: Spectrum) -> float:
    """Weight of a measured spectrum, straight between its samples.

    Weight and power are both straight between the wavelengths of either, so Simpson's rule
    on their union is exact: a finer table of the same spectrum changes nothing.
    """
    nm, power = spectrum.wavelength_nm, spectrum.power
    steps = _steps(column)
    if steps is not None:
        return sum(jump * spectrum.above(edge) for edge, jump in steps)
    table_nm, weight = _weights(column)
    grid = np.union1d(nm, table_nm)
    middle = 0.5 * (grid[1:] + grid[:-1])

    def product(at: FloatArray) -> FloatArray:
        lit = np.interp(at, nm, power, left=0, right=0)
        return lit * np.interp(at, table_nm, weight, left=0, right=0)

    ends, centre = product(grid), product(middle)
    parts = (ends[:-1] + 4.0 * centre + ends[1:]) / 6.0 * np.diff(grid)
    return float(parts.sum() / np.trapezoid(power, nm))


@cache
def _steps(column: str) -> tuple[tuple[float, float], ...] | None:
    """Edges of a band with the jump at each, rising; None for a curve.

    The infrared bands run beyond the last row of the table: nothing drops at its end.
    """
    if column == "UVA":
        return (UVA_NM[0], 1.0), (UVA_NM[1], -1.0)
    nm, weight = _weights(column)
    if len(np.unique(weight)) >= MOST_STEPS:
        return None
    at = np.flatnonzero(np.diff(weight)) + 1
    return tuple((float(nm[i]), float(weight[i] - weight[i - 1])) for i in at)


def _weights(column: str) -> tuple[FloatArray, FloatArray]:
    table = columns("hazard_weighting")
    return table["lambda_nm"], np.nan_to_num(table[column])
