"""Read a plan.json back: what its session gives the skin, its course, and the trial it follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from openpbm.errors import PlanFileError
from openpbm.files.json_value import parsed_json
from openpbm.files.model_error import validated
from openpbm.files.toml_file import read_bytes, text_of
from openpbm.record import LightRate, light_band
from openpbm.tables import rows
from openpbm.tracking.account import LightRecord
from openpbm.tracking.adherence import Adherence, PlannedCourse, adherence, days_done


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True, allow_inf_nan=False)


class _Rate(_Model):
    region: str
    mean_j_cm2_min: float = Field(ge=0)
    hot_j_cm2_min: float = Field(ge=0)


class _Channel(_Model):
    role: str
    peak_nm: float = Field(gt=0)
    minutes: float = Field(ge=0)
    rates: list[_Rate] = []


class _Zone(_Model):
    zone: str = ""
    minutes: float = Field(gt=0)
    channels: list[_Channel]


class _Session(_Zone):
    zones: list[_Zone] = []


class _Closed(_Model):
    first: str
    last: str


class _Course(_Model):
    dates: list[str]
    sessions_per_week: int = Field(ge=1, le=7)
    closed: list[_Closed] = []


class _Match(_Model):
    trial: str
    channel: str
    ratio: float


class _Device(_Model):
    id: str


class _Plan(_Model):
    inputs_sha256: str
    device: _Device
    session: _Session | None
    course: _Course | None
    match: list[_Match] = []


@dataclass(frozen=True, kw_only=True)
class KeptSession:
    """One sitting of a kept plan: of the whole mask, or of one of its zones."""

    zone: str
    minutes: float
    lit_min: tuple[tuple[str, float], ...]  # role, minutes of a whole session
    rates: tuple[LightRate, ...]


@dataclass(frozen=True, kw_only=True)
class KeptPlan:
    """What a ledger and an account of a course need of a plan."""

    path: Path
    sha256: str  # of the plan's inputs, as the plan itself says
    mask_id: str
    sessions: tuple[KeptSession, ...]  # one, or one a zone
    course: PlannedCourse
    trial_ratios: tuple[tuple[str, float], ...]  # trial, dose of a session over the trial's


def read_plan(path: Path) -> KeptPlan:
    """A plan.json, checked.

    Raises:
        PlanFileError: no plan, or one without a session.
    """
    content = parsed_json(text_of(read_bytes(path), str(path)), str(path))
    model = validated(_Plan, content, str(path), PlanFileError)
    if model.session is None or model.course is None:
        raise PlanFileError(f"{path}: found a plan without a session; expected one with a session")
    ratios: dict[str, float] = {}
    for row in model.match:  # the band that got least of the trial's dose speaks for the trial
        ratios[row.trial] = min(ratios.get(row.trial, row.ratio), row.ratio)
    return KeptPlan(
        path=path,
        sha256=model.inputs_sha256,
        mask_id=model.device.id,
        sessions=tuple(_kept(zone) for zone in model.session.zones or [model.session]),
        course=PlannedCourse(
            dates=tuple(_day(text, path) for text in model.course.dates),
            sessions_per_week=model.course.sessions_per_week,
            closed=tuple((_day(c.first, path), _day(c.last, path)) for c in model.course.closed),
        ),
        trial_ratios=tuple(ratios.items()),
    )


def adherence_of(record: LightRecord, plan: KeptPlan, today: date) -> Adherence:
    """Planned against done with the mask of a plan, and what remains of its course."""
    own = [sitting for sitting in record.sittings if sitting.begun.mask_id == plan.mask_id]
    totals = [
        total
        for trial, _ in plan.trial_ratios
        if trial in rows("trials") and (total := rows("trials")[trial].maybe("sessions_total"))
    ]
    return adherence(
        plan.course,
        days_done(own, len(plan.sessions)),
        today,
        sessions_total=min(totals, default=None),
    )


def _kept(zone: _Zone) -> KeptSession:
    lit = [channel for channel in zone.channels if channel.minutes > 0 and channel.rates]
    return KeptSession(
        zone=zone.zone,
        minutes=zone.minutes,
        lit_min=tuple((channel.role, channel.minutes) for channel in lit),
        rates=tuple(
            LightRate(
                role=channel.role,
                band=light_band(channel.peak_nm),
                region=rate.region,
                mean_j_cm2_min=rate.mean_j_cm2_min,
                hot_j_cm2_min=rate.hot_j_cm2_min,
            )
            for channel in lit
            for rate in channel.rates
        ),
    )


def _day(text: str, path: Path) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PlanFileError(f'{path}: found "{text}"; expected a date such as 2026-05-01') from None
