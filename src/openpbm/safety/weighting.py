"""Spectra against the hazard weighting functions of IEC 62471 and ICNIRP. Theory 8.1."""

from __future__ import annotations

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.tables import columns
from openpbm.units import FWHM_PER_SIGMA

REACH = 5.0  # standard deviations
POINTS = 201
UVA_NM = (315.0, 400.0)


def effective_weight(column: str, peak_nm: FloatArray, fwhm_nm: FloatArray) -> FloatArray:
    """Weight of a Gaussian line: integral of weight times power over integral of power.

    Args:
        column: a column of `hazard_weighting.csv`, or "UVA" for the plain share in 315-400 nm.
        peak_nm: (...,) line centres.
        fwhm_nm: (...,) full widths at half maximum.

    Returns:
        (...,) dimensionless weight.

    Source: `hazard_weighting.csv`; worked example in tests/physics/test_hazards.py.
    """
    nm, weight = _weights(column)
    sigma = np.asarray(fwhm_nm)[..., None] / FWHM_PER_SIGMA
    place = np.linspace(-REACH, REACH, POINTS)  # in widths of the line, the same for all lines
    line = np.exp(-0.5 * place**2)
    at = np.interp(np.asarray(peak_nm)[..., None] + sigma * place, nm, weight, left=0, right=0)
    return floats(at @ (line / line.sum()))


def _weights(column: str) -> tuple[FloatArray, FloatArray]:
    table = columns("hazard_weighting")
    nm = table["lambda_nm"]
    if column == "UVA":
        inside = (nm >= UVA_NM[0]) & (nm < UVA_NM[1])
        return nm, np.where(inside, 1.0, 0.0)
    return nm, np.nan_to_num(table[column])


def in_band(peak_nm: FloatArray, low_nm: float, high_nm: float) -> FloatArray:
    """One where a line's peak lies in a band, else zero; same shape."""
    return np.where((peak_nm >= low_nm) & (peak_nm <= high_nm), 1.0, 0.0)
