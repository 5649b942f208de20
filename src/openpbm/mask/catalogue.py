"""The devices of the catalogue, by id: what their makers state, no more.

Empty in the table means not found; it stays None here and is never filled by guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from openpbm.errors import MaskError
from openpbm.mask.channel import Channel, Claim, Pulsing, named_apart
from openpbm.mask.device import Mask
from openpbm.mask.modes import switchable_ids
from openpbm.tables import Row, rows
from openpbm.units import dose_j_cm2

CLAIM_AGREES = 0.1  # share by which irradiance x time and a stated fluence may differ
BATTERY_WORDS = ("rechargeable", "battery", "batteries", "cordless")
MAINS_WORDS = ("mains", "power adapter", "power supply")
COMMON_WORDS = ("mask", "light", "led", "face", "red", "therapy", "panel", "skin", "pro")


def catalogue_ids() -> tuple[str, ...]:
    """All ids, in the order of the table."""
    return tuple(rows("devices"))


def catalogue_row(device_id: str) -> Row:
    """One row of the table, also of a device too little known to be planned.

    Raises:
        MaskError: unknown id, with the nearest ones.
    """
    found = rows("devices").get(device_id)
    if found is None:
        raise MaskError(
            f'found device "{device_id}"; expected an id of the catalogue'
            f"{_suggestion(device_id)} ('openpbm masks' lists all {len(catalogue_ids())})"
        )
    return found


def catalogue_mask(device_id: str) -> Mask:
    """A device of the catalogue, by id.

    Raises:
        MaskError: unknown id, with the nearest ones; or no wavelength is known.
    """
    return mask_of(catalogue_row(device_id))


def mask_of(row: Row) -> Mask:
    """The mask that one row of the table describes."""
    device_id = row.text("id")
    described = row.rows("channels")
    if not described:
        raise MaskError(
            f"{device_id}: found no wavelength in the catalogue; expected at least one channel. "
            "Describe the device in a mask file ('openpbm schema mask' shows the fields)"
        )
    modes = row.texts("modes")
    minutes = row.floats("session_min")
    channels = named_apart([_channel(row, number, each) for number, each in enumerate(described)])
    loose = switchable_ids(modes, [channel.id for channel in channels])
    channels = tuple(replace(channel, switchable=channel.id in loose) for channel in channels)
    distance_mm = row.maybe("distance_mm")
    count = row.maybe("led_count")
    return Mask(
        id=device_id,
        name=row.text("name"),
        maker=row.text("maker", ""),
        form=row.text("form"),
        setting=row.text("setting"),
        channels=channels,
        led_count=None if count is None else int(count),
        standoff_mm=distance_mm,
        contact=True if distance_mm == 0 else None,
        treated_area_cm2=row.maybe("treated_area_cm2"),
        supply_w=row.maybe("supply_w"),
        portable=_is_fed_by(row, BATTERY_WORDS) and not _is_fed_by(row, MAINS_WORDS),
        mains=_is_fed_by(row, MAINS_WORDS),
        session_min=minutes,
        modes=modes,
        price_usd=row.maybe("price_usd"),
        claim_status="claimed" if any(c.claim is not None for c in channels) else "unknown",
        notes=" ".join([row.text("notes", ""), *_clashes(channels, minutes)]).strip(),
    )


def _is_fed_by(row: Row, words: Sequence[str]) -> bool:
    """True where one of the words was read, not recalled, of what feeds the device."""
    said = row.text("power_source", "").lower()
    parents = row.row("provenance") if "provenance" in row else None
    if parents is None or "power_source" not in parents:
        return False
    read = parents.row("power_source").text("status", "") == "verified"
    return read and any(word in said for word in words)


def _channel(row: Row, number: int, channel: Row) -> Channel:
    role = channel.text("role")
    count = row.row("leds_per_channel").maybe(role) if "leds_per_channel" in row else None
    return Channel(
        role=role,
        peak_nm=channel.number("peak_nm"),
        peak_tol_nm=channel.maybe("peak_tol_nm"),
        fwhm_nm=channel.maybe("fwhm_nm"),
        led_count=None if count is None else int(count),
        claim=_claim(row, number, channel),
        dimmable=False,
        # anything but the plain word leaves the pattern in time unknown
        pulsing=Pulsing() if row.text("pulsing", "") == "continuous" else None,
    )


def _claim(row: Row, number: int, channel: Row) -> Claim | None:
    irradiance_mw_cm2 = channel.maybe("irradiance_mw_cm2")
    if irradiance_mw_cm2 is None:
        return None
    path = f"channels.{number}.irradiance_mw_cm2"
    parents = row.row("provenance") if "provenance" in row else None
    parent = parents.row(path) if parents is not None and path in parents else None
    return Claim(
        irradiance_mw_cm2=irradiance_mw_cm2,
        tolerance_mw_cm2=channel.maybe("irradiance_tol_mw_cm2"),
        fluence_j_cm2=channel.maybe("fluence_j_cm2_per_session"),
        status=parent.text("status", "claimed") if parent is not None else "claimed",
        source=", ".join(parent.texts("sources")) if parent is not None else "",
    )


def fluence_agrees(claim: Claim, minutes: float, share: float = 1.0) -> bool:
    """Whether irradiance x time gives the stated fluence, lit for a share of the time.

    A peak irradiance may promise more than the mean fluence, never less.
    """
    if claim.fluence_j_cm2 is None:
        return True
    ratio = claim.fluence_j_cm2 / dose_j_cm2(claim.irradiance_mw_cm2 * share, minutes)
    least = 0.0 if claim.meaning == "peak" else 1.0 - CLAIM_AGREES
    return least <= ratio <= 1.0 + CLAIM_AGREES


def _clashes(channels: tuple[Channel, ...], minutes: tuple[float, ...]) -> list[str]:
    """A sentence for each claim that contradicts itself: kept, but said."""
    found: list[str] = []
    for channel in channels:
        claim = channel.claim
        if claim is None or claim.fluence_j_cm2 is None or not minutes:
            continue
        if not fluence_agrees(claim, min(minutes)):
            promised_j_cm2 = dose_j_cm2(claim.irradiance_mw_cm2, min(minutes))
            found.append(
                f"CLASH: {channel.id} states {claim.fluence_j_cm2:g} J/cm2, but "
                f"{claim.irradiance_mw_cm2:g} mW/cm2 for {min(minutes):g} min is "
                f"{promised_j_cm2:.3g} J/cm2."
            )
    return found


def _suggestion(word: str) -> str:
    """The ids that look most like a word: those that hold it, then the closest."""
    ids, plain = list(catalogue_ids()), word.strip().lower().replace(" ", "-").replace("_", "-")
    holding = [device_id for device_id in ids if plain and plain in device_id]
    near = get_close_matches(plain, ids, n=3, cutoff=0.6)
    pieces = [p for p in plain.split("-") if len(p) > 2 and p not in COMMON_WORDS]
    sharing = [i for i in ids if any(piece in i.split("-") for piece in pieces)]
    starting = [device_id for device_id in holding if device_id.startswith(plain)]
    best = (starting or holding or list(dict.fromkeys([*near, *sharing])))[:3]
    return f"; did you mean {', '.join(best)}?" if best else ""
