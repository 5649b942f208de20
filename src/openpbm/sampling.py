"""Quasi-random draws: the seeded, evenly spread uniforms behind every scenario."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from openpbm.arrays import FloatArray, IntArray


def uniforms(
    names: Sequence[str], count: int, *, seed: int, first: int = 0
) -> dict[str, FloatArray]:
    """Evenly spread numbers in (0, 1), `count` for each name, in a fixed order.

    A digit-scrambled Halton sequence: means over it converge faster than over plain
    random numbers, any count will do, and the same seed gives the same scenarios. A place in
    it has its numbers whoever asks for it, so that many may share a long sequence out.

    >>> whole = uniforms(["a", "b"], 5, seed=1)["b"]
    >>> bool((uniforms(["a", "b"], 2, seed=1, first=3)["b"] == whole[3:]).all())
    True

    Args:
        names: of the dimensions.
        count: how many numbers each gets.
        seed: of the scrambling.
        first: the place in the sequence at which they begin.

    Source: Owen 2017, arXiv 1706.02808 (randomised Halton).
    """
    rng = np.random.default_rng(seed)
    bases = _primes(len(names))
    places: IntArray = np.arange(first, first + count, dtype=np.intp)
    return {
        name: _van_der_corput(places, base, rng) for name, base in zip(names, bases, strict=True)
    }


def _van_der_corput(index: IntArray, base: int, rng: np.random.Generator) -> FloatArray:
    value = np.zeros(len(index))
    scale = 1.0 / base
    while scale > 1e-12:
        digit = index % base
        value += rng.permutation(base)[digit] * scale
        index = index // base
        scale /= base
    return np.clip(value + 0.5e-12, 1e-9, 1.0 - 1e-9)


def _primes(count: int) -> list[int]:
    found: list[int] = []
    candidate = 2
    while len(found) < count:
        if all(candidate % prime for prime in found):
            found.append(candidate)
        candidate += 1
    return found


def normal(uniform: FloatArray) -> FloatArray:
    """Standard normal quantiles of uniforms."""
    from scipy.special import ndtri

    quantiles: FloatArray = ndtri(uniform)
    return quantiles


def between(uniform: FloatArray, low: float, high: float) -> FloatArray:
    """Evenly from low to high."""
    return low + (high - low) * uniform


def triangular(uniform: FloatArray, low: float, mode: float, high: float) -> FloatArray:
    """Most often near the mode, never outside low to high."""
    if high <= low:
        return np.full_like(uniform, mode)
    split = (mode - low) / (high - low)
    rising = low + np.sqrt(uniform * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - uniform) * (high - low) * (high - mode))
    return np.where(uniform < split, rising, falling)
