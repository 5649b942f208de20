"""Can what is stated of a mask be true at all, however it is read. Theory 2.8.

Bounds that need no geometry: light does not come from nowhere, and a sensor never takes more
than all that an LED gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from openpbm.fact import Message, Name, Quantity, message, several
from openpbm.light.device_draws import claim_of
from openpbm.light.layout import led_count
from openpbm.light.meter import least_mw_cm2
from openpbm.light.power import (
    has_supply_prior,
    most_light_w,
    shining_together,
    stated_supply_w,
)
from openpbm.mask import Channel, Mask
from openpbm.tables import numbers
from openpbm.units import MM_PER_CM, W_PER_MW

Against = Literal["led_power", "supply", "plug"]
ROUNDING = 1.1  # a claim this little above a bound may be rounding


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A claim beyond what something else allows."""

    channels: tuple[str, ...]  # ids
    claimed_mw_cm2: float
    most_mw_cm2: float  # what would be possible
    against: Against
    as_mean: bool  # only as a mean over the area; False: however it is read
    most_w: float  # light that the LEDs or the supply can give

    @property
    def said(self) -> Message:
        """The claim, and what could be."""
        feeder = "leds" if self.against == "led_power" else self.against
        is_mean = self.as_mean and self.against != "plug"
        return message(
            f"contradiction-doubt_{feeder}{'_mean' if is_mean else ''}",
            claimed=Quantity(self.claimed_mw_cm2, "1", figures=6, trimmed=True),
            channels=several(Name("channel", id) for id in self.channels),
            power=Quantity(self.most_w, "1", figures=2, trimmed=True),
            most=Quantity(self.most_mw_cm2, "1", figures=2, trimmed=True),
        )


@dataclass(frozen=True, kw_only=True)
class Overfed:
    """LEDs that would give more light together than the supply can feed."""

    channels: tuple[str, ...]  # ids
    light_w: float  # out of all of them, as stated
    most_w: float  # light that the supply can feed

    @property
    def said(self) -> Message:
        """LEDs that no such supply can feed."""
        return message(
            "contradiction-too_strong",
            light=Quantity(self.light_w, "1"),
            channels=several(Name("channel", id) for id in self.channels),
            power=Quantity(self.most_w, "1", figures=2, trimmed=True),
        )


def overfed(mask: Mask) -> tuple[Overfed, ...]:
    """Stated light power of LEDs that shine together, held against the stated supply."""
    if stated_supply_w(mask) is None:
        return ()
    most_w, found = most_light_w(mask), list[Overfed]()
    for lit in shining_together(mask):
        channels = [mask.channels[c] for c in lit if mask.channels[c].power_mw is not None]
        light_w = sum((c.power_mw or 0.0) * _leds(mask, c) * W_PER_MW for c in channels)
        if light_w > most_w * ROUNDING:
            ids = tuple(channel.id for channel in channels)
            found.append(Overfed(channels=ids, light_w=light_w, most_w=most_w))
    return tuple(found)


def read_beyond_supply(mask: Mask) -> tuple[Overfed, ...]:
    """Readings that need more light than the stated supply can feed, by meters at their best.

    No sensor takes more than all light of the LEDs before it, so an LED gives at least what a
    sensor as small as itself got. What a worn mask throws back may have come several times.
    """
    if stated_supply_w(mask) is None:
        return ()
    most_w, found = most_light_w(mask), list[Overfed]()
    for lit in shining_together(mask):
        channels = [mask.channels[c] for c in lit if mask.channels[c].readings]
        light_w = sum(_read_w(mask, channel) for channel in channels)
        if light_w > most_w * ROUNDING:
            ids = tuple(channel.id for channel in channels)
            found.append(Overfed(channels=ids, light_w=light_w, most_w=most_w))
    return tuple(found)


def _read_w(mask: Mask, channel: Channel) -> float:
    """The least light in W that a channel gives, if its readings are as true as they can be."""
    bare = [each for each in channel.readings if not each.skin_behind]
    if not bare:
        return 0.0
    mean = sum(least_mw_cm2(each, channel) for each in bare) / len(bare)
    return mean * min(_sensor_cm2() * _leds(mask, channel), _area_cm2(mask)) * W_PER_MW


def doubts(mask: Mask) -> tuple[Doubt, ...]:
    """Every claim that cannot be true, against LED power first, then against the supply."""
    return (*_against_leds(mask), *_against_supply(mask), *_against_any_plug(mask))


def _against_any_plug(mask: Mask) -> list[Doubt]:
    """Claims of a mask worn at home that look like a slip: many times what any plug can feed."""
    if not has_supply_prior(mask):
        return []
    slip = numbers("light")["contradiction.plug"].value
    most_w = most_light_w(mask)
    found = []
    for lit in shining_together(mask):
        channels = [mask.channels[c] for c in lit if claim_of(mask, mask.channels[c])]
        claimed, _ = _claimed(mask, channels)
        if claimed * _sensor_cm2() * W_PER_MW * led_count(mask) > slip * most_w:
            found.append(
                Doubt(
                    channels=tuple(channel.id for channel in channels),
                    claimed_mw_cm2=claimed,
                    most_mw_cm2=most_w / W_PER_MW / _area_cm2(mask),
                    against="plug",
                    as_mean=False,
                    most_w=most_w,
                )
            )
    return found


def _against_leds(mask: Mask) -> list[Doubt]:
    """A stated light power of each LED, times their number, over the area; or into a sensor."""
    found = []
    for channel in mask.channels:
        claim = channel.claim
        if claim is None or channel.power_mw is None:
            continue
        all_w = channel.power_mw * _leds(mask, channel) * W_PER_MW
        mean = all_w / W_PER_MW / _area_cm2(mask)
        best = mean if claim.meaning == "mean" else mean + channel.power_mw / _sensor_cm2()
        if claim.irradiance_mw_cm2 > best * ROUNDING:
            found.append(
                Doubt(
                    channels=(channel.id,),
                    claimed_mw_cm2=claim.irradiance_mw_cm2,
                    most_mw_cm2=best,
                    against="led_power",
                    as_mean=claim.meaning == "mean",
                    most_w=all_w,
                )
            )
    return found


def _against_supply(mask: Mask) -> list[Doubt]:
    """Claims of what shines together, held against the best LEDs on the supply that is stated.

    Where none is stated nothing is said here: a plug that somebody guessed proves no maker wrong.
    """
    if stated_supply_w(mask) is None:
        return []
    found: dict[tuple[str, ...], Doubt] = {}
    for lit in shining_together(mask):
        channels = [mask.channels[c] for c in lit if claim_of(mask, mask.channels[c])]
        claimed, means = _claimed(mask, channels)
        if not channels or claimed == 0:
            continue
        most_w = most_light_w(mask)
        mean = most_w / W_PER_MW / _area_cm2(mask)
        if claimed > mean * ROUNDING:
            ids = tuple(channel.id for channel in channels)
            found[ids] = Doubt(
                channels=ids,
                claimed_mw_cm2=claimed,
                most_mw_cm2=mean,
                against="supply",
                as_mean=means or not _beyond_any_peak(mask, channels, most_w),
                most_w=most_w,
            )
    return [d for ids, d in found.items() if not any(set(ids) < set(o) for o in found)]


def _claimed(mask: Mask, channels: list[Channel]) -> tuple[float, bool]:
    """mW/cm2 in all, and whether each is said to be a mean."""
    own = [channel.claim for channel in channels if channel.claim is not None]
    claims = own or ([mask.total_claim] if mask.total_claim is not None else [])
    return (
        sum(claim.irradiance_mw_cm2 for claim in claims),
        bool(claims) and all(claim.meaning == "mean" for claim in claims),
    )


def _beyond_any_peak(mask: Mask, channels: list[Channel], most_w: float) -> bool:
    """Too much even if a sensor took all light of one LED, and each LED gave just that."""
    least_w = sum(
        channel.claim.irradiance_mw_cm2 * _sensor_cm2() * W_PER_MW * _leds(mask, channel)
        / (1 if channel.led_count is not None else len(mask.channels))
        for channel in channels
        if channel.claim is not None
    )  # fmt: skip
    return least_w > most_w * ROUNDING


def _leds(mask: Mask, channel: Channel) -> int:
    if channel.positions_mm is not None:
        return len(channel.positions_mm)
    return channel.led_count if channel.led_count is not None else led_count(mask)


def _sensor_cm2() -> float:
    radius_cm = numbers("light")["claim.meter_aperture_mm"].value / 2.0 / MM_PER_CM
    return float(np.pi * radius_cm**2)


def _area_cm2(mask: Mask) -> float:
    """Lit area: as stated, else that of a face, so that nothing true is doubted."""
    if mask.lit_area_cm2 is not None:
        return mask.lit_area_cm2
    return numbers("layout")["face.lit_area_cm2"].value
