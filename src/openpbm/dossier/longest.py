"""The longest session of a mask that keeps every limit, with bare eyes and behind goggles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from openpbm.dossier.basis import DossierBasis
from openpbm.person import PHOTOTYPES
from openpbm.planning.decide import DARK_TYPES
from openpbm.planning.judged import reached_min
from openpbm.units import SECONDS_PER_MINUTE

HALF_MIN = 0.5  # steps in which minutes are told
LEAST_MIN = 1.0  # below it no session is told
FAIR_TYPES = tuple(name for name in PHOTOTYPES if name not in DARK_TYPES)


def longest_min(
    basis: DossierBasis, types: Sequence[str] = PHOTOTYPES, *, goggles: bool = False
) -> float | None:
    """The longest session inside every limit of all these types, and of the programme.

    The worst case, eyes bare unless the mask itself has a shield. Told in half minutes, rounded
    down; 0 where not even a minute holds; None: light unknown.

    Args:
        basis: the mask.
        types: whose skin.
        goggles: eyes behind eyewear of the density that is asked for: no limit of theirs is
            passed in the programme.
    """
    found = basis.verdict.hazards
    if not found.is_judged or not basis.by_type:
        return None
    is_bare = not goggles and not basis.has_shield
    before = (h for h in (found.bare if is_bare else found.covered) if h.decides)
    judged, lit = [basis.by_type[name] for name in types], np.ones(len(basis.mask.channels))
    most = min(
        basis.minutes,
        *(one.reached_min for each in judged for one in each.limits if not one.is_of_eye),
        *(reached_min(one, lit) for each in judged for one in each.at_eye if is_bare),
        *(h.time_to_limit_s / SECONDS_PER_MINUTE for h in before if h.place != "far"),
    )
    whole = HALF_MIN * (most // HALF_MIN)
    return whole if whole >= LEAST_MIN else 0.0
