"""One layout of the LEDs at one standoff, and what that says of it at another. Theory 2.3."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.light.bounced import Bounced
from openpbm.light.map import LightMap
from openpbm.light.region_light import RegionLight

MOST = 4.0  # ratio of two layouts, beyond which a region holds too little light to speak of one
MIDDLING = 0.45, 0.5  # reflectances of skin and mask at which bounced light is compared


@dataclass(frozen=True, eq=False, kw_only=True)
class Node:
    """Light of one layout at one standoff, for 1 mW out of each LED."""

    light: LightMap
    region: RegionLight
    past: FloatArray  # (C, P) share of direct light that gets past the mask's own face
    bounced: tuple[Bounced, ...]  # (C,)


def like_the_first(
    nodes_mm: FloatArray, first: Sequence[Node], own: Mapping[int, Node]
) -> list[Node]:
    """A layout at every standoff: where it was not worked out, as the first one times a ratio.

    The ratio of two layouts changes slowly with the standoff, the light itself does not; it
    goes in the logarithm of the standoff from where it is known to where it is.

    Args:
        nodes_mm: (nodes,), rising.
        first: (nodes,) the first layout at every one of them.
        own: the layout, by the place of those at which it was worked out.
    """
    known = sorted(own)
    ln_known = np.log(nodes_mm[known])
    found = []
    for place, node in enumerate(first):
        share = np.interp(np.log(nodes_mm[place]), ln_known, np.arange(len(known)))
        lower = min(int(share), len(known) - 1)
        upper = min(lower + 1, len(known) - 1)
        ends = [(own[known[end]], first[known[end]]) for end in (lower, upper)]
        found.append(own[place] if place in own else _times(node, ends, float(share - lower)))
    return found


def _times(node: Node, ends: Sequence[tuple[Node, Node]], share: float) -> Node:
    """A node of the first layout by the ratio of another one to it, between two that are known."""

    def ratio(name: str) -> FloatArray:
        one, other = (
            _ratio(getattr(own.region, name), getattr(first.region, name)) for own, first in ends
        )
        between: FloatArray = (1.0 - share) * one + share * other
        return between

    def bounced(channel: int) -> Bounced:
        one, other = (
            _ratio(_middling(own.bounced[channel]), _middling(first.bounced[channel]))
            for own, first in ends
        )
        mine = node.bounced[channel]
        return replace(mine, skin=mine.skin * ((1.0 - share) * one + share * other))

    names = ("by_angle", "neighbourhood", "hot", "hot_cm2", "mean", "over_led", "eye")
    region = replace(node.region, **{n: getattr(node.region, n) * ratio(n) for n in names})
    every = range(len(node.bounced))
    return replace(node, region=region, bounced=tuple(bounced(channel) for channel in every))


def _ratio(own: FloatArray, first: FloatArray) -> FloatArray:
    lit = first > 0
    found: FloatArray = np.where(lit, own / np.where(lit, first, 1.0), 1.0).clip(max=MOST)
    return found


def _middling(bounced: Bounced) -> FloatArray:
    """(regions,) what bounces add under a middling mask."""
    skin, mask = (np.array([each]) for each in MIDDLING)
    added, _ = bounced.returned(skin, skin, mask)
    of_regions: FloatArray = added[0]
    return of_regions
