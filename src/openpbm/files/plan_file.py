"""The plan as JSON: exactly the keys that delivery devices and other programs rely on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.fact import Message
from openpbm.files.folder import check_writable, write_outputs
from openpbm.files.json_value import Json, json_text, rounded
from openpbm.files.plan_digest import sealed
from openpbm.planning.result import (
    INTENDED_USE,
    Course,
    Interval,
    LikelyCourse,
    Likeness,
    MatchRow,
    Plan,
    Power,
)
from openpbm.record import LightHabit, LightHistory
from openpbm.safety.screening import Finding
from openpbm.session import Ceiling, Session, SessionChannel, ZoneSession
from openpbm.speech.language import ENGLISH, speaking
from openpbm.speech.say import heading, in_english

__all__ = ["check_writable", "plan_json", "plan_text", "write_outputs"]

SCHEMA_VERSION = "1"

# rows whose columns are written as they stand; the schema is made of the same lists
PLAIN_ROWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "irradiance": (
            "channel",
            "region",
            "mean_mw_cm2",
            "p05_mw_cm2",
            "p95_mw_cm2",
            "direct_mw_cm2",
            "skin_reflectance",
            "skin_reflectance_diffuse",
            "hot_3p5mm_mw_cm2",
            "cavity_gain",
        ),
        "dose": (
            "channel",
            "region",
            "layer",
            "median_j_cm2",
            "p05_j_cm2",
            "p95_j_cm2",
            "fluence_rate_mw_cm2",
        ),
        "evenness": (
            "channel",
            "region",
            "layer",
            "surface_low",
            "surface_high",
            "low",
            "high",
            "low_median_j_cm2",
            "low_p05_j_cm2",
            "low_p95_j_cm2",
            "high_median_j_cm2",
            "high_p05_j_cm2",
            "high_p95_j_cm2",
        ),
        "refusals": ("id", "reason", "would_change"),
        "assumptions": ("id", "text", "value", "status", "source"),
        "sensitivity": ("name", "share", "unit", "p05", "p95", "remedy"),
        "medical_grade": ("aspect", "state", "text", "source"),
        "evidence": (
            "trial",
            "citation",
            "tier",
            "carries",
            "certainty",
            "certainty_word",
            "who",
            "light",
            "against",
            "result",
            "not_known",
            "url",
        ),
        "expectation": (
            "goal",
            "certainty",
            "certainty_word",
            "known",
            "trial",
            "held_against",
            "result",
            "others",
            "applies",
            "dose_model",
            "dose_words",
            "would_change",
        ),
    }
)
CEILING_KEYS = (
    "id",
    "name",
    "value",
    "limit",
    "unit",
    "margin",
    "binding",
    "advisory",
    "reason",
    "source",
    "status",
    "group",
    "would_change",
)
CHANNEL_KEYS = ("id", "role", "peak_nm", "drive", "minutes")
RATE_KEYS = ("region", "mean_j_cm2_min", "hot_j_cm2_min")


def plan_text(plan: Plan) -> str:
    """The plan as the text of plan.json."""
    return json_text(plan_json(plan))


def plan_json(plan: Plan) -> dict[str, Json]:
    """The plan as JSON values: finite numbers of six digits, rows in the plan's order, sealed."""
    rows: dict[str, Json] = {
        name: [_row(name, entry, keys) for entry in getattr(plan, name)]
        for name, keys in PLAIN_ROWS.items()
    }
    return sealed(_values(plan, rows))


def _values(plan: Plan, rows: dict[str, Json]) -> dict[str, Json]:
    return {
        **rows,
        "schema_version": SCHEMA_VERSION,
        "intended_use": INTENDED_USE,
        "status": plan.status,
        "verdict": in_english(plan.verdict),
        "seed": int(plan.seed),
        "scenarios": int(plan.scenarios),
        "inputs_sha256": plan.inputs_sha256,
        "start_date": plan.start_date.isoformat(),
        "device": {
            "id": plan.mask.id,
            "name": plan.mask.name,
            "claim_status": plan.mask.claim_status,
            "fictitious": plan.mask.fictitious,
        },
        "goals": list(plan.goals),
        "session": None if plan.session is None else _session(plan.session),
        "timer": None if plan.session is None else _timer(plan.session),
        "match": [_match(row) for row in plan.match],
        "ceilings": [_ceiling(ceiling) for ceiling in plan.ceilings],
        "screen": [finding_json(row) for row in plan.screen],
        "course": None if plan.course is None else _course(plan.course),
        "cautions": [in_english(line) for line in plan.cautions],
        "recent_light": _recent_light(plan.person.recent_light, plan.start_date),
        "best_measurement": plan.best_measurement,
        "target": {
            "layer": plan.target_layer,
            "dose_j_cm2": None
            if plan.target_dose is None
            else _interval(plan.target_dose, "target_dose"),
        },
        "power": None if plan.power is None else _power(plan.power),
        "temperature": _temperature(plan),
        "response_surface_p99": {
            band: _value(error, f"response_surface_p99.{band}")
            for band, error in plan.surface_error_p99
        },
    }


def _value(value: object, where: str) -> Json:
    """One value of a row as JSON; numpy scalars become plain ones."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, float):
        return rounded(value, where)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Message):
        return in_english(value)
    if isinstance(value, Likeness):
        return in_english(value.fact)
    if isinstance(value, tuple | list):
        return [_value(item, where) for item in value]
    raise TypeError(f"{where} is a {type(value).__name__}, which JSON cannot hold")


def _row(name: str, entry: object, keys: tuple[str, ...]) -> dict[str, Json]:
    return {key: _value(getattr(entry, key), f"{name}.{key}") for key in keys}


def _session(session: Session) -> dict[str, Json]:
    """What a device needs to deliver one sitting, and nothing else."""
    return {
        "minutes": rounded(session.minutes, "session.minutes"),
        "channels": [_channel(channel) for channel in session.channels],
        "zones": [_zone(zone) for zone in session.zones],
        "sessions_per_week": int(session.sessions_per_week),
        "weeks": int(session.weeks),
        "ceilings": [_ceiling(ceiling) for ceiling in session.ceilings],
    }


def _ceiling(ceiling: Ceiling) -> dict[str, Json]:
    with speaking(ENGLISH):
        return {**_row("session.ceilings", ceiling, CEILING_KEYS), "name": heading(ceiling.name)}


def _channel(channel: SessionChannel) -> dict[str, Json]:
    rates: list[Json] = [_row("session.rates", rate, RATE_KEYS) for rate in channel.rates]
    bands: dict[str, Json] = {
        band: rounded(share, "session.bands") for band, share in channel.bands
    }
    row = {**_row("session.channels", channel, CHANNEL_KEYS), "rates": rates}
    return {**row, "bands": bands} if bands else row


def _zone(zone: ZoneSession) -> dict[str, Json]:
    return {
        "zone": zone.zone,
        "regions": list(zone.regions),
        "goal": zone.goal,
        "minutes": rounded(zone.minutes, "session.zones.minutes"),
        "channels": [_channel(channel) for channel in zone.channels],
    }


def _timer(session: Session) -> dict[str, Json]:
    return {
        "program_min": _value(session.timer_min, "timer.program_min"),
        "stop_by_hand": session.stop_by_hand,
    }


def _interval(interval: Interval, where: str) -> dict[str, Json]:
    return _row(where, interval, ("median", "p05", "p95"))


def _match(row: MatchRow) -> dict[str, Json]:
    """Medians under the pinned names, the interval beside them."""
    plain = (
        "goal",
        "trial",
        "tier",
        "band",
        "channel",
        "zone",
        "target_layer",
        "ratio",
        "irradiance_ratio",
    )
    told = _row("match", row, plain)
    for name, interval in (("trial", row.trial_dose_j_cm2), ("person", row.person_dose_j_cm2)):
        told[f"{name}_dose_j_cm2"] = rounded(interval.median, f"match.{name}_dose_j_cm2")
        told[f"{name}_dose_p05_j_cm2"] = rounded(interval.p05, f"match.{name}_dose_p05_j_cm2")
        told[f"{name}_dose_p95_j_cm2"] = rounded(interval.p95, f"match.{name}_dose_p95_j_cm2")
    return told


def finding_json(row: Finding) -> dict[str, Json]:
    """A row of the screen, as plan.json and `openpbm screen --json` write it."""
    keys = (
        "id",
        "said",
        "name",
        "active",
        "clear_on",
        "rationale",
        "source",
        "status",
        "review_pending",
    )
    action: dict[str, Json] = dict(row.action)
    return {**_row("screen", row, keys), "action": action}


def _course(course: Course) -> dict[str, Json]:
    return {
        "start": course.start.isoformat(),
        "dates": [day.isoformat() for day in course.dates],
        "sessions_per_week": int(course.sessions_per_week),
        "weeks": int(course.weeks),
        "closed": [
            {"first": first.isoformat(), "last": last.isoformat(), "reason": reason}
            for first, last, reason in course.closed
        ],
        "reviews": [{"date": day.isoformat(), "what": what} for day, what in course.reviews],
        "missed": course.missed,
        "prepare": list(course.prepare),
        "stop_rules": list(course.stop_rules),
    }


def _recent_light(said: LightHistory, start: date) -> dict[str, Json]:
    """What the person said of light before the plan; a session counts it beside the ledger."""
    keys = ("day", "band", "dose_j_cm2", "region")
    doses: list[Json] = [_row("recent_light", dose, keys) for dose in said.doses]
    habits: list[Json] = [_habit(habit, start) for habit in said.habits]
    return {"is_known": said.is_known, "doses": doses, "habits": habits}


def _habit(habit: LightHabit, start: date) -> dict[str, Json]:
    begins = habit.begins(start)
    return {
        "sessions_per_week": habit.sessions_per_week,
        "bands": list(habit.bands),
        "dose_j_cm2": None
        if habit.dose_j_cm2 is None
        else _value(habit.dose_j_cm2, "recent_light.habits"),
        "since": None if begins is None else begins.isoformat(),
    }


def _power(power: Power) -> dict[str, Json]:
    return {
        name: None if interval is None else _interval(interval, f"power.{name}")
        for name, interval in (
            ("light_w", power.light_w),
            ("electrical_w", power.electrical_w),
            ("supply_w", power.supply_w),
        )
    }


def _temperature(plan: Plan) -> dict[str, Json] | None:
    warmth = plan.temperature
    if warmth is None:
        return None
    keys = ("start_degc", "end_degc", "minutes", "note")
    return {
        **_row("temperature", warmth, keys),
        "rise_k": _interval(warmth.rise, "temperature.rise"),
        "likely": None if warmth.likely is None else _likely(warmth.likely),
    }


def _likely(course: LikelyCourse) -> dict[str, Json]:
    """Rows in time; three of them, median, p05 and p95, for each place."""

    def numbers(values: FloatArray, where: str) -> list[Json]:
        return [rounded(value, f"temperature.likely.{where}") for value in values.tolist()]

    def places(values: FloatArray | None, where: str) -> dict[str, Json] | None:
        if values is None:
            return None
        names = ("median", "p05", "p95")
        return {name: numbers(row, where) for name, row in zip(names, values, strict=True)}

    return {
        "minutes": numbers(course.minutes, "minutes"),
        "surface_degc": places(course.surface, "surface_degc"),
        "basal_degc": places(course.basal, "basal_degc"),
        "dermis_degc": places(course.dermis, "dermis_degc"),
        "mask_degc": places(course.mask, "mask_degc"),
        "gate_p95_degc": numbers(course.gate, "gate_p95_degc"),
        "light_lost": [
            {
                "channel": loss.channel,
                "at_end": _interval(loss.at_end, "temperature.likely.light_lost"),
                "in_session": _interval(loss.in_session, "temperature.likely.light_lost"),
            }
            for loss in course.loss
        ],
    }
