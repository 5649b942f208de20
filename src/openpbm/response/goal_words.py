"""A goal's evidence in one sentence, the same in a plan, an atlas and a terminal."""

from __future__ import annotations

from openpbm.fact import Message, Name, Param, message
from openpbm.response.contrast import NULL, SHARE
from openpbm.response.summary import GoalEvidence


def headline(found: GoalEvidence) -> Message:
    """The goal in one sentence, certainty first."""
    goal = Name("goal", found.goal.id)
    if not found.studies:
        return message("goal-no_study", goal=goal)
    sure = message(f"goal-certainty-{found.certainty}")
    studies = message("goal-studies", studies=len(found.studies), goal=goal)
    controlled = len(found.controlled)
    if not controlled:
        return message("goal-none_compares", certainty=sure, studies=studies)
    sized = len({c.study for c in found.contrasts if c.has_interval or c.scale == SHARE})
    null = len({c.study for c in found.contrasts if c.scale == NULL})
    gaps: dict[str, Param] = {"certainty": sure, "studies": studies}
    gaps |= {"controlled": controlled, "sized": sized}
    if null:
        return message("goal-some_null", **gaps, null=null)
    return message("goal-some_compare", **gaps)
