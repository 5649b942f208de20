"""`openpbm validate`: do the numbers hold on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.codes import DONE, REFUSED
from openpbm.cli.option import AsJson
from openpbm.cli.output import told
from openpbm.fact import message

if TYPE_CHECKING:
    from openpbm.files.json_value import Json
    from openpbm.validation.case import Case

PAGE, DATA = "validation.html", "validation.json"


def validate_command(
    out: Annotated[Path, typer.Option(metavar="DIR", help="help-validate-out")] = Path(
        "openpbm-out"
    ),
    as_json: AsJson = False,
) -> None:
    """Hold the physics against published numbers and closed forms: validation.html."""
    from openpbm.cli.output import echo_json, tell
    from openpbm.cli.progress import shown_progress
    from openpbm.files.folder import check_writable, write_outputs
    from openpbm.files.json_value import json_text
    from openpbm.reports.validation_html import by_link, checked_by, summary, validation_html
    from openpbm.validation.run import validate

    check_writable(out)
    with shown_progress() as progress:
        found = validate(progress)
    rows: list[Json] = [case_json(each) for each in found]
    write_outputs(out, {PAGE: validation_html(found), DATA: json_text(rows)})
    if as_json:
        echo_json(rows)
    else:
        for link, own in by_link(found).items():
            tell(message("cli-validate_link", link=link, how=checked_by(own)))
            for each in own:
                typer.echo(line(each))
        typer.echo(f"\n{summary(found)}")
        tell(message("cli-page", path=str(out / PAGE)))
    raise typer.Exit(REFUSED if any(each.verdict == "fails" for each in found) else DONE)


def line(each: Case) -> str:
    """One comparison in 80 columns."""
    if each.got is None:
        return f"  {each.verdict:<8}{each.what[:38]:<39}{told(each.note) if each.note else ''}"[:80]
    found = message(
        "cli-validate_told",
        got=f"{each.got:.6g}",
        expected=f"{each.expected:.6g} {each.unit}",
    )
    return f"  {each.verdict:<8}{each.what[:38]:<39}{told(found)}"[:80]


def case_json(each: Case) -> dict[str, Json]:
    """One comparison as JSON values."""
    from openpbm.speech.say import in_english

    return {
        "id": each.id,
        "link": each.link,
        "how": each.how,
        "what": each.what,
        "expected": each.expected,
        "got": each.got,
        "difference": each.difference,
        "tolerance": each.tolerance,
        "relative": each.relative,
        "unit": each.unit,
        "verdict": each.verdict,
        "source": each.source,
        "status": each.status,
        "note": in_english(each.note) if each.note else "",
    }
