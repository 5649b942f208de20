"""The live model of a report: six skin types, precomputed, linear in drive and minutes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.dose import DoseRate, dose_rate
from openpbm.heat import Warming
from openpbm.person import PHOTOTYPES
from openpbm.planning.decide import (
    DARK_TYPES,
    Decision,
    Setting,
    epidermis_bound,
    exposure_of,
    region_weight,
)
from openpbm.planning.result import LiveCeiling, LiveModel
from openpbm.planning.scene import Scene
from openpbm.response.trial_dose import layer_index
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings import bounds
from openpbm.skin.anatomy import nearest_phototype
from openpbm.units import J_CM2_PER_MJ_CM2, SECONDS_PER_MINUTE

GRID_MIN = np.concatenate([np.arange(0.0, 10.0, 0.5), np.arange(10.0, 31.0, 1.0)])


def live_model(at: Scene, setting: Setting, decision: Decision) -> LiveModel:
    """What the sliders move: dose, maps and ceilings, for six skin types."""
    doses = [dose_rate(at.direct, at.types[name]) for name in PHOTOTYPES]
    layer = layer_index(decision.goal.target_layer)
    measured = at.person.measured_ita_deg
    own = at.person.phototype if measured is None else nearest_phototype(measured)
    assert own is not None
    return LiveModel(
        skin_types=PHOTOTYPES,
        own=PHOTOTYPES.index(own),
        channels=tuple(channel.role for channel in at.mask.channels),
        target_layer=decision.goal.target_layer,
        recirculated=np.stack([np.median(d.recirculated, axis=0) for d in doses]),
        depth_gain=np.stack([_gain(d, layer) for d in doses]),
        dose_rate=np.stack([_rates(d, layer) for d in doses]),
        ceilings=_ceilings(at, setting, decision, doses),
    )


def _gain(dose: DoseRate, layer: int) -> FloatArray:
    """(channels, regions) layer fluence rate per irradiance on the skin."""
    light = np.where(dose.irradiance > 0, dose.irradiance, 1.0)
    gain: FloatArray = np.median(dose.fluence_rate[..., layer] / light, axis=0)
    return gain


def _rates(dose: DoseRate, layer: int) -> FloatArray:
    """(channels, regions, 3) J/cm2 a minute: 5th, 50th and 95th percentile."""
    rate = dose.fluence_rate[..., layer] * (J_CM2_PER_MJ_CM2 * SECONDS_PER_MINUTE)
    return np.moveaxis(np.percentile(rate, (5.0, 50.0, 95.0), axis=0), 0, -1)


def _ceilings(
    at: Scene,
    setting: Setting,
    decision: Decision,
    doses: list[DoseRate],
) -> tuple[LiveCeiling, ...]:
    """95th percentiles on a grid of minutes, with the planned drive as full."""
    choice = decision.choice
    assert choice is not None
    drive = choice.drive
    weight = region_weight(at, decision.regions)
    warm = _warmings(at, doses)
    per_type = [
        {
            bound.id: bound
            for bound in (
                *bounds(
                    replace(
                        exposure_of(at, setting, decision.regions, dose=dose, warming=warmth),
                        dark_skin=name in DARK_TYPES,
                    )
                ),
                epidermis_bound(dose, weight, choice.trial, choice.bands),
            )
        }
        for name, dose, warmth in zip(PHOTOTYPES, doses, warm, strict=True)
    ]
    limits = {bound.id: bound for bound in decision.bounds}
    return tuple(
        _live(limits[id], [own[id] for own in per_type], drive)
        for id in per_type[0]
        if id in limits
    )


def _live(own: Bound, per_type: list[Bound], drive: FloatArray) -> LiveCeiling:
    dark = own.curve(GRID_MIN, 0.0 * drive)
    lit = np.stack([bound.curve(GRID_MIN, drive) for bound in per_type])
    return LiveCeiling(
        id=own.id,
        name=own.name,
        unit=own.unit,
        limit=np.array([[bound.limit(m) for m in GRID_MIN] for bound in per_type]),
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
    return [
        Warming(
            minutes=warm.minutes,
            dark_degc=warm.dark_degc,
            rise_degc=warm.rise_degc[:, i * channels : (i + 1) * channels],
        )
        for i in range(len(doses))
    ]
