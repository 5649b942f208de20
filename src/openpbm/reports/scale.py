"""Round ends and round marks for axes and colour bars."""

from __future__ import annotations

import math

NICE = {1.0: 4, 1.5: 3, 2.0: 4, 3.0: 3, 4.0: 4, 5.0: 5, 6.0: 3, 8.0: 4}  # end: parts


def nice_top(value: float) -> float:
    """The end of a scale: the next of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten.

    >>> nice_top(27.0), nice_top(0.021)
    (30.0, 0.03)
    """
    if not value > 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    for step in NICE:
        if value <= step * power * (1 + 1e-9):
            return float(f"{step * power:.6g}")
    return float(f"{10 * power:.6g}")


def ticks(top: float) -> tuple[float, ...]:
    """Evenly spaced round marks from zero to a `nice_top`.

    >>> ticks(30.0), ticks(0.4)
    ((0.0, 10.0, 20.0, 30.0), (0.0, 0.1, 0.2, 0.3, 0.4))
    """
    power = 10.0 ** math.floor(math.log10(top) + 1e-9)
    parts = NICE.get(float(f"{top / power:.4g}"), 4)
    return tuple(float(f"{top * i / parts:.6g}") for i in range(parts + 1))
