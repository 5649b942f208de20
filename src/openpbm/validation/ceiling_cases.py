"""Limits of a plan on light that is given outright, against arithmetic by hand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.heat import Warming
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings.every import bounds
from openpbm.safety.exposure import Exposure
from openpbm.validation.case import Case, case

PEAKS_NM = (440.0, 633.0, 850.0)
HOT_MW_CM2, EYE_MW_CM2 = (0.0, 30.0, 20.0), (0.0, 3.0, 5.0)
LED_MW, LED_RADIUS_M = (10.0, 0.0, 0.0), 1e-3
MINUTES, SECONDS, DRIVE = 10.0, 600.0, 0.5
DARK_DEGC, RISE_K = 34.0, 20.0  # of channel 633 at full drive: 44 degC at half


def ceiling_cases() -> Iterator[Case]:
    """At half drive for ten minutes; each value with the unit of its limit."""
    by_id = {bound.id: bound for bound in bounds(_given())}

    def at_half(id: str) -> float:
        return _value(by_id[id])

    yield case("ceiling_red", at_half("skin_dose_red"), expected=15.0 * SECONDS / 1000.0)
    yield case("ceiling_nir", at_half("skin_dose_nir"), expected=10.0 * SECONDS / 1000.0)
    yield case("ceiling_total", at_half("skin_irradiance_total"), expected=15.0 + 10.0)
    of_laser = 150.0 / 2000.0 + 100.0 / (2000.0 * 10.0 ** (0.002 * 150.0))
    yield case("ceiling_laser", at_half("skin_laser_sum"), expected=of_laser)
    yield case("ceiling_infrared", at_half("eye_infrared"), expected=25.0)
    radiance = 0.005 / (np.pi * np.pi * LED_RADIUS_M**2)
    yield case("ceiling_blue", at_half("eye_blue_dose"), expected=float(radiance * SECONDS))
    yield case("ceiling_cem43", at_half("thermal_dose"), expected=MINUTES * 2.0)


def _value(bound: Bound) -> float:
    return bound.value(MINUTES, np.full(len(PEAKS_NM), DRIVE))


def _given() -> Exposure:
    """Three channels of one wavelength each, in one scenario; all are steady."""

    def one(values: tuple[float, ...]) -> FloatArray:
        return np.array([values])

    minutes = np.linspace(0.0, 60.0, 61)
    rise = np.zeros((1, len(PEAKS_NM), len(minutes)))
    rise[:, 1] = RISE_K
    dark = np.full((1, len(minutes)), DARK_DEGC)
    return Exposure(
        peak_nm=one(PEAKS_NM),
        fwhm_nm=np.zeros((1, len(PEAKS_NM))),
        spectra=(None,) * len(PEAKS_NM),
        hot_mw_cm2=one(HOT_MW_CM2),
        eye_mw_cm2=one(EYE_MW_CM2),
        led_power_mw=one(LED_MW),
        warming=Warming(minutes=minutes, dark_degc=dark, rise_degc=rise),
        eyes_covered=False,
        dark_skin=False,
        no_blue=False,
        photosensitiser=False,
        epilepsy=False,
        aphakic=False,
        frequency_hz=(0.0,) * len(PEAKS_NM),
        duty=(1.0,) * len(PEAKS_NM),
        longest_min=None,
        is_worn=True,
    )
