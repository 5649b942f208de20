"""What a report draws and what its sliders move: the face, the depth, the six skin types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, NamedTuple

from openpbm.arrays import FloatArray, IntArray
from openpbm.fact import Message
from openpbm.field import Packed

Numbers = Annotated[FloatArray, Packed()]
Whole = Annotated[IntArray, Packed()]


@dataclass(frozen=True, eq=False, kw_only=True)
class FaceMaps:
    """What the report draws: the mesh, and light per point in the median scenario.

    Irradiance on the skin is `direct + recirculated * neighbourhood`, per channel. For the dose
    in the target layer `beneath` stands for `direct`: the light of each LED spread in the skin.
    """

    points_mm: Numbers  # (points, 3)
    normals: Numbers  # (points, 3)
    triangles: Whole  # (triangles, 3)
    region: Whole  # (points,)
    direct_mw_cm2: Numbers  # (channels, points), full drive
    beneath_mw_cm2: Numbers  # (channels, points), direct light as the target layer feels it
    neighbourhood_mw_cm2: Numbers  # (channels, points)


class LayerSpan(NamedTuple):
    """Where a layer begins and ends below the surface."""

    name: str
    top_mm: float
    bottom_mm: float


@dataclass(frozen=True, eq=False, kw_only=True)
class DepthProfile:
    """Fluence rate against depth per irradiance, at the region shown."""

    region: str
    depths_mm: Numbers  # (depths,)
    median: Numbers  # (channels, depths), per unit irradiance on the skin
    p05: Numbers
    p95: Numbers
    layers: tuple[LayerSpan, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class LiveCeiling:
    """A ceiling as the sliders move: value = offset + drive * at_full, both of minutes.

    Linear between the minutes of the grid; drive counts from the planned one as 1. The
    limit depends on minutes and, for doses, on the skin type.
    """

    id: str
    name: Message
    unit: str
    limit: Numbers  # (skin types, grid)
    minutes_grid: Numbers  # (grid,)
    at_full: Numbers  # (skin types, grid)
    offset: Numbers  # (grid,) without light: the dark skin's temperature, else zero
    advisory: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class LiveModel:
    """Six skin types, precomputed; everything here is linear in drive."""

    skin_types: tuple[str, ...]  # I..VI
    own: int  # the type nearest to the person
    channels: tuple[str, ...]  # ids
    target_layer: str
    recirculated: Numbers  # (types, channels, regions), factor on the neighbourhood mean
    depth_gain: Numbers  # (types, channels, regions), layer fluence rate per irradiance
    dose_rate: Numbers  # (types, channels, regions, 3): p05, median, p95 J/cm2 a minute
    ceilings: tuple[LiveCeiling, ...]
