"""Array types, and read-only copies of arrays for frozen objects."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
ComplexArray = npt.NDArray[np.complex128]
IntArray = npt.NDArray[np.intp]
BoolArray = npt.NDArray[np.bool_]

RANK_DIGITS = 9
UNIT_ROUNDING = 1e-15  # of a length that was made one
TIE = 1e-9  # share of the largest by which values must differ for their order to mean anything


def frozen(values: npt.ArrayLike) -> FloatArray:
    """A read-only float copy, so that a frozen object stays frozen."""
    copy = np.array(values, dtype=np.float64)
    copy.setflags(write=False)
    return copy


def frozen_indices(values: npt.ArrayLike) -> IntArray:
    """A read-only integer copy."""
    copy = np.array(values, dtype=np.intp)
    copy.setflags(write=False)
    return copy


def floats(values: npt.ArrayLike) -> FloatArray:
    """The same numbers as plain floats; no copy where they already are."""
    return np.asarray(values, dtype=np.float64)


def complexes(values: npt.ArrayLike) -> ComplexArray:
    """The same numbers as complex ones; no copy where they already are."""
    return np.asarray(values, dtype=np.complex128)


def unit_rows(vectors: FloatArray) -> FloatArray:
    """The same directions with length one; a zero vector stays zero.

    What is of length one but for its last digits stays as it is, so that twice is once.
    """
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    is_one = (length == 0) | (np.abs(length - 1.0) < UNIT_ROUNDING)
    return vectors / np.where(is_one, 1.0, length)


def interval(samples: FloatArray, axis: int = 0) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Median, 5th and 95th percentile along an axis: how every interval here is made."""
    low, middle, high = np.percentile(samples, (5, 50, 95), axis=axis)
    return middle, low, high


def tails(values: FloatArray, area: FloatArray, share: float = 0.05) -> tuple[float, float]:
    """What a share of an area stays below, and as much of it above, by (places,) values."""
    order = np.argsort(values)
    below = np.cumsum(area[order]) - 0.5 * area[order]
    low, high = np.interp([share, 1.0 - share], below / area.sum(), values[order])
    return float(low), float(high)


def to_rank(value: float) -> float:
    """A number to sort by: what differs in its last digits only ties, and the first counts."""
    return round(value, RANK_DIGITS)


def first_largest(values: FloatArray) -> int:
    """Where the largest value stands; of those that tie but for their last digits, the first.

    >>> first_largest(np.array([0.0, 1.0, 1.0 + 1e-15]))
    1
    """
    most = float(values.max())
    return int(np.flatnonzero(values >= most - TIE * abs(most))[0])
