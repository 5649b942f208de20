"""The chain for one course: what moves, how sure, and which measurement would settle most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.fact import Message
from openpbm.response.pathway.draws import (
    RECEPTORS,
    LightCourse,
    draws,
    parameters,
    weighted_quantiles,
)
from openpbm.response.pathway.fit import Fit, fitted
from openpbm.response.pathway.run import Progress, Traces, run, workers
from openpbm.tables import typed
from openpbm.tables.row.pathway import PanelRow

SEED = 1
DRAWS = 500
QUANTILES = (0.5, 0.05, 0.95)
OUTCOME = "PC"  # what the ranking of measurements is about
SMALLEST_SHARE = 0.02
LATE_DAYS = 14.0


@dataclass(frozen=True, eq=False, kw_only=True)
class StoryPanel:
    """One state in time: median and 5-95 %, as shares of its value without light."""

    row: PanelRow
    days: FloatArray
    median: FloatArray
    p05: FloatArray
    p95: FloatArray
    late: tuple[float, float, float]  # median, 5 %, 95 % of the mean over the last weeks of light

    @property
    def peak(self) -> tuple[float, float, float]:
        """Median, 5th and 95th percentile where the median is furthest from rest."""
        at = int(np.argmax(np.abs(self.median - self.median[0])))
        return float(self.median[at]), float(self.p05[at]), float(self.p95[at])


@dataclass(frozen=True, kw_only=True)
class Settle:
    """A measurement, and the share of what is unsure that it would settle."""

    what: str
    share: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Story:
    """Everything that is shown of the chain for one course."""

    course: LightCourse
    receptor: str
    draws: int
    effective: float
    panels: tuple[StoryPanel, ...]
    settles: tuple[Settle, ...]
    explains: Mapping[str, float]  # by photoreceptor: how well it gives the experiment, 0..1
    kabs: tuple[float, float, float]  # photons a second for each enzyme: median, 5 %, 95 %


def story(
    course: LightCourse,
    *,
    receptor: str = RECEPTORS[0],
    count: int = DRAWS,
    seed: int = SEED,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Story:
    """Run the chain for a course of light in one layer.

    Args:
        course: sessions of light in one layer.
        receptor: what takes up the light, of RECEPTORS.
        count: draws.
        seed: of the draws.
        jobs: processes; None: as many as there are cores.
        progress: called with the step's name and the share done.

    Raises:
        MissingExtraError: without the engine.
        OutOfModelError: for an unknown photoreceptor.
    """
    say = progress or (lambda _step, _done: None)
    fits = {}
    sampled = draws(course, count, seed=seed, receptor=receptor)
    with workers(jobs) as pool:
        for i, name in enumerate(RECEPTORS):
            share = _part(say, 0.1 * i, 0.1)
            few = count if name == receptor else max(20, count // 5)
            fits[name] = fitted(few, seed=seed, receptor=name, pool=pool, progress=share)
        traces = run(course, sampled, pool=pool, progress=_part(say, 0.3, 0.7))
    fit = fits[receptor]
    quantiles = weighted_quantiles(sampled["kabs"], fit.weight, QUANTILES)
    middle, low, high = (float(value) for value in quantiles)
    return Story(
        course=course,
        receptor=receptor,
        draws=count,
        effective=fit.effective,
        panels=tuple(
            _panel(row, traces, course, fit) for row in typed("pathway_panels", PanelRow).values()
        ),
        settles=settles(sampled, late_mean(traces, course, OUTCOME), fit.weight),
        explains={name: each.likelihood for name, each in fits.items()},
        kabs=(middle, low, high),
    )


def _part(say: Progress, begin: float, share: float) -> Progress:
    """Progress of one part of the work as progress of the whole."""

    def advance(step: Message | str, done: float) -> None:
        say(step, begin + share * done)

    return advance


def _panel(row: PanelRow, traces: Traces, course: LightCourse, fit: Fit) -> StoryPanel:
    shown = slice(0, traces.acute) if row.span == "minutes" else slice(0, None)
    value = traces.of(row.id)[:, shown]
    median, p05, p95 = weighted_quantiles(value, fit.weight, QUANTILES)
    late = late_mean(traces, course, row.id)
    middle, low, high = weighted_quantiles(late, fit.weight, QUANTILES).tolist()
    return StoryPanel(
        row=row,
        days=traces.days[shown],
        median=median,
        p05=p05,
        p95=p95,
        late=(middle, low, high),
    )


def late_mean(traces: Traces, course: LightCourse, state: str) -> FloatArray:
    """(draws,) mean in time over the last two weeks up to the last session."""
    last = course.start_days[-1]
    inside = (traces.days >= max(0.0, last - LATE_DAYS)) & (traces.days <= last)
    days, value = traces.days[inside], traces.of(state)[:, inside]
    if len(days) < 2 or days[-1] <= days[0]:
        return traces.of(state)[:, -1]
    mean: FloatArray = np.trapezoid(value, days, axis=1) / (days[-1] - days[0])
    return mean


def settles(
    sampled: Mapping[str, FloatArray], outcome: FloatArray, weight: FloatArray
) -> tuple[Settle, ...]:
    """Measurements by the share of the outcome's rank variance that they explain."""
    target = _ranks(outcome)
    shares: dict[str, float] = {}
    table = parameters()
    for name, values in sampled.items():
        known = "eps_CCO" if name == "kabs" else name
        what = table[known].settles if known in table else ""
        if not what or float(np.ptp(values)) == 0.0:
            continue
        shares[what] = shares.get(what, 0.0) + _explained(_ranks(values), target, weight)
    ranked = sorted(shares.items(), key=lambda pair: -pair[1])
    return tuple(Settle(what=w, share=s) for w, s in ranked if s >= SMALLEST_SHARE)


def _ranks(values: FloatArray) -> FloatArray:
    found = np.empty(len(values))
    found[np.argsort(values)] = np.linspace(-1.0, 1.0, len(values))
    return found


def _explained(x: FloatArray, y: FloatArray, weight: FloatArray) -> float:
    """Share of the variance of y that a square in x explains, less what chance explains."""
    design = np.stack([np.ones_like(x), x, x**2], axis=1) * np.sqrt(weight)[:, None]
    scaled = y * np.sqrt(weight)
    fit, *_ = np.linalg.lstsq(design, scaled, rcond=None)
    mean = float(np.sum(weight * y))
    total = float(np.sum(weight * (y - mean) ** 2))
    rest = float(np.sum((scaled - design @ fit) ** 2))
    effective = 1.0 / float(np.sum(weight**2))
    if total <= 0 or effective <= 4:
        return 0.0
    return max(0.0, 1.0 - (rest / total) * (effective - 1.0) / (effective - 3.0))
