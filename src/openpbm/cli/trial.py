"""`openpbm trial`: can a trial answer what it asks, before anybody is let in?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.codes import DONE, REFUSED
from openpbm.cli.output import echo_json, told
from openpbm.fact import Message, Name, message

if TYPE_CHECKING:
    from openpbm.trials.planned import TrialPlan

WIDTH = 80


def trial_command(
    file: Annotated[Path, typer.Argument(metavar="TRIAL.toml", help="help-trial-file")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="help-trial-out")] = Path("openpbm-out"),
    as_json: Annotated[bool, typer.Option("--json", help="help-as-json")] = False,
) -> None:
    """Count people, losses and doses of a planned trial: trial.html and a list of arms."""
    import os

    from openpbm.cli.progress import shown_progress
    from openpbm.files.folder import check_writable, write_outputs
    from openpbm.files.light.folder import light_folder
    from openpbm.files.trial_file import read_trial
    from openpbm.files.trial_tables import LIST, PAGE, trial_files, trial_json
    from openpbm.reports.trial.page import trial_html
    from openpbm.trials.planned import plan_trial

    read = read_trial(file)
    check_writable(out)
    with shown_progress() as progress:
        plan = plan_trial(read.trial, progress=progress, kept=light_folder(os.environ))
    write_outputs(out, {PAGE: trial_html(plan, read.for_a_page), **trial_files(plan)})
    if as_json:
        echo_json(trial_json(plan))
    else:
        where = (
            message("cli-page", path=str(out / PAGE)),
            message("trial-line_list", path=str(out / LIST)),
        )
        for line in (*read.notes, *lines(plan), *where, *last(plan)):
            typer.echo(fill(told(line), WIDTH, subsequent_indent="  "))
    raise typer.Exit(DONE if plan.can_answer else REFUSED)


def lines(plan: TrialPlan) -> Iterator[Message]:
    """What was counted, for a terminal."""
    from openpbm.reports.trial.words import ends, needed, percent, steps
    from openpbm.trials.reporting import analysis_of

    low, high = ends(plan.has_power)
    yield message(
        "trial-line_power",
        share=percent(plan.has_power.share),
        low=low,
        high=high,
        people=plan.people,
        test=analysis_of(plan.trial),
    )
    yield needed(plan, "line")
    if plan.checked is not None:
        simulated = percent(plan.checked.simulated.share)
        closed = percent(plan.checked.closed)
        yield message("trial-line_closed", simulated=simulated, closed=closed)
    yield steps(plan)
    ours, naive = percent(plan.false_yes.share), percent(plan.false_yes_naive.share)
    alpha = percent(plan.trial.alpha / plan.trial.comparisons)
    yield message("trial-line_false", ours=ours, naive=naive, alpha=alpha)
    yield from _dose_lines(plan)
    states = [item.state for item in plan.items]
    yield message(
        "trial-line_items",
        said=states.count("said"),
        missing=states.count("missing"),
        after=states.count("after"),
        count=len(states),
    )


def _dose_lines(plan: TrialPlan) -> Iterator[Message]:
    from openpbm.fact import Quantity, several, theirs
    from openpbm.reports.trial.words import percent

    depth = plan.depth
    for name in dict.fromkeys(each.arm for each in depth.doses):
        own = [each.session for each in depth.doses if each.arm == name]
        middle = median(each.median for each in own)
        yield message(
            "trial-line_dose",
            name=theirs(name),
            session=Quantity(middle, "J/cm2"),
            low=Quantity(min(each.p05 for each in own), "J/cm2"),
            high=Quantity(max(each.p95 for each in own), "J/cm2"),
            layer=Name("layer", depth.layer),
            types=several(plan.trial.skin_types),
        )
    for each in depth.between_arms:
        wrong = percent(each.pairs_wrong_way)
        yield message(
            "trial-line_overlap", wrong=wrong, more=theirs(each.more), less=theirs(each.less)
        )


def last(plan: TrialPlan) -> Iterator[Message]:
    """What would reach it, and the sentence that it ends in."""
    from openpbm.reports.trial.words import verdict, would

    yield from would(plan)
    yield verdict(plan)
