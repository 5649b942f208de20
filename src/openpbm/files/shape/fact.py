"""A fact in a file: its id and what stands in its gaps, so that it can be said in any language.

Beside it, under the field's own name, the file keeps the English sentence for whoever needs no
more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from openpbm.fact import Message, Name, Param, Quantity, Several
from openpbm.files.json_value import Json
from openpbm.files.shape.slip import SlipError, at, each, told
from openpbm.speech.say import in_english, say


@dataclass(frozen=True)
class Fact:
    """A message, as an object."""

    def write(self, value: object) -> Json:
        """Id and gaps; the aspect where there is one."""
        if not isinstance(value, Message):
            raise TypeError(f"{value!r} is no message")
        return _written(value)

    def read(self, found: Json) -> object:
        """The message again, if this version can say it."""
        fact = _message(found)
        try:
            in_english(fact)
        except (LookupError, TypeError, ValueError):
            raise SlipError(told(found), "a fact that this version can say") from None
        return fact

    def schema(self) -> dict[str, Json]:
        """An object of its id and its gaps."""
        return {
            "type": "object",
            "properties": {
                "id": {"type": "string"},
                "gaps": {"type": "object"},
                "aspect": {"type": "string"},
            },
            "required": ["id", "gaps"],
            "additionalProperties": False,
        }


def _written(fact: Message) -> dict[str, Json]:
    gaps: dict[str, Json] = {name: _param(param) for name, param in fact.gaps}
    made: dict[str, Json] = {"id": fact.id, "gaps": gaps}
    return {**made, "aspect": fact.aspect} if fact.aspect else made


def _param(param: Param) -> Json:
    match param:
        case str() | int():
            return param
        case datetime():
            return {"time": param.isoformat()}
        case date():
            return {"day": param.isoformat()}
        case Quantity():
            value = param.value if math.isfinite(param.value) else None
            figures, trimmed = param.figures, param.trimmed
            return {"value": value, "unit": param.unit, "figures": figures, "trimmed": trimmed}
        case Name():
            return {"kind": param.kind, "name": param.id}
        case Several():
            return {"row": [_param(item) for item in param.items], "joint": param.joint}
        case Message():
            return _written(param)


def _message(found: Json) -> Message:
    if not isinstance(found, dict) or not {"id", "gaps"} <= set(found) <= {"id", "gaps", "aspect"}:
        raise SlipError(told(found), say("file-a_fact"))
    gaps = found["gaps"]
    if not isinstance(gaps, dict):
        raise SlipError(told(gaps), "gaps, each with what stands in it").under("gaps")
    read = tuple(sorted((name, at(name, _read, part)) for name, part in gaps.items()))
    return Message(_text(found["id"]), read, _text(found.get("aspect", "")))


def _read(found: Json) -> Param:
    if isinstance(found, str) or (isinstance(found, int) and not isinstance(found, bool)):
        return found
    if not isinstance(found, dict):
        raise SlipError(told(found), "a text, a count, or an object")
    if "id" in found:
        return _message(found)
    return _object(found)


def _object(found: Mapping[str, Json]) -> Param:
    keys = set(found)
    try:
        if keys == {"time"}:
            return datetime.fromisoformat(_text(found["time"]))
        if keys == {"day"}:
            return date.fromisoformat(_text(found["day"]))
    except ValueError:
        raise SlipError(told(next(iter(found.values()))), "a day or a time") from None
    if keys == {"kind", "name"}:
        return Name(_text(found["kind"]), _text(found["name"]))
    if keys == {"row", "joint"} and isinstance(found["row"], list):
        return Several(tuple(each(found["row"], _read)), _text(found["joint"]))
    if keys == {"value", "unit", "figures", "trimmed"}:
        return _quantity(found)
    raise SlipError(told(dict(found)), "a day, a time, a quantity, a name, a row or a fact")


def _quantity(found: Mapping[str, Json]) -> Quantity:
    value, figures, trimmed = found["value"], found["figures"], found["trimmed"]
    number = math.inf if value is None else value
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise SlipError(told(value), "a number, or null").under("value")
    if isinstance(figures, bool) or not isinstance(figures, int) or not 1 <= figures <= 15:
        raise SlipError(told(figures), "1 to 15").under("figures")
    if not isinstance(trimmed, bool):
        raise SlipError(told(trimmed), "true or false").under("trimmed")
    return Quantity(float(number), _text(found["unit"]), figures, trimmed)


def _text(found: Json) -> str:
    if not isinstance(found, str):
        raise SlipError(told(found), "a text")
    return found
