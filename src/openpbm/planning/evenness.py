"""How even the light is, on the skin and at depth: spread under single LEDs. Theory 11.5 and 11.6.

Worked out for the median scenario; its hot-spot and trough ratios go on to the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.answer import EvennessRow
from openpbm.arrays import FloatArray, first_largest, tails
from openpbm.beneath import beneath
from openpbm.face import REGIONS
from openpbm.interval import as_interval
from openpbm.light.wear import wear
from openpbm.planning.decide import Chosen, decisions_at, region_weight
from openpbm.planning.scene import Scene
from openpbm.skin.anatomy import LAYERS
from openpbm.skin.lateral import lateral_table
from openpbm.skin.led_kernel import LedKernel, led_kernel
from openpbm.skin.optics import SkinStates, as_problems, skin_states
from openpbm.skin.problems import Problems
from openpbm.tables import numbers
from openpbm.units import J_CM2_PER_MINUTE

NODES_OF_LAYER = (1, 2, 2, 1, 3, 1, 3)  # depths at which a layer's mean is taken
TAIL = 0.05  # of a region's skin that gets less than the low share, or more than the high one


@dataclass(frozen=True, eq=False, kw_only=True)
class DepthMaps:
    """Direct light per point in the median scenario, full drive, mW/cm2."""

    direct: FloatArray  # (channels, points) on the skin
    around: FloatArray  # (channels, points) mean of the surroundings
    ratio: FloatArray  # (channels, points, layers) what lateral spread makes of the direct light


def depth_maps(at: Scene, region: str) -> DepthMaps:
    """Spread the light of every LED in the median skin of one region."""
    scale = np.median(at.scale, axis=0)
    direct, around = at.light.maps()
    return DepthMaps(
        direct=direct * scale[:, None],
        around=around * scale[:, None],
        ratio=_ratio(at, region),
    )


def _ratio(at: Scene, region: str) -> FloatArray:
    """(channels, points, layers); one for every set of LEDs, all its colours at once."""
    worn = wear(at.mask, at.face, standoff_mm=at.light.median_mm, layout=at.light.layout)
    found: dict[int, FloatArray] = {}
    for which, leds in enumerate(worn.sets):
        channels = [c for c, own in enumerate(worn.of_channel) if own == which]
        made = [_kernel(at, region, c) for c in channels]
        kernels = tuple(kernel for kernel, _ in made)
        lights = beneath(at.face.points_mm, at.face.normals, leds, kernels, at.shade)
        for c, light, (_, mean) in zip(channels, lights, made, strict=True):
            found[c] = light.averaged(mean).ratio
    return np.stack([found[c] for c in range(len(at.mask.channels))])


def _kernel(at: Scene, region: str, channel: int) -> tuple[LedKernel, FloatArray]:
    """The median skin's answer to one LED, and (depths, layers) weights of layer means."""
    problem = median_stack(at, region, channel)
    depths, mean = _layer_nodes(problem.thickness_mm[0])
    return led_kernel(lateral_table(problem, depths)), mean


def median_stack(at: Scene, region: str, channel: int) -> Problems:
    """One stack of the median optics of a region at a channel's peak."""
    states = skin_states(at.skin, region, at.device.peak_nm[:, channel])
    middle = SkinStates(
        thickness_mm=np.median(states.thickness_mm, axis=0)[None],
        mu_a_per_mm=np.median(states.mu_a_per_mm, axis=0)[None],
        mu_s_per_mm=np.median(states.mu_s_per_mm, axis=0)[None],
        g=np.median(states.g, axis=0)[None],
        variables=states.variables[:1],
    )
    return as_problems(
        middle,
        nm=at.mask.channels[channel].peak_nm,
        n_above=numbers("skin")["index.gel"].value if at.mask.wet else 1.0,
        is_open=at.skin.is_open,
    )


def _layer_nodes(thickness_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(depths,) Gauss nodes in every layer, and (depths, layers) weights of the means."""
    depths, rows = [], []
    top = 0.0
    for layer, (thick, count) in enumerate(zip(thickness_mm, NODES_OF_LAYER, strict=True)):
        node, width = np.polynomial.legendre.leggauss(count)
        depths.append(top + 0.5 * thick * (node + 1.0))
        rows.append(np.outer(0.5 * width, np.eye(len(thickness_mm))[layer]))
        top += float(thick)
    return np.concatenate(depths), np.concatenate(rows)


def reference_region(at: Scene, decision: Chosen) -> str:
    """The goal's largest lit region: its skin stands for all in what concerns spread."""
    return REGIONS[first_largest(region_weight(at, decision.regions))]


def evenness_rows(at: Scene, maps: DepthMaps, made: Sequence[Chosen]) -> tuple[EvennessRow, ...]:
    """Hot spots and troughs by channel and region, on the skin and in the layer of each goal."""
    return tuple(
        row
        for r, region in enumerate(REGIONS)
        if at.covered[r] > 0 and ((at.face.region == r) & at.light.lit).any()
        for decision in decisions_at(made, region)
        for row in _of_goal(at, maps, decision, r)
    )


def _of_goal(at: Scene, maps: DepthMaps, decision: Chosen, r: int) -> Iterator[EvennessRow]:
    """What one goal lights in a region."""
    choice, layer = decision.choice, LAYERS.index(decision.goal.target_layer)
    inside = (at.face.region == r) & at.light.lit
    area = at.face.area_cm2[inside]
    for c, channel in enumerate(at.mask.channels):
        if choice.drive[c] == 0:
            continue
        again = np.median(at.dose.recirculated[:, c, r]) * maps.around[c, inside]
        on_skin = maps.direct[c, inside] + again
        deep = maps.direct[c, inside] * maps.ratio[c, inside, layer] + again
        surface, below = (_tails(values, area) for values in (on_skin, deep))
        rate = at.dose.fluence_rate[:, c, r, layer] * choice.drive[c]
        dose = as_interval(rate * (J_CM2_PER_MINUTE * choice.minutes))
        yield EvennessRow(
            channel=channel.id,
            region=REGIONS[r],
            layer=decision.goal.target_layer,
            surface_low=surface[0],
            surface_high=surface[1],
            low=below[0],
            high=below[1],
            low_j_cm2=dose.times(below[0]),
            high_j_cm2=dose.times(below[1]),
        )


def _tails(values: FloatArray, area: FloatArray) -> tuple[float, float]:
    """What 5 % of the skin stays below and above, over the mean."""
    low, high = tails(values, area, TAIL)
    mean = float(np.average(values, weights=area))
    return low / mean, high / mean
