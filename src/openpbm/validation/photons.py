"""A fast Monte Carlo of layered media, compiled by numba: the oracle of the solver.

It shares nothing with the solver but the input. Packets scatter at random, lose weight along
their path, and meet Fresnel's odds at every step of index; Russian roulette ends them without
bias. numpy's Mersenne Twister is compiled in. Groups of packets with seeds of their own give
standard errors. Layers may be cut in slices of the same medium: means of the fluence rate
over a slice are what the solver gives, too, so that nothing is interpolated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from openpbm.skin.problems import Problems

Floats = npt.NDArray[np.float64]
FAINT = 1e-4  # weight below which the roulette is played
SURVIVAL = 0.1
DIFFUSE = 2.0  # stands for a cosine: Lambertian light


def _turned(mu: float, g: float) -> float:
    """Cosine after a Henyey-Greenstein event with a random azimuth."""
    u = np.random.random()
    if abs(g) < 1e-9:
        turn = 2.0 * u - 1.0
    else:
        share = (1.0 - g * g) / (1.0 - g + 2.0 * g * u)
        turn = (1.0 + g * g - share * share) / (2.0 * g)
    azimuth = np.cos(2.0 * np.pi * np.random.random())
    side = np.sqrt(max(0.0, (1.0 - turn * turn) * (1.0 - mu * mu)))
    return float(min(1.0, max(-1.0, mu * turn + side * azimuth)))


def _mirrored(n_from: float, n_to: float, mu: float) -> tuple[float, float]:
    """Unpolarised reflectance of a step of index, and the cosine beyond."""
    square = 1.0 - (n_from / n_to) ** 2 * (1.0 - mu * mu)
    if square <= 0.0:
        return 1.0, 0.0
    beyond = np.sqrt(square)
    s = (n_from * mu - n_to * beyond) / (n_from * mu + n_to * beyond)
    p = (n_to * mu - n_from * beyond) / (n_to * mu + n_from * beyond)
    return 0.5 * (s * s + p * p), float(beyond)


def _lambertian() -> float:
    """Cosine off the normal of diffuse light that falls on a plane."""
    return float(np.sqrt(np.random.random()))


def _optical_depth() -> float:
    """Scattering depth to the next event."""
    return float(-np.log(1.0 - np.random.random()))


def _turns_back(odds: float) -> bool:
    """Whether a packet is reflected."""
    return bool(np.random.random() < odds)


turned: Callable[[float, float], float] = numba.njit(_turned)
mirrored: Callable[[float, float, float], tuple[float, float]] = numba.njit(_mirrored)
lambertian: Callable[[], float] = numba.njit(_lambertian)
optical_depth: Callable[[], float] = numba.njit(_optical_depth)
turns_back: Callable[[float], bool] = numba.njit(_turns_back)


def _group(
    seed: int,
    packets: int,
    cosine: float,
    n: Floats,
    edges: Floats,
    mu_a: Floats,
    mu_s: Floats,
    g: Floats,
) -> Floats:
    """Reflectance, transmittance, and weight times path in each layer, per packet."""
    np.random.seed(seed)
    layers = len(mu_a)
    tally = np.zeros(2 + layers)
    for _ in range(packets):
        above = cosine if cosine <= 1.0 else lambertian()
        back, mu = mirrored(n[0], n[1], above)
        if turns_back(back):
            tally[0] += 1.0
            continue
        z, weight, layer = 0.0, 1.0, 0
        left = optical_depth()
        while weight > 0.0:
            wall = edges[layer + 1] if mu > 0.0 else edges[layer]
            reach = (wall - z) / mu if mu != 0.0 else np.inf
            free = left / mu_s[layer] if mu_s[layer] > 0.0 else np.inf
            step = min(reach, free)
            lost = mu_a[layer] * step
            kept = np.exp(-lost)
            mean = step if lost < 1e-12 else (1.0 - kept) / mu_a[layer]
            tally[2 + layer] += weight * mean
            weight *= kept
            if free <= reach:
                z += mu * step
                mu = turned(mu, g[layer])
                left = optical_depth()
            else:
                z = wall
                left -= step * mu_s[layer]
                here = layer + 1
                there = here + 1 if mu > 0.0 else here - 1
                back, beyond = mirrored(n[here], n[there], abs(mu))
                if turns_back(back):
                    mu = -mu
                else:
                    up = mu < 0.0
                    mu = -beyond if up else beyond
                    if there == 0 or there == layers + 1:
                        tally[0 if up else 1] += weight
                        break
                    layer = there - 1
            if weight < FAINT:
                if np.random.random() >= SURVIVAL:
                    break
                weight /= SURVIVAL
    return tally / packets


group: Callable[[int, int, float, Floats, Floats, Floats, Floats, Floats], Floats] = numba.njit(
    _group
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Seen:
    """Means and their standard errors."""

    reflectance: tuple[float, float]
    transmittance: tuple[float, float]
    fluence: Floats  # (layers,) mean fluence rate of each
    fluence_se: Floats


def follow(
    problem: Problems, *, cosine: float | None, packets: int = 2000, groups: int = 40, seed: int = 1
) -> Seen:
    """One stack; `cosine` of a beam above, or None for Lambertian light."""
    n = np.array([problem.n_above, *problem.n, problem.n_below])
    thickness = problem.thickness_mm[0]
    edges = np.concatenate([[0.0], np.cumsum(thickness)])
    layers = (problem.mu_a_per_mm[0], problem.mu_s_per_mm[0], problem.g[0])
    seeds = np.random.SeedSequence(seed).generate_state(groups)
    start = DIFFUSE if cosine is None else cosine
    runs = np.array([group(int(s), packets, start, n, edges, *layers) for s in seeds])
    mean, error = runs.mean(axis=0), runs.std(axis=0, ddof=1) / np.sqrt(groups)
    return Seen(
        reflectance=(float(mean[0]), float(error[0])),
        transmittance=(float(mean[1]), float(error[1])),
        fluence=mean[2:] / thickness,
        fluence_se=error[2:] / thickness,
    )


def cut(problem: Problems, parts: int) -> Problems:
    """The same stack with every layer cut in equal slices."""

    def repeated(values: Floats) -> Floats:
        return np.repeat(values, parts, axis=1)

    return Problems(
        n_above=problem.n_above,
        n=tuple(np.repeat(problem.n, parts).tolist()),
        n_below=problem.n_below,
        thickness_mm=repeated(problem.thickness_mm) / parts,
        mu_a_per_mm=repeated(problem.mu_a_per_mm),
        mu_s_per_mm=repeated(problem.mu_s_per_mm),
        g=repeated(problem.g),
    )
