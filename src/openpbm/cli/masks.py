"""`openpbm masks`: the devices of the catalogue, and what is known of one."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.option import AsJson
from openpbm.cli.output import echo_json, tell, told
from openpbm.fact import Message, Quantity, message

if TYPE_CHECKING:
    from openpbm.files.json_value import Json
    from openpbm.mask import Channel, Claim, Mask
    from openpbm.tables.row.device import DeviceRow

LABEL = 11  # columns of a label, where none is longer


def masks_command(
    device_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="help-masks-device-id", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the devices of the catalogue, or tell what is known of one."""
    from openpbm.mask.catalogue import catalogue_ids, catalogue_row
    from openpbm.reports.mask.words import UNCHECKED

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
    head = [_word(what) for what in ("id", "light", "states")]
    typer.echo(f"{head[0]:<36}{head[1]:<20}{head[2]}")
    for row in rows:
        typer.echo(_line(row))
    typer.echo()
    tell(message("cli-masks_count", devices=len(rows), unchecked=UNCHECKED))
    tell(message("cli-masks_more"))


def _line(row: DeviceRow) -> str:
    from openpbm.mask.catalogue import known_mask

    mask = known_mask(row)
    if mask is None:
        return f"{row.id:<36}{_word('in_hand' if row.channels else 'no_wavelength')}"
    light = " ".join(f"{channel.peak_nm:g}" for channel in mask.channels)
    return f"{mask.id:<36}{light:<20}{', '.join(_claims(mask)) or _word('nothing')}"


def _word(what: str) -> str:
    """A head, or another text without gaps."""
    return told(message(f"cli-masks_word_{what}"))


def _claims(mask: Mask) -> list[str]:
    own = [(c.role, c.claim) for c in mask.channels if c.claim is not None]
    if mask.total_claim is not None:
        own.append((_word("total"), mask.total_claim))
    return [told(_claimed(of, claim)) for of, claim in own]


def _claimed(of: str, claim: Claim) -> Message:
    figure = f"{claim.irradiance_mw_cm2:g}{'?' if claim.status == 'recalled' else ''}"
    if claim.distance_mm is None:
        return message("cli-masks_claim", of=of, figure=figure)
    distance = Quantity(claim.distance_mm, "mm", figures=4, trimmed=True)
    return message("cli-masks_claim_at", of=of, figure=figure, distance=distance)


def _card(row: DeviceRow) -> str:
    from openpbm.reports.mask.words import facts

    lines, told = [f"{row.name} ({row.id})"], facts(row)
    wide = max(LABEL, *(len(label) + 1 for label, _ in told))  # of the longest in the language
    for label, text in told:
        indent = f"  {label:<{wide}}"
        after = " " * len(indent)
        lines.append(fill(text, width=80, initial_indent=indent, subsequent_indent=after))
    return "\n".join(lines)


def _summary(row: DeviceRow) -> dict[str, Json]:
    from openpbm.mask.catalogue import known_mask
    from openpbm.reports.mask.words import unknowns
    from openpbm.speech.say import in_english

    mask = known_mask(row)
    channels: list[Json] = []
    minutes: list[Json] = []
    gaps: list[Json] = [] if row.channels else ["wavelength"]
    total: Claim | None = None
    if mask is not None:
        channels = [_channel_json(channel) for channel in mask.channels]
        minutes = list(mask.session_min)
        gaps = [in_english(gap) for gap in unknowns(mask)]
        total = mask.total_claim
    return {
        "id": row.id,
        "name": row.name,
        "maker": row.maker or "",
        "form": row.form,
        "setting": row.setting,
        "channels": channels,
        "total_claimed_mw_cm2": None if total is None else total.irradiance_mw_cm2,
        "session_min": minutes,
        "claim_status": "unknown" if mask is None else mask.claim_status,
        "price_usd": row.price_usd,
        "unknown": gaps,
        "notes": row.notes or "",
        "source": row.source,
        "status": row.status,
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
