"""What is not known of a device, as draws: distance, mirror, meaning of the claim, line.

Everything stated keeps its small tolerance; everything unknown takes the range of
`tables/light.json`, and says so in `assumed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import BoolArray, FloatArray
from openpbm.mask import Channel, Mask
from openpbm.sampling import between, normal
from openpbm.tables import numbers

MOST_CHANNELS = 6
NEAREST_MM = 1.0
DEVICE_DIMENSIONS = (
    "standoff",
    "inner_reflectance",
    "meaning",
    "meter_distance",
    "split",
    *(f"output_{c}" for c in range(MOST_CHANNELS)),
    *(f"peak_{c}" for c in range(MOST_CHANNELS)),
    *(f"fwhm_{c}" for c in range(MOST_CHANNELS)),
)


@dataclass(frozen=True, eq=False, kw_only=True)
class DeviceDraws:
    """Sampled devices. S scenarios, C channels."""

    standoff_mm: FloatArray  # (S,)
    inner_reflectance: FloatArray  # (S,)
    means_peak: BoolArray  # (S,) an unsaid claim is read over an LED, not as a mean
    meter_distance_mm: FloatArray  # (S,) of the maker's sensor, where the claim is a peak
    output: FloatArray  # (S, C) standard normal: this unit against the model's output
    split: FloatArray  # (S, C) shares of a claim for all channels together
    peak_nm: FloatArray  # (S, C)
    fwhm_nm: FloatArray  # (S, C)
    assumed: tuple[str, ...]  # ids of table numbers in use


def device_draws(mask: Mask, uniforms: Mapping[str, FloatArray]) -> DeviceDraws:
    """Sample the device, from the draws named in DEVICE_DIMENSIONS."""
    used: list[str] = []

    def ranged(id: str, name: str) -> FloatArray:
        number = numbers("light")[id]
        used.append(id)
        assert number.low is not None
        assert number.high is not None
        return between(uniforms[name], number.low, number.high)

    distance = "claim.peak_meter_distance_mm"
    unsaid = _unsaid_meaning(mask)
    draws = DeviceDraws(
        standoff_mm=_standoff(mask, uniforms["standoff"], used),
        inner_reflectance=_mirror(mask, uniforms["inner_reflectance"], used),
        means_peak=uniforms["meaning"] > numbers("light")["claim.weight_mean"].value,
        meter_distance_mm=ranged(distance, "meter_distance"),
        output=_columns(mask, lambda c, _: normal(uniforms[f"output_{c}"])),
        split=_split(mask, uniforms["split"]),
        peak_nm=_columns(mask, lambda c, x: _peak(x, uniforms[f"peak_{c}"])),
        fwhm_nm=_columns(
            mask,
            lambda c, x: (
                np.full_like(uniforms["split"], x.fwhm_nm)
                if x.fwhm_nm is not None
                else ranged(f"fwhm.{x.role}", f"fwhm_{c}")
            ),
        ),
        assumed=(),
    )
    if unsaid:
        used.extend(["claim.weight_mean", "claim.weight_peak"])
    else:
        used.remove(distance)
    if any(c.half_angle_deg is None for c in mask.channels):
        used.append("half_angle_deg")
    if mask.total_claim is not None:
        used.extend(["split.low", "split.high"])
    if mask.portable and mask.supply_w is None:
        used.append("supply.portable_w")
    used.extend(["claim.output_sd_ln", "peak_tolerance_nm"])
    return DeviceDraws(**{**draws.__dict__, "assumed": tuple(dict.fromkeys(used))})


def _unsaid_meaning(mask: Mask) -> bool:
    claims = [c.claim for c in mask.channels if c.claim is not None and not c.readings]
    if mask.total_claim is not None:
        claims.append(mask.total_claim)
    return any(claim.meaning in (None, "sum") for claim in claims)


def _columns(mask: Mask, of_channel: object) -> FloatArray:
    assert callable(of_channel)
    return np.stack([of_channel(c, channel) for c, channel in enumerate(mask.channels)], axis=1)


def _standoff(mask: Mask, uniform: FloatArray, used: list[str]) -> FloatArray:
    """LED to skin, mm; stated with its tolerance, else the range of the form."""
    if mask.standoff_mm is None:
        number = numbers("light")[f"standoff.{mask.form}"]
        used.append(number.id)
        assert number.low is not None
        assert number.high is not None
        return between(uniform, number.low, number.high)
    tolerance = mask.standoff_tol_mm
    if tolerance is None:
        tolerance = numbers("light")["standoff.stated_tol_mm"].value
        used.append("standoff.stated_tol_mm")
    low = max(mask.standoff_mm - tolerance, NEAREST_MM)
    return between(uniform, low, max(mask.standoff_mm + tolerance, low))


def _mirror(mask: Mask, uniform: FloatArray, used: list[str]) -> FloatArray:
    """Reflectance of the face-side surface."""
    if mask.inner_reflectance is not None:
        return np.full_like(uniform, mask.inner_reflectance)
    number = numbers("light")["inner_reflectance"]
    used.append(number.id)
    assert number.low is not None
    assert number.high is not None
    return between(uniform, number.low, number.high)


def _peak(channel: Channel, uniform: FloatArray) -> FloatArray:
    """Peak wavelength of the LEDs in this unit, nm."""
    if channel.spectrum is not None:
        return np.full_like(uniform, channel.spectrum.peak_nm)
    tolerance = channel.peak_tol_nm
    if tolerance is None:
        tolerance = numbers("light")["peak_tolerance_nm"].value
    return channel.peak_nm + between(uniform, -tolerance, tolerance)


def _split(mask: Mask, uniform: FloatArray) -> FloatArray:
    """Shares of a claim for all channels: the first drawn, the others alike."""
    count = len(mask.channels)
    if count == 1:
        return np.ones((len(uniform), 1))
    low, high = (numbers("light")[f"split.{end}"].value for end in ("low", "high"))
    # the range is that of two channels; with more, the same odds against the others
    odds = between(uniform, low / (1.0 - low), high / (1.0 - high)) / (count - 1)
    first = odds / (1.0 + odds)
    rest = np.repeat(((1.0 - first) / (count - 1))[:, None], count - 1, axis=1)
    return np.concatenate([first[:, None], rest], axis=1)
