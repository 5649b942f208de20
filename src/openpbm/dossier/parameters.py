"""The parameter table: what a mask file says of each number, and how well it is known.

A reading or a spectrum of an instrument fit for a submission shows a number; what a maker states,
or a household meter reads, claims it. What is worked out from a claim is a claim.
"""

from __future__ import annotations

from collections.abc import Callable

from openpbm.dossier.basis import DossierBasis
from openpbm.dossier.line import KnownOfLine, State, claimed, missing, weakest
from openpbm.fact import Message, Name, Quantity, message, several
from openpbm.interval import Interval
from openpbm.mask import Channel, Claim
from openpbm.mask.emission import width_nm
from openpbm.mask.reading import Reading
from openpbm.units import J_CM2_PER_MINUTE, MW_PER_W

INSTRUMENTS = ("laboratory", "spectrometer", "thermopile")  # whose reading shows irradiance

Part = tuple[State, Message]


def wavelength(basis: DossierBasis) -> KnownOfLine:
    """Peaks with their tolerance; a measured spectrum shows them."""
    return _each(basis, _peak)


def width(basis: DossierBasis) -> KnownOfLine:
    """Of each line at half its height."""
    return _each(basis, _width)


def irradiance(basis: DossierBasis) -> KnownOfLine:
    """As it was read or stated."""
    return _each(basis, lambda channel: _strength(channel, basis.mask.total_claim))


def meaning(basis: DossierBasis) -> KnownOfLine:
    """Whether it is a mean or a peak, of what and at which distance."""
    return _each(basis, lambda channel: _meaning(channel, basis.mask.total_claim))


def power(basis: DossierBasis) -> KnownOfLine:
    """Light out of all LEDs of a colour: stated of one LED, or what the irradiance asks for."""
    if basis.scene is None:
        return missing("no_irradiance")
    parts = [
        _power(channel, light)
        for channel, light in zip(basis.mask.channels, basis.light_w(), strict=True)
    ]
    stated = all(channel.power_mw is not None for channel in basis.mask.channels)
    chance = None if stated else basis.chance_of_peak()
    if chance is not None:
        parts.append(
            message("dossier-as_peak_always")
            if chance == 1.0
            else message("dossier-as_peak", chance=Quantity(chance, "share"))
        )
    return claimed(message(f"dossier-power_{'stated' if stated else 'worked_out'}"), *parts)


def dose(basis: DossierBasis) -> KnownOfLine:
    """Radiant exposure of the skin in the longest session, all lit regions."""
    if basis.scene is None:
        return missing("no_irradiance")
    if not basis.mask.session_min:
        return missing("no_minutes")
    parts = [
        message(
            "dossier-dose",
            channel=_name(channel),
            median=Quantity(one.median * J_CM2_PER_MINUTE * basis.minutes, "J/cm2"),
            low=Quantity(one.p05 * J_CM2_PER_MINUTE * basis.minutes, "J/cm2"),
            high=Quantity(one.p95 * J_CM2_PER_MINUTE * basis.minutes, "J/cm2"),
        )
        for channel, one in zip(basis.mask.channels, basis.on_skin_mw_cm2(), strict=True)
    ]
    longest = Quantity(basis.minutes, "min", figures=3, trimmed=True)
    return claimed(message("dossier-dose_of", minutes=longest), *parts)


def area(basis: DossierBasis) -> KnownOfLine:
    """The skin that is lit at once."""
    area_cm2 = basis.mask.lit_area_cm2
    if area_cm2 is None:
        return missing()
    return claimed(message("dossier-area", area=Quantity(area_cm2, "cm2", figures=3)))


def minutes(basis: DossierBasis) -> KnownOfLine:
    """The programmes of the timer."""
    if not basis.mask.session_min:
        return missing()
    each = several(_minutes(value) for value in basis.mask.session_min)
    found = message("dossier-minutes", each=each)
    return missing("recalled") if basis.mask.minutes_recalled else claimed(found)


def rhythm(basis: DossierBasis) -> KnownOfLine:
    """Sessions a week, and weeks."""
    mask = basis.mask
    if mask.per_week is None:
        return missing()
    week = Quantity(mask.per_week, "1", figures=3, trimmed=True)
    if mask.programme_weeks is None:
        return KnownOfLine(state="missing", found=message("dossier-rhythm_endless", week=week))
    weeks = Quantity(mask.programme_weeks, "1", figures=3, trimmed=True)
    return claimed(message("dossier-rhythm", week=week, weeks=weeks))


def distance(basis: DossierBasis) -> KnownOfLine:
    """From the LEDs to the skin."""
    if basis.mask.standoff_mm is None:
        return missing()
    found = Quantity(basis.mask.standoff_mm, "mm", figures=3, trimmed=True)
    if basis.mask.standoff_tol_mm is None:
        return claimed(message("dossier-distance", distance=found))
    tolerance = Quantity(basis.mask.standoff_tol_mm, "mm", figures=2, trimmed=True)
    return claimed(message("dossier-distance_within", distance=found, tolerance=tolerance))


def beam(basis: DossierBasis) -> KnownOfLine:
    """The angle at which intensity has halved."""
    return _each(basis, _beam)


def pulse(basis: DossierBasis) -> KnownOfLine:
    """Continuous or pulsed light; silence is neither."""
    return _each(basis, _pulse)


def leds(basis: DossierBasis) -> KnownOfLine:
    """How many, and whether it is told where they lie."""
    channels = basis.mask.channels
    counts = [channel.led_count or basis.mask.led_count for channel in channels]
    placed = all(channel.positions_mm is not None for channel in channels)
    if any(count is None for count in counts):
        return missing()
    parts = [
        message("dossier-leds", channel=_name(channel), count=count)
        for channel, count in zip(channels, counts, strict=True)
        if count is not None
    ]
    return claimed(message(f"dossier-leds_{'placed' if placed else 'unplaced'}"), *parts)


def _each(basis: DossierBasis, of: Callable[[Channel], Part]) -> KnownOfLine:
    """One part a colour; the line is as weak as its weakest."""
    parts = [of(channel) for channel in basis.mask.channels]
    state, told = weakest(state for state, _ in parts), tuple(told for _, told in parts)
    if basis.mask.fictitious and state == "shown":
        return claimed(message("dossier-parts_invented"), *told)
    return KnownOfLine(state=state, found=message(f"dossier-parts_{state}"), of=told)


def _name(channel: Channel) -> Name:
    return Name("channel", channel.id)


def _power(channel: Channel, light_w: Interval) -> Message:
    factor, unit = (1.0, "W") if light_w.median >= 1.0 else (MW_PER_W, "mW")
    return message(
        "dossier-power",
        channel=_name(channel),
        power=Quantity(light_w.median * factor, unit),
        low=Quantity(light_w.p05 * factor, unit),
        high=Quantity(light_w.p95 * factor, unit),
    )


def _minutes(value: float) -> Quantity:
    return Quantity(value, "min", figures=3, trimmed=True)


def _peak(channel: Channel) -> Part:
    peak = Quantity(channel.peak_nm, "nm", figures=4, trimmed=True)
    if channel.spectrum is not None:
        return "shown", message("dossier-peak_seen", channel=_name(channel), peak=peak)
    if channel.peak_tol_nm is None:
        return "claimed", message("dossier-peak_alone", channel=_name(channel), peak=peak)
    tolerance = Quantity(channel.peak_tol_nm, "nm", figures=2, trimmed=True)
    return "claimed", message(
        "dossier-peak", channel=_name(channel), peak=peak, tolerance=tolerance
    )


def _width(channel: Channel) -> Part:
    wide = Quantity(width_nm(channel), "nm", figures=3, trimmed=True)
    if channel.spectrum is not None:
        return "shown", message("dossier-width_seen", channel=_name(channel))
    if channel.fwhm_nm is not None:
        return "claimed", message("dossier-width", channel=_name(channel), width=wide)
    return "missing", message("dossier-width_taken", channel=_name(channel), width=wide)


def _strength(channel: Channel, total: Claim | None) -> Part:
    if channel.readings:
        shown = [one for one in channel.readings if _shows(one)]
        values = [_unit(one) for one in (shown or channel.readings)]
        state: State = "shown" if len(shown) == len(channel.readings) else "claimed"
        return state, message(
            f"dossier-read_{'instrument' if state == 'shown' else 'household'}",
            channel=_name(channel),
            places=len(values),
            low=min(values, key=lambda one: one.value),
            high=max(values, key=lambda one: one.value),
        )
    claim = channel.claim or total
    if claim is not None:
        value = Quantity(claim.irradiance_mw_cm2, "mW/cm2", figures=3, trimmed=True)
        if channel.claim is None:
            return "claimed", message("dossier-total", channel=_name(channel), value=value)
        return "claimed", message("dossier-claimed", channel=_name(channel), value=value)
    if channel.power_mw is not None:
        each = Quantity(channel.power_mw, "mW", figures=3, trimmed=True)
        return "claimed", message("dossier-led_power", channel=_name(channel), power=each)
    return "missing", message("dossier-unstated", channel=_name(channel))


def _shows(reading: Reading) -> bool:
    return reading.meter in INSTRUMENTS and not reading.another_mask


def _unit(reading: Reading) -> Quantity:
    if reading.illuminance_lux is not None:
        return Quantity(reading.shown, "lx", figures=3, trimmed=True)
    if reading.ppfd_umol_m2_s is not None:
        return Quantity(reading.shown, "umol/m2/s", figures=3, trimmed=True)
    return Quantity(reading.shown, "mW/cm2", figures=3, trimmed=True)


def _meaning(channel: Channel, total: Claim | None) -> Part:
    if channel.readings:
        state: State = "shown" if all(map(_shows, channel.readings)) else "claimed"
        return state, message("dossier-meaning_read", channel=_name(channel))
    claim = channel.claim or total
    if claim is None or claim.meaning is None:
        return "missing", message("dossier-meaning_unsaid", channel=_name(channel))
    if claim.distance_mm is None:
        return "claimed", message(f"dossier-is_{claim.meaning}", channel=_name(channel))
    away = Quantity(claim.distance_mm, "mm", figures=3, trimmed=True)
    return "claimed", message(
        f"dossier-at_distance_{claim.meaning}", channel=_name(channel), distance=away
    )


def _beam(channel: Channel) -> Part:
    if channel.half_angle_deg is None:
        return "missing", message("dossier-beam_unstated", channel=_name(channel))
    angle = Quantity(channel.half_angle_deg, "deg", figures=3, trimmed=True)
    return "claimed", message("dossier-beam", channel=_name(channel), angle=angle)


def _pulse(channel: Channel) -> Part:
    if channel.pulsing is None:
        return "missing", message("dossier-pulse_unsaid", channel=_name(channel))
    if not channel.pulsing.is_pulsed:
        return "claimed", message("dossier-pulse_steady", channel=_name(channel))
    return "claimed", message(
        "dossier-pulse",
        channel=_name(channel),
        rate=Quantity(channel.pulsing.frequency_hz, "Hz", figures=3, trimmed=True),
        share=Quantity(channel.pulsing.duty, "share"),
    )


PARAMETERS: dict[str, Callable[[DossierBasis], KnownOfLine]] = {
    "wavelength": wavelength,
    "width": width,
    "irradiance": irradiance,
    "meaning": meaning,
    "power": power,
    "dose": dose,
    "area": area,
    "minutes": minutes,
    "rhythm": rhythm,
    "distance": distance,
    "beam": beam,
    "pulse": pulse,
    "leds": leds,
}
