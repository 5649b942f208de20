"""Light in bent skin over light in plane skin: diffusion through bent layers, in closed form.

A bulge crowds light on its way in, a hollow thins it out. Radius times fluence rate obeys the
plane equation in every shell, so a bent stack costs no more than a plane one. Theory 11.8.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.skin.instrument import mismatch
from openpbm.skin.optics import SkinStates

LEAST_SHARE = 0.2  # of the radius that is left at depth: beneath, a ball has hardly any skin
LEAST_ABSORPTION = 1e-7  # per mm; without any, light in layers without end has no level
NO_BEND = 1e-9  # per mm; stands for plane skin and for a hollow, which have no middle
ROWS_AT_ONCE = 1024  # what they take stays in the cache


@dataclass(frozen=True, eq=False, kw_only=True)
class Bent:
    """What bent skin does with diffuse light that falls evenly, over what plane skin does."""

    fluence: FloatArray  # (rows, layers), mean over the volume of each layer
    taken_up: FloatArray  # (rows,), light that is not thrown back
    room: FloatArray  # (rows, layers), volume of a layer beneath a patch of surface

    @property
    def absorbed(self) -> FloatArray:
        """(rows, layers) heat of a layer, by volume or by surface: limits see the larger."""
        return floats(self.fluence * np.maximum(1.0, self.room))


def bent(states: SkinStates, curvature_per_mm: FloatArray, *, n_above: float, n: float) -> Bent:
    """Factors for skins that bend with a mean curvature.

    Exact within diffusion for a ball; other shapes follow their mean curvature to first order.
    The last layer goes on without end.

    Args:
        states: layered optics.
        curvature_per_mm: (rows,) mean of both principal curvatures; above zero where the skin
            bulges out, one over the radius for a ball.
        n_above: refractive index above the skin.
        n: that of the dermis.
    """
    edge = mismatch(n / n_above)
    parts = [
        _ratio(states.rows(rows), curvature_per_mm[rows], edge)
        for start in range(0, len(states), ROWS_AT_ONCE)
        for rows in [slice(start, start + ROWS_AT_ONCE)]
    ]
    return Bent(
        fluence=np.concatenate([part.fluence for part in parts]),
        taken_up=np.concatenate([part.taken_up for part in parts]),
        room=np.concatenate([part.room for part in parts]),
    )


def _ratio(states: SkinStates, curvature_per_mm: FloatArray, edge: float) -> Bent:
    stack = _stack(states)
    curved, plane = (_light(stack, h, edge) for h in (curvature_per_mm, 0.0 * curvature_per_mm))
    return Bent(
        fluence=floats((curved.fluence / plane.fluence).T),
        taken_up=curved.taken_up / plane.taken_up,
        room=floats(curved.room.T),
    )


@dataclass(frozen=True, eq=False)
class _Stack:
    """(layers, rows) of diffusion."""

    top_mm: FloatArray
    thick_mm: FloatArray
    diffusion_mm: FloatArray
    rate_per_mm: FloatArray
    decay: FloatArray  # over each layer, of the falling wave


def _stack(states: SkinStates) -> _Stack:
    thick, g = states.thickness_mm.T.copy(), states.g.T
    absorb = np.maximum(states.mu_a_per_mm.T, LEAST_ABSORPTION)
    diffusion = 1.0 / (3.0 * (absorb + (1.0 - g) * states.mu_s_per_mm.T))
    rate = np.sqrt(absorb / diffusion)
    return _Stack(
        top_mm=np.cumsum(thick, axis=0) - thick,
        thick_mm=thick,
        diffusion_mm=diffusion,
        rate_per_mm=rate,
        decay=np.exp(-rate * thick),
    )


@dataclass(frozen=True, eq=False)
class _Light:
    """Per unit of what enters at the surface; only ratios mean anything."""

    fluence: FloatArray  # (layers, rows)
    taken_up: FloatArray  # (rows,)
    room: FloatArray  # (layers, rows)


def _light(stack: _Stack, bend: FloatArray, edge: float) -> _Light:
    """Eq. (11.11) to (11.13): w = (1 - H z) times the fluence rate, shell by shell."""
    thick, diffusion, rate = stack.thick_mm, stack.diffusion_mm, stack.rate_per_mm
    share = np.maximum(1.0 - bend * stack.top_mm, LEAST_SHARE)  # of the radius, at each top
    under = np.maximum(share - bend * thick, LEAST_SHARE)
    lost, kept = 1.0 - stack.decay**2, 1.0 + stack.decay**2
    tangent = lost / kept
    fall_top, fall_end = np.empty_like(rate), np.empty_like(rate)  # -w' / w at both ends
    for fall_at, left in ((fall_top, share), (fall_end, under)):  # nothing flows through a middle
        fall_at[-1] = rate[-1] / np.tanh(rate[-1] * left[-1] / np.maximum(bend, NO_BEND))
    for j in range(len(rate) - 2, -1, -1):
        turn = bend / share[j + 1]
        fall = diffusion[j + 1] / diffusion[j] * (fall_top[j + 1] - turn) + turn
        fall_end[j] = fall
        fall_top[j] = rate[j] * (fall + rate[j] * tangent[j]) / (rate[j] + fall * tangent[j])
    flux = diffusion[0] * (fall_top[0] - bend)  # over the fluence rate at the surface
    start = 1.0 / (1.0 + 2.0 * edge * flux)
    passed = 2.0 * stack.decay / (kept + fall_end / rate * lost)  # w at the end over top
    high = start * np.cumprod(np.concatenate([np.ones_like(passed[:1]), passed[:-1]]), axis=0)
    low = high * passed
    whole = (fall_top * high - fall_end * low) / rate**2  # integral of w
    lever = (high - low * (1.0 + fall_end * thick)) / rate**2  # integral of depth below the top x w
    room = (share * share + share * under + under * under) / 3.0
    return _Light((share * whole - bend * lever) / (thick * room), flux * start, room)
