"""LEDs that warm up: junction, light lost, wavelength moved. Theory 7.6."""

from __future__ import annotations

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.record import BAND_NM
from openpbm.tables import numbers
from openpbm.units import W_PER_MW

DEEP_RED_FROM_NM = 645.0  # half way between the LEDs that were measured: 630 and 660 nm


def power_drift_per_k(peak_nm: FloatArray) -> FloatArray:
    """Change of light per kelvin of the board, 1/K, of LEDs by colour; negative.

    Below 600 nm the figure is that of 455 nm; amber loses more, so power is overestimated.
    """
    return _by_colour(peak_nm, "led.drift_455", "led.drift_630", "led.drift_660", "led.drift_850")


def led_power_share(peak_nm: FloatArray, board_rise_k: FloatArray) -> FloatArray:
    """Light as a share of that at switch-on, once the board is warmer; from 0 to 1."""
    return np.clip(1.0 + power_drift_per_k(peak_nm) * board_rise_k, 0.0, 1.0)


def led_peak_nm(peak_nm: FloatArray, junction_rise_k: FloatArray) -> FloatArray:
    """Wavelength of most power with a warmer junction; longer. Blue is taken as fixed."""
    shift_nm_k = _by_colour(
        peak_nm, None, "led.shift_red_nm_k", "led.shift_red_nm_k", "led.shift_nir_nm_k"
    )
    return peak_nm + shift_nm_k * junction_rise_k


def junction_rise_k(
    light_mw: FloatArray, efficiency: FloatArray, resistance_k_w: float | None = None
) -> FloatArray:
    """How much warmer a junction is than its board, K, Eq. (7.8).

    Args:
        light_mw: light out of one LED.
        efficiency: wall-plug efficiency.
        resistance_k_w: junction to board; None: that of a mid-power LED.
    """
    return junction_over_board_k(
        light_mw * W_PER_MW * (1.0 - efficiency) / efficiency, resistance_k_w
    )


def junction_over_board_k(heat_w: FloatArray, resistance_k_w: float | None = None) -> FloatArray:
    """The same from the heat of one LED, W."""
    of_table = numbers("heat")["led.resistance_k_w"].value
    return heat_w * (of_table if resistance_k_w is None else resistance_k_w)


def _by_colour(
    peak_nm: FloatArray, blue: str | None, red: str, deep_red: str, nir: str
) -> FloatArray:
    """The row of each LED's colour; none is zero."""
    table = numbers("heat")
    values = [0.0 if name is None else table[name].value for name in (blue, red, deep_red, nir)]
    place = np.digitize(peak_nm, (BAND_NM["red"][0], DEEP_RED_FROM_NM, BAND_NM["nir"][0]))
    found: FloatArray = np.array(values)[place]
    return found
