"""Region light over the range of standoffs: a few geometries, interpolated per scenario."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.face import Face
from openpbm.light.device_draws import DeviceDraws
from openpbm.light.layout import lay
from openpbm.light.map import LightMap, irradiance_on
from openpbm.light.region_light import RegionLight, meter_distances_mm, region_light
from openpbm.light.wear import wear
from openpbm.mask import Mask

NODES = 3
TINY = 1e-12


@dataclass(frozen=True, eq=False, kw_only=True)
class LightAt:
    """Direct light for 1 mW out of each LED, in every scenario. mW/cm2.

    S scenarios, C channels, A incidence nodes, R regions.
    """

    by_angle: FloatArray  # (S, C, A, R)
    neighbourhood: FloatArray  # (S, C, R)
    hot: FloatArray  # (S, C, R)
    view_factor: FloatArray  # (S, R)
    mean: FloatArray  # (S, C) over the lit skin
    over_led: FloatArray  # (S, C, M) on a sensor against an LED
    eye: FloatArray  # (S, C)


@dataclass(frozen=True, eq=False, kw_only=True)
class StandoffLight:
    """A device over a face at several distances."""

    nodes_mm: FloatArray  # (nodes,), rising
    regions: tuple[RegionLight, ...]  # one per node
    middle: LightMap  # at the middle node
    covered: FloatArray  # (R,) share of each region under the device
    lit_cm2: float  # skin under the device and not under goggles

    def at(self, standoff_mm: FloatArray) -> LightAt:
        """Interpolate to (S,) distances: a parabola in the distance through ln(light)."""
        return LightAt(
            by_angle=self._along([r.by_angle for r in self.regions], standoff_mm),
            neighbourhood=self._along([r.neighbourhood for r in self.regions], standoff_mm),
            hot=self._along([r.hot for r in self.regions], standoff_mm),
            view_factor=self._along([r.view_factor for r in self.regions], standoff_mm),
            mean=self._along([r.mean for r in self.regions], standoff_mm),
            over_led=self._along([r.over_led for r in self.regions], standoff_mm),
            eye=self._along([r.eye for r in self.regions], standoff_mm),
        )

    def maps(self) -> tuple[FloatArray, FloatArray]:
        """(C, points) light and its neighbourhood mean at the middle distance, 1 mW an LED."""
        return self.middle.total, self.middle.neighbourhood

    def _along(self, values: list[FloatArray], standoff_mm: FloatArray) -> FloatArray:
        table = np.stack(values)  # (nodes, ...)
        if len(values) == 1:
            return np.broadcast_to(table[0], (len(standoff_mm), *table.shape[1:])).copy()
        weight = _parabola(self.nodes_mm, np.clip(standoff_mm, self.nodes_mm[0], self.nodes_mm[-1]))
        logs = np.log(np.maximum(table, TINY))
        found = np.exp(np.tensordot(weight, logs, axes=(1, 0)))
        return np.where(found > 10.0 * TINY, found, 0.0)


def standoff_light(
    mask: Mask, face: Face, draws: DeviceDraws, *, shield: bool = False
) -> StandoffLight:
    """Light the face at three distances that span the draws (one, where all are the same)."""
    layout = lay(mask, face)
    low, high = float(draws.standoff_mm.min()), float(draws.standoff_mm.max())
    nodes = np.linspace(low, high, NODES) if high - low > 1e-6 else np.array([low])
    maps = [
        irradiance_on(face, wear(mask, face, standoff_mm=float(d), layout=layout), shield=shield)
        for d in nodes
    ]
    regions = tuple(region_light(face, light) for light in maps)
    middle = maps[len(maps) // 2]
    return StandoffLight(
        nodes_mm=nodes,
        regions=regions,
        middle=middle,
        covered=regions[0].covered,
        lit_cm2=float(face.area_cm2[middle.lit].sum()),
    )


def at_meter_distance(over_led: FloatArray, distance_mm: FloatArray) -> FloatArray:
    """(S, C) from (S, C, M): the sensor at each scenario's distance, interpolated in logs."""
    grid = np.log(meter_distances_mm())
    place = np.interp(np.log(distance_mm), grid, np.arange(len(grid)))
    before = np.minimum(place.astype(np.int64), len(grid) - 2)
    share = (place - before)[:, None]
    rows = np.arange(len(place))
    logs = np.log(np.maximum(over_led, TINY))
    return np.exp((1.0 - share) * logs[rows, :, before] + share * logs[rows, :, before + 1])


def _parabola(nodes: FloatArray, at: FloatArray) -> FloatArray:
    """(S, nodes) Lagrange weights."""
    weights = []
    for i, node in enumerate(nodes):
        others = np.delete(nodes, i)
        weights.append(np.prod((at[:, None] - others) / (node - others), axis=1))
    return np.stack(weights, axis=1)
