"""What a line or a measured spectrum is worth: shares, averages and hazard weights."""

from __future__ import annotations

from collections.abc import Iterator
from math import erf, sqrt

import numpy as np

from openpbm.mask import Spectrum
from openpbm.mask.emission import Emission
from openpbm.safety.hazard.weighting import emission_weight
from openpbm.skin.response import line_nodes
from openpbm.validation.case import Case, case

PEAK_NM, WIDTH_NM = 633.0, 20.0
SIGMA_NM = WIDTH_NM / 2.354820045  # full width at half height: 2 sqrt(2 ln 2) sigma
BAND_NM = (640.0, 700.0)
PUMP_SHARE = 0.2


def spectrum_cases() -> Iterator[Case]:
    """A Gaussian line, then a red LED of phosphor with a blue pump."""
    nodes, weight = line_nodes(np.array([PEAK_NM]), np.array([WIDTH_NM]))
    square = float((nodes[0] ** 2) @ weight)
    yield case("line_variance", sqrt(square - PEAK_NM**2), expected=SIGMA_NM)
    line = Emission(
        peak_nm=np.array([PEAK_NM]), fwhm_nm=np.array([WIDTH_NM]), spectra=(None,)
    )  # fmt: skip
    low, high = (erf((edge - PEAK_NM) / SIGMA_NM / sqrt(2.0)) for edge in BAND_NM)
    yield case("line_share", float(line.share(*BAND_NM)[0]), expected=0.5 * (high - low))
    pumped = Emission(
        peak_nm=np.array([PEAK_NM]), fwhm_nm=np.array([WIDTH_NM]), spectra=(_pumped(),)
    )
    yield case("pump_share", float(pumped.share(380.0, 500.0)[0]), expected=PUMP_SHARE)
    yield case("pump_blue_weight", float(emission_weight("B_iec62471", pumped)[0]))
    yield case("pump_heat_weight", float(emission_weight("R_iec62471", pumped)[0]))


def _pumped() -> Spectrum:
    """A fifth of the power evenly at 435 to 440 nm, where B is 1, the rest at 620 to 660 nm."""
    edge = 1e-6
    blue, red = 3.0 * PUMP_SHARE / 5.0, 3.0 * (1.0 - PUMP_SHARE) / 40.0  # in any unit
    return Spectrum(
        wavelength_nm=np.array(
            [435.0 - edge, 435.0, 440.0, 440.0 + edge, 620.0 - edge, 620.0, 660.0, 660.0 + edge]
        ),
        power=np.array([0.0, blue, blue, 0.0, 0.0, red, red, 0.0]),
    )
