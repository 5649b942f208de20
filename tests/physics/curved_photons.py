"""A Monte Carlo of layers bent round a ball or a cylinder: the oracle of curvature. Theory 11.8.

Packets walk in space, layer by layer, between concentric shells, and meet Fresnel's odds at
every step of index. The light that falls is Lambertian and everywhere alike. Skin may lie
inside the shells (a bulge) or outside them (a hollow); light that leaves it does not return.
The last layer has no end. It shares nothing with the product but the input.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numba
import numpy as np
from led_photons import Vector, deflected

from openpbm.skin.problems import Problems
from openpbm.validation.photons import Floats, lambertian, mirrored, optical_depth, turns_back

FAINT = 1e-3  # weight below which the roulette is played
SURVIVAL = 0.1
BALL, CYLINDER = 1.0, 0.0  # share of the third axis in the distance from the middle


def _reach(square: float, along: float, beyond: float, *, outer: bool) -> float:
    """Way to a shell, infinite where it is not met.

    Args:
        square: of the direction's part across the axis.
        along: place times direction, across the axis.
        beyond: squared radius of the place less that of the shell.
        outer: the shell lies further out than the place, else further in.
    """
    if square < 1e-30:
        return np.inf
    root = along * along - square * (min(beyond, 0.0) if outer else max(beyond, 0.0))
    if outer:
        return float((-along + np.sqrt(root)) / square)
    if along >= 0.0 or root < 0.0:
        return np.inf
    return float((-along - np.sqrt(root)) / square)


def _stepped(n_from: float, n_to: float, way: Vector, wall: Vector) -> tuple[bool, Vector]:
    """Whether a packet passes a wall, and its direction then; `wall` is a unit vector."""
    cosine = way[0] * wall[0] + way[1] * wall[1] + way[2] * wall[2]
    if n_from == n_to:
        return True, way
    back, beyond = mirrored(n_from, n_to, abs(cosine))
    if turns_back(back):
        turn = -2.0 * cosine
        return False, (way[0] + turn * wall[0], way[1] + turn * wall[1], way[2] + turn * wall[2])
    bend = n_from / n_to
    turn = (beyond if cosine > 0.0 else -beyond) - bend * cosine
    return True, (
        bend * way[0] + turn * wall[0],
        bend * way[1] + turn * wall[1],
        bend * way[2] + turn * wall[2],
    )


reach: Callable[..., float] = numba.njit(_reach)
stepped: Callable[[float, float, Vector, Vector], tuple[bool, Vector]] = numba.njit(_stepped)


def _entered(n_above: float, n_first: float, inwards: float) -> tuple[float, Vector]:
    """Share of falling light that is mirrored, and the way of the rest into the skin."""
    back, mu = mirrored(n_above, n_first, lambertian())
    side, azimuth = np.sqrt(max(0.0, 1.0 - mu * mu)), 2.0 * np.pi * np.random.random()
    return back, (inwards * mu, side * np.cos(azimuth), side * np.sin(azimuth))


def _walls(third: float, top: float, end: float, at: Vector, way: Vector) -> tuple[float, float]:
    """Ways to the outer and to the inner shell of a layer."""
    square = way[0] ** 2 + way[1] ** 2 + third * way[2] ** 2
    along = at[0] * way[0] + at[1] * way[1] + third * at[2] * way[2]
    away = at[0] * at[0] + at[1] * at[1] + third * at[2] * at[2]
    high, low = max(top, end), min(top, end)
    out = reach(square, along, away - high * high, True)
    return out, reach(square, along, away - low * low, False)


def _outwards(third: float, at: Vector) -> Vector:
    """Unit vector away from the middle."""
    across = np.sqrt(at[0] * at[0] + at[1] * at[1] + third * at[2] * at[2])
    return at[0] / across, at[1] / across, third * at[2] / across


def _thinned(mu_a: float, step: float) -> tuple[float, float]:
    """Share of a packet left after a step, and the way that it walks on average."""
    kept = np.exp(-mu_a * step)
    return kept, step if mu_a * step < 1e-12 else (1.0 - kept) / mu_a


def _survived(weight: float) -> float:
    """The weight after the roulette that faint packets play; 0 ends them."""
    if weight >= FAINT:
        return weight
    return weight / SURVIVAL if np.random.random() < SURVIVAL else 0.0


entered: Callable[[float, float, float], tuple[float, Vector]] = numba.njit(_entered)
walls: Callable[[float, float, float, Vector, Vector], tuple[float, float]] = numba.njit(_walls)
outwards: Callable[[float, Vector], Vector] = numba.njit(_outwards)
thinned: Callable[[float, float], tuple[float, float]] = numba.njit(_thinned)
survived: Callable[[float], float] = numba.njit(_survived)


def _group(
    seed: int,
    packets: int,
    third: float,
    n: Floats,
    shells: Floats,
    mu_a: Floats,
    mu_s: Floats,
    g: Floats,
) -> Floats:
    """Share reflected, and weight times path in each layer, per packet.

    Args:
        seed: of this group.
        packets: how many.
        third: BALL or CYLINDER.
        n: (1 + layers,) index above and in each layer.
        shells: (1 + layers,) radius at the top of each layer and at the end of the last; it
            rises with depth where skin lies outside.
        mu_a: (layers,) absorption.
        mu_s: (layers,) scattering.
        g: (layers,) mean cosine.
    """
    np.random.seed(seed)
    layers = len(mu_a)
    tally = np.zeros(1 + layers)
    inwards = -1.0 if shells[1] < shells[0] else 1.0  # of the skin, along x at the start
    for _ in range(packets):
        back, way = entered(n[0], n[1], inwards)
        tally[0] += back
        weight, layer = 1.0 - back, 0
        at = (shells[0], 0.0, 0.0)
        left = optical_depth()
        while weight > 0.0:
            top, end = shells[layer], shells[layer + 1]
            out, into = walls(third, top, end, at, way)
            wall = min(out, into)
            free = left / mu_s[layer] if mu_s[layer] > 0.0 else np.inf
            step = min(wall, free)
            kept, path = thinned(mu_a[layer], step)
            tally[1 + layer] += weight * path
            weight *= kept
            at = (at[0] + step * way[0], at[1] + step * way[1], at[2] + step * way[2])
            if free <= wall:
                way = deflected(way[0], way[1], way[2], g[layer])
                left = optical_depth()
            else:
                left -= step * mu_s[layer]
                on = layer + 1 if (out < into) == (end > top) else layer - 1
                if on == layers:
                    break  # the shell without end, as good as never
                passes, way = stepped(n[layer + 1], n[on + 1], way, outwards(third, at))
                if passes:
                    layer = on
                if layer < 0:
                    tally[0] += weight
                    break
            weight = survived(weight)
    return tally / packets


group: Callable[[int, int, float, Floats, Floats, Floats, Floats, Floats], Floats] = numba.njit(
    _group
)


@dataclass(frozen=True, eq=False, kw_only=True)
class BentSeen:
    """Per unit irradiance on the bent surface, with standard errors."""

    reflectance: tuple[float, float]
    fluence: Floats  # (layers - 1,) mean over the volume of each layer that has an end
    fluence_se: Floats


def follow_bent(
    problem: Problems,
    radius_mm: float,
    *,
    third: float = BALL,
    packets: int = 2000,
    groups: int = 40,
    seed: int = 1,
) -> BentSeen:
    """One stack round a ball or cylinder.

    Args:
        problem: the stack; its last layer goes on without end, whatever its thickness.
        radius_mm: of the surface; below zero where the skin lies outside, in a hollow.
        third: BALL or CYLINDER.
        packets: in each group.
        groups: with seeds of their own.
        seed: of all.
    """
    depths = np.concatenate([[0.0], np.cumsum(problem.thickness_mm[0])])
    shells = np.abs(radius_mm - depths)  # in a hollow the radius grows with depth
    shells[-1] = 0.0 if radius_mm > 0 else 1e6
    n = np.array([problem.n_above, *problem.n])
    layers = (problem.mu_a_per_mm[0], problem.mu_s_per_mm[0], problem.g[0])
    seeds = np.random.SeedSequence(seed).generate_state(groups)
    runs = np.array([group(int(s), packets, third, n, shells, *layers) for s in seeds])
    power = 3.0 if third == BALL else 2.0
    size = np.abs(np.diff(shells[:-1] ** power)) / power / abs(radius_mm) ** (power - 1.0)
    mean, error = runs.mean(axis=0), runs.std(axis=0, ddof=1) / np.sqrt(groups)
    return BentSeen(
        reflectance=(float(mean[0]), float(error[0])),
        fluence=mean[1:-1] / size,
        fluence_se=error[1:-1] / size,
    )
