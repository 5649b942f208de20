"""The live model of a report: six skin types, precomputed, linear in drive and minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from openpbm.answer import LiveCeiling, LiveModel
from openpbm.arrays import FloatArray, to_rank
from openpbm.dose import DoseRate, dose_rate
from openpbm.heat import Warming
from openpbm.person import PHOTOTYPES
from openpbm.planning.choose import Choice
from openpbm.planning.decide import (
    DARK_TYPES,
    Chosen,
    Circumstances,
    epidermis_bound,
    exposure_of,
    region_weight,
)
from openpbm.planning.scene import Scene
from openpbm.response.trial_dose import layer_index
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings.every import bounds
from openpbm.safety.cumulative import LightBound, is_dark_sum
from openpbm.skin.anatomy import phototype_of
from openpbm.units import J_CM2_PER_MINUTE

GRID_MIN = np.concatenate([np.arange(0.0, 10.0, 0.5), np.arange(10.0, 31.0, 1.0)])


def live_model(at: Scene, setting: Circumstances, made: Sequence[Chosen]) -> LiveModel:
    """What the sliders move: dose, maps and ceilings, for six skin types.

    Zones keep their proportion: the slider is the session's length, each zone its share.
    """
    decision = made[0]
    doses = [dose_rate(at.direct, at.types[name]) for name in PHOTOTYPES]
    layer = layer_index(decision.goal.target_layer)
    return LiveModel(
        skin_types=PHOTOTYPES,
        own=PHOTOTYPES.index(phototype_of(at.person)),
        channels=tuple(channel.id for channel in at.mask.channels),
        target_layer=decision.goal.target_layer,
        recirculated=np.stack([np.median(d.recirculated, axis=0) for d in doses]),
        depth_gain=np.stack([_gain(d, layer) for d in doses]),
        dose_rate=np.stack([_rates(d, layer) for d in doses]),
        ceilings=_strictest(at, setting, made, doses),
    )


def _gain(dose: DoseRate, layer: int) -> FloatArray:
    """(channels, regions) layer fluence rate per irradiance on the skin."""
    light = np.where(dose.irradiance > 0, dose.irradiance, 1.0)
    gain: FloatArray = np.median(dose.fluence_rate[..., layer] / light, axis=0)
    return gain


def _rates(dose: DoseRate, layer: int) -> FloatArray:
    """(channels, regions, 3) J/cm2 a minute: 5th, 50th and 95th percentile."""
    rate = dose.fluence_rate[..., layer] * J_CM2_PER_MINUTE
    return np.moveaxis(np.percentile(rate, (5.0, 50.0, 95.0), axis=0), 0, -1)


def _strictest(
    at: Scene, setting: Circumstances, made: Sequence[Chosen], doses: list[DoseRate]
) -> tuple[LiveCeiling, ...]:
    """Of every ceiling the one of the zone that comes nearest to it in the plan."""
    warm = _warmings(at, doses)
    longest = max(d.choice.minutes for d in made)
    worst: dict[str, tuple[float, LiveCeiling]] = {}
    for decision in made:
        choice = decision.choice
        per_type = _bounds_of_types(at, setting, decision, doses, warm)
        for own in decision.bounds:
            dark = own.id not in per_type[0] or is_dark_sum(own, choice.drive)
            if dark or own.law is not None:  # sliders move what is linear
                continue
            share = to_rank(1.0 - own.ceiling(choice.minutes, choice.drive).margin)
            if own.id in worst and worst[own.id][0] >= share:
                continue
            types = [_in_days_of(own, found[own.id]) for found in per_type]
            worst[own.id] = share, _live(own, types, choice, choice.minutes / longest)
    return tuple(ceiling for _, ceiling in worst.values())


def _in_days_of(own: Bound, other: Bound) -> Bound:
    """Another skin in the same course, beside the same other light."""
    if isinstance(own, LightBound) and isinstance(other, LightBound):
        return replace(other, windows=own.windows)
    return other


def _bounds_of_types(
    at: Scene,
    setting: Circumstances,
    decision: Chosen,
    doses: list[DoseRate],
    warm: list[Warming],
) -> list[dict[str, Bound]]:
    """The bounds of one decision by id, for each of the six skin types."""
    weight, choice = region_weight(at, decision.regions), decision.choice
    found = []
    for name, dose, warmth in zip(PHOTOTYPES, doses, warm, strict=True):
        exposure = exposure_of(
            at, setting, decision.regions, followed=choice.followed, dose=dose, warming=warmth
        )
        own = bounds(replace(exposure, dark_skin=name in DARK_TYPES))
        if choice.trial is not None:
            own = (*own, epidermis_bound(dose, weight, choice.trial, choice.bands))
        found.append({bound.id: bound for bound in own})
    return found


def _live(own: Bound, per_type: list[Bound], choice: Choice, share: float) -> LiveCeiling:
    """95th percentiles on a grid of session minutes, with the planned drive as full.

    Args:
        own: the person's bound, for its name and the value without light.
        per_type: the same bound for each skin type.
        choice: the session of the zone.
        share: of the session's length that the zone is lit.
    """
    minutes = GRID_MIN * share
    dark = own.curve(minutes, 0.0 * choice.drive)
    lit = np.stack([bound.curve(minutes, choice.drive) for bound in per_type])
    return LiveCeiling(
        id=own.id,
        name=own.name,
        unit=own.unit,
        limit=np.array([[bound.limit(m) for m in minutes] for bound in per_type]),
        minutes_grid=GRID_MIN,
        at_full=lit - dark,
        offset=dark,
        advisory=own.advisory,
    )


def _warmings(at: Scene, doses: list[DoseRate]) -> list[Warming]:
    """One march for all types: their channels stand side by side."""
    channels = len(at.mask.channels)
    together = DoseRate(
        **{
            name: np.concatenate([getattr(dose, name) for dose in doses], axis=1)
            for name in DoseRate.__dataclass_fields__
        }
    )
    warm = at.warming(together, copies=len(doses))
    return [warm.of_channels(slice(i * channels, (i + 1) * channels)) for i in range(len(doses))]
