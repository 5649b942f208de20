"""`openpbm masks`: the devices of the catalogue, and what is known of one."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.output import echo_json

if TYPE_CHECKING:
    from openpbm.files.json_value import Json
    from openpbm.mask import Channel, Mask
    from openpbm.tables import Row

UNCHECKED = "from memory, not checked"


def masks_command(
    device_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One device.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the devices of the catalogue, or tell what is known of one."""
    from openpbm.mask.catalogue import catalogue_ids, catalogue_row

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


def _mask(row: Row) -> Mask | None:
    """The mask, or None where not even a wavelength is known."""
    from openpbm.mask.catalogue import mask_of

    return mask_of(row) if row.rows("channels") else None


def _line(row: Row) -> str:
    mask = _mask(row)
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
    mask = _mask(row)
    told = [
        ("maker", row.text("maker", "") + _parent(row, "maker")),
        ("kind", f"{row.text('form').replace('_', ' ')}, {row.text('setting')}"),
    ]
    if mask is None:
        told.append(("light", "no wavelength known: without a mask file it cannot be planned"))
    else:
        for number, channel in enumerate(mask.channels):
            parent = _parent(row, f"channels.{number}.peak_nm")
            told.append(("light", _told(channel, parent)))
        told.append(("timer", _minutes(mask) + _parent(row, "session_min")))
        told.append(("not known", ", ".join(unknowns(mask)) or "nothing that matters here"))
    for number, clearance in enumerate(row.rows("regulatory")):
        found = clearance.text("number", "no number found")
        parent = _parent(row, f"regulatory.{number}.pathway")
        told.append(
            ("clearance", f"{clearance.text('body')} {clearance.text('pathway')}, {found}{parent}")
        )
    price = row.maybe("price_usd")
    shown = "not known" if price is None else f"{price:g} USD{_parent(row, 'price_usd')}"
    told.append(("price", shown))
    if row.text("notes", ""):
        told.append(("notes", row.text("notes")))
    lines = [f"{row.text('name')} ({row.text('id')})"]
    for label, text in told:
        indent = f"  {label:<11}"
        lines.append(fill(text, width=80, initial_indent=indent, subsequent_indent=" " * 13))
    return "\n".join(lines)


def _parent(row: Row, path: str) -> str:
    """A warning behind a value that rests on memory; nothing behind one that was read."""
    if "provenance" not in row or path not in row.row("provenance"):
        return ""
    recalled = row.row("provenance").row(path).text("status", "") == "recalled"
    return f" ({UNCHECKED})" if recalled else ""


def _told(channel: Channel, parent: str) -> str:
    text = f"{channel.role} {channel.peak_nm:g} nm{parent}"
    claim = channel.claim
    if claim is None:
        return f"{text}, irradiance not stated"
    text += f", {claim.irradiance_mw_cm2:g} mW/cm2 "
    return text + (f"({UNCHECKED})" if claim.status == "recalled" else "claimed by the maker")


def _minutes(mask: Mask) -> str:
    steps = ", ".join(f"{minutes:g}" for minutes in mask.session_min)
    return f"{steps} min" if steps else "not known"


def unknowns(mask: Mask) -> list[str]:
    """What is not known of a mask and widens every interval."""
    gaps = {
        "irradiance": not mask.has_irradiance,
        "what the claimed irradiance means": any(
            c.claim is not None and c.claim.meaning is None and not c.readings
            for c in mask.channels
        ),
        "distance to the skin": mask.standoff_mm is None,
        "reflectance of its inner face": mask.inner_reflectance is None,
        "pulsing": any(c.pulsing is None for c in mask.channels),
        "width of the spectrum": any(
            c.fwhm_nm is None and c.spectrum is None for c in mask.channels
        ),
        "number of LEDs": mask.led_count is None
        and any(c.led_count is None for c in mask.channels),
        "eye shield": mask.eye_shield is None,
        "timer steps": not mask.session_min,
    }
    return [name for name, missing in gaps.items() if missing]


def _summary(row: Row) -> dict[str, Json]:
    mask = _mask(row)
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
        "role": channel.role,
        "peak_nm": channel.peak_nm,
        "switchable": channel.switchable,
        "claimed_mw_cm2": None if claim is None else claim.irradiance_mw_cm2,
        "claim_provenance": None if claim is None else claim.status,
    }
