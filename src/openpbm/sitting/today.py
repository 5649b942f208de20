"""May there be light today, and which: the one answer for terminal, app and demo.

Pure: plan, all light so far and now go in. The same function answers before the checklist and
inside the transaction that writes the beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from openpbm.delivery.limit import MS_PER_MINUTE
from openpbm.delivery.order import Order, order_of
from openpbm.fact import Message, Quantity, message
from openpbm.record import LightEvent, Moment
from openpbm.session import Part, Refusal, refusal
from openpbm.sitting.plan import KeptPlan, followed, held_on
from openpbm.tables import numbers
from openpbm.tracking.account import LightRecord, history, record_of
from openpbm.tracking.due import Due, due, whole_share
from openpbm.tracking.rest import before_newest, rested
from openpbm.tracking.room import Room, light_so_far, room_left
from openpbm.tracking.skin import asked_of, bearing, rests


@dataclass(frozen=True, kw_only=True)
class PartToday:
    """One light of today's session, and whether it was given."""

    part: Part
    minutes: float  # what is left of it; of one that is done, all
    is_done: bool


@dataclass(frozen=True, kw_only=True)
class Today:
    """An order, or why there is none; and what has to be asked before it."""

    moment: Moment
    refusals: tuple[Refusal, ...]
    order: Order | None = None  # of the part that was asked for, or of the next to do
    parts: tuple[PartToday, ...] = ()
    due: Due | None = None  # what the calendar and the screen ask; None where it was not reached
    less: tuple[Message, ...] = ()  # what the skin had that leaves less than planned
    ask_skin: date | None = None  # day of the last session, of whose skin nobody told yet

    @property
    def minutes(self) -> float | None:
        """Of the next light, or of the longest that is left of several; None where there is none.

        As much as may be given, which what the skin had or the days before may have lessened.
        """
        to_do = [one for one in self.parts if not one.is_done]
        return max((self._held(one) for one in to_do), default=None)

    def _held(self, one: PartToday) -> float:
        if self.order is None or one.part != self.order.part:
            return one.minutes
        return max(self.order.target_ms) / MS_PER_MINUTE

    @property
    def to_do(self) -> tuple[Part, ...]:
        """What is left of today's session, in the plan's order."""
        return tuple(one.part for one in self.parts if not one.is_done)


def today(
    plan: KeptPlan,
    events: Sequence[LightEvent],
    person_id: str,
    now: Moment,
    *,
    by_hand: bool,
    part: Part | None = None,
) -> Today:
    """Hold a plan against all light so far and the time it is.

    Args:
        plan: that is followed.
        events: of the person, in the order in which they were written.
        person_id: whose light it is.
        now: by both clocks.
        by_hand: the mask is not connected.
        part: of the session; None: the first that is not done.
    """
    if plan.session is None:
        return Today(moment=now, refusals=plan.refusals)
    record = record_of(events, person_id)
    skin = bearing(record, now.day)
    course = followed(plan, record)
    plan = held_on(plan, record, now.day, now.day)
    asked = due(course, record, now.day)
    own = [sitting for sitting in record.sittings if sitting.begun.mask_id == plan.mask_id]
    found = [
        before_newest(events, now),
        *asked.refusals,
        *skin.refusals,
        rests(record, now),
        rested(own, course.course.sessions_per_week, now),
        _going_on(events, record, now),
    ]
    parts = tuple(
        PartToday(
            part=kept.part,
            minutes=_left_min(kept.minutes, asked.given[kept.part]),
            is_done=asked.given[kept.part] >= whole_share(),
        )
        for kept in plan.parts
    )
    answer = Today(
        moment=now,
        refusals=tuple(no for no in found if no is not None),
        parts=parts,
        due=asked,
        less=skin.told,
        ask_skin=asked_of(record, now.day),
    )
    if answer.refusals:
        return answer
    order = _order(plan, events, person_id, now.day, part or answer.to_do[0], asked, by_hand)
    if isinstance(order, Refusal):
        return replace(answer, refusals=(order,))
    return replace(answer, order=order)


def _left_min(minutes: float, given: float) -> float:
    return minutes if given >= whole_share() else minutes * (1.0 - max(given, 0.0))


def unreadable(why: Message | str) -> Refusal:
    """No room where the light of before cannot be counted."""
    return refusal("ledger", message("refusal-ledger", why=why))


def room_today(
    plan: KeptPlan, events: Sequence[LightEvent], person_id: str, day: date
) -> Room | Refusal:
    """J/cm2 that each region of the plan may still get on a day, or why that is not known."""
    assert plan.session is not None
    light = light_so_far(
        history(events, person_id, day),
        before=plan.recent_light,
        planned_from=plan.start_date,
        ceilings=plan.session.ceilings,
    )
    if not light.is_known:
        return unreadable(light.why_unknown)
    regions = [rate.region for kept in plan.parts for rate in kept.rates]
    return room_left(plan.session.ceilings, light.doses, regions, day)


def _order(
    plan: KeptPlan,
    events: Sequence[LightEvent],
    person_id: str,
    day: date,
    part: Part,
    asked: Due,
    by_hand: bool,
) -> Order | Refusal:
    """What may be given to a part now: the rest of it, within today's room."""
    assert plan.session is not None
    given = asked.given.get(part)
    if given is None:
        return refusal("part", message("refusal-no_such_part"))
    if given >= whole_share():
        return refusal("done_today", message("refusal-part_done_today"))
    room = room_today(plan, events, person_id, day)
    if isinstance(room, Refusal):
        return room
    return order_of(
        plan.session,
        mask_id=plan.mask_id,
        room_j_cm2=room,
        part=part,
        by_hand=by_hand,
        given=given,
    )


def _going_on(events: Sequence[LightEvent], record: LightRecord, now: Moment) -> Refusal | None:
    """Two sessions at once would each count on the same room: a refusal while another writes."""
    near = timedelta(seconds=numbers("delivery")["alive_s"].value)
    open_ids = {s.begun.session_id for s in record.sittings if s.ended is None}
    writes = [e.at_utc for e in events if getattr(e, "session_id", None) in open_ids]
    if not any(abs(now.utc - at) <= near for at in writes):
        return None
    lasts = Quantity(near.total_seconds(), "s", figures=4, trimmed=True)
    return refusal("going_on", message("refusal-going_on", lasts=lasts))
