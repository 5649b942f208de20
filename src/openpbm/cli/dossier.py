"""`openpbm dossier`: what a submission asks of a mask, each line shown, claimed or missing."""

from __future__ import annotations

import os
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.output import echo_json
from openpbm.cli.output import told as spoken
from openpbm.fact import message
from openpbm.speech.language import ENGLISH, PSEUDO, languages, speaking

if TYPE_CHECKING:
    from openpbm.dossier.made import Dossier
    from openpbm.files.json_value import Json
    from openpbm.mask import Mask
    from openpbm.sweeps.yields import LotAsked

WIDTH = 80
PAGE, DOCX = "dossier.html", "dossier.docx"
NEEDED, EXTRA, INSTALL = ("docx",), "dossier", "pip install 'openpbm[dossier]'"


def dossier_command(
    mask: Annotated[str, typer.Argument(metavar="MASK", help="help-dossier-mask")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="help-dossier-out")] = Path(
        "openpbm-out"
    ),
    minutes: Annotated[
        float | None,
        typer.Option(min=0.1, max=500.0, metavar="MIN", help="help-safety-minutes"),
    ] = None,
    limits: Annotated[
        Path | None, typer.Option(metavar="LIMITS.toml", help="help-dossier-limits")
    ] = None,
    word: Annotated[bool, typer.Option("--docx", help="help-dossier-docx")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="help-as-json")] = False,
) -> None:
    """Write dossier.html, and instructions for use in every language; --docx for Word."""
    from openpbm.cli.app import check_installed
    from openpbm.files.folder import check_writable, write_outputs
    from openpbm.files.mask_file import find_mask
    from openpbm.files.tolerance_file import read_limits
    from openpbm.sweeps.told import of_asked

    if word:
        check_installed(NEEDED, what=EXTRA, install=INSTALL)
    check_writable(out)
    own = find_mask(mask)
    asked = None if limits is None else read_limits(limits, own)
    for doubt in () if asked is None else of_asked(asked):
        typer.echo(spoken(doubt), err=True)
    found = _made(own, minutes, asked)
    paths = write_outputs(out, files(found, word=word))
    if as_json:
        with speaking(ENGLISH):
            echo_json(summary(found))
    else:
        typer.echo("\n".join([*lines(found), *(f"  {path}" for path in paths)]))


def _made(mask: Mask, minutes: float | None, limits: LotAsked | None) -> Dossier:
    from openpbm.cli.progress import shown_progress
    from openpbm.dossier.made import dossier_of
    from openpbm.files.light.folder import light_folder
    from openpbm.person import usual_person

    with shown_progress() as progress:
        kept = light_folder(os.environ)
        return dossier_of(
            mask, usual_person(), minutes=minutes, limits=limits, progress=progress, kept=kept
        )


def files(found: Dossier, *, word: bool) -> dict[str, str | bytes]:
    """The page, the Word file where it is wanted, and the instructions in every language."""
    from openpbm.reports.dossier.html import dossier_html, instructions_html

    made: dict[str, str | bytes] = {PAGE: dossier_html(found)}
    if word:
        from openpbm.reports.dossier.docx import dossier_docx

        made[DOCX] = dossier_docx(found)
    for lang in languages():
        if lang != PSEUDO:
            with speaking(lang):
                made[f"instructions.{lang}.html"] = instructions_html(found)
    return made


def lines(found: Dossier) -> list[str]:
    """The tally, and what is missing with what would show it, for a terminal."""
    from openpbm.reports.dossier.html import counts
    from openpbm.speech.say import heading

    mask = found.basis.mask
    told = [fill(f"{mask.name} ({mask.id})", WIDTH), spoken(counts(found))]
    for line in found.lines:
        if line.state == "missing":
            settled = spoken(message("dossier-settled_by", what=line.settles))
            told += ["", fill(heading(line.asks), WIDTH)]
            told.append(fill(settled, WIDTH, initial_indent="  ", subsequent_indent="  "))
    if found.assumed:
        told += ["", spoken(message("dossier-assumed", numbers=len(found.assumed)))]
    return [*told, ""]


def summary(found: Dossier) -> Json:
    """Every line as JSON."""
    from openpbm.reports.dossier.html import assumed_text, known_text

    return {
        "mask": found.basis.mask.id,
        "counts": {str(state): count for state, count in found.counts.items()},
        "lines": [
            {
                "id": line.id,
                "section": line.section,
                "asks": spoken(line.asks),
                "state": line.state,
                "known": [text.replace("\u202f", " ") for text in known_text(line)],
                "settled_by": spoken(line.settles),
                "status": line.status,
                "source": line.source,
            }
            for line in found.lines
        ],
        "rests_on": [
            {"id": row.id, "text": assumed_text(row), "status": row.status, "source": row.source}
            for row in found.assumed
        ],
    }
