"""A Monte Carlo in space of point LEDs over layered media: the oracle of lateral spread.

One walk serves every height: layers look alike from everywhere, so the place where a packet
lands only shifts the walk it then takes. And one walk serves every azimuth: what is kept is
how far from the foot of its LED a packet shines, in rings, for thin slabs around the wanted
depths. A ring turned round its LED meets spots of a grid with odds that geometry gives, so
that the field of a grid of any pitch, without end, is a weighted sum over the rings.

It shares nothing with the solver but the input. Light that leaves the top does not return.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from openpbm.errors import StackError
from openpbm.skin.problems import Problems
from openpbm.validation.photons import Floats, mirrored, optical_depth, turns_back

Ints = npt.NDArray[np.int64]
Vector = tuple[float, float, float]
FAINT = 1e-3  # weight below which the roulette is played
SURVIVAL = 0.1
RING_MM = 0.1
RINGS = 1500  # light beyond the last ring is spread evenly over the cell
NARROW_ORDER = 12.0  # of the beam that half of the packets take, so that the foot is hit often
GRAZING = 1e-9  # smallest cosine: rounding may leave no power beyond a share
OUTSIDE = -1  # a layer that is no slab


def _launched(share: float, order: float) -> float:
    """Cosine off the axis of a cos^m beam that leaves a share of the power nearer the axis."""
    return float(max(GRAZING, (1.0 - share) ** (1.0 / (order + 1.0))))


def _worth(cosine: float, order: float) -> float:
    """Weight of a packet of which half are drawn from the beam, half from a narrower one."""
    ratio = (NARROW_ORDER + 1.0) / (order + 1.0) * cosine ** (NARROW_ORDER - order)
    return float(2.0 / (1.0 + ratio))


def _landing(cosine: float, height_mm: float) -> float:
    """How far from the foot of its LED a packet meets the surface, mm."""
    return float(height_mm * np.sqrt(max(0.0, 1.0 - cosine * cosine)) / cosine)


def _deflected(ux: float, uy: float, uz: float, g: float) -> Vector:
    """Direction after a Henyey-Greenstein event, every azimuth about the old one alike."""
    u = np.random.random()
    if abs(g) < 1e-9:
        turn = 2.0 * u - 1.0
    else:
        share = (1.0 - g * g) / (1.0 - g + 2.0 * g * u)
        turn = min(1.0, max(-1.0, (1.0 + g * g - share * share) / (2.0 * g)))
    side = np.sqrt(1.0 - turn * turn)
    azimuth = 2.0 * np.pi * np.random.random()
    along, across = side * np.cos(azimuth), side * np.sin(azimuth)
    level = np.sqrt(max(0.0, 1.0 - uz * uz))
    if level < 1e-6:
        return along, across, turn if uz > 0.0 else -turn
    return (
        ux * turn + (ux * uz * along - uy * across) / level,
        uy * turn + (uy * uz * along + ux * across) / level,
        uz * turn - level * along,
    )


launched: Callable[[float, float], float] = numba.njit(_launched)
worth: Callable[[float, float], float] = numba.njit(_worth)
landing: Callable[[float, float], float] = numba.njit(_landing)
deflected: Callable[[float, float, float, float], Vector] = numba.njit(_deflected)


def _score(rings: Floats, landed: Floats, slab: int, x: float, y: float, worth: float) -> None:
    """Add to the ring that holds a place, for the landing point of every height."""
    last = rings.shape[2] - 1
    for h in range(len(landed)):
        away = x + landed[h]
        ring = int(np.sqrt(away * away + y * y) / RING_MM)
        rings[h, slab, min(ring, last)] += worth


def _crossed(
    n: Floats, layer: int, ux: float, uy: float, uz: float
) -> tuple[int, float, float, float]:
    """Layer and direction behind a wall, or before it where the packet is turned back.

    -1 is above all layers, their number below; layers of one index have no wall in between.
    """
    on = layer - 1 if uz < 0.0 else layer + 1
    n_from, n_to = n[layer + 1], n[on + 1]
    if n_from == n_to:
        return on, ux, uy, uz
    back, beyond = mirrored(n_from, n_to, abs(uz))
    if turns_back(back):
        return layer, ux, uy, -uz
    bend = n_from / n_to
    return on, ux * bend, uy * bend, -beyond if uz < 0.0 else beyond


crossed: Callable[[Floats, int, float, float, float], tuple[int, float, float, float]] = numba.njit(
    _crossed
)
score: Callable[[Floats, Floats, int, float, float, float], None] = numba.njit(_score)


def _group(
    seed: int,
    packets: int,
    order: float,
    heights: Floats,
    n: Floats,
    edges: Floats,
    mu_a: Floats,
    mu_s: Floats,
    g: Floats,
    slab_of: Ints,
    rings: Floats,
) -> Floats:
    """Reflected, transmitted and absorbed shares; weight times path goes into the rings."""
    np.random.seed(seed)
    layers = len(mu_a)
    tally = np.zeros(2 + layers)
    landed = np.zeros(len(heights))
    for packet in range(packets):
        share = (packet // 2 + np.random.random()) / (packets // 2)
        above = launched(share, NARROW_ORDER if packet % 2 else order)
        weight = worth(above, order)
        for h in range(len(heights)):
            landed[h] = landing(above, heights[h])
        back, uz = mirrored(n[0], n[1], above)
        tally[0] += weight * back
        weight *= 1.0 - back
        ux, uy = np.sqrt(max(0.0, 1.0 - uz * uz)), 0.0
        x, y, z, layer = 0.0, 0.0, 0.0, 0
        left = optical_depth()
        while weight > 0.0:
            wall = edges[layer + 1] if uz > 0.0 else edges[layer]
            reach = (wall - z) / uz if uz != 0.0 else np.inf
            free = left / mu_s[layer] if mu_s[layer] > 0.0 else np.inf
            step = min(reach, free)
            if slab_of[layer] >= 0:
                part = step * np.random.random()
                here_weight = weight * np.exp(-mu_a[layer] * part) * step
                score(rings, landed, slab_of[layer], x + ux * part, y + uy * part, here_weight)
            kept = np.exp(-mu_a[layer] * step)
            tally[2 + layer] += weight * (1.0 - kept)
            weight *= kept
            x += ux * step
            y += uy * step
            if free <= reach:
                z += uz * step
                ux, uy, uz = deflected(ux, uy, uz, g[layer])
                left = optical_depth()
            else:
                z = wall
                left -= step * mu_s[layer]
                layer, ux, uy, uz = crossed(n, layer, ux, uy, uz)
                if layer < 0 or layer == layers:
                    tally[0 if layer < 0 else 1] += weight
                    break
            if weight < FAINT:
                if np.random.random() >= SURVIVAL:
                    break
                weight /= SURVIVAL
    return tally / packets


group: Callable[
    [int, int, float, Floats, Floats, Floats, Floats, Floats, Floats, Ints, Floats], Floats
] = numba.njit(_group)


@dataclass(frozen=True, eq=False, kw_only=True)
class Slabs:
    """Thin slabs around wanted depths, over which the fluence rate is averaged."""

    depth_mm: Floats  # (slabs,) rising
    half_mm: Floats  # (slabs,) half of the thickness of each


def slabs_at(depths_mm: Sequence[float]) -> Slabs:
    """Five per cent of the depth thick, 0.02 mm at least."""
    depth_mm = np.array(depths_mm, dtype=np.float64)
    return Slabs(depth_mm=depth_mm, half_mm=np.maximum(0.01, 0.025 * depth_mm))


@dataclass(frozen=True, eq=False, kw_only=True)
class Rings:
    """Light of one LED by distance from its foot, in independent groups of packets.

    `light` is the fluence rate per unit power of the LED, integrated over each ring, as the
    mean over each slab; its last ring holds all light further away.
    """

    heights_mm: Floats
    slabs: Slabs
    packets: int  # of all groups together
    light: Floats  # (groups, heights, slabs, rings + 1)
    shares: Floats  # (groups, 2 + layers) reflected, transmitted, absorbed by the cut layers

    def kernel_per_mm2(self) -> tuple[Floats, Floats]:
        """Fluence rate per unit power in each ring and its error, (heights, slabs, rings)."""
        mean, error = spread(self.light[..., :-1])
        return mean / ring_areas_mm2(), error / ring_areas_mm2()

    def cell_mean(self) -> tuple[Floats, Floats]:
        """Mean over the cell per mean irradiance and its error, (heights, slabs), any pitch."""
        return spread(self.light.sum(axis=-1))

    def spots(self, weights: Floats) -> tuple[Floats, Floats]:
        """Per mean irradiance, with errors: (spots, heights, slabs) of `spot_weights`."""
        mean, error = spread(self.light @ weights.T)
        return np.moveaxis(mean, -1, 0), np.moveaxis(error, -1, 0)


def spread(runs: Floats) -> tuple[Floats, Floats]:
    """Mean over the groups, which come first, and its standard error."""
    return runs.mean(axis=0), runs.std(axis=0, ddof=1) / np.sqrt(len(runs))


def follow_led(
    problem: Problems,
    *,
    heights_mm: Sequence[float],
    slabs: Slabs,
    beam_order: float = 1.0,
    packets: int = 2000,
    groups: int = 40,
    seed: int = 1,
    told: Callable[[int], None] = lambda _: None,
) -> Rings:
    """One stack under one LED whose intensity falls as cos^m off the normal.

    Args:
        problem: one stack; of several, the first.
        heights_mm: of the LED over the surface, all from the same packets.
        slabs: where light is counted; each within one layer.
        beam_order: m; 1 is a matte emitter.
        packets: in each group, an even number.
        groups: of independent packets.
        seed: of all groups together.
        told: called after each group with how many are done.

    Raises:
        StackError: a slab that does not lie within one layer.
        ValueError: an odd number of packets.
    """
    if packets < 2 or packets % 2:
        raise ValueError(f"packets is {packets}; expected an even number, 2 or more")
    cut = _cut(problem, slabs)
    heights = np.array(heights_mm, dtype=np.float64)
    light = np.zeros((groups, len(heights), len(slabs.depth_mm), RINGS + 1))
    shares = []
    for place, own in enumerate(np.random.SeedSequence(seed).generate_state(groups)):
        shares.append(group(int(own), packets, beam_order, heights, *cut, light[place]))
        told(place + 1)
    light /= packets * 2.0 * slabs.half_mm[:, None]
    return Rings(
        heights_mm=heights,
        slabs=slabs,
        packets=packets * groups,
        light=light,
        shares=np.array(shares),
    )


def _cut(problem: Problems, slabs: Slabs) -> tuple[Floats, Floats, Floats, Floats, Floats, Ints]:
    """Indices, edges, optics and slabs of the layers, cut where a slab begins or ends."""
    walls = np.concatenate([[0.0], np.cumsum(problem.thickness_mm[0])])
    top, bottom = slabs.depth_mm - slabs.half_mm, slabs.depth_mm + slabs.half_mm
    for one, two in zip(top, bottom, strict=True):
        inside = (walls[:-1] <= one + 1e-12) & (two <= walls[1:] + 1e-12)
        if not inside.any():
            raise StackError(
                f"slab: found it from {one:g} to {two:g} mm; expected it within one layer, "
                f"and layers meet at {', '.join(f'{wall:g}' for wall in walls)} mm"
            )
    marks = np.sort(np.concatenate([walls, top, bottom]))
    edges = marks[np.concatenate([[True], np.diff(marks) > 1e-9])]
    middle = np.where(np.isinf(edges[1:]), edges[:-1] + 1.0, 0.5 * (edges[:-1] + edges[1:]))
    layer = np.searchsorted(walls[1:-1], middle)
    slab_of = np.full(len(middle), OUTSIDE, dtype=np.int64)
    for slab, (one, two) in enumerate(zip(top, bottom, strict=True)):
        slab_of[(middle > one) & (middle < two)] = slab
    n = np.array([problem.n_above, *np.array(problem.n)[layer], problem.n_below])
    optics = (problem.mu_a_per_mm[0], problem.mu_s_per_mm[0], problem.g[0])
    mu_a, mu_s, g = (np.ascontiguousarray(values[layer]) for values in optics)
    return n, edges, mu_a, mu_s, g, slab_of


def ring_areas_mm2() -> Floats:
    """(rings,)."""
    return np.diff(np.pi * (RING_MM * np.arange(RINGS + 1.0)) ** 2)


def spot_weights(
    centres_mm: Floats, *, half_mm: float, pitch_mm: float, points: int = 32
) -> Floats:
    """What each ring gives to square spots of a square grid of LEDs, per mean irradiance.

    Args:
        centres_mm: (spots, 2) from the foot of an LED, along the rows of the grid.
        half_mm: half of the width of a spot.
        pitch_mm: between neighbouring LEDs.
        points: across a spot; the share of a spot in each ring is counted.

    Returns:
        (spots, rings + 1).
    """
    reach = RINGS * RING_MM + half_mm + pitch_mm
    line = pitch_mm * np.arange(-np.ceil(reach / pitch_mm), np.ceil(reach / pitch_mm) + 1.0)
    inner = half_mm * ((2.0 * np.arange(points) + 1.0) / points - 1.0)
    weights = np.full((len(centres_mm), RINGS + 1), 1.0)
    for spot, (x, y) in enumerate(centres_mm):
        across = ((x + inner)[:, None] + line).ravel() ** 2
        along = ((y + inner)[:, None] + line).ravel() ** 2
        counts = np.zeros(RINGS, dtype=np.int64)
        for square in across:
            ring = (np.sqrt(along + square) / RING_MM).astype(np.int64)
            counts += np.bincount(ring[ring < RINGS], minlength=RINGS)
        weights[spot, :-1] = counts * pitch_mm**2 / (points**2 * ring_areas_mm2())
    return weights


@dataclass(frozen=True, eq=False, kw_only=True)
class Spots:
    """Squares that tile the cell of an LED, one of each that symmetry makes alike.

    Rows are ordered by distance along x, then y; x is never below y.
    """

    centres_mm: Floats  # (spots, 2) from the foot of the LED
    half_mm: float
    counts: Ints  # (spots,) squares of the cell that each stands for


def cell_spots(pitch_mm: float, across: int) -> Spots:
    """The cell cut in an even number of squares a side, one of them over its LED."""
    if across < 2 or across % 2:
        raise ValueError(f"across is {across}; expected an even number, 2 or more")
    half = across // 2
    place = [(i, j) for i in range(half + 1) for j in range(i + 1)]

    def alike(i: int) -> int:
        return 1 if i in (0, half) else 2

    counts = [alike(i) * alike(j) * (1 if i == j else 2) for i, j in place]
    return Spots(
        centres_mm=np.array(place, dtype=np.float64) * pitch_mm / across,
        half_mm=0.5 * pitch_mm / across,
        counts=np.array(counts, dtype=np.int64),
    )
