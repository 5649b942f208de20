"""What each arm brings to the layer that its goal aims at, by skin type. Theory 14.7."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from openpbm.arrays import FloatArray, frozen
from openpbm.dose import dose_rate
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.fact import message, theirs
from openpbm.interval import Interval, as_interval
from openpbm.kept import Kept
from openpbm.maps.study_doses import StatedLight, skin_doses
from openpbm.mask import Mask
from openpbm.person import Person
from openpbm.planning.judged import fullest
from openpbm.planning.progress import Progress, silent
from openpbm.planning.scene import scene
from openpbm.response.evidence import goal_rows
from openpbm.sampling import normal, uniforms
from openpbm.skin.anatomy import LAYERS, SKIN_DIMENSIONS
from openpbm.tables import numbers
from openpbm.trials.course import adherence
from openpbm.trials.design import ArmLight, TrialArm, TrialDesign
from openpbm.trials.overlap import chance_less, overlap

AGE_YEARS = 45.0  # of the person behind a mask; no number here hangs on it
Rates = Mapping[str, FloatArray]  # by skin type
Draws = Mapping[str, FloatArray]


@dataclass(frozen=True, eq=False, kw_only=True)
class ArmDose:
    """One arm in one skin type."""

    arm: str
    skin_type: str
    session: Interval  # J/cm2 of fluence in the layer, mean over it
    course: Interval  # J/cm2, of the sessions that people do
    samples: FloatArray  # (scenarios,) of `course`


@dataclass(frozen=True, kw_only=True)
class DoseOverlap:
    """Two groups of people, the first meant to get less."""

    less: str
    more: str
    less_type: str = ""  # empty: all skin types of the arm, in equal parts
    more_type: str = ""
    pairs_wrong_way: float  # of all pairs, one of each, those in which `more` gets less
    shared: float  # area that both densities share


@dataclass(frozen=True, kw_only=True)
class DepthOfArms:
    """Doses of all arms that shine, and how far they lie over each other."""

    layer: str
    region: str
    doses: tuple[ArmDose, ...]
    between_arms: tuple[DoseOverlap, ...]
    between_types: tuple[DoseOverlap, ...]  # within an arm: the darkest and the lightest


def depth_of_arms(
    trial: TrialDesign, *, progress: Progress | None = None, kept: Kept | None = None
) -> DepthOfArms:
    """Dose in the layer of the goal, for every arm that shines and every skin type.

    Args:
        trial: the design; arms without light are left out.
        progress: told how far it is.
        kept: light that was worked out before.
    """
    layer = goal_rows()[trial.goal].target_layer
    lit = [arm for arm in trial.arms if arm.is_lit]
    count = int(numbers("trial")["depth.scenarios"].value)
    draws = uniforms((*SKIN_DIMENSIONS, "output", "adherence"), count, seed=trial.seed)
    say = progress or silent
    rates: dict[object, Rates] = {}  # of light that several arms have in common
    doses: list[ArmDose] = []
    for number, arm in enumerate(lit):
        say(message("trial-step_depth", name=theirs(arm.name)), number / len(lit))
        session = _session(trial, arm, draws, LAYERS.index(layer), rates, kept)
        doses += [_dose(trial, arm, name, session[name], draws) for name in trial.skin_types]
    return DepthOfArms(
        layer=layer,
        region=trial.region,
        doses=tuple(doses),
        between_arms=tuple(_between_arms(lit, doses)),
        between_types=tuple(_between_types(trial, lit, doses)),
    )


def _dose(
    trial: TrialDesign, arm: TrialArm, skin_type: str, session: FloatArray, draws: Draws
) -> ArmDose:
    course = session * arm.sessions * adherence(trial, draws["adherence"])
    return ArmDose(
        arm=arm.name,
        skin_type=skin_type,
        session=as_interval(session),
        course=as_interval(course),
        samples=frozen(course),
    )


def _session(
    trial: TrialDesign,
    arm: TrialArm,
    draws: Draws,
    layer: int,
    rates: dict[object, Rates],
    kept: Kept | None,
) -> Rates:
    """(scenarios,) J/cm2 of one session in the layer, by skin type."""
    if arm.mask is not None:
        if arm.mask.id not in rates:
            rates[arm.mask.id] = _under_mask(trial, arm.mask, layer, len(draws["output"]), kept)
        found = rates[arm.mask.id]
        return {name: found[name] * arm.minutes for name in trial.skin_types}
    for light in arm.lights:
        line = (light.nm, light.fwhm_nm)
        if line not in rates:
            rates[line] = _of_line(trial, light, draws, layer, kept)
    output = np.exp(trial.irradiance_sd_ln * normal(draws["output"]))
    output *= arm.minutes
    lines = [(light.irradiance_mw_cm2, rates[light.nm, light.fwhm_nm]) for light in arm.lights]
    return {
        name: output * np.sum([strong * of[name] for strong, of in lines], axis=0)
        for name in trial.skin_types
    }


def _of_line(
    trial: TrialDesign, light: ArmLight, draws: Draws, layer: int, kept: Kept | None
) -> Rates:
    """(scenarios,) J/cm2 a minute in the layer, per mW/cm2 of light from all sides."""
    unit = [
        StatedLight(
            nm=light.nm,
            fwhm_nm=light.fwhm_nm,
            irradiance_mw_cm2=1.0,
            minutes=1.0,
            site=trial.region,
            phototype=name,
        )
        for name in trial.skin_types
    ]
    found = skin_doses(unit, draws, kept=kept)
    return {name: found[:, place, layer] for place, name in enumerate(trial.skin_types)}


def _under_mask(trial: TrialDesign, mask: Mask, layer: int, count: int, kept: Kept | None) -> Rates:
    """(scenarios,) J/cm2 a minute under a mask as it is worn, with what it throws back."""
    person = Person(age_years=AGE_YEARS, phototype=trial.skin_types[0])
    face = canonical_face(person.face_height_mm)
    at = scene(person, mask, face, (), seed=trial.seed, scenarios=count, progress=silent, kept=kept)
    shine = fullest(mask)
    lit = [place for place, channel in enumerate(mask.channels) if channel.id in shine]
    region = REGIONS.index(trial.region)
    rates = {name: dose_rate(at.direct, at.types[name]) for name in trial.skin_types}
    return {
        name: rate.dose_j_cm2(1.0)[:, lit, region, layer].sum(axis=1)
        for name, rate in rates.items()
    }


def _between_arms(lit: list[TrialArm], doses: list[ArmDose]) -> Iterator[DoseOverlap]:
    pools = {
        arm.name: np.concatenate([each.samples for each in doses if each.arm == arm.name])
        for arm in lit
    }
    order = sorted(pools, key=lambda name: float(np.median(pools[name])))
    for less, more in combinations(order, 2):
        yield DoseOverlap(
            less=less,
            more=more,
            pairs_wrong_way=chance_less(pools[more], pools[less]),
            shared=overlap(pools[less], pools[more]),
        )


def _between_types(
    trial: TrialDesign, lit: list[TrialArm], doses: list[ArmDose]
) -> Iterator[DoseOverlap]:
    lightest, darkest = trial.skin_types[0], trial.skin_types[-1]
    if lightest == darkest:
        return
    for arm in lit:
        own = {each.skin_type: each.samples for each in doses if each.arm == arm.name}
        yield DoseOverlap(
            less=arm.name,
            more=arm.name,
            less_type=darkest,
            more_type=lightest,
            pairs_wrong_way=chance_less(own[lightest], own[darkest]),
            shared=overlap(own[darkest], own[lightest]),
        )
