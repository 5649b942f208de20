"""Skin and what lies on it as one symmetric system, C dT/dt = b - K T. Theory 7.3."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.heat.grid import DepthGrid
from openpbm.heat.surface import SurfaceExchange

Place = Literal["mask", "surface", "basal", "dermis"]
PLACES: tuple[Place, ...] = ("surface", "basal", "dermis")  # of the skin
EPIDERMIS_LAYERS, DERMIS_LAYERS = (0, 1), (2, 3, 4, 5)


@dataclass(frozen=True, eq=False, kw_only=True)
class System:
    """N nodes: the mask first where there is one, then the cells of the grid. S scenarios."""

    capacity: FloatArray  # (S, N) J/m2K
    diagonal: FloatArray  # (S, N) W/m2K, conduction without blood
    upper: FloatArray  # (S, N - 1) W/m2K, negative
    perfusion: FloatArray  # (S, N) W/m2K at rest
    own: FloatArray  # (S, N) W/m2 without light and blood
    core_degc: float
    weight: dict[Place, FloatArray]  # (S, N) share of each node in a place's temperature
    constant: dict[Place, FloatArray]  # (S,) degC that the room adds to it
    has_mask: bool

    @property
    def dark(self) -> FloatArray:
        """(S, N) W/m2 without light, resting blood included."""
        return self.own + self.perfusion * self.core_degc

    def source(self, light: FloatArray, heat: FloatArray) -> FloatArray:
        """(S, N, C) W/m2 from light in the cells (S, C, cells) and heat in the mask (S, C)."""
        parts = [heat[:, None, :]] if self.has_mask else []
        return np.concatenate([*parts, np.swapaxes(light, 1, 2)], axis=1)

    def steady(self) -> FloatArray:
        """(S, N) degC where nothing changes any more, without light."""
        return solve(self.diagonal + self.perfusion, self.upper, self.dark)

    @property
    def mask_loss_w_m2k(self) -> FloatArray:
        """(S,) W/m2K from a worn mask to room and skin together, once nothing changes any more."""
        one = np.zeros_like(self.own)
        one[:, 0] = 1.0
        found: FloatArray = 1.0 / solve(self.diagonal + self.perfusion, self.upper, one)[:, 0]
        return found

    def at(self, place: Place, state: FloatArray) -> FloatArray:
        """(S,) degC of a place from (S, N)."""
        found: FloatArray = (self.weight[place] * state).sum(axis=1) + self.constant[place]
        return found


def system(grid: DepthGrid, above: SurfaceExchange) -> System:
    """Join tissue and surface; the surface's own balance is solved for its temperature."""
    inner = grid.to_surface
    total = inner + above.to_room + above.to_mask
    given = above.to_room * above.room_degc - above.evaporation_w_m2  # (S,) W/m2
    diagonal = np.zeros_like(grid.width_m)
    diagonal[:, :-1] += grid.conductance
    diagonal[:, 1:] += grid.conductance
    diagonal[:, -1] += grid.to_core
    diagonal[:, 0] += inner * (total - inner) / total
    own = grid.width_m * grid.metabolism_w_m3
    own[:, -1] += grid.to_core * grid.core_degc
    own[:, 0] += inner * given / total
    upper = -grid.conductance
    capacity = grid.width_m * grid.capacity_j_m3k
    perfusion = grid.width_m * grid.perfusion_w_m3k
    weight, constant = _places(grid, inner / total, given / total)
    if above.has_mask:
        body = above.to_mask * (total - above.to_mask) / total + above.mask_to_room
        top = above.to_mask * given / total + above.mask_to_room * above.room_degc
        diagonal = _stack(body, diagonal)
        upper = _stack(-inner * above.to_mask / total, upper)
        own = _stack(top, own)
        capacity = _stack(above.mask_capacity, capacity)
        perfusion = _stack(np.zeros_like(body), perfusion)
        share = {"surface": above.to_mask / total}
        weight = {p: _stack(share.get(p, np.zeros_like(body)), w) for p, w in weight.items()}
        weight["mask"] = np.zeros_like(diagonal)
        weight["mask"][:, 0] = 1.0
        constant["mask"] = np.zeros_like(body)
    return System(
        capacity=capacity,
        diagonal=diagonal,
        upper=upper,
        perfusion=perfusion,
        own=own,
        core_degc=grid.core_degc,
        weight=weight,
        constant=constant,
        has_mask=above.has_mask,
    )


def _stack(first: FloatArray, rest: FloatArray) -> FloatArray:
    return np.concatenate([first[:, None], rest], axis=1)


def _places(
    grid: DepthGrid, share: FloatArray, added: FloatArray
) -> tuple[dict[Place, FloatArray], dict[Place, FloatArray]]:
    """Surface: of its balance. Basal: the face between two cells. Dermis: its mean."""
    layers = np.array(grid.layer_of_cell)
    surface, basal = np.zeros_like(grid.width_m), np.zeros_like(grid.width_m)
    surface[:, 0] = share
    last = int(np.flatnonzero(np.isin(layers, EPIDERMIS_LAYERS))[-1])
    above, below = grid.resistance[:, last], grid.resistance[:, last + 1]
    basal[:, last], basal[:, last + 1] = below / (above + below), above / (above + below)
    dermis = np.where(np.isin(layers, DERMIS_LAYERS), grid.width_m, 0.0)
    dermis = dermis / dermis.sum(axis=1, keepdims=True)
    none = np.zeros_like(added)
    return (
        {"surface": surface, "basal": basal, "dermis": dermis},
        {"surface": added, "basal": none, "dermis": none},
    )


def solve(diagonal: FloatArray, upper: FloatArray, right: FloatArray) -> FloatArray:
    """Symmetric tridiagonal systems, one a scenario: (S, N), (S, N - 1), (S, N)."""
    pivot, value = diagonal.T.copy(), right.T.copy()  # (N, S): rows lie together
    off = np.ascontiguousarray(upper.T)
    for i in range(1, len(pivot)):
        factor = off[i - 1] / pivot[i - 1]
        pivot[i] -= factor * off[i - 1]
        value[i] -= factor * value[i - 1]
    value[-1] /= pivot[-1]
    for i in range(len(pivot) - 2, -1, -1):
        value[i] = (value[i] - off[i] * value[i + 1]) / pivot[i]
    return value.T
