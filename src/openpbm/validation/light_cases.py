"""Light in layers against published tables, closed forms, its own laws and the oracle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.fact import message
from openpbm.skin.problems import Problems
from openpbm.skin.transport import solve
from openpbm.validation.case import Case, case

FINE = 16  # nodes
SEED = 7
NORMAL = (1.0,)


def slab(
    *, n: float, thickness_mm: float, mu_a: float, mu_s: float, g: float, matched: bool = True
) -> Problems:
    """One layer between media of its own index, or of air above and below."""

    def one(value: float) -> FloatArray:
        return np.array([[value]])

    around = n if matched else 1.0
    return Problems(
        n_above=around,
        n=(n,),
        n_below=around,
        thickness_mm=one(thickness_mm),
        mu_a_per_mm=one(mu_a),
        mu_s_per_mm=one(mu_s),
        g=one(g),
    )


def random_skins(count: int, seed: int) -> Problems:
    """Seven layers over the range of skin."""
    rng = np.random.default_rng(seed)
    shape = (count, 7)
    base = np.array([0.013, 0.055, 0.15, 0.08, 0.8, 0.1, 5.0])
    return Problems(
        n_above=1.0,
        n=(1.5, 1.433, 1.396, 1.396, 1.396, 1.396, 1.46),
        n_below=1.46,
        thickness_mm=base * rng.uniform(0.5, 2.0, shape),
        mu_a_per_mm=np.exp(rng.uniform(np.log(0.005), np.log(50.0), shape)),
        mu_s_per_mm=rng.uniform(5.0, 60.0, shape),
        g=rng.uniform(0.7, 0.95, shape),
    )


def light_cases() -> Iterator[Case]:
    """Published slabs first."""
    one = slab(n=1.0, thickness_mm=1.0, mu_a=0.0, mu_s=1.0, g=0.0)
    two = slab(n=1.0, thickness_mm=1.0, mu_a=0.2, mu_s=1.8, g=0.75)
    for number, problem in (("1", one), ("2", two)):
        solution = solve(problem, beam_cosines=NORMAL, nodes=FINE)
        yield case(f"hulst_r{number}", float(solution.reflectance[0, 1]))
        yield case(f"hulst_t{number}", float(solution.transmittance[0, 1]))
    deep = slab(n=1.5, thickness_mm=np.inf, mu_a=0.1, mu_s=0.9, g=0.0, matched=False)
    yield case("giovanelli", float(solve(deep, beam_cosines=NORMAL, nodes=FINE).reflectance[0, 1]))
    yield from _entry()
    yield from _laws()


def _entry() -> Iterator[Case]:
    """Light that enters: all of it is taken up by a layer without scattering."""
    glass = slab(n=1.5, thickness_mm=np.inf, mu_a=1.0, mu_s=0.0, g=0.0, matched=False)
    solution = solve(glass, beam_cosines=NORMAL, nodes=FINE)
    yield case("fresnel", 1.0 - float(solution.reflectance[0, 1]))
    yield case("lambert_glass", float(solution.reflectance[0, 0]), expected=duntley(1.5))
    cosine = 0.6
    clear = slab(n=1.0, thickness_mm=0.5, mu_a=1.0, mu_s=0.0, g=0.0)
    left = float(solve(clear, beam_cosines=(cosine,), nodes=FINE).transmittance[0, 1])
    yield case("beer", left, expected=float(np.exp(-0.5 / cosine)))


def duntley(n: float) -> float:
    """Lambertian light that a smooth step from index 1 to n turns back.

    >>> round(duntley(1.5), 4)
    0.0918
    """
    square = n * n
    log = np.log
    return float(
        0.5
        + (n - 1.0) * (3.0 * n + 1.0) / (6.0 * (n + 1.0) ** 2)
        + square * (square - 1.0) ** 2 / (square + 1.0) ** 3 * log((n - 1.0) / (n + 1.0))
        - 2.0 * n**3 * (square + 2.0 * n - 1.0) / ((square + 1.0) * (square**2 - 1.0))
        + 8.0 * n**4 * (square**2 + 1.0) / ((square + 1.0) * (square**2 - 1.0) ** 2) * log(n)
    )


def _laws() -> Iterator[Case]:
    skins = random_skins(40, SEED)
    solution = solve(skins, beam_cosines=NORMAL, nodes=8)
    kept = solution.reflectance + solution.absorbed.sum(axis=-1) + solution.transmittance
    yield case("energy", float(np.abs(kept - 1.0).max()))
    clear = slab(n=1.4, thickness_mm=2.0, mu_a=1e-12, mu_s=1e-9, g=0.0)
    middle = solve(clear, nodes=FINE, depths_mm=np.array([1.0]))
    yield case("even_field", float(middle.fluence[0, 0, 0]))
    yield case("reciprocity", _one_way_against_the_other())


def _one_way_against_the_other() -> float:
    """Lambertian light through a stack and back through it turned over, worst difference."""
    forth = replace(random_skins(20, SEED), n_above=1.0, n_below=1.0)
    thin = replace(forth, thickness_mm=forth.thickness_mm * 0.05)
    back = replace(
        thin,
        n=thin.n[::-1],
        thickness_mm=thin.thickness_mm[:, ::-1],
        mu_a_per_mm=thin.mu_a_per_mm[:, ::-1],
        mu_s_per_mm=thin.mu_s_per_mm[:, ::-1],
        g=thin.g[:, ::-1],
    )
    one, two = solve(thin, nodes=8), solve(back, nodes=8)
    return float(np.abs(one.transmittance[:, 0] - two.transmittance[:, 0]).max())


def oracle_cases() -> Iterator[Case]:
    """The solver against photons that are followed one by one; needs numba."""
    try:
        from openpbm.validation.photons import cut, follow
    except ImportError:
        note = message("validation-install")
        yield case("oracle", None, note=note)
        return
    off: list[float] = []
    for seed in range(4):
        problem = cut(random_skins(1, seed), 1)
        seen = follow(problem, cosine=None, seed=seed)
        exact = solve(problem, nodes=FINE)
        pairs = [(seen.reflectance, float(exact.reflectance[0, 0]))]
        means = zip(seen.fluence, seen.fluence_se, exact.mean_fluence[0, 0], strict=True)
        pairs += [((mean, error), float(value)) for mean, error, value in means if value > 1e-3]
        off += [(mean - value) / error for (mean, error), value in pairs]
    yield case("oracle", float(np.sqrt(np.mean(np.square(off)))))
