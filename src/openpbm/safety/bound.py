"""A bound: one limit before minutes and drive are chosen, over every scenario.

A bound holds when 95 % of the scenarios obey it. It turns into a `Ceiling` once there is
a session to show it for. Composition only tightens: all bounds must hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.fact import Message, Quantity
from openpbm.safety.hazard.limit import limit_row, standard_of
from openpbm.session import Ceiling, CeilingGroup
from openpbm.tables import Row
from openpbm.units import SECONDS_PER_MINUTE

HOLDS_SHARE = 95.0  # per cent of the scenarios that must obey
ALWAYS = 1e9  # minutes; the end of a grid that never ends


@dataclass(frozen=True, eq=False, kw_only=True)
class Bound:
    """value(minutes, drive) = offset(minutes) + sum over channels of drive * at_full(minutes).

    Both are linear between the minutes of the grid, and stay at its last value after it.
    A quantity that is not linear in drive brings its own `law` instead, and zeros at_full.
    """

    id: str
    name: Message
    unit: str
    reason: Message
    source: str
    status: str
    would_change: Message
    minutes: FloatArray  # (grid,)
    at_full: FloatArray  # (scenarios, channels, grid)
    offset: FloatArray  # (scenarios, grid)
    limit: Callable[[float], float]  # of minutes
    rows: tuple[str, ...] = ()  # of limits.json; empty: not from that table
    group: CeilingGroup = ""
    advisory: bool = False
    law: Callable[[FloatArray], FloatArray] | None = None  # (channels,) drive to (S, grid)
    row_at: Callable[[float], Row] | None = None  # of minutes, where another row counts then

    def value(self, minutes: float, drive: FloatArray) -> float:
        """The 95th percentile over the scenarios; infinite where any of them is no number."""
        return float(_obeyed(self.over_scenarios(minutes, drive)))

    def likely(self, minutes: float, drive: FloatArray) -> float:
        """The median over the scenarios: what to expect, where `value` is the worst case."""
        return float(np.median(self.over_scenarios(minutes, drive)))

    def over_scenarios(self, minutes: float, drive: FloatArray) -> FloatArray:
        """(scenarios,) values of a session."""
        own, grid = self._settled(drive), self.minutes
        place = min(max(minutes, grid[0]), grid[-1])
        after = int(grid[:-1].searchsorted(place, side="right"))
        before = after - 1
        share = (place - grid[before]) / (grid[after] - grid[before])
        rise = (1.0 - share) * own.at_full[:, :, before] + share * own.at_full[:, :, after]
        rest = (1.0 - share) * own.offset[:, before] + share * own.offset[:, after]
        found: FloatArray = rest + rise @ drive
        return found

    def curve(self, minutes: FloatArray, drive: FloatArray) -> FloatArray:
        """(times,) values at several session lengths."""
        own, grid = self._settled(drive), self.minutes
        place = minutes.clip(grid[0], grid[-1])
        after = grid[:-1].searchsorted(place, side="right")
        share = ((place - grid[after - 1]) / (grid[after] - grid[after - 1]))[:, None]
        at_grid = (own.offset + drive @ own.at_full).T  # (grid, scenarios)
        return _obeyed((1.0 - share) * at_grid[after - 1] + share * at_grid[after])

    def _settled(self, drive: FloatArray) -> Bound:
        """The same limit at one drive: what its law gives there as the offset."""
        return self if self.law is None else replace(self, law=None, offset=self.law(drive))

    def shown(self, value: float) -> Quantity:
        """A value with its unit, as a fact carries it."""
        return Quantity(value, self.unit, figures=3, trimmed=True)

    def holds(self, minutes: float, drive: FloatArray) -> bool:
        """True when the session keeps this limit."""
        return self.value(minutes, drive) <= self.limit(minutes)

    def ceiling(self, minutes: float, drive: FloatArray, *, binding: bool = False) -> Ceiling:
        """This bound as shown for a session, by the row of limits.json that counts in it."""
        row = None if self.row_at is None else self.row_at(minutes)
        return Ceiling(
            id=self.id,
            name=self.name,
            value=self.value(minutes, drive),
            limit=self.limit(minutes),
            unit=self.unit,
            reason=self.reason,
            source=self.source if row is None else source_of(row),
            status=self.status if row is None else row.text("status"),
            group=self.group,
            binding=binding,
            advisory=self.advisory,
            would_change=self.would_change,
        )


def _obeyed(values: FloatArray) -> FloatArray:
    """numpy.percentile(values, HOLDS_SHARE) of (..., scenarios), many times as fast.

    A scenario that is no finite number makes it infinite: nothing is known then, and no limit
    holds.
    """
    ordered = np.sort(values)  # what is not a number comes last
    place = HOLDS_SHARE / 100.0 * (ordered.shape[-1] - 1)
    known = np.isfinite(ordered[..., -1])
    low, high = (
        np.where(known, ordered[..., rank], 0.0) for rank in (math.floor(place), math.ceil(place))
    )
    return np.where(known, low + (place - math.floor(place)) * (high - low), np.inf)


@dataclass(frozen=True, kw_only=True)
class Parent:
    """Where a bound comes from, as shown to a reader."""

    name: Message
    reason: Message
    source: str
    status: str
    would_change: Message
    rows: tuple[str, ...] = ()  # of limits.json


def parent_of(row_ids: str | Sequence[str], fact: Message) -> Parent:
    """The parent of a limit of `limits.json`; the first row gives source and status.

    Args:
        row_ids: of the table.
        fact: what the limit is called; its aspects say why it stands and what would change it.
    """
    ids = (row_ids,) if isinstance(row_ids, str) else tuple(row_ids)
    row = limit_row(ids[0])
    return Parent(
        name=fact,
        reason=fact.but("reason"),
        source=source_of(row),
        status=row.text("status"),
        would_change=fact.but("change"),
        rows=ids,
    )


def source_of(row: Row) -> str:
    """Whose limit a row of limits.json is, and where it was read."""
    return f"{standard_of(row)}; {row.text('source')}"


def constant(limit: float) -> Callable[[float], float]:
    """A limit that time does not move."""
    return lambda _minutes: limit


def timed(limit: Callable[[float], float]) -> Callable[[float], float]:
    """A limit of seconds as one of minutes; a session is never shorter than a second."""
    return lambda minutes: limit(max(minutes * SECONDS_PER_MINUTE, 1.0))


def rate_bound(
    id: str, parent: Parent, unit: str, at_full: FloatArray, limit: Callable[[float], float]
) -> Bound:
    """A quantity that does not grow with time: (scenarios, channels) at full drive."""
    return _bound(id, parent, unit, np.repeat(at_full[:, :, None], 2, axis=2), limit)


def dose_bound(
    id: str, parent: Parent, unit: str, per_minute: FloatArray, limit: Callable[[float], float]
) -> Bound:
    """A quantity that grows with time: (scenarios, channels) a minute at full drive."""
    at = np.stack([np.zeros_like(per_minute), per_minute * ALWAYS], axis=2)
    return _bound(id, parent, unit, at, limit)


def _bound(
    id: str, parent: Parent, unit: str, at_full: FloatArray, limit: Callable[[float], float]
) -> Bound:
    return Bound(
        id=id,
        name=parent.name,
        unit=unit,
        reason=parent.reason,
        source=parent.source,
        status=parent.status,
        would_change=parent.would_change,
        rows=parent.rows,
        minutes=np.array([0.0, ALWAYS]),
        at_full=at_full,
        offset=np.zeros((len(at_full), 2)),
        limit=limit,
    )


def all_hold(bounds: Sequence[Bound], minutes: float, drive: FloatArray) -> bool:
    """True when every bound that gates holds."""
    return all(bound.advisory or bound.holds(minutes, drive) for bound in bounds)


def broken(bounds: Sequence[Bound], minutes: float, drive: FloatArray) -> tuple[Bound, ...]:
    """The gating bounds that a session would pass."""
    return tuple(b for b in bounds if not b.advisory and not b.holds(minutes, drive))
