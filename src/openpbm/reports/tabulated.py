"""The tables behind the figures, for screen readers and for whoever wants the number."""

from __future__ import annotations

from collections.abc import Sequence

from openpbm.answer import DoseRow, EvennessRow, Plan, Planned
from openpbm.face import REGIONS
from openpbm.interval import Interval
from openpbm.mask import Channel
from openpbm.reports import words
from openpbm.reports.figures import band
from openpbm.reports.table import Table

PROFILE_MM = (0.0, 0.05, 0.1, 0.2, 0.5, 1.0, 1.5, 2.0, 3.0)  # rows of the profile's table
OF_SESSION = ("target", "dose", "evenness", "match", "profile")
MATCH_HEAD = (
    "Band",
    "Trial",
    "Tier",
    "Layer",
    "Trial’s dose",
    "Yours",
    "Ratio",
    "Irradiance ratio",
)


def tables(plan: Plan) -> dict[str, tuple[Table, ...]]:
    """The numbers behind the figures."""
    return {
        "irradiance": (_irradiance(plan),) if plan.irradiance else (),
        **(_of_session(plan) if isinstance(plan, Planned) else dict.fromkeys(OF_SESSION, ())),
    }


def _of_session(plan: Planned) -> dict[str, tuple[Table, ...]]:
    return {
        "target": (_target(plan),),
        "dose": tuple(_layers(plan, role) for role in _roles(plan.dose)),
        "evenness": tuple(_evenness(plan, role) for role in _roles(plan.evenness)),
        "match": (_match(plan),),
        "profile": (_profile(plan),),
    }


def _roles(rows: Sequence[DoseRow] | Sequence[EvennessRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.channel for row in rows))


def _irradiance(plan: Plan) -> Table:
    return Table(
        caption="Light on the skin at full drive, mW/cm²: mean with 5–95 %, brightest spot of "
        "3.5 mm, and how much the light between mask and skin adds",
        head=("Region", "Channel", "Mean", "5–95 %", "Spot", "Cavity gain"),
        rows=tuple(
            (
                words.region(row.region),
                words.channel(row.channel),
                words.number(row.mean_mw_cm2.median),
                f"{words.number(row.mean_mw_cm2.p05)} to {words.number(row.mean_mw_cm2.p95)}",
                words.number(row.hot_3p5mm_mw_cm2),
                f"× {row.cavity_gain:.2f}",
            )
            for row in sorted(plan.irradiance, key=lambda r: REGIONS.index(r.region))
        ),
    )


def _cell(dose: Interval) -> str:
    return f"{words.number(dose.median)} {words.span(dose.p05, dose.p95)}"


def _target(plan: Planned) -> Table:
    roles = _roles(plan.dose)
    own = [row for row in plan.dose if row.layer == plan.target_layer]
    cells = {(row.region, row.channel): _cell(row.dose_j_cm2) for row in own}
    return Table(
        caption=f"Dose of one session in the {words.layer(plan.target_layer)}, J/cm²: median "
        "(5 to 95 %)",
        head=("Region", *(words.channel(role) for role in roles)),
        rows=tuple(
            (words.region(region), *(cells.get((region, role), "none") for role in roles))
            for region in REGIONS
            if any((region, role) in cells for role in roles)
        ),
    )


def _layers(plan: Planned, role: str) -> Table:
    rows = [row for row in plan.dose if row.channel == role]
    layers = tuple(dict.fromkeys(row.layer for row in rows))
    cells = {(row.region, row.layer): _cell(row.dose_j_cm2) for row in rows}
    return Table(
        caption=f"{words.sentence(words.channel(role))[:-1]}: dose of one session by layer, "
        "J/cm², median (5 to 95 %)",
        head=("Region", *(words.layer(layer) for layer in layers)),
        rows=tuple(
            (words.region(region), *(cells.get((region, layer), "none") for layer in layers))
            for region in REGIONS
            if any((region, layer) in cells for layer in layers)
        ),
    )


def _evenness(plan: Planned, role: str) -> Table:
    """Troughs and hot spots: what single LEDs leave on the skin, and what is left of it below."""
    return Table(
        caption=f"{words.sentence(words.channel(role))[:-1]}: share of the region’s mean that 5 % "
        "of its skin stay below and 5 % are above, on the skin and at depth; the dose of one "
        "session there, J/cm², median (5 to 95 %)",
        head=("Region", "On the skin", "At depth", "Layer", "Least lit", "Most lit"),
        rows=tuple(
            (
                words.region(row.region),
                f"{words.percent(row.surface_low)} to {words.percent(row.surface_high)}",
                f"{words.percent(row.low)} to {words.percent(row.high)}",
                words.layer(row.layer),
                _cell(row.low_j_cm2),
                _cell(row.high_j_cm2),
            )
            for row in plan.evenness
            if row.channel == role
        ),
    )


def _match(plan: Planned) -> Table:
    return Table(
        caption="Dose in the target layer, J/cm²: median (5 to 95 %)",
        head=MATCH_HEAD,
        rows=tuple(
            (
                band(row.band) + (f", {row.zone}" if row.zone else ""),
                row.trial,
                row.tier,
                words.layer(row.target_layer),
                _cell(row.trial_dose_j_cm2),
                _cell(row.person_dose_j_cm2),
                words.number(row.ratio),
                _ratio(row.irradiance_ratio),
            )
            for row in plan.match
        ),
    )


def colours(plan: Plan) -> tuple[tuple[int, Channel], ...]:
    """The mask's channels with their place, each colour once though zones may share it."""
    once: dict[tuple[str, float], tuple[int, Channel]] = {}
    for place, channel in enumerate(plan.mask.channels):
        once.setdefault((channel.id, channel.peak_nm), (place, channel))
    return tuple(once.values())


def _profile(plan: Planned) -> Table:
    profile = plan.profile
    depths = profile.depths_mm.tolist()
    picked = sorted(
        {min(range(len(depths)), key=lambda i: abs(depths[i] - want)) for want in PROFILE_MM}
    )
    curves = colours(plan)
    return Table(
        caption="Fluence rate divided by the irradiance on the skin: median (5 to 95 %)",
        head=("Depth", *(words.channel(c.role, c.peak_nm) for _, c in curves)),
        rows=tuple(
            (
                words.quantity(depths[i], "mm"),
                *(
                    f"{words.number(float(profile.median[c, i]))} "
                    + words.span(float(profile.p05[c, i]), float(profile.p95[c, i]))
                    for c, _ in curves
                ),
            )
            for i in picked
        ),
    )


def _ratio(value: float | None) -> str:
    return "not printed" if value is None else words.number(value)
