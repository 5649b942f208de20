"""Readings of one channel made into milliwatts of each LED. Theory 2.7.

Each reading is compared with what such a sensor would show there for 1 mW. Readings are
averaged as light, by how far a place alone may be off; what a meter misreads is common to
all that it read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.errors import MaskError, nearest
from openpbm.face import REGIONS
from openpbm.light.bounced import Returning
from openpbm.light.device_draws import DeviceDraws, lies_anyhow
from openpbm.light.meter import mean_share, shown_by, wavelengths_nm
from openpbm.light.standoff import ScenarioLight
from openpbm.mask import Mask, Reading
from openpbm.tables import numbers


@dataclass(frozen=True, eq=False, kw_only=True)
class Thrown:
    """Light for 1 mW that a sensor gets by way of the mask. S scenarios, C channels, R regions."""

    without_skin: FloatArray  # (S, C, R) mW/cm2 that the mask alone throws back
    with_skin: FloatArray | None  # (S, C, R) between mask and skin; None where nobody asks


@dataclass(frozen=True, eq=False, kw_only=True)
class Measured:
    """What readings of one channel say. S scenarios."""

    ln_scale: FloatArray  # (S,) of the mW of each LED, every scenario with its own error
    ln_unit: FloatArray  # (S,) of direct light for 1 mW at the places that were read


def thrown(
    mask: Mask,
    unit: Returning,
    mask_reflectance: FloatArray,
    skin: tuple[FloatArray, FloatArray] | None,
) -> Thrown:
    """Light that reaches a sensor by way of the mask.

    Args:
        mask: the device.
        unit: bounced light for 1 mW out of each LED.
        mask_reflectance: (S,) of its inner face.
        skin: (S, C, R) reflectance for light as it comes and from all sides; None where no
            reading had skin behind the sensor.
    """
    channels = range(len(mask.channels))
    many = len(mask_reflectance), len(REGIONS)
    dark = np.zeros(many)
    alone = [unit.returned(c, dark, dark, mask_reflectance)[0] for c in channels]
    both = None
    if skin is not None:
        straight, diffuse = skin
        both = np.stack(
            [
                unit.returned(c, straight[:, c], diffuse[:, c], mask_reflectance)[0]
                for c in channels
            ],
            axis=1,
        )
    return Thrown(without_skin=np.stack(alone, axis=1), with_skin=both)


def asks_for_skin(mask: Mask) -> bool:
    """Whether any reading had skin behind its sensor."""
    return any(reading.skin_behind for channel in mask.channels for reading in channel.readings)


def measured(
    mask: Mask, c: int, draws: DeviceDraws, at: ScenarioLight, around: Thrown | None
) -> Measured:
    """What the readings of a channel say, with their errors drawn.

    Args:
        mask: the device.
        c: a channel with at least one reading above zero.
        draws: of the device.
        at: light for 1 mW out of each LED, at the draws' standoffs.
        around: light that sensors get by way of the mask; None: there is none to speak of.

    Raises:
        MaskError: a reading that cannot be.
    """
    readings = mask.channels[c].readings
    places = [_place(mask, c, reading, at, around) for reading in readings]
    groups = []
    for alike in dict.fromkeys(map(_by_whom, readings)):
        own = [i for i, reading in enumerate(readings) if _by_whom(reading) == alike]
        groups.append(_by_one_meter(mask, c, [readings[i] for i in own], [places[i] for i in own],
                                    draws))  # fmt: skip
    weight = np.stack([1.0 / (group.of_meter + group.of_placing) for group in groups])
    weight = weight / weight.sum(axis=0)
    scale = (weight * np.stack([group.scale for group in groups])).sum(axis=0)
    of_meter = (weight**2 * np.stack([group.of_meter for group in groups])).sum(axis=0)
    of_placing = (weight**2 * np.stack([group.of_placing for group in groups])).sum(axis=0)
    # the mean of skewed readings is right: their median lies below, and the truth above it
    skewed = np.log1p(of_placing)
    error = np.sqrt(of_meter) * draws.reading_normal + np.sqrt(skewed) * draws.placing_normal
    unit = np.mean([place.direct for place in places], axis=0)
    return Measured(ln_scale=np.log(scale) + 0.5 * skewed + error, ln_unit=np.log(unit))


def _by_whom(reading: Reading) -> tuple[str | None, bool]:
    """What is common to readings: the kind of meter, and whether it was this very mask."""
    return reading.meter, reading.another_mask


@dataclass(frozen=True, eq=False, kw_only=True)
class _Place:
    """Where a sensor lay: light on it for 1 mW, and how much that varies. (S,) each."""

    direct: FloatArray  # mW/cm2
    whole: FloatArray  # mW/cm2, with what the mask throws back
    spread: FloatArray  # of one place, as a share


@dataclass(frozen=True, eq=False, kw_only=True)
class _Group:
    """What one meter says. (S,) each."""

    scale: FloatArray  # mW of each LED
    of_meter: FloatArray  # variance of its logarithm by the meter
    of_placing: FloatArray  # and, as a share squared, by where it lay


def _by_one_meter(
    mask: Mask,
    c: int,
    readings: Sequence[Reading],
    places: Sequence[_Place],
    draws: DeviceDraws,
) -> _Group:
    channel = mask.channels[c]
    rest = numbers("meters")["placing.rest_sd_ln"].value
    nodes_nm = wavelengths_nm(channel, draws.peak_nm[:, c])
    shown = shown_by(readings[0].meter, nodes_nm, draws.is_solar)
    weight = np.stack([1.0 / (place.spread**2 + rest**2) for place in places])
    scale = np.stack(
        [
            reading.shown * mean_share(reading, channel) / (place.whole * shown.per_mw_cm2)
            for reading, place in zip(readings, places, strict=True)
        ]
    )
    return _Group(
        scale=(weight * scale).sum(axis=0) / weight.sum(axis=0),
        of_meter=shown.sd_ln**2 + _of_device(readings[0]),
        of_placing=1.0 / weight.sum(axis=0),
    )


def _of_device(reading: Reading) -> float:
    """Variance of the logarithm between two masks of one name; none of this very mask."""
    return numbers("light")["claim.output_sd_ln"].value ** 2 if reading.another_mask else 0.0


def _place(
    mask: Mask, c: int, reading: Reading, at: ScenarioLight, around: Thrown | None
) -> _Place:
    region = _region(mask, c, reading)
    if reading.distance_mm is not None:
        sensed = at.read_at[reading.distance_mm]
        many = len(at.mean)
        direct = np.full(many, sensed.mean[c, region])
        whole, spread = direct, np.full(many, sensed.spread[c, region])
    else:
        direct = unit_at_regions(mask, c, at)[:, region]
        spread = at.placing[:, c, region]
        whole = direct + _thrown_back(reading, c, region, around)
    _check(mask, c, reading, direct)
    return _Place(direct=direct, whole=whole, spread=_as_laid(mask, c, spread))


def _as_laid(mask: Mask, c: int, spread: FloatArray) -> FloatArray:
    """How far one place may be off; more where nobody publishes where the LEDs are."""
    if not lies_anyhow(mask, c):
        return spread
    table = numbers("meters")
    return np.hypot(table["placing.uneven"].value * spread, table["placing.region_sd"].value)


def unit_at_regions(mask: Mask, c: int, at: ScenarioLight) -> FloatArray:
    """(scenarios, regions) direct light on a meter at a region, for 1 mW.

    Under a mask the skin faces the LEDs, so that a meter lying on it shows the region's
    mean. Before a panel the meter faces the panel and not along the side of the cheek.
    """
    return at.by_angle[:, c].sum(axis=1) if mask.is_worn else at.sensor[:, c]


def _thrown_back(
    reading: Reading, c: int, region: int, around: Thrown | None
) -> FloatArray | float:
    if around is None:
        return 0.0
    if not reading.skin_behind:
        return around.without_skin[:, c, region]
    assert around.with_skin is not None  # whoever made it has asked
    return around.with_skin[:, c, region]


def _region(mask: Mask, c: int, reading: Reading) -> int:
    if reading.region not in REGIONS:
        known = nearest(reading.region, list(REGIONS))
        raise MaskError(f"{mask.id}: a {mask.channels[c].id} reading at {reading.region!r}{known}")
    return REGIONS.index(reading.region)


def _check(mask: Mask, c: int, reading: Reading, unit: FloatArray) -> None:
    role = mask.channels[c].id
    if reading.shown == 0:
        raise MaskError(
            f"{mask.id}: one {role} reading is 0 and others are not; expected all or none"
        )
    if not np.all(unit > 0):
        raise MaskError(
            f"{mask.id}: a {role} reading at {reading.region}, where no light of this "
            "channel falls; expected a region under its LEDs"
        )
