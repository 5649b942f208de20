"""The session of a plan.json, read strictly: a file that was edited or cut short gives no light."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from openpbm.delivery.limit import SCREEN_VALID_DAYS
from openpbm.errors import PlanFileError
from openpbm.files.json_value import parsed_json
from openpbm.files.model_error import validated
from openpbm.session import (
    Ceiling,
    Refusal,
    RegionRate,
    Session,
    SessionChannel,
    ZoneSession,
)

LARGEST_BYTES = 20_000_000
TOLERANCE = 1e-4  # six digits are written

Share = Annotated[float, Field(ge=0, le=1, description="a share between 0 and 1")]
Minutes = Annotated[float, Field(ge=0, le=120, description="minutes between 0 and 120")]
Rate = Annotated[float, Field(ge=0, le=1000, description="J/cm2 a minute, zero or more")]
Value = Annotated[float, Field(allow_inf_nan=False, description="a finite number")]
Text = Annotated[str, Field(max_length=5000, description="a text")]
Word = Annotated[str, Field(min_length=1, max_length=200, description="a name")]
Truth = Annotated[bool, Field(description="true or false")]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class _Loose(BaseModel):
    """Only what a session needs; the rest of a plan explains it."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class _RateModel(_Strict):
    region: Word
    mean_j_cm2_min: Rate
    hot_j_cm2_min: Rate


class _ChannelModel(_Strict):
    role: Word
    peak_nm: Annotated[float, Field(ge=300, le=1400, description="a wavelength in nm")]
    drive: Share
    minutes: Minutes
    rates: Annotated[list[_RateModel], Field(description="a list of rates by region")]


class _ZoneModel(_Strict):
    zone: Word
    regions: Annotated[list[str], Field(description="a list of regions")]
    goal: Word
    minutes: Minutes
    channels: Annotated[list[_ChannelModel], Field(description="a list of channels")]


class _CeilingModel(_Strict):
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


class _SessionModel(_Strict):
    minutes: Minutes
    channels: Annotated[list[_ChannelModel], Field(min_length=1, description="a list of channels")]
    zones: Annotated[list[_ZoneModel], Field(description="a list of zones")]
    sessions_per_week: Annotated[int, Field(ge=1, le=14, description="a whole number from 1 to 14")]
    weeks: Annotated[int, Field(ge=1, le=104, description="a whole number from 1 to 104")]
    ceilings: Annotated[list[_CeilingModel], Field(min_length=1, description="a list of limits")]


class _TimerModel(_Strict):
    program_min: Annotated[float, Field(gt=0, le=240, description="minutes, or null")] | None
    stop_by_hand: Truth


class _DeviceModel(_Strict):
    id: Word
    name: Word
    claim_status: Word
    fictitious: Truth


class _RefusalModel(_Strict):
    id: Word
    reason: Text
    would_change: Text


class _PlanModel(_Loose):
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
    start_date: Annotated[
        str, Field(pattern=r"^\d{4}-\d\d-\d\d$", description="a date such as 2026-05-01")
    ]
    device: _DeviceModel
    session: _SessionModel | None
    timer: _TimerModel | None
    refusals: Annotated[list[_RefusalModel], Field(description="a list of refusals")]
    cautions: Annotated[list[str], Field(description="a list of sentences")]
    ceilings: Annotated[list[_CeilingModel], Field(description="a list of limits")]


@dataclass(frozen=True, kw_only=True)
class PlannedSession:
    """What delivery needs of a plan, and what a person must hear before."""

    session: Session | None  # None: the plan is an honest no
    verdict: str
    refusals: tuple[Refusal, ...]
    mask_id: str
    mask_name: str
    start_date: date
    plan_sha256: str  # of the inputs
    cautions: tuple[str, ...]


def read_session(path: Path) -> PlannedSession:
    """The session of a plan.json.

    Raises:
        PlanFileError: absent, not a plan, of another version, or edited so that it does not agree
            with itself.
    """
    content = parsed_json(_text(path), str(path))
    if not isinstance(content, dict):
        raise PlanFileError(f"{path}: found no object; expected a plan.json of 'openpbm plan'")
    model = validated(_PlanModel, content, str(path), PlanFileError)
    given = model.status in ("planned", "below_trial")
    if given != (model.session is not None) or given != (model.timer is not None):
        raise PlanFileError(
            f'{path}: field session: found one that does not go with status "{model.status}"; '
            "expected the file as 'openpbm plan' wrote it"
        )
    session = None if model.session is None else _session(model.session, model.timer)
    if session is not None:
        _agrees(path, model, session)
    return PlannedSession(
        session=session,
        verdict=model.verdict,
        refusals=tuple(Refusal(**row.model_dump()) for row in model.refusals),
        mask_id=model.device.id,
        mask_name=model.device.name,
        start_date=_day(path, model.start_date),
        plan_sha256=model.inputs_sha256,
        cautions=tuple(model.cautions),
    )


def refused_on(planned: PlannedSession, today: date) -> list[Refusal]:
    """Why a plan gives no light on a day: it is a no, starts later, or its screen is old."""
    found = list(planned.refusals) if planned.session is None else []
    if planned.session is not None and today < planned.start_date:
        first = planned.start_date.isoformat()
        found.append(
            Refusal(id="start", reason=f"this plan starts on {first}", would_change="that day")
        )
    if planned.session is not None and today > planned.start_date + timedelta(SCREEN_VALID_DAYS):
        reason = f"the screen of this plan is older than {SCREEN_VALID_DAYS} days"
        found.append(Refusal(id="screen", reason=reason, would_change="a new plan"))
    return found


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise PlanFileError(f"{path}: found more than 20 MB; expected a plan.json")
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PlanFileError(f"{path}: found no such file; expected a plan.json") from None
    except (OSError, UnicodeDecodeError, ValueError) as problem:
        if isinstance(problem, PlanFileError):
            raise
        raise PlanFileError(f"{path}: found a file that cannot be read ({problem})") from None


def _day(path: Path, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PlanFileError(
            f'{path}: field start_date: found "{text}"; expected a date such as 2026-05-01'
        ) from None


def _session(model: _SessionModel, timer: _TimerModel | None) -> Session:
    return Session(
        minutes=model.minutes,
        channels=_channels(model.channels),
        sessions_per_week=model.sessions_per_week,
        weeks=model.weeks,
        timer_min=None if timer is None else timer.program_min,
        stop_by_hand=timer is not None and timer.stop_by_hand,
        zones=tuple(
            ZoneSession(
                zone=zone.zone,
                regions=tuple(zone.regions),
                goal=zone.goal,
                minutes=zone.minutes,
                channels=_channels(zone.channels),
            )
            for zone in model.zones
        ),
        ceilings=tuple(_ceiling(row) for row in model.ceilings),
    )


def _channels(models: list[_ChannelModel]) -> tuple[SessionChannel, ...]:
    return tuple(
        SessionChannel(
            role=model.role,
            peak_nm=model.peak_nm,
            drive=model.drive,
            minutes=model.minutes,
            rates=tuple(RegionRate(**rate.model_dump()) for rate in model.rates),
        )
        for model in models
    )


def _ceiling(model: _CeilingModel) -> Ceiling:
    return Ceiling(**model.model_dump(exclude={"margin"}))


def _agrees(path: Path, model: _PlanModel, session: Session) -> None:
    """A plan says the same thing in several places; one that was edited no longer does."""
    for place, found, expected in _pairs(model, session):
        if abs(found - expected) > TOLERANCE * max(abs(found), abs(expected)) + 1e-5:
            raise PlanFileError(
                f"{path}: field {place}: found {found:g}, where the rest of the file says "
                f"{expected:g}; expected the file as 'openpbm plan' wrote it"
            )


def _pairs(model: _PlanModel, session: Session) -> list[tuple[str, float, float]]:
    """Place, value, and what another place of the file says of it."""
    assert model.session is not None
    lit = [c for c in session.channels if c.drive > 0]
    pairs = [("session.minutes", session.minutes, max((c.minutes for c in lit), default=0.0))]
    outer = {row.id: row for row in model.ceilings}
    for row, ceiling in zip(model.session.ceilings, session.ceilings, strict=True):
        name = f"session.ceilings ({row.id})"
        pairs.append((f"{name}.margin", row.margin, ceiling.margin))
        twin = outer.get(row.id)
        pairs.append((f"{name}.limit", row.limit, -1.0 if twin is None else twin.limit))
        pairs.append((f"{name}.value", row.value, row.value if twin is None else twin.value))
        if row.id == "device_maximum":
            pairs.append((f"{name}.value", row.value, session.minutes))
    pairs.append(("session.ceilings", float(len(session.ceilings)), float(len(outer))))
    return pairs
