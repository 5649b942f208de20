"""JSON Schemas of every file that goes in or comes out."""

from __future__ import annotations

from pydantic import BaseModel

from openpbm.errors import InputError, nearest
from openpbm.fact import Message, message
from openpbm.files.json_value import Json
from openpbm.files.mask_model import MaskFileModel
from openpbm.files.person_model import PersonFileModel
from openpbm.files.plan.schema import plan_definitions
from openpbm.files.stack_model import StackModel, StackResultModel
from openpbm.files.study_model import StudyFileModel
from openpbm.speech.say import in_english

KINDS = ("mask", "person", "plan", "stack", "study")
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_MODELS: dict[str, type[BaseModel]] = {
    "mask": MaskFileModel,
    "person": PersonFileModel,
    "study": StudyFileModel,
}


def schema(kind: str) -> dict[str, Json]:
    """The JSON Schema of a mask, person, plan, stack or study file.

    Raises:
        InputError: another word.
    """
    if kind in _MODELS:
        return _of_model(_MODELS[kind], message("file-schema_of", kind=kind))
    if kind == "stack":
        return _stack()
    if kind == "plan":
        return _plan()
    raise InputError(
        f'found "{kind}"; expected one of {", ".join(KINDS)}{nearest(kind, list(KINDS))}'
    )


def _of_model(model: type[BaseModel], title: Message) -> dict[str, Json]:
    made: dict[str, Json] = model.model_json_schema(by_alias=True)
    return {"$schema": DIALECT, **made, "title": in_english(title)}


def _stack() -> dict[str, Json]:
    """The input; the answer stands under $defs as StackResult."""
    made = _of_model(StackModel, message("file-schema_stack"))
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


def _plan() -> dict[str, Json]:
    """A plan with a session, or an honest no."""
    kinds = ("Planned", "ByMaker", "Refused")
    either: list[Json] = [{"$ref": f"#/$defs/{kind}"} for kind in kinds]
    title = in_english(message("file-schema_plan"))
    return {"$schema": DIALECT, "title": title, "anyOf": either, "$defs": plan_definitions()}
