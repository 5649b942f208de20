"""A device put on or before a face: where its LEDs are, and which way they look."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from openpbm.arrays import BoolArray, FloatArray, unit_rows
from openpbm.errors import MaskError
from openpbm.face import Face
from openpbm.face.surface import nearest_points, rim
from openpbm.light.layout import Layout, lay
from openpbm.light.shell import InnerFace
from openpbm.mask import Mask
from openpbm.mask.channel import beam_order_of
from openpbm.tables import numbers

AXIS_SHARE = 0.7  # beyond the rim, an LED this far behind the skin is inside the head


@dataclass(frozen=True, eq=False, kw_only=True)
class Leds:
    """LEDs that shine alike, in the face's frame."""

    positions_mm: FloatArray  # (leds, 3)
    directions: FloatArray  # (leds, 3), unit vectors out of the LEDs
    beam_order: float  # exponent m of the cosine-power beam; 1 is a matte emitter
    leds_per_site: float = 1.0  # each position stands for so many


@dataclass(frozen=True, eq=False, kw_only=True)
class Worn:
    """A device at one standoff. Channels whose LEDs shine alike share one set."""

    sets: tuple[Leds, ...]
    of_channel: tuple[int, ...]  # (channels,) index into sets
    inner: InnerFace  # the face-side surface
    covered: BoolArray  # (points,) skin under the device
    treated: BoolArray  # (channels, points), the part of it in a channel's zone
    standoff_mm: float
    gap_mm: float  # median distance of the LEDs to the nearest skin

    def leds(self, channel: int) -> Leds:
        """The LEDs of a channel."""
        return self.sets[self.of_channel[channel]]


def wear(mask: Mask, face: Face, *, standoff_mm: float, layout: Layout | None = None) -> Worn:
    """Put the device on the face.

    Args:
        mask: the device. Published positions are used as they are.
        face: the face.
        standoff_mm: LED to skin for a worn mask, LED to the foremost skin for a panel.
        layout: of this mask over this face, where it is at hand.

    Raises:
        MaskError: an LED that touches the skin or lies inside it, by name.
    """
    laid = layout if layout is not None else lay(mask, face)
    sets: list[Leds] = []
    of_channel: list[int] = []
    gaps: list[FloatArray] = []
    known: dict[tuple[int, float], int] = {}
    for channel, place in zip(mask.channels, laid.of_channel, strict=True):
        key = place, beam_order_of(channel)
        if key not in known:
            sites = laid.sites[place]
            known[key] = len(sets)
            sets.append(
                Leds(
                    positions_mm=sites.at(standoff_mm),
                    directions=unit_rows(-sites.outward),
                    beam_order=key[1],
                    leds_per_site=1.0 if sites.fixed else laid.leds_per_site,
                )
            )
            gaps.append(_clear_gap_mm(sets[-1], face, f"{mask.id}: channel {channel.id}"))
        of_channel.append(known[key])
    return Worn(
        sets=tuple(sets),
        of_channel=tuple(of_channel),
        inner=laid.shell.inner(standoff_mm),
        covered=laid.covered,
        treated=laid.treated,
        standoff_mm=standoff_mm,
        gap_mm=float(np.median(np.concatenate(gaps))),
    )


def _clear_gap_mm(leds: Leds, face: Face, whose: str) -> FloatArray:
    """(leds,) distance to the nearest skin; light has no meaning for an LED in or on it."""
    away_mm, point = nearest_points(cKDTree(face.points_mm), leds.positions_mm)
    gap_mm = np.einsum(
        "li,li->l", leds.positions_mm - face.points_mm[point], face.normals[point]
    )  # along the normal of the nearest skin
    clearance_mm = numbers("layout")["clearance_mm"].value
    beside = rim(face.triangles, len(face.points_mm))[point]  # past the edge of the mesh
    inside = gap_mm < -AXIS_SHARE * away_mm
    touching = np.where(beside, inside | (away_mm < clearance_mm), gap_mm < clearance_mm)
    if not np.any(touching):
        return away_mm
    worst = int(np.argmin(np.where(touching, gap_mm, np.inf)))
    x, y, z = leds.positions_mm[worst]
    raise MaskError(
        f"{whose}, LED {worst} at ({x:.1f}, {y:.1f}, {z:.1f}) mm is {gap_mm[worst]:.2f} mm from "
        f"the skin; expected at least {clearance_mm:g} mm outside it "
        f"({int(touching.sum())} of {len(touching)} LEDs)"
    )
