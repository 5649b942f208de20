"""A median with its 5th and 95th percentile: how every uncertain number is kept and shown."""

from __future__ import annotations

from dataclasses import dataclass

from openpbm.arrays import FloatArray, interval


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A median with its 5th and 95th percentile over the scenarios."""

    median: float
    p05: float
    p95: float

    def times(self, factor: float) -> Interval:
        """The same in another unit, or of a share of it."""
        return Interval(median=self.median * factor, p05=self.p05 * factor, p95=self.p95 * factor)


@dataclass(frozen=True, eq=False, kw_only=True)
class Curve:
    """An interval at every place along something: minutes, depths."""

    median: FloatArray
    p05: FloatArray
    p95: FloatArray


def as_interval(samples: FloatArray) -> Interval:
    """Median and 5-95 % of (scenarios,) samples."""
    middle, low, high = interval(samples)
    return Interval(median=float(middle), p05=float(low), p95=float(high))


def as_curve(samples: FloatArray) -> Curve:
    """The same of (scenarios, ...) samples, at every place of the other axes."""
    middle, low, high = interval(samples)
    return Curve(median=middle, p05=low, p95=high)
