"""`openpbm evidence`: what trials of light on skin show, goal by goal and study by study."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.option import FewScenarios, Seed
from openpbm.cli.output import echo_json, tell
from openpbm.cli.output import told as spoken
from openpbm.fact import message

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
    scenarios: FewScenarios = 200,
    seed: Seed = 1,
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
    from openpbm.files.folder import check_file, check_writable, write_outputs
    from openpbm.reports.evidence.atlas import atlas_html
    from openpbm.response.atlas import atlas

    for path in (html, csv):
        if path is not None:
            check_writable(path.parent)
            check_file(path)
    weighed = atlas(scenarios=scenarios, seed=seed)
    if html is not None:
        write_outputs(html.parent, {html.name: atlas_html(weighed)})
    if csv is not None:
        write_outputs(csv.parent, {csv.name: dose_csv(weighed)})
    if as_json:
        echo_json(atlas_json(weighed))
        return
    lit, lacking = len(weighed.scale.computed_arms), len(weighed.scale.lacking_arms)
    tell(message("cli-evidence_weighed", studies=len(weighed.studies), lit=lit, arms=lit + lacking))
    typer.echo("\n".join(_wrapped(spoken(weighed.dose_verdict.told))))
    for path in (html, csv):
        if path is not None:
            tell(message("cli-written", path=str(path)))


def overview(goals: tuple[GoalEvidence, ...]) -> list[str]:
    """All goals, one line each."""
    from openpbm.reports import words

    lines = [
        f"{_word('goal'):<26}{_word('certainty'):<12}{_word('studies'):>8}{_word('controlled'):>26}"
    ]
    lines += [
        f"{g.goal.id:<26}{words.certainty(g.certainty):<12}{len(g.studies):>8}{len(g.controlled):>26}"
        for g in goals
    ]
    return [*lines, "", _word("more")]


def goal_lines(found: GoalEvidence) -> list[str]:
    """A goal's graded summary, at most 80 columns."""
    from openpbm.reports import words
    from openpbm.reports.evidence import words as said
    from openpbm.response.goal_words import headline

    dots = "*" * found.certainty + "." * (4 - found.certainty)
    told = [
        f"{words.capital(words.goal(found.goal.id))} [{dots}] {words.certainty(found.certainty)}"
    ]
    if found.goal.works_first:
        told += _named(_word("before_light"), found.goal.works_first)
    told += _wrapped(spoken(headline(found)))
    if found.studies:
        told += ["", *_named(_word("against"), said.against_line(found))]
        told += _named(_word("dose"), said.dose_line(found))
        told += _named(_word("grade"), "; ".join(map(spoken, found.steps)) or _word("not_lowered"))
        lines = said.found_lines(found)
        told += ["", _word("found" if lines else "found_nothing")]
        told += [line for each in lines for line in _item(each)]
        told += [line for pool in found.syntheses for line in _item(said.synthesis_line(pool))]
    told += ["", _word("unknown")]
    told += [line for each in said.unknown_lines(found) for line in _item(each)]
    others = len(found.uncontrolled)
    if others:
        told += ["", *_wrapped(spoken(message("cli-evidence_uncontrolled", studies=others)))]
    names = ", ".join(study.id for study in found.studies)
    label = f"{_word('studies'):<12} "
    listed = fill(names, WIDTH, initial_indent=label, subsequent_indent=" " * 13)
    return [*told, *listed.split("\n")] if names else told


def study_lines(study: Study) -> list[str]:
    """A study's card, at most 80 columns."""
    from openpbm.reports.evidence import words as said

    told = [*_wrapped(f"{study.name} ({study.id})"), *_wrapped(spoken(study.title)), ""]
    for name, text in said.study_pairs(study):
        told += _named(name.lower(), text)
    told += ["", _word("results")]
    told += [line for each in said.result_lines(study) for line in _item(each)]
    reason = said.why_grey(study)
    if reason:
        told += _wrapped(spoken(message("cli-evidence_never_pooled", reason=reason)))
    told += ["", *_wrapped(said.provenance_line(study))]
    memory = said.memory_lines(study)
    if memory:
        told += [_word("memory")]
        told += [line for each in memory for line in _item(each)]
    return [*told, study.url] if study.url else told


def _word(what: str) -> str:
    """A label, a heading, or another text without gaps."""
    return spoken(message(f"cli-evidence_word_{what}"))


def _named(name: str, text: str) -> list[str]:
    return _wrapped(text, first=f"{name:<12} ", rest=" " * 13)


def _item(text: str) -> list[str]:
    return _wrapped(text, first="- ", rest="  ")


def _wrapped(text: str, *, first: str = "", rest: str = "") -> list[str]:
    from openpbm.reports import words

    plain = words.printed(text).replace(words.THIN, " ")
    return fill(plain, width=WIDTH, initial_indent=first, subsequent_indent=rest).split("\n")
