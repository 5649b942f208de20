"""How warm a session may make skin and mask, as bounds. Theory 7.7 and 8.6; the estimate is 7."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.heat import Warming, cem43_so_far, contact_limit_degc, contact_row
from openpbm.safety.bound import Bound, constant, source_of
from openpbm.safety.exposure import Exposure
from openpbm.safety.hazard_limit import limit_row, of
from openpbm.tables import Row

MEASURED = "a skin temperature measured under this mask"
MASK_MEASURED = (
    "the power this mask draws, read on a USB power meter, or its temperature measured on a face"
)
SURFACE = "labelled estimate of the skin surface"
BY_TIME = "43 degC from 10 minutes on; in less 48 degC, which rests on memory of the table alone"
TOUCHING = {
    "mask_temperature": (
        "Temperature of the mask where it touches",
        "labelled estimate of its wall on the skin, or of the pad that holds it off",
    ),
    "mask_temperature_led": (
        "Temperature of the mask at one LED",
        "labelled estimate of an LED that touches, or is not known to keep off the skin",
    ),
}


def temperature_bounds(exposure: Exposure) -> list[Bound]:
    """Limits of a part that touches, by time; of thermal dose; and a target that never gates."""
    gate, target = limit_row("skin_temp_disclosure"), limit_row("p_skin_temp")
    contact = limit_row("skin_temp_contact_ge10")
    warming = exposure.warming
    return [
        _degc_bound(
            "skin_temperature",
            gate,
            "Skin temperature",
            warming,
            constant(of("skin_temp_disclosure", "degc")),
        ),
        _degc_bound(
            "skin_temperature_contact",
            contact,
            "Skin temperature by contact time",
            warming,
            contact_limit_degc,
            reason=f"{SURFACE}; {BY_TIME}",
            more_rows=("skin_temp_contact_1_10",),
            row_at=contact_row,
        ),
        *_mask_bounds(warming),
        _thermal_dose_bound(warming),
        _degc_bound(
            "skin_temperature_target",
            target,
            "Skin temperature, design target",
            warming,
            constant(of("p_skin_temp", "target_degc")),
            advisory=True,
        ),
    ]


def _mask_bounds(warming: Warming) -> list[Bound]:
    """The touching part of a worn mask; contact lasts as long as the session."""
    parts = zip(TOUCHING, (warming.mask, warming.at_led), strict=True)
    return [
        _degc_bound(
            id,
            limit_row("skin_temp_contact_ge10"),
            TOUCHING[id][0],
            part,
            contact_limit_degc,
            reason=f"{TOUCHING[id][1]}; {BY_TIME}",
            more_rows=("skin_temp_contact_1_10",),
            row_at=contact_row,
            would_change=MASK_MEASURED,
        )
        for id, part in parts
        if part is not None
    ]


def _degc_bound(
    id: str,
    row: Row,
    name: str,
    warming: Warming,
    limit: Callable[[float], float],
    *,
    reason: str = SURFACE,
    more_rows: tuple[str, ...] = (),
    would_change: str = MEASURED,
    advisory: bool = False,
    row_at: Callable[[float], Row] | None = None,
) -> Bound:
    return Bound(
        id=id,
        name=name,
        unit="degC",
        reason=reason,
        source=source_of(row),
        status=row.text("status"),
        would_change=would_change,
        rows=(row.text("id"), *more_rows),
        minutes=warming.minutes,
        at_full=warming.rise_degc,
        offset=warming.dark_degc,
        limit=limit,
        advisory=advisory,
        row_at=row_at,
    )


def _thermal_dose_bound(warming: Warming) -> Bound:
    """Minutes at 43 degC that would do as much; grows faster than the drive, so it has a law."""
    row = limit_row("cem43")
    trip = of("cem43", "trip_min")
    return Bound(
        id="thermal_dose",
        name="Thermal dose (CEM43)",
        unit="min",
        reason=f"minutes at 43 degC that would do as much, at the {_hotter_place(warming)}; "
        "project trip",
        source=source_of(row),
        status=row.text("status"),
        would_change=MEASURED,
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


def _hotter_place(warming: Warming) -> str:
    """Which of the two it is in most scenarios, at full drive when nothing changes any more."""
    if warming.basal is None:
        return "skin surface"
    full = np.ones(warming.rise_degc.shape[1])
    above = _lit(warming, full)[:, -1] >= _lit(warming.basal, full)[:, -1]
    most = "surface" if above.mean() >= 0.5 else "basal layer"
    return f"hotter of surface and basal layer (mostly the {most})"
