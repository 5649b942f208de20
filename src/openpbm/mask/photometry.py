"""Lumens and photons of a light, and its power. Theory 2.2."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.mask.channel import Channel
from openpbm.mask.spectrum import Spectrum
from openpbm.tables import numbers
from openpbm.tables.columns import columns
from openpbm.units import LUMENS_PER_W, NM_PER_UMOL_PER_J

LEAST_SEEN = 0.004  # of the eye's best: beyond it (700 nm, 410 nm) lumens tell nothing of power


def lumens_per_w(peak_nm: float, spectrum: Spectrum | None = None) -> float | None:
    """Lm of 1 W of this light; None where an eye hardly sees it.

    A line counts at its peak, a measured spectrum as it is.

    Source: CIE 1924 V, which is y of the 1931 observer; 683 lm/W of the SI (exact).
    """
    seen = _mean(peak_nm, spectrum, _seen)
    return None if seen < LEAST_SEEN else LUMENS_PER_W * seen


def power_over_stated(channel: Channel, nm: FloatArray) -> FloatArray:
    """(...) power of an LED whose peak lies at nm, over what was reckoned for the stated peak.

    One where the power itself was stated, or a spectrum was measured: the same lumens of a
    deep red LED are twice the power 12 nm further on.
    """
    if not channel.by_eye or channel.spectrum is not None:
        return np.ones_like(nm)
    seen, stated = np.maximum(_seen(nm), LEAST_SEEN), _seen(floats([channel.peak_nm]))
    return floats(np.maximum(stated, LEAST_SEEN) / seen)


def most_over_stated(channel: Channel) -> float:
    """The largest such factor within the tolerance of the peak."""
    tolerance_nm = channel.peak_tol_nm
    if tolerance_nm is None:
        tolerance_nm = numbers("light")["peak_tolerance_nm"].value
    ends = channel.peak_nm + floats([-tolerance_nm, 0.0, tolerance_nm])
    return float(power_over_stated(channel, ends).max())


def umol_per_j(peak_nm: float, spectrum: Spectrum | None = None) -> float:
    """Micromoles of photons in 1 J of this light, or a second in 1 W.

    >>> round(10 * umol_per_j(633.0), 1)  # umol/m2/s of 1 mW/cm2
    52.9
    """
    return _mean(peak_nm, spectrum, lambda nm: nm) / NM_PER_UMOL_PER_J


def _mean(
    peak_nm: float, spectrum: Spectrum | None, of: Callable[[FloatArray], FloatArray]
) -> float:
    if spectrum is None:
        return float(of(floats([peak_nm]))[0])
    from openpbm.mask.emission import Emission  # slow to load, and most files have no spectrum

    light = Emission(peak_nm=floats([peak_nm]), fwhm_nm=floats([0.0]), spectra=(spectrum,))
    return float(light.mean(of)[0])


def _seen(nm: FloatArray) -> FloatArray:
    table = columns("colour")
    return np.interp(nm, table["wavelength_nm"], table["y_cie1931"], left=0.0, right=0.0)
