"""Eigenmodes of one layer: how light decays in it. Theory 4.2 and 4.3.

With u = a_down + a_up and v = a_down - a_up, u' = -A v and v' = -B u with symmetric A and
B; a Cholesky factor and one symmetric eigenproblem give the modes of a layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.skin.problems import Problems
from openpbm.skin.streams import Streams, moments

CONSERVATIVE = 1e-13  # absorption floor, share of scattering
TRANSPARENT = 1e-9  # absorption floor, optical depth: light trapped by total reflection ends


@dataclass(frozen=True, eq=False)
class Basis:
    """The streams of one refractive index, and the moments on them; the same for all layers."""

    mu: FloatArray  # (streams,)
    etendue: FloatArray  # (streams,) W
    order: int  # M of delta-M
    even: FloatArray  # (streams, moments) q_l, l even
    odd: FloatArray  # (streams, moments) q_l, l odd


@lru_cache(maxsize=128)
def basis_of(directions: Streams, index: float) -> Basis:
    """Streams that exist in a medium, with orthonormal moments. Theory 4.2."""
    mu = directions.mu(index)
    count = len(mu)
    etendue = directions.weight[:count]
    width = etendue / (index**2 * mu)  # Gauss weights in this layer's own mu
    order = max(2, round(1.25 * count))  # twice the streams, as is customary, aliases
    even, odd = (moments(mu, width, directions.beam, order, parity) for parity in (0, 1))
    return Basis(mu, etendue, order, even, odd)


@dataclass(frozen=True, eq=False)
class Modes:
    """Eigenmodes of one layer, a column each; `along` and `against` are their amplitudes."""

    basis: Basis
    chi: FloatArray  # (problems, order) moments of the phase function
    absorb: FloatArray  # (problems,) mu_a, floored
    kept: FloatArray  # (problems,) 1 - g^M: the share of mu_s that counts as scattering
    towards: FloatArray  # (problems, streams, modes) U, u of a mode
    difference: FloatArray  # (problems, streams, modes) V, v of a mode that decays downwards
    along: FloatArray  # (problems, streams, modes) P = (U + V) / 2
    against: FloatArray  # (problems, streams, modes) M = (U - V) / 2
    rate_per_mm: FloatArray  # (problems, modes) k
    decay: FloatArray  # (problems, modes) exp(-k d), zero without end
    to_fluence: FloatArray  # (problems, modes)


def modes_of(problems: Problems, basis: Basis, layer: int) -> Modes:
    """Modes of one layer. Theory 4.2 and 4.3, Eq. (4.5), (4.6), (4.9)."""
    mu, count, order = basis.mu, len(basis.mu), basis.order
    g = problems.g[:, layer, None]
    forward = g**order
    chi = (g ** np.arange(order) - forward) / (1.0 - forward)  # (problems, order), delta-M
    kept = 1.0 - forward[:, 0]
    scatter = problems.mu_s_per_mm[:, layer] * kept
    floor = np.maximum(CONSERVATIVE * scatter, TRANSPARENT / problems.thickness_mm[:, layer])
    absorb = np.maximum(problems.mu_a_per_mm[:, layer], floor)
    scale = 1.0 / np.sqrt(mu)
    extinct = absorb + scatter

    def operator(table: FloatArray, share: FloatArray) -> FloatArray:
        spread = (table * share[:, None, : table.shape[1]]) @ table.T
        matrix = -scatter[:, None, None] * spread
        matrix[:, np.arange(count), np.arange(count)] += extinct[:, None]
        return matrix * (scale[:, None] * scale)

    lower = np.linalg.cholesky(operator(basis.odd, chi[:, 1::2]))  # A = L Lt
    raised = np.swapaxes(lower, 1, 2)
    # rising from the first to the last stream, the matrix keeps its small entries exact this way
    _, rotation = np.linalg.eigh(raised @ operator(basis.even, chi[:, 0::2]) @ lower, UPLO="U")
    towards = lower @ rotation
    rate = _rates(scale, towards, basis.even, chi[:, 0::2], absorb, scatter)
    difference = np.linalg.solve(raised, rotation) * rate[:, None, :]
    decay = np.exp(-rate * problems.thickness_mm[:, layer, None])
    return Modes(
        basis=basis,
        chi=chi,
        absorb=absorb,
        kept=kept,
        towards=towards,
        difference=difference,
        along=0.5 * (towards + difference),
        against=0.5 * (towards - difference),
        rate_per_mm=rate,
        decay=decay,
        to_fluence=2.0 * np.pi * np.einsum("i,bij->bj", np.sqrt(basis.etendue) / mu, towards),
    )


def _rates(
    scale: FloatArray,
    towards: FloatArray,
    even: FloatArray,
    chi: FloatArray,
    absorb: FloatArray,
    scatter: FloatArray,
) -> FloatArray:
    """K from the Rayleigh quotient, as a sum of terms that cannot cancel. Theory 4.3."""
    vector = scale[:, None] * towards
    size = np.einsum("bij,bij->bj", vector, vector)
    part = (even.T @ vector) ** 2  # (problems, moments, modes)
    rest = np.maximum(size - part.sum(axis=1), 0.0)
    missed = np.einsum("bl,blj->bj", 1.0 - chi[:, : even.shape[1]], part)
    square = absorb[:, None] * size + scatter[:, None] * (missed + rest)
    rates: FloatArray = np.sqrt(square)
    return rates
