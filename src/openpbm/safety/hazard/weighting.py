"""Spectra against the hazard weighting functions of IEC 62471 and ICNIRP. Theory 8.1."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np

from openpbm.arrays import FloatArray, floats, frozen
from openpbm.mask import Spectrum
from openpbm.mask.emission import Emission, line_above
from openpbm.tables.columns import columns
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
    peak, width = floats(peak_nm), floats(fwhm_nm)
    return _of_lines(column, peak.tobytes(), peak.shape, width.tobytes(), width.shape).copy()


@lru_cache(maxsize=64)  # a plan asks for the same light under the same function many times
def _of_lines(
    column: str, peaks: bytes, size: tuple[int, ...], widths: bytes, wide: tuple[int, ...]
) -> FloatArray:
    """Of lines known by their content."""
    return frozen(
        _line_weight(
            column, np.frombuffer(peaks).reshape(size), np.frombuffer(widths).reshape(wide)
        )
    )


def _line_weight(column: str, peak: FloatArray, width: FloatArray) -> FloatArray:
    steps = _steps(column)
    if steps is not None:
        found = floats(sum(jump * line_above(edge, peak, width) for edge, jump in steps))
        return np.maximum(found, 0.0)
    nm, weight = _weights(column)
    sigma = width / FWHM_PER_SIGMA
    per = np.where(sigma > 0, sigma, 1.0)
    # in widths of the line, as far as it and the function go: no step inside is smeared
    first = np.clip((nm[0] - peak) / per, -REACH, REACH)
    last = np.clip((nm[-1] - peak) / per, -REACH, REACH)
    place = first[..., None] + (last - first)[..., None] * np.linspace(0.0, 1.0, POINTS)
    lit = np.interp(peak[..., None] + per[..., None] * place, nm, weight) * np.exp(-0.5 * place**2)
    whole = (last - first) / (POINTS - 1) / np.sqrt(2 * np.pi)
    line = whole * (lit.sum(axis=-1) - 0.5 * (lit[..., 0] + lit[..., -1]))
    return np.where(sigma > 0, line, np.interp(peak, nm, weight, left=0, right=0))


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
        # differences of shares may round to a hair below nothing
        return max(0.0, sum(jump * spectrum.above(edge) for edge, jump in steps))
    table_nm, weight = _weights(column)
    ends = [np.nextafter(table_nm[0], 0.0), np.nextafter(table_nm[-1], np.inf)]
    grid = np.unique(np.concatenate([nm, table_nm, ends]))
    middle = 0.5 * (grid[1:] + grid[:-1])

    def product(at: FloatArray) -> FloatArray:
        lit = np.interp(at, nm, power, left=0, right=0)
        return lit * np.interp(at, table_nm, weight, left=0, right=0)

    edge, centre = product(grid), product(middle)
    parts = (edge[:-1] + 4.0 * centre + edge[1:]) / 6.0 * np.diff(grid)
    return float(parts.sum() / np.trapezoid(power, nm))


@cache
def _steps(column: str) -> tuple[tuple[float, float], ...] | None:
    """Edges of a band with the jump at each, rising; None for a curve.

    The infrared bands run beyond the last row of the table: nothing drops at its end.
    """
    if column == "UVA":
        return (UVA_NM[0], 1.0), (UVA_NM[1], -1.0)
    nm, weight = _column(column)
    if len(np.unique(weight)) >= MOST_STEPS:
        return None
    at = np.flatnonzero(np.diff(weight)) + 1
    return tuple((float(nm[i]), float(weight[i] - weight[i - 1])) for i in at)


def _column(column: str) -> tuple[FloatArray, FloatArray]:
    table = columns("hazard_weighting")
    return table["lambda_nm"], np.nan_to_num(table[column])


@cache
def _weights(column: str) -> tuple[FloatArray, FloatArray]:
    """Where a function is defined, and its values: it begins and ends at once, as it is printed."""
    nm, weight = _column(column)
    known = np.flatnonzero(weight)
    inside = slice(known[0], known[-1] + 1)
    return nm[inside], weight[inside]
