"""What goes with a row of the screen: what to mind, what it asks, and what an expert said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from openpbm.answer import Finding
from openpbm.fact import Message, Quantity, message
from openpbm.tables import rows
from openpbm.units import HOURS_PER_DAY

NOBODY = "none"


def minded(finding: Finding) -> tuple[Message, ...]:
    """What a person has to know beside the row itself, the answer of an expert first."""
    told = [] if finding.answered is None else [_answered(finding)]
    if finding.group:
        told.append(message("screen-several", group=finding.group))
    if finding.is_question:
        told.append(
            message(
                "screen-raised",
                question=message("screen-question", row=finding.id),
                row=finding.id,
                said=finding.said,
            )
        )
    told += [message("screen-flag", flag=flag) for flag in finding.flags]
    if finding.skin_degc_max is not None:
        degc = Quantity(finding.skin_degc_max, "degC", trimmed=True)
        told.append(message("screen-cool", degc=degc))
    if finding.gentle_first:
        told.append(message("screen-gentle", sessions=first_sessions()))
    return tuple(told)


def clashes(findings: Iterable[Finding], days: Sequence[date]) -> tuple[Message, ...]:
    """What the hours that a row keeps free before light leave of the time between sessions.

    Told where they take more than half of it: then the hour of use is no longer a free choice.
    """
    gaps = [(after - before).days for before, after in pairwise(days)]
    if not gaps:
        return ()
    gap_h = HOURS_PER_DAY * min(gaps)
    return tuple(
        message(
            "screen-clash",
            row=found.name,
            hours=Quantity(found.hours_before, "h", trimmed=True),
            within=Quantity(gap_h - found.hours_before, "h", trimmed=True),
        )
        for found in findings
        if found.active and found.hours_before is not None
        if 0.5 * gap_h < found.hours_before < gap_h
    )


def asked_of_experts(finding: Finding) -> Message | None:
    """The question that somebody could answer with yes; None where nobody can, or has."""
    waits = any(action == "refer" for _, action in finding.action)
    if not finding.active or not waits or finding.answer == NOBODY:
        return None
    return message(
        "screen-ask_expert", who=finding.answer, said=finding.said, sessions=first_sessions()
    )


def first_sessions() -> int:
    """How many sessions are half as long after a yes."""
    return round(rows("schedule")["first_after_yes"].number("sessions"))


def first_share() -> float:
    """Share of the minutes of those."""
    return rows("schedule")["first_after_yes"].number("share")


def _answered(finding: Finding) -> Message:
    answer = finding.answered
    assert answer is not None
    if not answer.fine:
        return message(
            "screen-denied", by=answer.by, who=answer.who, day=answer.day, about=answer.about
        )
    return message(
        "screen-answered",
        by=answer.by,
        who=answer.who,
        day=answer.day,
        about=answer.about,
        sessions=first_sessions(),
    )
