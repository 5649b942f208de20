"""What a maker's programme is and brings, and what would settle how strong a mask is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from openpbm.fact import Message
from openpbm.field import AsObject, Beside, Minutes, Name, SessionsPerWeek
from openpbm.interval import Interval


@dataclass(frozen=True, kw_only=True)
class TrialRatio:
    """What the programme brings at depth over what a trial gave, in one band."""

    trial: str
    band: str  # as '620-680 nm'
    times: Annotated[Interval, Beside("median", "p05", "p95")]


@dataclass(frozen=True, kw_only=True)
class MakerProgramme:
    """The maker's minutes and rhythm, what they bring, and how that stands to trials."""

    minutes: Minutes  # as printed; the session may be shorter
    per_week: SessionsPerWeek
    is_rhythm_ours: bool  # the maker prints none that could be read
    claim_j_cm2: float | None  # of one session, as claimed; None: nothing is
    surface_j_cm2: Interval  # on the skin, all lit channels, goal's regions
    dose_j_cm2: Interval  # in the target layer
    ratio_to_trial: tuple[TrialRatio, ...]
    checked_mw_cm2: float  # the strongest light that the limits were asked about
    said: Message  # whose programme this is, and what it is not


@dataclass(frozen=True, kw_only=True)
class Reason:
    """What set the minutes: an id, the numbers of it, and the fact that tells it."""

    id: Name
    parameters: Annotated[tuple[tuple[str, float], ...], AsObject()]
    told: Message


@dataclass(frozen=True, kw_only=True)
class Settling:
    """The one measurement that would settle how strong this mask is."""

    measurement: Message
    how: Message
    letter: Message  # to the maker, ready to send
