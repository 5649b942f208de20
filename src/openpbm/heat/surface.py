"""What lies on the skin: air, a mask across a gap, a mask that touches, a fan. Theory 7.2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.sampling import between, triangular
from openpbm.tables import numbers

HEAT_DIMENSIONS = ("perfusion", "gap", "room")
# apart, so that a scene can append them: draws keep their numbers when others come after them
MASK_HEAT_DIMENSIONS = ("mask_outer", "mask_capacity", "feedback")
WALL_DIMENSIONS = ("sheet",)
Cover = Literal["open", "gap", "contact", "fan"]
Wall = Literal["flexible", "rigid"]  # of a mask; the rigid one takes up less heat
SILICONE_M = 0.002  # thickness of a touching mask's wall
ROOM_SPREAD_K = 3.0


@dataclass(frozen=True, eq=False, kw_only=True)
class SurfaceExchange:
    """Conductances above the skin, (S,) each. Heat balance of the surface itself: Eq. (7.2)."""

    to_room: FloatArray  # W/m2K, skin to air of the room
    to_mask: FloatArray  # W/m2K, skin to mask
    mask_to_room: FloatArray  # W/m2K
    mask_capacity: FloatArray  # J/m2K
    room_degc: FloatArray
    evaporation_w_m2: FloatArray  # what leaves as vapour
    has_mask: bool


def cover_of(*, is_worn: bool, touches: bool, fan: bool) -> Cover:
    """What lies on the skin; a mask that touches keeps a fan's air out."""
    if not is_worn:
        return "open"
    if touches:
        return "contact"
    return "fan" if fan else "gap"


def surface(
    cover: Cover,
    uniforms: Mapping[str, FloatArray],
    *,
    wall: Wall = "rigid",
    evaporates: bool = False,
) -> SurfaceExchange:
    """The conductances of a cover in every scenario.

    Args:
        cover: a fan blows the room's air through the gap; mask and skin still radiate.
        uniforms: the draws named in HEAT_DIMENSIONS and MASK_HEAT_DIMENSIONS.
        wall: what the mask is made of.
        evaporates: bare skin loses water; a mask keeps it in, a fan does not.
    """
    table = numbers("thermal")
    none = np.zeros_like(uniforms["gap"])
    to_room, to_mask = none, none
    if cover == "open":
        to_room = spread("thermal", "surface.free_h", uniforms["gap"])
    elif cover == "gap":
        to_mask = spread("thermal", "surface.under_mask_h", uniforms["gap"])
    elif cover == "contact":
        to_mask = np.full_like(none, table["surface.silicone_k"].value / SILICONE_M)
    else:
        to_room = spread("heat", "surface.fan_h", uniforms["gap"])
        to_mask = np.full_like(
            none, numbers("heat")["surface.radiation_h"].value * table["surface.emissivity"].value
        )
    loses = evaporates and cover in ("open", "fan")
    # A warm room makes skin lose more water: the room's draw serves both.
    wet = spread("thermal", "surface.evaporation_w_m2", uniforms["room"]) if loses else none
    return SurfaceExchange(
        to_room=to_room,
        to_mask=to_mask,
        mask_to_room=spread("thermal", "mask.outer_h", uniforms["mask_outer"]),
        mask_capacity=spread("thermal", f"mask.{wall}_capacity_j_m2_k", uniforms["mask_capacity"]),
        room_degc=table["room.temperature"].value
        + between(uniforms["room"], -ROOM_SPREAD_K, ROOM_SPREAD_K),
        evaporation_w_m2=wet,
        has_mask=cover != "open",
    )


def spread(table: str, name: str, uniform: FloatArray) -> FloatArray:
    """Triangular draw between a row's ends, most often its value."""
    number = numbers(table)[name]
    assert number.low is not None
    assert number.high is not None
    return triangular(uniform, number.low, number.value, number.high)
