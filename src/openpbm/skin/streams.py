"""Streams: the directions of the discrete-ordinates solver, labelled by Snell's invariant.

Every interface keeps kappa = n sin(theta). A stream is one kappa; in a layer of index n
it travels at mu = sqrt(1 - (kappa/n)^2) if kappa < n, and does not exist otherwise. The
etendue weight W = n^2 w mu is common to all layers. Theory 4.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from openpbm.arrays import FloatArray, frozen

BEAM_WEIGHT = 1e-11  # a collimated beam is one more stream of hardly any etendue. Theory 4.1


@dataclass(frozen=True, eq=False)
class Streams:
    """Kappa and etendue weight of every stream, kappa rising; beams are among them."""

    kappa: FloatArray  # (streams,)
    weight: FloatArray  # (streams,) W; sum over kappa < n is n^2 / 2
    beam: tuple[int, ...]  # place of each requested beam

    def count(self, index: float) -> int:
        """How many streams exist in a medium; always the first ones."""
        return int(np.searchsorted(self.kappa, index))

    def mu(self, index: float) -> FloatArray:
        """(count,) cosine of each existing stream in a medium."""
        return np.sqrt(1.0 - (self.kappa[: self.count(index)] / index) ** 2)


@lru_cache(maxsize=64)  # for one stack, to place them takes as long as to solve
def streams(
    indices: tuple[float, ...],
    beam_cosines: tuple[float, ...],
    nodes: int,
    *,
    beam_weight: float = BEAM_WEIGHT,
) -> Streams:
    """Gauss-Legendre nodes in every interval between neighbouring indices.

    Args:
        indices: refractive index of every medium, the outside included and first.
        beam_cosines: of each collimated beam, in the first medium.
        nodes: nodes in the escape cone; the others get their share. Theory 4.1.
        beam_weight: etendue of a beam.
    """
    kappas: list[FloatArray] = []
    weights: list[FloatArray] = []
    below = 0.0
    for index in sorted(set(indices)):
        widest_mu = np.sqrt(1.0 - (below / index) ** 2)
        count = max(3 if index - below < 0.02 else 2, int(np.ceil(nodes * widest_mu)))
        place, width = np.polynomial.legendre.leggauss(count)
        mu = 0.5 * widest_mu * (place + 1.0)
        kappas.append(index * np.sqrt(1.0 - mu**2))
        weights.append(index**2 * mu * 0.5 * widest_mu * width)
        below = index
    cosines = np.array(beam_cosines)
    kappas.append(indices[0] * np.sqrt(1.0 - cosines**2))
    weights.append(np.full(len(beam_cosines), beam_weight))
    kappa = np.concatenate(kappas)
    order = np.argsort(kappa, kind="stable")
    first_beam = len(kappa) - len(beam_cosines)
    beam = tuple(int(np.flatnonzero(order == first_beam + i)[0]) for i in range(len(beam_cosines)))
    return Streams(frozen(kappa[order]), frozen(np.concatenate(weights)[order]), beam)


def fresnel(n_from: float, n_to: float, mu_from: FloatArray, mu_to: FloatArray) -> FloatArray:
    """Unpolarised reflectance of a smooth step of index; same length as the cosines."""
    perpendicular = (n_from * mu_from - n_to * mu_to) / (n_from * mu_from + n_to * mu_to)
    parallel = (n_to * mu_from - n_from * mu_to) / (n_to * mu_from + n_from * mu_to)
    return 0.5 * (perpendicular**2 + parallel**2)


def moments(
    mu: FloatArray, width: FloatArray, beam: Sequence[int], count: int, parity: int
) -> FloatArray:
    """Legendre polynomials of one parity, orthonormal on the nodes: (streams, moments).

    Orthonormalising on the nodes, not on the interval, keeps energy and g exact on any
    node set. The rows of beams are the true polynomials: a beam has no weight, and the
    orthonormal ones would have to be extrapolated to it. Theory 4.2.
    """
    degrees = np.arange(parity, count, 2)
    table = np.polynomial.legendre.legvander(mu, count - 1)[:, degrees]
    table = table * np.sqrt(2.0 * degrees + 1.0) * np.sqrt(width)[:, None]
    nodes = np.ones(len(mu), dtype=bool)
    nodes[[place for place in beam if place < len(mu)]] = False
    table = table[:, : int(nodes.sum())]
    basis, triangle = np.linalg.qr(table[nodes])
    result: FloatArray = table / np.sqrt(width[nodes].sum())  # the nodes' own measure: keeps energy
    result[nodes] = basis * np.sign(np.diag(triangle))
    return result
