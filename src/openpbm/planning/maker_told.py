"""What is said of a maker's programme, and what set the minutes of any session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpbm.answer import Course, MakerProgramme, Reason, TrialRatio
from openpbm.arrays import FloatArray
from openpbm.fact import Message, Quantity, message
from openpbm.field import by_name
from openpbm.interval import as_interval
from openpbm.mask import Claim, Mask
from openpbm.mask.light_class import light_class
from openpbm.planning.by_maker import ByProgramme
from openpbm.planning.decide import Chosen, band_matches, layer_rate, region_weight
from openpbm.planning.little import trial_name
from openpbm.planning.scene import Scene, key_of
from openpbm.response.evidence import bands, carrying
from openpbm.session import Ceiling
from openpbm.units import J_CM2_PER_MINUTE, dose_j_cm2


def maker_programme(
    at: Scene, decision: Chosen, found: ByProgramme, course: Course
) -> MakerProgramme:
    """Minutes, rhythm, what they bring on the skin and at depth, and the trials beside it."""
    choice, weight = decision.choice, region_weight(at, decision.regions)
    given = choice.drive * choice.minutes
    on_skin: FloatArray = (at.dose.irradiance @ weight) @ given * J_CM2_PER_MINUTE
    deep: FloatArray = layer_rate(at.dose, weight, decision.goal.target_layer) @ given
    strength = Quantity(found.checked_mw_cm2, "mW/cm2", trimmed=True)
    return MakerProgramme(
        minutes=found.programme.minutes,
        per_week=course.sessions_per_week,
        is_rhythm_ours=found.programme.is_rhythm_ours,
        claim_j_cm2=claimed_j_cm2(at.mask, found.programme.minutes),
        surface_j_cm2=as_interval(on_skin),
        dose_j_cm2=as_interval(deep),
        ratio_to_trial=_ratios(at, decision),
        checked_mw_cm2=found.checked_mw_cm2,
        said=_said(at.mask, strength),
    )


def _said(mask: Mask, most: Quantity) -> Message:
    """Whose programme it is, and who says how strong the light is: the owner, the maker, nobody."""
    known = light_class(mask)
    if known == "M":
        return message("maker-measured", most=most)
    if known == "A":
        return message("maker-claimed", figure="each", most=most)
    if known == "B":
        figure = "part" if mask.total_claim is None else "total"
        return message("maker-claimed", figure=figure, most=most)
    return message("maker-unshown", most=most)


def claimed_j_cm2(mask: Mask, minutes: float) -> float | None:
    """What the maker says that a session brings, in its own J/cm2; None: it says nothing."""
    if mask.total_claim is not None:
        return _promised(mask.total_claim, minutes)
    claims = [channel.claim for channel in mask.channels if channel.claim is not None]
    return sum(_promised(claim, minutes) for claim in claims) if claims else None


def _promised(claim: Claim, minutes: float) -> float:
    if claim.fluence_j_cm2 is not None:
        return claim.fluence_j_cm2
    return dose_j_cm2(claim.irradiance_mw_cm2, minutes)


def _ratios(at: Scene, decision: Chosen) -> tuple[TrialRatio, ...]:
    """The programme over every trial of the goal that has a dose, band by band."""
    choice, found = decision.choice, []
    for trial in carrying(decision.goal.id):
        if any(key_of(trial, light) not in at.trials for light in trial.lights):
            continue
        for match in band_matches(at, trial, decision.goal, decision.regions, choice.drive):
            if match.channels:
                times = match.person_rate * choice.minutes / match.trial_dose
                band = bands()[match.band][2]
                found.append(TrialRatio(trial=trial.id, band=band, times=as_interval(times)))
    return tuple(found)


def reason_of_trial(decision: Chosen) -> Reason:
    """The dose of the trial that is followed."""
    choice = decision.choice
    minutes = Quantity(choice.wanted_min, "min", trimmed=True)
    return Reason(
        id="trial_dose",
        parameters=by_name([("minutes", choice.wanted_min)]),
        told=message("reason-trial_dose", trial=trial_name(choice), minutes=minutes),
    )


def reason_of_maker(found: ByProgramme) -> Reason:
    """The minutes that the maker prints."""
    minutes = Quantity(found.programme.minutes, "min", trimmed=True)
    return Reason(
        id="maker_minutes",
        parameters=by_name([("minutes", found.programme.minutes)]),
        told=message("reason-maker_minutes", minutes=minutes),
    )


def reasons_of(ceilings: Iterable[Ceiling]) -> Sequence[Reason]:
    """The limits that let no longer session pass."""
    return [
        Reason(
            id=ceiling.id,
            parameters=by_name([("value", ceiling.value), ("limit", ceiling.limit)]),
            told=message("reason-ceiling", limit=ceiling.name),
        )
        for ceiling in ceilings
        if ceiling.binding
    ]
