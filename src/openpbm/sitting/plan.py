"""A plan as whoever follows it needs it: its light, its days, what was said before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from openpbm.fact import Message
from openpbm.person import ProtocolMark
from openpbm.record import LightHistory, LightRate
from openpbm.session import Part, Refusal, Session, ZoneSession, light_rates, shortened
from openpbm.tracking.account import LightRecord
from openpbm.tracking.adherence import (
    Adherence,
    GoesOn,
    PlannedCourse,
    days_before,
    less,
    total_sessions,
)
from openpbm.tracking.due import Followed, ToCome, asked_share, standing, to_come


@dataclass(frozen=True, kw_only=True)
class KeptPart:
    """One light of a kept plan's session: of the whole mask, or of one zone for one goal."""

    part: Part
    minutes: float
    lit_min: tuple[tuple[str, float], ...]  # id of the channel, minutes of a whole session
    rates: tuple[LightRate, ...]


@dataclass(frozen=True, kw_only=True)
class KeptPlan:
    """What giving light, writing it down and counting it need of a plan."""

    path: Path
    sha256: str  # of the plan's inputs, as the plan itself says
    mask_id: str
    mask_name: str
    start_date: date
    verdict: Message
    cautions: tuple[Message, ...]
    refusals: tuple[Refusal, ...]
    session: Session | None  # None: the plan is an honest no
    course: PlannedCourse  # without dates where there is no session
    trial_ratios: tuple[tuple[str, float], ...]  # trial, dose of a session over the trial's
    recent_light: LightHistory  # what the person said of light before the plan
    protocol: ProtocolMark | None = None  # by which its goals were chosen
    screened: date | None = None  # the day of the answers that it was made from, where not its own
    standoff_mm: float | None = None  # from the light to the skin, as the plan has it
    goes_on: GoesOn | None = None  # with a course that had begun

    @property
    def parts(self) -> tuple[KeptPart, ...]:
        """The lights of its session: one, or one for each zone and goal."""
        if self.session is None:
            return ()
        whole = ZoneSession(
            zone="",
            regions=(),
            goal="",
            minutes=self.session.minutes,
            channels=self.session.channels,
        )
        return tuple(_kept(zone) for zone in self.session.zones or (whole,))


def followed(plan: KeptPlan, record: LightRecord) -> Followed:
    """The calendar of a kept plan: of a course that it goes on with, what is left."""
    behind, total = had_before(plan, record), total_sessions(t for t, _ in plan.trial_ratios)
    return Followed(
        sha256=plan.sha256,
        mask_id=plan.mask_id,
        start=plan.start_date,
        course=less(plan.course, len(behind)),
        parts=tuple(kept.part for kept in plan.parts),
        sessions_total=None if total is None else max(total - len(behind), 0),
        minutes=tuple(kept.minutes for kept in plan.parts),
        gentle_first=0 if plan.session is None else plan.session.gentle_first,
        screened=plan.screened,
        behind=tuple(sorted(behind)),
    )


def had_before(plan: KeptPlan, record: LightRecord) -> frozenset[date]:
    """The days of the course that a plan goes on with; none of a course that it begins."""
    own = (sitting for sitting in record.sittings if sitting.begun.mask_id == plan.mask_id)
    return days_before(own, plan.course, plan.goes_on)


def to_come_of(record: LightRecord, plan: KeptPlan, today: date) -> ToCome | None:
    """What is left of the course of a plan; None of one that gives no light."""
    return None if plan.session is None else to_come(followed(plan, record), record, today)


def held_on(plan: KeptPlan, record: LightRecord, day: date, today: date) -> KeptPlan:
    """The plan as it holds on a day: shorter by what the skin had, or where a yes let it pass."""
    if plan.session is None:
        return plan
    share = asked_share(followed(plan, record), record, day, today)
    return plan if share >= 1 else replace(plan, session=shortened(plan.session, share))


def adherence_of(record: LightRecord, plan: KeptPlan, today: date) -> Adherence:
    """Planned against done with the mask of a plan, and what remains of its course."""
    return standing(followed(plan, record), record, today)


def _kept(zone: ZoneSession) -> KeptPart:
    lit = [channel for channel in zone.channels if channel.minutes > 0 and channel.rates]
    return KeptPart(
        part=zone.part,
        minutes=zone.minutes,
        lit_min=tuple((channel.id, channel.minutes) for channel in lit),
        rates=light_rates(lit),
    )
