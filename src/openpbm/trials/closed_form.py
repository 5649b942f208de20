"""Power in closed form, where it has one: noncentral t, and all tables of two binomials. 14.4."""

from __future__ import annotations

import numpy as np

from openpbm.trials.course import arm_of
from openpbm.trials.design import TrialDesign
from openpbm.trials.verdicts import fisher_p, scores


def closed_power(trial: TrialDesign, people: int) -> float | None:
    """Of a trial that loses nobody and is believed by all (`trial.ideal()`); None: no such form.

    Pooled and paired t and the contrast over doses by the noncentral t distribution, Fisher's
    test by summing over every table.
    """
    if trial.outcome.kind == "continuous":
        return _by_noncentral_t(trial, people)
    return _by_tables(trial, people) if trial.design == "parallel" else None


def _by_noncentral_t(trial: TrialDesign, people: int) -> float:
    from scipy.stats import nct, t

    own = trial.outcome
    if trial.design == "split_face":
        effect, df = trial.largest_effect * (1.0 - trial.losses.spill), people - 1
        variance = 2.0 * (own.true_sd**2 * (1.0 - trial.side_correlation) + own.reading_sd**2)
        error = np.sqrt(variance / people)
    else:
        count = np.bincount(arm_of(trial, people), minlength=len(trial.arms))
        weights, df = scores(trial), people - len(trial.arms)
        effect = float((weights * [arm.effect for arm in trial.arms]).sum())
        spread = np.sqrt(own.true_sd**2 + own.reading_sd**2)
        error = spread * np.sqrt((weights**2 / count).sum())
    return float(nct.sf(t.isf(trial.one_sided, df), df, effect / error))


def _by_tables(trial: TrialDesign, people: int) -> float:
    from scipy.stats import binom

    own = trial.outcome
    count = np.bincount(arm_of(trial, people), minlength=2)
    dark = trial.arms.index(trial.control)
    n = (count[1 - dark], count[dark])
    share = (own.control_share + trial.arms[1 - dark].effect, own.control_share)
    seen = [p * (1.0 - own.misread) + (1.0 - p) * own.misread for p in share]
    lit, unlit = np.meshgrid(np.arange(n[0] + 1.0), np.arange(n[1] + 1.0), indexing="ij")
    chance = binom.pmf(lit, n[0], seen[0]) * binom.pmf(unlit, n[1], seen[1])
    says = fisher_p(lit, np.full_like(lit, n[0]), unlit, np.full_like(lit, n[1]))
    return float(chance[says <= trial.one_sided].sum())
