"""Everything the evidence says, weighed once: goals, effects, doses, hold-outs, dose verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpbm.response.contrast import Contrast, contrasts
from openpbm.response.dose_response import DoseVerdict, dose_verdict
from openpbm.response.dose_scale import SCENARIOS, SEED, DoseScale, Progress, dose_scale
from openpbm.response.evidence import goal_of, goal_rows
from openpbm.response.held_out import HoldOut, held_out
from openpbm.response.laboratory import all_series
from openpbm.response.study import Study, studies
from openpbm.response.summary import GoalEvidence, goal_evidence
from openpbm.response.synthesis import Synthesis, syntheses
from openpbm.tables import Row, rows


@dataclass(frozen=True, eq=False, kw_only=True)
class Atlas:
    """The whole evidence base, weighed."""

    studies: Mapping[str, Study]
    goals: tuple[GoalEvidence, ...]
    contrasts: tuple[Contrast, ...]
    syntheses: tuple[Synthesis, ...]
    hold_outs: tuple[HoldOut, ...]
    scale: DoseScale
    dose_verdict: DoseVerdict


def atlas(
    table: Mapping[str, Row] | None = None,
    *,
    scenarios: int = SCENARIOS,
    seed: int = SEED,
    progress: Progress | None = None,
) -> Atlas:
    """Weigh every study of a table.

    Args:
        table: rows of studies; the project's own where None.
        scenarios: skins and devices sampled for each dose at depth.
        seed: of the scenarios.
        progress: called with the step's name and the share done.
    """
    found = studies(rows("studies") if table is None else table)
    effects = contrasts(found)
    pools = syntheses(effects)
    scale = dose_scale(found, scenarios=scenarios, seed=seed, progress=progress)
    return Atlas(
        studies=found,
        goals=tuple(
            goal_evidence(goal_of(key), found=found, effects=effects) for key in goal_rows()
        ),
        contrasts=effects,
        syntheses=pools,
        hold_outs=held_out(found, effects, pools, all_series()),
        scale=scale,
        dose_verdict=dose_verdict(effects, list(found.values()), scale),
    )
