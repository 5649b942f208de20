"""The light of a mask as a hazard calculation sees it: spectra, power, geometry. Theory 8.2."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.errors import MaskError
from openpbm.mask import Pulsing, Spectrum
from openpbm.mask.emission import Emission
from openpbm.record import BAND_NM
from openpbm.safety.hazard.radiance import (
    M2_PER_MM2,
    SourceGeometry,
    field_radiance,
    led_irradiance,
    led_power_w,
    led_radiance,
    view_factor,
)
from openpbm.safety.hazard.weighting import effective_weight, spectrum_weight
from openpbm.safety.pulse import Pulses, pulses_of
from openpbm.safety.worst_place import LedPlaces, lattice_gain, places_gain
from openpbm.tables import numbers
from openpbm.units import W_M2_PER_MW_CM2


@dataclass(frozen=True, eq=False, kw_only=True)
class HazardChannel:
    """One colour: its spectrum, and what it brings to the skin at full drive."""

    role: str
    peak_nm: float
    irradiance_mw_cm2: float  # mean over the lattice, `skin_mm` before the LEDs
    fwhm_nm: float = 0.0  # of a Gaussian; 0 is a single wavelength
    spectrum: Spectrum | None = None  # measured; outranks peak and width
    pitch_mm: float | None = None  # where this colour has its own LEDs
    beam_order: float = 1.0  # of a cosine-power beam; 1 is matte
    places: LedPlaces | None = None  # where its LEDs are; None: on a lattice
    peak_mw_cm2: float | None = None  # highest place of the skin, where more than the mean
    pulsing: Pulsing | None = None  # irradiance is the mean over it; None: unknown
    id: str = ""  # of the mask's channel; empty: its role

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.id or self.role)
        if not 0 <= self.irradiance_mw_cm2 < float("inf"):
            raise MaskError(f"{self.id}: irradiance_mw_cm2 is {self.irradiance_mw_cm2}")
        if not (self.fwhm_nm >= 0 and 200 < self.peak_nm < 3000):
            raise MaskError(f"{self.id}: found a line at {self.peak_nm} nm, {self.fwhm_nm} wide")

    def weight(self, column: str) -> float:
        """Of the spectrum under one weighting function; `hazard_weighting.csv`, or "UVA"."""
        if self.spectrum is not None:
            return spectrum_weight(column, self.spectrum)
        return _line_weight(column, self.peak_nm, self.fwhm_nm)


@cache
def _line_weight(column: str, peak_nm: float, fwhm_nm: float) -> float:
    return float(effective_weight(column, floats(peak_nm), floats(fwhm_nm)))


@dataclass(frozen=True, eq=False, kw_only=True)
class HazardSource:
    """All channels that shine together, and where the eye is. C channels."""

    channels: tuple[HazardChannel, ...]
    geometry: SourceGeometry
    eye_transmittance: float = 1.0  # of what covers the eye as worn; 0 is opaque

    def __post_init__(self) -> None:
        if not self.channels:
            raise MaskError("a light source without a channel; expected at least one")
        if not 0 <= self.eye_transmittance <= 1:
            raise MaskError(f"eye_transmittance is {self.eye_transmittance}; expected 0 to 1")

    def weights(self, column: str) -> FloatArray:
        """(C,) weight of each channel under one function."""
        return floats([channel.weight(column) for channel in self.channels])

    @property
    def emission(self) -> Emission:
        """(C,) what the channels send out."""
        return Emission(
            peak_nm=floats([channel.peak_nm for channel in self.channels]),
            fwhm_nm=floats([channel.fwhm_nm for channel in self.channels]),
            spectra=tuple(channel.spectrum for channel in self.channels),
        )

    @property
    def skin_w_m2(self) -> FloatArray:
        """(C,) irradiance on the skin, at its highest place where that is known apart."""
        found = [max(c.irradiance_mw_cm2, c.peak_mw_cm2 or 0.0) for c in self.channels]
        return floats(found) * W_M2_PER_MW_CM2

    @property
    def exitance_w_m2(self) -> FloatArray:
        """(C,) out of the panel; equal to the mean irradiance of skin at the LEDs."""
        place = self.geometry
        lit = [
            view_factor(place.mask_radius_mm, place.skin_mm, order=c.beam_order)
            for c in self.channels
        ]
        mean = floats([c.irradiance_mw_cm2 for c in self.channels]) * W_M2_PER_MW_CM2
        return mean / floats(lit)

    @property
    def light_w(self) -> FloatArray:
        """(C,) out of all LEDs of each channel."""
        return self.exitance_w_m2 * np.pi * self.geometry.mask_radius_mm**2 * M2_PER_MM2

    @property
    def pitch_mm(self) -> tuple[float, ...]:
        """(C,) LED to LED of each channel."""
        return tuple(c.pitch_mm or self.geometry.pitch_mm for c in self.channels)

    @property
    def led_w(self) -> FloatArray:
        """(C,) light out of one LED."""
        pairs = zip(self.exitance_w_m2, self.pitch_mm, strict=True)
        return floats([led_power_w(float(exitance), pitch) for exitance, pitch in pairs])

    @property
    def pulses(self) -> Pulses:
        """How the channels are switched; what nobody says counts as pulses left unsaid."""
        said = [c.pulsing for c in self.channels]
        return pulses_of((None, None) if p is None else (p.duty, p.frequency_hz) for p in said)

    @property
    def is_known_to_pulse(self) -> bool:
        """True where somebody says that the light of a channel goes off in between."""
        return any(c.pulsing is not None and c.pulsing.is_pulsed for c in self.channels)

    def irradiance_w_m2(self, place: str) -> FloatArray:
        """(C,) at the worst place of the cornea, "worn" or "far", each colour at its own.

        The shield and the opening count only worn.
        """
        pairs = zip(self.channels, self.pitch_mm, strict=True)
        factors = floats([self._worst_factor(channel, pitch, place) for channel, pitch in pairs])
        return self.exitance_w_m2 * factors * (self.eye_transmittance if place == "worn" else 1.0)

    @property
    def unevenness(self) -> FloatArray:
        """(C,) irradiance at the worst place of the eye as worn over that before an even disc."""
        pairs = zip(self.channels, self.pitch_mm, strict=True)
        found = [
            self._worst_factor(channel, pitch, "worn") / self._even_factor(channel, "worn")
            for channel, pitch in pairs
        ]
        return floats(found)

    def _even_factor(self, channel: HazardChannel, place: str) -> float:
        """Irradiance before an even disc over its exitance."""
        at = self.geometry
        opening_mm = at.opening_radius_mm if place == "worn" else 0.0
        away_mm = self.distance_mm(place)
        return view_factor(at.mask_radius_mm, away_mm, opening_mm, order=channel.beam_order)

    def _worst_factor(self, channel: HazardChannel, pitch_mm: float, place: str) -> float:
        """The same at the worst place under single LEDs: where they are, or on a lattice."""
        away_mm, order = self.distance_mm(place), channel.beam_order
        if channel.places is not None:
            return led_power_w(1.0, pitch_mm) * places_gain(channel.places, away_mm, order)
        return self._even_factor(channel, place) + lattice_gain(pitch_mm, away_mm, order) - 1.0

    def radiance_w_m2_sr(self, place: str, gamma_rad: float, *, mean: bool = False) -> FloatArray:
        """(C,) averaged over a field of view, at its worst place or in the mean.

        Worn, the field on the mask is mostly smaller than an LED, so nothing is averaged. An
        eye cannot focus there: the true image is duller, and this is its upper bound.
        """
        at = self.geometry
        passed = self.eye_transmittance if place == "worn" else 1.0
        field_mm = gamma_rad * self.distance_mm(place)
        found = [
            field_radiance(
                led_radiance(float(power), at.led_diameter_mm, order=channel.beam_order),
                at.led_diameter_mm,
                pitch,
                field_mm,
                mean=mean,
            )
            for channel, power, pitch in zip(self.channels, self.led_w, self.pitch_mm, strict=True)
        ]
        return floats(found) * passed

    def distance_mm(self, place: str) -> float:
        """From the LEDs to the cornea."""
        return self.geometry.far_mm if place == "far" else self.geometry.eye_mm

    def led_irradiance_w_m2(self) -> FloatArray:
        """(C,) of one LED alone at the distance of classification."""
        return floats(
            [
                led_irradiance(float(power), self.geometry.far_mm, order=channel.beam_order)
                for channel, power in zip(self.channels, self.led_w, strict=True)
            ]
        )

    @property
    def luminance_cd_m2(self) -> float:
        """Of the panel, all channels together."""
        efficacy = numbers("measurement")["luminous_efficacy_lm_w"].value
        radiance = self.radiance_w_m2_sr("far", 0.0, mean=True)
        return efficacy * float(self.weights("V_cie1924") @ radiance)

    @property
    def is_dim(self) -> bool:
        """Too dark to make an eye turn away: the weak visual stimulus."""
        return self.luminance_cd_m2 < numbers("measurement")["weak_stimulus_cd_m2"].value

    def only(self, ids: Collection[str]) -> HazardSource:
        """The same device with some channels lit."""
        return replace(self, channels=tuple(c for c in self.channels if c.id in ids))

    @property
    def ids(self) -> tuple[str, ...]:
        """Of the channels, each once though zones may share it."""
        return tuple(dict.fromkeys(channel.id for channel in self.channels))

    @property
    def infrared(self) -> tuple[str, ...]:
        """Ids of the channels without light below the near-infrared, whatever they are called."""
        coloured = self.emission.share(0.0, BAND_NM["nir"][0]) > 0
        seen = {c.id for c, lit in zip(self.channels, coloured, strict=True) if lit}
        return tuple(id for id in self.ids if id not in seen)

    def shielded(self, transmittance: float = 0.0) -> HazardSource:
        """The same device with goggles or a shield over the eyes."""
        return replace(self, eye_transmittance=transmittance)

    def shifted(self, by_nm: FloatArray) -> HazardSource:
        """The same device with other peaks; measured spectra stay. `by_nm` is (C,)."""
        return replace(
            self,
            channels=tuple(
                c if c.spectrum is not None else replace(c, peak_nm=c.peak_nm + float(by))
                for c, by in zip(self.channels, np.asarray(by_nm), strict=True)
            ),
        )
