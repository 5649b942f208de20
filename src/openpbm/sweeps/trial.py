"""The dose of a trial at depth, as what the people of a sweep are held against. Theory 9.1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.face import REGIONS
from openpbm.kept import Kept
from openpbm.planning.little import least_share
from openpbm.planning.scene import dimensions
from openpbm.response.evidence import Trial, carrying, goal_of, goal_rows
from openpbm.response.trial_dose import layer_index, participants, trial_dose, trial_request
from openpbm.sampling import uniforms
from openpbm.skin.response import respond
from openpbm.sweeps.column import band_name

PARTICIPANTS = 400  # as a plan has them


@dataclass(frozen=True, kw_only=True)
class TrialAtDepth:
    """What a trial's people got in the layer that its goal looks at."""

    name: str
    id: str
    layer: str
    bands: Mapping[str, tuple[float, float]]  # J/cm2, 5th percentile and median, by band

    @property
    def columns(self) -> tuple[str, ...]:
        """Of a sweep, that are held against it."""
        return tuple(band_name(self.layer, band) for band in self.bands)

    def share(self, found: Mapping[str, FloatArray]) -> FloatArray:
        """(N,) of the trial's median dose, as a plan counts.

        In the colour that comes nearest; none where a colour of the trial is not given at all.
        """
        parts = np.stack(
            [found[band_name(self.layer, band)] / m for band, (_, m) in self.bands.items()]
        )
        return floats(np.where((parts > 0).all(axis=0), parts.max(axis=0), 0.0))

    def given(self, found: Mapping[str, FloatArray]) -> set[str]:
        """The bands of the trial that somebody gets light of."""
        return {band for band in self.bands if (found[band_name(self.layer, band)] > 0).any()}

    @property
    def least_share(self) -> float:
        """Below it a plan calls the light too little to be that of the trial."""
        return least_share()


def followed_trials() -> dict[str, Trial]:
    """Every trial with a dose, also those without a control, by the id of its study."""
    found: dict[str, Trial] = {}
    for goal in goal_rows():
        for trial in carrying(goal, uncontrolled=True):
            found.setdefault(trial.id, trial)
    return found


def trial_at_depth(trial: Trial, seed: int, kept: Kept) -> TrialAtDepth:
    """Work out a trial's dose, in its own participants, on plane skin."""
    draws = uniforms(dimensions(), PARTICIPANTS, seed=seed)
    people = participants(trial, draws)
    plane = np.zeros((PARTICIPANTS, len(REGIONS)))
    layer = goal_of(trial.goal).target_layer
    by_band: dict[str, tuple[float, float]] = {}
    for light in trial.lights:
        assert light.band is not None  # a trial that carries a goal has its lights in bands
        asked = trial_request(trial, light, people, plane)
        answer = respond([asked], seed=seed, kept=kept).light[0]
        dose = trial_dose(trial, light, answer, draws).layer_j_cm2[:, layer_index(layer)]
        by_band[light.band] = float(np.percentile(dose, 5.0)), float(np.median(dose))
    return TrialAtDepth(name=trial.name, id=trial.id, layer=layer, bands=by_band)
