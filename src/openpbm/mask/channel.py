"""LEDs that share a colour and switch together, and what is said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from openpbm.arrays import FloatArray, frozen, unit_rows
from openpbm.errors import MaskError
from openpbm.mask.reading import (
    METERS,
    OF_METER,
    OVER_TIME,
    Reading,
    check_distance,
    check_meter,
    check_sees,
)
from openpbm.mask.spectrum import Spectrum
from openpbm.role import ROLES, role_of
from openpbm.tables import numbers

MEANINGS = ("mean", "peak", "sum")
WAVELENGTHS_NM = (400.0, 1100.0)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """An irradiance somebody states. What it means is often not said."""

    irradiance_mw_cm2: float
    tolerance_mw_cm2: float | None = None
    meaning: str | None = None  # mean, peak (over an LED), sum (of channels); None: unsaid
    fluence_j_cm2: float | None = None  # per session of the shortest length
    over_time: str | None = None  # of pulsed light: mean, or height of a pulse; None: unsaid
    meter: str | None = None  # kind it was read with, one of METERS; None: unsaid
    distance_mm: float | None = None  # LEDs to where it was read; None: where the skin is
    status: str = "claimed"  # provenance: verified (it is stated there), recalled, claimed
    source: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.irradiance_mw_cm2 <= 2000:
            raise MaskError(
                f"irradiance_mw_cm2 is {self.irradiance_mw_cm2:g}; expected above 0, at most 2000"
            )
        if self.meaning is not None and self.meaning not in MEANINGS:
            raise MaskError(f"meaning is {self.meaning!r}; expected one of {', '.join(MEANINGS)}")
        if self.over_time is not None and self.over_time not in OVER_TIME:
            raise MaskError(f"over_time is {self.over_time!r}; expected mean or height")
        check_meter(self.meter)
        if self.meter in (*OF_METER, "phone"):
            raise MaskError(
                f'meter of a claim is "{self.meter}"; expected one that shows mW/cm2: '
                + ", ".join(kind for kind in METERS if kind not in (*OF_METER, "phone"))
            )
        check_distance(self.distance_mm)


@dataclass(frozen=True, kw_only=True)
class Pulsing:
    """How the light is switched in time; frequency 0 is continuous light."""

    frequency_hz: float = 0.0
    duty: float = 1.0

    def __post_init__(self) -> None:
        steady = self.frequency_hz == 0 and self.duty < 1
        if self.frequency_hz < 0 or not 0 < self.duty <= 1 or steady:
            raise MaskError(
                f"pulsing has duty {self.duty:g} at frequency_hz {self.frequency_hz:g}; expected a "
                'frequency above 0 with a duty above 0 and up to 1, or "continuous"'
            )
        shortest = numbers("light")["pulse.shortest_s"].value
        if self.is_pulsed and self.pulse_s < shortest:
            raise MaskError(
                f"pulsing has pulses of {self.pulse_s:.3g} s (duty {self.duty:g} at "
                f"{self.frequency_hz:g} Hz); expected {shortest:g} s or more: no LED is quicker"
            )

    @property
    def is_pulsed(self) -> bool:
        """True where the light goes off in between."""
        return self.duty < 1

    @property
    def pulse_s(self) -> float:
        """How long one pulse lasts; endless where the light is steady."""
        return self.duty / self.frequency_hz if self.is_pulsed else float("inf")


def mean_shares(claim: Claim, pulsing: Pulsing | None) -> tuple[float, ...]:
    """What a claim must be multiplied by to be a mean over time; two where it is not said.

    >>> claim = Claim(irradiance_mw_cm2=20.0)
    >>> mean_shares(claim, Pulsing(frequency_hz=2000.0, duty=0.5))
    (1.0, 0.5)
    """
    if pulsing is None or not pulsing.is_pulsed or claim.over_time == "mean":
        return (1.0,)
    return (pulsing.duty,) if claim.over_time == "height" else (1.0, pulsing.duty)


@dataclass(frozen=True, eq=False, kw_only=True)
class Channel:
    """LEDs that share a colour and switch together."""

    role: str
    peak_nm: float  # wavelength of most power
    id: str = ""  # by which it is found again: its role, or that and more; empty: the role
    peak_tol_nm: float | None = None  # plus or minus
    fwhm_nm: float | None = None
    spectrum: Spectrum | None = None  # measured; outranks peak and fwhm
    led_count: int | None = None
    positions_mm: FloatArray | None = None  # (leds, 3), in the face's frame
    directions: FloatArray | None = None  # (leds, 3), unit vectors out of the LEDs
    half_angle_deg: float | None = None  # off axis, where intensity has halved
    power_mw: float | None = None  # light out of each LED at full drive
    power_said: str = ""  # what that was reckoned from, such as lumens; empty where stated
    by_eye: bool = False  # reckoned from lumens at the peak: it hangs on where that really is
    claim: Claim | None = None
    readings: tuple[Reading, ...] = ()
    switchable: bool = False  # can be off while the others are on
    dimmable: bool = False  # drive other than 0 and 1 can be set
    pulsing: Pulsing | None = None  # None: unknown, which is not continuous
    zone: str | None = None

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise MaskError(f"role is {self.role!r}; expected one of {', '.join(ROLES)}")
        object.__setattr__(self, "id", self.id or self.role)
        if role_of(self.id) is not ROLES[self.role]:
            raise MaskError(
                f"id is {self.id!r} in a {self.role} channel; expected {self.role}, or "
                f"{self.role}_ and more"
            )
        low, high = WAVELENGTHS_NM
        if not low <= self.peak_nm <= high:
            raise MaskError(f"peak_nm is {self.peak_nm:g}; expected between {low:g} and {high:g}")
        for name, value, most in (
            ("fwhm_nm", self.fwhm_nm, 200.0),
            ("power_mw", self.power_mw, 1e5),
        ):
            if value is not None and not 0 < value <= most:
                raise MaskError(f"{name} is {value:g}; expected above 0, at most {most:g}")
        if self.half_angle_deg is not None and not 0 < self.half_angle_deg < 90:
            raise MaskError(
                f"half_angle_deg is {self.half_angle_deg:g}; expected above 0 and below 90"
            )
        self._check_meters()
        if (self.positions_mm is None) != (self.directions is None):
            raise MaskError("positions_mm and directions belong together: give both or neither")
        if self.positions_mm is not None and self.directions is not None:
            object.__setattr__(self, "positions_mm", frozen(self.positions_mm))
            object.__setattr__(self, "directions", frozen(unit_rows(frozen(self.directions))))
            if self.positions_mm.shape != self.directions.shape:
                raise MaskError("positions_mm and directions differ in length")

    def _check_meters(self) -> None:
        """Every meter can see this light, one saw some, and heights of pulses need pulses."""
        if self.readings and not any(reading.shown > 0 for reading in self.readings):
            raise MaskError(
                f"readings of channel {self.role}: found 0 at every place; expected one above 0, "
                "or no channel for light that is not there"
            )
        for reading in self.readings:
            check_sees(reading.meter, self.peak_nm, f"channel {self.role}, reading")
            if reading.over_time == "height" and not (self.pulsing and self.pulsing.is_pulsed):
                raise MaskError(
                    f'a reading of channel {self.role}: found over_time = "height" where no '
                    "pulsing is stated; expected pulsing = {frequency_hz = ..., duty = ...}"
                )
        if self.claim is not None:
            check_sees(self.claim.meter, self.peak_nm, f"channel {self.role}, claim")

    @property
    def has_figure(self) -> bool:
        """Whether anything says how strong this very channel is."""
        return bool(self.readings) or self.claim is not None or self.power_mw is not None

    @property
    def beam_order(self) -> float | None:
        """Exponent m of the cosine-power beam; 1 is a matte emitter. Theory 2.4."""
        if self.half_angle_deg is None:
            return None
        return beam_order(self.half_angle_deg)


def named_apart(channels: Sequence[Channel]) -> tuple[Channel, ...]:
    """The channels, those that share a colour and a zone named by colour and peak.

    One that was given a name of its own keeps it.

    >>> lines = (("red", 633), ("nir", 810), ("nir", 850))
    >>> three = [Channel(role=role, peak_nm=nm) for role, nm in lines]
    >>> [channel.id for channel in named_apart(three)]
    ['red', 'nir_810', 'nir_850']
    """
    many = Counter((channel.role, channel.zone) for channel in channels)
    several = {role for (role, _), count in many.items() if count > 1}
    return tuple(
        replace(channel, id=f"{channel.role}_{channel.peak_nm:.0f}")
        if channel.id == channel.role and channel.role in several
        else channel
        for channel in channels
    )


def beam_order(half_angle_deg: float) -> float:
    """Exponent m of the cosine-power beam; 1 is a matte emitter. Theory 2.4."""
    return float(-np.log(2.0) / np.log(np.cos(np.radians(half_angle_deg))))


def beam_order_of(channel: Channel) -> float:
    """The exponent of a channel; of the assumed half angle where none is stated."""
    stated = channel.beam_order
    return beam_order(numbers("light")["half_angle_deg"].value) if stated is None else stated
