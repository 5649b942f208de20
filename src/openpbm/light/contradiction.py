"""Two statements of one file that cannot both be true, with both values. Theory 2.8."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from openpbm.fact import Message, Name, Quantity, message, several
from openpbm.light.claim_check import doubts, overfed, read_beyond_supply
from openpbm.light.meter import most_mw_cm2
from openpbm.light.power import shining_together
from openpbm.mask import Channel, Mask, Reading
from openpbm.mask.channel import mean_shares
from openpbm.tables import numbers
from openpbm.units import MINUTES_PER_HOUR, MM2_PER_CM2

WALL = "mask.thickest_wall_mm"


def untrue(mask: Mask) -> tuple[Message, ...]:
    """All that cannot be true of a device: what no light can be, and what does not fit."""
    return (
        *(doubt.said for doubt in doubts(mask)),
        *(strong.said for strong in overfed(mask)),
        *contradictions(mask),
    )


def contradictions(mask: Mask) -> tuple[Message, ...]:
    """Every pair of statements about a device that do not fit each other."""
    return (
        *_supplies(mask),
        *_fed(mask),
        *_areas(mask),
        *_contact(mask),
        *_totals(mask),
        *_counts(mask),
        *(found for channel in mask.channels for found in _readings(channel)),
        *(found for channel in mask.channels for found in _cut(channel)),
    )


def _supplies(mask: Mask) -> Iterator[Message]:
    """Supply, plug and metered energy are of one device: the energy is the most it may be."""
    fed: list[tuple[float, Message]] = []
    if mask.supply_w is not None:
        fed.append((mask.supply_w, message("contradiction-supply", watts=_plain(mask.supply_w))))
    if mask.supply_v is not None and mask.supply_a is not None:
        plug_w = mask.supply_v * mask.supply_a
        plug = message(
            "contradiction-plug",
            volts=_plain(mask.supply_v),
            amperes=_plain(mask.supply_a),
            watts=_plain(plug_w, 4),
        )
        fed.append((plug_w, plug))
    apart = _apart("supply")
    if len(fed) == 2 and max(fed, key=_watts)[0] > apart * min(fed, key=_watts)[0]:
        yield _lesser(*fed)
    if mask.energy_wh_per_session is None or not mask.session_min or not fed:
        return
    minutes = min(mask.session_min)
    drawn_w = mask.energy_wh_per_session * MINUTES_PER_HOUR / minutes
    least = min(fed, key=_watts)
    if drawn_w > apart * least[0]:
        drawn = message(
            "contradiction-energy",
            energy=_plain(mask.energy_wh_per_session),
            minutes=_plain(minutes),
            watts=_plain(drawn_w, 4),
        )
        yield _lesser((drawn_w, drawn), least)


def _fed(mask: Mask) -> Iterator[Message]:
    """Light that a meter showed needs a supply that can feed it."""
    for found in read_beyond_supply(mask):
        yield message(
            "contradiction-fed",
            channels=several(Name("channel", id) for id in found.channels),
            light=Quantity(found.light_w, "1", figures=2, trimmed=True),
            power=Quantity(found.most_w, "1", figures=2, trimmed=True),
        )


def _watts(stated: tuple[float, Message]) -> float:
    return stated[0]


def _lesser(one: tuple[float, Message], other: tuple[float, Message]) -> Message:
    least = _plain(min(one[0], other[0]), 4)
    return message("contradiction-lesser", one=one[1], other=other[1], least=least)


def _plain(value: float, figures: int = 6) -> Quantity:
    return Quantity(value, "1", figures, trimmed=True)


def _areas(mask: Mask) -> Iterator[Message]:
    """The lit area of a panel, beside its sides."""
    if mask.treated_area_cm2 is None or mask.width_mm is None or mask.height_mm is None:
        return
    sides_cm2 = mask.width_mm * mask.height_mm / MM2_PER_CM2
    if not _alike(mask.treated_area_cm2, sides_cm2, _apart("area")):
        area, sides = _plain(mask.treated_area_cm2), _plain(sides_cm2, 4)
        yield message("contradiction-area", area=area, sides=sides)


def _contact(mask: Mask) -> Iterator[Message]:
    """What touches has its LEDs near: in its wall, or as far as the pads of worn masks hold off."""
    if mask.contact and mask.standoff_mm is not None:
        pad, wall = numbers("light")[f"standoff.{mask.form}"], numbers("heat")[WALL]
        most_mm = (pad.high if mask.is_worn else None) or wall.value
        if mask.standoff_mm > most_mm:
            yield message(
                "contradiction-contact",
                standoff=_plain(mask.standoff_mm),
                form=mask.form,
                most=_plain(most_mm),
            )
    if mask.wet and mask.contact is False:
        yield message("contradiction-film")


def _totals(mask: Mask) -> Iterator[Message]:
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
        yield message("contradiction-total", total=_plain(most), sum=_plain(summed, 4))


def _claimed(channel: Channel) -> float:
    """Mean over time; no claim counts nothing."""
    claim = channel.claim
    if claim is None:
        return 0.0
    return claim.irradiance_mw_cm2 * max(mean_shares(claim, channel.pulsing))


def _counts(mask: Mask) -> Iterator[Message]:
    """No colour has more LEDs than there are."""
    for channel in mask.channels:
        own, whole = channel.led_count or 0, mask.led_count or 0
        if whole and own > whole:
            yield message("contradiction-led_count", own=own, channel=channel.id, whole=whole)


def _readings(channel: Channel) -> Iterator[Message]:
    """Readings of one colour at one distance, by meters that may be wrong by as much as theirs."""

    def where(reading: Reading) -> float:
        return -1.0 if reading.distance_mm is None else reading.distance_mm

    for _, group in groupby(sorted(channel.readings, key=where), key=where):
        ranked = sorted(group, key=lambda reading: most_mw_cm2(reading, channel))
        low, high = ranked[0], ranked[-1]
        least, most = most_mw_cm2(low, channel), most_mw_cm2(high, channel)
        if most > _apart("readings") * least > 0.0:
            yield message(
                "contradiction-readings",
                low=_read(low),
                channel=channel.id,
                high=_read(high),
                times=round(most / least),
            )


def _cut(channel: Channel) -> Iterator[Message]:
    """A measured spectrum that ends while there is light: what lies beyond is missing."""
    spectrum = channel.spectrum
    if spectrum is None:
        return
    for end in (0, -1):
        share = float(spectrum.power[end] / spectrum.power.max())
        if share >= _apart("spectrum_end"):
            yield message(
                "contradiction-spectrum_cut",
                channel=Name("channel", channel.id),
                nm=Quantity(float(spectrum.wavelength_nm[end]), "nm", trimmed=True),
                share=Quantity(share, "share"),
            )


def _read(reading: Reading) -> Message:
    unit = {"lux": "lux", "par": "umol/m2/s"}.get(reading.meter or "", "mW/cm2")
    shown = Quantity(reading.shown, unit, figures=6, trimmed=True)
    return message("contradiction-reading", shown=shown, region=Name("region", reading.region))


def _alike(one: float, other: float, apart: float) -> bool:
    return max(one, other) <= apart * min(one, other)


def _apart(name: str) -> float:
    """How many times one may be the other, roughness of labels included."""
    return numbers("light")[f"contradiction.{name}"].value
