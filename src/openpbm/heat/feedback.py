"""The likelier course of one chosen session: blood flow rises with warmth. Theory 7.5.

Not linear in the drive, so no limit rests on it; see `warming` for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.heat.march import march
from openpbm.heat.surface import Wall, cover_of, spread, surface
from openpbm.heat.system import PLACES, Place, system
from openpbm.heat.warming import mask_heat, resting_grid, start
from openpbm.tables import numbers
from openpbm.units import SECONDS_PER_MINUTE, W_M2_PER_MW_CM2

FEEDBACK_STEP_S = 10.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Trace:
    """Temperatures of one session in every scenario, degC."""

    minutes: FloatArray  # (times,), from 0
    degc: Mapping[Place, FloatArray]  # (scenarios, times) surface, basal, dermis
    mask_degc: FloatArray  # (scenarios, times); of the room where no mask is worn
    light_left: FloatArray  # (scenarios, channels, times) share of the light at switch-on


def with_feedback(
    *,
    thickness_mm: FloatArray,
    absorbed_mw_cm2: FloatArray,
    mask_light_mw_cm2: FloatArray,
    drive: FloatArray,
    minutes: float,
    is_worn: bool,
    touches: bool,
    efficiency: FloatArray,
    uniforms: Mapping[str, FloatArray],
    returned_mw_cm2: FloatArray | None = None,
    power_drift_per_k: FloatArray | None = None,
    wall: Wall = "rigid",
    fan: bool = False,
    evaporates: bool = True,
    step_s: float = FEEDBACK_STEP_S,
) -> Trace:
    """Temperatures with living blood flow, evaporation of bare skin and LEDs that fade.

    Args:
        thickness_mm: (S, layers).
        absorbed_mw_cm2: (S, C, layers) at full drive and cold LEDs, mean over any pulses.
        mask_light_mw_cm2: (S, C) light the mask gives out per area, likewise.
        drive: (S, C) or (C,) shares of full drive.
        minutes: length of the session.
        is_worn: False for a panel.
        touches: the mask lies on the skin.
        efficiency: (S,) light over electrical power, as drawn for the light itself.
        uniforms: the draws named in HEAT_DIMENSIONS and MASK_HEAT_DIMENSIONS.
        returned_mw_cm2: (S, C) light that the mask takes back, likewise; None: none.
        power_drift_per_k: (C,) change of light per kelvin of the mask; None: no drift.
        wall: what the mask is made of.
        fan: air of the room is blown through the gap.
        evaporates: bare skin loses water.
        step_s: longest step in time.
    """
    grid = resting_grid(thickness_mm, uniforms)
    cover = cover_of(is_worn=is_worn, touches=touches, fan=fan)
    above = surface(cover, uniforms, wall=wall, evaporates=evaporates)
    lit = system(grid, above)
    begin = start(lit, system(grid, surface("open", uniforms, evaporates=evaporates)), above)
    channels = absorbed_mw_cm2.shape[1]
    share = np.broadcast_to(drive, (len(begin), channels))
    waste = mask_heat(mask_light_mw_cm2, efficiency, returned_mw_cm2) * share
    light = grid.source(absorbed_mw_cm2) * share[:, :, None]
    none = np.zeros_like(mask_light_mw_cm2)
    back = none if returned_mw_cm2 is None else returned_mw_cm2
    given = (mask_light_mw_cm2 - back) * W_M2_PER_MW_CM2 * share  # light that stays out
    steady_light: FloatArray = light.sum(axis=1)  # (S, cells)
    drift = np.zeros(channels) if power_drift_per_k is None else power_drift_per_k
    slope = spread("thermal", "perfusion.feedback_per_k", uniforms["feedback"])[:, None]
    most = numbers("thermal")["perfusion.max_ratio"].value

    def flow(degc: FloatArray) -> FloatArray:
        found: FloatArray = np.clip(1.0 + slope * np.maximum(degc - begin, 0.0), 1.0, most)
        return found

    def source(degc: FloatArray) -> FloatArray:
        if not lit.has_mask:
            return steady_light
        left = _left(drift, degc[:, 0] - begin[:, 0])
        heat = waste + given * (1.0 - left)  # light that is lost becomes heat of the mask
        cells = (light * left[:, :, None]).sum(axis=1)
        return np.concatenate([heat.sum(axis=1, keepdims=True), cells], axis=1)

    seconds = minutes * SECONDS_PER_MINUTE
    steps = max(2, int(np.ceil(seconds / step_s)))
    states = march(lit, begin, flow, source, step_s=seconds / steps, steps=steps)
    mask = states[:, :, 0].T if lit.has_mask else np.tile(above.room_degc[:, None], steps + 1)
    warmer = mask - mask[:, :1]
    return Trace(
        light_left=np.swapaxes(_left(drift, warmer), 1, 2),
        minutes=np.linspace(0.0, minutes, steps + 1),
        degc={p: np.stack([lit.at(p, state) for state in states], axis=1) for p in PLACES},
        mask_degc=mask,
    )


def _left(drift: FloatArray, warmer: FloatArray) -> FloatArray:
    """(..., C) share of light left of a mask warmer by (...,) K; never more than when cold."""
    left: FloatArray = np.clip(1.0 + drift * warmer[..., None], 0.0, 1.0)
    return left
