"""The files that show a plan: a report, and a calendar where there is a course."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpbm.answer import Given, Plan
from openpbm.reports.reminder import Reminder
from openpbm.tracking.due import ToCome

CALENDAR = "calendar.ics"
PAGE = "page.html"  # the report as a page of the app holds it


def shown_files(
    plan: Plan,
    *,
    folder: Path | None = None,
    who: str = "",
    reminder: Reminder | None = None,
    today: date | None = None,
    in_app: bool = False,
    to_come: ToCome | None = None,
) -> dict[str, str]:
    """Texts by file name; the same plan in the same place gives the same texts.

    Args:
        plan: what is shown.
        folder: where a calendar of the plan before may lie, which this one then goes on from.
        who: whose plan it is, in whatever words their data has for them.
        reminder: hour, alarm and zone of the sessions; None: as in the calendar before.
        today: days before it stay in a calendar as they are; None: the first day of the plan.
        in_app: the report for a page of the app as well.
        to_come: the course as it stands by a log, for the calendar; None: as it was planned.
    """
    # pictures, which the app needs only with a plan
    from openpbm.reports.html import both_reports, report_html

    if in_app:
        whole, page = both_reports(plan)
        texts = {"report.html": whole, PAGE: page}
    else:
        texts = {"report.html": report_html(plan)}
    dates = dates_of(plan, folder=folder, who=who, reminder=reminder, today=today, to_come=to_come)
    return texts if dates is None else {**texts, CALENDAR: dates}


def dates_of(
    plan: Plan,
    *,
    folder: Path | None = None,
    who: str = "",
    reminder: Reminder | None = None,
    today: date | None = None,
    to_come: ToCome | None = None,
) -> str | None:
    """The calendar file alone; None where there is nothing to put in or take out of a calendar."""
    text = _kept(folder)
    if not text and not isinstance(plan, Given):
        return None
    from openpbm.reports.calendar import calendar_ics, earlier_of, taken_back_ics

    before = earlier_of(text)
    if isinstance(plan, Given):
        return calendar_ics(
            plan, reminder=reminder, who=who, before=before, today=today, to_come=to_come
        )
    return taken_back_ics(before, who, today or plan.start_date)


def _kept(folder: Path | None) -> str:
    """The calendar of the plan before, if it can be read."""
    if folder is None:
        return ""
    try:
        return (folder / CALENDAR).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
