"""One goal on one set of regions: try the trials in order, keep the first that can be followed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from openpbm.answer import Finding
from openpbm.arrays import FloatArray
from openpbm.dose import DoseRate
from openpbm.face import REGIONS
from openpbm.fact import Name, Param, message, several
from openpbm.heat import Warming
from openpbm.light.power import claimed_over_told
from openpbm.mask.channel import beam_order_of
from openpbm.person import Person
from openpbm.planning.choose import BandMatch, Choice, choose, lit_channels
from openpbm.planning.little import is_too_little, too_little, upper_share
from openpbm.planning.reason import kept_dark, screen_refusals
from openpbm.planning.scene import Scene, emission_in, key_of
from openpbm.planning.schedule import Scheduled, lent_to, most_within, rhythm
from openpbm.response.evidence import Goal, Trial, band_of, carrying
from openpbm.response.trial_dose import TrialDose, layer_index
from openpbm.safety.bound import Bound, Parent, constant, dose_bound
from openpbm.safety.ceilings.every import bounds
from openpbm.safety.cumulative import window_days
from openpbm.safety.exposure import Exposure
from openpbm.safety.hazard.radiance import axis_gain
from openpbm.session import Refusal, refusal
from openpbm.skin.anatomy import EPIDERMIS, phototype_of
from openpbm.units import J_CM2_PER_MINUTE

DARK_TYPES = ("IV", "V", "VI")
HARD = (
    "channel_cannot_be_off",
    "no_such_programme",
)  # reasons that are a refusal, not a lack of evidence


@dataclass(frozen=True, eq=False, kw_only=True)
class Circumstances:
    """What a decision needs besides the scene."""

    screen: tuple[Finding, ...]  # rows that hold for the whole course
    no_blue: bool
    photosensitiser: bool
    epilepsy: bool
    aphakic: bool
    warming: Warming
    cool: Finding | None = None  # the row that asks for the coolest skin


def of_a_mask_alone(warming: Warming) -> Circumstances:
    """Where a mask is judged and nobody is screened: what a person declares is no part of it."""
    return Circumstances(
        screen=(), no_blue=False, photosensitiser=False, epilepsy=False, aphakic=False,
        warming=warming,
    )  # fmt: skip


@dataclass(frozen=True, eq=False, kw_only=True)
class Chosen:
    """The light of one goal on one set of regions, inside every bound."""

    goal: Goal
    regions: tuple[str, ...]
    choice: Choice
    bounds: tuple[Bound, ...]
    zone: str | None = None


@dataclass(frozen=True, kw_only=True)
class NotChosen:
    """Why there is no light for a goal."""

    goal: Goal
    refusals: tuple[Refusal, ...]
    lacks_evidence: bool
    zone: str | None = None


Decision: TypeAlias = Chosen | NotChosen


def chosen(decided: Iterable[Decision]) -> tuple[Chosen, ...]:
    """Those that have light."""
    return tuple(decision for decision in decided if isinstance(decision, Chosen))


def decide(
    scene: Scene,
    setting: Circumstances,
    goal: Goal,
    regions: tuple[str, ...],
    trials: Sequence[Trial],
    lent: Scheduled | None = None,
) -> Decision:
    """The first trial, by tier, whose dose this mask can give inside every bound.

    Args:
        scene: the light.
        setting: what the screen says.
        goal: what it is for.
        regions: where light is wanted.
        trials: in the order in which they are tried.
        lent: the maker's rhythm, for a trial whose own was not read; None: there is none.
    """
    refusals: list[Refusal] = []  # of trials that this mask could follow, but for a limit
    little: list[tuple[float, Refusal]] = []  # share of the dose, of trials beyond this light
    unfit: list[Refusal] = []  # of trials that it cannot follow
    dark = kept_dark(scene.mask, setting.screen)
    for trial in trials:
        lit, problems = lit_channels(scene.mask, trial, dark)
        followed = _paced(trial, lent)
        if followed is None:
            problems = (*problems, _no_schedule(trial))
        if problems or followed is None:
            unfit.extend(problems)
            continue
        matches = band_matches(scene, trial, goal, regions, lit)
        limits = (
            *bounds(exposure_of(scene, setting, regions, followed=followed)),
            epidermis_bound(scene.dose, region_weight(scene, regions), trial, matches),
        )
        outcome = choose(scene.mask, trial, matches, lit, limits, followed)
        if isinstance(outcome, Choice) and is_too_little(outcome):
            little.append((upper_share(outcome), too_little(outcome, scene.mask, limits)))
        elif isinstance(outcome, Choice):
            return Chosen(goal=goal, regions=regions, choice=outcome, bounds=limits)
        else:
            refusals.extend(outcome)
    if little:  # of the trial that comes nearest
        refusals.append(max(little, key=lambda each: each[0])[1])
    if not trials:
        unfit.append(no_carrying_trial(goal))
    barred = () if refusals else screen_refusals(scene.mask, trials, setting.screen)
    unique = {(r.id, r.reason): r for r in refusals or barred or unfit}
    return NotChosen(
        goal=goal,
        refusals=tuple(unique.values()),
        lacks_evidence=not refusals and not barred and not any(r.id in HARD for r in unfit),
    )


def _paced(trial: Trial, lent: Scheduled | None) -> Scheduled | None:
    """Whose rhythm a course by this trial has; None: nobody's is known."""
    if rhythm(trial) is not None:
        return trial
    return None if lent is None else lent_to(trial, lent)


def no_carrying_trial(goal: Goal) -> Refusal:
    """Nothing in the evidence table has a dose for this goal."""
    known: Param = message("refusal-no_trial_gives_a_dose")
    if goal.known:
        known = f"{goal.known[:1].lower()}{goal.known[1:]}"
    used = dict.fromkeys(trial.name for trial in carrying(goal.id, uncontrolled=True))
    named, change = Name("goal", goal.id), goal.would_change
    why = message("refusal-no_carrying_trial", goal=named, known=known, change=change)
    if used:
        why = message(
            "refusal-only_uncontrolled",
            goal=named,
            known=known,
            change=change,
            trials=several(used),
        )
    return refusal("no_carrying_trial", why)


def _no_schedule(trial: Trial) -> Refusal:
    return refusal("no_schedule", message("refusal-no_schedule", trial=trial.name))


def decisions_at(made: Sequence[Chosen], region: str) -> tuple[Chosen, ...]:
    """What lights a region: each goal of its zone; without zones one light, everywhere alike."""
    own = tuple(decision for decision in made if region in decision.regions)
    return own if made[0].zone else (own or tuple(made))[:1]


def region_weight(scene: Scene, regions: Sequence[str]) -> FloatArray:
    """(regions,) shares by lit area of the named regions; sums to one, or to zero."""
    named = np.array([1.0 if region in regions else 0.0 for region in REGIONS])
    weight = named * scene.covered * scene.face.region_area_cm2()
    total = float(weight.sum())
    return weight / total if total > 0 else weight


def layer_rate(dose: DoseRate, weight: FloatArray, layer: str) -> FloatArray:
    """(scenarios, channels) J/cm2 a minute in a layer, mean over regions, full drive."""
    rate: FloatArray = dose.fluence_rate[..., layer_index(layer)] @ weight
    return rate * J_CM2_PER_MINUTE


def band_matches(
    scene: Scene, trial: Trial, goal: Goal, regions: tuple[str, ...], lit: FloatArray
) -> tuple[BandMatch, ...]:
    """The lit channels of each band of a trial against its light in it."""
    rate = layer_rate(scene.dose, region_weight(scene, regions), goal.target_layer)
    found = []
    for light in trial.lights:
        assert light.band is not None  # lit_channels found a channel for every band
        channels = tuple(
            c
            for c, channel in enumerate(scene.mask.channels)
            if lit[c] > 0 and band_of(channel.peak_nm) == light.band
        )
        dose: TrialDose = scene.trials[key_of(trial, light)]
        found.append(
            BandMatch(
                band=light.band,
                channels=channels,
                trial=dose,
                person_rate=rate[:, list(channels)].sum(axis=1),
                trial_dose=dose.layer_j_cm2[:, layer_index(goal.target_layer)],
            )
        )
    return tuple(found)


def epidermis_bound(
    dose: DoseRate, weight: FloatArray, trial: Trial, matches: Sequence[BandMatch]
) -> Bound:
    """A dark epidermis never takes up more than the trial's participants bore. Theory 9.3."""
    absorbed = dose.absorbed[..., : len(EPIDERMIS)].sum(axis=-1) @ weight
    borne = sum((m.trial.epidermis_j_cm2 for m in matches), np.zeros(len(absorbed)))
    limit = float(np.percentile(borne, 95.0))
    told = message("limit-epidermis_of_trial", trial=trial.name)
    parent = Parent(
        name=told,
        reason=told.but("reason"),
        source="project rule",
        status="project",
        would_change=told.but("change"),
    )
    found = dose_bound(
        "epidermis_of_trial", parent, "J/cm2", absorbed * J_CM2_PER_MINUTE, constant(limit)
    )
    return replace(found, group="skin")


def is_dark(person: Person) -> bool:
    """Types IV to VI, by measured colour where there is one."""
    return phototype_of(person) in DARK_TYPES


def exposure_of(
    scene: Scene,
    setting: Circumstances,
    regions: Sequence[str],
    *,
    followed: Scheduled | None = None,
    dose: DoseRate | None = None,
    warming: Warming | None = None,
) -> Exposure:
    """What the limits look at, on the regions that are lit: all, where a mask has no zones.

    Args:
        scene: the light.
        setting: what the screen says.
        regions: where light is wanted.
        followed: whose rhythm the sessions have; None: one session stands alone.
        dose: of another skin.
        warming: of another skin.
    """
    shown = dose or scene.dose
    lit = regions if scene.mask.zones else REGIONS
    inside = [i for i, r in enumerate(REGIONS) if r in lit and scene.covered[i] > 0]
    pace = None if followed is None else rhythm(followed)
    days = window_days()
    hot, warm = (
        light[:, :, inside].max(axis=2) if inside else np.zeros(light.shape[:2])
        for light in (shown.hot, shown.hot_cm2)
    )
    covered = scene.person.eye_protection == "opaque_goggles" or scene.mask.eye_shield == "opaque"
    light = emission_in(scene)
    return Exposure(
        peak_nm=light.peak_nm,
        fwhm_nm=light.fwhm_nm,
        spectra=light.spectra,
        hot_mw_cm2=hot,
        warm_mw_cm2=warm,
        eye_mw_cm2=scene.eye_mw_cm2,
        led_power_mw=scene.scale * [axis_gain(beam_order_of(c)) for c in scene.mask.channels],
        claimed=claimed_over_told(scene.mask, shown.hot.max(axis=2), scene.power),
        warming=warming or setting.warming,
        eyes_covered=covered,
        dark_skin=is_dark(scene.person),
        no_blue=setting.no_blue,
        photosensitiser=setting.photosensitiser,
        epilepsy=setting.epilepsy,
        aphakic=setting.aphakic,
        cool=setting.cool,
        frequency_hz=tuple(
            None if c.pulsing is None else c.pulsing.frequency_hz for c in scene.mask.channels
        ),
        duty=tuple(None if c.pulsing is None else c.pulsing.duty for c in scene.mask.channels),
        longest_min=max(scene.mask.session_min, default=None),
        is_worn=scene.mask.is_worn,
        sessions_per_week=1 if pace is None else pace[0],
        sessions_in_three_weeks=_most(followed, days["three_weeks"]),
        sessions_in_course=_most(followed, days["course"]),
    )


def _most(followed: Scheduled | None, days: int) -> int:
    """The most sessions in so many days; a session that stands alone is one."""
    return 1 if followed is None else most_within(followed, days)
