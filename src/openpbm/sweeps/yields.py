"""How many made masks keep a maker's limits, what spoils the others, which test would see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, floats
from openpbm.face.canonical import canonical_face
from openpbm.fact import Message, Name, Quantity, message
from openpbm.interval import Interval
from openpbm.kept import Kept
from openpbm.mask import Mask
from openpbm.planning.progress import Progress
from openpbm.sweeps import counted
from openpbm.sweeps.counted import explained, is_apart
from openpbm.sweeps.made import Lot, NominalMask, Tolerances, made_lot, nominal

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
SURE_Z = 2.7131  # of the normal distribution: one in a hundred, parted among three tests
FOLDS = 5  # of the half that chooses: each is judged by windows that the others chose
TIE_DIGITS = 9  # of a sum of shares: what differs below is alike


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

    @property
    def told(self) -> Message:
        """As its maker wrote it: red, mean irradiance: 25 to 40 mW/cm2."""
        unit, quantity = UNIT[self.quantity], message(f"tolerance-quantity_{self.quantity}")
        ends = {
            which: Quantity(end, unit, figures=4, trimmed=True)
            for which, end in (("least", self.low), ("most", self.high))
            if end is not None
        }
        kind = "between" if len(ends) == 2 else "at_least" if "least" in ends else "at_most"
        channel = Name("channel", self.channel)
        return message(f"tolerance-{kind}", channel=channel, quantity=quantity, **ends)

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
class LotAsked:
    """What a maker's limits file asks."""

    tolerances: Tolerances
    limits: tuple[MakerLimit, ...]  # at least one
    meter: LineMeter
    made: int
    seed: int

    @property
    def below_one_percent(self) -> Mapping[str, float]:
        """What is told in per cent and is less than one: a share may have been meant."""
        told = vars(self.tolerances) | vars(self.meter)
        return {name: x for name, x in told.items() if name.endswith("_percent") and 0 < x < 1}


@dataclass(frozen=True, kw_only=True)
class Driver:
    """One tolerance: what the yield would gain were it perfect, and its share of the spread."""

    name: str
    yield_without: float
    gain: Interval
    share: tuple[Interval, ...]  # of the variance of each limit's quantity

    @property
    def most(self) -> Interval:
        """Its largest share of a spread."""
        return max(self.share, key=lambda one: one.median)


@dataclass(frozen=True, kw_only=True)
class LineTest:
    """One test at the end of the line against one limit."""

    limit: MakerLimit
    quantity: str
    low: float
    high: float
    sensitivity: Interval  # of masks that pass the limit by, how many it stops
    specificity: Interval  # of masks that keep it, how many it lets go
    is_shown: bool  # each half of the lot by itself finds it better than a coin
    is_like_first: bool  # the lot cannot tell it from the first of its limit


@dataclass(frozen=True, eq=False, kw_only=True)
class YieldReport:
    """A maker's limits against a simulated lot."""

    made: int
    good: Interval  # share that keeps every limit
    by_limit: tuple[Interval, ...]  # share that keeps each
    limits: tuple[MakerLimit, ...]
    drivers: tuple[Driver, ...]  # the one whose perfection would gain most first
    alike: tuple[tuple[str, ...], ...]  # names of drivers whose gains the lot cannot tell apart
    tests: tuple[LineTest, ...]  # the best of each limit first
    lot: Lot

    @property
    def without_gain(self) -> tuple[str, ...]:
        """Tolerances of which the lot does not show that a perfect one would gain anything."""
        return tuple(one.name for one in self.drivers if one.gain.p05 <= 0)


def share_good(lot: Lot, limits: Sequence[MakerLimit]) -> float:
    """Share of masks that keep every limit."""
    return float(all_kept(lot, limits).mean())


def all_kept(lot: Lot, limits: Sequence[MakerLimit]) -> BoolArray:
    """(N,) which masks keep every limit."""
    found: BoolArray = np.all([limit.kept(lot.worn[limit.name]) for limit in limits], axis=0)
    return found


def judged_lot(of: NominalMask, asked: LotAsked) -> YieldReport:
    """Make a lot, hold it against the limits, then once more with each tolerance perfect.

    What drives a quantity is told by what its variance loses when a tolerance is perfect and
    all else stays as it fell (its total Sobol share, where effects add up).

    Args:
        of: the mask as it is meant.
        asked: what differs, the limits, the meter of the line, how many masks, the seed.
    """
    lot = made_lot(of, asked.tolerances, asked.made, asked.seed)
    good = all_kept(lot, asked.limits)
    drivers: list[Driver] = []
    kept: dict[str, BoolArray] = {}
    for name in asked.tolerances.names:
        other = made_lot(of, asked.tolerances.without(name), asked.made, asked.seed)
        kept[name] = all_kept(other, asked.limits)
        share = tuple(explained(other.worn[one.name], lot.worn[one.name]) for one in asked.limits)
        drivers.append(
            Driver(
                name=name,
                yield_without=float(kept[name].mean()),
                gain=counted.gain(kept[name], good),
                share=share,
            )
        )
    drivers.sort(key=lambda one: (-one.yield_without, -one.most.median, one.name))
    return YieldReport(
        made=asked.made,
        good=counted.share(good),
        by_limit=tuple(counted.share(one.kept(lot.worn[one.name])) for one in asked.limits),
        limits=asked.limits,
        drivers=tuple(drivers),
        alike=_alike([one.name for one in drivers], kept),
        tests=tuple(line_tests(lot, asked)),
        lot=lot,
    )


def judged_mask(mask: Mask, asked: LotAsked, *, progress: Progress, kept: Kept) -> YieldReport:
    """The same of a mask on the published face.

    Args:
        mask: the device; its light is known.
        asked: what its maker asks.
        progress: called with a step's name and the share done.
        kept: light of before.
    """
    face = canonical_face(None)
    return judged_lot(nominal(mask, face, asked.tolerances, progress=progress, kept=kept), asked)


def _alike(names: Sequence[str], kept: Mapping[str, BoolArray]) -> tuple[tuple[str, ...], ...]:
    """Runs of names, the largest gain first, that are not told apart from the first of the run.

    By the masks that keep the limits with one perfect and not with the other: surer than two
    intervals that overlap.
    """
    runs: list[list[str]] = []
    for name in names:
        if runs and not is_apart(counted.gain(kept[runs[-1][0]], kept[name])):
            runs[-1].append(name)
        else:
            runs.append([name])
    return tuple(tuple(run) for run in runs if len(run) > 1)


def line_tests(lot: Lot, asked: LotAsked) -> list[LineTest]:
    """What each test sees of each limit, the best first: chosen on one half, told of the other.

    Those that are shown to work stand before those that are not.
    """
    found: list[LineTest] = []
    for limit in asked.limits:
        good = limit.kept(lot.worn[limit.name])
        if any(half.all() or not half.any() for half in (good[::2], good[1::2])):
            continue  # too few to find, or to let go
        windows = [_window_of(lot, limit, quantity, good, asked) for quantity in TESTS]
        windows.sort(key=lambda one: (not one.is_shown, -one.foreseen))
        found += [_judged(one, windows[0], limit, good[1::2]) for one in windows]
    return found


@dataclass(frozen=True, eq=False, kw_only=True)
class Window:
    """What a test lets go, chosen on one half of a lot, and what it says of the other half."""

    quantity: str
    low: float
    high: float
    foreseen: float  # how much better than a coin (Youden), by the half that chose it
    is_shown: bool  # each half by itself finds it better: luck alone seldom does that twice
    passed: BoolArray  # (N/2,) of the other half


def _window_of(
    lot: Lot, limit: MakerLimit, quantity: str, good: BoolArray, asked: LotAsked
) -> Window:
    true = lot.tested[f"{limit.channel}.{quantity}"]
    seen = _seen(true, quantity, asked.meter, asked.seed)
    low, high = _window(seen[::2], good[::2])
    passed = (seen[1::2] >= low) & (seen[1::2] <= high)
    foreseen = _foreseen(seen[::2], good[::2])
    halves = (foreseen, good[::2]), (passed, good[1::2])
    return Window(
        quantity=quantity,
        low=low,
        high=high,
        foreseen=counted.youden(foreseen, good[::2]),
        is_shown=all(counted.over_coin(*half, SURE_Z) > 0 for half in halves),
        passed=passed,
    )


def _foreseen(seen: FloatArray, good: BoolArray) -> BoolArray:
    """(N,) which masks pass the window that the other parts of their half would have chosen.

    A window looks good on the masks that chose it even where the test is blind.
    """
    passed, part = np.zeros_like(good), np.arange(len(good)) % FOLDS
    for own in range(FOLDS):
        low, high = _window(seen[part != own], good[part != own])
        passed[part == own] = (seen[part == own] >= low) & (seen[part == own] <= high)
    return passed


def _judged(own: Window, first: Window, limit: MakerLimit, good: BoolArray) -> LineTest:
    """A window on the half of the lot that neither chose it nor put it before others."""
    apart = counted.difference(own.passed, first.passed, good)
    return LineTest(
        limit=limit,
        quantity=own.quantity,
        low=own.low,
        high=own.high,
        sensitivity=counted.share(~own.passed[~good]),
        specificity=counted.share(own.passed[good]),
        is_shown=own.is_shown,
        is_like_first=own is not first and not is_apart(apart),
    )


def _window(seen: FloatArray, good: BoolArray) -> tuple[float, float]:
    """Low and high of the window with the most bad stopped and good let go (Youden).

    What a window lets go is what lies up to its high less what lies below its low, so each end
    counts by itself; of windows as good the widest. Of masks all alike nothing can be chosen.
    """
    if good.all() or not good.any():
        return -np.inf, np.inf
    cuts = np.quantile(seen, np.linspace(0.0, 1.0, CUTS))
    weight = good / good.sum() - ~good / (~good).sum()
    order = np.argsort(seen)
    summed = np.concatenate([[0.0], np.cumsum(weight[order])]).round(TIE_DIGITS)
    below = summed[np.searchsorted(seen[order], cuts, side="left")]
    upto = summed[np.searchsorted(seen[order], cuts, side="right")]
    best = np.maximum.accumulate(upto[::-1])[::-1]  # of all highs that are not below a low
    low = int(np.argmax(best - below))
    high = int(np.flatnonzero(upto == best[low])[-1])
    return float(cuts[low]), float(cuts[high])


def _seen(true: FloatArray, quantity: str, meter: LineMeter, seed: int) -> FloatArray:
    """What the meter of the line shows."""
    error = np.random.default_rng([seed, TESTS.index(quantity), 7]).standard_normal(len(true))
    if quantity == "peak_nm":
        return floats(true + meter.spectrometer_sd_nm * error)
    return floats(true * (1.0 + meter.meter_sd_percent / 100.0 * error))
