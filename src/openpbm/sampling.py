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


def below(first_dimension: FloatArray, first: int, count: int) -> IntArray:
    """How many of the first `count` numbers of a sequence lie below each of some of them.

    The digits of a place, in reverse, are those of its number, so they need not be looked at one
    by one: places that share their last digits are counted together.

    >>> whole = uniforms(["a"], 7, seed=1)["a"]
    >>> bool((below(whole[2:], 2, 7) == np.argsort(np.argsort(whole))[2:]).all())
    True

    Args:
        first_dimension: (N,) numbers of the first name that was asked for.
        first: place of the first of them.
        count: of the numbers that are counted, from place 0 on; above 2**29 known to one.

    Returns:
        (N,) counts, at most `count`.
    """
    places: IntArray = np.arange(first, first + len(first_dimension), dtype=np.intp)
    found = np.zeros_like(places)
    for digit in range(max(count, first + len(places)).bit_length()):
        step = 2 << digit  # places that agree up to here lie so far apart
        other = places % step ^ step // 2
        is_upper = (first_dimension * step).astype(np.intp) % 2
        found += is_upper * np.maximum(-((other - count) // step), 0)
    return found


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
