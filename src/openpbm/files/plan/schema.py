"""The JSON Schema of plan.json: the schema of the noun, with its parts where the file has them."""

from __future__ import annotations

from openpbm.answer import ByMaker, Planned, Refused
from openpbm.files.json_value import Json
from openpbm.files.plan.digest import KEY as DIGEST
from openpbm.files.plan.file import SCHEMA_VERSION, nothing_planned
from openpbm.files.shape import definitions, noun_of
from openpbm.record import DayDose

APART = ("timer_min", "stop_by_hand")  # of the session, under `timer`
LIGHT_OF_DAY = DayDose.__name__
TEXT: Json = {"type": "string"}
TRUTH: Json = {"type": "boolean"}
NUMBER: Json = {"type": "number"}


def plan_definitions() -> dict[str, Json]:
    """The three kinds of answer as the file has them, and all that stands in them."""
    found = definitions(Planned, ByMaker, Refused, DayDose)
    session = found["Session"]
    assert isinstance(session, dict)
    properties = session["properties"]
    assert isinstance(properties, dict)
    own = {name: part for name, part in properties.items() if name not in APART}
    timer = {"program_min": properties["timer_min"], "stop_by_hand": properties["stop_by_hand"]}
    return {
        **found,
        "Session": _object(own),
        "Planned": _object(_with_session(Planned, _object(timer))),
        "ByMaker": _object(_with_session(ByMaker, _object(timer))),
        "Refused": _object(_refused()),
    }


def _with_session(noun: type[Planned] | type[ByMaker], timer: Json) -> dict[str, Json]:
    own = {name: kind.schema() for name, kind in noun_of(noun).properties.items()}
    layer, dose = own.pop("target_layer"), own.pop("target_dose")
    target = _object({"layer": layer, "dose_j_cm2": dose})
    return {**_nothing(), **own, **_said_again(), "target": target, "timer": timer}


def _nothing() -> dict[str, Json]:
    """What only other answers have is null or empty in every answer of a kind."""
    return {
        name: {"type": "null"} if value is None else {"type": "array", "maxItems": 0}
        for name, value in nothing_planned().items()
    }


def _refused() -> dict[str, Json]:
    own = {name: kind.schema() for name, kind in noun_of(Refused).properties.items()}
    nothing = _nothing()
    target = _object({"layer": own.pop("target_layer"), "dose_j_cm2": {"type": "null"}})
    return {**nothing, **own, **_said_again(), "target": target}


def _said_again() -> dict[str, Json]:
    habit = _object(
        {
            "sessions_per_week": {"type": "integer"},
            "bands": _list(TEXT),
            "dose_j_cm2": {"anyOf": [NUMBER, {"type": "null"}]},
            "since": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
        }
    )
    light = {
        "is_known": TRUTH,
        "doses": _list({"$ref": f"#/$defs/{LIGHT_OF_DAY}"}),
        "habits": _list(habit),
    }
    status: Json = {"enum": ["measured", "claimed", "unknown"]}
    return {
        "schema_version": {"const": SCHEMA_VERSION},
        "intended_use": TEXT,
        "device": _object({"id": TEXT, "name": TEXT, "claim_status": status, "fictitious": TRUTH}),
        "ceilings": _list({"$ref": "#/$defs/Ceiling"}),
        "recent_light": _object(light),
        DIGEST: {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    }


def _list(items: Json) -> dict[str, Json]:
    return {"type": "array", "items": items}


def _object(properties: dict[str, Json]) -> dict[str, Json]:
    lacking = [
        name
        for name, part in properties.items()
        if isinstance(part, dict) and "additionalProperties" in part and "properties" not in part
    ]
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in lacking],
        "additionalProperties": False,
    }
