"""What the limits of a plan look at: one light on one skin, in every scenario."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from openpbm.answer import Finding
from openpbm.arrays import FloatArray
from openpbm.heat import Warming
from openpbm.mask import Spectrum
from openpbm.mask.emission import Emission
from openpbm.safety.pulse import Pulses, pulses_of


@dataclass(frozen=True, eq=False, kw_only=True)
class Exposure:
    """What the limits look at. S scenarios, C channels, all at full drive."""

    peak_nm: FloatArray  # (S, C)
    fwhm_nm: FloatArray  # (S, C)
    spectra: tuple[Spectrum | None, ...]  # (C,) measured; they outrank the lines
    hot_mw_cm2: FloatArray  # (S, C) hottest 3.5 mm of skin, cavity included
    eye_mw_cm2: FloatArray  # (S, C) at the cornea as worn, without any shield
    led_power_mw: FloatArray  # (S, C) of a matte LED as bright on its axis as one of these
    warming: Warming
    eyes_covered: bool  # opaque shield or goggles
    dark_skin: bool  # types IV-VI, or measured as dark
    no_blue: bool  # melasma or darkening after inflammation declared
    photosensitiser: bool
    epilepsy: bool
    aphakic: bool  # an eye without its lens, or under 2 years: weighed by A, not B
    frequency_hz: tuple[float | None, ...]  # per channel; None: unknown, 0: continuous
    duty: tuple[float | None, ...]  # per channel, lit share of the time; None: unknown
    longest_min: float | None  # the device's own
    is_worn: bool
    sessions_per_week: int = 1  # the most in any seven days of the plan
    sessions_in_three_weeks: int = 1  # the most in any twenty-one days of it
    sessions_in_course: int = 1  # the most in any twelve weeks of it
    claimed: FloatArray | None = None  # (S, C) factor, 1 or more, on the light; None: 1
    cool: Finding | None = None  # a row of the screen that asks for cooler skin
    warm_mw_cm2: FloatArray | None = None  # (S, C) hottest cm2 of skin; None: as the 3.5 mm
    pulses_unsaid: bool = True  # light of which nobody says so may be pulsed

    @property
    def over_cm2(self) -> FloatArray:
        """(S, C) mW/cm2 of the hottest square centimetre, what limits of warmth look at."""
        return self.hot_mw_cm2 if self.warm_mw_cm2 is None else self.warm_mw_cm2

    @property
    def emission(self) -> Emission:
        """(S, C) what the channels send out."""
        return Emission(peak_nm=self.peak_nm, fwhm_nm=self.fwhm_nm, spectra=self.spectra)

    @property
    def pulses(self) -> Pulses:
        """How the channels are switched, as limits count it."""
        found = pulses_of(zip(self.duty, self.frequency_hz, strict=True))
        if self.pulses_unsaid:
            return found
        unsaid = [duty is None for duty in self.duty]
        return replace(found, heights=np.where(unsaid, 1.0, found.heights))

    @property
    def as_steady(self) -> Exposure:
        """Light of which nobody says how it is switched, taken as it likely is: not pulsed."""
        return replace(self, pulses_unsaid=False)

    @property
    def as_unclaimed(self) -> Exposure:
        """The light as it likely is, whatever is claimed."""
        return replace(self, claimed=None)

    @property
    def as_claimed(self) -> Exposure:
        """The light as strong as its maker claims: what limits of eye and pigment look at."""
        if self.claimed is None:
            return self
        return replace(
            self,
            hot_mw_cm2=self.hot_mw_cm2 * self.claimed,
            warm_mw_cm2=self.over_cm2 * self.claimed,
            eye_mw_cm2=self.eye_mw_cm2 * self.claimed,
            led_power_mw=self.led_power_mw * self.claimed,
            claimed=None,
        )
