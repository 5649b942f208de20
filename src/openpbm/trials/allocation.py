"""Who gets which arm: permuted blocks within strata, made again by its seed alone. Theory 14.5."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from openpbm.trials.design import TrialDesign

SIDES = ("left", "right")
ROUNDS = (2, 3)  # of all arms: sizes of blocks where the file names none


@dataclass(frozen=True, kw_only=True)
class Allocated:
    """One line of the list: the next person of a stratum."""

    stratum: int
    site: str
    skin_types: tuple[str, ...]
    number: int  # in the stratum
    block: int
    arm: str  # or, of a split face, the side that is lit


def allocation(trial: TrialDesign, people: int) -> tuple[Allocated, ...]:
    """The list, each stratum long enough for everybody, as nobody knows who will come.

    Block sizes are drawn as well, so that the last of a block cannot be guessed. A list is the
    same whenever it is made from the same seed; no stratum moves another's.
    """
    lists = enumerate(strata(trial))
    return tuple(line for place, own in lists for line in _list(trial, people, place, own))


def strata(trial: TrialDesign) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Site and skin types of each list; one for all where the file asks for none."""
    return tuple(product(trial.sites or ("",), trial.strata or (trial.skin_types,)))


def labels(trial: TrialDesign) -> tuple[str, ...]:
    """What fills a block once."""
    if trial.design == "split_face":
        return SIDES
    return tuple(arm.name for arm in trial.arms for _ in range(arm.share))


def block_sizes(trial: TrialDesign) -> tuple[int, ...]:
    """Sizes that blocks may have: those of the file, or two."""
    parts = len(labels(trial))
    return trial.blocks or tuple(rounds * parts for rounds in ROUNDS)


def _list(
    trial: TrialDesign, people: int, place: int, own: tuple[str, tuple[str, ...]]
) -> Iterator[Allocated]:
    rng = np.random.default_rng([trial.seed, place])
    sizes, names = block_sizes(trial), labels(trial)
    number, block = 0, 0
    while number < people:
        block += 1
        size = int(rng.choice(np.array(sizes)))
        for pick in rng.permutation(size):
            number += 1
            yield Allocated(
                stratum=place + 1,
                site=own[0],
                skin_types=own[1],
                number=number,
                block=block,
                arm=names[int(pick) % len(names)],
            )
