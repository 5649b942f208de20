"""`openpbm report-check`: does a study print what its dose and its result need?"""

from __future__ import annotations

from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.codes import DONE, REFUSED
from openpbm.cli.option import AsJson, FewScenarios, Seed
from openpbm.cli.output import echo_json
from openpbm.cli.output import told as spoken
from openpbm.fact import message

if TYPE_CHECKING:
    from openpbm.files.json_value import Json
    from openpbm.response.report_check import ReportCheck, ReportItem

WIDTH = 80


def report_check_command(
    study: Annotated[Path, typer.Argument(metavar="STUDY.toml", help="help-report-check-study")],
    as_json: AsJson = False,
    scenarios: FewScenarios = 200,
    seed: Seed = 1,
) -> None:
    """Tell what a study gives, misses or contradicts, and what can be computed from it."""
    from openpbm.files.study_file import read_study
    from openpbm.response.report_check import check_report

    found = check_report(read_study(study), scenarios=scenarios, seed=seed)
    if as_json:
        echo_json(summary(found))
    else:
        typer.echo("\n".join(lines(found)))
    raise typer.Exit(DONE if found.lights_with_dose else REFUSED)


def lines(found: ReportCheck) -> list[str]:
    """The findings for a terminal, at most 80 columns: worst first."""
    from openpbm.response.report_check import CONTRADICTED, GIVEN, MISSING, UNUSABLE

    given = found.of(GIVEN)
    told = [*_wrapped(found.title), ""]
    for state in (CONTRADICTED, UNUSABLE):
        told += [line for f in found.of(state) for line in _item(state.upper(), f)]
    required = [f for f in found.of(MISSING) if f.required]
    useful = [f for f in found.of(MISSING) if not f.required]
    told += [line for f in required for line in _item("MISSING", f)]
    told += [line for f in useful for line in _item("not given", f)]
    counts = message("cli-study_given", given=len(given), missing=len(required))
    told += ["", spoken(counts)]
    if found.computed:
        told += ["", spoken(message("cli-study_computed"))]
        told += [
            line
            for c in found.computed
            for line in _wrapped(f"{spoken(c.name)}: {spoken(c.said)}", first="  ", rest="    ")
        ]
    else:
        told += [spoken(message("cli-study_nothing"))]
    fit = "may" if found.may_be_fitted else "may_not"
    return [*told, "", spoken(message(f"cli-study_fit_{fit}"))]


def _item(state: str, finding: ReportItem) -> list[str]:
    told = f"{finding.field}: {spoken(finding.said)}"
    return _wrapped(told, first=f"{state.lower():<13}", rest=" " * 13)


def _wrapped(text: str, *, first: str = "", rest: str = "") -> list[str]:
    return fill(text, width=WIDTH, initial_indent=first, subsequent_indent=rest).split("\n")


def summary(found: ReportCheck) -> dict[str, Json]:
    """The same as JSON."""
    from openpbm.speech.say import in_english

    return {
        "title": found.title,
        "may_be_fitted": found.may_be_fitted,
        "lights": found.lights,
        "lights_with_dose": found.lights_with_dose,
        "findings": [
            {"field": f.field, "state": f.state, "said": in_english(f.said), "required": f.required}
            for f in found.findings
        ],
        "computed": [
            {"name": in_english(c.name), "said": in_english(c.said)} for c in found.computed
        ],
    }
