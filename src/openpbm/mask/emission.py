"""What channels send out: lines, or the spectra that a meter saw, and how much lies in a band."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from openpbm.arrays import BoolArray, FloatArray, floats
from openpbm.errors import MaskError
from openpbm.mask.channel import Channel
from openpbm.mask.spectrum import Spectrum
from openpbm.record import BAND_NM
from openpbm.tables import numbers
from openpbm.units import FWHM_PER_SIGMA

SEEN_BELOW_NM = 780.0  # of a peak; colour matching functions end there
FINE_NM = 1.0  # grid on which a function of wavelength is averaged over a measured spectrum


@dataclass(frozen=True, eq=False, kw_only=True)
class Emission:
    """The light of C channels, as spectra: a Gaussian line each, or as measured."""

    peak_nm: FloatArray  # (..., C)
    fwhm_nm: FloatArray  # (..., C); 0 is a single wavelength
    spectra: tuple[Spectrum | None, ...]  # (C,) measured; outrank peak and width

    def __post_init__(self) -> None:
        if self.peak_nm.shape != self.fwhm_nm.shape or self.peak_nm.shape[-1:] != (
            len(self.spectra),
        ):
            raise MaskError(
                f"an emission of {len(self.spectra)} channels: found peaks of shape "
                f"{self.peak_nm.shape} and widths of shape {self.fwhm_nm.shape}"
            )

    def each(
        self,
        line: Callable[[FloatArray, FloatArray], FloatArray],
        measured: Callable[[Spectrum], float],
    ) -> FloatArray:
        """(..., C) one number a channel, by its line (peak, width) or by its spectrum."""
        found = line(self.peak_nm, self.fwhm_nm)
        for c, spectrum in enumerate(self.spectra):
            if spectrum is not None:
                found[..., c] = measured(spectrum)
        return found

    def share(self, low_nm: float, high_nm: float) -> FloatArray:
        """(..., C) of the power in a band; less than a meter can tell from its noise is none.

        A line counts whole in the bands that hold its peak, since where it ends is not known.
        """

        def line(peak_nm: FloatArray, fwhm_nm: FloatArray) -> FloatArray:
            inside = (peak_nm >= low_nm) & (peak_nm <= high_nm)
            tails = line_above(low_nm, peak_nm, fwhm_nm) - line_above(high_nm, peak_nm, fwhm_nm)
            return np.where(inside, 1.0, tails)

        share = self.each(line, lambda spectrum: spectrum.share(low_nm, high_nm))
        return np.where(share > numbers("light")["least_share"].value, share, 0.0)

    @property
    def is_seen(self) -> BoolArray:
        """(..., C) light for an eye, and not only heat: by its peak, or a part of its power."""
        coloured = self.share(0.0, BAND_NM["nir"][0]) > 0
        seen: BoolArray = (self.peak_nm < SEEN_BELOW_NM) | coloured
        return seen

    def mean(self, of: Callable[[FloatArray], FloatArray]) -> FloatArray:
        """(..., C) mean of a function of wavelength over the power; a line counts at its peak."""

        def measured(spectrum: Spectrum) -> float:
            low, high = spectrum.wavelength_nm[0], spectrum.wavelength_nm[-1]
            nm = np.union1d(spectrum.wavelength_nm, np.arange(low, high, FINE_NM))
            power = np.interp(nm, spectrum.wavelength_nm, spectrum.power)
            return float(np.trapezoid(power * of(nm), nm) / np.trapezoid(power, nm))

        return self.each(lambda peak_nm, _width: of(peak_nm), measured)

    def typical(self) -> Emission:
        """(C,) the same light in the middle of its scenarios."""
        every = tuple(range(self.peak_nm.ndim - 1))
        return Emission(
            peak_nm=floats(np.median(self.peak_nm, axis=every)),
            fwhm_nm=floats(np.median(self.fwhm_nm, axis=every)),
            spectra=self.spectra,
        )


def line_above(edge_nm: float, peak_nm: FloatArray, fwhm_nm: FloatArray) -> FloatArray:
    """Share of a Gaussian line that lies at or above a wavelength."""
    away, sigma = peak_nm - edge_nm, fwhm_nm / FWHM_PER_SIGMA
    width = np.where(sigma > 0, sigma, 1.0)
    return np.where(sigma > 0, ndtr(away / width), np.where(away >= 0, 1.0, 0.0))


def emission_of(channel: Channel) -> Emission:
    """(1,) what is known of one channel; its line as wide as usual where nothing is stated."""
    return Emission(
        peak_nm=floats([channel.peak_nm]),
        fwhm_nm=floats([width_nm(channel)]),
        spectra=(channel.spectrum,),
    )


def width_nm(channel: Channel) -> float:
    """Of a channel's line, at half its height: as stated, else as usual for its colour."""
    if channel.fwhm_nm is not None:
        return channel.fwhm_nm
    return numbers("light")[f"fwhm.{channel.role}"].value
