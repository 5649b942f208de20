"""`openpbm evidence`: what trials of light on skin show, goal by goal and study by study."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.output import echo_json

if TYPE_CHECKING:
    from openpbm.response.study import Study
    from openpbm.response.summary import GoalEvidence

WIDTH = 80


def evidence_command(
    word: Annotated[
        str | None,
        typer.Argument(metavar="[GOAL|STUDY]", help="help-evidence-word", show_default=False),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="help-evidence-html", show_default=False),
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="help-evidence-csv", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="help-evidence-as-json")] = False,
    scenarios: Annotated[
        int, typer.Option(min=16, max=20_000, metavar="N", help="help-scenarios")
    ] = 200,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="help-seed")] = 1,
) -> None:
    """Tell what is known of light for a goal, or of one study; write the atlas."""
    from openpbm.response.evidence import Goal
    from openpbm.response.summary import all_goals, find, goal_evidence

    found = None if word is None else find(word)
    if html is not None or csv is not None or (as_json and found is None):
        _weigh(html, csv, scenarios, seed, as_json=as_json and found is None)
        if found is None:
            return
    if found is None:
        typer.echo("\n".join(overview(all_goals())))
    elif isinstance(found, Goal):
        shown = goal_evidence(found)
        if as_json:
            from openpbm.files.evidence_file import goal_json

            echo_json(goal_json(shown))
        else:
            typer.echo("\n".join(goal_lines(shown)))
    elif as_json:
        from openpbm.files.evidence_file import study_json

        echo_json(study_json(found))
    else:
        typer.echo("\n".join(study_lines(found)))


def _weigh(
    html: Path | None, csv: Path | None, scenarios: int, seed: int, *, as_json: bool
) -> None:
    """Weigh everything once, then write and print what was asked for."""
    from openpbm.files.evidence_file import atlas_json, dose_csv
    from openpbm.files.folder import check_writable, write_outputs
    from openpbm.reports.atlas import atlas_html
    from openpbm.response.atlas import atlas

    for path in (html, csv):
        if path is not None:
            check_writable(path.parent)
    weighed = atlas(scenarios=scenarios, seed=seed)
    if html is not None:
        write_outputs(html.parent, {html.name: atlas_html(weighed)})
    if csv is not None:
        write_outputs(csv.parent, {csv.name: dose_csv(weighed)})
    if as_json:
        echo_json(atlas_json(weighed))
        return
    lit, lacking = len(weighed.scale.computed_arms), len(weighed.scale.lacking_arms)
    typer.echo(
        f"{len(weighed.studies)} studies; {lit} of {lit + lacking} lit arms have a dose at depth."
    )
    typer.echo("\n".join(_wrapped(weighed.dose_verdict.sentence)))
    for path in (html, csv):
        if path is not None:
            typer.echo(f"Written: {path}")


def overview(goals: tuple[GoalEvidence, ...]) -> list[str]:
    """All goals, one line each."""
    told = [f"{'goal':<26}{'certainty':<12}{'studies':>8}{'with sham or unlit side':>26}"]
    told += [
        f"{g.goal.id:<26}{g.certainty_word:<12}{len(g.studies):>8}{len(g.controlled):>26}"
        for g in goals
    ]
    return [*told, "", "'openpbm evidence GOAL' tells what was found, against what, how sure."]


def goal_lines(found: GoalEvidence) -> list[str]:
    """A goal's graded summary, at most 80 columns."""
    from openpbm.reports import evidence_words as said
    from openpbm.response.goal_words import headline

    dots = "*" * found.certainty + "." * (4 - found.certainty)
    told = [f"{found.goal.label} [{dots}] {found.certainty_word}", *_wrapped(headline(found))]
    if found.studies:
        told += ["", *_named("against", said.against_line(found))]
        told += _named("dose", said.dose_line(found))
        told += _named("grade", "; ".join(found.steps) or "nothing lowers it")
        lines = said.found_lines(found)
        nothing = "" if lines else " nothing that was read."
        told += ["", f"Found, against sham or unlit skin:{nothing}"]
        told += [line for each in lines for line in _item(each)]
        told += [line for pool in found.syntheses for line in _item(said.synthesis_line(pool))]
    told += ["", "Not known:"]
    told += [line for each in said.unknown_lines(found) for line in _item(each)]
    others = len(found.uncontrolled)
    if others:
        what = "study has" if others == 1 else "studies have"
        told += ["", *_wrapped(f"{others} more {what} no sham or unlit side: never pooled.")]
    names = ", ".join(study.id for study in found.studies)
    listed = fill(names, WIDTH, initial_indent="studies      ", subsequent_indent=" " * 13)
    return [*told, *listed.split("\n")] if names else told


def study_lines(study: Study) -> list[str]:
    """A study's card, at most 80 columns."""
    from openpbm.reports import evidence_words as said

    told = [f"{study.name} ({study.id})"[:WIDTH], *_wrapped(study.title), ""]
    for name, text in said.study_pairs(study):
        told += _named(name.lower(), text)
    told += ["", "Results:"]
    told += [line for each in said.result_lines(study) for line in _item(each)]
    reason = said.why_grey(study)
    if reason:
        told += _wrapped(f"Never pooled. {reason}.")
    told += ["", *_wrapped(said.provenance_line(study))]
    memory = said.memory_lines(study)
    if memory:
        told += ["From memory, no evidence:"]
        told += [line for each in memory for line in _item(each)]
    return [*told, study.url] if study.url else told


def _named(name: str, text: str) -> list[str]:
    return _wrapped(text, first=f"{name:<13}", rest=" " * 13)


def _item(text: str) -> list[str]:
    return _wrapped(text, first="- ", rest="  ")


def _wrapped(text: str, *, first: str = "", rest: str = "") -> list[str]:
    from openpbm.reports import words

    plain = words.printed(text).replace(words.THIN, " ")
    return fill(plain, width=WIDTH, initial_indent=first, subsequent_indent=rest).split("\n")
