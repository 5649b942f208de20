"""What the skin had under light so far, as findings that a later plan is screened with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from openpbm.answer import Finding
from openpbm.record import SkinSaid
from openpbm.safety.screening import ACTIONS, COLOURS, MEMORY
from openpbm.tables.loader import typed
from openpbm.tables.row.safety import SkinAnswerRow

DARKER = "skin_darker"


def skin_findings(said: Iterable[SkinSaid], start: date) -> tuple[Finding, ...]:
    """A finding for each answer that still speaks on the day of the first session.

    A doctor's word turns "refer" into caution, and the first sessions are short.
    """
    return tuple(_finding(one) for one in said if _speaks(one, start))


def _speaks(one: SkinSaid, start: date) -> bool:
    days = typed("skin_answers", SkinAnswerRow)[one.answer].plan_days
    return days is None or max(start - one.day, timedelta()) < timedelta(days=days)


def _finding(one: SkinSaid) -> Finding:
    row = typed("skin_answers", SkinAnswerRow)[one.answer]
    asks = {colour: str(getattr(row.action, colour)) for colour in COLOURS}
    waits = "refer" in asks.values() and not one.is_answered
    if not waits:
        asks = {c: "caution" if action == "refer" else action for c, action in asks.items()}
    return Finding(
        id=f"skin_{one.answer}",
        said=f"log of {one.day.isoformat()}",
        name=row.name,
        action=tuple((c, next(a for a in ACTIONS if a == action)) for c, action in asks.items()),
        active=True,
        clear_on=None,
        rationale=row.lay,
        source=row.source,
        status=row.status,
        review_pending=row.status in MEMORY,
        answer="doctor" if waits else "none",
        gentle_first=row.gentle_first or not waits,
    )
