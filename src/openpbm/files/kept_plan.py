"""Read a plan.json back, strictly: a file that was edited or cut short gives no light.

One reader for everything that follows a plan: the session, the log, the ledger, the page.
"""

from __future__ import annotations

from pathlib import Path

from openpbm.errors import PlanFileError
from openpbm.fact import said
from openpbm.files.json_value import parsed_json
from openpbm.files.model_error import validated
from openpbm.files.plan_digest import check_sealed
from openpbm.files.plan_model import (
    CeilingModel,
    ChannelModel,
    CourseModel,
    PlanModel,
    RefusalModel,
    SessionModel,
    TimerModel,
)
from openpbm.files.toml_file import read_bytes, text_of
from openpbm.record import DayDose, LightHabit, LightHistory
from openpbm.session import Ceiling, Refusal, RegionRate, Session, SessionChannel, ZoneSession
from openpbm.sitting.plan import KeptPlan
from openpbm.tracking.adherence import PlannedCourse

LARGEST_BYTES = 5_000_000
TOLERANCE = 1e-4  # six digits are written


def read_plan(path: Path, *, needs_session: bool = False) -> KeptPlan:
    """A plan.json, checked.

    Raises:
        PlanFileError: absent, not a plan, of another version or one without a digest, edited
            anywhere, or without a session where one is needed.
    """
    text = text_of(read_bytes(path, most=LARGEST_BYTES), str(path))
    content = parsed_json(text, str(path))
    if not isinstance(content, dict):
        raise PlanFileError(f"{path}: found no object; expected a plan.json of 'openpbm plan'")
    model = validated(PlanModel, content, str(path), PlanFileError)
    given = model.status in ("planned", "below_trial")
    if any(given != (part is not None) for part in (model.session, model.timer, model.course)):
        raise PlanFileError(
            f'{path}: field session: found one that does not go with status "{model.status}"; '
            "expected the file as 'openpbm plan' wrote it"
        )
    session = None if model.session is None else _session(model.session, model.timer)
    if session is not None:
        _agrees(path, model, session)
    check_sealed(content, str(path))
    if needs_session and not given:
        raise PlanFileError(f"{path}: found a plan without a session; expected one with a session")
    return _plan(path, model, session)


def _plan(path: Path, model: PlanModel, session: Session | None) -> KeptPlan:
    ratios: dict[str, float] = {}
    for row in model.match:  # the band that got least of the trial's dose speaks for the trial
        ratios[row.trial] = min(ratios.get(row.trial, row.ratio), row.ratio)
    return KeptPlan(
        path=path,
        sha256=model.inputs_sha256,
        mask_id=model.device.id,
        mask_name=model.device.name,
        start_date=model.start_date,
        verdict=model.verdict,
        cautions=tuple(model.cautions),
        refusals=tuple(_refusal(row) for row in model.refusals),
        session=session,
        course=_course(model.course),
        trial_ratios=tuple(ratios.items()),
        recent_light=LightHistory(
            is_known=model.recent_light.is_known,
            doses=tuple(DayDose(**row.model_dump()) for row in model.recent_light.doses),
            habits=tuple(
                LightHabit(**{**row.model_dump(), "bands": tuple(row.bands)})
                for row in model.recent_light.habits
            ),
            why_unknown=""
            if model.recent_light.is_known
            else "nobody said what light this skin had before the plan",
        ),
    )


def _refusal(row: RefusalModel) -> Refusal:
    """What the file says, as it says it."""
    return Refusal(id=row.id, reason=said(row.reason), would_change=said(row.would_change))


def _course(model: CourseModel | None) -> PlannedCourse:
    if model is None:
        return PlannedCourse(dates=(), sessions_per_week=1)
    return PlannedCourse(
        dates=tuple(model.dates),
        sessions_per_week=model.sessions_per_week,
        closed=tuple((row.first, row.last) for row in model.closed),
        why_closed=tuple(row.reason for row in model.closed),
    )


def _session(model: SessionModel, timer: TimerModel | None) -> Session:
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


def _channels(models: list[ChannelModel]) -> tuple[SessionChannel, ...]:
    return tuple(
        SessionChannel(
            id=model.id or "",
            role=model.role,
            peak_nm=model.peak_nm,
            drive=model.drive,
            minutes=model.minutes,
            rates=tuple(RegionRate(**rate.model_dump()) for rate in model.rates),
            bands=tuple(model.bands.items()),
        )
        for model in models
    )


def _ceiling(model: CeilingModel) -> Ceiling:
    told = {name: said(getattr(model, name)) for name in ("name", "reason", "would_change")}
    return Ceiling(**{**model.model_dump(exclude={"margin"}), **told})


def _agrees(path: Path, model: PlanModel, session: Session) -> None:
    """A plan says the same thing in several places; one that was edited no longer does."""
    for place, found, expected in _pairs(model, session):
        if abs(found - expected) > TOLERANCE * max(abs(found), abs(expected)) + 1e-5:
            raise PlanFileError(
                f"{path}: field {place}: found {found:g}, where the rest of the file says "
                f"{expected:g}; expected the file as 'openpbm plan' wrote it"
            )


def _pairs(model: PlanModel, session: Session) -> list[tuple[str, float, float]]:
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
