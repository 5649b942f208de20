"""The main job: one mask, one person, one plan. It reads as the list of its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from openpbm.errors import PersonError
from openpbm.face import REGIONS, Face
from openpbm.face.canonical import canonical_face
from openpbm.fact import Message, Name, message, said, several
from openpbm.light.calibrate import missing_irradiance
from openpbm.light.kept import Kept
from openpbm.light.layout import assumed_of_layout
from openpbm.mask import Mask
from openpbm.person import Person
from openpbm.planning.assumption import assumptions
from openpbm.planning.card import evidence_cards, medical_grade
from openpbm.planning.choose import Choice
from openpbm.planning.course import LONGEST_WAIT_DAYS, Settled, light_before, settle
from openpbm.planning.decide import Decision, Setting, decide, no_carrying_trial
from openpbm.planning.distance import clear_from_mm, with_distance
from openpbm.planning.evenness import depth_maps, evenness_rows, reference_region
from openpbm.planning.expectation import expectations
from openpbm.planning.fingerprint import inputs_sha256
from openpbm.planning.light_colour import light_refusals
from openpbm.planning.little import OTHER_GOAL, is_too_little, too_little
from openpbm.planning.live import live_model
from openpbm.planning.progress import Progress, silent
from openpbm.planning.reason import kept_dark, screen_refusals
from openpbm.planning.result import Course, Plan
from openpbm.planning.scene import Scene, scene
from openpbm.planning.schedule import Closed
from openpbm.planning.tell import (
    cautions,
    depth_profile,
    dose_rows,
    dose_share,
    face_maps,
    irradiance_rows,
    is_short,
    match_rows,
    narrowing,
    power_of,
    session_of,
    shown_ceilings,
    target_dose,
    verdict,
)
from openpbm.planning.warmth import temperature
from openpbm.record import LightHistory
from openpbm.response.evidence import Goal, carrying, goal_of
from openpbm.safety.screening import (
    Finding,
    aphakic_weight,
    closed_days,
    photosensitiser_declared,
    screen,
)
from openpbm.session import Refusal, refusal

SEED = 1
SCENARIOS = 400


def plan(
    person: Person,
    mask: Mask,
    *,
    start: date,
    history: LightHistory | None = None,
    face: Face | None = None,
    seed: int = SEED,
    scenarios: int = SCENARIOS,
    progress: Progress | None = None,
    kept: Kept | None = None,
) -> Plan:
    """Plan a course for one person and one mask.

    Args:
        person: who it is for, with at least one wish.
        mask: the device, with the owner's statements and readings in it.
        start: first possible day.
        history: light on this skin so far, as a ledger has it; what the person says counts
            beside it. None: only what the person says, who may not know.
        face: a measured face; the canonical one, scaled, where None.
        seed: of the scenarios; the same seed gives the same plan.
        scenarios: how many devices and skins are sampled.
        progress: called with a step's name and the share done.
        kept: light that was worked out before, by the geometry of mask and face.

    Returns:
        The plan, also where the answer is no: then `refusals` say why and what would
        change it.

    Raises:
        PersonError: no wish, or a wish that no goal answers to.
    """
    say = progress or silent
    if not person.wishes:
        raise PersonError("goals is empty; expected at least one, such as wrinkles")
    goals = [goal_of(wish.goal) for wish in person.wishes]
    say("screen", 0.0)
    findings = screen(person, start)
    closed = _closed(person)
    light = light_before(person, history)
    inputs = inputs_sha256(person, mask, face, start, seed, scenarios, light)
    empty = _empty_plan(
        person, mask, goals, findings, inputs=inputs, start=start, seed=seed, scenarios=scenarios
    )
    lasting = screen(replace(person, procedures=()), start)  # procedures close days instead
    trials = [trial for goal in goals for trial in carrying(goal.id)]
    early = (
        *screen_refusals(mask, trials, lasting),
        *(light_refusals(mask, lasting) if all(kept_dark(mask, lasting)) else ()),
        *_early_refusals(mask, closed, start),
    )
    if missing_irradiance(mask):
        return _finished(replace(empty, status="refused", refusals=early))
    shown = face or canonical_face(person.face_height_mm)
    at = scene(
        person,
        mask,
        shown,
        () if early else trials,
        seed=seed,
        scenarios=scenarios,
        progress=say,
        kept=kept,
    )
    if early:
        return _finished(replace(_with_scene(empty, at, ()), status="refused", refusals=early))
    if not trials:
        return _finished(_without_session(_with_scene(empty, at, ()), _undecided(goals)))
    setting = Setting(
        screen=lasting,
        no_blue=any(f.active and f.id == "melasma" for f in findings),
        photosensitiser=photosensitiser_declared(findings),
        epilepsy=any(f.active and f.id in ("epilepsy", "carbamazepine") for f in findings),
        aphakic=aphakic_weight(findings),
        warming=at.warming(),
    )
    say("session", 0.8)
    decided = _decisions(at, setting, person, goals)
    told = _with_scene(empty, at, decided)
    if all(decision.choice is None for decision in decided):
        no = _without_session(told, decided)
        return _finished(_with_lever(no, at, setting, goals))
    say("course", 0.85)
    settled = settle(at, decided, start, closed, light)
    if settled.course is None:
        return _finished(replace(told, status="refused", refusals=settled.refusals))
    made = _with_session(told, at, setting, settled, settled.course)
    fraction = min(dose_share(d.choice) for d in decided if d.choice is not None)
    return replace(made, verdict=verdict(made, fraction), expectation=expectations(made))


def _closed(person: Person) -> tuple[Closed, ...]:
    return tuple(sorted(closed_days(person)))


def _early_refusals(mask: Mask, closed: Sequence[Closed], start: date) -> tuple[Refusal, ...]:
    """What needs no light to be known: closed days, no irradiance."""
    found: list[Refusal] = []
    for first, last, why in closed:
        wait_ends = start + timedelta(days=LONGEST_WAIT_DAYS)
        if first <= wait_ends and last > wait_ends:
            found.append(refusal("closed_days", message("refusal-closed_days", why=why)))
    dark = missing_irradiance(mask)
    if dark:
        channels = several(dark, "comma")
        told = message("refusal-no_irradiance", mask=mask.name, channels=channels)
        found.append(refusal("no_irradiance", told))
    return tuple(found)


def _screen_cautions(findings: Sequence[Finding]) -> tuple[Message, ...]:
    """What the screen lets pass, with care."""
    care = message("caution-take_care")
    return tuple(
        message("caution-screen", row=f.name, rationale=f.rationale or care)
        for f in findings
        if f.active and any(action == "caution" for _, action in f.action)
    )


def _undecided(goals: Sequence[Goal]) -> tuple[Decision, ...]:
    return tuple(
        Decision(
            goal=goal,
            regions=REGIONS,
            choice=None,
            bounds=(),
            refusals=(no_carrying_trial(goal),),
            lacks_evidence=True,
        )
        for goal in goals
    )


def _decisions(
    at: Scene, setting: Setting, person: Person, goals: Sequence[Goal]
) -> tuple[Decision, ...]:
    """One decision a wish, or a zone and wish where the device has zones."""
    found = []
    for wish, goal in zip(person.wishes, goals, strict=True):
        wanted = wish.regions or REGIONS
        trials = carrying(goal.id)
        if not at.mask.zones:
            found.append(decide(at, setting, goal, tuple(wanted), trials))
            continue
        for zone in at.mask.zones:
            regions = tuple(r for r in zone.regions if r in wanted)
            if regions:
                made = decide(at, setting, goal, regions, trials)
                found.append(replace(made, zone=zone.name))
    if not at.mask.zones:
        return _one_light(found, at.mask)
    return tuple(found)


def _one_light(found: Sequence[Decision], mask: Mask) -> tuple[Decision, ...]:
    """Without zones one light serves all wishes: the first sets it, the shortest time wins."""
    leader = next((d.choice for d in found if d.choice is not None), None)
    if leader is None:
        return tuple(found)
    same = [
        d.choice for d in found if d.choice is not None and (d.choice.drive == leader.drive).all()
    ]
    shortest = min(same, key=lambda choice: choice.minutes)
    kept = []
    for decision in found:
        choice = decision.choice
        if choice is None:
            kept.append(decision)
            continue
        if (choice.drive == leader.drive).all():
            own = replace(choice, minutes=shortest.minutes)
            kept.append(_unless_too_little(decision, own, mask))
            continue
        told = message(
            "refusal-other_light_needed",
            goal=decision.goal.label,
            other=Name("goal", leader.trial.goal),
        )
        other = refusal("other_light_needed", told)
        kept.append(replace(decision, choice=None, refusals=(*decision.refusals, other)))
    return tuple(kept)


def _unless_too_little(decision: Decision, own: Choice, mask: Mask) -> Decision:
    """With the shorter time of another goal, where that still is light of its trial."""
    if not is_too_little(own):
        return replace(decision, choice=own)
    no = too_little(own, mask, decision.bounds, held_by=OTHER_GOAL)
    return replace(decision, choice=None, refusals=(*decision.refusals, no))


def _empty_plan(
    person: Person,
    mask: Mask,
    goals: Sequence[Goal],
    findings: Sequence[Finding],
    *,
    inputs: str,
    start: date,
    seed: int,
    scenarios: int,
) -> Plan:
    return Plan(
        status="refused",
        verdict=said(""),
        seed=seed,
        scenarios=scenarios,
        inputs_sha256=inputs,
        start_date=start,
        person=person,
        mask=mask,
        goals=tuple(dict.fromkeys(goal.id for goal in goals)),
        session=None,
        screen=tuple(findings),
        evidence=tuple(
            card for goal in dict.fromkeys(goals) for card in evidence_cards(goal.id, None)
        ),
        medical_grade=medical_grade(mask),
        target_layer=goals[0].target_layer,
    )


def _with_scene(empty: Plan, at: Scene, decided: Sequence[Decision]) -> Plan:
    """Everything that does not need a session: light, errors, refusals."""
    return replace(
        empty,
        irradiance=irradiance_rows(at),
        power=power_of(at),
        refusals=_all_refusals(decided),
        surface_error_p99=at.errors,
        assumptions=assumptions(
            at.person,
            light_ids=(*at.device.assumed, *assumed_of_layout(at.mask)),
            trials=[d.choice.trial for d in decided if d.choice is not None],
            goals=[d.goal for d in decided],
            ceilings=(),
            face_said=at.face.said,
        ),
    )


def _all_refusals(decided: Sequence[Decision]) -> tuple[Refusal, ...]:
    """Every reason once, in the order of the wishes."""
    return tuple({(r.id, r.reason): r for d in decided for r in d.refusals}.values())


def _without_session(told: Plan, decided: Sequence[Decision]) -> Plan:
    lacking = all(d.lacks_evidence for d in decided)
    refusals = _all_refusals(decided)
    status = "insufficient_evidence" if lacking else "refused"
    return replace(told, status=status, refusals=refusals)


def _with_lever(no: Plan, at: Scene, setting: Setting, goals: Sequence[Goal]) -> Plan:
    """A refusal that hangs on a distance nobody states names the distance."""
    if no.status != "refused":
        return no

    def is_planned(there: Scene) -> bool:
        own = replace(setting, warming=there.warming())
        return any(d.choice is not None for d in _decisions(there, own, no.person, goals))

    return replace(no, refusals=with_distance(no.refusals, clear_from_mm(at, is_planned)))


def _with_session(
    told: Plan, at: Scene, setting: Setting, settled: Settled, course: Course
) -> Plan:
    decided = settled.decided
    made = [d for d in decided if d.choice is not None]
    first = made[0]
    assert first.choice is not None
    ceilings = shown_ceilings(made)
    session = session_of(at, made, course, ceilings)
    narrow, best = narrowing(at, first)
    goals = list(dict.fromkeys(d.goal.id for d in decided))
    beneath = depth_maps(at, reference_region(at, first))
    below = any(d.choice is not None and is_short(d.choice) for d in decided)
    return replace(
        told,
        status="below_trial" if below else "planned",
        session=session,
        course=course,
        dose=dose_rows(at, made),
        maps=face_maps(at, beneath, first.goal.target_layer),
        evenness=evenness_rows(at, beneath, made),
        match=match_rows(at, made),
        ceilings=ceilings,
        sensitivity=narrow,
        best_measurement=best,
        cautions=(*_screen_cautions(told.screen), *settled.cautions, *cautions(at, made)),
        target_dose=target_dose(at, first),
        target_layer=first.goal.target_layer,
        temperature=temperature(at, setting.warming, made),
        profile=depth_profile(at, first),
        live=live_model(at, setting, made),
        evidence=tuple(
            card
            for goal in goals
            for card in evidence_cards(
                goal,
                next((d.choice.trial for d in made if d.choice and d.goal.id == goal), None),
            )
        ),
        assumptions=assumptions(
            at.person,
            light_ids=(*at.device.assumed, *assumed_of_layout(at.mask)),
            trials=[d.choice.trial for d in made if d.choice is not None],
            goals=[d.goal for d in decided],
            ceilings=ceilings,
            face_said=at.face.said,
        ),
    )


def _finished(told: Plan) -> Plan:
    return replace(told, verdict=verdict(told), expectation=expectations(told))
