"""A mask as a light source: what is known of it, what is taken, what is missing.

Unknown counts as the safer branch: the light of a claim as a mean, the fewest LEDs, no
opening before the eye, the nearest worn distance, the longest programme.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.fact import Message, Name, Quantity, Several, message, several
from openpbm.light.claim_check import read_beyond_supply
from openpbm.light.meter import most_mw_cm2, most_true_share
from openpbm.light.power import most_light_w, stated_supply_w
from openpbm.mask import Channel, Claim, Mask
from openpbm.mask.channel import beam_order_of, mean_shares
from openpbm.mask.emission import width_nm
from openpbm.mask.photometry import most_over_stated
from openpbm.safety.hazard.radiance import SourceGeometry, led_power_w, view_factor
from openpbm.safety.hazard.source import HazardChannel, HazardSource
from openpbm.safety.worst_place import LedPlaces
from openpbm.tables import Number, numbers
from openpbm.units import MM2_PER_CM2, MW_PER_W, W_M2_PER_MW_CM2

LEAST_SPREAD_MM = 1.0  # of LEDs across a line, below which no area follows from their places
UNIT_MW_CM2 = 1.0  # of a channel whose irradiance nobody states


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """Something that is not known: what was taken for it, and which measurement settles it."""

    what: Message
    taken: Message
    status: str = ""  # of the number taken
    matters: bool = False  # without it there is no verdict at all

    @property
    def settles(self) -> Message:
        """The measurement that settles it."""
        return self.what.but("settles")


def session_minutes(mask: Mask, minutes: float | None, gaps: list[Unknown]) -> float:
    """Of the exposure that is judged: as asked, or the longest that the device offers."""
    if minutes is not None:
        return minutes
    if mask.session_min:
        return max(mask.session_min)
    longest = numbers("hazard_source")["longest_programme_min"]
    gaps.append(_taken(message("gap-session"), longest))
    return longest.value


def _unknown(what: Message, status: str = "project", *, matters: bool = False) -> Unknown:
    """With what its own sentence says that was taken."""
    return Unknown(what=what, taken=what.but("taken"), status=status, matters=matters)


def _taken(what: Message, number: Number) -> Unknown:
    value = Quantity(number.value, number.unit, figures=6, trimmed=True)
    taken = message("gap-taken", value=value, source=number.source.split(":")[0])
    return Unknown(what=what, taken=taken, status=number.status)


def _channels(ids: Iterable[str]) -> Several:
    return several((Name("channel", id) for id in ids), "comma")


def source_of(mask: Mask, gaps: list[Unknown]) -> tuple[HazardSource, tuple[str, ...]]:
    """The mask as a light source, and the channels without a known irradiance.

    What had to be taken is added to `gaps`; an unknown channel shines with 1 mW/cm2.
    """
    geometry = _geometry(mask, gaps)
    found = [_channel(mask, channel, geometry, gaps) for channel in mask.channels]
    dark = tuple(
        channel.id for channel, lit in zip(mask.channels, found, strict=True) if lit is None
    )
    if dark:
        what = message("gap-irradiance", channels=_channels(dark))
        gaps.append(_unknown(what, "", matters=True))
    channels = tuple(
        _line(channel, geometry, UNIT_MW_CM2 if lit is None else lit)
        for channel, lit in zip(mask.channels, found, strict=True)
    )
    _claim_gap(mask, gaps)
    _spectral_gaps(mask, gaps)
    source = HazardSource(channels=channels, geometry=geometry)
    return _as_fed(mask, source, dark, gaps), dark


def _as_fed(
    mask: Mask, source: HazardSource, dark: tuple[str, ...], gaps: list[Unknown]
) -> HazardSource:
    """No colour brighter than all that a stated supply can feed; readings stay.

    A plan's limits of the eye are bound likewise. Where LEDs lie at the skin, a place of it may
    still get what is claimed, before a single LED.
    """
    if stated_supply_w(mask) is None:
        return source
    most_w = most_light_w(mask)
    for read in read_beyond_supply(mask):
        told = message("gap-read_over_supply", channels=_channels(read.channels))
        gaps.append(_unknown(told))
    found, lowered = [], list[str]()
    for own, channel, light_w in zip(mask.channels, source.channels, source.light_w, strict=True):
        if own.readings or own.id in dark or light_w <= most_w:
            found.append(channel)
            continue
        lowered.append(own.id)
        is_claimed = own.claim is not None or own.power_mw is None
        at_leds = is_claimed and source.geometry.skin_mm == 0
        peak = channel.irradiance_mw_cm2 if at_leds else None
        fed = channel.irradiance_mw_cm2 * most_w / float(light_w)
        found.append(replace(channel, irradiance_mw_cm2=fed, peak_mw_cm2=peak))
    if lowered:
        power = Quantity(most_w, "W", figures=3, trimmed=True)
        gaps.append(_unknown(message("gap-over_supply", channels=_channels(lowered), power=power)))
    return replace(source, channels=tuple(found))


def _geometry(mask: Mask, gaps: list[Unknown]) -> SourceGeometry:
    diameter = numbers("light")["emitting_diameter_mm"]
    gaps.append(_taken(message("gap-led_size"), diameter))
    radius = _radius_mm(mask, gaps)
    eye = _eye_mm(mask, gaps)
    skin = 0.0
    if not mask.is_worn:
        stated = mask.standoff_mm
        skin = numbers("light")[f"standoff.{mask.form}"].value if stated is None else stated
    if mask.is_worn:
        gaps.append(_unknown(message("gap-opening")))
    return SourceGeometry(
        led_diameter_mm=diameter.value,
        pitch_mm=_pitch_mm(mask, radius, gaps),
        mask_radius_mm=radius,
        eye_mm=eye,
        skin_mm=skin,
        far_mm=numbers("measurement")["classification_distance_mm"].value,
    )


def _radius_mm(mask: Mask, gaps: list[Unknown]) -> float:
    if mask.lit_area_cm2 is not None:
        return float(np.sqrt(mask.lit_area_cm2 * MM2_PER_CM2 / np.pi))
    places = [c.positions_mm for c in mask.channels if c.positions_mm is not None]
    if len(places) == len(mask.channels):
        radius = disc_radius_mm(np.concatenate(places))
        if radius is not None:
            return radius
    number = numbers("hazard_source")["mask_radius_mm" if mask.is_worn else "panel_radius_mm"]
    gaps.append(_taken(message("gap-lit_area"), number))
    return number.value


def disc_radius_mm(positions_mm: FloatArray) -> float | None:
    """Of a flat disc as wide each way as the LEDs are; None where they are on a line or a point.

    An even disc of radius R spreads by R/2 (standard deviation) along each axis.
    """
    spread = np.sqrt(np.clip(np.linalg.eigvalsh(np.cov(positions_mm.T, bias=True)), 0.0, None))
    radius = 2.0 * float(np.sqrt(spread[-1] * spread[-2]))
    return radius if spread[-2] > LEAST_SPREAD_MM else None


def _eye_mm(mask: Mask, gaps: list[Unknown]) -> float:
    """LED plane to cornea: the stated standoff, but never nearer than a worn mask can sit."""
    nearest = numbers("measurement")["worn_eye_distance_mm"].low or 0.0
    if mask.standoff_mm is not None:
        return max(mask.standoff_mm, nearest)
    number = numbers("light")[f"standoff.{mask.form}"]
    taken = nearest if mask.is_worn else (number.low or number.value)
    distance = Quantity(taken, "mm", figures=6, trimmed=True)
    what = message("gap-eye_distance", distance=distance)
    gaps.append(_unknown(what, "project" if mask.is_worn else number.status))
    return taken


def _pitch_mm(mask: Mask, radius_mm: float, gaps: list[Unknown]) -> float:
    """Distance of neighbouring LEDs of a square lattice that fills the lit area."""
    count = mask.led_count
    if count is None:
        counts = [c.led_count for c in mask.channels]
        number = (
            numbers("hazard_source")["fewest_leds_worn"]
            if mask.is_worn
            else numbers("layout")["led_count.panel"]
        )
        count = int(number.value)
        if any(known is None for known in counts):
            gaps.append(_taken(message("gap-led_count"), number))
    return float(np.sqrt(np.pi * radius_mm**2 / count))


def says_no_height(mask: Mask, channel: Channel) -> bool:
    """True where pulsed light is claimed and nobody says whether as mean or as height."""
    claim = channel.claim or mask.total_claim
    if claim is None or channel.readings:
        return False
    return len(mean_shares(claim, channel.pulsing)) > 1


def _channel(
    mask: Mask, channel: Channel, geometry: SourceGeometry, gaps: list[Unknown]
) -> float | None:
    """Irradiance at the skin, mW/cm2: the highest that is stated or measured; None if none is."""
    if channel.readings:
        return max(
            most_mw_cm2(reading, channel) * _nearer(reading.distance_mm, channel, geometry)
            for reading in channel.readings
        )
    if channel.claim is not None:
        return _most_of(channel.claim, channel, geometry)
    if channel.power_mw is not None:
        pitch = _own_pitch(channel, geometry) or geometry.pitch_mm
        per_w_m2 = led_power_w(1.0, pitch)  # W of an LED for each W/m2 of exitance
        order = beam_order_of(channel)
        factor = view_factor(geometry.mask_radius_mm, geometry.skin_mm, order=order)
        power_w = channel.power_mw * most_over_stated(channel) / MW_PER_W
        return power_w / per_w_m2 * factor / W_M2_PER_MW_CM2
    return _all_of_total(mask, channel, geometry, gaps)


def _most_of(claim: Claim, channel: Channel, geometry: SourceGeometry) -> float:
    """The most that a claim can stand for at the skin: tolerance, pulses, meter and distance."""
    most = claim.irradiance_mw_cm2 + (claim.tolerance_mw_cm2 or 0.0)
    true = 1.0 if claim.meter is None else max(1.0, most_true_share(claim.meter, channel))
    nearer = _nearer(claim.distance_mm, channel, geometry)
    return most * max(mean_shares(claim, channel.pulsing)) * true * nearer


def _nearer(distance_mm: float | None, channel: Channel, geometry: SourceGeometry) -> float:
    """How much more light there is at the skin than where it was read, if it was further off."""
    if distance_mm is None:
        return 1.0
    order = beam_order_of(channel)
    at_skin, there = (
        view_factor(geometry.mask_radius_mm, away_mm, order=order)
        for away_mm in (geometry.skin_mm, distance_mm)
    )
    return max(1.0, at_skin / there)


def _claim_gap(mask: Mask, gaps: list[Unknown]) -> None:
    """What an irradiance means is mostly unsaid; it goes first, since it decides most."""
    unsaid = [
        c.id
        for c in mask.channels
        if c.claim is not None and c.claim.meaning is None and not c.readings
    ]
    if unsaid:
        gaps.insert(0, _unknown(message("gap-claim_meaning", channels=_channels(unsaid))))


def _all_of_total(
    mask: Mask, channel: Channel, geometry: SourceGeometry, gaps: list[Unknown]
) -> float | None:
    """A total for all colours: each may have all of it, as for the limits of a plan."""
    if mask.total_claim is None:
        return None
    if len(mask.channels) > 1:
        what = message("gap-share_of_total", channel=Name("channel", channel.id))
        gaps.append(_unknown(what, "project"))
    return _most_of(mask.total_claim, channel, geometry)


def _own_pitch(channel: Channel, geometry: SourceGeometry) -> float | None:
    if channel.led_count is None:
        return None
    return float(np.sqrt(np.pi * geometry.mask_radius_mm**2 / channel.led_count))


def _line(channel: Channel, geometry: SourceGeometry, irradiance_mw_cm2: float) -> HazardChannel:
    return HazardChannel(
        id=channel.id,
        role=channel.role,
        peak_nm=channel.peak_nm,
        fwhm_nm=width_nm(channel),
        spectrum=channel.spectrum,
        irradiance_mw_cm2=irradiance_mw_cm2,
        pitch_mm=_own_pitch(channel, geometry),
        beam_order=beam_order_of(channel),
        places=_places(channel),
        pulsing=channel.pulsing,
    )


def _places(channel: Channel) -> LedPlaces | None:
    if channel.positions_mm is None or channel.directions is None:
        return None
    return LedPlaces(channel.positions_mm, channel.directions)


def _spectral_gaps(mask: Mask, gaps: list[Unknown]) -> None:
    if any(c.half_angle_deg is None for c in mask.channels):
        narrow = numbers("light")["half_angle_deg"]
        gaps.append(_taken(message("gap-half_angle"), narrow))
    modelled = [c for c in mask.channels if c.spectrum is None]
    if modelled:
        peaks = several((f"{c.peak_nm:g}" for c in modelled), "comma")
        gaps.append(_unknown(message("gap-spectra", peaks=peaks), "assumed"))
    if mask.eye_shield is None and mask.is_worn:
        gaps.append(_unknown(message("gap-eye_shield")))
    unsaid = [c.id for c in mask.channels if says_no_height(mask, c)]
    if unsaid:
        gaps.insert(0, _unknown(message("gap-mean_or_height", channels=_channels(unsaid))))
    if any(c.pulsing is None for c in mask.channels):
        gaps.append(_unknown(message("gap-pulsing")))
    if mask.is_worn and mask.inner_reflectance is None:
        gaps.append(_unknown(message("gap-bounces")))
