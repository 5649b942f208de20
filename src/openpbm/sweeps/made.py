"""Masks as they are made: each LED from its bin and at its place, each mask at its driver.

Light of every LED alone is worked out once, at three standoffs and with the LED a millimetre
aside; a made mask is then a weighted sum of these. To first order in where an LED sits, exact in
how strongly it shines. What mask and skin throw back follows the mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from openpbm.arrays import FloatArray, IntArray, floats
from openpbm.face import REGIONS, Face
from openpbm.heat import led_peak_nm, led_power_share
from openpbm.kept import Kept
from openpbm.light.irradiance import irradiance
from openpbm.light.shadow import shade_of
from openpbm.light.wear import Leds, wear
from openpbm.mask import Mask
from openpbm.person import Person
from openpbm.planning.decide import region_weight
from openpbm.planning.progress import Progress
from openpbm.planning.scene import Scene, scene
from openpbm.tables import numbers

SCENARIOS = 64  # of the light that the mask is thought to have; its median counts
SEED = 1
EVERY = 5  # of the points of the face, one is looked at, and the brightest beside them
BRIGHTEST = 200
ASIDE_MM = 1.0
FAR_SD = 2.5  # standard deviations of the standoff between which light is worked out
AT_ONCE = 250  # made masks; bounds the memory
USUAL_AGE_YEARS, USUAL_PHOTOTYPE = 40.0, "III"


@dataclass(frozen=True, kw_only=True)
class Tolerances:
    """What differs from mask to mask. Zero: it does not."""

    led_flux_bin_percent: float = 0.0  # half the width of a bin, even, each LED by itself
    led_peak_bin_nm: float = 0.0  # likewise
    placing_sd_mm: float = 0.0  # of each LED, each way along the wall
    standoff_sd_mm: float = 0.0  # of the mask on the face
    driver_sd_percent: float = 0.0  # of each channel
    ageing_percent: float = 0.0  # light lost, even from none, all LEDs of a mask
    temperature_sd_k: float = 0.0  # of the board, about what it is meant to be

    def without(self, name: str) -> Tolerances:
        """The same with one of them perfect."""
        return replace(self, **{name: 0.0})

    @property
    def names(self) -> tuple[str, ...]:
        """Of those that are not zero."""
        return tuple(part.name for part in fields(self) if getattr(self, part.name) > 0)


@dataclass(frozen=True, eq=False, kw_only=True)
class NominalChannel:
    """One channel as it is meant: light of each LED alone. L LEDs, P points."""

    id: str
    peak_nm: float
    led_mw: float  # out of each LED
    per_site: float  # LEDs that a position stands for
    light: FloatArray  # (3, L, P) mW/cm2 for 1 mW, at three standoffs
    aside: FloatArray  # (2, L, P) change of it a millimetre aside, both ways along the wall
    thrown_back: float  # of the mean, that mask and skin add


@dataclass(frozen=True, eq=False, kw_only=True)
class NominalMask:
    """A mask as it is meant."""

    mask: Mask
    channels: tuple[NominalChannel, ...]
    standoffs_mm: FloatArray  # (3,)
    weight: FloatArray  # (P,) shares of the lit skin; the brightest points beside have none


@dataclass(frozen=True, eq=False, kw_only=True)
class Lot:
    """Made masks: (N,) of every quantity, by channel and name."""

    worn: Mapping[str, FloatArray]  # as it is on a face in its life
    tested: Mapping[str, FloatArray]  # as the end of the line sees it: new, cool, in its jig


def nominal(
    mask: Mask, face: Face, tolerances: Tolerances, *, progress: Progress, kept: Kept
) -> NominalMask:
    """Work out the light of every LED alone.

    Args:
        mask: the device.
        face: the face.
        tolerances: of the standoff, between which light must be known.
        progress: called with a step's name and the share done.
        kept: light of before.
    """
    person = Person(age_years=USUAL_AGE_YEARS, phototype=USUAL_PHOTOTYPE)
    at = scene(person, mask, face, (), seed=SEED, scenarios=SCENARIOS, progress=progress, kept=kept)
    middle, points = at.light.median_mm, _points(at)
    least = numbers("layout")["least_standoff_mm"].value
    reach = min(max(FAR_SD * tolerances.standoff_sd_mm, 1e-3 * middle), middle - 0.5 * least)
    standoffs = np.array([middle - reach, middle, middle + reach])
    lights = [_alone(mask, face, float(mm), points, at) for mm in standoffs]
    sideways = _sideways(mask, face, middle, points, at)
    weight = np.where(at.light.lit, face.area_cm2, 0.0)[points]
    weight[len(points) - BRIGHTEST :] = 0.0  # they count as places, not as area
    lit = region_weight(at, REGIONS)
    back = at.dose.irradiance @ lit / np.maximum(at.direct.mean @ lit, 1e-30) - 1.0
    of_set = wear(mask, face, standoff_mm=middle, layout=at.light.layout).of_channel
    channels = tuple(
        NominalChannel(
            id=channel.id,
            peak_nm=float(np.median(at.device.peak_nm[:, c])),
            led_mw=float(np.median(at.scale[:, c])),
            per_site=at.light.layout.leds[c] / lights[0][of_set[c]].shape[0],
            light=np.stack([each[of_set[c]] for each in lights]),
            aside=sideways[of_set[c]],
            thrown_back=float(np.median(back[:, c])),
        )
        for c, channel in enumerate(mask.channels)
    )
    return NominalMask(
        mask=mask, channels=channels, standoffs_mm=standoffs, weight=weight / weight.sum()
    )


def made_lot(of: NominalMask, tolerances: Tolerances, made: int, seed: int) -> Lot:
    """Make masks by chance; the same seed gives the same chances, whatever the tolerances.

    Args:
        of: the mask as it is meant.
        tolerances: what differs.
        made: how many.
        seed: of the chances.
    """
    parts = [
        _made(of, tolerances, min(AT_ONCE, made - first), [seed, first])
        for first in range(0, made, AT_ONCE)
    ]
    return Lot(
        worn={name: np.concatenate([p.worn[name] for p in parts]) for name in parts[0].worn},
        tested={name: np.concatenate([p.tested[name] for p in parts]) for name in parts[0].tested},
    )


def _made(of: NominalMask, tolerances: Tolerances, many: int, seed: Sequence[int]) -> Lot:
    rng = np.random.default_rng(list(seed))
    standoff = tolerances.standoff_sd_mm * rng.standard_normal(many)
    aged = 1.0 - tolerances.ageing_percent / 100.0 * rng.random(many)
    warmer_k = tolerances.temperature_sd_k * rng.standard_normal(many)
    worn: dict[str, FloatArray] = {}
    tested: dict[str, FloatArray] = {}
    for channel in of.channels:
        leds = channel.light.shape[1]
        driver = 1.0 + tolerances.driver_sd_percent / 100.0 * rng.standard_normal(many)
        bins = 1.0 + tolerances.led_flux_bin_percent / 100.0 * rng.uniform(-1, 1, (many, leds))
        peak = channel.peak_nm + tolerances.led_peak_bin_nm * rng.uniform(-1, 1, (many, leds))
        aside = tolerances.placing_sd_mm * rng.standard_normal((2, many, leds))
        flux = channel.led_mw * channel.per_site * driver[:, None] * bins  # (N, L) mW
        power = _share(channel.peak_nm, warmer_k)
        dimmed = flux * (aged * power)[:, None]
        shares = _shares(of.standoffs_mm, of.standoffs_mm[1] + standoff)
        worn |= _told(channel, of.weight, dimmed, shares, aside, _peak(peak, dimmed, warmer_k))
        jig = _shares(of.standoffs_mm, np.full(many, of.standoffs_mm[1]))
        cool = np.zeros(many)
        tested |= _told(channel, of.weight, flux, jig, aside, _peak(peak, flux, cool))
    return Lot(worn=worn, tested=tested)


def _told(
    channel: NominalChannel,
    weight: FloatArray,
    flux: FloatArray,
    shares: FloatArray,
    aside: FloatArray,
    peak_nm: FloatArray,
) -> dict[str, FloatArray]:
    """(N,) of each quantity of one channel."""
    bare = sum(shares[:, [k]] * (flux @ channel.light[k]) for k in range(3))  # (N, P)
    bare = bare + sum((flux * aside[k]) @ channel.aside[k] for k in range(2))
    mean = floats(bare @ weight)
    light = np.clip(bare, 0.0, None) + (channel.thrown_back * mean)[:, None]
    order = np.argsort(light[:, weight > 0], axis=1)
    upto = np.cumsum(weight[weight > 0][order], axis=1)
    place = (upto < 0.05).sum(axis=1).clip(0, order.shape[1] - 1)
    dimmest = light[:, weight > 0][np.arange(len(flux)), order[np.arange(len(flux)), place]]
    whole = mean * (1.0 + channel.thrown_back)
    return {
        f"{channel.id}.irradiance_mw_cm2": whole,
        f"{channel.id}.hottest_mw_cm2": light.max(axis=1),
        f"{channel.id}.evenness": dimmest / whole,
        f"{channel.id}.peak_nm": peak_nm,
        f"{channel.id}.total_mw": flux.sum(axis=1),
    }


def _share(peak_nm: float, warmer_k: FloatArray) -> FloatArray:
    """(N,) light of warmer or cooler LEDs over that at the temperature that is meant."""
    peaks = np.full_like(warmer_k, peak_nm)
    cooler = 2.0 - led_power_share(peaks, np.abs(warmer_k))  # as much more as it would be less
    return np.where(warmer_k >= 0, led_power_share(peaks, np.abs(warmer_k)), cooler)


def _peak(peak_nm: FloatArray, flux: FloatArray, warmer_k: FloatArray) -> FloatArray:
    """(N,) wavelength of the light of all LEDs together."""
    mean = (peak_nm * flux).sum(axis=1) / flux.sum(axis=1)
    return led_peak_nm(mean, warmer_k)


def _shares(nodes: FloatArray, place: FloatArray) -> FloatArray:
    """(N, 3) what each standoff counts on the parabola through all three."""
    inside = place.clip(nodes[0], nodes[-1])
    found = np.ones((len(inside), 3))
    for own in range(3):
        for other in {0, 1, 2} - {own}:
            found[:, own] *= (inside - nodes[other]) / (nodes[own] - nodes[other])
    return found


def _points(at: Scene) -> IntArray:
    """Places that are looked at: lit points evenly, then the brightest of all."""
    lit = np.flatnonzero(at.light.lit)
    direct, _ = at.light.maps()
    bright = lit[np.argsort(direct.sum(axis=0)[lit])[-BRIGHTEST:]]
    return np.concatenate([lit[::EVERY], bright])


def _alone(
    mask: Mask, face: Face, standoff_mm: float, points: IntArray, at: Scene
) -> list[FloatArray]:
    """Of each set of LEDs (L, P) light of every LED alone."""
    worn = wear(mask, face, standoff_mm=standoff_mm, layout=at.light.layout)
    return [_each(leds, face, points, 0.0 * leds.positions_mm) for leds in worn.sets]


def _sideways(
    mask: Mask, face: Face, standoff_mm: float, points: IntArray, at: Scene
) -> list[FloatArray]:
    """Of each set (2, L, P) change of that light by a millimetre along the wall."""
    worn = wear(mask, face, standoff_mm=standoff_mm, layout=at.light.layout)
    found: list[FloatArray] = []
    for leds in worn.sets:
        ways = _along(leds.directions)
        found.append(
            np.stack(
                [
                    (
                        _each(leds, face, points, ASIDE_MM * way)
                        - _each(leds, face, points, -ASIDE_MM * way)
                    )
                    / (2 * ASIDE_MM)
                    for way in ways
                ]
            )
        )
    return found


def _along(directions: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(L, 3) two unit vectors across each beam."""
    helper = np.eye(3)[np.argmin(np.abs(directions), axis=1)]
    one = np.cross(directions, helper)
    one = one / np.linalg.norm(one, axis=1)[:, None]
    return floats(one), floats(np.cross(directions, one))


def _each(leds: Leds, face: Face, points: IntArray, moved_mm: FloatArray) -> FloatArray:
    """(L, P) light of every LED alone, moved by so much."""
    shade = shade_of(face)
    places, normals = face.points_mm[points], face.normals[points]
    rows = [
        irradiance(
            places,
            normals,
            Leds(
                positions_mm=leds.positions_mm[[i]] + moved_mm[[i]],
                directions=leds.directions[[i]],
                beam_order=leds.beam_order,
            ),
            shade,
        )
        for i in range(len(leds.positions_mm))
    ]
    return np.stack(rows)
