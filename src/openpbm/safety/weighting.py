"""Spectra against the hazard weighting functions of IEC 62471 and ICNIRP. Theory 8.1."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.special import ndtr

from openpbm.arrays import FloatArray, floats
from openpbm.mask import Spectrum
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
    peak, sigma = floats(peak_nm), floats(fwhm_nm) / FWHM_PER_SIGMA
    if steps is not None:
        return floats(sum(jump * _share_above(edge, peak, sigma) for edge, jump in steps))
    nm, weight = _weights(column)
    place = np.linspace(-REACH, REACH, POINTS)  # in widths of the line, the same for all lines
    line = np.exp(-0.5 * place**2)
    at = np.interp(peak[..., None] + sigma[..., None] * place, nm, weight, left=0, right=0)
    return floats(at @ (line / line.sum()))


def _share_above(edge_nm: float, peak_nm: FloatArray, sigma_nm: FloatArray) -> FloatArray:
    """Share of a Gaussian line that lies at or above a wavelength."""
    away = peak_nm - edge_nm
    width = np.where(sigma_nm > 0, sigma_nm, 1.0)
    return np.where(sigma_nm > 0, ndtr(away / width), np.where(away >= 0, 1.0, 0.0))


def spectrum_weight(column: str, spectrum: Spectrum) -> float:
    """Weight of a measured spectrum, straight between its samples.

    Weight and power are both straight between the wavelengths of either, so Simpson's rule
    on their union is exact: a finer table of the same spectrum changes nothing.
    """
    nm, power = spectrum.wavelength_nm, spectrum.power
    total = float(np.trapezoid(power, nm))
    steps = _steps(column)
    if steps is not None:
        return sum(jump * _power_above(edge, nm, power) for edge, jump in steps) / total
    table_nm, weight = _weights(column)
    grid = np.union1d(nm, table_nm)
    middle = 0.5 * (grid[1:] + grid[:-1])

    def product(at: FloatArray) -> FloatArray:
        lit = np.interp(at, nm, power, left=0, right=0)
        return lit * np.interp(at, table_nm, weight, left=0, right=0)

    ends, centre = product(grid), product(middle)
    parts = (ends[:-1] + 4.0 * centre + ends[1:]) / 6.0 * np.diff(grid)
    return float(parts.sum()) / total


def _power_above(edge_nm: float, nm: FloatArray, power: FloatArray) -> float:
    """Power of a measured spectrum at and above a wavelength."""
    if edge_nm >= nm[-1]:
        return 0.0
    kept = nm > edge_nm
    at_edge = [] if edge_nm < nm[0] else [float(np.interp(edge_nm, nm, power))]
    start = [edge_nm] * len(at_edge)
    return float(np.trapezoid([*at_edge, *power[kept]], [*start, *nm[kept]]))


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


def in_band(peak_nm: FloatArray, low_nm: float, high_nm: float) -> FloatArray:
    """One where a line's peak lies in a band, else zero; same shape."""
    return np.where((peak_nm >= low_nm) & (peak_nm <= high_nm), 1.0, 0.0)
