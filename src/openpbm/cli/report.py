"""`openpbm report`: the report of a plan again, from its file alone."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from openpbm.answer import Plan
    from openpbm.tracking.due import ToCome


def report_command(
    plan: Annotated[Path, typer.Argument(metavar="PLAN.json", help="help-report-plan")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="help-report-out")] = Path("openpbm-out"),
    at: Annotated[str, typer.Option(metavar="HH:MM", help="help-at")] = "",
    alarm: Annotated[str, typer.Option(metavar="MIN", help="help-alarm")] = "",
    zone: Annotated[str, typer.Option(metavar="ZONE", help="help-zone")] = "",
    who: Annotated[
        str | None, typer.Option("--as", metavar="PERSON", help="help-report-who")
    ] = None,
    ledger: Annotated[Path | None, typer.Option(metavar="PATH", help="help-another-ledger")] = None,
) -> None:
    """Show a plan again: report.html and calendar.ics, from plan.json, and from a log if named."""
    from openpbm.files.folder import check_writable, write_outputs
    from openpbm.files.plan.file import is_old, plan_content, plan_of
    from openpbm.reports.old_plan import old_plan_html
    from openpbm.reports.plan_files import CALENDAR, shown_files
    from openpbm.reports.reminder import typed_reminder

    reminder = typed_reminder(at, alarm, zone)
    content = plan_content(plan)
    check_writable(out)
    if is_old(content):
        texts = {"report.html": old_plan_html(content)}
    else:
        made = plan_of(content, str(plan))
        course = course_by_ledger(made, plan, who, ledger)
        texts = shown_files(made, folder=out, reminder=reminder, today=date.today(), to_come=course)
    paths = write_outputs(out, texts, absent=(CALENDAR,))
    typer.echo("\n".join(str(path) for path in paths))


def course_by_ledger(made: Plan, path: Path, who: str | None, ledger: Path | None) -> ToCome | None:
    """What is left of the course of a plan by a ledger; None where nothing names one.

    Args:
        made: the plan.
        path: where it is kept.
        who: name or id in the ledger.
        ledger: None: the usual one.
    """
    if who is None and ledger is None:
        return None
    from openpbm.files.anchor import Anchors
    from openpbm.files.ledger.history import person_named
    from openpbm.files.ledger.path import anchors_path, ledger_path
    from openpbm.files.ledger.store import read_ledger
    from openpbm.files.plan.kept import kept
    from openpbm.sitting.plan import to_come_of
    from openpbm.tracking.account import record_of

    book = ledger_path(ledger, os.environ)
    with read_ledger(book, anchors=Anchors(anchors_path(os.environ))) as found:
        person = person_named(found.people(), who, book)
        record = record_of(found.folded(person.person_id), person.person_id)
    return to_come_of(record, kept(made, path), date.today())
