"""How many milliwatts there are, by what is claimed or read: closed forms over flat skin.

Two matte LEDs, far enough apart to be alone, hang over flat skin under a black mask.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.face import REGIONS
from openpbm.kept import Recent
from openpbm.light.calibrate import full_drive_scale
from openpbm.light.device_draws import DEVICE_DIMENSIONS, DeviceDraws, device_draws
from openpbm.light.power import Feed, fed, stated_supply_w
from openpbm.light.standoff import ScenarioLight, standoff_light
from openpbm.mask import Channel, Claim, Mask, Pulsing, Reading
from openpbm.validation.case import Case, case
from openpbm.validation.flat import DOWN, EYES_MM, flat_face, flat_mask, seen_quadrant

HALF_MM, HEIGHT_MM, FROM_MIDDLE_MM = 100.0, 20.0, 50.0  # of the skin, of the LEDs over it
NEAR_MM = 8.0  # so near that the mesh of the skin is coarse
METER_MM, SENSOR_MM, HOT_MM = 4.5, 9.5, 3.5
STATED_MW_CM2, DUTY = 30.0, 0.25
SOLAR_633 = 1.25  # a silicon cell calibrated to the sun, in light of 633 nm, over the truth
SUPPLY_W, EFFICIENCY, WANTED_MW = 5.0, 0.4, 3000.0


@dataclass(frozen=True, eq=False, kw_only=True)
class HeldMask:
    """The mask over the skin, every draw in its middle."""

    mask: Mask
    draws: DeviceDraws
    at: ScenarioLight

    def power_mw(self, *, claim: Claim | None = None, readings: tuple[Reading, ...] = ()) -> float:
        """Of each LED, as this statement has it."""
        (channel,) = self.mask.channels
        stated = replace(self.mask, channels=(replace(channel, claim=claim, readings=readings),))
        return float(full_drive_scale(stated, self.draws, self.at)[0, 0])

    def read_mw(self, meter: str) -> float:
        """Of each LED, where a meter of this kind shows the number on the skin."""
        reading = Reading(irradiance_mw_cm2=STATED_MW_CM2, region=REGIONS[0], meter=meter)
        return self.power_mw(readings=(reading,))

    def pulsed_mw(self) -> float:
        """Of each LED, mean over time, where the claim is the height of pulses."""
        (channel,) = self.mask.channels
        pulses = Pulsing(frequency_hz=100.0, duty=DUTY)
        claim = Claim(irradiance_mw_cm2=STATED_MW_CM2, meaning="mean", over_time="height")
        mask = replace(self.mask, channels=(replace(channel, claim=claim, pulsing=pulses),))
        middle = {name: np.array([0.5]) for name in DEVICE_DIMENSIONS}
        return float(full_drive_scale(mask, device_draws(mask, middle), self.at)[0, 0])


def leds_mm(height_mm: float = HEIGHT_MM) -> FloatArray:
    """(2, 3) places."""
    return np.array([[-FROM_MIDDLE_MM, 0.0, height_mm], [FROM_MIDDLE_MM, 0.0, height_mm]])


def held(height_mm: float = HEIGHT_MM) -> HeldMask:
    """Two LEDs over flat skin."""
    red = Channel(
        role="red",
        peak_nm=633.0,
        half_angle_deg=60.0,
        positions_mm=leds_mm(height_mm),
        directions=np.tile(DOWN, (2, 1)),
    )
    mask = flat_mask(red, SUPPLY_W)
    middle = {name: np.array([0.5]) for name in DEVICE_DIMENSIONS}
    drawn = replace(device_draws(mask, middle), meter_distance_mm=np.array([METER_MM]))
    light = standoff_light(mask, flat_face(), drawn, kept=Recent())
    return HeldMask(mask=mask, draws=drawn, at=light.at(drawn.standoff_mm))


def meter_cases() -> Iterator[Case]:
    """A peak, a mean, a reading; the brightest spot and the eye; what a supply can feed."""
    here, over_all = held(), Claim(irradiance_mw_cm2=STATED_MW_CM2, meaning="mean")
    true = STATED_MW_CM2 / _mean_of_one_mw()
    peak = here.power_mw(claim=Claim(irradiance_mw_cm2=STATED_MW_CM2, meaning="peak"))
    mean = here.power_mw(claim=over_all)
    yield case("claim_peak", peak, expected=_power_of_peak_mw())
    yield case("claim_mean", mean, expected=true)
    near = held(NEAR_MM).power_mw(claim=over_all)
    yield case("claim_mean_near", near, expected=STATED_MW_CM2 / _mean_of_one_mw(NEAR_MM))
    yield case("peak_over_mean", mean / peak, expected=_power_ratio())
    yield case("claim_pulse", here.pulsed_mw(), expected=DUTY * true)
    yield case("reading", here.read_mw("laboratory"), expected=true)
    yield case("reading_solar", here.read_mw("silicon_solar"), expected=true / SOLAR_633)
    yield case("hot_spot", float(here.at.hot[0, 0, 0]), expected=_on_disc(HOT_MM, HEIGHT_MM))
    yield case("eye", float(here.at.eye[0, 0]), expected=_at_eye())
    yield from _energy(here.mask)


def _on_disc(diameter_mm: float, height_mm: float) -> float:
    """mW/cm2 on a disc straight below a matte LED of 1 mW, which it fills to r2 / (r2 + h2)."""
    radius_mm = diameter_mm / 2.0
    return float(100.0 / (np.pi * (radius_mm**2 + height_mm**2)))


def _at_eye() -> float:
    """mW/cm2 at an open eye that looks up, for 1 mW of each LED; both eyes see the same."""
    squared = ((leds_mm() - EYES_MM[0]) ** 2).sum(axis=1)
    return float((100.0 / np.pi * HEIGHT_MM**2 / squared**2).sum())


def _power_of_peak_mw() -> float:
    return STATED_MW_CM2 / _on_disc(SENSOR_MM, METER_MM)


def _mean_of_one_mw(height_mm: float = HEIGHT_MM) -> float:
    """mW/cm2 over all the skin for 1 mW of each LED: what the square takes, over its area."""
    near, far = HALF_MM - FROM_MIDDLE_MM, HALF_MM + FROM_MIDDLE_MM
    taken = 2.0 * sum(seen_quadrant(side, HALF_MM, height_mm) for side in (near, far))
    return 2.0 * taken / ((2.0 * HALF_MM) ** 2 / 100.0)


def _power_ratio() -> float:
    """A mean of some number asks for this many times the light of a peak of that number."""
    return _on_disc(SENSOR_MM, METER_MM) / _mean_of_one_mw()


def _energy(mask: Mask) -> Iterator[Case]:
    """LEDs said to give 6 W on a plug of 5 W: 2 W of light at 40 %, and all of the plug."""
    feed = Feed(efficiency=np.array([EFFICIENCY]), supply_w=np.array([SUPPLY_W]))
    given = fed(mask, np.full((1, 1), WANTED_MW), (2,), feed)
    yield case("energy_light", float(given.light_w[0]), expected=SUPPLY_W * EFFICIENCY)
    yield case("energy_electrical", float(given.electrical_w[0]), expected=SUPPLY_W)
    metered = replace(mask, supply_w=None, energy_wh_per_session=2.0, session_min=(10.0,))
    yield case("energy_metered", stated_supply_w(metered), expected=2.0 * 60.0 / 10.0)
