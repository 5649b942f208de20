"""What a plan.json must hold where it is read back: strict where light comes from it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from openpbm.files.choice import one_of
from openpbm.mask.device import LONGEST_MIN
from openpbm.record import LIGHT_BANDS


def _day(value: object) -> object:
    """A text that names a day; nothing else is taken for one."""
    return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None


Share = Annotated[float, Field(ge=0, le=1, description="a share between 0 and 1")]
Minutes = Annotated[
    float, Field(ge=0, le=LONGEST_MIN, description=f"minutes between 0 and {LONGEST_MIN:g}")
]
Rate = Annotated[float, Field(ge=0, le=1000, description="J/cm2 a minute, zero or more")]
Value = Annotated[float, Field(allow_inf_nan=False, description="a finite number")]
LightBand = Annotated[str, one_of(LIGHT_BANDS)]
Text = Annotated[str, Field(max_length=5000, description="a text")]
Word = Annotated[str, Field(min_length=1, max_length=200, description="a name")]
Truth = Annotated[bool, Field(description="true or false")]
Day = Annotated[date, BeforeValidator(_day), Field(description="a date such as 2026-05-01")]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class _Loose(BaseModel):
    """Only what a session needs; the rest of a plan explains it."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class RateModel(_Strict):
    """Light on one region a minute."""

    region: Word
    mean_j_cm2_min: Rate
    hot_j_cm2_min: Rate


class ChannelModel(_Strict):
    """One colour of a session."""

    role: Word
    id: Word | None = None  # in plans since several channels may share a role
    peak_nm: Annotated[float, Field(ge=300, le=1400, description="a wavelength in nm")]
    drive: Share
    minutes: Minutes
    rates: Annotated[list[RateModel], Field(description="a list of rates by region")]
    bands: Annotated[dict[LightBand, Share], Field(description="shares of its light by band")] = {}


class ZoneModel(_Strict):
    """One zone of a session."""

    zone: Word
    regions: Annotated[list[str], Field(description="a list of regions")]
    goal: Word
    minutes: Minutes
    channels: Annotated[list[ChannelModel], Field(description="a list of channels")]


class CeilingModel(_Strict):
    """A limit, and how near the session comes."""

    id: Word
    name: Text
    value: Value
    limit: Value
    unit: Text
    margin: Value
    binding: Truth
    advisory: Truth
    reason: Text
    source: Text
    status: Word
    group: Text
    would_change: Text


class SessionModel(_Strict):
    """What is delivered."""

    minutes: Minutes
    channels: Annotated[list[ChannelModel], Field(min_length=1, description="a list of channels")]
    zones: Annotated[list[ZoneModel], Field(description="a list of zones")]
    sessions_per_week: Annotated[int, Field(ge=1, le=14, description="a whole number from 1 to 14")]
    weeks: Annotated[int, Field(ge=1, le=104, description="a whole number from 1 to 104")]
    ceilings: Annotated[list[CeilingModel], Field(min_length=1, description="a list of limits")]


class TimerModel(_Strict):
    """The mask's own programme."""

    program_min: (
        Annotated[float, Field(gt=0, le=LONGEST_MIN, description="minutes, or null")] | None
    )
    stop_by_hand: Truth


class DeviceModel(_Strict):
    """Which mask."""

    id: Word
    name: Word
    claim_status: Word
    fictitious: Truth


class RefusalModel(_Strict):
    """Why there is no session."""

    id: Word
    reason: Text
    would_change: Text


class ClosedModel(_Strict):
    """Days without light."""

    first: Day
    last: Day
    reason: Text


class CourseModel(_Loose):
    """Days of the sessions."""

    dates: Annotated[list[Day], Field(max_length=2000, description="a list of dates")]
    sessions_per_week: Annotated[int, Field(ge=1, le=14, description="a whole number from 1 to 14")]
    closed: Annotated[list[ClosedModel], Field(description="a list of closed days")]


class MatchModel(_Loose):
    """How much of a trial's dose a session gives."""

    trial: Word
    ratio: Annotated[float, Field(ge=0, description="a ratio, zero or more")]


class DoseModel(_Strict):
    """Light of one day."""

    day: Day
    band: Annotated[LightBand, Field(description="a band of light")]
    dose_j_cm2: Annotated[float, Field(ge=0, le=100_000, description="J/cm2, zero or more")]
    region: Text


class HabitModel(_Strict):
    """Sessions that came back every week."""

    sessions_per_week: Annotated[int, Field(ge=1, le=100, description="a whole number from 1")]
    bands: Annotated[list[LightBand], Field(min_length=1, description="a list of bands")]
    dose_j_cm2: Annotated[float, Field(ge=0, le=1e4, description="J/cm2, 0 or more")] | None
    since: Day | None


class RecentLightModel(_Strict):
    """What the person said of light before."""

    is_known: Truth
    doses: Annotated[list[DoseModel], Field(description="a list of doses")]
    habits: Annotated[list[HabitModel], Field(description="a list of habits")] = []


class PlanModel(_Loose):
    """A plan, as far as others than its reader need it."""

    schema_version: Annotated[
        Literal["1"], Field(description='"1", the version that this program reads')
    ]
    status: Annotated[
        Literal["planned", "below_trial", "refused", "insufficient_evidence"],
        Field(description="planned, below_trial, refused or insufficient_evidence"),
    ]
    verdict: Text
    inputs_sha256: Annotated[
        str, Field(pattern=r"^[0-9a-f]{64}$", description="64 letters of a fingerprint")
    ]
    start_date: Day
    device: DeviceModel
    session: SessionModel | None
    timer: TimerModel | None
    refusals: Annotated[list[RefusalModel], Field(description="a list of refusals")]
    cautions: Annotated[list[str], Field(description="a list of sentences")]
    ceilings: Annotated[list[CeilingModel], Field(description="a list of limits")]
    course: CourseModel | None
    match: Annotated[list[MatchModel], Field(description="a list of matches")]
    recent_light: Annotated[
        RecentLightModel, Field(description="what 'openpbm plan' of this version writes")
    ]
