"""Light as a smooth function of the standoff, so that every scenario may have its own.

The geometry is worked out at a few standoffs over the range that the scenarios span, and
carried between them by curves in the logarithm of the standoff; bright spots, which fall
off like a power of it, in their logarithm too. Between nodes regional means err by at most
about 1 %, bright spots by 2 % (tests/physics/test_standoff.py). Theory 2.7.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, floats
from openpbm.face import Face
from openpbm.light.bounce import gap_of, traced
from openpbm.light.bounced import MEMORY, Bounced, Kept, Returning
from openpbm.light.device_draws import DeviceDraws
from openpbm.light.layout import Layout, lay
from openpbm.light.map import LightMap, irradiance_on
from openpbm.light.region_light import RegionLight, region_light
from openpbm.light.wear import wear
from openpbm.mask import Mask
from openpbm.sampling import normal
from openpbm.tables import numbers

NODES = ((1.02, 1), (2.6, 3), (np.inf, 5))  # (largest high over low, standoffs worked out)
GEOMETRY_DIMENSIONS = ("geometry",)
DARK = 1e-30  # stands for no light where a logarithm is taken


@dataclass(frozen=True, eq=False, kw_only=True)
class ScenarioLight:
    """`RegionLight` at each scenario's own standoff; S scenarios come first."""

    by_angle: FloatArray  # (S, C, A, R)
    neighbourhood: FloatArray  # (S, C, R)
    hot: FloatArray  # (S, C, R)
    mean: FloatArray  # (S, C)
    over_led: FloatArray  # (S, C, M)
    eye: FloatArray  # (S, C)


@dataclass(frozen=True, eq=False, kw_only=True)
class StandoffLight:
    """Light for 1 mW out of each LED at a few standoffs, and between them."""

    nodes_mm: FloatArray  # (nodes,), rising
    regions: tuple[RegionLight, ...]  # (nodes,)
    direct: FloatArray  # (nodes, C, P)
    around: FloatArray  # (nodes, C, P)
    covered: FloatArray  # (R,), share of each region's skin under the device, not under goggles
    lit: BoolArray  # (P,), the same by point
    median_mm: float  # of the scenarios
    layout: Layout
    bounced: tuple[tuple[Bounced, ...], ...]  # (nodes)(C)
    lit_cm2: FloatArray  # (R,)

    def at(self, standoff_mm: FloatArray) -> ScenarioLight:
        """Light at (scenarios,) standoffs; beyond the nodes as at the last one."""

        def carried(part: Callable[[RegionLight], FloatArray]) -> FloatArray:
            values = np.stack([part(region) for region in self.regions])
            return np.clip(self._between(values, standoff_mm), 0.0, None)

        def carried_log(part: Callable[[RegionLight], FloatArray]) -> FloatArray:
            values = np.stack([part(region) for region in self.regions])
            logs = self._between(np.log(np.maximum(values, DARK)), standoff_mm, steady=True)
            return np.where((values > 0).all(axis=0), np.exp(logs), 0.0)

        return ScenarioLight(
            by_angle=carried(lambda r: r.by_angle),
            neighbourhood=carried(lambda r: r.neighbourhood),
            hot=carried_log(lambda r: r.hot),
            mean=carried(lambda r: r.mean),
            over_led=carried_log(lambda r: r.over_led),
            eye=carried_log(lambda r: r.eye),
        )

    def returning(self, standoff_mm: FloatArray, scale: FloatArray) -> Returning:
        """Light between mask and skin at (scenarios,) standoffs, for (S, C) mW of each LED."""
        place = np.interp(np.log(standoff_mm), np.log(self.nodes_mm), np.arange(len(self.nodes_mm)))
        away = np.abs(place[:, None] - np.arange(len(self.nodes_mm)))
        return Returning(
            nodes=self.bounced,
            weight=np.clip(1.0 - away, 0.0, None),
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
        from scipy.interpolate import BarycentricInterpolator, PchipInterpolator

        kind = PchipInterpolator if steady and len(self.nodes_mm) > 3 else BarycentricInterpolator
        curve = kind(np.log(self.nodes_mm), values, axis=0)
        place = np.clip(standoff_mm, self.nodes_mm[0], self.nodes_mm[-1])
        return floats(curve(np.log(place)))


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
    layout = lay(mask, face)
    fixed = all(sites.fixed for sites in layout.sites)
    low, high = float(draws.standoff_mm.min()), float(draws.standoff_mm.max())
    nodes = np.array([np.sqrt(low * high)]) if fixed else standoff_nodes_mm(low, high)
    maps = [
        irradiance_on(face, wear(mask, face, standoff_mm=float(d), layout=layout), shield=shield)
        for d in nodes
    ]
    return _standoff_light(face, nodes, maps, float(np.median(draws.standoff_mm)), layout, kept)


def geometry_factor(uniforms: Mapping[str, FloatArray]) -> FloatArray:
    """(scenarios,) what the shape of mask and face may be off by, on the light of a region."""
    return floats(np.exp(numbers("layout")["geometry.sd_ln"].value * normal(uniforms["geometry"])))


def standoff_nodes_mm(low_mm: float, high_mm: float) -> FloatArray:
    """(nodes,) standoffs to work out, by equal factors: more of them over a wider range."""
    many = next(count for most, count in NODES if high_mm / low_mm <= most)
    if many == 1:
        return np.array([np.sqrt(low_mm * high_mm)])
    return np.geomspace(low_mm, high_mm, many)


def _standoff_light(
    face: Face,
    nodes: FloatArray,
    maps: list[LightMap],
    median_mm: float,
    layout: Layout,
    kept: Kept,
) -> StandoffLight:
    bounced = tuple(_bounced(face, light, kept) for light in maps)
    bare = tuple(region_light(face, light) for light in maps)
    past = [
        np.stack([one.past(own) for one, own in zip(node, r.by_angle.sum(axis=1), strict=True)])
        for node, r in zip(bounced, bare, strict=True)
    ]  # (C, R) each
    regions = tuple(_past_the_mask(r, share, face) for r, share in zip(bare, past, strict=True))
    by_point = [share[:, face.region] for share in past]
    return StandoffLight(
        nodes_mm=nodes,
        regions=regions,
        direct=np.stack([m.total * share for m, share in zip(maps, by_point, strict=True)]),
        around=np.stack([m.neighbourhood * share for m, share in zip(maps, by_point, strict=True)]),
        covered=regions[0].covered,
        lit=maps[0].lit,
        median_mm=median_mm,
        layout=layout,
        bounced=bounced,
        lit_cm2=face.region_area_cm2() * regions[0].covered,
    )


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


def _bounced(face: Face, light: LightMap, kept: Kept) -> tuple[Bounced, ...]:
    """(C,) traces of one node; channels whose LEDs shine alike share one."""
    gap = gap_of(face, light.worn.inner, lit=light.lit, dark=light.dark)
    per_set = [traced(gap, leds, kept) for leds in light.worn.sets]
    return tuple(per_set[own] for own in light.worn.of_channel)
