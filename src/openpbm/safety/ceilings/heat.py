"""How warm a session may make skin and mask, as bounds. Theory 7.7 and 8.6; the estimate is 7."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.fact import Message, message
from openpbm.heat import Warming, cem43_so_far, contact_limit_degc, contact_row
from openpbm.safety.bound import Bound, constant, source_of
from openpbm.safety.exposure import Exposure
from openpbm.safety.hazard.limit import limit_row, of
from openpbm.tables import Row

JUDGED = "project"  # no source gives a temperature at which a skin like this darkens
TOUCHING = ("mask_temperature", "mask_temperature_led")  # its wall or pad; an LED


def temperature_bounds(exposure: Exposure) -> list[Bound]:
    """Limits of a part that touches, by time; of thermal dose; and a target that never gates."""
    target = limit_row("p_skin_temp")
    contact = limit_row("skin_temp_contact_ge10")
    warming = exposure.warming
    return [
        _gate(exposure),
        _degc_bound(
            "skin_temperature_contact",
            contact,
            warming,
            contact_limit_degc,
            more_rows=("skin_temp_contact_1_10",),
            row_at=contact_row,
        ),
        *_mask_bounds(warming),
        _thermal_dose_bound(warming),
        _degc_bound(
            "skin_temperature_target",
            target,
            warming,
            constant(of("p_skin_temp", "target_degc")),
        ),
    ]


def _gate(exposure: Exposure) -> Bound:
    """The skin of everybody, or what a row of the screen asks for where that is cooler."""
    row, degc = limit_row("skin_temp_disclosure"), of("skin_temp_disclosure", "degc")
    gate = _degc_bound("skin_temperature", row, exposure.warming, constant(degc))
    cool = exposure.cool
    if cool is None or cool.skin_degc_max is None or cool.skin_degc_max >= degc:
        return gate
    return replace(
        gate,
        limit=constant(cool.skin_degc_max),
        reason=message("limit-skin_kept_cool", row=cool.name),
        source=cool.source,
        status=JUDGED,
    )


def _mask_bounds(warming: Warming) -> list[Bound]:
    """The touching part of a worn mask; contact lasts as long as the session."""
    parts = zip(TOUCHING, (warming.mask, warming.at_led), strict=True)
    return [
        _degc_bound(
            id,
            limit_row("skin_temp_contact_ge10"),
            part,
            contact_limit_degc,
            more_rows=("skin_temp_contact_1_10",),
            row_at=contact_row,
        )
        for id, part in parts
        if part is not None
    ]


def _degc_bound(
    id: str,
    row: Row,
    warming: Warming,
    limit: Callable[[float], float],
    *,
    more_rows: tuple[str, ...] = (),
    row_at: Callable[[float], Row] | None = None,
) -> Bound:
    told = message(f"ceiling-{id}")
    return Bound(
        id=id,
        name=told,
        unit="degC",
        reason=told.but("reason"),
        source=source_of(row),
        status=row.text("status"),
        would_change=told.but("change"),
        rows=(row.text("id"), *more_rows),
        minutes=warming.minutes,
        at_full=warming.rise_degc,
        offset=warming.dark_degc,
        limit=limit,
        row_at=row_at,
    )


def _thermal_dose_bound(warming: Warming) -> Bound:
    """Minutes at 43 degC that would do as much; grows faster than the drive, so it has a law."""
    row = limit_row("cem43")
    trip = of("cem43", "trip_min")
    told = message("limit-thermal_dose", place=_hotter_place(warming))
    return Bound(
        id="thermal_dose",
        name=told,
        unit="min",
        reason=told.but("reason"),
        source=source_of(row),
        status=row.text("status"),
        would_change=told.but("change"),
        rows=("cem43",),
        minutes=warming.minutes,
        at_full=np.zeros_like(warming.rise_degc),
        offset=np.zeros_like(warming.dark_degc),
        limit=lambda _minutes: trip,
        law=lambda drive: cem43_so_far(warming.minutes, _hotter(warming, drive)),
    )


def _hotter(warming: Warming, drive: FloatArray) -> FloatArray:
    """(S, grid) degC of the surface or the basal layer, whichever is hotter at each time."""
    found = _lit(warming, drive)
    return found if warming.basal is None else np.maximum(found, _lit(warming.basal, drive))


def _lit(warming: Warming, drive: FloatArray) -> FloatArray:
    found: FloatArray = warming.dark_degc + np.einsum("scg,c->sg", warming.rise_degc, drive)
    return found


def _hotter_place(warming: Warming) -> Message:
    """Which of the two it is in most scenarios, at full drive when nothing changes any more."""
    if warming.basal is None:
        return message("limit-place_surface")
    full = np.ones(warming.rise_degc.shape[1])
    above = _lit(warming, full)[:, -1] >= _lit(warming.basal, full)[:, -1]
    if above.mean() >= 0.5:
        return message("limit-place_hotter_surface")
    return message("limit-place_hotter_basal")
