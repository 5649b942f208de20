"""Conversions of units; nowhere else does a number change its unit."""

from __future__ import annotations

import math

MM2_PER_CM2 = 100.0
MM_PER_CM = 10.0
MM_PER_M = 1000.0
SECONDS_PER_MINUTE = 60.0
MINUTES_PER_HOUR = 60.0
HOURS_PER_DAY = 24.0
W_M2_PER_MW_CM2 = 10.0
UMOL_PER_J_NM = 1.0 / 119.626566  # photons of 1 J per nm of wavelength: 1e-9 / (N_A h c), SI 2019
W_PER_MW = 1e-3
MW_PER_W = 1e3
J_CM2_PER_MJ_CM2 = 1e-3
J_CM2_PER_MINUTE = J_CM2_PER_MJ_CM2 * SECONDS_PER_MINUTE  # of one mW/cm2
LUMENS_PER_W = 683.0  # of 555 nm, where an eye sees best (definition of the candela)
NM_PER_UMOL_PER_J = 119.62657  # Avogadro x Planck x speed of light: wavelength of 1 umol/J

FWHM_PER_SIGMA = 2.0 * math.sqrt(2.0 * math.log(2.0))  # of a Gaussian


def dose_j_cm2(irradiance_mw_cm2: float, minutes: float) -> float:
    """Radiant exposure of a steady irradiance.

    >>> dose_j_cm2(30.0, 10.0)
    18.0
    """
    return irradiance_mw_cm2 * minutes * J_CM2_PER_MINUTE
