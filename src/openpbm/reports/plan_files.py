"""The files that show a plan: a report, and a calendar where there is a course."""

from __future__ import annotations

from openpbm.answer import Given, Plan
from openpbm.reports.calendar import calendar_ics
from openpbm.reports.html import report_html


def shown_files(plan: Plan) -> dict[str, str]:
    """Texts by file name; the same plan gives the same texts."""
    texts = {"report.html": report_html(plan)}
    if isinstance(plan, Given):
        texts["calendar.ics"] = calendar_ics(plan)
    return texts
