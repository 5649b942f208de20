"""The plan itself, made in one go: a session with all that stands behind it, or an honest no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from openpbm.answer import (
    Answer,
    AssumptionRow,
    ByMaker,
    EvidenceCard,
    Expectation,
    Finding,
    Given,
    Held,
    Planned,
    Reason,
    Refused,
)
from openpbm.answer.digits import in_six_digits
from openpbm.fact import Message, message
from openpbm.field import by_name
from openpbm.mask.light_class import light_class
from openpbm.planning.asked import Asked
from openpbm.planning.assumption import assumptions
from openpbm.planning.by_maker import ByProgramme
from openpbm.planning.card import evidence_cards, medical_grade
from openpbm.planning.course import Settled
from openpbm.planning.decide import Chosen, Circumstances, Decision, chosen
from openpbm.planning.deeper import deeper_rows
from openpbm.planning.evenness import DepthMaps, depth_maps, evenness_rows, reference_region
from openpbm.planning.expectation import expectations
from openpbm.planning.live import live_model
from openpbm.planning.maker_told import (
    maker_programme,
    reason_of_maker,
    reason_of_trial,
    reasons_of,
)
from openpbm.planning.scene import Scene
from openpbm.planning.settling import settle_of
from openpbm.planning.tell import (
    cautions,
    depth_profile,
    dose_rows,
    face_maps,
    held,
    irradiance_rows,
    match_rows,
    narrowing,
    no,
    power_of,
    session_of,
    sessions_missing,
    shown_ceilings,
    surface_dose_rows,
    target_dose,
    verdict,
)
from openpbm.planning.warmth import temperature
from openpbm.response.evidence import Goal
from openpbm.safety.minded import clashes, first_sessions, minded
from openpbm.session import Ceiling, Refusal
from openpbm.threads import both


def refused(
    asked: Asked,
    refusals: Iterable[Refusal],
    at: Scene | None = None,
    decided: Sequence[Decision] = (),
    *,
    lacks_evidence: bool = False,
) -> Refused:
    """An honest no, with what is known of the light.

    Args:
        asked: who asked what.
        refusals: why there is no session.
        at: the light; None: nothing says how much there is.
        decided: what was tried.
        lacks_evidence: true where no limit stands in the way.
    """
    why = tuple(refusals)
    ends = _Conclusion(
        verdict=no(why, lacks_evidence=lacks_evidence),
        held=Held(share=0.0, by=why[0].id if why else ""),
        expectation=expectations(asked),
    )
    made = _answer(asked, at, ends, decided, refusals=why)
    status: Literal["insufficient_evidence", "refused"] = (
        "insufficient_evidence" if lacks_evidence else "refused"
    )
    return in_six_digits(Refused(**vars(made), status=status))


@dataclass(frozen=True, kw_only=True)
class _Conclusion:
    """How an answer ends: in a line, what holds the session, and what may be hoped."""

    verdict: Message
    held: Held
    expectation: tuple[Expectation, ...]


def _answer(
    asked: Asked,
    at: Scene | None,
    ends: _Conclusion,
    decided: Sequence[Decision],
    made: Sequence[Chosen] = (),
    *,
    refusals: tuple[Refusal, ...],
    ceilings: Sequence[Ceiling] = (),
) -> Answer:
    """What every answer says; the goal that is followed sets the layer."""
    known = light_class(asked.mask)
    goals = (*(each.goal for each in made[:1]), *asked.goals)
    return Answer(
        verdict=ends.verdict,
        held=ends.held,
        seed=asked.seed,
        scenarios=asked.scenarios,
        inputs_sha256=asked.inputs_sha256,
        start_date=asked.start,
        person=asked.person,
        mask=asked.mask,
        goals=tuple(goal.id for goal in asked.goals),
        target_layer=goals[0].target_layer,
        screen=asked.findings,
        refusals=refusals,
        irradiance=() if at is None else irradiance_rows(at),
        power=None if at is None else power_of(at),
        light_class=known,
        settle=settle_of(asked.mask, known),
        response_surface_p99=() if at is None else by_name(at.errors),
        assumptions=() if at is None else _assumptions(at, decided, ceilings),
        evidence=_evidence(dict.fromkeys((*asked.goals, goals[0])), made),
        expectation=ends.expectation,
        medical_grade=medical_grade(asked.mask),
    )


def planned(
    asked: Asked, at: Scene, setting: Circumstances, settled: Settled, decided: Sequence[Decision]
) -> Planned:
    """A session with its course, and everything that stands behind it."""
    made = settled.made
    ceilings = shown_ceilings(made)
    match = match_rows(at, made)
    own = held(asked.mask, made, ceilings)
    told = _cautions(asked, at, settled)
    ends = _Conclusion(
        verdict=verdict(own, ceilings, told),
        held=own,
        expectation=expectations(asked, match, is_below=bool(own.by)),
    )
    answer = _answer(
        asked, at, ends, decided, made, refusals=refusals_of(decided), ceilings=ceilings
    )
    reasons = (*(reason_of_trial(each) for each in made), *reasons_of(ceilings))
    given = _given(answer, asked, at, setting, settled, ceilings, told, reasons)
    status: Literal["planned", "below_trial"] = "below_trial" if own.by else "planned"
    return in_six_digits(Planned(**vars(given), status=status, match=match))


def by_maker(
    asked: Asked,
    at: Scene,
    setting: Circumstances,
    settled: Settled,
    decided: Sequence[Decision],
    found: ByProgramme,
) -> ByMaker:
    """The maker's programme, with everything that is known of it.

    Args:
        asked: who asked what.
        at: the light.
        setting: what the screen says.
        settled: the course of the programme.
        decided: why no trial is followed.
        found: the programme, and what its limits looked at.
    """
    ceilings = shown_ceilings(settled.made)
    (first,) = settled.made
    maker = maker_programme(at, first, found, settled.course)
    ends = _Conclusion(
        verdict=message("verdict-by_maker"),  # no minutes before it is said whose they are
        held=Held(share=first.choice.fraction, by=next((c.id for c in ceilings if c.binding), "")),
        expectation=expectations(asked),
    )
    stopped, told = refusals_of(decided), _cautions(asked, at, settled)
    answer = _answer(asked, at, ends, decided, [first], refusals=stopped, ceilings=ceilings)
    reasons = (reason_of_maker(found), *reasons_of(ceilings))
    given = _given(answer, asked, at, setting, settled, ceilings, told, reasons)
    return in_six_digits(ByMaker(**vars(given), status="by_maker", maker=maker))


def _given(
    answer: Answer,
    asked: Asked,
    at: Scene,
    setting: Circumstances,
    settled: Settled,
    ceilings: tuple[Ceiling, ...],
    cautions: tuple[Message, ...],
    reasons: tuple[Reason, ...],
) -> Given:
    """What every answer with a session says."""
    made = settled.made
    first = made[0]
    narrow, best = narrowing(at, first)
    beneath, live = both(lambda: _depth_maps(at, first), lambda: live_model(at, setting, made))
    return Given(
        **vars(answer),
        session=replace(
            session_of(at, made, settled.course, ceilings), gentle_first=_gentle(asked.findings)
        ),
        course=settled.course,
        dose=dose_rows(at, made),
        surface_dose=surface_dose_rows(at, made),
        deeper=deeper_rows(at, made),
        evenness=evenness_rows(at, beneath, made),
        sensitivity=narrow,
        cautions=cautions,
        best_measurement=best,
        target_dose=target_dose(at, first),
        temperature=temperature(at, setting.warming, made),
        maps=face_maps(at, beneath, first.goal.target_layer),
        profile=depth_profile(at, first),
        live=live,
        reasons=reasons,
    )


def _depth_maps(at: Scene, first: Chosen) -> DepthMaps:
    return depth_maps(at, reference_region(at, first))


def refusals_of(decided: Iterable[Decision]) -> tuple[Refusal, ...]:
    """Every reason once, in the order of the wishes."""
    found = (r for d in decided if not isinstance(d, Chosen) for r in d.refusals)
    return tuple({(r.id, r.reason): r for r in found}.values())


def _gentle(findings: Iterable[Finding]) -> int:
    """How many first sessions are shorter, because somebody said yes to what waits for one."""
    return first_sessions() if any(finding.starts_gently for finding in findings) else 0


def _cautions(asked: Asked, at: Scene, settled: Settled) -> tuple[Message, ...]:
    """Of the screen, of the course, of the light."""
    return (
        *_screen_cautions(asked.findings),
        *clashes(asked.findings, settled.course.dates),
        *settled.cautions,
        *sessions_missing(settled.made, settled.course),
        *cautions(at, settled.made),
    )


def _screen_cautions(findings: Iterable[Finding]) -> tuple[Message, ...]:
    """What the screen lets pass, with care."""
    told: list[Message] = []
    for f in findings:
        if f.active and any(action == "caution" for _, action in f.action):
            why = f.rationale or message("caution-take_care")
            pending = "yes" if f.review_pending else "no"
            told += [message("caution-screen", row=f.name, rationale=why, pending=pending)]
            told += minded(f)
    return tuple(dict.fromkeys(told))


def _evidence(goals: Iterable[Goal], made: Sequence[Chosen]) -> tuple[EvidenceCard, ...]:
    """Cards of every goal, those of the trial that is followed first."""
    followed = {each.goal.id: each.choice.trial for each in reversed(made)}
    return tuple(card for goal in goals for card in evidence_cards(goal.id, followed.get(goal.id)))


def _assumptions(
    at: Scene, decided: Sequence[Decision], ceilings: Sequence[Ceiling]
) -> tuple[AssumptionRow, ...]:
    return assumptions(
        at.person,
        light_ids=at.device.assumed,
        trials=[each.choice.trial for each in chosen(decided) if each.choice.trial is not None],
        goals=[each.goal for each in decided],
        ceilings=ceilings,
        face_told=at.face.told,
    )
