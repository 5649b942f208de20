"""`openpbm faults`: random sessions on the simulated mask, each with something going wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.codes import DEVICE, DONE
from openpbm.cli.option import AsJson
from openpbm.cli.output import echo_json, told
from openpbm.fact import message

if TYPE_CHECKING:
    from openpbm.devices.outcome import Tally
    from openpbm.files.json_value import Json

BATCH = 50  # sessions handed to a process at a time
SHOWN = 10  # violations told in full


def faults_command(
    sessions: Annotated[
        int, typer.Option(min=1, max=10_000_000, metavar="N", help="help-faults-sessions")
    ] = 3_000,
    seed: Annotated[int, typer.Option(min=0, metavar="S", help="help-faults-seed")] = 1,
    processes: Annotated[
        int | None,
        typer.Option(min=1, max=256, metavar="N", help="help-faults-processes"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="help-faults-out"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Break the link, the mask, the host and the clock, and count what held."""
    from openpbm.files.folder import check_writable, write_outputs
    from openpbm.files.json_value import json_text

    if out is not None:
        check_writable(out)
    many = min(2, os.cpu_count() or 1) if processes is None else processes
    found = campaigned(sessions, seed, many)
    report = summary(found, seed)
    text = "\n".join(lines(found, seed)) + "\n"
    if out is not None:
        write_outputs(out, {"faults.json": json_text(report), "faults.txt": text})
    if as_json:
        echo_json(report)
    else:
        typer.echo(text, nl=False)
    raise typer.Exit(DEVICE if found.violations else DONE)


def campaigned(sessions: int, seed: int, processes: int) -> Tally:
    """What all sessions showed: those of seed, seed + 1 and so on."""
    from openpbm.cli.progress import shown_progress
    from openpbm.devices.outcome import Tally

    whole = Tally()
    with shown_progress() as progress:
        for part in _parts(sessions, seed, processes):
            whole.add(part)
            if progress is not None:
                done = told(message("cli-faults_done", sessions=whole.sessions))
                progress(done, whole.sessions / sessions)
    return whole


def _parts(sessions: int, seed: int, processes: int) -> Iterator[Tally]:
    from openpbm.devices.campaign import campaign

    last = seed + sessions
    batches = [range(first, min(first + BATCH, last)) for first in range(seed, last, BATCH)]
    if processes == 1 or len(batches) == 1:
        yield from map(campaign, batches)
        return
    from multiprocessing import get_context

    # spawned, not forked: the same everywhere, and no thread is copied half
    with get_context("spawn").Pool(processes) as pool:
        yield from pool.imap_unordered(campaign, batches)


def lines(found: Tally, seed: int) -> list[str]:
    """The report as text, at most 80 columns."""
    from openpbm.devices.outcome import DEADLINES, KEPT_BY

    lines = [*_verdict(found, seed), "", _columns("dark", "slowest", "allowed", "kept_by")]
    for name, late_ms in sorted(found.slowest_ms.items()):
        kept_by = told(KEPT_BY[name])
        lines.append(f"  {name:<15} {late_ms:>7.0f} ms {DEADLINES[name]:>6} ms   {kept_by}")
    lines += ["", _word("nearest")]
    for near in sorted(found.nearest.values(), key=lambda n: -n.share):
        faults = ", ".join(near.faults) or _word("none")
        how = told(message("cli-faults_near", faults=faults, seed=str(near.seed)))
        lines.append(f"  {near.share:.4f}  {told(near.what):<28} {how}")
    lines += ["", _word("sessions")]
    lines += [f"  {name:<18} {count:>7}" for name, count in sorted(found.faults.items())]
    lines += ["", _word("ends")]
    lines += [f"  {name:<26} {count:>7}" for name, count in found.ends.most_common()]
    if found.violations:
        lines += [
            "",
            _word("violations"),
            *(f"  {told(what)}" for what in found.violations[:SHOWN]),
        ]
    return lines


def _verdict(found: Tally, seed: int) -> list[str]:
    first, last, broken = str(seed), str(seed + found.sessions - 1), len(found.violations)
    if not broken:
        bound = message("cli-faults_bound", bound=f"{3.0 / found.sessions:.1e}")
        held = message("cli-faults_held", sessions=found.sessions, first=first, last=last)
        return [told(held), told(bound)]
    verdict = message(
        "cli-faults_broken", violations=broken, sessions=found.sessions, first=first, last=last
    )
    return [told(verdict), _word("told")]


def _columns(*heads: str) -> str:
    name, slowest, allowed, kept_by = map(_word, heads)
    return f"{name:<20}{slowest:<10}{allowed:<10}{kept_by}"


def _word(what: str) -> str:
    """A heading, or another text without gaps."""
    return told(message(f"cli-faults_word_{what}"))


def summary(found: Tally, seed: int) -> dict[str, Json]:
    """The report as JSON."""
    from openpbm.devices.outcome import DEADLINES, KEPT_BY
    from openpbm.speech.say import in_english

    violations: list[Json] = [in_english(what) for what in found.violations]
    return {
        "sessions": found.sessions,
        "seed": seed,
        "violations": violations,
        "deadlines": {
            name: {
                "slowest_ms": round(late_ms, 3),
                "allowed_ms": DEADLINES[name],
                "kept_by": in_english(KEPT_BY[name]),
            }
            for name, late_ms in found.slowest_ms.items()
        },
        "nearest": [
            {
                "share": round(n.share, 6),
                "what": in_english(n.what),
                "faults": [*n.faults],
                "seed": n.seed,
            }
            for n in found.nearest.values()
        ],
        "faults": dict(found.faults),
        "ends": dict(found.ends),
    }
