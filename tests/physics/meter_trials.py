"""Readings of a traced mask, told to the product: how often do its intervals hold the truth?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from meter_world import (
    BLACKEST,
    COUNT,
    ORDERS,
    READ,
    SKIN_R,
    WHITEST,
    direct,
    sensors,
    shown_over_truth,
    world,
)

from openpbm.arrays import FloatArray
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.light.calibrate import full_drive_scale
from openpbm.light.device_draws import DEVICE_DIMENSIONS, device_draws
from openpbm.light.reading import Thrown, thrown
from openpbm.light.standoff import (
    GEOMETRY_DIMENSIONS,
    ScenarioLight,
    geometry_factor,
    standoff_light,
)
from openpbm.mask import Channel, Mask, Reading
from openpbm.sampling import uniforms

SCENARIOS = 200
DRAWS = uniforms((*DEVICE_DIMENSIONS, *GEOMETRY_DIMENSIONS), SCENARIOS, seed=1)


@dataclass(frozen=True, kw_only=True)
class Case:
    """Who read what with which meter."""

    standoff_mm: float
    meter: str
    peak_nm: float
    skin_behind: bool = False
    published: bool = True  # the file says where the LEDs are
    named: str | None = None  # the kind that the file names, if not the right one

    def mask(self, readings: tuple[Reading, ...], peak_nm: float) -> Mask:
        """The mask as its owner describes it."""
        role = "blue" if peak_nm < 500 else "red" if peak_nm < 665 else "nir"
        positions, directions = world(self.standoff_mm).leds if self.published else (None, None)
        channel = Channel(
            role=role,
            peak_nm=peak_nm,
            readings=readings,
            positions_mm=positions,
            directions=directions,
        )
        return Mask(
            id="m",
            name="m",
            form="flexible_mask",
            channels=(channel,),
            led_count=COUNT,
            standoff_mm=self.standoff_mm,
            openings=(),
        )


@dataclass(frozen=True, eq=False)
class Told:
    """The product's light for 1 mW; readings only scale it."""

    light: ScenarioLight
    around: Thrown
    wobble: FloatArray  # (scenarios,) of the geometry


@dataclass(frozen=True)
class Held:
    """Shares of 90 % intervals that hold the truth, and how wide they are."""

    face: float
    regions: float
    width: float  # 95th over 5th percentile


@cache
def told(standoff_mm: float, published: bool) -> Told:
    """Worked out once: the colour of the light changes nothing of where it goes."""
    case = Case(standoff_mm=standoff_mm, meter="laboratory", peak_nm=633.0, published=published)
    mask = case.mask((Reading(irradiance_mw_cm2=1.0, region="chin"),), 633.0)
    draws = device_draws(mask, DRAWS)
    light = standoff_light(mask, canonical_face(), draws)
    at = light.at(draws.standoff_mm)
    unit = light.returning(draws.standoff_mm, np.ones_like(at.mean))
    skin = np.full((SCENARIOS, 1, len(REGIONS)), SKIN_R)
    around = thrown(mask, unit, draws.inner_reflectance, (skin, skin))
    return Told(at, around, geometry_factor(DRAWS))


def held(case: Case, trials: int, *, seed: int = 6) -> Held:
    """Five readings, one a region, and what the product makes of them, many times."""
    rng = np.random.default_rng(seed)
    known, here = told(case.standoff_mm, case.published), world(case.standoff_mm)
    shown, truth = sensors(here, skin_behind=case.skin_behind), direct(here)
    draws = device_draws(case.mask((), case.peak_nm), DRAWS)
    light = known.light.by_angle[:, 0].sum(axis=1)
    face_held, regions_held, widths = 0, 0, []
    for _ in range(trials):
        mask = case.mask(_readings(case, shown, rng), case.peak_nm)
        scale = full_drive_scale(mask, draws, known.light, known.around)[:, 0] * known.wobble
        low, high = np.percentile(scale * known.light.mean[:, 0], (5.0, 95.0))
        face_held += bool(low <= truth["face"] <= high)
        widths.append(float(high / low))
        for name in READ:
            low, high = np.percentile(scale * light[:, REGIONS.index(name)], (5.0, 95.0))
            regions_held += bool(low <= truth[name] <= high)
    return Held(face_held / trials, regions_held / trials / len(READ), float(np.median(widths)))


def _readings(
    case: Case, shown: dict[str, FloatArray], rng: np.random.Generator
) -> tuple[Reading, ...]:
    """What one owner writes down: one meter, one mask, a random place in each region."""
    misread = shown_over_truth(case.meter, case.peak_nm, rng)
    whiteness = rng.uniform(BLACKEST, WHITEST) / WHITEST
    found = []
    for name in READ:
        light = shown[name][rng.integers(len(shown[name]))] @ whiteness ** np.arange(ORDERS)
        number = float(light * misread)
        photons = case.meter == "par"
        found.append(
            Reading(
                region=name,
                meter=case.named or case.meter,
                skin_behind=case.skin_behind,
                irradiance_mw_cm2=None if photons else number,
                ppfd_umol_m2_s=number if photons else None,
            )
        )
    return tuple(found)
