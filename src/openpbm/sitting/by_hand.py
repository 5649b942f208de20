"""A session that was done by hand, as the events that a book keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from openpbm.record import BY_HAND, LightEvent, SessionBegun, SessionEnded
from openpbm.session import Part
from openpbm.sitting.plan import KeptPlan
from openpbm.tracking.account import LightRecord

ID_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class DoneByHand:
    """One light of a session, as it would be written down if all of it was given."""

    begun: SessionBegun
    lit_min: tuple[tuple[str, float], ...]  # id of the channel, minutes of the whole

    @property
    def part(self) -> Part:
        """Which light of a session."""
        return Part(self.begun.zone, self.begun.goal)

    def events(self, minutes: float | None = None) -> list[LightEvent]:
        """Beginning and end in one: no light is written down that was not given.

        Args:
            minutes: that it took; None: as long as planned.
        """
        share = 1.0 if minutes is None else minutes / self.begun.planned_min
        ended = SessionEnded(
            session_id=self.begun.session_id,
            at_utc=self.begun.at_utc,
            lit_min=tuple((role, planned * share) for role, planned in self.lit_min),
            reason="done" if share >= 1 else "stopped",
        )
        return [self.begun, ended]


def of_plan(
    plan: KeptPlan, person_id: str, day: date, now: datetime, fresh: Callable[[int], bytes]
) -> list[DoneByHand]:
    """Each light of a plan's session, one for each zone and goal.

    Args:
        plan: with a session.
        person_id: whose.
        day: of the person's calendar, when it was done.
        now: when it is written down.
        fresh: that many bytes nobody has had before.
    """
    return [
        DoneByHand(
            begun=SessionBegun(
                session_id=fresh(ID_BYTES).hex(),
                person_id=person_id,
                mask_id=plan.mask_id,
                plan_sha256=plan.sha256,
                zone=light.part.zone,
                goal=light.part.goal,
                source=BY_HAND,
                day=day,
                at_utc=now,
                planned_min=light.minutes,
                tick_s=0.0,
                rates=light.rates,
            ),
            lit_min=light.lit_min,
        )
        for light in plan.parts
    ]


def as_last_time(
    record: LightRecord, day: date, now: datetime, fresh: Callable[[int], bytes]
) -> list[DoneByHand]:
    """Each light of the plan that was followed last; nothing where there was no session yet."""
    if not record.sittings:
        return []
    last = record.sittings[-1].begun
    plan = last.mask_id, last.plan_sha256
    same = {s.part: s for s in record.sittings if (s.begun.mask_id, s.begun.plan_sha256) == plan}
    found = []
    for sitting in same.values():
        begun = replace(
            sitting.begun, session_id=fresh(ID_BYTES).hex(), source=BY_HAND, day=day, at_utc=now,
            tick_s=0.0,
        )  # fmt: skip
        # minutes of each colour keep the proportion that they had
        full = max((value for _, value in sitting.told_min), default=0.0)
        told = dict(sitting.told_min) or dict.fromkeys((rate.role for rate in begun.rates), full)
        lit = {
            role: begun.planned_min * (value / full if full > 0 else 1.0)
            for role, value in told.items()
        }
        found.append(DoneByHand(begun=begun, lit_min=tuple(lit.items())))
    return found
