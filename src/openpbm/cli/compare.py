"""`openpbm compare`: what several masks deliver to the same skin, never what comes of it."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.option import AsJson, Seed
from openpbm.cli.output import echo_json, plain, told
from openpbm.fact import Message, message, said
from openpbm.speech.language import ENGLISH, speaking

if TYPE_CHECKING:
    from openpbm.files.json_value import Json
    from openpbm.mask import Mask
    from openpbm.person import Person
    from openpbm.planning.compare import Delivered

WIDTH = 80
SEED, SCENARIOS = 1, 200


def compare_command(
    masks: Annotated[list[str], typer.Argument(metavar="MASK MASK ...", help="help-compare-masks")],
    person: Annotated[
        Path | None,
        typer.Option(metavar="PERSON.toml", help="help-compare-person"),
    ] = None,
    as_json: AsJson = False,
    seed: Seed = SEED,
    scenarios: Annotated[
        int, typer.Option(min=16, max=20_000, metavar="N", help="help-compare-scenarios")
    ] = SCENARIOS,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="help-compare-out")] = None,
) -> None:
    """Compare what masks deliver: dose in the dermis, safety, price. Never the outcome."""
    if any(name.lower().endswith(".json") for name in masks):
        _check_of_masks(as_json=as_json, person=person, seed=seed, scenarios=scenarios)
        _plans(masks, out)
        return
    from openpbm.errors import InputError
    from openpbm.files.mask_file import find_mask
    from openpbm.reports.compare_words import CLOSING, HEAD

    if len(masks) < 2:
        raise InputError(told(message("cli-compare_few", masks=len(masks))))
    found = [find_mask(name) for name in masks]
    skin, whose = _skin(person)
    rows = _delivered(skin, found, seed, scenarios, is_anybody=person is None)
    if as_json:
        with speaking(ENGLISH):
            echo_json({"skin": told(whose), "masks": [_json(row) for row in rows]})
        return
    head = told(message("cli-compare_head", head=HEAD, whose=whose))
    closing = "\n".join(fill(told(line), WIDTH) for line in CLOSING)
    typer.echo("\n\n".join([head, *map(_text, rows), closing]))


def _skin(path: Path | None) -> tuple[Person, Message]:
    from openpbm.files.person_file import read_person
    from openpbm.person import usual_person
    from openpbm.reports.compare_words import USUAL_SKIN

    if path is not None:
        return read_person(path).person, said(str(path))
    return usual_person(), USUAL_SKIN


def _delivered(
    person: Person, masks: list[Mask], seed: int, scenarios: int, *, is_anybody: bool
) -> list[Delivered]:
    import os

    from openpbm.cli.progress import shown_progress
    from openpbm.files.light.folder import light_folder
    from openpbm.planning.compare import delivered
    from openpbm.planning.progress import one_of, silent

    kept = light_folder(os.environ)
    with shown_progress() as progress:
        say = progress or silent
        return [
            delivered(
                person,
                mask,
                seed=seed,
                scenarios=scenarios,
                is_anybody=is_anybody,
                progress=one_of(say, number, len(masks)),
                kept=kept,
            )
            for number, mask in enumerate(masks)
        ]


def _text(row: Delivered) -> str:
    from openpbm.reports.compare_words import facts, title

    return "\n".join([title(row), *(_fact(label, text) for label, text in facts(row))])


def _fact(label: str, text: str) -> str:
    whole = f"  {label:<8}{text}".replace("\u202f", "\u00a0")  # a number keeps its unit
    return fill(whole, WIDTH, subsequent_indent=" " * 10).replace("\u00a0", " ")


def _json(row: Delivered) -> dict[str, Json]:
    from openpbm.cli.safety import judged_json
    from openpbm.files.json_value import rounded
    from openpbm.reports.hazard.verdict import verdict
    from openpbm.speech.say import say

    price = row.usd_per_j_cm2
    lit: list[Json] = list(row.lit)
    return {
        "id": row.mask.id,
        "name": row.mask.name,
        "channels": lit,
        "minutes": row.minutes,
        "layer": row.layer,
        "dose_median_j_cm2": None if row.dose is None else rounded(row.dose.median),
        "dose_p05_j_cm2": None if row.dose is None else rounded(row.dose.p05),
        "dose_p95_j_cm2": None if row.dose is None else rounded(row.dose.p95),
        "verdict": "".join(verdict(row.verdict)),
        "keeps_all_limits": row.verdict.keeps_all if row.verdict.limits else None,
        "nearest_limit": None if row.verdict.nearest is None else judged_json(row.verdict.nearest),
        "price_usd": row.mask.price_usd,
        "usd_per_j_cm2": None if price is None else rounded(price),
        "why_not": None if row.why_not is None else say(row.why_not),
    }


def _check_of_masks(*, as_json: bool, person: Path | None, seed: int, scenarios: int) -> None:
    """Nothing, where no option was given that only masks have; none is passed over in silence."""
    from openpbm.errors import InputError

    given = {
        "--json": as_json,
        "--person": person is not None,
        "--seed": seed != SEED,
        "--scenarios": scenarios != SCENARIOS,
    }
    for option, is_given in given.items():
        if is_given:
            raise InputError(told(message("report_beside-of_masks", option=option)))


def _plans(names: list[str], out: Path | None) -> None:
    """Two plans side by side, here and as compare.html where a folder is named."""
    from openpbm.errors import InputError
    from openpbm.files.folder import check_writable, write_outputs
    from openpbm.files.plan.file import read_plan_file
    from openpbm.reports.beside.page import beside_html, beside_text

    if not all(name.lower().endswith(".json") for name in names):
        raise InputError(told(message("report_beside-mixed")))
    if len(names) != 2:
        raise InputError(told(message("report_beside-two", count=len(names))))
    if out is not None:
        check_writable(out)
    one, other = (read_plan_file(Path(name)) for name in names)
    whose = names[0], names[1]
    typer.echo(plain(beside_text(one, other, whose)))
    if out is not None:
        page = {"compare.html": beside_html(one, other, whose)}
        typer.echo("\n".join(str(path) for path in write_outputs(out, page)))
