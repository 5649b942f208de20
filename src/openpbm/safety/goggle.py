"""The optical density that goggles need for each colour of a mask. Theory 8.4."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.fact import Message
from openpbm.safety.bound import Bound
from openpbm.safety.hazard.case import Hazard
from openpbm.safety.hazard.limit import limit_row, standard_of
from openpbm.safety.hazard.mask import MaskHazards
from openpbm.safety.hazard.source import HazardChannel

STEP = 10.0  # densities to 0.1, rounded up
NEGLIGIBLE = 1e-6  # share of a hazard, or of a limit, below which a colour has no part in it


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A limit of the eye, and how many times its part of it each colour brings to a bare eye."""

    id: str
    name: Message
    clause: str
    over: tuple[float, ...]  # (C,)


@dataclass(frozen=True, kw_only=True)
class Density:
    """Of one colour: how much less of it must pass, as a power of ten, and what asks for it."""

    id: str  # of the channel
    role: str
    peak_nm: float
    needed: float  # 0 where bare eyes are within every limit
    asking: Asking | None  # which sets it; None where no limit counts this colour


def densities(
    found: MaskHazards, on_face: Sequence[Bound] = (), minutes: float = 0.0
) -> tuple[Density, ...]:
    """One for each channel, so that all colours together hold every limit of the eye as worn.

    Colours that share a limit take equal parts of it; peaks may lie at the worse end of their
    tolerance.

    Args:
        found: an eye before the LEDs.
        on_face: limits of a bare eye on a face, over every scenario; empty: not judged.
        minutes: of a session, for those.
    """
    every = [
        *(_before(found, h) for h in found.bare if h.place == "worn" and h.decides),
        *(_asking_of(bound, minutes, len(found.source.channels)) for bound in on_face),
    ]
    one_by_one = tuple(_density(every, c, lit) for c, lit in enumerate(found.source.channels))
    return _all_held(one_by_one, on_face, minutes)


def passing(found: Sequence[Density]) -> FloatArray:
    """(C,) share of the light of each channel that eyewear of these densities lets through."""
    shares: FloatArray = 10.0 ** -np.array([one.needed for one in found])
    return shares


def _all_held(
    found: tuple[Density, ...], on_face: Sequence[Bound], minutes: float
) -> tuple[Density, ...]:
    """A worst case of several colours may be worse than those of each: then all get denser."""
    while not all(bound.holds(minutes, passing(found)) for bound in on_face):
        found = tuple(replace(one, needed=round(one.needed + 1.0 / STEP, 1)) for one in found)
    return found


def _density(every: Sequence[Asking], c: int, channel: HazardChannel) -> Density:
    asking = max(every, key=lambda one: one.over[c], default=None)
    worst = NEGLIGIBLE if asking is None else asking.over[c]
    needed = math.ceil(round(STEP * math.log10(worst), 9)) / STEP if worst > 1.0 else 0.0
    return Density(
        id=channel.id,
        role=channel.role,
        peak_nm=channel.peak_nm,
        needed=needed,
        asking=asking if worst > NEGLIGIBLE else None,
    )


def _before(found: MaskHazards, hazard: Hazard) -> Asking:
    """Of an eye before the LEDs; where near-infrared shines alone, the others bring nothing."""
    channels = found.source.channels
    lit = list(range(len(channels)))
    if len(hazard.by_channel) != len(channels):
        lit = [i for i in lit if channels[i].id in found.source.infrared]
    values = np.zeros(len(channels))
    values[lit] = hazard.by_channel
    off_peak = max(found.upper[hazard.id] / hazard.ratio, 1.0) if hazard.ratio > 0 else 1.0
    return Asking(
        id=hazard.id,
        name=hazard.name,
        clause=hazard.clause.split(";")[0],
        over=_parts(off_peak * values / hazard.limit),
    )


def _asking_of(bound: Bound, minutes: float, channels: int) -> Asking:
    """Of an eye on a face, by the worst case of each colour alone at full drive."""
    values = np.array([bound.value(minutes, alone) for alone in np.eye(channels)])
    row = bound.rows[0]
    return Asking(
        id=bound.id,
        name=bound.name,
        clause=standard_of(limit_row(row)).split(";")[0],
        over=_parts(values / bound.limit(minutes)),
    )


def _parts(ratios: FloatArray) -> tuple[float, ...]:
    """What counts takes equal parts of the limit: how many times its own each colour brings."""
    counts = ratios > NEGLIGIBLE * ratios.sum()
    return tuple(float(ratio) for ratio in np.where(counts, ratios * counts.sum(), 0.0))
