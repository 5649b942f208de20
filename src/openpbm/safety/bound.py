"""A bound: one limit before minutes and drive are chosen, over every scenario.

A bound holds when 95 % of the scenarios obey it. It turns into a `Ceiling` once there is
a session to show it for. Composition only tightens: all bounds must hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.safety.hazard_limit import limit_row
from openpbm.session import Ceiling, CeilingGroup
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
    name: str
    unit: str
    reason: str
    source: str
    status: str
    would_change: str
    minutes: FloatArray  # (grid,)
    at_full: FloatArray  # (scenarios, channels, grid)
    offset: FloatArray  # (scenarios, grid)
    limit: Callable[[float], float]  # of minutes
    rows: tuple[str, ...] = ()  # of limits.json; empty: not from that table
    group: CeilingGroup = ""
    advisory: bool = False
    law: Callable[[FloatArray], FloatArray] | None = None  # (channels,) drive to (S, grid)

    def value(self, minutes: float, drive: FloatArray) -> float:
        """The 95th percentile over the scenarios; infinite where any of them is no number."""
        return _obeyed(self.over_scenarios(minutes, drive))

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
        own = self._settled(drive)
        return floats([own.value(each, drive) for each in minutes.tolist()])

    def _settled(self, drive: FloatArray) -> Bound:
        """The same limit at one drive: what its law gives there as the offset."""
        return self if self.law is None else replace(self, law=None, offset=self.law(drive))

    def said(self, value: float) -> str:
        """A value with its unit, as a sentence carries it; shares have none."""
        return f"{value:.3g}" if self.unit == "1" else f"{value:.3g} {self.unit}"

    def holds(self, minutes: float, drive: FloatArray) -> bool:
        """True when the session keeps this limit."""
        return self.value(minutes, drive) <= self.limit(minutes)

    def ceiling(self, minutes: float, drive: FloatArray, *, binding: bool = False) -> Ceiling:
        """This bound as shown for a session."""
        return Ceiling(
            id=self.id,
            name=self.name,
            value=self.value(minutes, drive),
            limit=self.limit(minutes),
            unit=self.unit,
            reason=self.reason,
            source=self.source,
            status=self.status,
            group=self.group,
            binding=binding,
            advisory=self.advisory,
            would_change=self.would_change,
        )


def _obeyed(values: FloatArray) -> float:
    """numpy.percentile(values, HOLDS_SHARE) of (scenarios,), many times as fast.

    A scenario that is no finite number makes it infinite: nothing is known then, and no limit
    holds.
    """
    ordered = np.sort(values)  # what is not a number comes last
    if not math.isfinite(ordered[-1]):
        return math.inf
    place = HOLDS_SHARE / 100.0 * (len(ordered) - 1)
    low, high = ordered[math.floor(place)], ordered[math.ceil(place)]
    return float(low if low == high else low + (place - math.floor(place)) * (high - low))


@dataclass(frozen=True, kw_only=True)
class Parent:
    """Where a bound comes from, as shown to a reader."""

    name: str
    reason: str
    source: str
    status: str
    would_change: str
    rows: tuple[str, ...] = ()  # of limits.json


def parent_of(row_ids: str | Sequence[str], name: str, reason: str, would_change: str) -> Parent:
    """The parent of a limit of `limits.json`; the first row gives source and status."""
    ids = (row_ids,) if isinstance(row_ids, str) else tuple(row_ids)
    row = limit_row(ids[0])
    return Parent(
        name=name,
        reason=reason,
        source=f"{row.text('standard')}; {row.text('source')}",
        status=row.text("status"),
        would_change=would_change,
        rows=ids,
    )


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
