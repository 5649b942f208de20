"""Lamp risk groups of IEC 62471: the lowest group whose limit holds. Theory 8.4.

Each group looks with its own field of view and time. A formal group is one at the distance
of classification; irradiances as worn fall into the same bands, which is told but is no group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpbm.safety.hazard.limit import clipped, limit_row, of
from openpbm.safety.hazard.radiance import RAD_PER_MRAD, alpha_rad
from openpbm.safety.hazard.source import HazardSource
from openpbm.tables import Row, numbers, rows

GROUPS = ("Exempt", "RG1", "RG2", "RG3")
UVA = "unweighted 315-400"
IRRADIANCE = ("actinic_uv", "near_uv", "infrared_eye")  # hazards that have a band as worn


@dataclass(frozen=True, eq=False, kw_only=True)
class GroupRow:
    """One hazard of the table of groups: what each group sees, and allows."""

    id: str
    hazard: str
    quantity: str
    unit: str
    weighting: str
    values: tuple[float, ...]  # as Exempt, RG1 and RG2 measure it
    limits: tuple[float, ...]
    times_s: tuple[float, ...]
    fields_mrad: tuple[float, ...]  # empty: irradiance
    group: str
    clause: str
    source: str
    status: str


def risk_groups(source: HazardSource, place: str = "far") -> tuple[GroupRow, ...]:
    """Every hazard's group; worn, only the irradiances, and as bands."""
    table = rows("risk_groups").values()
    chosen = [row for row in table if place == "far" or row.text("id") in IRRADIANCE]
    return tuple(_group_row(source, row, place) for row in chosen if _applies(source, row))


def device_group(found: Sequence[GroupRow]) -> str:
    """The highest group over all hazards."""
    return max((row.group for row in found), key=GROUPS.index)


def lowest_group(values: Sequence[float], limits: Sequence[float]) -> str:
    """The first group whose limit holds for what it measures.

    >>> lowest_group([0.1, 0.1, 0.1], [1, 10, 100]), lowest_group([5, 5, 5], [1, 1, 2])
    ('Exempt', 'RG3')
    """
    for group, value, limit in zip(GROUPS, values, limits, strict=False):
        if value <= limit:
            return group
    return GROUPS[-1]


def _applies(source: HazardSource, row: Row) -> bool:
    if row.text("id") == "blue_light_small_source":
        extent = source.geometry.led_diameter_mm
        angle = alpha_rad(extent, source.geometry.far_mm)
        return angle < of("blue_EB_dose", "alpha_below_rad")
    if row.text("id") == "retinal_thermal_weak_stimulus":
        return source.is_dim and float(source.weights("WIR_iec62471").max()) > 0
    return True


def _group_row(source: HazardSource, row: Row, place: str) -> GroupRow:
    times, fields = row.floats("t_s"), row.floats("fov_mrad")
    values = tuple(_value(source, row, place, i) for i in range(len(times)))
    allowed = tuple(
        row.number(group.lower()) / (_angle(source, seconds) if row.flag("per_alpha") else 1.0)
        for group, seconds in zip(GROUPS, times, strict=False)
    )
    radiance = row.text("unit").endswith("sr-1")
    return GroupRow(
        id=row.text("id"),
        hazard=row.text("hazard"),
        quantity=row.text("quantity"),
        unit=row.text("unit"),
        weighting=row.text("weight"),
        values=values,
        limits=allowed,
        times_s=times,
        fields_mrad=fields if radiance else (),
        group=lowest_group(values, allowed),
        clause="IEC 62471:2006 Table 6.1",
        source=row.text("source"),
        status=row.text("status"),
    )


def _value(source: HazardSource, row: Row, place: str, group: int) -> float:
    """What a group measures: irradiance, one LED alone, or radiance over its own field."""
    column = "UVA" if row.text("weight") == UVA else row.text("weight")
    weights = source.weights(column)
    if row.text("id") == "blue_light_small_source":
        return float(weights @ source.led_irradiance_w_m2())
    if row.text("id") == "retinal_thermal_weak_stimulus":
        weights = weights * source.weights("WIR_iec62471")
    if not row.text("unit").endswith("sr-1"):
        return float(weights @ source.irradiance_w_m2(place))
    gamma_rad = row.floats("fov_mrad")[group] * RAD_PER_MRAD
    return float(weights @ source.radiance_w_m2_sr(place, gamma_rad))


def _angle(source: HazardSource, time_s: float) -> float:
    """Angle of the array, within the range that the limit knows at this time."""
    geometry = source.geometry
    known = numbers("measurement")
    low = known["alpha.min_iec_10s_rad" if time_s >= 10.0 else "alpha.min_iec_rad"].value
    high = limit_row("retinal_thermal_iec_long").row("values").number("alpha_max_rad")
    return clipped(alpha_rad(2.0 * geometry.mask_radius_mm, geometry.far_mm), low, high)
