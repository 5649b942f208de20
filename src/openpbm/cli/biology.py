"""`openpbm biology`: what the light of a plan may do in the skin, as a hypothesis."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.option import AsJson
from openpbm.fact import message

if TYPE_CHECKING:
    from openpbm.files.json_value import Json
    from openpbm.response.pathway.check import Check
    from openpbm.response.pathway.story import Story

FILE, DATA, MODEL = "biology.html", "biology.json", "pbm_chain.xml"


def biology_command(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="help-biology-plan")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="help-biology-out")] = Path(
        "openpbm-out"
    ),
    receptor: Annotated[
        str, typer.Option(metavar="WHICH", help="help-biology-receptor")
    ] = "enzyme",
    draws: Annotated[int, typer.Option(min=20, max=20000, help="help-biology-draws")] = 500,
    seed: Annotated[int, typer.Option(min=0, help="help-biology-seed")] = 1,
    as_json: AsJson = False,
) -> None:
    """Show what a plan's light may do from minutes to months: biology.html."""
    from openpbm.cli.output import echo_json, tell
    from openpbm.cli.progress import shown_progress
    from openpbm.files.folder import check_writable, write_outputs
    from openpbm.files.json_value import json_text
    from openpbm.files.light.course import read_light_course
    from openpbm.reports.pathway.html import honest, pathway_html
    from openpbm.response.pathway.check import checks
    from openpbm.response.pathway.run import sbml_text
    from openpbm.response.pathway.story import story

    check_writable(out)
    course = read_light_course(plan)
    with shown_progress() as progress:
        found = story(course, receptor=receptor, count=draws, seed=seed, progress=progress)
    held = checks()
    data = story_json(found, held)
    page = pathway_html(found, held, plan.name)
    write_outputs(out, {FILE: page, DATA: json_text(data), MODEL: sbml_text()})
    if as_json:
        echo_json(data)
        return
    tell(message("cli-biology_hypothesis"))
    for sentence in honest(found):
        typer.echo(f"  {sentence}")
    if found.settles:
        tell(message("cli-biology_settles", what=found.settles[0].what))
    tell(message("cli-page", path=str(out / FILE)))


def story_json(found: Story, held: tuple[Check, ...]) -> Json:
    """Everything of the page as JSON values."""
    from openpbm.speech.say import in_english

    panels: list[Json] = []
    for panel in found.panels:
        rows: dict[str, list[Json]] = {
            "days": [float(value) for value in panel.days],
            "median": [float(value) for value in panel.median],
            "p05": [float(value) for value in panel.p05],
            "p95": [float(value) for value in panel.p95],
        }
        panels.append(
            {"id": panel.row.id, "label": panel.row.label, "evidence": panel.row.evidence, **rows}
        )
    checks: list[Json] = [
        {
            "id": c.row.id,
            "what": c.row.what,
            "target": c.row.target,
            "got": in_english(c.got),
            "verdict": c.verdict,
        }
        for c in held
    ]
    settles: list[Json] = [{"what": each.what, "share": each.share} for each in found.settles]
    return {
        "receptor": found.receptor,
        "draws": found.draws,
        "effective_draws": found.effective,
        "explains": dict(found.explains),
        "kabs_per_s": list(found.kabs),
        "panels": panels,
        "settles": settles,
        "checks": checks,
    }
