"""The optical density that goggles need for each colour of a mask. Theory 8.4."""

from __future__ import annotations

import math
from dataclasses import dataclass

from openpbm.safety.hazard.case import Hazard
from openpbm.safety.hazard.mask import MaskHazards
from openpbm.safety.hazard.source import HazardChannel

STEP = 10.0  # densities to 0.1, rounded up
NEGLIGIBLE = 1e-6  # share of a hazard, or of a limit, below which a colour has no part in it


@dataclass(frozen=True, kw_only=True)
class Density:
    """Of one colour: how much less of it must pass, as a power of ten, and what asks for it."""

    id: str  # of the channel
    role: str
    peak_nm: float
    needed: float  # 0 where bare eyes are within every limit
    hazard: Hazard | None  # which sets it; None where no limit counts this colour


def densities(found: MaskHazards) -> tuple[Density, ...]:
    """One for each channel, so that all colours together hold every limit of the eye as worn.

    Colours that share a limit take equal parts of it; peaks may lie at the worse end of their
    tolerance.
    """
    eyes = [h for h in found.bare if h.place == "worn" and h.decides]
    return tuple(
        _density(found, eyes, c, channel) for c, channel in enumerate(found.source.channels)
    )


def _density(found: MaskHazards, eyes: list[Hazard], c: int, channel: HazardChannel) -> Density:
    worst, sets = NEGLIGIBLE, None
    for hazard in eyes:
        over = _over(found, hazard, c)
        if over > worst:
            worst, sets = over, hazard
    needed = math.ceil(round(STEP * math.log10(worst), 9)) / STEP if worst > 1.0 else 0.0
    return Density(
        id=channel.id, role=channel.role, peak_nm=channel.peak_nm, needed=needed, hazard=sets
    )


def _over(found: MaskHazards, hazard: Hazard, c: int) -> float:
    """How many times its part of a limit a colour brings to a bare eye."""
    value = _of_channel(found, hazard, c)
    if value <= NEGLIGIBLE * hazard.value:
        return 0.0
    parts = sum(each > NEGLIGIBLE * hazard.value for each in hazard.by_channel)
    off_peak = max(found.upper[hazard.id] / hazard.ratio, 1.0)
    return off_peak * value / hazard.limit * parts


def _of_channel(found: MaskHazards, hazard: Hazard, c: int) -> float:
    """What one colour brings; where near-infrared shines alone, the others bring nothing."""
    channels = found.source.channels
    lit = list(range(len(channels)))
    if len(hazard.by_channel) != len(channels):
        lit = [i for i in lit if channels[i].id in found.source.infrared]
    return hazard.by_channel[lit.index(c)] if c in lit else 0.0
