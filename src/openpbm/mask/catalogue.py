"""The devices of the catalogue, by id: what their makers state, no more.

Empty in the table means not found; it stays None here and is never filled by guess.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from openpbm.errors import MaskError, TableError, offered
from openpbm.fact import Message, Quantity, message
from openpbm.mask.channel import Channel, Claim, Pulsing, named_apart
from openpbm.mask.device import FORMS, Mask, Mode
from openpbm.mask.modes import switchable_ids
from openpbm.role import ROLES
from openpbm.tables import typed
from openpbm.tables.row.device import DeviceRow, Electrical, StatedChannel, StatedTotal
from openpbm.units import MINUTES_PER_HOUR, W_PER_MW, dose_j_cm2

CLAIM_AGREES = 0.1  # share by which irradiance x time and a stated fluence may differ
COMMON_WORDS = ("mask", "light", "led", "face", "red", "therapy", "panel", "skin", "pro")
MEANING = {"total_over_channels": "sum", "peak": "peak", "maximum": "peak"}  # else it is unsaid


def catalogue_ids() -> tuple[str, ...]:
    """All ids, in the order of the table."""
    return tuple(typed("devices", DeviceRow))


def catalogue_row(device_id: str) -> DeviceRow:
    """One row of the table, also of a device too little known to be planned.

    Raises:
        MaskError: unknown id, with the nearest ones.
    """
    found = typed("devices", DeviceRow).get(device_id)
    if found is None:
        raise MaskError(
            f'found device "{device_id}"; expected an id of the catalogue'
            f"{_suggestion(device_id)} ('openpbm masks' lists all {len(catalogue_ids())})"
        )
    return found


def catalogue_mask(device_id: str) -> Mask:
    """A device of the catalogue, by id.

    Args:
        device_id: as `openpbm masks` and `catalogue_ids` list them.

    Raises:
        MaskError: unknown id, with the nearest ones; or it cannot be described as a mask.
    """
    return mask_of(catalogue_row(device_id))


def known_mask(row: DeviceRow) -> Mask | None:
    """The mask of a row; None where no wavelength is known or it is moved over the face by hand."""
    return mask_of(row) if row.channels and row.form in FORMS else None


def mask_of(row: DeviceRow) -> Mask:
    """The mask that one row of the table describes.

    Raises:
        MaskError: no wavelength is known, or a device held in the hand.
    """
    if not row.channels:
        raise MaskError(
            f"{row.id}: found no wavelength in the catalogue; expected at least one channel. "
            "Describe the device in a mask file ('openpbm schema mask' shows the fields)"
        )
    if row.form not in FORMS:
        raise MaskError(
            f"{row.id}: found a {row.form} device; expected one that stays in its place: "
            f"{', '.join(FORMS)}. How long each place is lit hangs on the hand that moves it"
        )
    channels = named_apart([_channel(row, number) for number in range(len(row.channels))])
    modes = tuple(Mode(name=mode.name, lights=mode.lights) for mode in row.modes)
    loose = switchable_ids(modes, [channel.id for channel in channels])
    channels = tuple(replace(channel, switchable=channel.id in loose) for channel in channels)
    total = _total_claim(row)
    has_claim = total is not None or any(c.claim is not None for c in channels)
    return Mask(
        id=row.id,
        name=row.name,
        maker=row.maker or "",
        form=row.form,
        setting=row.setting,
        channels=channels,
        total_claim=total,
        led_count=row.led_count,
        standoff_mm=row.distance_mm,
        contact=True if row.distance_mm == 0 else None,
        treated_area_cm2=row.treated_area_cm2,
        supply_w=None if row.electrical is None else running_w(row.electrical),
        portable=row.fed_by == ("battery",),
        mains="mains" in row.fed_by,
        session_min=row.session_min,
        per_week=row.per_week,
        programme_weeks=row.programme_weeks,
        minutes_recalled=row.is_recalled("session_min"),
        maker_goals=_goals_named(row),
        modes=modes,
        price_usd=row.price_usd,
        claim_status="claimed" if has_claim else "unknown",
        notes=row.notes or "",
    )


def running_w(found: Electrical) -> float | None:
    """Electrical power while a device runs; None where nothing tells.

    A reading at the mains goes first, then battery over run time, then the rating. What a charger
    can give is left out: a battery may discharge faster than it is charged.

    >>> running_w(Electrical(rated_w=11.0, battery_mah=2500.0, battery_v=3.7, run_min=74.0))
    7.5
    """
    if found.mains_w_measured is not None:
        return found.mains_w_measured
    if found.battery_mah is None or found.battery_v is None or found.run_min is None:
        return found.rated_w
    energy_wh = found.battery_mah * found.battery_v * W_PER_MW
    return energy_wh * MINUTES_PER_HOUR / found.run_min


def _goals_named(row: DeviceRow) -> tuple[str, ...] | None:
    """Ids of goals that the words of a maker name; None where none of its words were read."""
    is_read = row.indications_for_use is not None or bool(row.names_goals)
    return row.names_goals if is_read else None


def _channel(row: DeviceRow, number: int) -> Channel:
    stated = row.channels[number]
    if stated.role not in ROLES:
        raise TableError(
            f"devices.json, row {row.id}: channels[{number}].role: found {stated.role!r}; "
            f"expected one of {', '.join(ROLES)}"
        )
    return Channel(
        role=stated.role,
        peak_nm=stated.peak_nm,
        peak_tol_nm=stated.peak_tol_nm,
        fwhm_nm=stated.fwhm_nm,
        led_count=(row.leds_per_channel or {}).get(stated.role),
        claim=_claim(row, number, stated),
        dimmable=False,
        # anything but the plain word leaves the pattern in time unknown
        pulsing=Pulsing() if row.pulsing == "continuous" else None,
    )


def _claim(row: DeviceRow, number: int, stated: StatedChannel) -> Claim | None:
    if stated.irradiance_mw_cm2 is None:
        return None
    fluence_j_cm2 = stated.fluence_j_cm2_per_session
    if fluence_j_cm2 is None and _is_of_shortest(row) and row.leaflet_fluence is not None:
        fluence_j_cm2 = (row.leaflet_fluence.per_channel_j_cm2 or {}).get(stated.role)
    status, source = _parent(row, f"channels.{number}.irradiance_mw_cm2")
    return Claim(
        irradiance_mw_cm2=stated.irradiance_mw_cm2,
        tolerance_mw_cm2=stated.irradiance_tol_mw_cm2,
        fluence_j_cm2=fluence_j_cm2,
        status=status,
        source=source,
    )


def _total_claim(row: DeviceRow) -> Claim | None:
    """One number for all channels, where none of those that it counts has its own.

    A total that leaves a channel out is taken for all of them: of that one nothing else is said.
    """
    total = row.total_irradiance_mw_cm2
    if total is None or _says_each(row, total):
        return None
    status, source = _parent(row, "total_irradiance_mw_cm2")
    leaflet = row.leaflet_fluence if _is_of_shortest(row) else None
    return Claim(
        irradiance_mw_cm2=total.value,
        meaning=MEANING.get(total.meaning),
        fluence_j_cm2=None if leaflet is None else leaflet.total_j_cm2,
        distance_mm=total.at_distance_mm or None,  # 0 is at the surface: where it lay is unsaid
        status=status,
        source=source,
    )


def _says_each(row: DeviceRow, total: StatedTotal) -> bool:
    return any(
        channel.irradiance_mw_cm2 is not None and channel.role in total.counts
        for channel in row.channels
    )


def _is_of_shortest(row: DeviceRow) -> bool:
    """Whether the leaflet's dose is that of the shortest programme."""
    leaflet = row.leaflet_fluence
    return leaflet is not None and bool(row.session_min) and leaflet.minutes == min(row.session_min)


def _parent(row: DeviceRow, path: str) -> tuple[str, str]:
    """Status of a claim, and ids of its sources."""
    parent = (row.provenance or {}).get(path)
    return ("claimed", "") if parent is None else (parent.status, ", ".join(parent.sources))


def fluence_agrees(claim: Claim, minutes: float, share: float = 1.0) -> bool:
    """Whether irradiance x time gives the stated fluence, lit for a share of the time.

    A peak irradiance may promise more than the mean fluence, never less.
    """
    if claim.fluence_j_cm2 is None:
        return True
    ratio = claim.fluence_j_cm2 / dose_j_cm2(claim.irradiance_mw_cm2 * share, minutes)
    least = 0.0 if claim.meaning == "peak" else 1.0 - CLAIM_AGREES
    return least <= ratio <= 1.0 + CLAIM_AGREES


def clashes(mask: Mask) -> tuple[Message, ...]:
    """Each claim that contradicts itself over the shortest programme: kept, but said."""
    found: list[Message] = []
    for channel in mask.channels:
        claim = channel.claim
        if claim is None or claim.fluence_j_cm2 is None or not mask.session_min:
            continue
        minutes = min(mask.session_min)
        if not fluence_agrees(claim, minutes):
            promised_j_cm2 = dose_j_cm2(claim.irradiance_mw_cm2, minutes)
            found.append(
                message(
                    "device-claim_clash",
                    channel=channel.id,
                    stated=_figures(claim.fluence_j_cm2, "J/cm2"),
                    irradiance=_figures(claim.irradiance_mw_cm2, "mW/cm2"),
                    minutes=Quantity(minutes, "min"),
                    promised=_figures(promised_j_cm2, "J/cm2"),
                )
            )
    return tuple(found)


def _figures(value: float, unit: str) -> Quantity:
    return Quantity(value, unit, figures=3, trimmed=True)


def _suggestion(word: str) -> str:
    """The ids that look most like a word: those that hold it, then the closest."""
    ids, plain = list(catalogue_ids()), word.strip().lower().replace(" ", "-").replace("_", "-")
    holding = [device_id for device_id in ids if plain and plain in device_id]
    near = get_close_matches(plain, ids, n=3, cutoff=0.6)
    pieces = [p for p in plain.split("-") if len(p) > 2 and p not in COMMON_WORDS]
    sharing = [i for i in ids if any(piece in i.split("-") for piece in pieces)]
    starting = [device_id for device_id in holding if device_id.startswith(plain)]
    best = (starting or holding or list(dict.fromkeys([*near, *sharing])))[:3]
    return offered(best)
