"""`openpbm compare`: what several masks deliver to the same skin, never what comes of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.output import echo_json

if TYPE_CHECKING:
    from openpbm.files.json_value import Json
    from openpbm.mask import Mask
    from openpbm.person import Person
    from openpbm.planning.compare import Delivered

USUAL_AGE_YEARS, USUAL_PHOTOTYPE = 40.0, "II"  # whose skin, where no person file is given
CLOSING = (
    "This compares light, not results: no outcome follows from these numbers.\n"
    "Medicines and conditions are not counted here; 'openpbm plan' counts them."
)


def compare_command(
    masks: Annotated[
        list[str], typer.Argument(metavar="MASK MASK ...", help="Catalogue ids or mask files.")
    ],
    person: Annotated[
        Path | None,
        typer.Option(metavar="PERSON.toml", help="Whose skin; default 40 years, skin type II."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Seed of the scenarios.")] = 1,
    scenarios: Annotated[
        int, typer.Option(min=16, max=20_000, metavar="N", help="How many scenarios.")
    ] = 200,
) -> None:
    """Compare what masks deliver: dose in the dermis, safety, price. Never the outcome."""
    from openpbm.errors import InputError
    from openpbm.files.mask_file import find_mask

    if len(masks) < 2:
        raise InputError(f"compare: found {len(masks)} mask; expected at least two")
    found = [find_mask(name) for name in masks]
    skin, whose = _skin(person)
    rows = [_delivered(skin, mask, seed, scenarios) for mask in found]
    if as_json:
        echo_json({"skin": whose, "masks": [_json(row) for row in rows]})
        return
    head = f"One session of the shortest programme at full drive. Skin: {whose}."
    typer.echo("\n\n".join([head, *map(_text, rows), CLOSING]))


def _skin(path: Path | None) -> tuple[Person, str]:
    from openpbm.files.person_file import read_person
    from openpbm.person import Person

    if path is not None:
        return read_person(path).person, str(path)
    usual = Person(age_years=USUAL_AGE_YEARS, phototype=USUAL_PHOTOTYPE)
    return usual, f"{USUAL_AGE_YEARS:g} years, type {USUAL_PHOTOTYPE}, no goggles"


def _delivered(person: Person, mask: Mask, seed: int, scenarios: int) -> Delivered:
    from openpbm.cli.progress import shown_progress
    from openpbm.planning.compare import delivered

    with shown_progress() as progress:
        return delivered(person, mask, seed=seed, scenarios=scenarios, progress=progress)


def _text(row: Delivered) -> str:
    lines = [f"{row.mask.name} ({row.mask.id}), {' + '.join(row.lit)}, {row.minutes:g} min"]
    if row.dose is None:
        lines.append(f"  dose    not known: {row.why_not}")
    else:
        layer = row.layer.replace("_", " ")
        lines.append(
            f"  dose    {_two(row.dose.median)} J/cm2 in the {layer} "
            f"({_two(row.dose.p05)} to {_two(row.dose.p95)})"
        )
    if row.tightest is not None and row.share is not None:
        over = row.share > 1
        share = f"{_two(row.share)} times the limit" if over else f"{row.share:.0%} of the limit"
        lines.append(
            f"  safety  {'a limit is passed' if over else 'limits kept'}; closest: "
            f"{row.tightest.name}, {share}"
        )
    usd, price = row.mask.price_usd, row.usd_per_j_cm2
    cost = "not known" if usd is None else f"{usd:g} USD"
    per_dose = "" if price is None else f", {_two(price)} USD per J/cm2 of one session"
    lines.append(f"  price   {cost}{per_dose}")
    return "\n".join(lines)


def _two(value: float) -> str:
    """Two significant digits, never with an exponent."""
    return f"{float(f'{value:.2g}'):.10g}"


def _json(row: Delivered) -> dict[str, Json]:
    from openpbm.files.json_value import rounded

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
        "tightest_ceiling": None if row.tightest is None else row.tightest.id,
        "ceiling_share": None if row.share is None else rounded(row.share),
        "price_usd": row.mask.price_usd,
        "usd_per_j_cm2": None if price is None else rounded(price),
        "why_not": row.why_not or None,
    }
