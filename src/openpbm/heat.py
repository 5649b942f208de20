"""Skin under a lit mask: a one-dimensional Pennes estimate with one node for the mask.

Resting perfusion, implicit in time, every scenario and channel at once. It is an estimate
and is labelled so wherever it is shown. Theory 7; numbers in `tables/thermal.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.sampling import between, triangular
from openpbm.tables import numbers
from openpbm.units import SECONDS_PER_MINUTE, W_M2_PER_MW_CM2

HEAT_DIMENSIONS = ("perfusion", "gap", "efficiency", "room")
STEP_S = 15.0
LONGEST_MIN = 40.0
MUSCLE_M = 0.010
SILICONE_M = 0.002  # thickness of a touching mask's wall
TISSUE_OF_LAYER = ("epidermis", "epidermis", "dermis", "dermis", "dermis", "dermis", "subcutis")
CELLS_OF_LAYER = (1, 2, 2, 1, 4, 1, 8)
MUSCLE_CELLS = 6


@dataclass(frozen=True, eq=False, kw_only=True)
class Warming:
    """Surface temperature in time: dark + sum over channels of drive times rise."""

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
) -> Warming:
    """Temperature of the skin surface in a session.

    Args:
        thickness_mm: (scenarios, layers) of the region shown.
        absorbed_mw_cm2: (scenarios, channels, layers) at full drive.
        mask_light_mw_cm2: (scenarios, channels) light the mask gives out per area.
        is_worn: False for a panel: no mask node, the skin loses heat freely.
        touches: the mask lies on the skin.
        uniforms: the draws named in HEAT_DIMENSIONS.
    """
    table = numbers("thermal")
    grid = _grid(thickness_mm)
    perfusion = _spread("dermis.w", uniforms["perfusion"])
    grid.perfuse(perfusion / table["dermis.w"].value)
    air = _spread("surface.free_h", uniforms["gap"])
    gap = _spread("surface.under_mask_h", uniforms["gap"])
    if touches:
        gap = np.full_like(gap, table["surface.silicone_k"].value / SILICONE_M)
    room = table["room.temperature"].value + between(uniforms["room"], -3.0, 3.0)
    efficiency = _spread("led.wall_plug_efficiency", uniforms["efficiency"])
    waste = table["led.waste_fraction"].value / efficiency
    light = grid.source(absorbed_mw_cm2)  # (scenarios, channels, cells) W/m2
    heat = mask_light_mw_cm2 * W_M2_PER_MW_CM2 * waste[:, None]
    start = _steady(grid, air, room)
    minutes = np.arange(0.0, LONGEST_MIN * SECONDS_PER_MINUTE + STEP_S, STEP_S) / SECONDS_PER_MINUTE
    system = _System(grid, gap if is_worn else air, is_worn)
    dark, rise = system.march(start, room, light, heat, len(minutes))
    return Warming(minutes=minutes, dark_degc=dark, rise_degc=rise)


def _spread(name: str, uniform: FloatArray) -> FloatArray:
    number = numbers("thermal")[name]
    assert number.low is not None
    assert number.high is not None
    return triangular(uniform, number.low, number.value, number.high)


class _Grid:
    """Finite volumes from the surface down: capacities, conductances, perfusion."""

    def __init__(self, width_m: FloatArray, tissue: list[str], layer_of_cell: list[int]) -> None:
        table = numbers("thermal")

        def of(quantity: str) -> FloatArray:
            return np.array([table[f"{name}.{quantity}"].value for name in tissue])

        self.width_m = width_m  # (scenarios, cells)
        self.layer_of_cell = layer_of_cell
        self.capacity = width_m * of("rho") * of("c")  # J/m2K
        half = 0.5 * width_m / of("k")
        self.conductance = 1.0 / (half[:, 1:] + half[:, :-1])  # W/m2K between neighbours
        self.to_surface = 1.0 / half[:, 0]
        blood = table["blood.rho"].value * table["blood.c"].value
        self.perfusion = width_m * of("w") * blood  # W/m2K
        self.metabolism = width_m * of("qm")  # W/m2
        self.core_degc = table["blood.temperature"].value
        self.to_core = 1.0 / half[:, -1]

    def perfuse(self, factor: FloatArray) -> None:
        """Scale blood flow of every tissue, per scenario."""
        self.perfusion = self.perfusion * factor[:, None]

    def source(self, absorbed_mw_cm2: FloatArray) -> FloatArray:
        """(scenarios, channels, cells) W/m2 from light absorbed per layer."""
        out = np.zeros((*absorbed_mw_cm2.shape[:2], self.width_m.shape[1]))
        for layer, count in enumerate(CELLS_OF_LAYER):
            cells = [i for i, own in enumerate(self.layer_of_cell) if own == layer]
            out[:, :, cells] = absorbed_mw_cm2[:, :, layer, None] * W_M2_PER_MW_CM2 / count
        return out


def _grid(thickness_mm: FloatArray) -> _Grid:
    widths, tissue, layer_of_cell = [], [], []
    for layer, count in enumerate(CELLS_OF_LAYER):
        for _ in range(count):
            widths.append(thickness_mm[:, layer] * 1e-3 / count)
            tissue.append(TISSUE_OF_LAYER[layer])
            layer_of_cell.append(layer)
    for _ in range(MUSCLE_CELLS):
        widths.append(np.full(len(thickness_mm), MUSCLE_M / MUSCLE_CELLS))
        tissue.append("muscle")
        layer_of_cell.append(-1)
    return _Grid(np.stack(widths, axis=1), tissue, layer_of_cell)


def _steady(grid: _Grid, exchange: FloatArray, room: FloatArray) -> FloatArray:
    """(scenarios, cells) resting temperature of bare skin in the room."""
    top = 1.0 / (1.0 / exchange + 1.0 / grid.to_surface)
    diagonal, upper = _conduction(grid)
    diagonal = diagonal + grid.perfusion
    diagonal[:, 0] += top
    right = grid.perfusion * grid.core_degc + grid.metabolism
    right[:, 0] += top * room
    right[:, -1] += grid.to_core * grid.core_degc
    return _tridiagonal(diagonal, upper, right[..., None])[..., 0]


def _conduction(grid: _Grid) -> tuple[FloatArray, FloatArray]:
    diagonal = np.zeros_like(grid.width_m)
    diagonal[:, :-1] += grid.conductance
    diagonal[:, 1:] += grid.conductance
    diagonal[:, -1] += grid.to_core
    return diagonal, -grid.conductance


def _tridiagonal(diagonal: FloatArray, upper: FloatArray, right: FloatArray) -> FloatArray:
    """Symmetric tridiagonal solve: (scenarios, cells), (.., cells - 1), (.., cells, columns)."""
    cells = diagonal.shape[1]
    pivot, value = diagonal.copy(), right.copy()
    for i in range(1, cells):
        factor = upper[:, i - 1] / pivot[:, i - 1]
        pivot[:, i] -= factor * upper[:, i - 1]
        value[:, i] -= factor[:, None] * value[:, i - 1]
    value[:, -1] /= pivot[:, -1, None]
    for i in range(cells - 2, -1, -1):
        value[:, i] = (value[:, i] - upper[:, i, None] * value[:, i + 1]) / pivot[:, i, None]
    return value


class _System:
    """Skin below, the mask as cell 0 (absent where it is not worn), one implicit step."""

    def __init__(self, grid: _Grid, exchange: FloatArray, is_worn: bool) -> None:
        table = numbers("thermal")
        self.grid, self.is_worn = grid, is_worn
        self.coupling = 1.0 / (1.0 / exchange + 1.0 / grid.to_surface)
        self.exchange = exchange
        self.outer_h = table["mask.outer_h"].value
        self.mask_capacity = table["mask.heat_capacity_j_m2_k"].value

    def march(
        self, start: FloatArray, room: FloatArray, light: FloatArray, heat: FloatArray, times: int
    ) -> tuple[FloatArray, FloatArray]:
        """Dark surface temperature (S, times) and rise per channel (S, C, times)."""
        grid = self.grid
        scenarios, channels, cells = light.shape
        diagonal, upper = _conduction(grid)
        diagonal = diagonal + grid.perfusion + grid.capacity / STEP_S
        diagonal[:, 0] += self.coupling
        own = np.zeros((scenarios, cells, 1 + channels))
        own[:, :, 0] = grid.perfusion * grid.core_degc + grid.metabolism
        own[:, -1, 0] += grid.to_core * grid.core_degc
        own[:, :, 1:] = np.swapaxes(light, 1, 2)
        capacity = grid.capacity
        state = np.zeros_like(own)
        state[:, :, 0] = start
        if self.is_worn:
            body = self.coupling + self.outer_h + self.mask_capacity / STEP_S
            diagonal = np.concatenate([body[:, None], diagonal], axis=1)
            upper = np.concatenate([-self.coupling[:, None], upper], axis=1)
            top = np.zeros((scenarios, 1, 1 + channels))
            top[:, 0, 0] = self.outer_h * room
            top[:, 0, 1:] = heat
            own = np.concatenate([top, own], axis=1)
            capacity = np.concatenate([np.full((scenarios, 1), self.mask_capacity), capacity], 1)
            first = np.zeros((scenarios, 1, 1 + channels))
            first[:, 0, 0] = room
            state = np.concatenate([first, state], axis=1)
        else:
            own[:, 0, 0] += self.coupling * room
        step = _Factored(diagonal, upper)
        surface = np.empty((scenarios, 1 + channels, times))
        surface[:, :, 0] = self._surface(state, room)
        for t in range(1, times):
            state = step.solve(own + state * (capacity / STEP_S)[..., None])
            surface[:, :, t] = self._surface(state, room)
        return surface[:, 0], surface[:, 1:]

    def _surface(self, state: FloatArray, room: FloatArray) -> FloatArray:
        """(scenarios, columns) at the skin plane, between first cell and what is above."""
        skin = state[:, 1 if self.is_worn else 0]
        above = state[:, 0] if self.is_worn else np.zeros_like(skin)
        if not self.is_worn:
            above[:, 0] = room
        inner, outer = self.grid.to_surface[:, None], self.exchange[:, None]
        mixed: FloatArray = (inner * skin + outer * above) / (inner + outer)
        return mixed


class _Factored:
    """The tridiagonal factors of one step, reused at every step."""

    def __init__(self, diagonal: FloatArray, upper: FloatArray) -> None:
        self.upper = upper
        self.pivot = diagonal.copy()
        self.factor = np.zeros_like(upper)
        for i in range(1, diagonal.shape[1]):
            self.factor[:, i - 1] = upper[:, i - 1] / self.pivot[:, i - 1]
            self.pivot[:, i] -= self.factor[:, i - 1] * upper[:, i - 1]

    def solve(self, right: FloatArray) -> FloatArray:
        value = right
        cells = value.shape[1]
        for i in range(1, cells):
            value[:, i] -= self.factor[:, i - 1, None] * value[:, i - 1]
        value[:, -1] /= self.pivot[:, -1, None]
        for i in range(cells - 2, -1, -1):
            value[:, i] -= self.upper[:, i, None] * value[:, i + 1]
            value[:, i] /= self.pivot[:, i, None]
        return value
