"""Read a mask file: the device as its maker or a laboratory describes it."""

from __future__ import annotations

import re
from pathlib import Path

from openpbm.errors import InputError, MaskError
from openpbm.fact import message
from openpbm.files.data_sheet import led_power
from openpbm.files.mask_beside import half_angle_of, positions_of, spectrum_of
from openpbm.files.mask_claim import claim_of, field_at, over_time_of
from openpbm.files.mask_model import (
    ChannelModel,
    ChannelReadingModel,
    MaskFileModel,
    MaskTable,
    PulsingModel,
)
from openpbm.files.model_error import validated
from openpbm.files.toml_file import parsed_toml, read_bytes, text_of
from openpbm.files.word import check_goal, regions_of
from openpbm.mask import Channel, Mask, Mode, Pulsing, Reading, Spectrum, Zone
from openpbm.mask.catalogue import catalogue_mask
from openpbm.mask.channel import named_apart
from openpbm.response.evidence import goal_of
from openpbm.role import ROLES, role_of
from openpbm.speech.say import say

LONGEST_ID = 120  # letters, as the field id takes
PEAK_AGREES_NM = 10.0  # between a stated peak and a measured spectrum


def find_mask(text: str, beside: Path | None = None) -> Mask:
    """A mask by catalogue id, or by the name of a mask file.

    A name with a slash or the ending .toml is a file; `beside` is the folder it is
    relative to.

    Raises:
        MaskError: neither a known id nor a good file.
    """
    if names_file(text):
        return read_mask(mask_path(text, beside))
    return catalogue_mask(text)


def mask_named(text: str, file: Path, field: str) -> Mask:
    """A mask that another file names, by id or as a file beside it.

    Raises:
        MaskError: as `find_mask`, with the file and its field.
    """
    try:
        return find_mask(text, file.parent)
    except InputError as problem:
        raise type(problem)(f"{file}: field {field}: {problem}") from None


def names_file(text: str) -> bool:
    """True for what must be a file, not a catalogue id."""
    return text.lower().endswith(".toml") or "/" in text or "\\" in text


def mask_path(text: str, beside: Path | None = None) -> Path:
    """Where a mask file lies."""
    path = Path(text).expanduser()
    return beside / path if beside is not None and not path.is_absolute() else path


def read_mask(path: Path) -> Mask:
    """The mask that a file describes.

    Raises:
        MaskError: with file, field, what was found and what was expected.
    """
    return mask_from_text(text_of(read_bytes(path), str(path)), path)


def mask_from_text(text: str, path: Path) -> Mask:
    """The mask of a TOML text; `path` names it and places the files it mentions."""
    content = parsed_toml(text, str(path))
    if "person" in content and "channels" not in content:
        raise MaskError(f"{path}: found a person file; expected a mask file, with [[channels]]")
    model = validated(MaskFileModel, content, str(path), MaskError)
    try:
        return _mask(model, path)
    except InputError as problem:
        raise MaskError(f"{path}: {problem}") from None


def _mask(model: MaskFileModel, path: Path) -> Mask:
    table = model.mask
    pulsings = {pulsing_of(entry.pulsing) for entry in model.channels}
    shared = pulsings.pop() if len(pulsings) == 1 else None
    over_time = over_time_of(model.total_claim, table, shared, None)
    channels = named_apart(
        [_channel(entry, table, path, number) for number, entry in enumerate(model.channels, 1)]
    )
    _check_distinct(channels)
    _check_named(channels, [zone.name for zone in table.zones])
    zones = tuple(
        Zone(name=zone.name, regions=regions_of(zone.regions, "mask.zones.regions"))
        for zone in table.zones
    )
    mask = Mask(
        id=table.id or _slug(path.stem),
        name=table.name,
        maker=table.maker,
        form=table.form,
        setting=table.setting,
        channels=channels,
        led_count=table.led_count,
        total_claim=claim_of(model.total_claim, over_time),
        standoff_mm=table.standoff_mm,
        standoff_tol_mm=table.standoff_tol_mm,
        inner_reflectance=table.inner_reflectance,
        contact=table.contact,
        fan=table.fan,
        wet=table.wet,
        eye_shield=table.eye_shield,
        openings=None if table.openings is None else tuple(sorted(set(table.openings))),
        treated_area_cm2=table.treated_area_cm2,
        width_mm=table.width_mm,
        height_mm=table.height_mm,
        supply_w=table.supply_w,
        supply_v=table.supply_v,
        supply_a=table.supply_a,
        energy_wh_per_session=table.energy_wh_per_session,
        portable=table.portable,
        mains=table.mains,
        session_min=tuple(sorted(set(table.session_min))),
        per_week=table.per_week,
        programme_weeks=table.programme_weeks,
        maker_goals=_goals(table.maker_goals),
        stop_by_hand=table.stop_by_hand,
        zones=zones,
        modes=tuple(Mode(name=m.name, lights=tuple(m.lights)) for m in table.modes),
        price_usd=table.price_usd,
        fictitious=table.fictitious,
        notes=table.notes,
        claim_status=claim_status(channels, total=model.total_claim is not None),
    )
    _check_zones(mask)
    return mask


def _goals(words: list[str] | None) -> tuple[str, ...] | None:
    """Ids of the goals that a leaflet names, each once."""
    if words is None:
        return None
    for word in words:
        check_goal(word, "mask.maker_goals")
    return tuple(dict.fromkeys(goal_of(word).id for word in words))


def claim_status(channels: tuple[Channel, ...], *, total: bool) -> str:
    """The word for how well the light is known: measured, claimed or unknown.

    Measured needs a reading of every channel; claimed, any statement at all.
    """
    if all(channel.readings for channel in channels):
        return "measured"
    said = total or any(c.claim is not None or c.power_mw is not None for c in channels)
    return "claimed" if said else "unknown"


def pulsing_of(entry: str | PulsingModel | None) -> Pulsing | None:
    """How the light is switched, from the word "continuous" or a table."""
    if entry is None:
        return None
    if isinstance(entry, str):
        return Pulsing()
    return Pulsing(frequency_hz=entry.frequency_hz, duty=entry.duty)


def reading_of(model: ChannelReadingModel, field: str) -> Reading:
    """What a meter showed, from the file.

    Raises:
        MaskError: a reading that cannot be, by its field.
    """
    if model.by is not None and model.meter is not None:
        raise MaskError(
            f'field {field}: found by = "{model.by}" beside meter = "{model.meter}"; expected '
            "meter alone"
        )
    try:
        return Reading(
            region=one_region(model.region, f"{field}.region"),
            irradiance_mw_cm2=model.irradiance_mw_cm2,
            illuminance_lux=model.illuminance_lux,
            ppfd_umol_m2_s=model.ppfd_umol_m2_s,
            meter="laboratory" if model.by == "laboratory" else model.meter,
            distance_mm=model.distance_mm,
            skin_behind=model.skin_behind,
            over_time=model.over_time,
            another_mask=model.another_mask,
        )
    except MaskError as problem:
        raise MaskError(f"field {field}: {problem}") from None


def one_region(word: str, field: str) -> str:
    """The one region where a meter lay."""
    regions = regions_of([word], field)
    if len(regions) != 1:
        raise InputError(
            f'field {field}: found "{word}", which is more than one region; expected a single '
            'one, such as "left_cheek"'
        )
    return regions[0]


def _channel(entry: ChannelModel, table: MaskTable, path: Path, number: int) -> Channel:
    spectrum = spectrum_of(entry, path, number)
    pulsing = pulsing_of(entry.pulsing)
    over_time = over_time_of(entry.claim, table, pulsing, number)
    positions = positions_of(entry, table, path, number)
    if positions is not None and entry.led_count not in (None, len(positions)):
        raise MaskError(
            f"{field_at('led_count', number)}: found {entry.led_count} beside {len(positions)} "
            "positions; expected the same number"
        )
    peak_nm = _peak_nm(entry, spectrum, number)
    power = led_power(entry, peak_nm, spectrum, f"entry {number}")
    return Channel(
        role=entry.role,
        peak_nm=peak_nm,
        id=_id(entry, number),
        peak_tol_nm=entry.peak_tol_nm,
        fwhm_nm=entry.fwhm_nm,
        spectrum=spectrum,
        led_count=len(positions) if positions is not None else entry.led_count,
        positions_mm=None if positions is None else positions[:, :3],
        directions=None if positions is None else positions[:, 3:],
        half_angle_deg=half_angle_of(entry, path, number),
        power_mw=power.mw,
        power_said=power.said,
        by_eye=power.by_eye,
        claim=claim_of(entry.claim, over_time),
        readings=tuple(
            reading_of(reading, f"channels.readings (entry {number})") for reading in entry.readings
        ),
        switchable=entry.switchable,
        dimmable=entry.dimmable,
        pulsing=pulsing,
        zone=entry.zone,
    )


def _id(entry: ChannelModel, number: int) -> str:
    if entry.id is not None and role_of(entry.id) is not ROLES[entry.role]:
        raise MaskError(
            f'{field_at("id", number)}: found "{entry.id}"; expected "{entry.role}", or '
            f'"{entry.role}_" and more, so that the name says the colour'
        )
    return entry.id or ""


def _peak_nm(entry: ChannelModel, spectrum: Spectrum | None, number: int) -> float:
    if entry.peak_nm is None and spectrum is None:
        raise MaskError(
            f"{field_at('peak_nm', number)}: found nothing; expected a wavelength between 400 and "
            "1100 nm, or a spectrum"
        )
    peak_nm = entry.peak_nm
    if spectrum is not None:
        if peak_nm is not None and abs(peak_nm - spectrum.peak_nm) > PEAK_AGREES_NM:
            found, peak = f"{peak_nm:g}", f"{spectrum.peak_nm:g}"
            told = message("trade-mask_peak", found=found, peak=peak)
            raise MaskError(say("trade-in_mask", field=field_at("peak_nm", number), what=told))
        peak_nm = spectrum.peak_nm
    assert peak_nm is not None
    low, high = ROLES[entry.role].peak_nm
    if not low <= peak_nm <= high:
        fitting = [r.name for r in ROLES.values() if r.peak_nm[0] <= peak_nm <= r.peak_nm[1]]
        raise MaskError(
            f'{field_at("peak_nm", number)}: found {peak_nm:g} in a "{entry.role}" channel; '
            f"expected {low:g} to {high:g}" + (f', or role = "{fitting[0]}"' if fitting else "")
        )
    return peak_nm


def _check_distinct(channels: tuple[Channel, ...]) -> None:
    """One channel for each id and zone."""
    entries: dict[tuple[str, str | None], int] = {}
    for number, channel in enumerate(channels, start=1):
        first = entries.setdefault((channel.id, channel.zone), number)
        if first != number:
            raise MaskError(
                f'field channels.id: found "{channel.id}" twice (entries {first} and {number}); '
                f'expected one channel for each, or an id of its own, such as "{channel.id}_inner"'
            )


def _check_named(channels: tuple[Channel, ...], zones: list[str]) -> None:
    """Every zone of a channel is one of the mask's."""
    for number, channel in enumerate(channels, start=1):
        if channel.zone is not None and channel.zone not in zones:
            raise MaskError(
                f'{field_at("zone", number)}: found "{channel.zone}"; expected one of '
                f"{', '.join(zones) or 'the [[mask.zones]], of which there are none'}"
            )


def _check_zones(mask: Mask) -> None:
    taken: dict[str, str] = {}
    for zone in mask.zones:
        for region in zone.regions:
            if region in taken:
                raise MaskError(
                    f'field mask.zones.regions: found "{region}" in "{taken[region]}" and in '
                    f'"{zone.name}"; expected each region in one zone'
                )
            taken[region] = zone.name


def _slug(stem: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", stem.lower())[:LONGEST_ID].strip("-") or "mask"
