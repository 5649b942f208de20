"""Light where a goal's own organ lies, below the layer that its dose is matched in. Theory 9.9."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from openpbm.answer import DeeperRow
from openpbm.face import REGIONS
from openpbm.interval import as_interval
from openpbm.planning.decide import Chosen
from openpbm.planning.evenness import reference_region
from openpbm.planning.scene import Scene
from openpbm.response.evidence import goal_rows
from openpbm.skin.optics import skin_states
from openpbm.skin.profile import fluence_profile, sampled
from openpbm.tables.row.evidence import DeeperTarget
from openpbm.units import J_CM2_PER_MINUTE

DEPTHS = 9  # evenly over the organ


def deeper_rows(at: Scene, made: Sequence[Chosen]) -> tuple[DeeperRow, ...]:
    """Fluence of one session over the depths of each goal's organ, of every light that shines."""
    return tuple(
        row
        for decision in made
        if (deeper := goal_rows()[decision.goal.id].deeper) is not None
        for row in _rows(at, decision, deeper)
    )


def _rows(at: Scene, decision: Chosen, deeper: DeeperTarget) -> Iterator[DeeperRow]:
    region, choice = reference_region(at, decision), decision.choice
    depths_mm = np.linspace(deeper.from_mm, deeper.to_mm, DEPTHS)
    for c, channel in enumerate(at.mask.channels):
        if choice.drive[c] == 0:
            continue
        states = skin_states(at.skin, region, at.device.peak_nm[:, c])
        each = fluence_profile(
            states, depths_mm, nm=channel.peak_nm, wet=at.mask.wet, is_open=at.skin.is_open
        )  # (sample, depths) per irradiance
        on_skin = at.dose.irradiance[sampled(len(states)), c, REGIONS.index(region)]
        given = on_skin * float(choice.drive[c]) * choice.minutes * J_CM2_PER_MINUTE
        yield DeeperRow(
            goal=decision.goal.id,
            channel=channel.id,
            region=region,
            organ=deeper.organ,
            from_mm=deeper.from_mm,
            to_mm=deeper.to_mm,
            dose_j_cm2=as_interval(each.mean(axis=1) * given),
        )
