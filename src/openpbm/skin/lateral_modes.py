"""Light that varies along the skin as exp(ikx): its modes in one layer, and its moments.

The direction's azimuth about k enters as orders m = 0, 1, 2 of a cosine series. With the
factors (-i)^m taken out, everything is real, but a layer's matrix is no longer symmetric:
its modes come in complex pairs. Theory 11.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from openpbm.arrays import ComplexArray, FloatArray, complexes
from openpbm.skin.problems import Problems
from openpbm.skin.streams import Streams


@dataclass(frozen=True, eq=False)
class Moments:
    """Moments of one azimuthal order and one parity, orthonormal on the nodes."""

    table: FloatArray  # (streams, moments)
    degree: FloatArray  # (moments,) l


@dataclass(frozen=True, eq=False)
class LateralBasis:
    """The streams of one refractive index, each with every azimuthal order."""

    mu: FloatArray  # (streams,)
    etendue: FloatArray  # (streams,) W
    depth: int  # M of delta-M
    even: tuple[Moments, ...]  # per order m; alike up and down: l - m even
    odd: tuple[Moments, ...]

    @property
    def orders(self) -> int:
        """How many azimuthal orders."""
        return len(self.even)


@lru_cache(maxsize=128)
def lateral_basis(directions: Streams, index: float, orders: int) -> LateralBasis:
    """Streams that exist in a medium, with the moments of every order. Theory 11.2."""
    mu = directions.mu(index)
    etendue = directions.weight[: len(mu)]
    width = etendue / (index**2 * mu)
    depth = max(2, round(1.25 * len(mu)))  # as in one dimension, theory 4.2

    def part(order: int, parity: int) -> Moments:
        degree = np.arange(order + parity, depth, 2)[: len(mu)]
        table = associated(mu, depth, order)[:, degree] * np.sqrt(width)[:, None]
        basis, _ = np.linalg.qr(table)
        return Moments(table=basis, degree=degree.astype(np.float64))

    even, odd = (tuple(part(m, parity) for m in range(orders)) for parity in (0, 1))
    return LateralBasis(mu, etendue, depth, even, odd)


def associated(mu: FloatArray, count: int, order: int) -> FloatArray:
    """(cosines, count) associated Legendre functions of one order; zero where degree < order.

    Their square has the mean one half over all cosines from -1 to 1.

    Source: the stable recurrence in degree, NIST DLMF 14.10.3, normalised.
    """
    table = np.zeros((count, len(mu)))
    first = np.full(len(mu), np.sqrt(0.5))
    for m in range(1, order + 1):
        first = first * np.sqrt((1.0 - mu**2) * (2 * m + 1) / (2 * m))
    if order < count:
        table[order] = first
    for degree in range(order + 1, count):
        square = degree**2 - order**2
        table[degree] = mu * np.sqrt((4 * degree**2 - 1) / square) * table[degree - 1]
        if degree > order + 1:
            back = (2 * degree + 1) * ((degree - 1) ** 2 - order**2) / ((2 * degree - 3) * square)
            table[degree] -= np.sqrt(back) * table[degree - 2]
    return table.T


@dataclass(frozen=True, eq=False)
class LateralModes:
    """Modes of one layer for several k, a column each; rows are streams, then orders."""

    along: ComplexArray  # (k, rows, modes) amplitudes downwards
    against: ComplexArray  # (k, rows, modes) amplitudes upwards
    rate_per_mm: ComplexArray  # (k, modes), real part above zero
    decay: ComplexArray  # (k, modes); zero without end
    to_fluence: ComplexArray  # (k, modes)


def lateral_modes(
    problem: Problems, basis: LateralBasis, layer: int, k_per_mm: FloatArray
) -> LateralModes:
    """Modes of one layer of the first stack. Theory 11.2, Eq. (11.3), (11.4)."""
    mu, orders = basis.mu, basis.orders
    g = float(problem.g[0, layer])
    forward = g**basis.depth
    scatter = float(problem.mu_s_per_mm[0, layer]) * (1.0 - forward)
    extinct = float(problem.mu_a_per_mm[0, layer]) + scatter
    sideways = _sideways(np.sqrt(1.0 - mu**2), orders)
    rows = len(mu) * orders
    scale = np.repeat(1.0 / np.sqrt(mu), orders)

    def operator(parts: tuple[Moments, ...]) -> FloatArray:
        spread = np.zeros((len(mu), orders, len(mu), orders))
        for m, part in enumerate(parts):
            chi = (g**part.degree - forward) / (1.0 - forward)
            spread[:, m, :, m] = (part.table * chi) @ part.table.T
        matrix = extinct * np.eye(rows) - scatter * spread.reshape(rows, rows)
        whole: FloatArray = (matrix + k_per_mm[:, None, None] * sideways) * (scale[:, None] * scale)
        return whole

    odd = operator(basis.odd)
    squared, found = np.linalg.eig(odd @ operator(basis.even))
    rate = np.sqrt(complexes(squared))
    towards = complexes(found)
    difference = complexes(np.linalg.solve(odd, towards) * rate[:, None, :])
    thickness = float(problem.thickness_mm[0, layer])
    seen = np.zeros(rows)
    seen[::orders] = 2.0 * np.pi * np.sqrt(basis.etendue) / mu
    return LateralModes(
        along=0.5 * (towards + difference),
        against=0.5 * (towards - difference),
        rate_per_mm=rate,
        decay=np.exp(-rate * thickness) if np.isfinite(thickness) else np.zeros_like(rate),
        to_fluence=seen @ towards,
    )


def _sideways(sine: FloatArray, orders: int) -> FloatArray:
    """(rows, rows) what a stream loses to its neighbouring orders per unit of k. Eq. (11.2)."""
    matrix = np.zeros((len(sine), orders, len(sine), orders))
    every = np.arange(len(sine))
    for m in range(orders - 1):
        share = sine * (np.sqrt(0.5) if m == 0 else 0.5)
        matrix[every, m + 1, every, m] = -share
        matrix[every, m, every, m + 1] = share
    return matrix.reshape(len(sine) * orders, -1)
