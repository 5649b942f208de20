"""A session that was done by hand, as the events that a ledger keeps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import uuid4

from openpbm.record import LightEvent, SessionBegun, SessionEnded
from openpbm.sitting.plan import KeptPlan


def sessions_of(
    plan: KeptPlan, person_id: str, day: date, now: datetime
) -> list[tuple[SessionBegun, dict[str, float]]]:
    """The beginning of each sitting of a plan, one for each zone and goal; its minutes by role."""
    return [
        (
            SessionBegun(
                session_id=uuid4().hex,
                person_id=person_id,
                mask_id=plan.mask_id,
                plan_sha256=plan.sha256,
                zone=session.part.zone,
                goal=session.part.goal,
                source="by_hand",
                day=day,
                at_utc=now,
                planned_min=session.minutes,
                tick_s=0.0,
                rates=session.rates,
            ),
            dict(session.lit_min),
        )
        for session in plan.sessions
    ]


def by_hand(begun: SessionBegun, lit: Mapping[str, float], minutes: float) -> list[LightEvent]:
    """Beginning and end in one: no light is written down that was not given."""
    share = minutes / begun.planned_min
    ended = SessionEnded(
        session_id=begun.session_id,
        at_utc=begun.at_utc,
        lit_min=tuple((role, planned * share) for role, planned in lit.items()),
        reason="done" if share >= 1 else "stopped",
    )
    return [begun, ended]
