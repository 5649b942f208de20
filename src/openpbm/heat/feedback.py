"""The likelier course of one chosen session: blood flow rises with warmth. Theory 7.5.

Not linear in the drive, so no limit rests on it; see `warming` for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.heat.march import march
from openpbm.heat.surface import Wall, cover_of, spread, surface
from openpbm.heat.system import PLACES, Place, System, system
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


@dataclass(frozen=True, eq=False, kw_only=True)
class _Answers:
    """What answers warmth: blood flow rises, LEDs fade."""

    begin_degc: FloatArray  # (S, cells)
    light: FloatArray  # (S, C, cells) W/m2 into the skin of cold LEDs
    waste: FloatArray  # (S, C) W/m2 of heat in the mask of cold LEDs
    given: FloatArray  # (S, C) W/m2 of light that stays out of the mask
    drift: FloatArray  # (C,) change of light per kelvin
    feedback: FloatArray  # (S,) the draw of how blood flow answers
    has_mask: bool

    @cached_property
    def slope(self) -> FloatArray:
        """(S, 1) change of blood flow per kelvin."""
        return spread("thermal", "perfusion.feedback_per_k", self.feedback)[:, None]

    @cached_property
    def steady(self) -> FloatArray:
        """(S, cells) W/m2 of light that nothing moves."""
        return floats(self.light.sum(axis=1))

    def flow(self, degc: FloatArray) -> FloatArray:
        """(S, cells) blood flow over that at rest."""
        warmer = np.maximum(degc - self.begin_degc, 0.0)
        most = numbers("thermal")["perfusion.max_ratio"].value
        return floats(np.clip(1.0 + self.slope * warmer, 1.0, most))

    def source(self, degc: FloatArray) -> FloatArray:
        """(S, cells) W/m2; light that is lost becomes heat of the mask."""
        if not self.has_mask:
            return self.steady
        left = _left(self.drift, degc[:, 0] - self.begin_degc[:, 0])
        heat = self.waste + self.given * (1.0 - left)
        cells = (self.light * left[:, :, None]).sum(axis=1)
        return np.concatenate([heat.sum(axis=1, keepdims=True), cells], axis=1)

    def course(self, of: System, seconds: float, steps: int) -> FloatArray:
        """(steps + 1, S, N) degC of every node."""
        begin, step_s = self.begin_degc, seconds / steps
        return march(of, begin, self.flow, self.source, step_s=step_s, steps=steps)


def _light_out(light_mw_cm2: FloatArray, returned_mw_cm2: FloatArray | None) -> FloatArray:
    """(S, C) W/m2 that the mask gives out and does not take back."""
    back = 0.0 if returned_mw_cm2 is None else returned_mw_cm2
    return floats((light_mw_cm2 - back) * W_M2_PER_MW_CM2)


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
    """Temperatures with blood that answers to warmth, evaporation of bare skin and LEDs that fade.

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
    share = np.broadcast_to(drive, absorbed_mw_cm2.shape[:2])
    answers = _Answers(
        begin_degc=begin,
        light=grid.source(absorbed_mw_cm2) * share[:, :, None],
        waste=mask_heat(mask_light_mw_cm2, efficiency, returned_mw_cm2) * share,
        given=_light_out(mask_light_mw_cm2, returned_mw_cm2) * share,
        drift=np.zeros(share.shape[1]) if power_drift_per_k is None else power_drift_per_k,
        feedback=uniforms["feedback"],
        has_mask=lit.has_mask,
    )
    steps = max(2, int(np.ceil(minutes * SECONDS_PER_MINUTE / step_s)))
    states = answers.course(lit, minutes * SECONDS_PER_MINUTE, steps)
    return _trace(lit, states, minutes, answers.drift, above.room_degc)


def _trace(
    of: System, states: FloatArray, minutes: float, drift: FloatArray, room_degc: FloatArray
) -> Trace:
    """What (steps + 1, S, N) degC of every node come to, where people look."""
    times = len(states)
    mask = states[:, :, 0].T if of.has_mask else np.tile(room_degc[:, None], times)
    return Trace(
        light_left=np.swapaxes(_left(drift, mask - mask[:, :1]), 1, 2),
        minutes=np.linspace(0.0, minutes, times),
        degc={p: np.stack([of.at(p, state) for state in states], axis=1) for p in PLACES},
        mask_degc=mask,
    )


def _left(drift: FloatArray, warmer: FloatArray) -> FloatArray:
    """(..., C) share of light left of a mask warmer by (...,) K; never more than when cold."""
    left: FloatArray = np.clip(1.0 + drift * warmer[..., None], 0.0, 1.0)
    return left
