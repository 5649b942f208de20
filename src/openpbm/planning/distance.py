"""The distance as a lever: from where on a refused mask of unknown distance would be planned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from openpbm.fact import Quantity, message
from openpbm.planning.scene import Scene, at_standoff
from openpbm.session import Refusal

TRIED = 20  # distances at most, evenly over the range that was taken for the unknown one


def clear_from_mm(at: Scene, is_planned: Callable[[Scene], bool]) -> float | None:
    """The least of the tried distances from which on every one is planned; None: not the lever.

    Light between the distances that were worked out is carried by curves, so it takes
    milliseconds each. Only within the range that the unknown distance was taken from.
    """
    if at.mask.standoff_mm is not None or len(at.light.nodes_mm) == 1:
        return None
    low, high = at.light.nodes_mm[0], at.light.nodes_mm[-1]
    step = max(1.0, np.ceil((high - low) / TRIED))
    clear: float | None = None
    for each in np.arange(np.floor(high), low, -step):
        if not is_planned(at_standoff(at, float(each))):
            break
        clear = float(each)
    return clear


def with_distance(refusals: Sequence[Refusal], clear_mm: float | None) -> tuple[Refusal, ...]:
    """The refusals, each with the distance as what would change it."""
    if clear_mm is None:
        return tuple(refusals)
    mm = Quantity(clear_mm, "mm", figures=3, trimmed=True)
    return tuple(
        replace(r, would_change=message("refusal-distance", mm=mm, other=r.would_change))
        for r in refusals
    )
