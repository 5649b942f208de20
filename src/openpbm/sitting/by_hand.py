"""A session that was done by hand, as the events that a book keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from openpbm.answer import IrradianceRow
from openpbm.mask import Mask
from openpbm.record import BY_HAND, LightEvent, LightRate, SessionBegun, SessionEnded, light_band
from openpbm.session import Part
from openpbm.sitting.plan import KeptPlan
from openpbm.tables import rows
from openpbm.tracking.account import LightRecord
from openpbm.tracking.skin import bearing, said_by
from openpbm.units import J_CM2_PER_MINUTE

ID_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class DoneByHand:
    """One light of a session, as it would be written down if all of it was given."""

    begun: SessionBegun
    lit_min: tuple[tuple[str, float], ...]  # id of the channel, minutes of the whole
    usual_min: float | None = None  # that it takes where nobody says; None: as planned

    @property
    def part(self) -> Part:
        """Which light of a session."""
        return Part(self.begun.zone, self.begun.goal)

    def events(self, minutes: float | None = None) -> list[LightEvent]:
        """Beginning and end in one: no light is written down that was not given.

        Args:
            minutes: that it took; None: as long as usual.
        """
        took = self.usual_min if minutes is None else minutes
        share = 1.0 if took is None else took / self.begun.planned_min
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


def without_plan(
    mask: Mask,
    seen: Sequence[IrradianceRow],
    person_id: str,
    day: date,
    now: datetime,
    fresh: Callable[[int], bytes],
) -> DoneByHand:
    """Minutes with a mask that no plan asked for, at its full light.

    The dose is that of the light that was worked out for this mask; where there is none it is
    not known, and the session counts as a full one, as more where it is longer, never as none.

    Args:
        mask: that shone.
        seen: its light on the skin at full drive; empty where nothing bounds it.
        person_id: whose.
        day: of the person's calendar, when it was done.
        now: when it is written down.
        fresh: that many bytes nobody has had before.
    """
    channels = tuple(channel.id for channel in mask.channels)
    rates = _rates(mask, seen)
    is_known = {rate.role for rate in rates} == set(channels)
    begun = SessionBegun(
        session_id=fresh(ID_BYTES).hex(),
        person_id=person_id,
        mask_id=mask.id,
        plan_sha256="",
        zone="",
        source=BY_HAND,
        day=day,
        at_utc=now,
        planned_min=max(mask.session_min, default=usual_min()),
        tick_s=0.0,
        rates=rates if is_known else (),
        dose_unknown=not is_known,
    )
    return DoneByHand(begun=begun, lit_min=tuple((id, begun.planned_min) for id in channels))


def usual_min() -> float:
    """Minutes of a full session with a mask whose programme nobody states."""
    return rows("schedule")["usual_programme"].number("minutes")


def _rates(mask: Mask, seen: Sequence[IrradianceRow]) -> tuple[LightRate, ...]:
    bands = {channel.id: light_band(channel.peak_nm) for channel in mask.channels}
    return tuple(
        LightRate(
            role=row.channel,
            band=bands[row.channel],
            region=row.region,
            mean_j_cm2_min=row.mean_mw_cm2.median * J_CM2_PER_MINUTE,
            hot_j_cm2_min=row.hot_3p5mm_mw_cm2 * J_CM2_PER_MINUTE,
        )
        for row in seen
        if row.channel in bands
    )


def as_last_time(
    record: LightRecord, day: date, now: datetime, fresh: Callable[[int], bytes]
) -> list[DoneByHand]:
    """Each light of the plan that was followed last; nothing where there was no session yet.

    By a plan it takes as long as that plan ever asked for, or as the last time while the skin
    shortens it; without a plan as long as the last time. What was undone was no session.
    """
    stand = [sitting for sitting in record.sittings if not sitting.is_undone]
    if not stand:
        return []
    last = stand[-1].begun
    plan = last.mask_id, last.plan_sha256
    own = [s for s in stand if (s.begun.mask_id, s.begun.plan_sha256) == plan]
    same = {s.part: s for s in own}
    whole = dict.fromkeys(same, 0.0)
    if last.plan_sha256:
        whole = {part: max(s.begun.planned_min for s in own if s.part == part) for part in same}
    borne = bearing(said_by(record, day), day).share
    found = []
    for sitting in same.values():
        planned = sitting.begun.planned_min
        begun = replace(
            sitting.begun, session_id=fresh(ID_BYTES).hex(), source=BY_HAND, day=day, at_utc=now,
            tick_s=0.0, planned_min=max(planned, whole[sitting.part] * borne),
        )  # fmt: skip
        # minutes of each colour keep the proportion that they had
        full = max((value for _, value in sitting.told_min), default=0.0)
        told = dict(sitting.told_min) or dict.fromkeys((rate.role for rate in begun.rates), full)
        lit = {
            role: begun.planned_min * (value / full if full > 0 else 1.0)
            for role, value in told.items()
        }
        usual_min = None if begun.plan_sha256 else sitting.minutes
        found.append(DoneByHand(begun=begun, lit_min=tuple(lit.items()), usual_min=usual_min))
    return found
