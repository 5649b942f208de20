"""Time in steps, for blood flow and light that depend on temperature. Theory 7.5."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.heat.system import System, solve

Law = Callable[[FloatArray], FloatArray]


def march(
    of: System, start: FloatArray, flow: Law, source: Law, *, step_s: float, steps: int
) -> FloatArray:
    """(steps + 1, S, N) degC of every node, second order in the step.

    Backward differences over two steps (the first over one); what depends on temperature
    is taken at the temperature carried forward from the last two. Stable at any step.

    Args:
        of: the system.
        start: (S, N) degC.
        flow: blood flow as a share of rest (S, N), from temperatures (S, N).
        source: W/m2 of light and waste heat (S, N), from temperatures (S, N).
        step_s: length of a step.
        steps: how many.
    """
    found = np.empty((steps + 1, *start.shape))
    found[0] = start
    for t in range(1, steps + 1):
        now = found[t - 1]
        if t == 1:
            ahead, weight, past = now, 1.0, now
        else:
            before = found[t - 2]
            ahead, weight, past = 2.0 * now - before, 1.5, 2.0 * now - 0.5 * before
        inertia = of.capacity / step_s
        blood = of.perfusion * flow(ahead)
        right = of.own + blood * of.core_degc + source(ahead) + inertia * past
        found[t] = solve(of.diagonal + blood + weight * inertia, of.upper, right)
    return found
