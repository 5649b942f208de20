"""From claims and meter readings to milliwatts: how strong this device really shines.

Readings outrank claims, claims outrank nothing. What calibrates is always light on bare
sensors, without skin behind: the cavity comes later. Theory 2.7.
"""

from __future__ import annotations

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.errors import MaskError
from openpbm.face import REGIONS
from openpbm.light.device_draws import DeviceDraws
from openpbm.light.standoff import LightAt, at_meter_distance
from openpbm.mask import Channel, Claim, Mask
from openpbm.tables import numbers

SMALLEST = 1e-12


def missing_irradiance(mask: Mask) -> tuple[str, ...]:
    """Roles of the channels of which nobody says how strong they are."""
    if mask.total_claim is not None:
        return ()
    return tuple(
        c.role for c in mask.channels if c.claim is None and not c.readings and c.power_mw is None
    )


def full_drive_scale(mask: Mask, draws: DeviceDraws, light: LightAt) -> FloatArray:
    """(S, C) milliwatts out of each LED at full drive, which scale the unit maps.

    Raises:
        MaskError: no claim, reading or LED power for a channel.
    """
    missing = missing_irradiance(mask)
    if missing:
        raise MaskError(
            f"{mask.id}: no irradiance for {', '.join(missing)}; expected a claim, meter readings "
            "at five places, or the power of one LED"
        )
    return np.stack(
        [_of_channel(mask, c, channel, draws, light) for c, channel in enumerate(mask.channels)],
        axis=1,
    )


def _of_channel(
    mask: Mask, c: int, channel: Channel, draws: DeviceDraws, light: LightAt
) -> FloatArray:
    if channel.readings:
        return _from_readings(mask, c, channel, draws, light)
    spread = np.exp(claim_sd_ln(channel.claim or mask.total_claim) * draws.output[:, c])
    if channel.claim is not None:
        return _from_claim(channel.claim, c, draws, light) * spread
    if channel.power_mw is not None:
        return channel.power_mw * spread
    assert mask.total_claim is not None
    return _from_claim(mask.total_claim, c, draws, light) * draws.split[:, c] * spread


def _from_claim(claim: Claim, c: int, draws: DeviceDraws, light: LightAt) -> FloatArray:
    """(S,) the claim over what 1 mW an LED gives under the claim's meaning."""
    mean = light.mean[:, c]
    peak = at_meter_distance(light.over_led, draws.meter_distance_mm)[:, c]
    if claim.meaning == "mean":
        reference = mean
    elif claim.meaning == "peak":
        reference = peak
    else:
        reference = np.where(draws.means_peak, peak, mean)
    return claim.irradiance_mw_cm2 / np.maximum(reference, SMALLEST)


def claim_sd_ln(claim: Claim | None) -> float:
    """Spread of one unit about the model's output, as ln."""
    general = numbers("light")["claim.output_sd_ln"].value
    if claim is None or claim.tolerance_mw_cm2 is None:
        return general
    return max(general, claim.tolerance_mw_cm2 / claim.irradiance_mw_cm2 / 2.0)


def reading_sd_ln(channel: Channel) -> float:
    """Spread left after the readings: meter and places, joined with what a unit may vary.

    Precisions add, so a reading never widens what a claim left open.
    """
    table = numbers("light")
    meter = min(table[f"reading.{reading.by}_sd_ln"].value for reading in channel.readings)
    places = table["reading.point_sd_ln"].value / np.sqrt(len(channel.readings))
    read = meter**2 + places**2
    unit = claim_sd_ln(channel.claim) ** 2
    return float(np.sqrt(1.0 / (1.0 / read + 1.0 / unit)))


def _from_readings(
    mask: Mask, c: int, channel: Channel, draws: DeviceDraws, light: LightAt
) -> FloatArray:
    """(S,) mean over the readings, in logs, of reading over unit light at its region."""
    logs = []
    for reading in channel.readings:
        if reading.region not in REGIONS:
            raise MaskError(
                f"reading region is {reading.region!r}; expected one of {', '.join(REGIONS)}"
            )
        unit = light.by_angle[:, c, :, REGIONS.index(reading.region)].sum(axis=1)
        if float(np.median(unit)) <= 10.0 * SMALLEST:
            raise MaskError(
                f"{mask.id}: a reading of {channel.role} at {reading.region}, where this mask "
                "has no light; expected a lit region"
            )
        logs.append(np.log(max(reading.irradiance_mw_cm2, SMALLEST) / np.maximum(unit, SMALLEST)))
    middle = np.mean(logs, axis=0)
    return np.exp(middle + reading_sd_ln(channel) * draws.output[:, c])
