"""Skin under a lit mask, and the mask itself, linear in the drive: what limits of warmth rest on.

It errs warm: resting blood flow, no evaporation, light that does not fade. It is an
estimate and is labelled so wherever it is shown. Theory 7; numbers in `tables/thermal.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.field import LONGEST_MIN
from openpbm.heat.grid import DepthGrid, skin_grid
from openpbm.heat.led import junction_over_board_k
from openpbm.heat.mode import courses_at
from openpbm.heat.surface import SurfaceExchange, Wall, cover_of, spread, surface
from openpbm.heat.system import Place, System, system
from openpbm.heat.touching import spot_over_mean_k
from openpbm.tables import numbers
from openpbm.units import SECONDS_PER_MINUTE, W_M2_PER_MW_CM2, W_PER_MW

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
    mask: Warming | None = None  # a worn mask where it touches: its wall, or the pad it rests on
    at_led: Warming | None = None  # the same at one LED, where LEDs may touch

    def of_channels(self, some: slice) -> Warming:
        """The same of some of the channels."""
        return replace(
            self,
            rise_degc=self.rise_degc[:, some],
            basal=self.basal and self.basal.of_channels(some),
            mask=self.mask and self.mask.of_channels(some),
            at_led=self.at_led and self.at_led.of_channels(some),
        )

    def hotter_by(self, over_k: FloatArray) -> Warming:
        """The same place, (scenarios, channels) K hotter at full drive."""
        return replace(self, rise_degc=self.rise_degc + over_k[:, :, None])


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
    cm2_per_led: FloatArray | None = None,
    wall: Wall = "rigid",
    fan: bool = False,
    place: Place = "surface",
    with_basal: bool = False,
) -> Warming:
    """Temperature of the skin in a session, and of a worn mask where it touches.

    Args:
        thickness_mm: (scenarios, layers) of the region shown.
        absorbed_mw_cm2: (scenarios, channels, layers) at full drive, mean over any pulses.
        mask_light_mw_cm2: (scenarios, channels) light the mask gives out per area.
        is_worn: False for a panel: no mask node, the skin loses heat freely.
        touches: the mask lies on the skin.
        efficiency: (scenarios,) light over electrical power, as drawn for the light itself.
        uniforms: the draws named in HEAT_DIMENSIONS and MASK_HEAT_DIMENSIONS, and with
            `cm2_per_led` those in WALL_DIMENSIONS.
        returned_mw_cm2: (scenarios, channels) light that the mask takes back; None: none.
        cm2_per_led: (channels,) area of the mask for each LED; None: no LED may touch.
        wall: what the mask is made of.
        fan: air of the room is blown through the gap.
        place: surface, basal (between epidermis and dermis) or dermis (its mean).
        with_basal: read the basal layer as well.
    """
    grid = resting_grid(thickness_mm, uniforms)
    above = surface(cover_of(is_worn=is_worn, touches=touches, fan=fan), uniforms, wall=wall)
    bare = system(grid, surface("open", uniforms))
    minutes = _minutes()
    heat = mask_heat(mask_light_mw_cm2, efficiency, returned_mw_cm2)
    light = grid.source(absorbed_mw_cm2)
    places: tuple[Place, ...] = (place, "basal") if with_basal else (place,)
    of_skin = _courses(grid, above, bare, places, light=light, heat=heat, minutes=minutes)
    found = replace(of_skin[0], basal=of_skin[1]) if with_basal else of_skin[0]
    if not is_worn:
        return found
    on_skin = surface("contact", uniforms, wall=wall)
    # a wall that keeps off the skin rests on a pad or rim: the face of the silicone under it
    what: Place = "mask" if touches else "surface"
    (mask,) = _courses(grid, on_skin, bare, (what,), light=light, heat=heat, minutes=minutes)
    if cm2_per_led is None:
        return replace(found, mask=mask)
    waste = mask_heat(mask_light_mw_cm2, efficiency) / W_M2_PER_MW_CM2
    over = _over_led_k(waste, cm2_per_led, system(grid, on_skin).mask_loss_w_m2k, uniforms)
    return replace(found, mask=mask, at_led=mask.hotter_by(over))


def _minutes() -> FloatArray:
    """(times,) at which temperatures are worked out: fine while a session may end."""
    fine = np.arange(0.0, FINE_UNTIL_MIN, STEP_S / SECONDS_PER_MINUTE)
    coarse = np.arange(FINE_UNTIL_MIN, LONGEST_MIN + COARSE_STEP_MIN, COARSE_STEP_MIN)
    return np.concatenate([fine, coarse])


def _courses(
    grid: DepthGrid,
    above: SurfaceExchange,
    bare: System,
    places: tuple[Place, ...],
    *,
    light: FloatArray,
    heat: FloatArray,
    minutes: FloatArray,
) -> list[Warming]:
    """Of each place, under one cover."""
    lit = system(grid, above)
    source, begin = lit.source(light, heat), start(lit, bare, above)
    return [
        Warming(minutes=minutes, dark_degc=dark, rise_degc=rise)
        for dark, rise in courses_at(lit, places, begin, source, minutes * SECONDS_PER_MINUTE)
    ]


def _over_led_k(
    waste_mw_cm2: FloatArray,
    cm2_per_led: FloatArray,
    loss_w_m2k: FloatArray,
    uniforms: Mapping[str, FloatArray],
) -> FloatArray:
    """(S, C) K that the hottest touching part of an LED lies over the mean of the wall.

    Its board is warmer than the wall, and its own face at most as warm as its junction.
    Channels count as if their LEDs sat at one place.
    """
    heat_w = waste_mw_cm2 * cm2_per_led * W_PER_MW
    spot = spot_over_mean_k(
        heat_w,
        cm2_per_led,
        heated_radius_mm=numbers("heat")["led.heated_radius_mm"].value,
        sheet_w_k=spread("heat", "mask.sheet_w_k", uniforms["sheet"])[:, None],
        loss_w_m2k=loss_w_m2k[:, None],
    )
    return spot + junction_over_board_k(heat_w)


def resting_grid(thickness_mm: FloatArray, uniforms: Mapping[str, FloatArray]) -> DepthGrid:
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


def start(lit: System, bare: System, above: SurfaceExchange) -> FloatArray:
    """(S, N) degC: bare skin at rest in the room, under a mask as warm as the room."""
    skin = bare.steady()
    return np.concatenate([above.room_degc[:, None], skin], axis=1) if lit.has_mask else skin
