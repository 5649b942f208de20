"""The light of a session by its orders, and what the mask's own log makes of it.

A log replaces what was guessed and nothing else: what a report told stays counted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpbm.record import PlacedOrder, SessionBegun, SessionOrdered, SessionResolved

Minutes = Mapping[str, float]  # by id of the channel


@dataclass(frozen=True, kw_only=True)
class OrderLight:
    """What one order counts as, as the host saw and guessed it."""

    order: PlacedOrder
    counted_min: Minutes
    seen_min: Minutes  # of that, what reports told

    @property
    def is_guessed(self) -> bool:
        """Some of it nobody saw."""
        return any(self.counted_min[role] > self.seen_min[role] for role in self.order.channels)

    def resolved_min(self, resolved: Sequence[SessionResolved]) -> Minutes:
        """What it counts as, after what logs said of it: the most of them all.

        A whole log takes the place of the guess; any log raises.
        """
        own = [one for one in resolved if one.order_id == self.order.order_id]
        floor = self.seen_min if any(one.is_whole for one in own) else self.counted_min
        told = [dict(one.lit_min) for one in own]
        return {
            role: max(floor[role], *(_amount(one.get(role, 0.0)) for one in told))
            if told
            else floor[role]
            for role in self.order.channels
        }


def orders_of(
    begun: SessionBegun,
    ordered: Sequence[SessionOrdered],
    counted_min: Minutes,
    guessed_min: Minutes,
) -> tuple[OrderLight, ...]:
    """A session's light by order; none of a mask without a log, or where an order is not known.

    Args:
        begun: with the first order.
        ordered: the later ones, as they were written.
        counted_min: all light of the session.
        guessed_min: of that, what nobody saw.
    """
    if begun.order is None:
        return ()
    orders = [begun.order, *(one.order for one in ordered)]
    counted = [{}, *(dict(one.lit_min) for one in ordered), counted_min]
    guessed = [{}, *(dict(one.guessed_min) for one in ordered), guessed_min]
    return tuple(
        _between(order, counted[at : at + 2], guessed[at : at + 2])
        for at, order in enumerate(orders)
    )


def _between(
    order: PlacedOrder, counted: Sequence[Minutes], guessed: Sequence[Minutes]
) -> OrderLight:
    counts, seen = {}, {}
    for role in order.channels:
        counts[role] = _more(counted, role)
        seen[role] = max(counts[role] - _more(guessed, role), 0.0)
    return OrderLight(order=order, counted_min=counts, seen_min=seen)


def _more(sums: Sequence[Minutes], role: str) -> float:
    """How far a sum rose."""
    before, after = (_amount(one.get(role, 0.0)) for one in sums)
    return max(after - before, 0.0)


def _amount(minutes: float) -> float:
    return minutes if math.isfinite(minutes) and minutes >= 0 else 0.0


def resolved_min(
    orders: Sequence[OrderLight], resolved: Sequence[SessionResolved], counted_min: Minutes
) -> dict[str, float]:
    """All light of a session, guesses replaced where a log tells."""
    found = dict(counted_min)
    for one in orders:
        after = one.resolved_min(resolved)
        for role in one.order.channels:
            found[role] = found.get(role, 0.0) + after[role] - one.counted_min[role]
    return found
