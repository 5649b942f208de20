"""Masks as they are made: each LED from its bin and at its place, each mask at its driver.

Light of every LED alone is worked out once, at three standoffs and with the LED a millimetre
aside; a made mask is then a weighted sum of these. To first order in where an LED sits, exact in
how strongly it shines. What mask and skin throw back keeps its pattern and follows the mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from openpbm.arrays import FloatArray, IntArray, floats
from openpbm.face import Face
from openpbm.heat import led_peak_nm, led_power_share
from openpbm.kept import Kept
from openpbm.light.irradiance import irradiance
from openpbm.light.region_light import aperture_mean, hot_places
from openpbm.light.shadow import shade_of
from openpbm.light.wear import Leds, wear
from openpbm.mask import Channel, Mask
from openpbm.person import usual_person
from openpbm.planning.judged import SCENARIOS, SEED
from openpbm.planning.on_skin import on_skin
from openpbm.planning.progress import Progress
from openpbm.planning.scene import Scene, scene
from openpbm.tables import numbers

EVERY = 5  # lit points, in order of their light, for which one is looked at
HOT_DISCS = 60  # of each set of LEDs, the hottest: made masks have theirs among these
ASIDE_MM = 1.0
FAR_SD = 2.5  # standard deviations of the standoff between which light is worked out
DIMMEST = 0.05  # of the lit skin, that gets least
DARK = 1e-30  # stands for no light where it divides
AT_ONCE = 250  # made masks; bounds the memory


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
    """One channel as it is meant: light of each LED alone. L LEDs, P points and discs.

    A point stands for some share of the lit skin; the discs behind the points for none.
    """

    id: str
    peak_nm: float
    led_mw: float  # out of each LED
    per_site: float  # LEDs that a position stands for, one or more
    light: FloatArray  # (3, L, P) mW/cm2 for 1 mW, at three standoffs
    aside: FloatArray  # (2, L, P) change of it a millimetre aside, both ways along the wall
    weight: FloatArray  # (P,) shares of the lit skin, none of a disc
    again: FloatArray  # (P,) what mask and skin throw back there, over the mean of direct light


@dataclass(frozen=True, eq=False, kw_only=True)
class NominalMask:
    """A mask as it is meant."""

    mask: Mask
    channels: tuple[NominalChannel, ...]
    standoffs_mm: FloatArray  # (3,)


@dataclass(frozen=True, eq=False, kw_only=True)
class Places:
    """Where a made mask is looked at: points for what is a mean, discs for what is hottest."""

    points: IntArray  # of the face; each stands for as much of the lit skin
    centre_mm: FloatArray  # (H, 3) of discs as wide as the limits of the skin look
    disc_points: IntArray  # (H,) nearest to each

    @property
    def weight(self) -> FloatArray:
        """Shares of the lit skin, of points and discs."""
        many, discs = len(self.points), len(self.disc_points)
        return np.concatenate([np.full(many, 1.0 / many), np.zeros(discs)])

    @property
    def nearest(self) -> IntArray:
        """Points of the face, those of the discs behind."""
        return np.concatenate([self.points, self.disc_points])


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
    at = scene(
        usual_person(), mask, face, (), seed=SEED, scenarios=SCENARIOS, progress=progress, kept=kept
    )
    middle, places = at.light.median_mm, _places(at)
    least = numbers("layout")["least_standoff_mm"].value
    reach = min(max(FAR_SD * tolerances.standoff_sd_mm, 1e-3 * middle), middle - 0.5 * least)
    standoffs = np.array([middle - reach, middle, middle + reach])
    lights = [_alone(at, float(mm), places) for mm in standoffs]
    sideways = _sideways(at, middle, places)
    of_set = wear(mask, face, standoff_mm=middle, layout=at.light.layout).of_channel
    again, led_mw = on_skin(at).again, np.median(at.scale, axis=0)
    channels: list[NominalChannel] = []
    for c, channel in enumerate(mask.channels):
        light, own = np.stack([each[of_set[c]] for each in lights]), places[of_set[c]]
        per_site = at.light.layout.leds[c] / light.shape[1]
        mean = float(light[1].sum(axis=0) @ own.weight) * led_mw[c] * per_site
        channels.append(
            NominalChannel(
                id=channel.id,
                peak_nm=_meant_peak_nm(channel),
                led_mw=float(led_mw[c]),
                per_site=per_site,
                light=light,
                aside=sideways[of_set[c]],
                weight=own.weight,
                again=again[c, own.nearest] / max(mean, DARK),
            )
        )
    return NominalMask(mask=mask, channels=tuple(channels), standoffs_mm=standoffs)


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
        of_led, shape = led_weights(channel.per_site), (many, channel.light.shape[1])
        driver = 1.0 + tolerances.driver_sd_percent / 100.0 * rng.standard_normal(many)
        bins = 1.0 + tolerances.led_flux_bin_percent / 100.0 * _in_bin(rng, of_led, shape)
        peak = channel.peak_nm + tolerances.led_peak_bin_nm * _in_bin(rng, of_led, shape)
        placing_mm = tolerances.placing_sd_mm / np.sqrt(channel.per_site)  # of their mean
        aside = placing_mm * rng.standard_normal((2, *shape))
        flux = channel.led_mw * channel.per_site * driver[:, None] * bins  # (N, L) mW
        power = _share(channel.peak_nm, warmer_k)
        dimmed = flux * (aged * power)[:, None]
        shares = _shares(of.standoffs_mm, of.standoffs_mm[1] + standoff)
        worn |= _told(channel, dimmed, shares, aside, _peak(peak, dimmed, warmer_k))
        jig = _shares(of.standoffs_mm, np.full(many, of.standoffs_mm[1]))
        cool = np.zeros(many)
        tested |= _told(channel, flux, jig, aside, _peak(peak, flux, cool))
    return Lot(worn=worn, tested=tested)


def led_weights(per_site: float) -> FloatArray:
    """What each LED counts of a site that stands for several: they sum to 1.

    Their squares sum to one over `per_site`, so that many sites scatter as all their LEDs do,
    however many stand at each. All count alike, save the last where the number is not whole.
    """
    many = int(np.ceil(per_site))
    if many == 1:
        return np.ones(1)
    inside = 1.0 - many / (many - 1) * (1.0 - 1.0 / per_site)
    each = (1.0 + np.sqrt(max(inside, 0.0))) / many
    return np.append(np.full(many - 1, each), 1.0 - (many - 1) * each)


def _in_bin(rng: np.random.Generator, of_led: FloatArray, shape: tuple[int, int]) -> FloatArray:
    """Where in a bin from -1 to 1 the mean LED of each site lies, every LED by itself."""
    return floats(sum(weight * rng.uniform(-1, 1, shape) for weight in of_led))


def _meant_peak_nm(channel: Channel) -> float:
    """As it is stated: draws of what a mask may be lie about it, and their median beside it."""
    return channel.peak_nm if channel.spectrum is None else channel.spectrum.peak_nm


def _told(
    channel: NominalChannel,
    flux: FloatArray,
    shares: FloatArray,
    aside: FloatArray,
    peak_nm: FloatArray,
) -> dict[str, FloatArray]:
    """(N,) of each quantity of one channel."""
    bare = sum(shares[:, [k]] * (flux @ channel.light[k]) for k in range(3))  # (N, P)
    bare = bare + sum((flux * aside[k]) @ channel.aside[k] for k in range(2))
    mean = floats(bare @ channel.weight)
    light = np.clip(bare, 0.0, None) + mean[:, None] * channel.again
    is_skin = channel.weight > 0
    # points stand for as much skin each, so this is what `tails` tells of a map
    dimmest = np.quantile(light[:, is_skin], DIMMEST, axis=1, method="hazen")
    whole = light @ channel.weight
    return {
        f"{channel.id}.irradiance_mw_cm2": whole,
        f"{channel.id}.hottest_mw_cm2": light[:, ~is_skin].max(axis=1),
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


def _places(at: Scene) -> list[Places]:
    """Of each set of LEDs: every so many points in order of their light, and the hottest discs."""
    worn = wear(at.mask, at.face, standoff_mm=at.light.median_mm, layout=at.light.layout)
    direct, _ = at.light.maps()
    lit = np.flatnonzero(at.light.lit)
    found: list[Places] = []
    for which, leds in enumerate(worn.sets):
        total = direct[worn.of_channel.index(which)]
        order = lit[np.argsort(total[lit], kind="stable")]
        upto = np.cumsum(at.face.area_cm2[order]) / at.face.area_cm2[order].sum()
        many = max(1, len(order) // EVERY)
        alike = np.searchsorted(upto, (np.arange(many) + 0.5) / many)
        centre_mm, points = hot_places(at.face, leds, total)
        hottest = np.argsort(-aperture_mean(at.face, leds, centre_mm, points))[:HOT_DISCS]
        found.append(
            Places(
                points=order[alike],
                centre_mm=centre_mm[hottest],
                disc_points=points[hottest],
            )
        )
    return found


def _alone(at: Scene, standoff_mm: float, places: Sequence[Places]) -> list[FloatArray]:
    """Of each set of LEDs (L, P) light of every LED alone."""
    worn = wear(at.mask, at.face, standoff_mm=standoff_mm, layout=at.light.layout)
    return [
        _each(leds, at.face, own, 0.0 * leds.positions_mm)
        for leds, own in zip(worn.sets, places, strict=True)
    ]


def _sideways(at: Scene, standoff_mm: float, places: Sequence[Places]) -> list[FloatArray]:
    """Of each set (2, L, P) change of that light by a millimetre along the wall."""
    worn = wear(at.mask, at.face, standoff_mm=standoff_mm, layout=at.light.layout)
    found: list[FloatArray] = []
    for leds, own in zip(worn.sets, places, strict=True):
        change = [
            _each(leds, at.face, own, ASIDE_MM * way) - _each(leds, at.face, own, -ASIDE_MM * way)
            for way in _along(leds.directions)
        ]
        found.append(np.stack(change) / (2 * ASIDE_MM))
    return found


def _along(directions: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(L, 3) two unit vectors across each beam."""
    helper = np.eye(3)[np.argmin(np.abs(directions), axis=1)]
    one = np.cross(directions, helper)
    one = one / np.linalg.norm(one, axis=1)[:, None]
    return floats(one), floats(np.cross(directions, one))


def _each(leds: Leds, face: Face, places: Places, moved_mm: FloatArray) -> FloatArray:
    """(L, P) light of every LED alone, moved by so much."""
    shade = shade_of(face)
    at_mm, normals = face.points_mm[places.points], face.normals[places.points]
    rows: list[FloatArray] = []
    for i in range(len(leds.positions_mm)):
        one = Leds(
            positions_mm=leds.positions_mm[[i]] + moved_mm[[i]],
            directions=leds.directions[[i]],
            beam_order=leds.beam_order,
        )
        hot = aperture_mean(face, one, places.centre_mm, places.disc_points)
        rows.append(np.concatenate([irradiance(at_mm, normals, one, shade), hot]))
    return np.stack(rows)
