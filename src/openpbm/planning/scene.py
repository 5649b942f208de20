"""The scene of a plan: mask on face, skin under it, trials beside it, in every scenario.

Steps 1 to 6 of the main job. Everything is at full drive and linear in it, so a scene is
made once and choosing a session costs milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from openpbm.arrays import FloatArray, first_largest
from openpbm.dose import DirectLight, DoseRate, dose_rate, skin_reflectance
from openpbm.face import REGIONS, Face
from openpbm.face.curvature import CURVATURE_DIMENSIONS, curvature_draws
from openpbm.fact import message
from openpbm.heat import (
    HEAT_DIMENSIONS,
    MASK_HEAT_DIMENSIONS,
    WALL_DIMENSIONS,
    Trace,
    Wall,
    Warming,
    power_drift_per_k,
    warming,
    with_feedback,
)
from openpbm.kept import Kept
from openpbm.light.device_draws import (
    DEVICE_DIMENSIONS,
    METER_DIMENSIONS,
    DeviceDraws,
    device_draws,
)
from openpbm.light.irradiance import Shade
from openpbm.light.kept_light import kept_light
from openpbm.light.kept_shade import kept_shade
from openpbm.light.power import POWER_DIMENSIONS, Fed, best_efficiency
from openpbm.light.shining import shining
from openpbm.light.standoff import (
    GEOMETRY_DIMENSIONS,
    StandoffLight,
    geometry_factor,
)
from openpbm.mask import Mask
from openpbm.mask.emission import Emission
from openpbm.person import PHOTOTYPES, Person
from openpbm.planning.asked_of_skin import (
    bands_of_mask,
    by_entry,
    distinct_lines,
    line_of,
    request_of,
)
from openpbm.planning.progress import Progress
from openpbm.record import light_band
from openpbm.response.evidence import Trial, TrialLight
from openpbm.response.trial_dose import (
    TRIAL_DIMENSIONS,
    TrialDose,
    participants,
    trial_dose,
    trial_request,
)
from openpbm.safety.colour import band_shares
from openpbm.sampling import uniforms
from openpbm.skin.anatomy import SKIN_DIMENSIONS, SkinDraws, skin_of, thickness_mm, with_phototype
from openpbm.skin.response import SkinLight, respond
from openpbm.threads import at_once
from openpbm.units import W_PER_MW

ALONE = np.ones((1, 1))  # times the light that is told
COVERED = 0.02  # share of the brightest region's light below which a region counts as bare


@dataclass(frozen=True, eq=False, kw_only=True)
class Scene:
    """One person under one mask. S scenarios, C channels, R regions, L layers."""

    person: Person
    mask: Mask
    face: Face
    draws: Mapping[str, FloatArray]  # the uniforms, by name
    device: DeviceDraws
    light: StandoffLight
    shade: Shade  # what stands between an LED and the skin
    power: Fed  # scale of the light, what it takes and what feeds it
    direct: DirectLight
    skin: SkinDraws
    answers: tuple[SkinLight, ...]  # per channel
    types: Mapping[str, tuple[SkinLight, ...]]  # per phototype, per channel
    trials: Mapping[tuple[str, str, float], TrialDose]  # by trial, arm and wavelength
    dose: DoseRate
    eye_mw_cm2: FloatArray  # (S, C) bare cornea
    errors: tuple[tuple[str, float], ...]  # band, p99 of the response surface

    @property
    def scale(self) -> FloatArray:
        """(S, C) mW of each LED at full drive."""
        return self.power.scale

    @property
    def covered(self) -> FloatArray:
        """(regions,) one where the mask lights the skin."""
        brightness = np.median(self.direct.mean.sum(axis=1), axis=0)
        return np.where(brightness > COVERED * brightness.max(), 1.0, 0.0)

    def warming(self, dose: DoseRate | None = None, *, copies: int = 1) -> Warming:
        """Temperature where a square centimetre absorbs most, and of the mask.

        `dose` may hold several copies of C.
        """
        return self._warming(dose or self.dose, copies=copies, with_basal=dose is None)

    def warming_of_any_plug(self, times: FloatArray) -> Warming:
        """The same where each channel alone has more light, fed by the best LEDs there are.

        Args:
            times: (S, C) light of a channel over what is told of it.
        """
        best = np.full_like(self.power.feed.efficiency, best_efficiency())
        return self._warming(self.dose, times=times, efficiency=best)

    def _warming(
        self,
        shown: DoseRate,
        *,
        copies: int = 1,
        times: FloatArray = ALONE,
        efficiency: FloatArray | None = None,
        with_basal: bool = False,
    ) -> Warming:
        region = warmest_region(shown.absorbed_hot_cm2)
        return warming(
            thickness_mm=thickness_mm(self.skin, REGIONS[region]),
            absorbed_mw_cm2=shown.absorbed_hot_cm2[:, :, region] * times[:, :, None],
            mask_light_mw_cm2=np.tile(self.mask_light_mw_cm2, (1, copies)) * times,
            returned_mw_cm2=self._over_covered(shown.kept_by_mask) * times,
            is_worn=self.mask.is_worn,
            touches=self.mask.may_touch,
            cm2_per_led=np.tile(self.cm2_per_led, copies) if self.mask.may_touch else None,
            wall=self.wall,
            fan=bool(self.mask.fan),
            efficiency=self.power.feed.efficiency if efficiency is None else efficiency,
            uniforms=self.draws,
            with_basal=with_basal,
        )

    def likely_course(self, drive: FloatArray, minutes: float) -> Trace:
        """The likelier course of one session: the mean of the region that absorbs most."""
        region = warmest_region(self.dose.absorbed)
        peak_nm = np.array([channel.peak_nm for channel in self.mask.channels])
        return with_feedback(
            thickness_mm=thickness_mm(self.skin, REGIONS[region]),
            absorbed_mw_cm2=self.dose.absorbed[:, :, region],
            mask_light_mw_cm2=self.mask_light_mw_cm2,
            returned_mw_cm2=self._over_covered(self.dose.kept_by_mask),
            drive=drive,
            minutes=minutes,
            is_worn=self.mask.is_worn,
            touches=bool(self.mask.contact),
            wall=self.wall,
            fan=bool(self.mask.fan),
            efficiency=self.power.feed.efficiency,
            uniforms=self.draws,
            power_drift_per_k=power_drift_per_k(peak_nm),
        )

    @property
    def mask_light_mw_cm2(self) -> FloatArray:
        """(S, C) light of all LEDs over the lit skin, whether it gets there or not."""
        return self.power.by_channel_w / W_PER_MW / float(self.light.lit_cm2.sum())

    @property
    def cm2_per_led(self) -> FloatArray:
        """(C,) lit skin for each LED of a channel, and as much of the mask."""
        found: FloatArray = float(self.light.lit_cm2.sum()) / np.array(self.light.layout.leds)
        return found

    @property
    def wall(self) -> Wall:
        """What the mask is made of."""
        return "flexible" if self.mask.form == "flexible_mask" else "rigid"

    def _over_covered(self, by_region: FloatArray) -> FloatArray:
        """(S, C) mean over the covered skin of (S, C, R) mW/cm2."""
        weight = self.covered * self.face.region_area_cm2()
        mean: FloatArray = by_region @ (weight / weight.sum())
        return mean


def emission_in(at: Scene) -> Emission:
    """(S, C) what the mask sends out in every scenario."""
    return Emission(
        peak_nm=at.device.peak_nm,
        fwhm_nm=at.device.fwhm_nm,
        spectra=tuple(channel.spectrum for channel in at.mask.channels),
    )


def bands_of(at: Scene, c: int) -> tuple[tuple[str, float], ...]:
    """Shares of a channel's light by band, as the sums of days count them; none where it is one."""
    shares = band_shares(emission_in(at).typical())
    found = tuple((band, float(share[c])) for band, share in shares.items() if share[c] > 0)
    return () if found == ((light_band(at.mask.channels[c].peak_nm), 1.0),) else found


def warmest_region(absorbed: FloatArray) -> int:
    """The region that absorbs most, all channels and layers together, of (S, C, R, layers)."""
    return first_largest(np.median(absorbed.sum(axis=(1, 3)), axis=0))


def dimensions() -> tuple[str, ...]:
    """Every named draw of a scenario, in the order that fixes the sequence."""
    return (
        *SKIN_DIMENSIONS,
        *(name for name in DEVICE_DIMENSIONS if name not in METER_DIMENSIONS),
        *POWER_DIMENSIONS,
        *HEAT_DIMENSIONS,
        *TRIAL_DIMENSIONS,
        *MASK_HEAT_DIMENSIONS,
        *GEOMETRY_DIMENSIONS,
        *WALL_DIMENSIONS,
        *CURVATURE_DIMENSIONS,
        *METER_DIMENSIONS,
    )


def scene(
    person: Person,
    mask: Mask,
    face: Face,
    trials: Sequence[Trial],
    *,
    seed: int,
    scenarios: int,
    progress: Progress,
    kept: Kept | None = None,
) -> Scene:
    """Wear, shine, describe, sink, dose: the linear part of a plan."""
    draws = uniforms(dimensions(), scenarios, seed=seed)
    device = device_draws(mask, draws)
    progress(message("progress-on_face"), 0.05)
    light = kept_light(mask, face, device, shield=_goggles(person, mask), kept=kept)
    progress(message("progress-in_skin"), 0.35)
    skin = skin_of(person, draws)
    bend = curvature_draws(face, light.maps()[0].sum(axis=0), draws)
    answers, types, trial_doses, errors = _sink(mask, skin, bend, device, trials, draws, seed, kept)
    device, power, direct, eye = shone(mask, face, draws, device, light, answers)
    progress(message("progress-dose"), 0.7)
    return Scene(
        person=person,
        mask=mask,
        face=face,
        draws=draws,
        device=device,
        light=light,
        shade=kept_shade(face, kept),
        power=power,
        direct=direct,
        skin=skin,
        answers=answers,
        types=types,
        trials=trial_doses,
        dose=dose_rate(direct, answers),
        eye_mw_cm2=eye,
        errors=errors,
    )


def shone(
    mask: Mask,
    face: Face,
    draws: Mapping[str, FloatArray],
    device: DeviceDraws,
    light: StandoffLight,
    answers: Sequence[SkinLight],
) -> tuple[DeviceDraws, Fed, DirectLight, FloatArray]:
    """The device as its supply allows, its power, light on the skin, (S, C) at the eye."""
    device, power, at = shining(
        mask, face, draws, device, light, lambda by_angle: skin_reflectance(by_angle, answers)
    )
    scale = power.scale * geometry_factor(draws)[:, None]
    direct = DirectLight(
        by_angle=at.by_angle * scale[:, :, None, None],
        neighbourhood=at.neighbourhood * scale[:, :, None],
        hot=at.hot * scale[:, :, None],
        hot_cm2=at.hot_cm2 * scale[:, :, None],
        mask_reflectance=device.inner_reflectance,
        bounces=light.returning(device.standoff_mm, scale, light.which(draws)),
    )
    return device, power, direct, at.eye * scale


def at_standoff(at: Scene, standoff_mm: float) -> Scene:
    """The same scene with a stated distance, within the range that was worked out for it."""
    mask = replace(at.mask, standoff_mm=standoff_mm, standoff_tol_mm=None)
    return _relit(replace(at, mask=mask))


def as_type(at: Scene, phototype: str) -> Scene:
    """The same scene on skin of a type; what mask and skin throw back follows the skin."""
    person = replace(at.person, phototype=phototype, ita_deg=None, lab=None, fitted=None)
    skin = with_phototype(at.skin, phototype, at.draws)
    return _relit(replace(at, person=person, skin=skin, answers=at.types[phototype]))


def _relit(at: Scene) -> Scene:
    """The same once its mask or skin is another: device, light on the skin and dose follow."""
    drawn = device_draws(at.mask, at.draws)
    device, power, direct, eye = shone(at.mask, at.face, at.draws, drawn, at.light, at.answers)
    return replace(
        at,
        device=device,
        power=power,
        direct=direct,
        dose=dose_rate(direct, at.answers),
        eye_mw_cm2=eye,
    )


def _goggles(person: Person, mask: Mask) -> bool:
    """Goggles shade the skin around the eyes."""
    return person.eye_protection == "opaque_goggles" and mask.is_worn


Key = tuple[str, str, float]
Sunk = tuple[
    tuple[SkinLight, ...],
    dict[str, tuple[SkinLight, ...]],
    dict[Key, TrialDose],
    tuple[tuple[str, float], ...],
]


def _sink(
    mask: Mask,
    skin: SkinDraws,
    bend: FloatArray,
    device: DeviceDraws,
    trials: Sequence[Trial],
    draws: Mapping[str, FloatArray],
    seed: int,
    kept: Kept | None,
) -> Sunk:
    """Ask the response surface of every band once: own skin, six colours, participants."""
    colours = {name: with_phototype(skin, name, draws) for name in PHOTOTYPES}
    entries = sorted(set(device.wet.tolist()))  # through air, through a film, or both

    def of_band(band: str, channels: list[int]) -> _SunkBand:
        alike, lines = distinct_lines([line_of(mask.channels[c], device, c) for c in channels])
        requests = [
            request_of(s, bend, line, wet)
            for line in lines
            for s in (skin, *colours.values())
            for wet in entries
        ]
        lit = [(t, light) for t in trials for light in t.lights if light.band == band]
        people = {t.id: participants(t, draws) for t, _ in lit}
        requests.extend(trial_request(t, light, people[t.id], bend) for t, light in lit)
        answer = respond(requests, seed=seed, kept=kept)
        many = len(entries)
        kinds = len(lines) * (1 + len(colours))
        mixed = [
            by_entry(answer.light[i * many : (i + 1) * many], entries, device) for i in range(kinds)
        ]
        sunk = answer.light[kinds * many :]
        return _SunkBand(
            by_channel={
                c: mixed[place * (1 + len(colours)) : (place + 1) * (1 + len(colours))]
                for place, c in zip(alike, channels, strict=True)
            },
            trials={
                key_of(t, light): trial_dose(t, light, each, draws)
                for (t, light), each in zip(lit, sunk, strict=True)
            },
            error_p99=answer.error_p99,
        )

    bands = bands_of_mask(mask)
    found = at_once(lambda band: of_band(*band), bands.items())
    by_channel = {c: kinds for each in found for c, kinds in each.by_channel.items()}
    every = range(len(mask.channels))
    return (
        tuple(by_channel[c][0] for c in every),
        {name: tuple(by_channel[c][1 + k] for c in every) for k, name in enumerate(colours)},
        {key: dose for each in found for key, dose in each.trials.items()},
        tuple(zip(bands, (each.error_p99 for each in found), strict=True)),
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class _SunkBand:
    """What the skins of one band answered."""

    by_channel: dict[int, list[SkinLight]]  # own skin, then the six colours
    trials: dict[Key, TrialDose]
    error_p99: float


def key_of(trial: Trial, light: TrialLight) -> Key:
    """How a trial's dose is found again."""
    return trial.id, trial.arm, light.peak_nm
