"""Two statements of one file that cannot both be true, with both values. Theory 2.8."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from openpbm.light.meter import most_mw_cm2
from openpbm.light.power import shining_together
from openpbm.mask import Channel, Mask, Reading
from openpbm.mask.channel import mean_shares
from openpbm.tables import numbers
from openpbm.units import MINUTES_PER_HOUR, MM2_PER_CM2

WALL = "mask.thickest_wall_mm"


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """One thing that is said, another that is said beside it, and which of them counts."""

    said: str
    beside: str
    counts: str


def contradictions(mask: Mask) -> tuple[Contradiction, ...]:
    """Every pair of statements about a device that do not fit each other."""
    return (
        *_supplies(mask),
        *_areas(mask),
        *_contact(mask),
        *_totals(mask),
        *_counts(mask),
        *(found for channel in mask.channels for found in _readings(channel)),
    )


def _supplies(mask: Mask) -> Iterator[Contradiction]:
    """Supply, plug and metered energy are of one device: the energy is the most it may be."""
    fed = [] if mask.supply_w is None else [(mask.supply_w, f"supply_w = {mask.supply_w:g}")]
    if mask.supply_v is not None and mask.supply_a is not None:
        plug_w = mask.supply_v * mask.supply_a
        fed.append((plug_w, f"{mask.supply_v:g} V x {mask.supply_a:g} A = {plug_w:.4g} W"))
    apart = _apart("supply")
    if len(fed) == 2 and max(fed)[0] > apart * min(fed)[0]:
        yield _lesser(*fed)
    if mask.energy_wh_per_session is None or not mask.session_min or not fed:
        return
    minutes = min(mask.session_min)
    drawn_w = mask.energy_wh_per_session * MINUTES_PER_HOUR / minutes
    if drawn_w > apart * min(fed)[0]:
        wh = f"{mask.energy_wh_per_session:g} Wh in {minutes:g} min"
        yield _lesser((drawn_w, f"{wh} = {drawn_w:.4g} W"), min(fed))


def _lesser(one: tuple[float, str], other: tuple[float, str]) -> Contradiction:
    least_w, _ = min(one, other)
    return Contradiction(said=one[1], beside=other[1], counts=f"the lesser counts, {least_w:.4g} W")


def _areas(mask: Mask) -> Iterator[Contradiction]:
    """The lit area of a panel, beside its sides."""
    if mask.treated_area_cm2 is None or mask.width_mm is None or mask.height_mm is None:
        return
    sides_cm2 = mask.width_mm * mask.height_mm / MM2_PER_CM2
    if not _alike(mask.treated_area_cm2, sides_cm2, _apart("area")):
        yield Contradiction(
            said=f"treated_area_cm2 = {mask.treated_area_cm2:g}",
            beside=f"width_mm x height_mm, which are {sides_cm2:.4g} cm2",
            counts="treated_area_cm2 counts for the light, width and height for where LEDs are",
        )


def _contact(mask: Mask) -> Iterator[Contradiction]:
    """What touches has its LEDs near: in its wall, or as far as the pads of worn masks hold off."""
    if mask.contact and mask.standoff_mm is not None:
        pad, wall = numbers("light")[f"standoff.{mask.form}"], numbers("heat")[WALL]
        most_mm = (pad.high if mask.is_worn else None) or wall.value
        if mask.standoff_mm > most_mm:
            yield Contradiction(
                said="contact = true",
                beside=f"standoff_mm = {mask.standoff_mm:g}, where LEDs of a {mask.form} that "
                f"touches stand at most {most_mm:g} mm off",
                counts="the distance counts for light, contact for warmth",
            )
    if mask.wet and mask.contact is False:
        yield Contradiction(
            said="wet = true (a film couples it to the skin)",
            beside="contact = false",
            counts="the film counts for light, and nothing that touches for warmth",
        )


def _totals(mask: Mask) -> Iterator[Contradiction]:
    """A total for all colours, beside what is claimed of each."""
    total = mask.total_claim
    if total is None:
        return
    lit = max(
        ([mask.channels[c] for c in together] for together in shining_together(mask)),
        key=lambda channels: sum(map(_claimed, channels)),
    )
    summed = sum(map(_claimed, lit))
    if summed == 0:
        return
    most = total.irradiance_mw_cm2 * max(max(mean_shares(total, c.pulsing)) for c in lit)
    everyone = all(c.claim is not None for c in lit)
    apart = _apart("total")
    if summed > apart * most or (everyone and most > apart * summed):
        yield Contradiction(
            said=f"total_claim of {most:g} mW/cm2",
            beside=f"claims of its channels, which are {summed:.4g} mW/cm2 in all",
            counts="the claim of each channel counts",
        )


def _claimed(channel: Channel) -> float:
    """Mean over time; no claim counts nothing."""
    claim = channel.claim
    if claim is None:
        return 0.0
    return claim.irradiance_mw_cm2 * max(mean_shares(claim, channel.pulsing))


def _counts(mask: Mask) -> Iterator[Contradiction]:
    """No colour has more LEDs than there are."""
    for channel in mask.channels:
        if (channel.led_count or 0) > (mask.led_count or math.inf):
            yield Contradiction(
                said=f"led_count = {channel.led_count} of the {channel.id} channel",
                beside=f"led_count = {mask.led_count} of the whole mask",
                counts="that of the channel counts",
            )


def _readings(channel: Channel) -> Iterator[Contradiction]:
    """Readings of one colour at one distance, by meters that may be wrong by as much as theirs."""

    def where(reading: Reading) -> float:
        return -1.0 if reading.distance_mm is None else reading.distance_mm

    for _, group in groupby(sorted(channel.readings, key=where), key=where):
        ranked = sorted(group, key=lambda reading: most_mw_cm2(reading, channel))
        low, high = ranked[0], ranked[-1]
        least, most = most_mw_cm2(low, channel), most_mw_cm2(high, channel)
        if most > _apart("readings") * least > 0.0:
            yield Contradiction(
                said=f"a reading of {_read(low)} of the {channel.id} channel",
                beside=f"one of {_read(high)}, {most / least:.0f} times as much light",
                counts="both count, and the light lies between them",
            )


def _read(reading: Reading) -> str:
    unit = {"lux": "lux", "par": "umol/m2/s"}.get(reading.meter or "", "mW/cm2")
    return f"{reading.shown:g} {unit} at the {reading.region.replace('_', ' ')}"


def _alike(one: float, other: float, apart: float) -> bool:
    return max(one, other) <= apart * min(one, other)


def _apart(name: str) -> float:
    """How many times one may be the other, roughness of labels included."""
    return numbers("light")[f"contradiction.{name}"].value
