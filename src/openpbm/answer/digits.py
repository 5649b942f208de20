"""A plan says its numbers with six digits: what is shown, kept and read back is the same."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

import numpy as np

from openpbm.mask import Mask
from openpbm.person import Person

DIGITS = 6

T = TypeVar("T")


def six_digits(noun: T) -> T:
    """The same noun with every number it worked out rounded; arrays to single precision.

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
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, np.ndarray):
        is_whole = value.dtype.kind != "f"
        return value if is_whole else value.astype(np.float32).astype(np.float64)
    if isinstance(value, tuple):
        parts = [_kept(part) for part in value]
        remade = getattr(type(value), "_make", tuple)  # named tuples stay what they are
        return remade(parts)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _kept(getattr(value, f.name)) for f in fields(value)})
    return value
