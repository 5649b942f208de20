"""A bound: one limit before minutes and drive are chosen, over every scenario.

A bound holds when 95 % of the scenarios obey it. It turns into a `Ceiling` once there is
a session to show it for. Composition only tightens: all bounds must hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.session import Ceiling

HOLDS_SHARE = 95.0  # per cent of the scenarios that must obey
ALWAYS = 1e9  # minutes; the end of a grid that never ends


@dataclass(frozen=True, eq=False, kw_only=True)
class Bound:
    """value(minutes, drive) = offset(minutes) + sum over channels of drive * at_full(minutes).

    Both are linear between the minutes of the grid, and stay at its last value after it.
    A quantity that is not linear in drive brings its own `law` instead.
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
    advisory: bool = False
    law: Callable[[FloatArray], FloatArray] | None = None  # (channels,) drive to (S, grid)

    def values(self, minutes: FloatArray, drive: FloatArray) -> FloatArray:
        """(scenarios, times) at several session lengths and one drive per channel."""
        place = np.clip(minutes, self.minutes[0], self.minutes[-1])
        after = np.searchsorted(self.minutes, place, side="right")
        after = np.clip(after, 1, len(self.minutes) - 1)
        before = after - 1
        share = (place - self.minutes[before]) / (self.minutes[after] - self.minutes[before])
        lit = self._on_grid(drive)
        total: FloatArray = (1.0 - share) * lit[:, before] + share * lit[:, after]
        return total

    def _on_grid(self, drive: FloatArray) -> FloatArray:
        """(scenarios, grid)."""
        if self.law is not None:
            return self.law(drive)
        found: FloatArray = self.offset + np.einsum("scg,c->sg", self.at_full, drive)
        return found

    def curve(self, minutes: FloatArray, drive: FloatArray) -> FloatArray:
        """(times,) 95th percentiles over the scenarios."""
        return floats(np.percentile(self.values(minutes, drive), HOLDS_SHARE, axis=0))

    def value(self, minutes: float, drive: FloatArray) -> float:
        """The 95th percentile over the scenarios."""
        return float(self.curve(np.array([minutes]), drive)[0])

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
            binding=binding,
            advisory=self.advisory,
            would_change=self.would_change,
        )


@dataclass(frozen=True, kw_only=True)
class Parent:
    """Where a bound comes from, as shown to a reader."""

    name: str
    reason: str
    source: str
    status: str
    would_change: str


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
