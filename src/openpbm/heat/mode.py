"""Time without steps: the linear system in its own modes, each an exponential. Theory 7.4."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from openpbm.arrays import FloatArray, frozen
from openpbm.heat.system import Place, System

ROWS_AT_ONCE = 64  # a few MB of decay at a time: less than half the work of all rows together


def courses(
    of: System,
    place: Place,
    start: FloatArray,
    source: FloatArray,
    seconds: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """`courses_at` of one place."""
    return courses_at(of, (place,), start, source, seconds)[0]


def courses_at(
    of: System,
    places: Sequence[Place],
    start: FloatArray,
    source: FloatArray,
    seconds: FloatArray,
) -> list[tuple[FloatArray, FloatArray]]:
    """Temperature of each place in time, exact for the cells of the grid.

    C^(1/2) T falls apart into modes that relax towards rest, each with its own rate.

    Args:
        of: the system, with resting blood flow.
        places: where the temperature is read.
        start: (S, N) degC.
        source: (S, N, C) W/m2 of each channel at full drive, from time 0 on.
        seconds: (times,).

    Returns:
        Of each place (S, times) degC without light, and (S, C, times) K that a channel adds.
    """
    rate, shape, root = _modes(of)
    push = np.concatenate([of.dark[:, :, None], source], axis=2) / root[:, :, None]
    many, channels = source.shape[0], source.shape[2]
    made = [
        (np.empty((many, len(seconds))), np.empty((many, channels, len(seconds)))) for _ in places
    ]
    for first in range(0, many, ROWS_AT_ONCE):
        some = slice(first, first + ROWS_AT_ONCE)
        own = shape[some]
        rest = np.einsum("snk,snc->skc", own, push[some]) / rate[some, :, None]  # where each ends
        begin = np.zeros_like(rest)
        begin[:, :, 0] = np.einsum("snk,sn->sk", own, start[some] * root[some])
        decay = np.exp(-rate[some, :, None] * seconds)  # (S, modes, times)
        for place, (dark, rise) in zip(places, made, strict=True):
            seen = np.einsum("sn,snk->sk", of.weight[place][some] / root[some], own)  # of a mode
            fading = np.swapaxes(seen[:, :, None] * (begin - rest), 1, 2) @ decay
            found = np.einsum("sk,skc->sc", seen, rest)[:, :, None] + fading
            dark[some], rise[some] = found[:, 0] + of.constant[place][some, None], found[:, 1:]
    return made


def _modes(of: System) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Rates (S, modes) 1/s, shapes (S, N, modes) and roots of capacity (S, N)."""
    root = np.sqrt(of.capacity)
    count = root.shape[1]
    matrix = np.zeros((len(root), count, count))
    at = np.arange(count)
    matrix[:, at, at] = (of.diagonal + of.perfusion) / of.capacity
    beside = of.upper / (root[:, 1:] * root[:, :-1])
    matrix[:, at[1:], at[:-1]] = beside
    matrix[:, at[:-1], at[1:]] = beside
    rate, shape = _eigen(matrix.tobytes(), matrix.shape)
    return rate, shape, root


@lru_cache(maxsize=4)  # a plan asks for the same skins once for itself and once for six colours
def _eigen(matrix: bytes, size: tuple[int, int, int]) -> tuple[FloatArray, FloatArray]:
    """Eigenvalues and vectors of a batch of matrices, known by their content."""
    rate, shape = np.linalg.eigh(np.frombuffer(matrix).reshape(size))
    return frozen(rate), frozen(shape)
