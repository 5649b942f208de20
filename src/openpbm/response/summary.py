"""A goal's evidence in one graded summary: found what, against what, at which dose, how sure.

Certainty goes down from four dots by stated steps, in the spirit of GRADE; the steps are this
project's and stand in `_certainty`. Theory 10.7.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpbm.errors import InputError, PersonError, nearest
from openpbm.fact import Message, message
from openpbm.response.contrast import NULL, Contrast, contrasts
from openpbm.response.evidence import Goal, goal_of, goal_rows
from openpbm.response.study import CONTROLS, RANDOMISED, Study, all_studies, named
from openpbm.response.surface_dose import SurfaceDose, surface_dose
from openpbm.response.synthesis import Synthesis, syntheses
from openpbm.tables import numbers, typed
from openpbm.tables.row.evidence import ReviewRow, UnreadRow

CERTAINTY_WORDS = ("none", "very low", "low", "moderate", "high")  # of all that is known of a goal
SOUND_WORDS = ("unread", "weak", "fair", "sound")  # of one study: never a word of the above


@dataclass(frozen=True, kw_only=True)
class GoalEvidence:
    """Everything that is known about light for one goal."""

    goal: Goal
    studies: tuple[Study, ...]  # those with a sham or unlit side first
    contrasts: tuple[Contrast, ...]
    syntheses: tuple[Synthesis, ...]
    reviews: tuple[ReviewRow, ...]
    certainty: int  # 0..4
    steps: tuple[Message, ...]  # why it is no higher
    counts: Mapping[str, int]  # studies by control
    people_controlled: float
    doses: tuple[tuple[Study, str, SurfaceDose], ...]  # study, arm, dose on the skin
    unread_doses: int  # lit arms without one
    unread: tuple[str, ...]  # what is posted about it and was not read

    @property
    def certainty_word(self) -> str:
        """The dots as a word."""
        return CERTAINTY_WORDS[self.certainty]

    @property
    def controlled(self) -> tuple[Study, ...]:
        """Studies with a sham or unlit side."""
        return tuple(study for study in self.studies if study.control in CONTROLS)

    @property
    def uncontrolled(self) -> tuple[Study, ...]:
        """Studies without: their numbers are never pooled."""
        return tuple(study for study in self.studies if study.control not in CONTROLS)


def find(word: str) -> Goal | Study:
    """The goal or study behind a word.

    Raises:
        InputError: neither is known; the nearest goals and studies are named.
    """
    known = all_studies()
    plain = word.strip().lower().replace("-", "_").replace(" ", "_")
    if plain in known:
        return known[plain]
    called = [s for s in known.values() if s.name.lower() == word.strip().lower()]
    if called:
        return called[0]
    starting = [key for key in known if key.startswith(plain + "_")]
    if len(starting) == 1:
        return known[starting[0]]
    try:
        return goal_of(word)
    except PersonError:
        goals = goal_rows()
        words = [alias for key, row in goals.items() for alias in (key, *row.aliases)]
        close = nearest(word.lower(), sorted(words)) or nearest(plain, sorted(known))
        raise InputError(
            f"evidence: found {word[:60]!r}, which is no goal and no study{close}; "
            f"goals: {', '.join(goals)}; 'openpbm evidence' lists them, "
            "'openpbm evidence GOAL' its studies"
        ) from None


def goal_evidence(
    goal: Goal,
    *,
    found: Mapping[str, Study] | None = None,
    effects: Sequence[Contrast] | None = None,
) -> GoalEvidence:
    """One goal's studies, effects and their grade."""
    known = all_studies() if found is None else found
    every = contrasts(known) if effects is None else effects
    own = [study for study in known.values() if goal.id in study.goals]
    ordered = sorted(own, key=_order)
    shown = tuple(c for c in every if c.goal == goal.id)
    pools = tuple(pool for pool in syntheses(every) if pool.goal == goal.id)
    doses, unread = _doses(ordered)
    dots, steps = _certainty(ordered, shown)
    return GoalEvidence(
        goal=goal,
        studies=tuple(ordered),
        contrasts=shown,
        syntheses=pools,
        reviews=_reviews(goal),
        certainty=dots,
        steps=steps,
        counts=_counts(ordered),
        people_controlled=sum(s.size or 0.0 for s in ordered if s.control in CONTROLS),
        doses=doses,
        unread_doses=unread,
        unread=_unread(goal),
    )


def all_goals() -> tuple[GoalEvidence, ...]:
    """Every goal of the table, in its order."""
    found = all_studies()
    effects = contrasts(found)
    return tuple(goal_evidence(goal_of(key), found=found, effects=effects) for key in goal_rows())


def _order(study: Study) -> tuple[int, int, str]:
    control = (*CONTROLS, "other light", "drug", "none").index(study.control)
    return min(control, 2), ("low", "some", "high").index(study.bias), study.id


def _counts(own: Sequence[Study]) -> dict[str, int]:
    kinds = (*CONTROLS, "drug", "other light", "none")
    return {kind: sum(study.control == kind for study in own) for kind in kinds}


def _doses(
    own: Sequence[Study],
) -> tuple[tuple[tuple[Study, str, SurfaceDose], ...], int]:
    found: list[tuple[Study, str, SurfaceDose]] = []
    unread = 0
    for study in own:
        for arm in study.arms:
            if arm.role == "sham":
                continue
            doses = [surface_dose(light, arm.session_min) for light in arm.lights]
            read = [dose for dose in doses if isinstance(dose, SurfaceDose)]
            unread += bool(doses) and len(read) < len(doses)
            found.extend((study, arm.name, dose) for dose in read)
    return tuple(found), unread


def _reviews(goal: Goal) -> tuple[ReviewRow, ...]:
    return tuple(row for row in typed("reviews", ReviewRow).values() if row.goal == goal.id)


def _unread(goal: Goal) -> tuple[str, ...]:
    return tuple(
        f"{named(row.what)}; {row.state} ({row.source})"
        for row in typed("unread", UnreadRow).values()
        if goal.id in row.goals
    )


def _certainty(
    own: Sequence[Study], effects: Sequence[Contrast]
) -> tuple[int, tuple[Message, ...]]:
    """Dots and the reason for each that is missing. Theory 10.7."""
    if not own:
        return 0, (message("goal-step_no_study"),)
    controlled = [study for study in own if study.control in CONTROLS]
    readable = [study for study in controlled if answers(study)]
    if not readable:
        return 1, (message("goal-step_no_result"),)
    steps = []
    if not any(study.bias == "low" and study.is_randomised for study in readable):
        steps.append(message("goal-step_none_sound"))
    sound = [c for c in effects if c.allocation == RANDOMISED and c.bias != "high"]
    if len({c.study for c in sound if c.low is not None}) < 2:
        steps.append(message("goal-step_few_intervals"))
    people = sum(study.size or 0.0 for study in readable if study.is_randomised)
    enough = numbers("synthesis")["certainty.many_people"].value
    if people < enough:
        steps.append(message("goal-step_few_people", people=round(people), enough=round(enough)))
    if _disagree(effects):
        steps.append(message("goal-step_disagree"))
    if not any(
        any(source.read == "full_text_start" for source in study.sources) for study in readable
    ):
        steps.append(message("goal-step_abstracts"))
    return max(1, 4 - len(steps)), tuple(steps)


def answers(study: Study) -> bool:
    """True where a result against the sham or unlit side was read, with or without its size."""
    return any(
        o.is_against_control
        and (o.p or o.direction_words or o.control is not None or o.responders_treated is not None)
        for o in study.outcomes
    )


def soundness(study: Study) -> int:
    """How sound one study is: place in SOUND_WORDS, by bias, control, answer and reading."""
    place = {"low": 3, "some": 2, "high": 1}[study.bias]
    if study.control not in CONTROLS:
        place = min(place, 1)
    if not any(o.treated is not None or o.direction_words or o.p for o in study.outcomes):
        place = min(place, 1)
    return 0 if study.status == "recalled" else place


def _disagree(effects: Sequence[Contrast]) -> bool:
    """True where some intervals leave zero out and others, or printed nulls, do not."""
    clear = [c for c in effects if c.low is not None and c.se is not None and c.low > 0]
    null = [c for c in effects if c.scale == NULL or (c.se and c.low is not None and c.low <= 0)]
    return bool(clear) and bool(null)
