"""A goal's evidence in one sentence, the same in a plan, an atlas and a terminal."""

from __future__ import annotations

from openpbm.response.contrast import NULL, SHARE
from openpbm.response.summary import GoalEvidence


def headline(found: GoalEvidence) -> str:
    """The goal in one sentence, certainty first."""
    label = found.goal.label
    goal = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    if not found.studies:
        return f"No study of {goal} is in the evidence table, so nothing can be said."
    controlled, total = len(found.controlled), len(found.studies)
    said = f"{found.certainty_word.capitalize()} certainty. "
    all_of = f"{total} {'study' if total == 1 else 'studies'} of {goal}"
    if not controlled:
        return f"{said}None of {all_of} compares light with sham or unlit skin."
    sized = len({c.study for c in found.contrasts if c.has_interval or c.scale == SHARE})
    null = len({c.study for c in found.contrasts if c.scale == NULL})
    gives = {0: "none gives", 1: "1 gives"}.get(sized, f"{sized} give")
    return (
        f"{said}{controlled} of {all_of} {'compares' if controlled == 1 else 'compare'} light with "
        f"sham or unlit skin; {gives} an effect with an interval"
        + (f"; {null} found no difference." if null else ".")
    )
