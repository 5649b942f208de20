"""Skin under a lit mask, linear in the drive: what the temperature limit rests on.

It errs warm: resting blood flow, no evaporation, light that does not fade. It is an
estimate and is labelled so wherever it is shown. Theory 7; numbers in `tables/thermal.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.heat.grid import Grid, skin_grid
from openpbm.heat.mode import courses
from openpbm.heat.surface import Surface, cover_of, spread, surface
from openpbm.heat.system import Place, System, system
from openpbm.tables import numbers
from openpbm.units import SECONDS_PER_MINUTE, W_M2_PER_MW_CM2

STEP_S = 15.0
LONGEST_MIN = 40.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Warming:
    """Temperature of a place in time: dark + sum over channels of drive times rise."""

    minutes: FloatArray  # (times,), from 0
    dark_degc: FloatArray  # (scenarios, times) the mask on, no light
    rise_degc: FloatArray  # (scenarios, channels, times) at full drive


def warming(
    *,
    thickness_mm: FloatArray,
    absorbed_mw_cm2: FloatArray,
    mask_light_mw_cm2: FloatArray,
    is_worn: bool,
    touches: bool,
    uniforms: Mapping[str, FloatArray],
    fan: bool = False,
    place: Place = "surface",
) -> Warming:
    """Temperature of the skin in a session.

    Args:
        thickness_mm: (scenarios, layers) of the region shown.
        absorbed_mw_cm2: (scenarios, channels, layers) at full drive, mean over any pulses.
        mask_light_mw_cm2: (scenarios, channels) light the mask gives out per area.
        is_worn: False for a panel: no mask node, the skin loses heat freely.
        touches: the mask lies on the skin.
        uniforms: the draws named in HEAT_DIMENSIONS.
        fan: air of the room is blown through the gap.
        place: surface, basal (between epidermis and dermis) or dermis (its mean).
    """
    grid = resting_grid(thickness_mm, uniforms)
    above = surface(cover_of(is_worn=is_worn, touches=touches, fan=fan), uniforms)
    lit = system(grid, above)
    seconds = np.arange(0.0, LONGEST_MIN * SECONDS_PER_MINUTE + STEP_S, STEP_S)
    source = lit.source(grid.source(absorbed_mw_cm2), mask_heat(mask_light_mw_cm2, uniforms))
    begin = start(lit, system(grid, surface("open", uniforms)), above)
    dark, rise = courses(lit, place, begin, source, seconds)
    return Warming(minutes=seconds / SECONDS_PER_MINUTE, dark_degc=dark, rise_degc=rise)


def resting_grid(thickness_mm: FloatArray, uniforms: Mapping[str, FloatArray]) -> Grid:
    """The layers with one draw of resting blood flow that scales all tissues."""
    flow = spread("thermal", "dermis.w", uniforms["perfusion"])
    return skin_grid(thickness_mm, flow / numbers("thermal")["dermis.w"].value)


def mask_heat(light_mw_cm2: FloatArray, uniforms: Mapping[str, FloatArray]) -> FloatArray:
    """(S, C) W/m2 of electrical power that does not leave as light, Eq. (7.4)."""
    efficiency = spread("thermal", "led.wall_plug_efficiency", uniforms["efficiency"])
    return light_mw_cm2 * W_M2_PER_MW_CM2 * ((1.0 - efficiency) / efficiency)[:, None]


def start(lit: System, bare: System, above: Surface) -> FloatArray:
    """(S, N) degC: bare skin at rest in the room, under a mask as warm as the room."""
    skin = bare.steady()
    return np.concatenate([above.room_degc[:, None], skin], axis=1) if lit.has_mask else skin
