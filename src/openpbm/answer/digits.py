"""A plan says its numbers with six digits: what is shown, kept and read back is the same."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.field import six_digits
from openpbm.mask import Mask
from openpbm.person import Person

T = TypeVar("T")


def in_six_digits(noun: T) -> T:
    """The same noun with every number it worked out rounded; maps to single precision.

    Rounding keeps order, so a limit that held still holds. What a person or a maker stated
    stays to the last digit.
    """
    kept = _kept(noun)
    assert isinstance(kept, type(noun))  # every branch gives its own kind back
    return kept


def _kept(value: object) -> object:
    if isinstance(value, Person | Mask):
        return value
    if isinstance(value, float):
        return six_digits(value)
    if isinstance(value, np.ndarray):
        return value if value.dtype.kind != "f" else _short_array(value)
    if isinstance(value, tuple):
        parts = [_kept(part) for part in value]
        remade = getattr(type(value), "_make", tuple)  # named tuples stay what they are
        return remade(parts)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _kept(getattr(value, f.name)) for f in fields(value)})
    return value


def _short_array(values: FloatArray) -> FloatArray:
    """Curves like single numbers; what has more axes is read by no one but programs."""
    if values.ndim == 1:
        return np.array([six_digits(value) for value in values.tolist()])
    return values.astype(np.float32).astype(np.float64)
