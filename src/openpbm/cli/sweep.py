"""`openpbm sweep`: many people, masks and designs, on as many cores as there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.output import tell, told
from openpbm.fact import Name, Quantity, message, said, several

if TYPE_CHECKING:
    from openpbm.cli.sweep_run import Sent
    from openpbm.files.json_value import Json
    from openpbm.sweeps.asked import Block, PopulationSweep
    from openpbm.sweeps.tally import SweepTally

BEGUN, SUMMARY, PARTS = "sweep.json", "summary.json", "parts"


def sweep_command(
    file: Annotated[Path, typer.Argument(metavar="SWEEP.toml", help="help-sweep-file")],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="help-sweep-out")] = Path(
        "openpbm-sweep"
    ),
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="help-sweep-scheduler")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=512, metavar="N", help="help-sweep-workers", show_default=False),
    ] = None,
) -> None:
    """Work a sweep out, part by part; what is done is kept and never done twice."""
    from openpbm.cli.sweep_run import Sent
    from openpbm.errors import InputError, StoppedError
    from openpbm.files.folder import check_writable
    from openpbm.files.part_file import check_arrow
    from openpbm.files.sweep_file import read_sweep
    from openpbm.sweeps.asked import asked_sha256, program_sha256

    if scheduler is not None and workers is not None:
        raise InputError(told(message("sweep-workers_beside")))
    check_arrow()
    sweep = read_sweep(file)
    check_writable(out)
    asked = Sent(sweep=sweep, sha256=asked_sha256(sweep), program=program_sha256())
    names = _parts(out, asked, file)
    try:
        _worked_out(asked, names, out, scheduler, workers)
        tally = _counted(sweep, [out / PARTS / name for name in names])
        _summed_up(out, asked, tally, names)
    except KeyboardInterrupt:
        done = len(names) - len(_missing(names, out))
        if not done:
            raise
        stopped = message("sweep-stopped", done=done, many=len(names))
        raise StoppedError(told(stopped)) from None


def _parts(out: Path, asked: Sent, file: Path) -> dict[str, Block]:
    """The parts by name; the folder must be new, or of the same sweep."""
    from openpbm.errors import InputError
    from openpbm.files.json_value import parsed_json
    from openpbm.files.toml_file import read_text
    from openpbm.sweeps.asked import block_name, blocks

    path = out / BEGUN
    done = (out / PARTS).is_dir() and any((out / PARTS).iterdir())
    if path.exists() and done:  # where nothing is done, nothing binds
        before = parsed_json(read_text(path), str(path))
        known = before if isinstance(before, dict) else {}
        where = {"folder": str(out), "file": str(file)}
        if known.get("asked_sha256") != asked.sha256:
            raise InputError(told(message("sweep-changed", **where)))
        if known.get("program_sha256") != asked.program:
            version = str(known.get("openpbm", "?"))
            raise InputError(told(message("sweep-other_program", version=version, **where)))
    return {block_name(asked.sha256, asked.program, block): block for block in blocks(asked.sweep)}


def _missing(names: dict[str, Block], out: Path) -> list[Block]:
    return [block for name, block in names.items() if not (out / PARTS / name).exists()]


def _worked_out(
    asked: Sent, names: dict[str, Block], out: Path, scheduler: str | None, workers: int | None
) -> None:
    """Whatever part is not there yet, written as it comes; what is begun is told with the first."""
    from openpbm.cli.progress import shown_progress
    from openpbm.files.folder import write_outputs
    from openpbm.sweeps.asked import lights_of

    name_of = {block: name for name, block in names.items()}
    todo = _missing(names, out)
    done, many = len(names) - len(todo), len(names)
    if done:
        tell(message("sweep-goes_on", done=done, many=many))
    if not todo:
        return
    lights = lights_of(asked.sweep)
    if lights > 1:
        tell(message("sweep-lights", lights=lights))
    begun = {BEGUN: _begun(asked, many)}
    with shown_progress() as progress:
        for block, content in _coming(asked, todo, scheduler, workers):
            if begun:
                write_outputs(out, begun)
            write_outputs(out / PARTS, {name_of[block]: content})
            begun, done = {}, done + 1
            if progress is not None:
                progress(message("sweep-progress", done=done, many=many), done / many)


def _begun(asked: Sent, parts: int) -> str:
    from openpbm import __version__
    from openpbm.files.json_value import json_text

    about: dict[str, Json] = {
        "asked_sha256": asked.sha256,
        "program_sha256": asked.program,
        "openpbm": __version__,
        "evaluations": asked.sweep.evaluations,
        "parts": parts,
    }
    return json_text(about)


def _coming(
    asked: Sent, todo: Sequence[Block], scheduler: str | None, workers: int | None
) -> Iterator[tuple[Block, bytes]]:
    from openpbm.cli.sweep_run import by_scheduler, by_workers, cores, here

    if scheduler is not None:
        return by_scheduler(asked, todo, scheduler)
    many = min(workers or cores(), len(todo))
    return here(asked, todo) if many == 1 else by_workers(asked, todo, many)


def _counted(sweep: PopulationSweep, parts: Sequence[Path]) -> SweepTally:
    from openpbm.cli.sweep_worker import kept
    from openpbm.files.part_file import read_part
    from openpbm.sweeps.tally import SweepTally
    from openpbm.sweeps.trial import followed_trials, trial_at_depth

    trial = None
    if sweep.trial is not None:
        trial = trial_at_depth(followed_trials()[sweep.trial], sweep.seeds[0], kept())
    tally = SweepTally(trial)
    for part in parts:
        tally.count(read_part(part, tally.needs()))
    return tally


def _summed_up(out: Path, asked: Sent, tally: SweepTally, names: dict[str, Block]) -> None:
    from openpbm.files.folder import write_outputs
    from openpbm.files.json_value import json_text
    from openpbm.files.part_file import surface_error
    from openpbm.planning.judged import fullest, programmes
    from openpbm.reports.sweep import above_and_below, doses_by_colour, lines

    error = max(surface_error(out / PARTS / name) for name in names)
    write_outputs(
        out,
        {
            SUMMARY: json_text(summary_json(asked, tally, error)),
            "dose_by_colour.svg": doses_by_colour(tally),
            "above_below.svg": above_and_below(tally),
        },
    )
    typer.echo("\n".join(lines(tally)))
    for mask in asked.sweep.masks:
        if len(programmes(mask)) > 1:
            lit = several(Name("channel", id) for id in fullest(mask))
            tell(message("sweep-programmes", mask=said(mask.name), lit=lit))
    tell(message("sweep-gates"))
    tell(message("sweep-age"))
    tell(message("sweep-surface", error=Quantity(100 * error, "%")))
    tell(message("sweep-written", folder=str(out)))


def summary_json(asked: Sent, tally: SweepTally, error: float) -> dict[str, Json]:
    """The summary as JSON: of every group how many, how much, and what is passed."""
    from openpbm.files.json_value import rounded
    from openpbm.sweeps.column import LAYERS_SHOWN
    from openpbm.sweeps.tally import PERCENTS

    trial = tally.trial
    groups: list[Json] = []
    for group, found in tally.ordered():
        many = found.evaluations
        doses: dict[str, Json] = {
            layer: {
                f"p{percent:02.0f}_j_cm2": rounded(dose)
                for percent, dose in zip(PERCENTS, found.percentiles(layer), strict=True)
            }
            for layer in LAYERS_SHOWN
        }
        passed: dict[str, Json] = {
            id: rounded(count / many) for id, count in sorted(found.by_limit.items()) if count
        }
        lacking: Json = (
            None if trial is None else [band for band in trial.bands if band not in found.given]
        )
        groups.append(
            {
                "mask": group.mask,
                "design": group.design,
                "phototype": group.phototype,
                "evaluations": many,
                "share_above_a_limit": rounded(found.above / many),
                "share_below_the_trial": None if trial is None else rounded(found.below / many),
                "share_above_each_limit": passed,
                "colours_of_the_trial_not_given": lacking,
                "dose_of_the_lit_skin": doses,
            }
        )
    told_of: Json = None
    if trial is not None:
        told_of = {
            "id": trial.id,
            "layer": trial.layer,
            "least_share": trial.least_share,
            "median_j_cm2": {band: rounded(dose) for band, (_, dose) in trial.bands.items()},
        }
    return {
        "asked_sha256": asked.sha256,
        "evaluations": tally.evaluations,
        "surface_error_p99": rounded(error),
        "estimate_of_limits": "gating",
        "trial": told_of,
        "groups": groups,
    }
