"""Read from a plan.json what its light is at depth over its course: input of the chain."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from openpbm.errors import PlanFileError
from openpbm.files.json_value import parsed_json
from openpbm.files.model_error import validated
from openpbm.files.toml_file import read_bytes, text_of
from openpbm.response.pathway import LONGEST_NM, RED_FROM_NM, LightCourse, LightPart
from openpbm.tables import rows

FOLLOW_DAYS = 7.0  # looked on after the last session
Z_95 = 1.645  # standard deviations from the middle to the 95th percentile


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True, allow_inf_nan=False)


class _Dose(_Model):
    channel: str
    layer: str
    median_j_cm2: float = Field(ge=0)
    p05_j_cm2: float = Field(ge=0)
    p95_j_cm2: float = Field(ge=0)
    fluence_rate_mw_cm2: float = Field(ge=0)


class _Channel(_Model):
    role: str
    id: str = ""  # empty in plans of before: the role
    peak_nm: float = Field(gt=0)
    minutes: float = Field(ge=0)


class _Session(_Model):
    minutes: float = Field(gt=0)
    channels: list[_Channel]


class _Course(_Model):
    dates: list[str] = Field(min_length=1)


class _Rise(_Model):
    median: float


class _Temperature(_Model):
    rise_k: _Rise


class _Target(_Model):
    layer: str


class _Plan(_Model):
    session: _Session | None
    course: _Course | None
    dose: list[_Dose]
    target: _Target
    temperature: _Temperature | None = None
    goals: list[str] = []


def read_light_course(path: Path) -> LightCourse:
    """The light of a plan in its target layer, red to near-infrared, over its course.

    Raises:
        PlanFileError: no plan, one without a session, or one without red or near-infrared.
    """
    content = parsed_json(text_of(read_bytes(path), str(path)), str(path))
    model = validated(_Plan, content, str(path), PlanFileError)
    if model.session is None or model.course is None:
        raise PlanFileError(f"{path}: found a plan without a session; expected one with a session")
    parts = tuple(
        part
        for channel in model.session.channels
        if channel.minutes > 0 and RED_FROM_NM <= channel.peak_nm <= LONGEST_NM
        for part in _parts(model, channel)
    )
    if not parts:
        raise PlanFileError(
            f"{path}: found no light from {RED_FROM_NM:g} to {LONGEST_NM:g} nm; expected some, "
            "since the chain of events is written for red and near-infrared light"
        )
    days = _days(model.course.dates, path)
    return LightCourse(
        parts=parts,
        session_min=model.session.minutes,
        start_days=days,
        end_day=days[-1] + FOLLOW_DAYS,
        rise_k=0.0 if model.temperature is None else max(0.0, model.temperature.rise_k.median),
        inflamed=any(goal in rows("pathway_inflamed") for goal in model.goals),
    )


def _parts(model: _Plan, channel: _Channel) -> list[LightPart]:
    """Mean over the regions that the channel lights; the interval as a spread."""
    id = channel.id or channel.role
    own = [d for d in model.dose if d.channel == id and d.layer == model.target.layer]
    lit = [d for d in own if d.fluence_rate_mw_cm2 > 0]
    if not lit:
        return []
    wide = [
        math.log(d.p95_j_cm2 / d.p05_j_cm2) / (2.0 * Z_95)
        for d in lit
        if d.p95_j_cm2 > d.p05_j_cm2 > 0
    ]
    return [
        LightPart(
            peak_nm=channel.peak_nm,
            fluence_rate_mw_cm2=sum(d.fluence_rate_mw_cm2 for d in lit) / len(lit),
            spread_ln=sum(wide) / len(wide) if wide else 0.0,
        )
    ]


def _days(texts: list[str], path: Path) -> tuple[float, ...]:
    try:
        dates = sorted(date.fromisoformat(text) for text in texts)
    except ValueError as problem:
        raise PlanFileError(f"{path}: {problem}; expected dates such as 2026-05-01") from None
    return tuple(float((day - dates[0]).days) for day in dict.fromkeys(dates))
