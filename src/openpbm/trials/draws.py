"""Random numbers of replicates: each its own seed, so batches and sizes change nothing. 14.3."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from openpbm.arrays import FloatArray

COLUMNS = 6  # of one person: what differs, twice over for two sides, and what befalls them
AT_ONCE = 1_500_000  # numbers that lie in memory together
KEPT = 12  # batches: 144 MB


def batches(
    seed: int, replicates: int, people: int, *, at_once: int = AT_ONCE, after: int = 0
) -> Iterator[FloatArray]:
    """(some replicates, people, COLUMNS) evenly spread numbers, batch by batch.

    Replicate r has the stream of the seed (seed, r), and person i the i-th part of it: the
    first people of a larger trial are those of a smaller one, in whatever batches. The first
    replicate is number `after`: those of other numbers share nothing with it.
    """
    wide = 1 << max(people - 1, 3).bit_length()
    step = max(1, at_once // (wide * COLUMNS))
    for first in range(0, replicates, step):
        count = min(step, replicates - first)
        yield _made(seed, after + first, count, wide)[:, :people]


@lru_cache(maxsize=KEPT)
def _made(seed: int, first: int, count: int, people: int) -> FloatArray:
    made = np.empty((count, people, COLUMNS))
    for row in range(count):
        np.random.default_rng([seed, first + row]).random(out=made[row])
    made.setflags(write=False)
    return made
