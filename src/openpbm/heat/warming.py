"""Skin under a lit mask, linear in the drive: what the temperature limit rests on.

It errs warm: resting blood flow, no evaporation, light that does not fade. It is an
estimate and is labelled so wherever it is shown. Theory 7; numbers in `tables/thermal.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.heat.grid import Grid, skin_grid
from openpbm.heat.mode import courses_at
from openpbm.heat.surface import Surface, cover_of, spread, surface
from openpbm.heat.system import Place, System, system
from openpbm.mask.device import LONGEST_MIN
from openpbm.tables import numbers
from openpbm.units import SECONDS_PER_MINUTE, W_M2_PER_MW_CM2

STEP_S = 15.0
FINE_UNTIL_MIN = 40.0
COARSE_STEP_MIN = 5.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Warming:
    """Temperature of a place in time: dark + sum over channels of drive times rise."""

    minutes: FloatArray  # (times,), from 0
    dark_degc: FloatArray  # (scenarios, times) the mask on, no light
    rise_degc: FloatArray  # (scenarios, channels, times) at full drive
    basal: Warming | None = None  # the same under the epidermis, where it was asked for


def warming(
    *,
    thickness_mm: FloatArray,
    absorbed_mw_cm2: FloatArray,
    mask_light_mw_cm2: FloatArray,
    is_worn: bool,
    touches: bool,
    efficiency: FloatArray,
    uniforms: Mapping[str, FloatArray],
    returned_mw_cm2: FloatArray | None = None,
    fan: bool = False,
    place: Place = "surface",
    with_basal: bool = False,
) -> Warming:
    """Temperature of the skin in a session.

    Args:
        thickness_mm: (scenarios, layers) of the region shown.
        absorbed_mw_cm2: (scenarios, channels, layers) at full drive, mean over any pulses.
        mask_light_mw_cm2: (scenarios, channels) light the mask gives out per area.
        is_worn: False for a panel: no mask node, the skin loses heat freely.
        touches: the mask lies on the skin.
        efficiency: (scenarios,) light over electrical power, as drawn for the light itself.
        uniforms: the draws named in HEAT_DIMENSIONS and MASK_HEAT_DIMENSIONS.
        returned_mw_cm2: (scenarios, channels) light that the mask takes back; None: none.
        fan: air of the room is blown through the gap.
        place: surface, basal (between epidermis and dermis) or dermis (its mean).
        with_basal: read the basal layer as well.
    """
    grid = resting_grid(thickness_mm, uniforms)
    above = surface(cover_of(is_worn=is_worn, touches=touches, fan=fan), uniforms)
    lit = system(grid, above)
    minutes = np.concatenate(
        [
            np.arange(0.0, FINE_UNTIL_MIN, STEP_S / SECONDS_PER_MINUTE),
            np.arange(FINE_UNTIL_MIN, LONGEST_MIN + COARSE_STEP_MIN, COARSE_STEP_MIN),
        ]
    )
    heat = mask_heat(mask_light_mw_cm2, efficiency, returned_mw_cm2)
    source = lit.source(grid.source(absorbed_mw_cm2), heat)
    begin = start(lit, system(grid, surface("open", uniforms)), above)
    places: tuple[Place, ...] = (place, "basal") if with_basal else (place,)
    found = [
        Warming(minutes=minutes, dark_degc=dark, rise_degc=rise)
        for dark, rise in courses_at(lit, places, begin, source, minutes * SECONDS_PER_MINUTE)
    ]
    return replace(found[0], basal=found[1]) if with_basal else found[0]


def resting_grid(thickness_mm: FloatArray, uniforms: Mapping[str, FloatArray]) -> Grid:
    """The layers with one draw of resting blood flow that scales all tissues."""
    flow = spread("thermal", "dermis.w", uniforms["perfusion"])
    return skin_grid(thickness_mm, flow / numbers("thermal")["dermis.w"].value)


def mask_heat(
    light_mw_cm2: FloatArray,
    efficiency: FloatArray,
    returned_mw_cm2: FloatArray | None = None,
) -> FloatArray:
    """(S, C) W/m2 of electrical power that does not leave as light, and light taken back.

    Eq. (7.4).
    """
    waste = light_mw_cm2 * ((1.0 - efficiency) / efficiency)[:, None]
    back = np.zeros_like(waste) if returned_mw_cm2 is None else returned_mw_cm2
    return (waste + back) * W_M2_PER_MW_CM2


def start(lit: System, bare: System, above: Surface) -> FloatArray:
    """(S, N) degC: bare skin at rest in the room, under a mask as warm as the room."""
    skin = bare.steady()
    return np.concatenate([above.room_degc[:, None], skin], axis=1) if lit.has_mask else skin
