"""What is not known of a device, drawn once for every scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, floats
from openpbm.light.layout import assumed_of_layout
from openpbm.light.meter import assumed_of_meter
from openpbm.light.power import has_supply_prior
from openpbm.mask import Channel, Claim, Mask
from openpbm.mask.channel import mean_shares
from openpbm.sampling import between, normal
from openpbm.tables import Number, numbers

DRAWN_CHANNELS = 3  # channels with draws of their own; further ones reuse them, shifted
SHIFT = 0.2113248654  # about (1 - 3^-1/2)/2: a uniform and itself shifted by it are uncorrelated
UNSAID = (None, "sum")  # a sum over channels says nothing of where it was measured
METER_DIMENSIONS = ("placing", "meter_kind")
PER_CHANNEL = ("split", "peak", "fwhm")
DEVICE_DIMENSIONS: tuple[str, ...] = (
    "standoff",
    "inner_reflectance",
    "meaning",
    "meter_distance",
    "output",
    "reading",
    "wet",
    *(f"{name}_{c}" for name in PER_CHANNEL for c in range(DRAWN_CHANNELS)),
    *METER_DIMENSIONS,
)


@dataclass(frozen=True, eq=False, kw_only=True)
class DeviceDraws:
    """One device per scenario, within what is known of it. S scenarios, C channels."""

    standoff_mm: FloatArray  # (S,)
    inner_reflectance: FloatArray  # (S,)
    means_peak: BoolArray  # (S,), how a claim that does not say it is read
    meter_distance_mm: FloatArray  # (S,), sensor to LED where a peak was measured
    output_factor: FloatArray  # (S, C), this device over what is claimed of it
    reading_normal: FloatArray  # (S,), standard normal error of the meter
    placing_normal: FloatArray  # (S,), standard normal error of where its sensor lay
    is_solar: BoolArray  # (S,), what a meter is whose kind nobody states
    over_time: FloatArray  # (S, C), mean over time of a claim, as a share of the number stated
    split: FloatArray  # (S, C), share of a total claim; rows sum to one
    peak_nm: FloatArray  # (S, C)
    fwhm_nm: FloatArray  # (S, C)
    wet: BoolArray  # (S,), a film couples the mask to the skin
    assumed: tuple[str, ...]  # ids of table numbers that stood in for a statement


def device_draws(mask: Mask, uniforms: Mapping[str, FloatArray]) -> DeviceDraws:
    """Draw the unknowns of a device; what is stated keeps its small tolerance.

    Args:
        mask: the device.
        uniforms: (scenarios,) numbers in 0..1 for every name of DEVICE_DIMENSIONS.
    """
    used: list[str] = []
    channels = range(len(mask.channels))
    draws = DeviceDraws(
        standoff_mm=_standoff_mm(mask, uniforms["standoff"], used),
        inner_reflectance=_inner_reflectance(mask, uniforms["inner_reflectance"], used),
        means_peak=_means_peak(mask, uniforms["meaning"], used),
        meter_distance_mm=_range("claim.peak_meter_distance_mm", uniforms["meter_distance"]),
        output_factor=_output_factor(mask, uniforms["output"], used),
        reading_normal=normal(uniforms["reading"]),
        placing_normal=normal(uniforms["placing"]),
        is_solar=uniforms["meter_kind"] < numbers("meters")["unstated.solar_share"].value,
        over_time=_over_time(mask, uniforms["meaning"], used),
        split=_split(mask, uniforms, used),
        peak_nm=np.stack([_peak_nm(c, mask.channels[c], uniforms, used) for c in channels], axis=1),
        fwhm_nm=np.stack([_fwhm_nm(c, mask.channels[c], uniforms, used) for c in channels], axis=1),
        wet=_wet(mask, uniforms["wet"], used),
        assumed=(),
    )
    used.extend(_assumed_of_readings(mask))
    if any(c.half_angle_deg is None for c in mask.channels):
        used.append("half_angle_deg")
    used.extend(["supply.efficiency", "layout.geometry.sd_ln"])
    if has_supply_prior(mask):
        used.append("supply.home_mask_w")
    used.extend(assumed_of_layout(mask))
    return DeviceDraws(**{**vars(draws), "assumed": tuple(dict.fromkeys(used))})


def output_sd_ln(claim: Claim | None) -> float:
    """Spread of one device about what is claimed: as stated, else as assumed."""
    if claim is not None and claim.tolerance_mw_cm2 is not None:
        return float(np.log1p(claim.tolerance_mw_cm2 / claim.irradiance_mw_cm2))
    return numbers("light")["claim.output_sd_ln"].value


def claim_of(mask: Mask, channel: Channel) -> Claim | None:
    """What is claimed of a channel: its own claim, else its share of the total."""
    return channel.claim if channel.claim is not None else mask.total_claim


def _standoff_mm(mask: Mask, uniform: FloatArray, used: list[str]) -> FloatArray:
    least = numbers("layout")["least_standoff_mm"].value
    if mask.standoff_mm is None:
        used.append(f"standoff.{mask.form}")
        return np.maximum(_range(f"standoff.{mask.form}", uniform), least)
    tolerance = mask.standoff_tol_mm
    if tolerance is None:
        used.append("standoff.stated_tol_mm")
        tolerance = numbers("light")["standoff.stated_tol_mm"].value
    low, high = max(mask.standoff_mm - tolerance, least), mask.standoff_mm + tolerance
    if low > mask.standoff_mm - tolerance:
        used.append("layout.least_standoff_mm")
    return between(uniform, low, max(low, high))


def _inner_reflectance(mask: Mask, uniform: FloatArray, used: list[str]) -> FloatArray:
    if mask.inner_reflectance is not None:
        return np.full(len(uniform), mask.inner_reflectance)
    used.append("inner_reflectance")
    return _range("inner_reflectance", uniform)


def _means_peak(mask: Mask, uniform: FloatArray, used: list[str]) -> BoolArray:
    table = numbers("light")
    weights = table["claim.weight_mean"].value, table["claim.weight_peak"].value
    claims = [claim_of(mask, c) for c in mask.channels if not c.readings]
    if any(claim is not None and claim.meaning in UNSAID for claim in claims):
        used.extend(["claim.weight_mean", "claim.weight_peak"])
    if any(claim is not None and claim.meaning in (*UNSAID, "peak") for claim in claims):
        used.extend(["claim.peak_meter_distance_mm", "claim.meter_aperture_mm"])
    peak: BoolArray = uniform > weights[0] / sum(weights)
    return peak


def _output_factor(mask: Mask, uniform: FloatArray, used: list[str]) -> FloatArray:
    """One factor for the device, since one maker measured all its channels with one meter."""
    claims = [claim_of(mask, c) for c in mask.channels]
    if any(claim is None or claim.tolerance_mw_cm2 is None for claim in claims):
        used.append("claim.output_sd_ln")
    sd = np.array([output_sd_ln(claim) for claim in claims])
    return floats(np.exp(normal(uniform)[:, None] * sd))


def _over_time(mask: Mask, uniform: FloatArray, used: list[str]) -> FloatArray:
    """One reading for the device: whoever states heights of pulses states them of all colours."""
    weight = numbers("light")["claim.weight_height"].value
    height = (uniform + SHIFT) % 1.0 < weight  # independent of mean or peak over the face
    found = np.ones((len(uniform), len(mask.channels)))
    for c, channel in enumerate(mask.channels):
        claim = claim_of(mask, channel)
        if claim is not None:
            shares = mean_shares(claim, channel.pulsing)
            found[:, c] = np.where(height, shares[-1], shares[0])
            used.extend(["claim.weight_height"] if len(shares) > 1 else [])
    return found


def _split(mask: Mask, uniforms: Mapping[str, FloatArray], used: list[str]) -> FloatArray:
    """(S, C) shares of a total; for two channels one share is drawn and the other follows."""
    many = len(mask.channels)
    count = len(uniforms["standoff"])
    if many == 1:
        return np.ones((count, 1))
    low, high = (numbers("light")[f"split.{end}"].value for end in ("low", "high"))
    if any(_shares_a_total(mask, c) for c in mask.channels):
        used.extend(["split.low", "split.high"])
    if many == 2:
        first = between(uniforms["split_0"], low, high)
        return np.stack([first, 1.0 - first], axis=1)
    weight = np.stack([between(_uniform("split", c, uniforms), low, high) for c in range(many)], 1)
    return floats(weight / weight.sum(axis=1, keepdims=True))


def _shares_a_total(mask: Mask, channel: Channel) -> bool:
    """By a claim for all channels together, or by what feeds them where nothing is claimed."""
    if channel.claim is not None:
        return channel.claim.meaning == "sum"
    return mask.total_claim is not None or not channel.has_figure


def _peak_nm(
    c: int, channel: Channel, uniforms: Mapping[str, FloatArray], used: list[str]
) -> FloatArray:
    uniform = _uniform("peak", c, uniforms)
    if channel.spectrum is not None:
        return np.full(len(uniform), channel.spectrum.peak_nm)
    tolerance = channel.peak_tol_nm
    if tolerance is None:
        used.append("peak_tolerance_nm")
        tolerance = numbers("light")["peak_tolerance_nm"].value
    return between(uniform, channel.peak_nm - tolerance, channel.peak_nm + tolerance)


def _fwhm_nm(
    c: int, channel: Channel, uniforms: Mapping[str, FloatArray], used: list[str]
) -> FloatArray:
    uniform = _uniform("fwhm", c, uniforms)
    if channel.fwhm_nm is not None:
        return np.full(len(uniform), channel.fwhm_nm)
    if channel.spectrum is None:
        used.append(f"fwhm.{channel.role}")
    return _range(f"fwhm.{channel.role}", uniform)


def _wet(mask: Mask, uniform: FloatArray, used: list[str]) -> BoolArray:
    if mask.wet or not mask.contact:
        return np.full(len(uniform), mask.wet, dtype=np.bool_)
    used.append("layout.contact_wet_share")
    wet: BoolArray = uniform < numbers("layout")["contact_wet_share"].value
    return wet


def _assumed_of_readings(mask: Mask) -> list[str]:
    readings = [reading for channel in mask.channels for reading in channel.readings]
    meters = [reading.meter for reading in readings]
    claims = [claim for claim in map(partial(claim_of, mask), mask.channels) if claim is not None]
    meters += [claim.meter for claim in claims if claim.meter is not None]
    used = [id for meter in meters for id in assumed_of_meter(meter)]
    placed = ["meters.placing.rest_sd_ln", "claim.meter_aperture_mm"] if readings else []
    laid = [c for c, channel in enumerate(mask.channels) if channel.readings]
    if any(lies_anyhow(mask, c) for c in laid):
        placed += ["meters.placing.uneven", "meters.placing.region_sd"]
    others = ["claim.output_sd_ln"] if any(each.another_mask for each in readings) else []
    return [*used, *placed, *others]


def lies_anyhow(mask: Mask, c: int) -> bool:
    """Whether nobody says where the LEDs of a worn mask are, so that they were laid out."""
    return mask.is_worn and mask.channels[c].positions_mm is None


def _uniform(name: str, c: int, uniforms: Mapping[str, FloatArray]) -> FloatArray:
    again, own = divmod(c, DRAWN_CHANNELS)
    return (uniforms[f"{name}_{own}"] + again * SHIFT) % 1.0


def _range(id: str, uniform: FloatArray) -> FloatArray:
    low, high = ends(numbers("light")[id])
    return between(uniform, low, high)


def ends(row: Number) -> tuple[float, float]:
    """Low and high of a number; its value where it has none."""
    low = row.value if row.low is None else row.low
    return low, row.value if row.high is None else row.high
