"""How much light of a day is left for a skin: caps of a day and of weeks less what it had.

The caps come with the session, as its ceilings; nothing here computes one. Cautions are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from openpbm.record import LIGHT_BANDS, WHOLE_FACE, DayDose, LightHistory
from openpbm.safety.cumulative import counted_doses, full_sessions, window_days
from openpbm.session import Ceiling

Room = Mapping[tuple[str, str], float]  # J/cm2 by band and region


def day_caps(ceilings: Sequence[Ceiling]) -> dict[str, float]:
    """J/cm2 of a day by band, as a session's own ceilings say."""
    limits = {ceiling.id: ceiling.limit for ceiling in ceilings}
    return {band: limits[day] for band in LIGHT_BANDS if (day := f"light_day_{band}") in limits}


def full_light(ceilings: Sequence[Ceiling]) -> dict[str, float]:
    """J/cm2 of a full session by band, as a session's own ceilings of a week say.

    A band of which they say nothing counts as at the cap of its day.
    """
    limits, sessions = {ceiling.id: ceiling.limit for ceiling in ceilings}, full_sessions()["week"]
    return {
        band: limits[week] / sessions if (week := f"light_week_{band}") in limits else most
        for band, most in day_caps(ceilings).items()
    }


def room_left(
    ceilings: Sequence[Ceiling], doses: Iterable[DayDose], regions: Iterable[str], today: date
) -> Room:
    """J/cm2 that each region may still get today at its hottest spot, by band; never below zero.

    The least that the windows leave which end today. A band without a ceiling of its day is not
    in it, and so has no room.

    Args:
        ceilings: of the session.
        doses: light so far; that after today is not looked at.
        regions: that the session lights.
        today: of the person's calendar.

    Source: Theory 8.8; docs/theory/limits.md.
    """
    caps = {ceiling.id: ceiling.limit for ceiling in ceilings if not ceiling.advisory}
    kept = tuple(doses)
    found: dict[tuple[str, str], float] = {}
    for band in day_caps(ceilings):
        for region in dict.fromkeys(regions):
            left = [
                cap - _had(kept, band, region, today - timedelta(days=days - 1), today)
                for window, days in window_days().items()
                if (cap := caps.get(f"light_{window}_{band}")) is not None
            ]
            found[band, region] = max(min(left), 0.0)
    return found


def _had(doses: Sequence[DayDose], band: str, region: str, first: date, last: date) -> float:
    return sum(
        dose.dose_j_cm2
        for dose in doses
        if dose.band == band and dose.region in (region, WHOLE_FACE) and first <= dose.day <= last
    )


def light_so_far(
    kept: LightHistory,
    *,
    before: LightHistory,
    planned_from: date,
    ceilings: Sequence[Ceiling],
) -> LightHistory:
    """What a ledger knows, and what a plan was told of the time before it.

    Where nobody said what came before, the time up to the start of the plan counts as full
    sessions: the same as the plan itself counted when it set its first day. A ledger that cannot be
    added up stays unknown.

    Args:
        kept: the history out of the ledger.
        before: what the person said of light before the plan.
        planned_from: the start of the plan.
        ceilings: of the session.
    """
    if not kept.is_known:
        return kept
    full, most = full_light(ceilings), day_caps(ceilings)
    past, since = (
        counted_doses(history, full, planned_from, most=most) for history in (before, kept)
    )
    return LightHistory(is_known=True, doses=(*past, *since))
