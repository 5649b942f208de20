"""What a kind of meter shows of LED light, over the truth. Theory 2.7.

A meter is right for the light it was calibrated to. In LED light its number is off by its
answer at that wavelength over its answer to the sun or to a lamp: a silicon meter made for
the sun shows half of violet light and nearly twice of near-infrared light.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, floats
from openpbm.mask import Channel, Reading
from openpbm.tables import numbers
from openpbm.tables.columns import columns
from openpbm.units import FWHM_PER_SIGMA, UMOL_PER_J_NM, W_M2_PER_MW_CM2

BY_COLOUR = ("silicon_solar", "par", "lux")  # kinds whose answer depends on the wavelength
LINE_NM = 18.0  # width at half height for which the answers in the table were worked out
NODES = 9  # of a measured spectrum


@dataclass(frozen=True, eq=False, kw_only=True)
class Shown:
    """A meter's number for 1 mW/cm2 of a channel's light; any shape."""

    per_mw_cm2: FloatArray  # in the unit of its kind: mW/cm2, lx or umol/m2/s
    sd_ln: FloatArray  # from one meter of the kind to the next


def shown_by(meter: str | None, wavelength_nm: FloatArray, is_solar: BoolArray) -> Shown:
    """What a meter of a kind shows for 1 mW/cm2.

    Where nobody says the kind, it is a silicon solar meter or one that takes all colours
    alike. Where a silicon meter shows too little, it always counts as one: light that may
    be there is never argued away.

    Args:
        meter: one of METERS, or None.
        wavelength_nm: (S, nodes) of the light; nodes share it evenly.
        is_solar: (S,) what a meter of no stated kind is.
    """
    if meter is None:
        solar = shown_by("silicon_solar", wavelength_nm, is_solar)
        flat = shown_by("thermopile", wavelength_nm, is_solar)
        counts = is_solar | (solar.per_mw_cm2 < flat.per_mw_cm2)
        return Shown(
            per_mw_cm2=np.where(counts, solar.per_mw_cm2, flat.per_mw_cm2),
            sd_ln=np.where(counts, solar.sd_ln, flat.sd_ln),
        )
    factor, sd_ln = _answer(meter, wavelength_nm)
    return Shown(
        per_mw_cm2=floats((_units_per_mw_cm2(meter, wavelength_nm) * factor).mean(axis=-1)),
        sd_ln=floats(sd_ln.mean(axis=-1)),
    )


def most_mw_cm2(reading: Reading, channel: Channel) -> float:
    """The most that a reading can stand for, by the colour error of its kind of meter.

    Of pulsed light that is the mean.
    """
    return reading.shown * mean_share(reading, channel) * most_true_share(reading.meter, channel)


def least_mw_cm2(reading: Reading, channel: Channel) -> float:
    """The least that a reading can stand for, by the colour error of its kind of meter."""
    per_unit = max(_per_mw_cm2(reading.meter, channel))
    return reading.shown * mean_share(reading, channel) / per_unit


def most_true_share(meter: str | None, channel: Channel) -> float:
    """mW/cm2 that one unit on a meter stands for at most, by the colour error of its kind."""
    return 1.0 / min(_per_mw_cm2(meter, channel))


def _per_mw_cm2(meter: str | None, channel: Channel) -> list[float]:
    """What a meter shows for 1 mW/cm2, whichever of two a meter of no stated kind is."""
    nodes = wavelengths_nm(channel, np.array([channel.peak_nm]))
    either = [shown_by(meter, nodes, np.array([is_solar])) for is_solar in (True, False)]
    return [float(one.per_mw_cm2[0]) for one in either]


def mean_share(reading: Reading, channel: Channel) -> float:
    """What a reading must be multiplied by to be a mean over time."""
    if reading.over_time == "mean":
        return 1.0
    assert channel.pulsing is not None  # the channel has seen to it
    return channel.pulsing.duty


def wavelengths_nm(channel: Channel, peak_nm: FloatArray) -> FloatArray:
    """(S, nodes) of a channel's light, for (S,) peaks that its LEDs may have."""
    if channel.spectrum is None:
        return peak_nm[:, None]
    return np.broadcast_to(channel.spectrum.quantiles_nm(NODES), (len(peak_nm), NODES)).copy()


def assumed_of_meter(meter: str | None) -> tuple[str, ...]:
    """Ids of the assumed numbers that stand behind a kind of meter."""
    if meter is None:
        return (
            "meters.unstated.solar_share",
            "meters.calibration_sd_ln",
            "meters.thermopile.flat",
        )
    return ("meters.calibration_sd_ln",) if meter in BY_COLOUR else (f"meters.{meter}.flat",)


def _answer(meter: str, wavelength_nm: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Number over truth, and the spread of its logarithm, at each wavelength."""
    if meter not in BY_COLOUR:
        flat = numbers("meters")[f"{meter}.flat"]
        assert flat.sd is not None
        return np.full_like(wavelength_nm, flat.value), np.full_like(wavelength_nm, flat.sd)
    nm, ln_factor, sd_ln = _curve(meter)
    own = numbers("meters")["calibration_sd_ln"].value
    spread = np.hypot(np.interp(wavelength_nm, nm, sd_ln), own)
    return np.exp(np.interp(wavelength_nm, nm, ln_factor)), spread


@cache
def _curve(meter: str) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Wavelengths, logarithm of the answer, and its spread, as the table has them."""
    found = []
    for id, number in numbers("meters").items():
        place = re.fullmatch(rf"{meter}\.(\d+)nm", id)
        if place is not None and number.sd is not None:
            found.append((float(place[1]), float(np.log(number.value)), number.sd))
    nm, ln_factor, sd_ln = np.array(sorted(found)).T
    return nm, ln_factor, sd_ln


def _units_per_mw_cm2(meter: str, wavelength_nm: FloatArray) -> FloatArray:
    """The meter's unit for 1 mW/cm2, were it without error."""
    if meter == "lux":
        efficacy = numbers("measurement")["luminous_efficacy_lm_w"].value
        grid_nm, seen = _as_the_eye_sees()
        return W_M2_PER_MW_CM2 * efficacy * np.interp(wavelength_nm, grid_nm, seen)
    if meter == "par":
        return W_M2_PER_MW_CM2 * UMOL_PER_J_NM * wavelength_nm
    return np.ones_like(wavelength_nm)


@cache
def _as_the_eye_sees() -> tuple[FloatArray, FloatArray]:
    """V of a line as wide as an LED's, by its peak."""
    colour = columns("colour")
    grid_nm = np.arange(colour["wavelength_nm"][0], colour["wavelength_nm"][-1] + 1.0)
    seen = np.interp(grid_nm, colour["wavelength_nm"], colour["y_cie1931"])
    sigma_nm = LINE_NM / FWHM_PER_SIGMA
    line = np.exp(-0.5 * ((grid_nm[:, None] - grid_nm) / sigma_nm) ** 2)
    return grid_nm, floats(line @ seen / line.sum(axis=1))
