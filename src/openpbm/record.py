"""What a person's skin was given: one dose, and the history that the next plan must count.

A history that is not known is not an empty one: whoever reads it counts full sessions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

from annotated_types import Ge, Gt, Le

from openpbm.errors import PersonError
from openpbm.fact import Message, message, said
from openpbm.role import ROLES

BAND_NM = {role.name: role.band_nm for role in ROLES.values() if role.band_nm is not None}
LIGHT_BANDS = tuple(BAND_NM)
NO_REASON = said("")  # where light is known
WHOLE_FACE = ""  # region of a dose that is only known for the face as a whole


def light_band(peak_nm: float) -> str:
    """Under which band a channel's dose is summed; green counts as amber.

    >>> light_band(415.0), light_band(590.0), light_band(633.0), light_band(830.0)
    ('blue', 'amber', 'red', 'nir')
    """
    return next(band for band, (_, to_nm) in BAND_NM.items() if peak_nm < to_nm)


@dataclass(frozen=True, kw_only=True)
class DayDose:
    """Radiant exposure of one region on one day in one band, as the skin's surface got it."""

    day: date
    band: str  # of LIGHT_BANDS
    dose_j_cm2: float  # at the hottest 3.5 mm, 95th percentile: what caps are counted in
    region: str = WHOLE_FACE

    def __post_init__(self) -> None:
        if self.band not in LIGHT_BANDS:
            raise PersonError(f"band is {self.band!r}; expected one of {', '.join(LIGHT_BANDS)}")
        if not (math.isfinite(self.dose_j_cm2) and self.dose_j_cm2 >= 0):
            raise PersonError(f"dose_j_cm2 is {self.dose_j_cm2:g}; expected zero or more")


@dataclass(frozen=True, kw_only=True)
class LightHabit:
    """Sessions that came back every week until a plan begins."""

    sessions_per_week: int
    bands: tuple[str, ...] = LIGHT_BANDS
    dose_j_cm2: float | None = None  # of each band a session; None: not said
    since: date | None = None  # None: since ever, or see the month
    since_month: int | None = None  # the last such month, where no year is said

    def __post_init__(self) -> None:
        if self.sessions_per_week < 1:
            raise PersonError(f"sessions_per_week is {self.sessions_per_week}; expected 1 or more")
        if not self.bands or any(band not in LIGHT_BANDS for band in self.bands):
            raise PersonError(f"bands are {self.bands!r}; expected of {', '.join(LIGHT_BANDS)}")
        if self.dose_j_cm2 is not None and not 0 <= self.dose_j_cm2 < math.inf:
            raise PersonError(f"dose_j_cm2 is {self.dose_j_cm2:g}; expected zero or more")
        if self.since_month is not None and not 1 <= self.since_month <= 12:
            raise PersonError(f"since_month is {self.since_month}; expected 1 to 12")

    def begins(self, today: date) -> date | None:
        """The first day, seen from a day; None: as far back as anybody looks.

        A habit said to begin only later is none of the past that was asked for: it counts as
        one of always.
        """
        if self.since_month is not None:
            year = today.year if self.since_month <= today.month else today.year - 1
            return date(year, self.since_month, 1)
        return self.since if self.since is not None and self.since <= today else None


@dataclass(frozen=True, kw_only=True)
class LightHistory:
    """Light on this face before a plan. Where it is not known, `doses` holds the known part."""

    is_known: bool
    doses: tuple[DayDose, ...] = ()
    habits: tuple[LightHabit, ...] = ()
    why_unknown: Message = NO_REASON
    lost_days: tuple[tuple[date, date], ...] = ()  # first and last, which count as at the caps


@dataclass(frozen=True, kw_only=True)
class SkinSaid:
    """How the skin took light, and whether a doctor has said that there may be more."""

    answer: str  # a row of `skin_answers.json`
    day: date  # when it was said
    is_answered: bool = False  # a doctor said afterwards that light is fine


@dataclass(frozen=True, kw_only=True)
class LedgerLight(LightHistory):
    """Light as a ledger has it, which also knows what no person file says."""

    full_days: tuple[tuple[date, float], ...] = ()  # light of unknown dose, in full sessions
    skin: tuple[SkinSaid, ...] = ()  # how the skin took it, the last of each answer


NO_LIGHT = LightHistory(is_known=True)
"""A face that had no light so far, said outright: what is not said counts as full sessions."""
UNKNOWN_LIGHT = LightHistory(is_known=False, why_unknown=message("ledger-light_unsaid"))


BY_HAND = "by_hand"  # source of a session that somebody wrote down, and no mask reported
PRACTICE = "simulated"  # source of a session that gave no light: it counts for nobody


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Now, as two clocks say: the one on the wall, which is set, and one that only runs."""

    at: datetime  # in the zone where the person is
    awake_s: float  # since the machine was started, its sleep included where that is known
    boot_id: str = ""  # of that start; empty where the system does not tell one from another

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise PersonError("the time has no zone; expected one, as it makes the day")

    @property
    def day(self) -> date:
        """Of the person's calendar."""
        return self.at.date()

    @property
    def utc(self) -> datetime:
        """The same everywhere."""
        return self.at.astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class LightRate:
    """What one channel gives one region a minute while it shines."""

    role: str  # of the channel; its id, where several share a role
    band: str
    region: str
    mean_j_cm2_min: float
    hot_j_cm2_min: float


@dataclass(frozen=True, kw_only=True)
class OfPerson:
    """Something that a ledger keeps of somebody."""

    person_id: str
    at_utc: datetime


@dataclass(frozen=True, kw_only=True)
class OfSession:
    """Something that a ledger keeps of a session that has begun."""

    session_id: str
    at_utc: datetime


@dataclass(frozen=True, kw_only=True)
class PersonAdded(OfPerson):
    """Somebody whose light is kept here. Names stay in the file on this machine."""

    name: str


@dataclass(frozen=True, kw_only=True)
class PlacedOrder:
    """What a mask that keeps a log was asked for, so that the log can be asked for it later."""

    order_id: str  # 8 bytes that nobody could guess, in hexadecimal
    mask: str  # tag of the mask's serial number, the same way
    boots: int  # how often it had begun anew
    after: int  # number of the newest record of its log
    channels: tuple[str, ...]  # ids, in the mask's order


@dataclass(frozen=True, kw_only=True)
class SessionBegun:
    """Light is about to be given. Written, and safe on the disk, before the first of it."""

    session_id: str
    person_id: str
    mask_id: str
    plan_sha256: str  # of the plan it follows; empty where there was none
    zone: str  # of a device with zones; else empty
    source: str  # BY_HAND, or what the transport of its mask says
    day: date  # of the person's calendar
    at_utc: datetime
    planned_min: float  # of the whole session, also where only the rest of it is given
    tick_s: float  # how much light may be missing from the last progress when all dies
    rates: tuple[LightRate, ...]
    goal: str = ""  # of a zone that has several; empty also in what older versions wrote
    boot_id: str = ""  # which start of the machine, and its seconds then: see `Moment`
    awake_s: float = 0.0
    dose_unknown: bool = False  # nothing bounds its light: no rates, and it counts as full
    order: PlacedOrder | None = None  # the first; None of a mask without a log


@dataclass(frozen=True, kw_only=True)
class SessionOrdered(OfSession):
    """A later order of a session, after a lost link. Written before any light of it."""

    order: PlacedOrder
    lit_min: tuple[tuple[str, float], ...]  # id of the channel, minutes of all orders before
    guessed_min: tuple[tuple[str, float], ...]  # of these, what nobody saw


@dataclass(frozen=True, kw_only=True)
class SessionProgress(OfSession):
    """Minutes of full planned light so far, by channel. Sums, so that twice is not double."""

    lit_min: tuple[tuple[str, float], ...]  # id of the channel, minutes


@dataclass(frozen=True, kw_only=True)
class SessionEnded(OfSession):
    """Dark, and how it came to it."""

    lit_min: tuple[tuple[str, float], ...]
    reason: str  # done, stopped, or the fault's id
    guessed_min: tuple[tuple[str, float], ...] = ()  # of these, what nobody saw


@dataclass(frozen=True, kw_only=True)
class SessionResolved(OfSession):
    """What the mask's own log says of one order of a session. The guess stays beside it."""

    order_id: str
    first_record: Annotated[int, Ge(1)]  # numbers in the mask's log
    last_record: Annotated[int, Ge(1)]
    lit_min: tuple[tuple[str, float], ...]  # id of the channel, minutes that the log says
    counted_min: tuple[tuple[str, float], ...]  # what counted before
    is_whole: bool  # unbroken and to its end; else it can only raise


@dataclass(frozen=True, kw_only=True)
class SessionCorrected(OfSession):
    """Other minutes than were written down; none at all where the session is undone."""

    lit_min: tuple[tuple[str, float], ...]  # id of the channel, minutes
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class SessionSkipped(OfPerson):
    """Not today: a planned session that the person leaves out, on purpose."""

    day: date  # of the person's calendar
    mask_id: str
    plan_sha256: str


@dataclass(frozen=True, kw_only=True)
class DoseNoted(OfPerson):
    """Light from elsewhere, such as an office, as doses."""

    doses: tuple[DayDose, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class NoteUndone(OfPerson):
    """Light from elsewhere that was written down by mistake."""

    noted: DoseNoted
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class SkinTook(OfPerson):
    """How the skin took the last session, and what was decided on it. Never more light."""

    day: date  # of the session that was asked for
    said_on: date  # of the person's calendar
    answer: str  # a row of `skin_answers.json`
    share: Annotated[float, Gt(0), Le(1)]  # of the planned minutes
    sessions: Annotated[int, Ge(0)]  # so many next ones
    rest_days: Annotated[int, Ge(0)]  # without light, the day it was said on among them
    needs_doctor: bool  # no light until one said that it is fine


@dataclass(frozen=True, kw_only=True)
class DoctorSaid(OfPerson):
    """What a doctor said of light after what the skin had."""

    day: date  # of the person's calendar
    fine: bool
    who: str


@dataclass(frozen=True, kw_only=True)
class ScreenRenewed(OfPerson):
    """The person said that nothing changed since the screen of a plan: it holds anew."""

    day: date  # of the person's calendar
    plan_sha256: str


@dataclass(frozen=True, kw_only=True)
class LightLost(OfPerson):
    """Light may have been given that this ledger has lost: these days count as at the caps."""

    first: date
    last: date


LightEvent = (
    PersonAdded
    | SessionBegun
    | SessionProgress
    | SessionEnded
    | SessionOrdered
    | SessionResolved
    | SessionCorrected
    | SessionSkipped
    | DoseNoted
    | NoteUndone
    | SkinTook
    | DoctorSaid
    | ScreenRenewed
    | LightLost
)
