"""`openpbm shared`: a sheet that somebody handed over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from openpbm.cli.output import plain


def shared_command(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET.html", help="help-shared-sheet")],
) -> None:
    """Show a sheet that somebody handed over, if it is whole and not past its last day."""
    from openpbm.files.share_file import read_share
    from openpbm.reports.share.page import sheet_text

    typer.echo(plain(sheet_text(read_share(sheet, date.today()))))
