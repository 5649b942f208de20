"""JSON Schemas of every file that goes in or comes out."""

from __future__ import annotations

from dataclasses import fields
from types import MappingProxyType

from pydantic import BaseModel

from openpbm.errors import InputError, nearest
from openpbm.files.json_value import Json
from openpbm.files.mask_model import MaskFileModel
from openpbm.files.person_model import PersonFileModel
from openpbm.files.plan_digest import KEY as DIGEST
from openpbm.files.plan_file import (
    CEILING_KEYS,
    CHANNEL_KEYS,
    PLAIN_ROWS,
    RATE_KEYS,
    SCHEMA_VERSION,
)
from openpbm.files.stack_model import StackModel, StackResultModel
from openpbm.files.study_model import StudyFileModel
from openpbm.planning.result import (
    STATUSES,
    AssumptionRow,
    DoseRow,
    EvennessRow,
    EvidenceCard,
    Expectation,
    GradeRow,
    IrradianceRow,
    SensitivityRow,
)
from openpbm.session import Ceiling, Refusal, RegionRate, SessionChannel

KINDS = ("mask", "person", "plan", "stack", "study")
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_MODELS: dict[str, type[BaseModel]] = {
    "mask": MaskFileModel,
    "person": PersonFileModel,
    "study": StudyFileModel,
}
_ROW_CLASSES = MappingProxyType(
    {
        "irradiance": IrradianceRow,
        "dose": DoseRow,
        "evenness": EvennessRow,
        "refusals": Refusal,
        "assumptions": AssumptionRow,
        "sensitivity": SensitivityRow,
        "medical_grade": GradeRow,
        "evidence": EvidenceCard,
        "expectation": Expectation,
    }
)
_TYPES: dict[str, Json] = {
    "str": {"type": "string"},
    "float": {"type": "number"},
    "int": {"type": "integer"},
    "bool": {"type": "boolean"},
    "tuple[str, ...]": {"type": "array", "items": {"type": "string"}},
    "Message": {"type": "string"},  # a file keeps the English sentence
    "tuple[Likeness, ...]": {"type": "array", "items": {"type": "string"}},
}
TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "number"}
WHOLE: Json = {"type": "integer"}
TRUTH: Json = {"type": "boolean"}
FINGERPRINT: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
DAY: Json = {"type": "string", "format": "date"}


def schema(kind: str) -> dict[str, Json]:
    """The JSON Schema of a mask, person, plan, stack or study file.

    Raises:
        InputError: another word.
    """
    if kind in _MODELS:
        return _of_model(_MODELS[kind], f"An OpenPBM {kind} file")
    if kind == "stack":
        return _stack()
    if kind == "plan":
        return _plan()
    raise InputError(
        f'found "{kind}"; expected one of {", ".join(KINDS)}{nearest(kind, list(KINDS))}'
    )


def _of_model(model: type[BaseModel], title: str) -> dict[str, Json]:
    made: dict[str, Json] = model.model_json_schema(by_alias=True)
    return {"$schema": DIALECT, **made, "title": title}


def _stack() -> dict[str, Json]:
    """The input; the answer stands under $defs as StackResult."""
    made = _of_model(StackModel, "A stack for openpbm fluence, or a list of them")
    result: dict[str, Json] = StackResultModel.model_json_schema()
    shared, more = made.pop("$defs"), result.pop("$defs")
    assert isinstance(shared, dict)
    assert isinstance(more, dict)
    dialect, title = made.pop("$schema"), made.pop("title")
    return {
        "$schema": dialect,
        "title": title,
        "anyOf": [
            {"$ref": "#/$defs/Stack"},
            {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Stack"}},
        ],
        "$defs": {**shared, **more, "Stack": made, "StackResult": result},
    }


def _object(properties: dict[str, Json], *optional: str) -> dict[str, Json]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }


def _likely(interval: Json) -> dict[str, Json]:
    """The likelier course; its rows run along `minutes`."""
    place = _object({name: _list(NUMBER) for name in ("median", "p05", "p95")})
    return _object(
        {
            "minutes": _list(NUMBER),
            **{f"{name}_degc": place for name in ("surface", "basal", "dermis")},
            "mask_degc": _or_null(place),
            "gate_p95_degc": _list(NUMBER),
            "light_lost": _list(
                _object({"channel": TEXT, "at_end": interval, "in_session": interval})
            ),
        }
    )


def _list(items: Json) -> dict[str, Json]:
    return {"type": "array", "items": items}


def _or_null(what: Json) -> dict[str, Json]:
    return {"anyOf": [what, {"type": "null"}]}


def _columns(row: type, keys: tuple[str, ...]) -> dict[str, Json]:
    """An object with these fields of a dataclass."""
    return _object(_properties(row, keys))


def _properties(row: type, keys: tuple[str, ...]) -> dict[str, Json]:
    written = {field.name: str(field.type) for field in fields(row)}
    properties: dict[str, Json] = {}
    for key in keys:
        name = written.get(key, "float")  # a property, such as a margin, is a number
        plain = _TYPES[name.removesuffix(" | None")]
        properties[key] = _or_null(plain) if name.endswith(" | None") else plain
    return properties


def _session() -> dict[str, Json]:
    rates = _list(_columns(RegionRate, RATE_KEYS))
    channels = _list(_object({**_properties(SessionChannel, CHANNEL_KEYS), "rates": rates}))
    zone = _object(
        {
            "zone": TEXT,
            "regions": _list(TEXT),
            "goal": TEXT,
            "minutes": NUMBER,
            "channels": channels,
        }
    )
    return {
        **_object(
            {
                "minutes": NUMBER,
                "channels": channels,
                "zones": _list(zone),
                "sessions_per_week": WHOLE,
                "weeks": WHOLE,
                "ceilings": _list(_columns(Ceiling, CEILING_KEYS)),
            }
        ),
        "additionalProperties": False,
    }


def _match() -> dict[str, Json]:
    doses: dict[str, Json] = {
        f"{who}_dose_{part}j_cm2": NUMBER
        for who in ("trial", "person")
        for part in ("", "p05_", "p95_")
    }
    return _object(
        {
            "goal": TEXT,
            "trial": TEXT,
            "tier": {"enum": ["A", "B"]},
            "band": TEXT,
            "channel": TEXT,
            "zone": _or_null(TEXT),
            "target_layer": TEXT,
            "ratio": NUMBER,
            "irradiance_ratio": _or_null(NUMBER),
            **doses,
        }
    )


def _screen() -> dict[str, Json]:
    return _object(
        {
            "id": TEXT,
            "said": TEXT,
            "name": TEXT,
            "action": {
                "type": "object",
                "additionalProperties": {"enum": ["allow", "caution", "refer", "exclude"]},
            },
            "active": TRUTH,
            "clear_on": _or_null(DAY),
            "rationale": TEXT,
            "source": TEXT,
            "status": TEXT,
            "review_pending": TRUTH,
        }
    )


def _course() -> dict[str, Json]:
    return _object(
        {
            "start": DAY,
            "dates": _list(DAY),
            "sessions_per_week": WHOLE,
            "weeks": WHOLE,
            "closed": _list(_object({"first": DAY, "last": DAY, "reason": TEXT})),
            "reviews": _list(_object({"date": DAY, "what": TEXT})),
            "missed": TEXT,
            "prepare": _list(TEXT),
            "stop_rules": _list(TEXT),
        }
    )


def _plan() -> dict[str, Json]:
    interval = _object({"median": NUMBER, "p05": NUMBER, "p95": NUMBER})
    device = _object(
        {
            "id": TEXT,
            "name": TEXT,
            "claim_status": {"enum": ["measured", "claimed", "unknown"]},
            "fictitious": TRUTH,
        }
    )
    timer = _object({"program_min": _or_null(NUMBER), "stop_by_hand": TRUTH})
    target = _object({"layer": TEXT, "dose_j_cm2": _or_null(interval)})
    temperature = _object(
        {
            "start_degc": NUMBER,
            "end_degc": NUMBER,
            "minutes": NUMBER,
            "note": TEXT,
            "rise_k": interval,
            "likely": _or_null(_likely(interval)),
        }
    )
    properties: dict[str, Json] = {
        "schema_version": {"const": SCHEMA_VERSION},
        "intended_use": TEXT,
        "status": {"enum": list(STATUSES)},
        "verdict": TEXT,
        "seed": WHOLE,
        "scenarios": WHOLE,
        "inputs_sha256": FINGERPRINT,
        DIGEST: FINGERPRINT,
        "start_date": DAY,
        "device": device,
        "goals": _list(TEXT),
        "session": _or_null(_session()),
        "timer": _or_null(timer),
        "match": _list(_match()),
        "ceilings": _list(_columns(Ceiling, CEILING_KEYS)),
        "screen": _list(_screen()),
        "course": _or_null(_course()),
        "cautions": _list(TEXT),
        "recent_light": _object(
            {
                "is_known": TRUTH,
                "doses": _list(
                    _object({"day": DAY, "band": TEXT, "dose_j_cm2": NUMBER, "region": TEXT})
                ),
                "habits": _list(
                    _object(
                        {
                            "sessions_per_week": WHOLE,
                            "bands": _list(TEXT),
                            "dose_j_cm2": _or_null(NUMBER),
                            "since": _or_null(DAY),
                        }
                    )
                ),
            }
        ),
        "best_measurement": TEXT,
        "target": target,
        "power": _or_null(
            _object({"light_w": interval, "electrical_w": interval, "supply_w": _or_null(interval)})
        ),
        "temperature": _or_null(temperature),
        "response_surface_p99": {"type": "object", "additionalProperties": NUMBER},
        **{name: _list(_columns(row, PLAIN_ROWS[name])) for name, row in _ROW_CLASSES.items()},
    }
    return {"$schema": DIALECT, "title": "An OpenPBM plan", **_object(properties)}
