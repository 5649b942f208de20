"""Read from a plan.json what its light is at depth over its course: input of the chain."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

from openpbm.answer import Planned
from openpbm.errors import PlanFileError
from openpbm.files.plan.file import read_plan_file
from openpbm.response.pathway.draws import LONGEST_NM, RED_FROM_NM, LightCourse, LightPart
from openpbm.session import SessionChannel
from openpbm.tables import typed
from openpbm.tables.row.pathway import InflamedRow

FOLLOW_DAYS = 7.0  # looked on after the last session
Z_95 = 1.645  # standard deviations from the middle to the 95th percentile


def read_light_course(path: Path) -> LightCourse:
    """The light of a plan in its target layer, red to near-infrared, over its course.

    Raises:
        PlanFileError: no plan, one without a session, or one without red or near-infrared.
    """
    plan = read_plan_file(path)
    if not isinstance(plan, Planned):
        raise PlanFileError(f"{path}: found a plan without a session; expected one with a session")
    parts = tuple(
        part
        for channel in plan.session.lit
        if RED_FROM_NM <= channel.peak_nm <= LONGEST_NM
        for part in _parts(plan, channel)
    )
    if not parts:
        raise PlanFileError(
            f"{path}: found no light from {RED_FROM_NM:g} to {LONGEST_NM:g} nm; expected some, "
            "since the chain of events is written for red and near-infrared light"
        )
    days = _days(plan.course.dates)
    return LightCourse(
        parts=parts,
        session_min=plan.session.minutes,
        start_days=days,
        end_day=days[-1] + FOLLOW_DAYS,
        rise_k=max(0.0, plan.temperature.rise_k.median),
        inflamed=any(goal in typed("pathway_inflamed", InflamedRow) for goal in plan.goals),
    )


def _parts(plan: Planned, channel: SessionChannel) -> list[LightPart]:
    """Mean over the regions that the channel lights; the interval as a spread."""
    own = [d for d in plan.dose if d.channel == channel.id and d.layer == plan.target_layer]
    lit = [d for d in own if d.fluence_rate_mw_cm2 > 0]
    if not lit:
        return []
    wide = [
        math.log(dose.p95 / dose.p05) / (2.0 * Z_95)
        for dose in (d.dose_j_cm2 for d in lit)
        if dose.p95 > dose.p05 > 0
    ]
    return [
        LightPart(
            peak_nm=channel.peak_nm,
            fluence_rate_mw_cm2=sum(d.fluence_rate_mw_cm2 for d in lit) / len(lit),
            spread_ln=sum(wide) / len(wide) if wide else 0.0,
        )
    ]


def _days(dates: tuple[date, ...]) -> tuple[float, ...]:
    found = sorted(set(dates))
    return tuple(float((day - found[0]).days) for day in found)
