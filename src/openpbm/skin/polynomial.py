"""A polynomial in the variables of skin, fitted where few solves tell most. Theory 5."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from openpbm.arrays import FloatArray, IntArray, floats

CUBIC = 3


@dataclass(frozen=True, eq=False, kw_only=True)
class Ranges:
    """The ranges that variables span; what varies goes from -1 to 1."""

    centre: FloatArray  # (variables,)
    spread: FloatArray  # (variables,), zero where a variable does not vary

    def scaled(self, variables: FloatArray) -> FloatArray:
        """Only the variables that vary."""
        live = self.spread > 0
        return (variables[:, live] - self.centre[live]) / self.spread[live]


@dataclass(frozen=True, eq=False, kw_only=True)
class Polynomial:
    """Outputs as a polynomial in scaled variables."""

    ranges: Ranges
    degree: int
    coefficients: FloatArray  # (terms, outputs)

    def terms(self, variables: FloatArray) -> FloatArray:
        """(rows, terms) monomials."""
        return terms_of(self.ranges.scaled(variables), self.degree)

    def by_output(self, scaled: FloatArray) -> FloatArray:
        """(outputs, rows) of (rows, variables) that are scaled: the quick way for many rows."""
        columns = np.ascontiguousarray(scaled.T)
        return floats(self.coefficients.T @ monomials(columns, self.degree))


def ranges_of(variables: FloatArray) -> Ranges:
    """The ranges of some rows."""
    high, low = variables.max(axis=0), variables.min(axis=0)
    spread = 0.5 * (high - low)
    return Ranges(centre=0.5 * (high + low), spread=np.where(spread > 1e-9, spread, 0.0))


def polynomial_of(
    ranges: Ranges, variables: FloatArray, outputs: FloatArray, degree: int = CUBIC
) -> tuple[Polynomial, FloatArray]:
    """The least-squares polynomial through solved rows, and (terms, terms) for the leverage."""
    design = terms_of(ranges.scaled(variables), degree)
    inverse = floats(np.linalg.pinv(design.T @ design))
    coefficients = inverse @ design.T @ outputs
    return Polynomial(ranges=ranges, degree=degree, coefficients=coefficients), inverse


def rows_to_solve(terms: FloatArray, exact: int, rng: np.random.Generator) -> tuple[IntArray, int]:
    """Places to solve, those of the rim first, and how many those are."""
    if len(terms) <= exact:
        return np.arange(len(terms)), 0
    from scipy.linalg import qr  # slow to import; who only reads a polynomial needs none

    _, _, order = qr(terms.T, mode="economic", pivoting=True, check_finite=False)
    rim = order[: min(terms.shape[1], exact)]
    others = rng.permutation(np.setdiff1d(np.arange(len(terms)), rim))
    return np.concatenate([rim, others[: exact - len(rim)]]), len(rim)


def terms_of(scaled: FloatArray, degree: int = CUBIC) -> FloatArray:
    """All monomials up to a degree: (rows, terms)."""
    return np.ascontiguousarray(monomials(scaled.T, degree).T)


def monomials(columns: FloatArray, degree: int) -> FloatArray:
    """The same with rows last: (terms, rows), each made from one of a degree less.

    Args:
        columns: (variables, rows) scaled.
        degree: of the highest.
    """
    every = [
        which
        for factors in range(degree + 1)
        for which in combinations_with_replacement(range(len(columns)), factors)
    ]
    place = {which: i for i, which in enumerate(every)}
    found = np.empty((len(every), columns.shape[1]))
    found[0] = 1.0
    for i, which in enumerate(every[1:], start=1):
        np.multiply(found[place[which[:-1]]], columns[which[-1]], out=found[i])
    return found
