"""The light of a mask on every point of a face, and its dose at one depth below.

The median scenario, at full drive of the fullest programme, light thrown back included. Where
nobody says how strong the light is, every colour counts alike and all together as one in the
mean: a map of evenness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, floats, frozen, tails
from openpbm.beneath import beneath
from openpbm.errors import OutOfModelError
from openpbm.face import REGIONS, Face
from openpbm.face.canonical import canonical_face
from openpbm.interval import Interval, as_interval
from openpbm.kept import Kept
from openpbm.light.calibrate import missing_irradiance
from openpbm.light.wear import wear
from openpbm.mask import Claim, Mask
from openpbm.person import Person
from openpbm.planning.evenness import median_stack
from openpbm.planning.judged import SCENARIOS, SEED, fullest
from openpbm.planning.on_skin import on_skin
from openpbm.planning.progress import Progress, silent
from openpbm.planning.scene import Scene, scene
from openpbm.skin.anatomy import sites_of
from openpbm.skin.lateral import lateral_table
from openpbm.skin.led_kernel import led_kernel
from openpbm.skin.optics import joined, skin_states
from openpbm.skin.profile import profile_of, sampled
from openpbm.skin.profile_surface import DEEPEST_MM
from openpbm.threads import at_once
from openpbm.units import J_CM2_PER_MINUTE

ROUNDING = 1e-9  # share by which light must be less to count as less
DECIMALS = 3  # of a place in mm: what is less is of the arithmetic
HOT_SPOTS, APART_MM = 5, 12.0  # how many are told, and how far apart they are
SKIN_OF = "left_cheek"  # whose optics spread the light of single LEDs


@dataclass(frozen=True, kw_only=True)
class AreaLight:
    """One quantity over the lit skin of a region, or of the whole face."""

    region: str  # of REGIONS; "face": all of it
    area_cm2: float  # lit
    mean: float
    least: float
    p05: float
    p95: float
    most: float

    @property
    def min_over_mean(self) -> float:
        """One where the light is even."""
        return self.least / self.mean if self.mean > 0 else 0.0


@dataclass(frozen=True, kw_only=True)
class HotSpot:
    """A point of the skin that gets more than all others near it."""

    region: str
    place_mm: tuple[float, float, float]
    irradiance_mw_cm2: float
    over_mean: float


@dataclass(frozen=True, eq=False, kw_only=True)
class FaceLight:
    """Light on P points of a face from C channels, at full drive."""

    mask: Mask
    face: Face
    channels: tuple[str, ...]  # ids of those that shine
    is_relative: bool  # strength unknown: all light over its mean, every channel alike
    lit: BoolArray  # (P,) under the mask
    irradiance_mw_cm2: FloatArray  # (C, P) on the skin; where is_relative, of one in the mean

    @property
    def total_mw_cm2(self) -> FloatArray:
        """(P,) all channels together."""
        total: FloatArray = self.irradiance_mw_cm2.sum(axis=0)
        return total

    def areas(self, values: FloatArray) -> tuple[AreaLight, ...]:
        """The whole face, then every region that is lit, of (P,) values."""
        every = [("face", self.lit)]
        every += [(name, self.lit & (self.face.region == r)) for r, name in enumerate(REGIONS)]
        return tuple(
            _area(name, values[which], self.face.area_cm2[which])
            for name, which in every
            if which.any()
        )

    def hot_spots(self) -> tuple[HotSpot, ...]:
        """The brightest points of the skin, no two near each other."""
        values, mean = np.where(self.lit, self.total_mw_cm2, 0.0), self.areas(self.total_mw_cm2)[0]
        found: list[HotSpot] = []
        open_still = self.lit.copy()
        while open_still.any() and len(found) < HOT_SPOTS:
            place = int(np.argmax(np.where(open_still, values, -1.0)))
            at = self.face.points_mm[place]
            x, y, z = (round(float(mm), DECIMALS) + 0.0 for mm in at)  # no -0 either
            open_still &= np.linalg.norm(self.face.points_mm - at, axis=1) > APART_MM
            found.append(
                HotSpot(
                    region=REGIONS[self.face.region[place]],
                    place_mm=(x, y, z),
                    irradiance_mw_cm2=float(values[place]),
                    over_mean=float(values[place]) / mean.mean if mean.mean > 0 else 0.0,
                )
            )
        return tuple(found)


@dataclass(frozen=True, eq=False, kw_only=True)
class FaceMap(FaceLight):
    """The same, and what of it arrives at one depth."""

    minutes: float
    depth_mm: float
    dose_j_cm2: FloatArray  # (C, P) fluence at the depth after the minutes; likewise
    mean_mw_cm2: Interval | None  # of the lit skin over the scenarios; None where is_relative
    peak_share: float  # scenarios that take an irradiance for a peak if nobody says what it is
    fed_less_share: float  # scenarios whose supply feeds less than what is stated

    @property
    def names(self) -> tuple[str, str]:
        """What light and dose are called in files: with a unit only where there is one."""
        if self.is_relative:
            return "irradiance_over_mean", "dose_over_mean"
        return "irradiance_mw_cm2", "dose_j_cm2"

    @property
    def total_j_cm2(self) -> FloatArray:
        """(P,) all channels together, at the depth."""
        total: FloatArray = self.dose_j_cm2.sum(axis=0)
        return total


def light_on_face(at: Scene, channels: Sequence[str]) -> FaceLight:
    """Light on every point in the median scenario, of a scene that is there already.

    Args:
        at: one person under one mask, whose strength is known.
        channels: ids of those that shine.
    """
    shines = [c for c, channel in enumerate(at.mask.channels) if channel.id in channels]
    irradiance = np.where(at.light.lit, on_skin(at).whole, 0.0)
    return FaceLight(
        mask=at.mask,
        face=at.face,
        channels=tuple(at.mask.channels[c].id for c in shines),
        is_relative=False,
        lit=at.light.lit,
        irradiance_mw_cm2=frozen(irradiance[shines]),
    )


def face_map(
    person: Person,
    mask: Mask,
    *,
    minutes: float,
    depth_mm: float,
    face: Face | None = None,
    progress: Progress | None = None,
    kept: Kept | None = None,
) -> FaceMap:
    """Light on every point of a face, and its dose at a depth, in the median scenario.

    Nothing is screened, no limit is asked and no effect follows from it.

    Args:
        person: whose skin and goggles; wishes and medicines do not count.
        mask: the device; where nobody says how strong a channel is, the map is relative.
        minutes: of the session.
        depth_mm: below the surface, up to 4; 0 is just inside.
        face: a measured face; the canonical one, scaled, where None.
        progress: called with a step's name and the share done.
        kept: light that was worked out before, by the geometry of mask and face.

    Returns:
        Irradiance in mW/cm2, fluence in J/cm2, one value a channel and point.

    Raises:
        OutOfModelError: minutes or depth out of range.

    Source: Theory 2.5, 6.1, 11.5; tests/unit/test_face_map.py.
    """
    if not 0 < minutes < np.inf:
        raise OutOfModelError(f"minutes {minutes:g}; expected > 0")
    if not 0 <= depth_mm <= DEEPEST_MM:
        raise OutOfModelError(f"depth_mm {depth_mm:g}; expected 0 to {DEEPEST_MM:g}")
    is_relative = bool(missing_irradiance(mask))
    lit_mask = _of_one(mask) if is_relative else mask
    own = face or canonical_face(person.face_height_mm)
    say = progress or silent
    at = scene(person, lit_mask, own, (), seed=SEED, scenarios=SCENARIOS, progress=say, kept=kept)
    shines = [c for c, channel in enumerate(mask.channels) if channel.id in fullest(mask)]
    irradiance, rate = (each[shines] for each in _median(at, depth_mm, is_relative=is_relative))
    dose = rate * (minutes * J_CM2_PER_MINUTE)
    if is_relative:
        irradiance, dose = (each / _mean(at, each).sum() for each in (irradiance, dose))
    fed_less = at.power.scale < at.power.stated * (1.0 - ROUNDING)
    return FaceMap(
        mask=mask,
        face=own,
        channels=tuple(mask.channels[c].id for c in shines),
        minutes=minutes,
        depth_mm=depth_mm,
        is_relative=is_relative,
        lit=at.light.lit,
        irradiance_mw_cm2=frozen(irradiance),
        dose_j_cm2=frozen(dose),
        mean_mw_cm2=None if is_relative else as_interval(_means(at)[:, shines].sum(axis=1)),
        peak_share=float(at.device.means_peak.mean()),
        fed_less_share=float(fed_less[:, shines].any(axis=1).mean()),
    )


def _median(at: Scene, depth_mm: float, *, is_relative: bool) -> tuple[FloatArray, FloatArray]:
    """(C, P) mW/cm2 on the skin and at the depth; where is_relative, one in each channel's mean."""
    light = on_skin(at)
    direct, again = light.direct, light.again
    ratio, gain = _below(at, depth_mm)
    if is_relative:  # whatever the claim of one comes to on this face
        mean = _mean(at, light.whole)[:, None]
        direct, again = direct / mean, again / mean
    on_face = np.where(at.light.lit, direct + again, 0.0)
    return on_face, np.where(at.light.lit, (direct * ratio + again) * gain, 0.0)


def _of_one(mask: Mask) -> Mask:
    """The same with a claim of 1 mW/cm2 for each channel, fed by nothing that is known."""
    one = Claim(irradiance_mw_cm2=1.0, meaning="mean")
    channels = tuple(replace(c, claim=one, readings=(), power_mw=None) for c in mask.channels)
    return replace(
        mask, channels=channels, total_claim=None, supply_w=None, supply_v=None, supply_a=None,
        energy_wh_per_session=None,
    )  # fmt: skip


def _mean(at: Scene, values: FloatArray) -> FloatArray:
    """(C,) means over the lit skin of (C, P) values."""
    lit = at.light.lit
    return floats(np.average(values[:, lit], axis=1, weights=at.face.area_cm2[lit]))


def _means(at: Scene) -> FloatArray:
    """(S, C) mW/cm2, mean over the lit skin in every scenario."""
    lit_cm2 = at.light.lit_cm2
    return floats(at.dose.irradiance @ (lit_cm2 / lit_cm2.sum()))


def _below(at: Scene, depth_mm: float) -> tuple[FloatArray, FloatArray]:
    """(C, P) what lateral spread makes of direct light, and fluence rate per irradiance."""
    depths = np.array([depth_mm])
    every = range(len(at.mask.channels))
    gain = np.stack(at_once(lambda c: _gain(at, c, depths), every))
    ratio = np.ones((len(every), len(at.face.points_mm)))
    if depth_mm > 0:
        worn = wear(at.mask, at.face, standoff_mm=at.light.median_mm, layout=at.light.layout)
        for which, leds in enumerate(worn.sets):
            channels = [c for c, own in enumerate(worn.of_channel) if own == which]
            tables = at_once(
                lambda c: lateral_table(median_stack(at, SKIN_OF, c), depths), channels
            )
            kernels = tuple(map(led_kernel, tables))
            found = beneath(at.face.points_mm, at.face.normals, leds, kernels, at.shade)
            for c, light in zip(channels, found, strict=True):
                ratio[c] = light.ratio[:, 0]
    return ratio, gain[:, at.face.region]


def _gain(at: Scene, channel: int, depths: FloatArray) -> FloatArray:
    """(regions,) median fluence rate at the depth per irradiance on the skin."""
    different, which = sites_of(REGIONS)
    peak_nm, some = at.device.peak_nm[:, channel], sampled(len(at.skin))
    found = profile_of(
        joined([skin_states(at.skin, region, peak_nm).rows(some) for region in different]),
        depths,
        nm=at.mask.channels[channel].peak_nm,
        wet=at.mask.wet,
        is_open=at.skin.is_open,
    )
    return floats(np.median(found.depths.reshape(len(different), -1), axis=1)[which])


def _area(name: str, values: FloatArray, area_cm2: FloatArray) -> AreaLight:
    p05, p95 = tails(values, area_cm2)
    return AreaLight(
        region=name,
        area_cm2=float(area_cm2.sum()),
        mean=float(np.average(values, weights=area_cm2)),
        least=float(values.min()),
        p05=p05,
        p95=p95,
        most=float(values.max()),
    )
