"""The spectrum of a channel: measured, or a Gaussian about its peak."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, frozen
from openpbm.errors import MaskError
from openpbm.units import FWHM_PER_SIGMA

MOST = 1e100  # of a power in any unit: beyond, sums of it are no numbers


@dataclass(frozen=True, eq=False)
class Spectrum:
    """Relative power against wavelength, as a spectrometer gives it."""

    wavelength_nm: FloatArray  # (samples,), rising
    power: FloatArray  # (samples,), any unit

    def __post_init__(self) -> None:
        object.__setattr__(self, "wavelength_nm", frozen(self.wavelength_nm))
        object.__setattr__(self, "power", frozen(self.power))
        if len(self.wavelength_nm) != len(self.power) or len(self.power) < 3:
            raise MaskError("a spectrum needs at least three wavelengths, each with a power")
        if np.any(np.diff(self.wavelength_nm) <= 0):
            raise MaskError("spectrum wavelengths must rise from row to row")
        if np.any(self.power < 0) or not np.any(self.power > 0):
            raise MaskError("spectrum powers must not be negative, and not all zero")
        if self.power.max() > MOST:
            raise MaskError(
                f"spectrum powers go up to {self.power.max():.3g}; expected at most {MOST:g}, in "
                "any unit"
            )

    @property
    def peak_nm(self) -> float:
        """Wavelength of most power."""
        return float(self.wavelength_nm[int(np.argmax(self.power))])

    def above(self, edge_nm: float) -> float:
        """Share of the power at and above a wavelength, straight between the samples."""
        nm, power = self.wavelength_nm, self.power
        kept = nm > edge_nm
        at_edge = [float(np.interp(edge_nm, nm, power))] if nm[0] <= edge_nm < nm[-1] else []
        places = [*[edge_nm] * len(at_edge), *nm[kept]]
        return float(np.trapezoid([*at_edge, *power[kept]], places) / np.trapezoid(power, nm))

    def share(self, low_nm: float, high_nm: float) -> float:
        """Share of the power between two wavelengths."""
        return max(0.0, self.above(low_nm) - self.above(high_nm))

    def quantiles_nm(self, count: int) -> FloatArray:
        """Wavelengths that split the power into `count` equal parts, one in each."""
        middle = 0.5 * (self.power[1:] + self.power[:-1]) * np.diff(self.wavelength_nm)
        share = np.concatenate([[0.0], np.cumsum(middle)]) / middle.sum()
        return np.interp((np.arange(count) + 0.5) / count, share, self.wavelength_nm)


def gaussian_nodes(count: int = 3) -> tuple[FloatArray, FloatArray]:
    """Gauss-Hermite offsets in units of FWHM, and weights that sum to one.

    A channel's effect is the weighted sum over `peak + fwhm * offset`: exact for
    responses that are polynomials of degree 2 count - 1 across the line. Theory 2.2.

    >>> offsets, weights = gaussian_nodes(3)
    >>> float(weights.sum().round(12)), float((weights * offsets).sum().round(12))
    (1.0, 0.0)
    """
    roots, weights = np.polynomial.hermite_e.hermegauss(count)
    return roots / FWHM_PER_SIGMA, weights / weights.sum()
