"""`openpbm report`: the report of a plan again, from its file alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer


def report_command(
    plan: Annotated[Path, typer.Argument(metavar="PLAN.json", help="help-report-plan")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="help-report-out")] = Path("openpbm-out"),
    at: Annotated[str, typer.Option(metavar="HH:MM", help="help-at")] = "",
    alarm: Annotated[str, typer.Option(metavar="MIN", help="help-alarm")] = "",
    zone: Annotated[str, typer.Option(metavar="ZONE", help="help-zone")] = "",
) -> None:
    """Show a plan again: report.html and calendar.ics, from plan.json alone."""
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
        texts = shown_files(
            plan_of(content, str(plan)), folder=out, reminder=reminder, today=date.today()
        )
    paths = write_outputs(out, texts, absent=(CALENDAR,))
    typer.echo("\n".join(str(path) for path in paths))
