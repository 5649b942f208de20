"""Diffuse light in plane layers, in closed form: the shape that an exact answer is held against.

A few per cent to tens of per cent off, and smoothly so: what is left of an exact answer when it
is divided by this varies little, from skin to skin and with depth. Theory 5.7.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, IntArray
from openpbm.skin.optics import SkinStates

LEAST_ABSORPTION = 1e-7  # per mm; light that nothing absorbs has no rate to fall by
OPEN_END = 0.5  # flux over fluence rate where all goes out and nothing comes back


@dataclass(frozen=True, eq=False)
class Diffused:
    """Fluence rate in each layer, falling and rising: a (exp(-kz) + q exp(kz)); scale is free."""

    falling: FloatArray  # (rows, layers) a, at the top of the layer
    rising: FloatArray  # (rows, layers) q
    rate_per_mm: FloatArray  # (rows, layers) k
    thickness_mm: FloatArray  # (rows, layers)

    def at(self, layers: IntArray, below_top_mm: FloatArray) -> FloatArray:
        """(rows, depths) at depths below the top of the layers that hold them, both so shaped."""
        row = np.arange(len(self.falling))[:, None]
        away = self.rate_per_mm[row, layers] * below_top_mm
        falls = np.exp(-away)
        found: FloatArray = self.falling[row, layers] * (falls + self.rising[row, layers] / falls)
        return found

    def means(self) -> FloatArray:
        """(rows, layers) mean of each layer."""
        across = self.rate_per_mm * self.thickness_mm
        falls = np.exp(-across)
        found: FloatArray = self.falling * (1.0 - falls) * (1.0 + self.rising / falls) / across
        return found


def diffused(states: SkinStates, edge: float) -> Diffused:
    """Diffuse light of layers over a medium that sends nothing back.

    Args:
        states: layered optics.
        edge: A of the extrapolated boundary above, as `instrument.mismatch` has it.
    """
    thick = states.thickness_mm
    absorb = np.maximum(states.mu_a_per_mm, LEAST_ABSORPTION)
    diffusion = 1.0 / (3.0 * (absorb + (1.0 - states.g) * states.mu_s_per_mm))
    rate = np.sqrt(absorb / diffusion)
    carried, passed = diffusion * rate, np.exp(-rate * thick)
    rising, falling = np.empty_like(thick), np.empty_like(thick)
    flux = np.full(len(thick), OPEN_END)  # over the fluence rate, at the end of a layer
    for j in reversed(range(thick.shape[1])):
        back = (carried[:, j] - flux) / (carried[:, j] + flux) * passed[:, j] ** 2
        rising[:, j] = back
        flux = carried[:, j] * (1.0 - back) / (1.0 + back)
    top = 1.0 / (1.0 + 2.0 * edge * flux)
    for j in range(thick.shape[1]):
        falling[:, j] = top / (1.0 + rising[:, j])
        top = falling[:, j] * (passed[:, j] + rising[:, j] / passed[:, j])
    return Diffused(falling=falling, rising=rising, rate_per_mm=rate, thickness_mm=thick)
