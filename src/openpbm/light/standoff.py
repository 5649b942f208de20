"""Light as a smooth function of the standoff, so that every scenario may have its own.

The geometry is worked out at a few standoffs over the range that the scenarios span, and
carried between them by curves in the logarithm of the standoff; bright spots, which fall
off like a power of it, in their logarithm too. Between nodes regional means err by at most
about 1 %, bright spots by 2 % (tests/physics/test_standoff.py). Theory 2.7.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypedDict

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray, floats
from openpbm.face import REGIONS, Face
from openpbm.kept import Kept
from openpbm.light.bounce import traced
from openpbm.light.bounced import Bounced, Returning
from openpbm.light.device_draws import DeviceDraws
from openpbm.light.gap import Gap, gap_of
from openpbm.light.kept import MEMORY
from openpbm.light.layout import Layout, layouts_of
from openpbm.light.map import LightMap, irradiance_on
from openpbm.light.node import Node, like_the_first
from openpbm.light.region_light import RegionLight, region_light
from openpbm.light.sensor import Sensed, at_distance, distances_of, on_the_skin
from openpbm.light.tracer import has_embree
from openpbm.light.wear import wear
from openpbm.mask import Mask
from openpbm.sampling import normal
from openpbm.tables import numbers
from openpbm.threads import THREADS, at_once

NODES = ((1.02, 1), (2.6, 3), (np.inf, 5))  # (largest high over low, standoffs worked out)
WORKED_OUT = {1: (0,), 3: (1,), 5: (1, 3)}  # standoffs at which every layout is, by their number
GEOMETRY_DIMENSIONS = ("geometry", "layout")
DARK = 1e-30  # stands for no light where a logarithm is taken


@dataclass(frozen=True, eq=False, kw_only=True)
class ScenarioLight:
    """`RegionLight` at each scenario's own standoff; S scenarios come first."""

    by_angle: FloatArray  # (S, C, A, R)
    neighbourhood: FloatArray  # (S, C, R)
    hot: FloatArray  # (S, C, R)
    hot_cm2: FloatArray  # (S, C, R), from the region's mean to its hottest 3.5 mm
    mean: FloatArray  # (S, C)
    over_led: FloatArray  # (S, C, M)
    eye: FloatArray  # (S, C)
    sensor: FloatArray  # (S, C, R) mean on a sensor over the places of a region
    placing: FloatArray  # (S, C, R) spread of such a place, as a share of that mean
    read_at: Mapping[float, Sensed]  # by distance in mm, where somebody read at one


@dataclass(frozen=True, eq=False, kw_only=True)
class LaidLight:
    """Light of one layout of the LEDs, for 1 mW out of each, at a few standoffs."""

    regions: tuple[RegionLight, ...]  # (nodes,)
    bounced: tuple[tuple[Bounced, ...], ...]  # (nodes)(C)


@dataclass(frozen=True, eq=False, kw_only=True)
class StandoffLight:
    """Light for 1 mW out of each LED at a few standoffs, and between them."""

    nodes_mm: FloatArray  # (nodes,), rising
    layout: Layout  # the first one: of every other, only single LEDs lie elsewhere
    laid: tuple[LaidLight, ...]  # every layout the LEDs may have; the first stands for all in maps
    direct: FloatArray  # (nodes, C, P)
    around: FloatArray  # (nodes, C, P)
    covered: FloatArray  # (R,), share of each region's skin under the device, not under goggles
    lit: BoolArray  # (P,), the same by point
    median_mm: float  # of the scenarios
    lit_cm2: FloatArray  # (R,)
    sensor: FloatArray  # (nodes, C, R) mean on a sensor over the places of a region
    placing: FloatArray  # (nodes, C, R) spread of such a place, as a share of that mean
    read_at: Mapping[float, Sensed]  # by distance in mm

    def which(self, uniforms: Mapping[str, FloatArray]) -> IntArray:
        """(scenarios,) the layout that each has drawn."""
        many = len(self.laid)
        return (uniforms["layout"] * many).astype(np.intp).clip(0, many - 1)

    def at(self, standoff_mm: FloatArray, which: IntArray | None = None) -> ScenarioLight:
        """Light at (scenarios,) standoffs and layouts; beyond the nodes as at the last one."""
        if which is None:
            return self._at(self.laid[0].regions, standoff_mm)
        rows = [np.flatnonzero(which == place) for place in range(len(self.laid))]
        parts = [
            self._at(laid.regions, standoff_mm[own])
            for laid, own in zip(self.laid, rows, strict=True)
        ]
        back = np.argsort(np.concatenate(rows))

        def drawn(part: Callable[[ScenarioLight], FloatArray]) -> FloatArray:
            return np.concatenate([part(light) for light in parts])[back]

        return ScenarioLight(
            by_angle=drawn(lambda light: light.by_angle),
            neighbourhood=drawn(lambda light: light.neighbourhood),
            hot=drawn(lambda light: light.hot),
            hot_cm2=drawn(lambda light: light.hot_cm2),
            mean=drawn(lambda light: light.mean),
            over_led=drawn(lambda light: light.over_led),
            eye=drawn(lambda light: light.eye),
            sensor=drawn(lambda light: light.sensor),
            placing=drawn(lambda light: light.placing),
            read_at=self.read_at,
        )

    def _at(self, regions: tuple[RegionLight, ...], standoff_mm: FloatArray) -> ScenarioLight:
        def carried(part: Callable[[RegionLight], FloatArray]) -> FloatArray:
            values = np.stack([part(region) for region in regions])
            return np.clip(self._between(values, standoff_mm), 0.0, None)

        def carried_log(part: Callable[[RegionLight], FloatArray]) -> FloatArray:
            values = np.stack([part(region) for region in regions])
            logs = self._between(np.log(np.maximum(values, DARK)), standoff_mm, steady=True)
            return np.where((values > 0).all(axis=0), np.exp(logs), 0.0)

        by_angle, hot = carried(lambda r: r.by_angle), carried_log(lambda r: r.hot)
        return ScenarioLight(
            by_angle=by_angle,
            neighbourhood=carried(lambda r: r.neighbourhood),
            hot=hot,
            # between the two by what it is; a narrow region ends within the disc
            hot_cm2=np.clip(carried_log(lambda r: r.hot_cm2), by_angle.sum(axis=2), hot),
            mean=carried(lambda r: r.mean),
            over_led=carried_log(lambda r: r.over_led),
            eye=carried_log(lambda r: r.eye),
            sensor=np.clip(self._between(self.sensor, standoff_mm), 0.0, None),
            placing=np.clip(self._between(self.placing, standoff_mm, steady=True), 0.0, None),
            read_at=self.read_at,
        )

    def returning(
        self, standoff_mm: FloatArray, scale: FloatArray, which: IntArray | None = None
    ) -> Returning:
        """Light between mask and skin at (scenarios,) standoffs, for (S, C) mW of each LED."""
        many = len(self.nodes_mm)
        place = np.interp(np.log(standoff_mm), np.log(self.nodes_mm), np.arange(many))
        weight = np.clip(1.0 - np.abs(place[:, None] - np.arange(many)), 0.0, None)
        own = np.zeros(len(place), dtype=np.intp) if which is None else which
        return Returning(
            nodes=tuple(node for laid in self.laid for node in laid.bounced),
            weight=np.concatenate(
                [weight * (own == layout)[:, None] for layout in range(len(self.laid))], axis=1
            ),
            scale=scale,
            area_cm2=self.lit_cm2,
        )

    def maps(self, standoff_mm: float | None = None) -> tuple[FloatArray, FloatArray]:
        """(C, P) direct light and (C, P) mean around each point; at the median standoff."""
        own = np.array([self.median_mm if standoff_mm is None else standoff_mm])
        direct, around = (self._between(v, own)[0] for v in (self.direct, self.around))
        return np.clip(direct, 0.0, None), np.clip(around, 0.0, None)

    def _between(
        self, values: FloatArray, standoff_mm: FloatArray, *, steady: bool = False
    ) -> FloatArray:
        """(nodes, ...) to (scenarios, ...): a polynomial, or steadily from node to node."""
        if len(self.nodes_mm) == 1:
            return np.repeat(values, len(standoff_mm), axis=0)
        nodes = np.log(self.nodes_mm)
        place = np.log(np.clip(standoff_mm, self.nodes_mm[0], self.nodes_mm[-1]))
        if steady and len(nodes) > 3:
            from scipy.interpolate import PchipInterpolator  # slow to import, seldom asked for

            return floats(PchipInterpolator(nodes, values, axis=0)(place))
        return floats(np.tensordot(_shares(nodes, place), values, axes=1))


def _shares(nodes: FloatArray, place: FloatArray) -> FloatArray:
    """(places, nodes) what each node counts on the one polynomial through all of them (Lagrange).

    >>> _shares(np.array([0.0, 1.0, 3.0]), np.array([1.0, 2.0])) @ np.array([0.0, 1.0, 9.0])
    array([1., 4.])
    """
    shares = np.ones((len(place), len(nodes)))
    for own, at in enumerate(nodes):
        for other in np.delete(nodes, own):
            shares[:, own] *= (place - other) / (at - other)
    return shares


def standoff_light(
    mask: Mask,
    face: Face,
    draws: DeviceDraws,
    *,
    shield: bool = False,
    kept: Kept = MEMORY,
) -> StandoffLight:
    """Work out the light over the standoffs that the scenarios span.

    Args:
        mask: the device. Where all positions are published, the standoff changes nothing.
        face: the face.
        draws: of the device.
        shield: goggles keep the skin around the eyes dark.
        kept: traces of before.

    Raises:
        MaskError: an LED that touches the skin, a zone without LEDs.
    """
    layouts = layouts_of(mask, face)
    fixed = all(sites.fixed for sites in layouts[0].sites)
    low, high = float(draws.standoff_mm.min()), float(draws.standoff_mm.max())
    nodes = np.array([np.sqrt(low * high)]) if fixed else standoff_nodes_mm(low, high)
    own = WORKED_OUT[len(nodes)]  # of the other layouts; between them they go as the first does
    most_first = sorted(range(len(nodes)), key=lambda place: place not in own)
    worked_out = at_once(
        lambda place: _at_node(
            mask, face, float(nodes[place]), layouts if place in own else layouts[:1], shield, kept
        ),
        most_first,
        threads=THREADS if has_embree() else 1,  # without it each tracer has two of its own
    )
    at_nodes = [worked_out[most_first.index(place)] for place in range(len(nodes))]
    first = [each[0] for each in at_nodes]
    others = [
        like_the_first(nodes, first, {place: at_nodes[place][which] for place in own})
        for which in range(1, len(layouts))
    ]
    median_mm = float(np.median(draws.standoff_mm))
    lit = _standoff_light(face, nodes, median_mm, layouts[0], [first, *others])
    return replace(lit, **_sensed(mask, [node.light for node in first]))


def geometry_factor(uniforms: Mapping[str, FloatArray]) -> FloatArray:
    """(scenarios,) what the shape of mask and face may be off by, on the light of a region."""
    return floats(np.exp(numbers("layout")["geometry.sd_ln"].value * normal(uniforms["geometry"])))


def standoff_nodes_mm(low_mm: float, high_mm: float) -> FloatArray:
    """(nodes,) standoffs to work out, by equal factors: more of them over a wider range."""
    many = next(count for most, count in NODES if high_mm / low_mm <= most)
    if many == 1:
        return np.array([np.sqrt(low_mm * high_mm)])
    return np.geomspace(low_mm, high_mm, many)


def _at_node(
    mask: Mask,
    face: Face,
    standoff_mm: float,
    layouts: tuple[Layout, ...],
    shield: bool,
    kept: Kept,
) -> tuple[Node, ...]:
    """Every layout at one standoff; all shine into one gap."""
    gap: Gap | None = None
    found: list[Node] = []
    for layout in layouts:
        worn = wear(mask, face, standoff_mm=standoff_mm, layout=layout)
        light = irradiance_on(face, worn, shield=shield)
        gap = gap or gap_of(face, worn.inner, lit=light.lit, dark=light.dark)
        per_set = [traced(gap, leds, kept, layouts=len(layouts)) for leds in worn.sets]
        bounced = tuple(per_set[own] for own in worn.of_channel)
        bare = region_light(face, light)
        direct = bare.by_angle.sum(axis=1)
        past = np.stack([one.past(own) for one, own in zip(bounced, direct, strict=True)])
        found.append(
            Node(
                light=light,
                region=_past_the_mask(bare, past, face),
                past=past[:, face.region],
                bounced=bounced,
            )
        )
    return tuple(found)


def _standoff_light(
    face: Face,
    nodes: FloatArray,
    median_mm: float,
    layout: Layout,
    laid: list[list[Node]],
) -> StandoffLight:
    first = laid[0]
    covered = first[0].region.covered
    unread = np.zeros((len(nodes), len(first[0].region.mean), len(REGIONS)))
    return StandoffLight(
        nodes_mm=nodes,
        layout=layout,
        laid=tuple(
            LaidLight(
                regions=tuple(node.region for node in own),
                bounced=tuple(node.bounced for node in own),
            )
            for own in laid
        ),
        direct=np.stack([node.light.total * node.past for node in first]),
        around=np.stack([node.light.neighbourhood * node.past for node in first]),
        covered=covered,
        lit=first[0].light.lit,
        median_mm=median_mm,
        lit_cm2=face.region_area_cm2() * covered,
        sensor=unread,
        placing=unread,
        read_at={},
    )


class _Sensed(TypedDict):
    sensor: FloatArray
    placing: FloatArray
    read_at: Mapping[float, Sensed]


def _sensed(mask: Mask, maps: list[LightMap]) -> _Sensed:
    """What sensors see, as far as anybody read: the device hardly changes with its standoff."""
    is_read = any(channel.readings for channel in mask.channels)
    lying = [on_the_skin(mask, m) for m in maps] if is_read else []
    middle = maps[len(maps) // 2]
    read_at = {d: at_distance(mask, middle, d) for d in distances_of(mask)}
    unread = np.zeros((len(maps), len(mask.channels), len(REGIONS)))
    return {
        "sensor": np.stack([sensed.mean for sensed in lying]) if is_read else unread,
        "placing": np.stack([sensed.spread for sensed in lying]) if is_read else unread,
        "read_at": read_at,
    }


def _past_the_mask(region: RegionLight, share: FloatArray, face: Face) -> RegionLight:
    """Less the light of LEDs that their own mask bars; brightest spots lie under LEDs."""
    area = face.region_area_cm2() * region.covered
    before = region.by_angle.sum(axis=1) @ area
    after = (region.by_angle.sum(axis=1) * share) @ area
    return replace(
        region,
        by_angle=region.by_angle * share[:, None, :],
        neighbourhood=region.neighbourhood * share,
        mean=region.mean * after / np.where(before > 0, before, 1.0),
    )
