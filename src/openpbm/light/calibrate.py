"""How much light the device gives: readings before claims before LED power. Theory 2.7.

The geometry gives light for 1 mW out of each LED; a reading or a claim says how many
milliwatts there are. Both speak of direct light, without skin that throws some back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.errors import MaskError, nearest
from openpbm.face import REGIONS
from openpbm.light.device_draws import UNSAID, DeviceDraws, claim_of
from openpbm.light.region_light import meter_distances_mm
from openpbm.light.standoff import ScenarioLight
from openpbm.mask import Channel, Mask, Reading
from openpbm.tables import numbers

SETTLES = "the mean irradiance of this channel on the skin, measured at five places of the mask"


def missing_irradiance(mask: Mask) -> tuple[str, ...]:
    """Ids of the channels of which nothing says how much light they give."""
    if mask.total_claim is not None:
        return ()
    return tuple(
        channel.id
        for channel in mask.channels
        if not channel.readings and channel.claim is None and channel.power_mw is None
    )


def full_drive_scale(mask: Mask, draws: DeviceDraws, light: ScenarioLight) -> FloatArray:
    """Milliwatts out of each LED at full drive; times a unit map it is direct light, E_d.

    A claim means the mean over the skin under the device, or the peak on a sensor laid
    against an LED; where it does not say, or only says that it is the sum over channels,
    each scenario reads it in one of the two ways. A reading is the mean of its region. It
    takes the place of a claim, whose spread is then only used to narrow that of the
    reading: a reading never widens the interval.

    Args:
        mask: the device.
        draws: its unknowns, per scenario.
        light: of 1 mW out of each LED, at the draws' standoffs.

    Returns:
        (scenarios, channels) mW.

    Raises:
        MaskError: nothing says how much light there is, or a reading that cannot be.
    """
    dark = missing_irradiance(mask)
    if dark:
        raise MaskError(
            f"{mask.id}: nothing says how much light channel {', '.join(dark)} gives; "
            f"what would settle it is {SETTLES}"
        )
    return np.stack([_scale(mask, c, draws, light) for c in range(len(mask.channels))], axis=1)


def over_led_at(at: ScenarioLight, distance_mm: FloatArray) -> FloatArray:
    """(scenarios, channels) light on a sensor held at each scenario's own distance."""
    grid = np.log(meter_distances_mm())
    place = np.interp(np.log(distance_mm), grid, np.arange(len(grid)))
    lower = np.clip(place.astype(np.int64), 0, len(grid) - 2)
    share = (place - lower)[:, None]
    logs = np.log(np.maximum(at.over_led, 1e-30))  # (scenarios, channels, distances)
    every = np.arange(len(place))
    return np.exp((1.0 - share) * logs[every, :, lower] + share * logs[every, :, lower + 1])


def _scale(mask: Mask, c: int, draws: DeviceDraws, at: ScenarioLight) -> FloatArray:
    """(scenarios,) mW of one channel, by the best that is known."""
    channel = mask.channels[c]
    stated = _stated_scale(mask, c, draws, at)
    if not channel.readings:
        assert stated is not None  # missing_irradiance has seen to it
        return stated
    if all(reading.irradiance_mw_cm2 == 0 for reading in channel.readings):
        return np.zeros(len(draws.standoff_mm))
    measured = _measured(channel, _unit_at_regions(mask, c, at), mask.id)
    ln_read = measured.ln_reading + measured.sd_ln * draws.reading_normal
    if stated is not None:
        ln_read = _narrowed(ln_read, np.log(stated) + measured.ln_unit)
    return np.exp(ln_read - measured.ln_unit)


def _unit_at_regions(mask: Mask, c: int, at: ScenarioLight) -> FloatArray:
    """(scenarios, regions) what a meter at a region shows, for 1 mW.

    Under a mask the skin faces the LEDs, so that a meter lying on it shows the region's
    mean. Before a panel the meter faces the panel and not along the side of the cheek: it
    shows what the skin gets where that faces the panel, the region's brightest place.
    """
    return at.by_angle[:, c].sum(axis=1) if mask.is_worn else at.hot[:, c]


def _stated_scale(mask: Mask, c: int, draws: DeviceDraws, at: ScenarioLight) -> FloatArray | None:
    """(scenarios,) mW by claim, else by LED power; None where nothing is stated."""
    channel, claim = mask.channels[c], claim_of(mask, mask.channels[c])
    if claim is None:
        if channel.power_mw is None:
            return None
        return channel.power_mw * draws.output_factor[:, c]
    if channel.claim is None and channel.power_mw is not None:
        return channel.power_mw * draws.output_factor[:, c]  # says more than a share of a total
    shared = channel.claim is None or claim.meaning == "sum"
    share = draws.split[:, c] if shared else np.ones(len(draws.standoff_mm))
    stated = claim.irradiance_mw_cm2 * share * draws.output_factor[:, c] * draws.over_time[:, c]
    means_peak = draws.means_peak if claim.meaning in UNSAID else claim.meaning == "peak"
    unit = np.where(means_peak, _unit_peak(mask, c, draws, at), at.mean[:, c])
    if not np.all(unit > 0):
        raise MaskError(
            f"{mask.id}: no light of channel {channel.id} reaches the skin under the device; "
            "expected directions that point out of the LEDs, towards the face"
        )
    return stated / unit


def _unit_peak(mask: Mask, c: int, draws: DeviceDraws, at: ScenarioLight) -> FloatArray:
    """(scenarios,) what a meter shows at its best place, for 1 mW.

    Nobody holds a meter against an LED of a panel: there the peak is the brightest skin.
    """
    if mask.is_worn:
        return over_led_at(at, draws.meter_distance_mm)[:, c]
    brightest: FloatArray = at.hot[:, c].max(axis=1)
    return brightest


@dataclass(frozen=True, eq=False, kw_only=True)
class _Measured:
    """Readings of one channel, averaged in the logarithm."""

    ln_reading: float
    ln_unit: FloatArray  # (scenarios,), light for 1 mW at the places that were read
    sd_ln: float


def _measured(channel: Channel, unit: FloatArray, id: str) -> _Measured:
    """Average the readings; each meter's error is common to all it read.

    Args:
        channel: with at least one reading above zero.
        unit: (scenarios, regions) light for 1 mW.
        id: of the mask, for messages.
    """
    table = numbers("light")
    ln_reading, ln_unit, precision = 0.0, np.zeros(len(unit)), 0.0
    for by in sorted({reading.by for reading in channel.readings}):
        own = [reading for reading in channel.readings if reading.by == by]
        point_sd = table["reading.point_sd_ln"].value
        weight = 1.0 / (table[f"reading.{by}_sd_ln"].value ** 2 + point_sd**2 / len(own))
        for reading in own:
            at_region = unit[:, _region(reading, channel, id)]
            _check(reading, at_region, channel, id)
            ln_reading += weight / len(own) * float(np.log(reading.irradiance_mw_cm2))
            ln_unit = ln_unit + weight / len(own) * np.log(at_region)
        precision += weight
    return _Measured(
        ln_reading=ln_reading / precision,
        ln_unit=ln_unit / precision,
        sd_ln=float(precision**-0.5),
    )


def _region(reading: Reading, channel: Channel, id: str) -> int:
    if reading.region not in REGIONS:
        known = nearest(reading.region, list(REGIONS))
        raise MaskError(f"{id}: a {channel.id} reading at {reading.region!r}{known}")
    return REGIONS.index(reading.region)


def _check(reading: Reading, at_region: FloatArray, channel: Channel, id: str) -> None:
    if reading.irradiance_mw_cm2 == 0:
        raise MaskError(
            f"{id}: one {channel.id} reading is 0 and others are not; expected all or none"
        )
    if not np.all(at_region > 0):
        raise MaskError(
            f"{id}: a {channel.id} reading at {reading.region}, where no light of this "
            "channel falls; expected a region under its LEDs"
        )


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
