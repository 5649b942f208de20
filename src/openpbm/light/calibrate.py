"""How much light the device gives: readings before claims before LED power. Theory 2.7.

The geometry gives light for 1 mW out of each LED; a reading or a claim says how many
milliwatts there are. A claim speaks of direct light, without skin that throws some back.
"""

from __future__ import annotations

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.errors import MaskError
from openpbm.light.device_draws import UNSAID, DeviceDraws, claim_of
from openpbm.light.meter import shown_by, wavelengths_nm
from openpbm.light.reading import Thrown, measured
from openpbm.light.region_light import meter_distances_mm
from openpbm.light.standoff import ScenarioLight
from openpbm.mask import Channel, Claim, Mask
from openpbm.mask.photometry import power_over_stated


def missing_irradiance(mask: Mask) -> tuple[str, ...]:
    """Ids of the channels of which nothing says how much light they give."""
    if mask.total_claim is not None:
        return ()
    return tuple(channel.id for channel in mask.channels if not channel.has_figure)


def full_drive_scale(
    mask: Mask,
    draws: DeviceDraws,
    light: ScenarioLight,
    around: Thrown | None = None,
    unsaid: FloatArray | None = None,
) -> FloatArray:
    """Milliwatts out of each LED at full drive; times a unit map it is direct light, E_d.

    A claim means the mean over the skin under the device, or the peak on a sensor laid
    against an LED; where it does not say, or only says that it is the sum over channels,
    each scenario reads it in one of the two ways. A reading (`light/reading.py`) takes the
    place of a claim, whose spread is then only used to narrow that of the reading: a reading
    never widens the interval. Whoever says the meter or the distance of a claim has it
    corrected and carried likewise.

    Args:
        mask: the device.
        draws: its unknowns, per scenario.
        light: of 1 mW out of each LED, at the draws' standoffs.
        around: light that sensors get by way of the mask; None: none is counted.
        unsaid: (scenarios, channels) mW for the channels of which nothing is stated.

    Returns:
        (scenarios, channels) mW.

    Raises:
        MaskError: nothing says how much light there is, or a reading that cannot be.
    """
    dark = missing_irradiance(mask)
    if dark and unsaid is None:
        raise MaskError(
            f"{mask.id}: nothing says how much light channel {', '.join(dark)} gives; "
            "what would settle it is the mean irradiance of this channel on the skin, measured at "
            "five places of the mask"
        )
    columns = [
        unsaid[:, c]
        if unsaid is not None and channel.id in dark
        else _scale(mask, c, draws, light, around)
        for c, channel in enumerate(mask.channels)
    ]
    return np.stack(columns, axis=1)


def over_led_at(at: ScenarioLight, distance_mm: FloatArray) -> FloatArray:
    """(scenarios, channels) light on a sensor held at each scenario's own distance."""
    grid = np.log(meter_distances_mm())
    place = np.interp(np.log(distance_mm), grid, np.arange(len(grid)))
    lower = np.clip(place.astype(np.intp), 0, len(grid) - 2)
    share = (place - lower)[:, None]
    logs = np.log(np.maximum(at.over_led, 1e-30))  # (scenarios, channels, distances)
    every = np.arange(len(place))
    return np.exp((1.0 - share) * logs[every, :, lower] + share * logs[every, :, lower + 1])


def _scale(
    mask: Mask, c: int, draws: DeviceDraws, at: ScenarioLight, around: Thrown | None
) -> FloatArray:
    """(scenarios,) mW of one channel, by the best that is known."""
    channel = mask.channels[c]
    stated = _stated_scale(mask, c, draws, at)
    if not channel.readings:
        assert stated is not None  # missing_irradiance has seen to it
        return stated
    if all(reading.shown == 0 for reading in channel.readings):
        return np.zeros(len(draws.standoff_mm))
    found = measured(mask, c, draws, at, around)
    ln_read = found.ln_scale + found.ln_unit
    if stated is not None:
        ln_read = _narrowed(ln_read, np.log(stated) + found.ln_unit)
    return np.exp(ln_read - found.ln_unit)


def _stated_scale(mask: Mask, c: int, draws: DeviceDraws, at: ScenarioLight) -> FloatArray | None:
    """(scenarios,) mW by claim, else by LED power; None where nothing is stated."""
    channel, claim = mask.channels[c], claim_of(mask, mask.channels[c])
    if claim is None:
        if channel.power_mw is None:
            return None
        return _led_mw(channel, channel.power_mw, draws, c)
    if channel.claim is None and channel.power_mw is not None:
        return _led_mw(channel, channel.power_mw, draws, c)  # says more than a share of a total
    shared = channel.claim is None or claim.meaning == "sum"
    share = draws.split[:, c] if shared else np.ones(len(draws.standoff_mm))
    stated = claim.irradiance_mw_cm2 * share * draws.output_factor[:, c] * draws.over_time[:, c]
    stated = stated / _misread(claim, channel, c, draws)
    means_peak = draws.means_peak if claim.meaning in UNSAID else claim.meaning == "peak"
    peak, mean = _unit_claimed(mask, c, claim, draws, at)
    unit = np.where(means_peak, peak, mean)
    if not np.all(unit > 0):
        raise MaskError(
            f"{mask.id}: no light of channel {channel.id} reaches the skin under the device; "
            "expected directions that point out of the LEDs, towards the face"
        )
    return stated / unit


def _led_mw(channel: Channel, power_mw: float, draws: DeviceDraws, c: int) -> FloatArray:
    """(scenarios,) of one LED; lumens are more or less power as the peak lies."""
    return power_mw * draws.output_factor[:, c] * power_over_stated(channel, draws.peak_nm[:, c])


def _unit_claimed(
    mask: Mask, c: int, claim: Claim, draws: DeviceDraws, at: ScenarioLight
) -> tuple[FloatArray, FloatArray]:
    """(scenarios,) light for 1 mW where a claim was read, at the best place and as a mean."""
    if claim.distance_mm is None:
        return _unit_peak(mask, c, draws, at), at.mean[:, c]
    sensed, every = at.read_at[claim.distance_mm], np.ones(len(at.mean))
    return sensed.peak[c] * every, sensed.whole[c] * every


def _misread(claim: Claim, channel: Channel, c: int, draws: DeviceDraws) -> FloatArray | float:
    """(scenarios,) what the meter behind a claim shows over the truth."""
    if claim.meter is None:
        return 1.0
    shown = shown_by(claim.meter, wavelengths_nm(channel, draws.peak_nm[:, c]), draws.is_solar)
    return shown.per_mw_cm2 * np.exp(shown.sd_ln * draws.reading_normal)


def _unit_peak(mask: Mask, c: int, draws: DeviceDraws, at: ScenarioLight) -> FloatArray:
    """(scenarios,) what a meter shows at its best place, for 1 mW.

    Nobody holds a meter against an LED of a panel: there the peak is the brightest skin.
    """
    if mask.is_worn:
        return over_led_at(at, draws.meter_distance_mm)[:, c]
    brightest: FloatArray = at.hot[:, c].max(axis=1)
    return brightest


def _narrowed(ln_read: FloatArray, ln_stated: FloatArray) -> FloatArray:
    """(scenarios,) ln light at the places that were read: centred on the reading.

    The deviations of reading and claim are mixed by their precision, as independent
    estimates are; the spread of the result is below both.
    """
    read, stated = _spread(ln_read), _spread(ln_stated)
    weight = stated**2 / max(read**2 + stated**2, 1e-30)  # of the reading
    off = weight * (ln_read - np.median(ln_read)) + (1.0 - weight) * (
        ln_stated - np.median(ln_stated)
    )
    # chance in the draws, or a claim of two meanings, must not make knowing more cost anything
    least = min(read, stated)
    narrow = min(1.0, least / max(_spread(off), 1e-30))
    return np.median(ln_read) + narrow * off


def _spread(logs: FloatArray) -> float:
    """95th less 5th percentile."""
    low, high = np.percentile(logs, (5.0, 95.0))
    return float(high - low)
