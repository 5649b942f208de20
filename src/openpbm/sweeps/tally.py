"""A sweep counted: dose by skin colour, who passes a limit, who stays below a trial.

Counts add up in any order to the same, and take no more room for more people: doses go into
bins of a third of a per cent, so a percentile is known that well and no better.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.person import PHOTOTYPES
from openpbm.sweeps.column import LAYERS_SHOWN, ceiling_name, every_ceiling, limit_name, lit_name
from openpbm.sweeps.evaluate import Column
from openpbm.sweeps.trial import TrialAtDepth

DECADES = (-6.0, 4.0)  # of J/cm2
BINS_A_DECADE = 700
EDGES = np.logspace(*DECADES, round((DECADES[1] - DECADES[0]) * BINS_A_DECADE) + 1)
PERCENTS = (5.0, 25.0, 50.0, 75.0, 95.0)


@dataclass(frozen=True)
class Group:
    """People of one skin type under one mask in one design."""

    mask: str
    design: str
    phototype: str


@dataclass(eq=False)
class GroupCount:
    """What was counted of one group; it grows."""

    evaluations: int = 0
    above: int = 0  # evaluations that pass at least one limit
    below: int = 0  # evaluations whose dose is too little to be the trial's
    given: set[str] = field(default_factory=set)  # bands of the trial that somebody gets light of
    by_limit: dict[str, int] = field(default_factory=dict)  # that pass it
    bins: dict[str, FloatArray] = field(default_factory=dict)  # by layer

    def percentiles(self, layer: str) -> FloatArray:
        """(5, 25, 50, 75, 95 per cent,) of the dose in a layer, J/cm2."""
        counts = self.bins[layer]
        upto = np.concatenate([[0.0], np.cumsum(counts)])
        wanted = np.array(PERCENTS) / 100.0 * upto[-1]
        place = np.searchsorted(upto, wanted, side="left").clip(1, len(counts)) - 1
        inside = (wanted - upto[place]) / np.maximum(counts[place], 1.0)
        found: FloatArray = EDGES[place] * (EDGES[place + 1] / EDGES[place]) ** inside.clip(0, 1)
        return found


class SweepTally:
    """Parts of a sweep, counted one after the other."""

    def __init__(self, trial: TrialAtDepth | None) -> None:
        """What doses are held against, if anything."""
        self.trial = trial
        self.groups: dict[Group, GroupCount] = {}
        self.evaluations = 0

    def needs(self) -> list[str]:
        """The columns that are read."""
        own = ["mask", "design", "phototype", "ceilings_passed"]
        limits = [name for pair in gating_pairs().values() for name in pair]
        trial = [] if self.trial is None else list(self.trial.columns)
        return [*own, *map(lit_name, LAYERS_SHOWN), *limits, *trial]

    def count(self, part: Mapping[str, Column]) -> None:
        """Add a part."""
        self.evaluations += len(part["phototype"])
        words = np.stack([part[name].astype(str) for name in ("mask", "design", "phototype")])
        for mask, design, phototype in sorted(set(map(tuple, words.T.tolist()))):
            group = Group(mask, design, phototype)
            rows = (words == np.array([[mask], [design], [phototype]])).all(axis=0)
            own = {name: column[rows] for name, column in part.items()}
            self._add(self.groups.setdefault(group, GroupCount()), own)

    def _add(self, to: GroupCount, own: Mapping[str, Column]) -> None:
        to.evaluations += len(own["phototype"])
        to.above += int((_numbers(own["ceilings_passed"]) > 0).sum())
        if self.trial is not None:
            doses = {name: _numbers(own[name]) for name in self.trial.columns}
            to.below += int((self.trial.share(doses) < self.trial.least_share).sum())
            to.given |= self.trial.given(doses)
        for id, (value, limit) in gating_pairs().items():
            most = _numbers(own[limit])
            passed = int((np.isfinite(most) & ~(_numbers(own[value]) <= most)).sum())
            to.by_limit[id] = to.by_limit.get(id, 0) + passed
        for layer in LAYERS_SHOWN:
            dose = _numbers(own[lit_name(layer)]).clip(EDGES[0], EDGES[-1])
            counts = np.histogram(dose, EDGES)[0].astype(np.float64)
            to.bins[layer] = to.bins.get(layer, np.zeros(len(EDGES) - 1)) + counts

    def ordered(self) -> Iterator[tuple[Group, GroupCount]]:
        """Groups by mask and design as they came first, skin types from light to dark."""
        first = list(dict.fromkeys((g.mask, g.design) for g in sorted(self.groups, key=_named)))
        for mask, design in first:
            for phototype in PHOTOTYPES:
                found = self.groups.get(Group(mask, design, phototype))
                if found is not None:
                    yield Group(mask, design, phototype), found


def _numbers(column: Column) -> FloatArray:
    return column.astype(np.float64)


def _named(group: Group) -> tuple[str, str]:
    return group.mask, group.design


def gating_pairs() -> dict[str, tuple[str, str]]:
    """Names of value and limit of every limit that stops a session."""
    return {b.id: (ceiling_name(b), limit_name(b)) for b in every_ceiling() if not b.advisory}


def passed_most(found: GroupCount, most: int = 3) -> Sequence[tuple[str, int]]:
    """The limits that are passed most often."""
    ranked = sorted(found.by_limit.items(), key=lambda each: (-each[1], each[0]))
    return [each for each in ranked[:most] if each[1] > 0]
