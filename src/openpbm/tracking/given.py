"""One session as it went, and what it counts as: the one home of how much light was given."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from openpbm.record import (
    BY_HAND,
    LIGHT_BANDS,
    DayDose,
    LightRate,
    SessionBegun,
    SessionCorrected,
    SessionEnded,
    SessionOrdered,
    SessionResolved,
)
from openpbm.session import Part
from openpbm.tracking.order_light import OrderLight, orders_of, resolved_min

SECONDS_PER_MIN = 60.0
LOG_LOST = "log_lost"  # end of a session whose progress this ledger lost


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """One session as it went."""

    begun: SessionBegun
    told_min: tuple[tuple[str, float], ...]  # by role: the most that was reported
    ended: SessionEnded | None
    doubtful: timedelta | None = None  # how far the clock had stepped back before it began
    corrected: tuple[SessionCorrected, ...] = ()  # in the order in which they were written
    ordered: tuple[SessionOrdered, ...] = ()  # after the first
    resolved: tuple[SessionResolved, ...] = ()  # what the mask's own log said

    @property
    def is_measured(self) -> bool:
        """True where a mask or a clock counted it: a correction then only adds."""
        return self.begun.source != BY_HAND

    @property
    def is_undone(self) -> bool:
        """True where it was taken back, and nothing that was measured stands against it."""
        return bool(self.corrected) and self.minutes <= 0

    @property
    def part(self) -> Part:
        """Which light of a session it was."""
        return Part(self.begun.zone, self.begun.goal)

    @property
    def counted_min(self) -> tuple[tuple[str, float], ...]:
        """Minutes of full planned light by role, guesses replaced where the mask's log tells.

        The last correction counts, and never for less than what was measured.
        """
        measured, last = self._resolved_min, self._last_min
        roles = dict.fromkeys([*measured, *last])
        if self.corrected and not self.is_measured:
            return tuple((role, last.get(role, 0.0)) for role in roles)
        return tuple((role, max(measured.get(role, 0.0), last.get(role, 0.0))) for role in roles)

    @property
    def _counted_min(self) -> dict[str, float]:
        """As the host counted; without an end, a tick more than was told.

        A mask that shines on without its controller carries a tick as long as the session.
        """
        told = dict(self.told_min)
        roles = dict.fromkeys([*(rate.role for rate in self.begun.rates), *told])
        return {role: told.get(role, 0.0) + self._unseen_min for role in roles}

    @property
    def _unseen_min(self) -> float:
        tick_s = self.begun.tick_s if is_amount(self.begun.tick_s) else 0.0  # told as a gap
        return 0.0 if self.ended is not None else tick_s / SECONDS_PER_MIN

    @property
    def orders(self) -> tuple[OrderLight, ...]:
        """Its light by order, of a mask that keeps a log."""
        counted = self._counted_min
        if self.ended is not None:  # where progress was lost none is marked as a guess
            return orders_of(self.begun, self.ordered, counted, dict(self.ended.guessed_min))
        before = dict(self.ordered[-1].guessed_min) if self.ordered else {}
        guessed = {role: before.get(role, 0.0) + self._unseen_min for role in counted}
        return orders_of(self.begun, self.ordered, counted, guessed)

    @property
    def is_logged(self) -> bool:
        """True where the mask's own log tells all that its host had guessed."""
        told = {one.order_id for one in self.resolved if one.is_whole}
        return bool(told) and all(
            light.order.order_id in told for light in self.orders if light.is_guessed
        )

    @property
    def _resolved_min(self) -> dict[str, float]:
        if not self.resolved:
            return self._counted_min
        return resolved_min(self.orders, self.resolved, self._counted_min)

    @property
    def _last_min(self) -> dict[str, float]:
        """What the last correction says."""
        last = self.corrected[-1].lit_min if self.corrected else ()
        return {role: minutes for role, minutes in last if is_amount(minutes)}

    @property
    def heard(self) -> frozenset[str]:
        """The roles that anything says shone."""
        told = () if self.corrected and not self.is_measured else self.told_min
        logged = [light for one in self.resolved for light in one.lit_min]
        return frozenset(r for r, m in (*told, *logged, *self._last_min.items()) if m > 0)

    @cached_property  # asked for of every session by every rule
    def minutes(self) -> float:
        """How long the longest channel shone."""
        return max((minutes for _, minutes in self.counted_min), default=0.0)

    @property
    def guessed(self) -> float:
        """The same without the mask's own log, and before anything was corrected."""
        return max(self._counted_min.values(), default=0.0)

    @property
    def measured(self) -> float:
        """The same as that log has it."""
        return max(self._resolved_min.values(), default=0.0)

    @property
    def share(self) -> float:
        """Part of the planned minutes that was given; more than 1 where it ran over."""
        return self.minutes / self.begun.planned_min if self.begun.planned_min > 0 else 0.0

    @property
    def doses(self) -> tuple[DayDose, ...]:
        """What the hottest skin of each lit region got, by band, on the day it began."""
        minutes = dict(self.counted_min)
        sums: dict[tuple[str, str], float] = {}
        for rate in filter(is_sound, self.begun.rates):
            key = rate.band, rate.region
            sums[key] = sums.get(key, 0.0) + minutes[rate.role] * rate.hot_j_cm2_min
        return tuple(
            DayDose(day=self.begun.day, band=band, region=region, dose_j_cm2=dose)
            for (band, region), dose in sums.items()
        )

    @property
    def full_sessions(self) -> float:
        """How many full sessions light of unknown dose counts as: one, or more if it ran over."""
        return max(self.share, 1.0) if self.begun.dose_unknown and self.minutes > 0 else 0.0


def is_sound(rate: LightRate) -> bool:
    """It can be added up."""
    return rate.band in LIGHT_BANDS and is_amount(rate.hot_j_cm2_min)


def is_amount(value: float) -> bool:
    """A number, and no light that was taken away."""
    return math.isfinite(value) and value >= 0
