"""The tables behind the figures, for screen readers and for whoever wants the number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpbm.answer import DoseRow, EvennessRow, Plan, Planned
from openpbm.face import REGIONS
from openpbm.fact import Name, Quantity
from openpbm.interval import Interval
from openpbm.mask import Channel
from openpbm.reports import words
from openpbm.reports.figures import band
from openpbm.reports.table import Table
from openpbm.speech.say import say

PROFILE_MM = (0.0, 0.05, 0.1, 0.2, 0.5, 1.0, 1.5, 2.0, 3.0)  # rows of the profile's table
OF_SESSION = ("target", "dose", "evenness", "match", "profile")
MATCH_HEAD = ("band", "trial", "tier", "layer", "theirs", "yours", "ratio", "irradiance_ratio")


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
        caption=say("report-irradiance_table"),
        head=heads("region", "channel", "mean", "spread", "spot", "cavity"),
        rows=tuple(
            (
                words.region(row.region),
                words.channel(row.channel),
                words.number(row.mean_mw_cm2.median),
                words.between(row.mean_mw_cm2.p05, row.mean_mw_cm2.p95),
                words.number(row.hot_3p5mm_mw_cm2),
                f"× {words.fixed(row.cavity_gain, 2)}",
            )
            for row in sorted(plan.irradiance, key=lambda r: REGIONS.index(r.region))
        ),
    )


def _cell(dose: Interval) -> str:
    return f"{words.number(dose.median)} {words.span(dose.p05, dose.p95)}"


def _shares(low: float, high: float) -> str:
    return say("report-between", low=Quantity(low, "share"), high=Quantity(high, "share"))


def heads(*columns: str) -> tuple[str, ...]:
    """The heads of a table's columns."""
    return tuple(say(f"report-head_{column}") for column in columns)


def _by_region(
    cells: Mapping[tuple[str, str], str], columns: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """A row for each region that has a cell at all."""
    nothing = say("report-none")
    return tuple(
        (words.region(region), *(cells.get((region, column), nothing) for column in columns))
        for region in REGIONS
        if any((region, column) in cells for column in columns)
    )


def _target(plan: Planned) -> Table:
    roles = _roles(plan.dose)
    own = [row for row in plan.dose if row.layer == plan.target_layer]
    cells = {(row.region, row.channel): _cell(row.dose_j_cm2) for row in own}
    return Table(
        caption=say("report-target_table", layer=Name("layer", plan.target_layer)),
        head=(*heads("region"), *(words.channel(role) for role in roles)),
        rows=_by_region(cells, roles),
    )


def _layers(plan: Planned, role: str) -> Table:
    rows = [row for row in plan.dose if row.channel == role]
    layers = tuple(dict.fromkeys(row.layer for row in rows))
    cells = {(row.region, row.layer): _cell(row.dose_j_cm2) for row in rows}
    return Table(
        caption=say("report-layer_table", channel=words.capital(words.channel(role))),
        head=(*heads("region"), *(words.layer(layer) for layer in layers)),
        rows=_by_region(cells, layers),
    )


def _evenness(plan: Planned, role: str) -> Table:
    """Troughs and hot spots: what single LEDs leave on the skin, and what is left of it below."""
    return Table(
        caption=say("report-evenness_table", channel=words.capital(words.channel(role))),
        head=heads("region", "on_skin", "at_depth", "layer", "least", "most"),
        rows=tuple(
            (
                words.region(row.region),
                _shares(row.surface_low, row.surface_high),
                _shares(row.low, row.high),
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
        caption=say("report-match_table"),
        head=heads(*MATCH_HEAD),
        rows=tuple(
            (
                words.listed(filter(None, (band(row.band), row.zone)), "comma"),
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
        caption=say("report-profile_table"),
        head=(*heads("depth"), *(words.channel(c.role, c.peak_nm) for _, c in curves)),
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
    return say("report-not_printed") if value is None else words.number(value)
