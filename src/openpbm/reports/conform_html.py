"""The page of `openpbm device conform`: every case, and what was measured in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from openpbm import __version__
from openpbm.fact import Message, message
from openpbm.reports.page import part, template
from openpbm.speech.say import say

SIGNS = {"passed": "go", "failed": "stop", "not_run": "unknown"}


@dataclass(frozen=True, kw_only=True)
class ConformRow:
    """One case."""

    id: str
    title: Message
    verdict: str  # passed, failed, not_run
    seen: tuple[tuple[Message, bool], ...]  # and whether it holds
    why: Message | None


def conform_html(
    level: int,
    facts: Sequence[tuple[Message, str]],
    rows: Sequence[ConformRow],
    note: Message | None,
) -> str:
    """One file, self-contained.

    Args:
        level: what was asked for.
        facts: which mask and which jig, in words.
        rows: all cases, in order.
        note: what must be known of this mask besides.
    """
    state = SIGNS["failed" if any(row.verdict == "failed" for row in rows) else "passed"]
    return template("conform.html.j2").render(
        facts=facts,
        rows=rows,
        note=note,
        state=state,
        summary=summary(level, rows),
        signs=SIGNS,
        style=Markup(part("report.css")),
        version=__version__,
    )


def summary(level: int, rows: Sequence[ConformRow]) -> str:
    """All in one line."""
    counts = {verdict: sum(row.verdict == verdict for row in rows) for verdict in SIGNS}
    told = [
        message("conform-summary", level=level, passed=counts["passed"], count=len(rows)),
    ]
    if counts["failed"]:
        told.append(message("conform-summary_failed", failed=counts["failed"]))
    if counts["not_run"]:
        told.append(message("conform-summary_not_run", count=counts["not_run"]))
    return "; ".join(say(one) for one in told)
