"""How many made masks keep a maker's limits, what spoils the others, which test would see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, floats
from openpbm.sweeps.made import Lot, NominalMask, Tolerances, made_lot

QUANTITIES = ("irradiance_mw_cm2", "hottest_mw_cm2", "evenness", "peak_nm", "total_mw")
TESTS = ("total_mw", "hottest_mw_cm2", "peak_nm")  # what a line can measure in seconds
UNIT = {
    "irradiance_mw_cm2": "mW/cm2",
    "hottest_mw_cm2": "mW/cm2",
    "evenness": "1",
    "peak_nm": "nm",
    "total_mw": "mW",
}
CUTS = 200  # thresholds that are tried for a test


@dataclass(frozen=True, kw_only=True)
class MakerLimit:
    """What a mask must be within, in its whole life; the maker sets it."""

    channel: str
    quantity: str  # of QUANTITIES
    low: float | None = None
    high: float | None = None

    @property
    def name(self) -> str:
        """Of the quantity in a lot."""
        return f"{self.channel}.{self.quantity}"

    def kept(self, values: FloatArray) -> BoolArray:
        """(N,) which masks keep it."""
        low = -np.inf if self.low is None else self.low
        high = np.inf if self.high is None else self.high
        found: BoolArray = (values >= low) & (values <= high)
        return found


@dataclass(frozen=True, kw_only=True)
class LineMeter:
    """How well the end of the line measures."""

    meter_sd_percent: float = 0.0
    spectrometer_sd_nm: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Driver:
    """One tolerance: how the yield would be were it perfect, and its share of the spread."""

    name: str
    yield_without: float
    share: tuple[float, ...]  # of the variance of each limit's quantity


@dataclass(frozen=True, kw_only=True)
class LineTest:
    """One test at the end of the line against one limit."""

    limit: MakerLimit
    quantity: str
    low: float
    high: float
    sensitivity: float  # of masks that pass the limit by, how many it stops
    specificity: float  # of masks that keep it, how many it lets go


@dataclass(frozen=True, eq=False, kw_only=True)
class YieldReport:
    """A maker's limits against a simulated lot."""

    made: int
    share_good: float
    by_limit: tuple[float, ...]  # share that keeps each
    limits: tuple[MakerLimit, ...]
    drivers: tuple[Driver, ...]  # the one whose perfection would gain most first
    tests: tuple[LineTest, ...]  # the best of each limit first
    lot: Lot

    @property
    def standard_error(self) -> float:
        """Of the yield, by the number of masks made; never none, as no share of a count is sure."""
        held = (self.share_good * self.made + 1.0) / (self.made + 2.0)
        return float(np.sqrt(held * (1.0 - held) / self.made))


def share_good(lot: Lot, limits: Sequence[MakerLimit]) -> float:
    """Share of masks that keep every limit."""
    return float(all_kept(lot, limits).mean())


def all_kept(lot: Lot, limits: Sequence[MakerLimit]) -> BoolArray:
    """(N,) which masks keep every limit."""
    found: BoolArray = np.all([limit.kept(lot.worn[limit.name]) for limit in limits], axis=0)
    return found


def judged_lot(
    of: NominalMask,
    tolerances: Tolerances,
    limits: Sequence[MakerLimit],
    meter: LineMeter,
    *,
    made: int,
    seed: int,
) -> YieldReport:
    """Make a lot, hold it against the limits, then once more with each tolerance perfect.

    What drives a quantity is told by what its variance loses when a tolerance is perfect and
    all else stays as it fell (its total Sobol share, where effects add up).

    Args:
        of: the mask as it is meant.
        tolerances: what differs.
        limits: at least one.
        meter: of the end of the line.
        made: how many masks.
        seed: of the chances.
    """
    lot = made_lot(of, tolerances, made, seed)
    spread = [float(np.var(lot.worn[limit.name])) for limit in limits]
    drivers: list[Driver] = []
    for name in tolerances.names:
        other = made_lot(of, tolerances.without(name), made, seed)
        left = [float(np.var(other.worn[limit.name])) for limit in limits]
        share = tuple(
            0.0 if whole <= 0 else max(0.0, 1.0 - rest / whole)
            for whole, rest in zip(spread, left, strict=True)
        )
        drivers.append(Driver(name=name, yield_without=share_good(other, limits), share=share))
    drivers.sort(key=lambda one: (-one.yield_without, -max(one.share), one.name))
    return YieldReport(
        made=made,
        share_good=share_good(lot, limits),
        by_limit=tuple(float(limit.kept(lot.worn[limit.name]).mean()) for limit in limits),
        limits=tuple(limits),
        drivers=tuple(drivers),
        tests=tuple(_tests(lot, limits, meter, seed)),
        lot=lot,
    )


def _tests(lot: Lot, limits: Sequence[MakerLimit], meter: LineMeter, seed: int) -> list[LineTest]:
    found: list[LineTest] = []
    for limit in limits:
        good = limit.kept(lot.worn[limit.name])
        if any(half.all() or not half.any() for half in (good[::2], good[1::2])):
            continue  # too few to find, or to let go
        own = [_test(lot, limit, quantity, good, meter, seed) for quantity in TESTS]
        own.sort(key=lambda one: -(one.sensitivity + one.specificity))
        found += own
    return found


def _test(
    lot: Lot, limit: MakerLimit, quantity: str, good: BoolArray, meter: LineMeter, seed: int
) -> LineTest:
    """The window that tells good from bad best in one half of the lot, judged on the other."""
    seen = _seen(lot.tested[f"{limit.channel}.{quantity}"], quantity, meter, seed)
    low, high = _window(seen[::2], good[::2])
    passed, own = (seen[1::2] >= low) & (seen[1::2] <= high), good[1::2]
    return LineTest(
        limit=limit,
        quantity=quantity,
        low=low,
        high=high,
        sensitivity=float((~passed[~own]).mean()),
        specificity=float(passed[own].mean()),
    )


def _window(seen: FloatArray, good: BoolArray) -> tuple[float, float]:
    """Of all windows with one open side, that with the most bad stopped and good let go (Youden).

    The other side is then closed at the same gain or better, if any is there.
    """
    ends = float(seen.min()), float(seen.max())
    cuts = np.quantile(seen, np.linspace(0.0, 1.0, CUTS)).tolist()

    def gain(low: float, high: float) -> float:
        passed = (seen >= low) & (seen <= high)
        return float((~passed[~good]).mean() + passed[good].mean())

    low = max([ends[0], *cuts], key=lambda cut: gain(cut, ends[1]))
    high = max([ends[1], *cuts], key=lambda cut: gain(low, cut))
    other_high = max([ends[1], *cuts], key=lambda cut: gain(ends[0], cut))
    other_low = max([ends[0], *cuts], key=lambda cut: gain(cut, other_high))
    return max(((low, high), (other_low, other_high)), key=lambda both: gain(*both))


def _seen(true: FloatArray, quantity: str, meter: LineMeter, seed: int) -> FloatArray:
    """What the meter of the line shows."""
    error = np.random.default_rng([seed, TESTS.index(quantity), 7]).standard_normal(len(true))
    if quantity == "peak_nm":
        return floats(true + meter.spectrometer_sd_nm * error)
    return floats(true * (1.0 + meter.meter_sd_percent / 100.0 * error))
