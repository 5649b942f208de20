"""Where the LEDs of a device sit, laid out where nobody publishes it.

A worn mask is a shell that follows the face, with openings at eyes and mouth; its LEDs lie
evenly on it and look back along the shell's normal. A panel is a flat grid in front of the
face, a canopy an arched one. Every LED has a foot and a way out, so that the standoff
stays a smooth parameter: position = foot + standoff * outward. Theory 2.3.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial import cKDTree

from openpbm.arrays import BoolArray, FloatArray, IntArray, frozen
from openpbm.errors import MaskError, nearest
from openpbm.face import REGIONS, Face
from openpbm.face.surface import nearest_points, rim
from openpbm.light.even_sites import LAYOUTS, even_sites
from openpbm.light.grid import grid_of, panel_area_cm2
from openpbm.light.shell import (
    GridShell,
    SkinShell,
    Surface,
    facing,
    panel_of_leds,
    shell_through,
)
from openpbm.light.spread import farthest_first
from openpbm.mask import Channel, Mask
from openpbm.mask.device import OPENINGS
from openpbm.tables import numbers

FAR_IN_PITCHES = 5.0  # from there a grid of LEDs cannot be told from an even surface
FEWEST_SITES = 60
SAME_MM = 1e-6  # places nearer than this to the edge of the treated area are treated alike


@dataclass(frozen=True, eq=False, kw_only=True)
class Sites:
    """LEDs before anything is worn: (leds, 3) feet, and unit vectors away from the skin."""

    foot_mm: FloatArray
    outward: FloatArray
    fixed: bool  # positions are published: the feet are the LEDs, at any standoff

    def at(self, standoff_mm: float) -> FloatArray:
        """(leds, 3) positions."""
        return self.foot_mm if self.fixed else self.foot_mm + standoff_mm * self.outward


@dataclass(frozen=True, eq=False, kw_only=True)
class Layout:
    """All LEDs of a device about one face. Channels that share LEDs share `sites`."""

    sites: tuple[Sites, ...]
    of_channel: tuple[int, ...]  # (channels,) index into sites
    shell: Surface
    covered: BoolArray  # (points,) skin under the device
    treated: BoolArray  # (channels, points), the part of it in a channel's zone
    leds_per_site: float = 1.0  # where a far panel is laid coarser than it is built

    @property
    def leds(self) -> tuple[float, ...]:
        """(channels,) LEDs of each."""
        placed = [self.sites[place] for place in self.of_channel]
        return tuple(len(s.foot_mm) * (1.0 if s.fixed else self.leds_per_site) for s in placed)


def layouts_of(mask: Mask, face: Face) -> tuple[Layout, ...]:
    """Every layout that a mask may have over a face: one, where the LEDs' places are known.

    The first is `lay`'s own. A layout that leaves a zone without LEDs is none.

    Raises:
        MaskError: a zone with an unknown region, or with no LED over it.
    """
    first = lay(mask, face)
    if not mask.is_worn or all(sites.fixed for sites in first.sites):
        return (first,)
    others: list[Layout] = []
    for which in range(1, LAYOUTS):
        with suppress(MaskError):
            others.append(lay(mask, face, which))
    return (first, *others)


def lay(mask: Mask, face: Face, which: int = 0) -> Layout:
    """Lay out the LEDs of a mask over a face.

    Args:
        mask: the device.
        face: the face.
        which: of the layouts that are as even as each other, where places are not published.

    Raises:
        MaskError: a zone with an unknown region, or with no LED over it.
    """
    placed: list[Sites] = []
    of_channel: list[int] = []
    everywhere: Sites | None = None
    region: IntArray = np.zeros(0, dtype=np.intp)
    used = np.zeros(0)
    subsets: dict[bytes, int] = {}
    for channel in mask.channels:
        if channel.positions_mm is not None and channel.directions is not None:
            own = Sites(foot_mm=channel.positions_mm, outward=-channel.directions, fixed=True)
            placed.append(own)
            of_channel.append(len(placed) - 1)
            continue
        if everywhere is None:
            everywhere, region = _all_sites(mask, face, which)
            used = np.zeros(len(region))
        chosen = _chosen(channel, mask, everywhere, region, used)
        used[chosen] += 1.0
        key = chosen.tobytes()
        if key not in subsets:
            subsets[key] = len(placed)
            placed.append(
                Sites(
                    foot_mm=frozen(everywhere.foot_mm[chosen]),
                    outward=frozen(everywhere.outward[chosen]),
                    fixed=False,
                )
            )
        of_channel.append(subsets[key])
    return laid_out(mask, face, tuple(placed), tuple(of_channel))


def laid_out(
    mask: Mask, face: Face, sites: tuple[Sites, ...], of_channel: tuple[int, ...]
) -> Layout:
    """The layout of a mask whose LEDs have their sites.

    Args:
        mask: the device.
        face: the face.
        sites: of its LEDs.
        of_channel: (channels,) index into sites.

    Raises:
        MaskError: a zone with an unknown region.
    """
    shell, covered = _shell(mask, face)
    return Layout(
        sites=sites,
        of_channel=of_channel,
        shell=shell,
        covered=covered,
        treated=np.stack([covered & _in_zone(mask, channel, face) for channel in mask.channels]),
        leds_per_site=led_count(mask) / site_count(mask, face),
    )


def led_count(mask: Mask) -> int:
    """Sites of a mask: as published, else what is assumed of its form."""
    counts = [c.led_count for c in mask.channels if c.led_count is not None]
    if mask.led_count is not None:
        counts.append(mask.led_count)
    assumed = "led_count.worn" if mask.is_worn else "led_count.panel"
    return max(counts) if counts else int(numbers("layout")[assumed].value)


def site_count(mask: Mask, face: Face) -> int:
    """Sites laid for a device: one an LED, fewer where a panel is too far for them to tell.

    At a distance of five pitches a grid of matte LEDs is as even as a lit plane, so a far
    panel is laid that coarse and each site stands for several LEDs. Theory 2.3.
    """
    count = led_count(mask)
    given = any(c.led_count is not None or c.positions_mm is not None for c in mask.channels)
    if mask.is_worn or given:
        return count
    number = numbers("light")[f"standoff.{mask.form}"]
    nearest_mm = mask.standoff_mm if mask.standoff_mm is not None else number.low
    assert nearest_mm is not None
    nearest_mm -= mask.standoff_tol_mm or 0.0
    pitch_mm = max(nearest_mm, 1.0) / FAR_IN_PITCHES
    return min(count, max(FEWEST_SITES, round(panel_area_cm2(mask, face) * 100.0 / pitch_mm**2)))


def assumed_of_layout(mask: Mask) -> tuple[str, ...]:
    """Ids of the table numbers that stand in for a count nobody publishes."""
    if all(c.positions_mm is not None for c in mask.channels):
        return ()
    if mask.led_count is None and all(c.led_count is None for c in mask.channels):
        return ("layout.led_count.worn" if mask.is_worn else "layout.led_count.panel",)
    return ()


def _chosen(
    channel: Channel, mask: Mask, sites: Sites, region: IntArray, used: FloatArray
) -> IntArray:
    """The sites of a channel: those of its zone; of these as many as it has, evenly."""
    able: IntArray = np.arange(len(region), dtype=np.intp)
    if channel.zone is not None:
        able = np.flatnonzero(np.isin(region, _zone_regions(mask, channel.zone)))
        if len(able) == 0:
            raise MaskError(f"{mask.id}: no LED of channel {channel.id} faces {channel.zone}")
    if channel.led_count is None or channel.led_count >= len(able):
        return able
    fresh = able[used[able] == used[able].min()]
    pool = fresh if len(fresh) >= channel.led_count else able
    return np.sort(pool[farthest_first(sites.foot_mm[pool], channel.led_count)])


def _in_zone(mask: Mask, channel: Channel, face: Face) -> BoolArray:
    """(points,) skin that a channel is there to light."""
    if channel.zone is None:
        return np.ones(len(face.region), dtype=np.bool_)
    return np.isin(face.region, _zone_regions(mask, channel.zone))


def _zone_regions(mask: Mask, name: str) -> list[int]:
    zone = next(zone for zone in mask.zones if zone.name == name)
    for region in zone.regions:
        if region not in REGIONS:
            known = nearest(region, list(REGIONS))
            raise MaskError(f"{mask.id}: zone {name} names the region {region!r}{known}")
    return [REGIONS.index(region) for region in zone.regions]


def _all_sites(mask: Mask, face: Face, which: int) -> tuple[Sites, IntArray]:
    """Every site of the device, and the region each one faces."""
    count = site_count(mask, face)
    if not mask.is_worn:
        grid = grid_of(mask, face, count)
        _, under = nearest_points(cKDTree(face.points_mm[:, :2]), grid.foot_mm[:, :2])
        return Sites(foot_mm=grid.foot_mm, outward=grid.outward, fixed=False), face.region[under]
    kept = _open_skin(mask, face, numbers("layout")["opening_margin_mm"].value)
    try:
        even = even_sites(face, kept, count, which)
    except MaskError as problem:
        area = mask.treated_area_cm2
        small = "" if area is None else f" on {area:g} cm2 (treated_area_cm2)"
        other = "" if area is None else ", a larger treated_area_cm2"
        raise MaskError(
            f"{mask.id}: {problem}{small}; expected a smaller led_count{other}, or the place of "
            "each LED (positions)"
        ) from None
    return Sites(foot_mm=even.foot_mm, outward=even.outward, fixed=False), even.region


def _open_skin(mask: Mask, face: Face, margin_mm: float) -> BoolArray:
    """(points,) True where a worn mask has its shell: not in an opening, not past its edge."""
    kept = _past_openings(mask, face, margin_mm)
    if mask.treated_area_cm2 is not None:
        kept &= _inner(face, kept, mask.treated_area_cm2)
    return kept


def _past_openings(mask: Mask, face: Face, margin_mm: float) -> BoolArray:
    """(points,) False in front of an eye or the mouth, where the shell is open there."""
    table, open_at = numbers("layout"), mask.openings if mask.openings is not None else OPENINGS
    kept = np.ones(len(face.points_mm), dtype=np.bool_)
    holes = [(eye, "eye_opening") for eye in face.eyes_mm if "eyes" in open_at]
    holes += [(face.mouth_mm, "mouth_opening")] if "mouth" in open_at else []
    for centre_mm, name in holes:
        half = [table[f"{name}.half_{side}_mm"].value + margin_mm for side in ("width", "height")]
        kept &= ~in_ellipse(face.points_mm, centre_mm, half[0], half[1])
    return kept


def in_ellipse(
    points_mm: FloatArray, centre_mm: FloatArray, half_width_mm: float, half_height_mm: float
) -> BoolArray:
    """(points,) inside an upright ellipse, seen from the front."""
    across = (points_mm[:, 0] - centre_mm[0]) / half_width_mm
    up = (points_mm[:, 1] - centre_mm[1]) / half_height_mm
    inside: BoolArray = across**2 + up**2 < 1.0
    return inside


def _inner(face: Face, kept: BoolArray, area_cm2: float) -> BoolArray:
    """The inner part of the face that has this area once the openings are taken out."""
    if area_cm2 >= float(face.area_cm2[kept].sum()):
        return np.ones_like(kept)
    edge = face.points_mm[rim(face.triangles, len(kept))]
    if len(edge) == 0:
        return np.ones_like(kept)
    from_edge, _ = nearest_points(cKDTree(edge), face.points_mm)
    order = np.argsort(-from_edge, kind="stable")
    inside = np.cumsum(np.where(kept, face.area_cm2, 0.0)[order])
    edge_mm = float(np.interp(area_cm2, inside, from_edge[order]))
    inner: BoolArray = from_edge > edge_mm + SAME_MM  # twins on both sides fare alike
    return inner


def _shell(mask: Mask, face: Face) -> tuple[Surface, BoolArray]:
    """The face-side surface, and the skin under the device."""
    published = [
        (c.positions_mm, c.directions)
        for c in mask.channels
        if c.positions_mm is not None and c.directions is not None
    ]
    if len(published) < len(mask.channels):
        return _assumed_shell(mask, face)
    leds_mm = np.concatenate([positions for positions, _ in published])
    if mask.is_worn:
        through = shell_through(face, leds_mm)
        kept = through.kept & _past_openings(mask, face, 0.0)
        return replace(through, kept=kept), kept
    directions = np.concatenate([outward for _, outward in published])
    return panel_of_leds(leds_mm, directions), facing(face, leds_mm)


def _assumed_shell(mask: Mask, face: Face) -> tuple[Surface, BoolArray]:
    if not mask.is_worn:
        grid = grid_of(mask, face, int(numbers("layout")["panel_patches"].value))
        return GridShell(grid=grid), facing(face, grid.foot_mm + grid.outward)
    kept = _open_skin(mask, face, 0.0)
    return SkinShell(face=face, kept=kept), kept
