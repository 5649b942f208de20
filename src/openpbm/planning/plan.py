"""The main job: one mask, one person, one plan. It reads as the list of its steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from openpbm.answer import Closed, Finding, Plan, Refused
from openpbm.errors import PersonError, check_sample
from openpbm.face import REGIONS, Face
from openpbm.face.canonical import canonical_face
from openpbm.fact import Name, Quantity, message, several
from openpbm.kept import Kept
from openpbm.light.calibrate import missing_irradiance
from openpbm.light.class_light import is_unknown
from openpbm.mask import Mask
from openpbm.person import Person, Wish
from openpbm.planning.asked import Asked
from openpbm.planning.by_maker import ByProgramme, by_programme, is_too_loose
from openpbm.planning.course import LONGEST_WAIT_DAYS, light_before, settle
from openpbm.planning.decide import (
    Chosen,
    Circumstances,
    Decision,
    NotChosen,
    chosen,
    decide,
    no_carrying_trial,
)
from openpbm.planning.distance import clear_from_mm, with_distance
from openpbm.planning.fingerprint import inputs_sha256
from openpbm.planning.light_colour import light_refusals
from openpbm.planning.little import OTHER_GOAL, is_too_little, too_little
from openpbm.planning.made import by_maker, planned, refusals_of, refused
from openpbm.planning.programme import programme_of
from openpbm.planning.progress import Progress, silent
from openpbm.planning.reason import kept_dark, screen_refusals
from openpbm.planning.scene import Scene, scene
from openpbm.planning.tell import target_dose
from openpbm.record import LedgerLight, LightHistory
from openpbm.response.evidence import Goal, Trial, carrying, goal_of
from openpbm.safety.screening import (
    aphakic_weight,
    closed_days,
    coolest,
    photosensitiser_declared,
    screen,
)
from openpbm.safety.skin_said import DARKER, skin_findings
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
        OutOfModelError: no scenario, a seed below zero.
    """
    check_sample(seed, scenarios)
    say = progress or silent
    if not person.wishes:
        raise PersonError("goals is empty; expected at least one, such as wrinkles")
    say(message("progress-screen"), 0.0)
    light = light_before(person, history)
    inputs = inputs_sha256(person, mask, face, start, seed, scenarios, light)
    skin = skin_findings(light.skin, start)
    asked = _asked(person, mask, start, seed, scenarios, inputs, skin)
    trials = [trial for wish in person.wishes for trial in followed_by(wish)]
    early = _early_refusals(asked, trials)
    if asked.is_unknown:
        return refused(asked, early)
    shown, lit = face or canonical_face(person.face_height_mm), () if early else trials
    at = scene(person, mask, shown, lit, seed=seed, scenarios=scenarios, progress=say, kept=kept)
    if early:
        return refused(asked, early, at)
    return _in_light(asked, at, light, say)


def _asked(
    person: Person,
    mask: Mask,
    start: date,
    seed: int,
    scenarios: int,
    inputs_sha256: str,
    skin: tuple[Finding, ...],
) -> Asked:
    return Asked(
        person=person,
        mask=mask,
        start=start,
        goals=tuple(dict.fromkeys(goal_of(wish.goal) for wish in person.wishes)),
        findings=(*screen(person, start), *skin),
        lasting=(*screen(replace(person, procedures=()), start), *skin),
        closed=tuple(sorted(closed_days(person), key=lambda days: (days.first, days.last))),
        unsaid=missing_irradiance(mask),
        is_unknown=is_unknown(mask),
        seed=seed,
        scenarios=scenarios,
        inputs_sha256=inputs_sha256,
    )


def _in_light(asked: Asked, at: Scene, light: LedgerLight, say: Progress) -> Plan:
    """A session, then its days; where either is not to be had, why."""
    setting = circumstances(at, asked.lasting, asked.findings)
    say(message("progress-session"), 0.8)
    ask = _Request(asked=asked, at=at, setting=setting, light=light)
    if asked.unsaid:
        return _by_maker_or(ask, _undecided(asked, _no_irradiance(asked)))
    if not any(map(followed_by, asked.person.wishes)):
        return _by_maker_or(ask, _undecided(asked, None))
    decided = _decisions(at, setting)
    made = chosen(decided)
    loose = _too_loose(at, made)
    if not made or loose:
        return _by_maker_or(ask, (*decided, *loose))
    say(message("progress-course"), 0.85)
    settled = settle(at, made, asked.start, asked.closed, light)
    if isinstance(settled, Refusal):
        return refused(asked, [settled], at, decided)
    return planned(asked, at, setting, settled, decided)


def followed_by(wish: Wish) -> tuple[Trial, ...]:
    """The trials whose dose may be followed for a wish, in the order in which they are tried."""
    return carrying(goal_of(wish.goal).id, uncontrolled=wish.uncontrolled)


def circumstances(
    at: Scene, lasting: tuple[Finding, ...], findings: Sequence[Finding]
) -> Circumstances:
    """What a decision needs besides the scene: rows of the whole course, and all rows."""
    return Circumstances(
        screen=lasting,
        no_blue=any(f.active and f.id in ("melasma", DARKER) for f in findings),
        photosensitiser=photosensitiser_declared(findings),
        epilepsy=any(f.active and f.id in ("epilepsy", "carbamazepine") for f in findings),
        aphakic=aphakic_weight(findings),
        cool=coolest(findings),
        warming=at.warming(),
    )


def _early_refusals(asked: Asked, trials: Sequence[Trial]) -> tuple[Refusal, ...]:
    """What needs no light to be known: the screen, closed days, no bound on the light."""
    mask, lasting = asked.mask, asked.lasting
    return (
        *screen_refusals(mask, trials, lasting),
        *(light_refusals(mask, lasting) if all(kept_dark(mask, lasting)) else ()),
        *_closed_refusals(asked.closed, asked.start),
        *([_no_irradiance(asked)] if asked.is_unknown else []),
    )


def _closed_refusals(closed: Sequence[Closed], start: date) -> Iterator[Refusal]:
    wait_ends = start + timedelta(days=LONGEST_WAIT_DAYS)
    for first, last, why in closed:
        if first <= wait_ends and last > wait_ends:
            yield refusal("closed_days", message("refusal-closed_days", why=why))


def _no_irradiance(asked: Asked) -> Refusal:
    channels = several((Name("channel", id) for id in asked.unsaid), "comma")
    told = message("refusal-no_irradiance", mask=asked.mask.name, channels=channels)
    return refusal("no_irradiance", told)


def _decisions(at: Scene, setting: Circumstances) -> tuple[Decision, ...]:
    """One decision a wish, or a zone and wish where the device has zones."""
    found: list[Decision] = []
    lent = programme_of(at.mask)
    for wish in at.person.wishes:
        wanted, goal = wish.regions or REGIONS, goal_of(wish.goal)
        trials = followed_by(wish)
        if not at.mask.zones:
            found.append(decide(at, setting, goal, tuple(wanted), trials, lent))
            continue
        for zone in at.mask.zones:
            regions = tuple(r for r in zone.regions if r in wanted)
            if regions:
                made = decide(at, setting, goal, regions, trials, lent)
                found.append(replace(made, zone=zone.name))
    return tuple(found) if at.mask.zones else _one_light(found, at.mask)


def _one_light(found: Sequence[Decision], mask: Mask) -> tuple[Decision, ...]:
    """Without zones one light serves all wishes: the first sets it, the shortest time wins."""
    made = chosen(found)
    if not made:
        return tuple(found)
    leader = made[0].choice
    same = [each for each in made if (each.choice.drive == leader.drive).all()]
    shortest = min(each.choice.minutes for each in same)
    kept: list[Decision] = []
    for decision in found:
        if decision in same and isinstance(decision, Chosen):
            kept.append(_unless_too_little(decision, shortest, mask))
        elif isinstance(decision, Chosen):
            kept.append(_not_chosen(decision, _other_light(decision.goal, made[0].goal)))
        else:
            kept.append(decision)
    return tuple(kept)


def _other_light(goal: Goal, followed: Goal) -> Refusal:
    own, other = Name("goal", goal.id), Name("goal", followed.id)
    told = message("refusal-other_light_needed", goal=own, other=other)
    return refusal("other_light_needed", told)


def _unless_too_little(decision: Chosen, minutes: float, mask: Mask) -> Decision:
    """With the shorter time of another goal, where that still is light of its trial."""
    own = replace(decision.choice, minutes=minutes)
    if not is_too_little(own):
        return replace(decision, choice=own)
    return _not_chosen(decision, too_little(own, mask, decision.bounds, held_by=OTHER_GOAL))


def _not_chosen(decision: Chosen, why: Refusal) -> NotChosen:
    return NotChosen(goal=decision.goal, refusals=(why,), lacks_evidence=False, zone=decision.zone)


@dataclass(frozen=True, eq=False, kw_only=True)
class _Request:
    """What every way to an answer needs."""

    asked: Asked
    at: Scene
    setting: Circumstances
    light: LightHistory


def _too_loose(at: Scene, made: Sequence[Chosen]) -> tuple[NotChosen, ...]:
    """The goals whose dose is known too loosely to be held against a trial's."""
    found: list[NotChosen] = []
    for each in made:
        dose = target_dose(at, each)
        if is_too_loose(dose):
            low, high = (Quantity(x, "J/cm2", trimmed=True) for x in (dose.p05, dose.p95))
            told = message("refusal-too_loose", mask=at.mask.name, low=low, high=high)
            why = refusal("known_too_loosely", told)
            found.append(NotChosen(goal=each.goal, refusals=(why,), lacks_evidence=False))
    return tuple(found)


def _undecided(asked: Asked, why: Refusal | None) -> tuple[Decision, ...]:
    """No trial was tried: for one reason, or because none gives a dose."""
    return tuple(
        NotChosen(
            goal=goal,
            refusals=(why or no_carrying_trial(goal),),
            lacks_evidence=why is None,
        )
        for goal in asked.goals
    )


def _by_maker_or(ask: _Request, decided: Sequence[Decision]) -> Plan:
    """The maker's programme for the first wish that it may serve; else an honest no.

    What stopped the trials says more than why no programme is judged, so it comes first.
    """
    stopped: list[Refusal] = []
    for wish in ask.asked.person.wishes:
        found = _judged(ask, wish, ask.at, ask.setting)
        if not isinstance(found, ByProgramme):
            stopped.extend(found)
            continue
        settled = settle(ask.at, [found.chosen], ask.asked.start, ask.asked.closed, ask.light)
        if isinstance(settled, Refusal):
            stopped.append(settled)
            continue
        return by_maker(ask.asked, ask.at, ask.setting, settled, decided, found)
    return _without_session(ask, decided, stopped)


def _judged(
    ask: _Request, wish: Wish, at: Scene, setting: Circumstances
) -> ByProgramme | tuple[Refusal, ...]:
    """The maker's programme for one wish."""
    where, goal = tuple(wish.regions or REGIONS), goal_of(wish.goal)
    return by_programme(at, setting, goal, where, ask.asked.findings)


def _without_session(
    ask: _Request, decided: Sequence[Decision], stopped: Sequence[Refusal]
) -> Refused:
    """A refusal that hangs on a distance nobody states names the distance."""
    own, dark = refusals_of(decided), bool(ask.asked.unsaid)
    # that nobody states the light is the reason only where nothing else stops the programme
    reasons = (*stopped, *own) if dark else (*own, *stopped)
    every = tuple({(r.id, r.reason): r for r in reasons}.values())
    if all(isinstance(each, NotChosen) and each.lacks_evidence for each in decided):
        return refused(ask.asked, every, ask.at, decided, lacks_evidence=True)

    def is_planned(there: Scene) -> bool:
        setting = replace(ask.setting, warming=there.warming())
        if dark:  # no trial is held against it
            wishes = ask.asked.person.wishes
            each = (_judged(ask, wish, there, setting) for wish in wishes)
            return any(isinstance(found, ByProgramme) for found in each)
        made = chosen(_decisions(there, setting))
        return bool(made) and not _too_loose(there, made)

    clear = clear_from_mm(ask.at, is_planned)
    return refused(ask.asked, with_distance(every, clear), ask.at, decided)
