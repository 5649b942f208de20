"""What one experiment says about the draws: weights, and how well each photoreceptor does.

Gains of the chain are not known from measurements of their own. Each draw is weighed by how
well it gives procollagen and MMP-1 of one experiment in reconstructed skin. Theory 12.4.
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.response.pathway.draws import LightCourse, LightPart, draws
from openpbm.response.pathway.run import Progress, run
from openpbm.tables import typed
from openpbm.tables.row.pathway import ExperimentRow, Found

TWO_SIDED = 1.96  # a 95 % interval in standard deviations


@dataclass(frozen=True, eq=False, kw_only=True)
class Fit:
    """Draws weighed by the experiment."""

    weight: FloatArray  # (draws,), sums to one
    effective: float  # draws that the weights are worth
    likelihood: float  # mean over the prior: how well this photoreceptor explains it
    procollagen: FloatArray  # (draws,) change in the experiment
    mmp1: FloatArray


def experiment() -> LightCourse:
    """The sessions of the experiment; the dose was not read and is taken as 4 J/cm2."""
    row = _experiment()
    return LightCourse(
        parts=(LightPart(peak_nm=row.peak_nm, fluence_rate_mw_cm2=row.fluence_rate_mw_cm2),),
        session_min=row.session_min,
        start_days=tuple(float(day) for day in np.arange(row.sessions) * row.days / row.sessions),
        end_day=row.days,
    )


def targets() -> tuple[Found, ...]:
    """What the experiment found: changes with their intervals, both as shares."""
    return _experiment().found


def _experiment() -> ExperimentRow:
    return typed("pathway_experiment", ExperimentRow)["barolet_2009"]


def fitted(
    count: int,
    *,
    seed: int,
    receptor: str,
    pool: Executor | None = None,
    progress: Progress | None = None,
) -> Fit:
    """Weigh the draws of a photoreceptor by the experiment; `pool` as for `run`."""
    course = experiment()
    sampled = draws(course, count, seed=seed, receptor=receptor)
    traces = run(course, sampled, pool=pool, progress=progress)
    change = {state: traces.of(state)[:, -1] - 1.0 for state in ("PC", "M1")}
    log_likelihood = sum(
        (log_density(change[t.state], t) for t in targets()), start=np.zeros(count)
    )
    shifted = np.exp(log_likelihood - log_likelihood.max())
    weight = shifted / shifted.sum()
    return Fit(
        weight=weight,
        effective=float(1.0 / np.sum(weight**2)),
        likelihood=float(np.mean(np.exp(log_likelihood))),
        procollagen=change["PC"],
        mmp1=change["M1"],
    )


def log_density(change: FloatArray, target: Found) -> FloatArray:
    """Log of a normal with a side for each half of the interval, its top at one."""
    below = (target.middle - target.low) / TWO_SIDED
    above = (target.high - target.middle) / TWO_SIDED
    off = change - target.middle
    found: FloatArray = -0.5 * (off / np.where(off < 0, below, above)) ** 2
    return found
