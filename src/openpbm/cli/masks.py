"""`openpbm masks`: the devices of the catalogue, and what is known of one."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.output import echo_json

if TYPE_CHECKING:
    from openpbm.files.json_value import Json
    from openpbm.mask import Channel
    from openpbm.tables import Row


def masks_command(
    device_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One device.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the devices of the catalogue, or tell what is known of one."""
    from openpbm.mask.catalogue import catalogue_ids, catalogue_row
    from openpbm.reports.mask_words import UNCHECKED

    if device_id is not None:
        row = catalogue_row(device_id)
        if as_json:
            echo_json(_summary(row))
        else:
            typer.echo(_card(row))
        return
    rows = [catalogue_row(key) for key in catalogue_ids()]
    if as_json:
        echo_json([_summary(row) for row in rows])
        return
    typer.echo(f"{'id':<35}{'light, nm':<21}states mW/cm2")
    for row in rows:
        typer.echo(_line(row))
    typer.echo(f"\n{len(rows)} devices, as their makers state; ? is {UNCHECKED}.")
    typer.echo("'openpbm masks ID' tells what is known of one.")


def _line(row: Row) -> str:
    from openpbm.reports.mask_words import known_mask

    mask = known_mask(row)
    if mask is None:
        return f"{row.text('id'):<35}no wavelength known"
    light = " ".join(f"{channel.peak_nm:g}" for channel in mask.channels)
    claims = ", ".join(
        f"{c.role} {c.claim.irradiance_mw_cm2:g}{'?' if c.claim.status == 'recalled' else ''}"
        for c in mask.channels
        if c.claim is not None
    )
    return f"{mask.id:<35}{light:<21}{claims or 'nothing'}"


def _card(row: Row) -> str:
    from openpbm.reports.mask_words import facts

    lines = [f"{row.text('name')} ({row.text('id')})"]
    for label, text in facts(row):
        indent = f"  {label:<11}"
        lines.append(fill(text, width=80, initial_indent=indent, subsequent_indent=" " * 13))
    return "\n".join(lines)


def _summary(row: Row) -> dict[str, Json]:
    from openpbm.reports.mask_words import known_mask, unknowns

    mask = known_mask(row)
    channels: list[Json] = []
    minutes: list[Json] = []
    gaps: list[Json] = ["wavelength"]
    if mask is not None:
        channels = [_channel_json(channel) for channel in mask.channels]
        minutes = list(mask.session_min)
        gaps = list(unknowns(mask))
    return {
        "id": row.text("id"),
        "name": row.text("name"),
        "maker": row.text("maker", ""),
        "form": row.text("form"),
        "setting": row.text("setting"),
        "channels": channels,
        "session_min": minutes,
        "claim_status": "unknown" if mask is None else mask.claim_status,
        "price_usd": row.maybe("price_usd"),
        "unknown": gaps,
        "notes": row.text("notes", ""),
        "source": row.text("source"),
        "status": row.text("status"),
    }


def _channel_json(channel: Channel) -> dict[str, Json]:
    claim = channel.claim
    return {
        "id": channel.id,
        "role": channel.role,
        "peak_nm": channel.peak_nm,
        "switchable": channel.switchable,
        "claimed_mw_cm2": None if claim is None else claim.irradiance_mw_cm2,
        "claim_provenance": None if claim is None else claim.status,
    }
