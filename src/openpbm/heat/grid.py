"""Tissue in finite volumes, from the surface down. Theory 7.1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.tables import numbers
from openpbm.units import W_M2_PER_MW_CM2

MUSCLE_M = 0.010
TISSUE_OF_LAYER = ("epidermis", "epidermis", "dermis", "dermis", "dermis", "dermis", "subcutis")
CELLS_OF_LAYER = (1, 2, 2, 1, 4, 1, 8)
MUSCLE_CELLS = 6
NO_LAYER = -1  # muscle: below the layers that light is counted in


@dataclass(frozen=True, eq=False, kw_only=True)
class DepthGrid:
    """Cells from the surface down; below the last one the body's core. S scenarios, N cells."""

    width_m: FloatArray  # (S, N)
    conductivity_w_mk: FloatArray  # (S, N) or (N,)
    capacity_j_m3k: FloatArray  # (S, N) or (N,), density times specific heat
    perfusion_w_m3k: FloatArray  # (S, N), blood flow times the heat that blood carries
    metabolism_w_m3: FloatArray  # (S, N) or (N,)
    core_degc: float
    layer_of_cell: tuple[int, ...]  # (N,), NO_LAYER for muscle

    @property
    def resistance(self) -> FloatArray:
        """(S, N) m2K/W from the middle of a cell to its face."""
        return 0.5 * self.width_m / self.conductivity_w_mk

    @property
    def conductance(self) -> FloatArray:
        """(S, N - 1) W/m2K between neighbours."""
        half = self.resistance
        return 1.0 / (half[:, 1:] + half[:, :-1])

    @property
    def to_surface(self) -> FloatArray:
        """(S,) W/m2K from the middle of the first cell to the skin's surface."""
        return 1.0 / self.resistance[:, 0]

    @property
    def to_core(self) -> FloatArray:
        """(S,) W/m2K from the middle of the last cell to the core."""
        return 1.0 / self.resistance[:, -1]

    def source(self, absorbed_mw_cm2: FloatArray) -> FloatArray:
        """(S, C, N) W/m2 of light absorbed, from (S, C, layers); even over a layer."""
        layers = np.array(self.layer_of_cell)
        out = np.zeros((*absorbed_mw_cm2.shape[:2], len(layers)))
        for layer in sorted(set(layers.tolist()) - {NO_LAYER}):
            cells = np.flatnonzero(layers == layer)
            out[:, :, cells] = absorbed_mw_cm2[:, :, layer, None] * W_M2_PER_MW_CM2 / len(cells)
        return out


def skin_grid(thickness_mm: FloatArray, flow: FloatArray, *, finer: int = 1) -> DepthGrid:
    """Seven layers of skin on muscle, with the properties of `tables/thermal.json`.

    Args:
        thickness_mm: (S, layers).
        flow: (S,) blood flow of all tissues as a share of the table's.
        finer: cells where the plain grid has one.
    """
    table = numbers("thermal")
    widths, tissue, layers = [], [], []
    for layer, cells in enumerate(CELLS_OF_LAYER):
        count = cells * finer
        widths += [thickness_mm[:, layer] * 1e-3 / count] * count
        tissue += [TISSUE_OF_LAYER[layer]] * count
        layers += [layer] * count
    count = MUSCLE_CELLS * finer
    widths += [np.full(len(thickness_mm), MUSCLE_M / count)] * count
    tissue += ["muscle"] * count
    layers += [NO_LAYER] * count

    def of(quantity: str) -> FloatArray:
        return np.array([table[f"{name}.{quantity}"].value for name in tissue])

    blood = table["blood.rho"].value * table["blood.c"].value
    return DepthGrid(
        width_m=np.stack(widths, axis=1),
        conductivity_w_mk=of("k"),
        capacity_j_m3k=of("rho") * of("c"),
        perfusion_w_m3k=flow[:, None] * of("w") * blood,
        metabolism_w_m3=of("qm"),
        core_degc=table["blood.temperature"].value,
        layer_of_cell=tuple(layers),
    )
