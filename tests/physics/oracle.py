"""A small Monte Carlo of layered media: shares nothing with the solver but the input.

Weights fall by the albedo at each event; Russian roulette ends them without bias; Fresnel
decides at random at every step of index. Packets go in independent groups, so that the
spread between groups gives standard errors.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openpbm.skin.transport import Problems

Floats = npt.NDArray[np.float64]
ROULETTE = 1e-3
SURVIVAL = 0.1


@dataclass(frozen=True, eq=False, kw_only=True)
class Estimate:
    """Means and their standard errors."""

    reflectance: float
    reflectance_se: float
    absorbed: Floats  # (layers,)
    absorbed_se: Floats
    transmittance: float
    transmittance_se: float


def monte_carlo(
    problem: Problems, *, cosine: float | None, packets: int = 4000, groups: int = 20, seed: int = 1
) -> Estimate:
    """One stack; `cosine` of a beam above, or None for Lambertian light."""
    rng = np.random.default_rng(seed)
    runs = [_group(problem, cosine, packets, rng) for _ in range(groups)]
    totals = np.array(runs)  # (groups, 2 + layers)
    mean, error = totals.mean(axis=0), totals.std(axis=0, ddof=1) / np.sqrt(groups)
    return Estimate(
        reflectance=float(mean[0]),
        reflectance_se=float(error[0]),
        transmittance=float(mean[1]),
        transmittance_se=float(error[1]),
        absorbed=mean[2:],
        absorbed_se=error[2:],
    )


def _group(
    problem: Problems, cosine: float | None, packets: int, rng: np.random.Generator
) -> Floats:
    n = np.array([problem.n_above, *problem.n, problem.n_below])
    edges = np.concatenate([[0.0], np.cumsum(problem.thickness_mm[0])])
    mu_a, mu_s, g = problem.mu_a_per_mm[0], problem.mu_s_per_mm[0], problem.g[0]
    tally = np.zeros(2 + len(mu_a))
    above = np.sqrt(rng.random(packets)) if cosine is None else np.full(packets, cosine)
    mirror, inside = _fresnel(n[0], n[1], above)
    enters = rng.random(packets) >= mirror
    tally[0] += np.count_nonzero(~enters)
    mu = inside[enters]
    z, weight = np.zeros(len(mu)), np.ones(len(mu))
    layer = np.zeros(len(mu), dtype=np.int64)
    left = -np.log(rng.random(len(mu)))  # optical path to the next event
    while len(mu):
        total = mu_a[layer] + mu_s[layer]
        wall = np.where(mu > 0, edges[layer + 1], edges[layer])
        reach = np.where(np.abs(mu) > 1e-12, (wall - z) / mu, np.inf)
        stops = left / total < reach
        z = np.where(stops, z + mu * left / total, wall)
        left = np.where(stops, left, left - reach * total)
        lost = np.where(stops, weight * mu_a[layer] / total, 0.0)
        np.add.at(tally, 2 + layer, lost)
        weight = weight - lost
        turned = _scattered(mu, g[layer], rng)
        mu = np.where(stops, turned, mu)
        left = np.where(stops, -np.log(rng.random(len(mu))), left)
        mu, layer, gone, up = _cross(mu, layer, ~stops, n, rng)
        tally[0] += weight[gone & up].sum()
        tally[1] += weight[gone & ~up].sum()
        weak = weight < ROULETTE
        saved = rng.random(len(mu)) < SURVIVAL
        weight = np.where(weak & saved, weight / SURVIVAL, weight)
        stays = ~gone & ~(weak & ~saved)
        z, mu, weight, left = z[stays], mu[stays], weight[stays], left[stays]
        layer = layer[stays]
    return tally / packets


def _fresnel(n_from: float, n_to: float, mu: Floats) -> tuple[Floats, Floats]:
    """Reflectance, and the cosine beyond; total reflection has reflectance one."""
    square = 1.0 - (n_from / n_to) ** 2 * (1.0 - mu**2)
    beyond = np.sqrt(np.clip(square, 0.0, None))
    s = (n_from * mu - n_to * beyond) / (n_from * mu + n_to * beyond)
    p = (n_to * mu - n_from * beyond) / (n_to * mu + n_from * beyond)
    return np.where(square > 0, 0.5 * (s**2 + p**2), 1.0), beyond


def _cross(
    mu: Floats,
    layer: npt.NDArray[np.int64],
    at_wall: npt.NDArray[np.bool_],
    n: Floats,
    rng: np.random.Generator,
) -> tuple[Floats, npt.NDArray[np.int64], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Packets at a wall go through or turn back: (mu, layer, left the stack, upwards)."""
    here = layer + 1
    there = np.where(mu > 0, here + 1, here - 1)
    square = 1.0 - (n[here] / n[there]) ** 2 * (1.0 - mu**2)
    beyond = np.sqrt(np.clip(square, 0.0, None))
    size = np.abs(mu)
    s = (n[here] * size - n[there] * beyond) / (n[here] * size + n[there] * beyond)
    p = (n[there] * size - n[here] * beyond) / (n[there] * size + n[here] * beyond)
    mirror = np.where(square > 0, 0.5 * (s**2 + p**2), 1.0)
    through = at_wall & (rng.random(len(mu)) >= mirror)
    back = at_wall & ~through
    up = mu < 0
    gone = through & ((there == 0) | (there == len(n) - 1))
    mu = np.where(through, np.sign(mu) * beyond, np.where(back, -mu, mu))
    layer = np.where(through & ~gone, there - 1, layer)
    return mu, layer, gone, up


def _scattered(mu: Floats, g: Floats, rng: np.random.Generator) -> Floats:
    """Cosine after a Henyey-Greenstein event with a random azimuth."""
    u = rng.random(len(mu))
    spread = (1.0 - g**2) / (1.0 - g + 2.0 * g * u)
    turn = np.where(
        np.abs(g) > 1e-6, (1.0 + g**2 - spread**2) / np.where(g == 0, 1, 2 * g), 2 * u - 1
    )
    turn = np.clip(turn, -1.0, 1.0)
    azimuth = np.cos(2.0 * np.pi * rng.random(len(mu)))
    side = np.sqrt(np.clip((1.0 - turn**2) * (1.0 - mu**2), 0.0, None))
    scattered: Floats = np.clip(mu * turn + side * azimuth, -1.0, 1.0)
    return scattered
