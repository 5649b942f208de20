"""JSON Schemas of every file that goes in or comes out."""

from __future__ import annotations

from pydantic import BaseModel

from openpbm.errors import InputError, nearest
from openpbm.fact import Message, message
from openpbm.files.json_value import Json
from openpbm.files.mask_model import MaskFileModel
from openpbm.files.model_error import expected_of
from openpbm.files.person_model import PersonFileModel
from openpbm.files.plan.schema import plan_definitions
from openpbm.files.reading_file import ReadingFileModel
from openpbm.files.stack_model import StackModel, StackResultModel
from openpbm.files.study_model import StudyFileModel
from openpbm.files.sweep_model import SweepFileModel
from openpbm.files.tolerance_model import LimitsFileModel
from openpbm.files.trial_model import TrialFileModel
from openpbm.speech.language import ENGLISH, speaking
from openpbm.speech.say import in_english

KINDS = ("mask", "person", "plan", "stack", "study", "trial", "sweep", "limits", "reading")
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_MODELS: dict[str, type[BaseModel]] = {
    "mask": MaskFileModel,
    "person": PersonFileModel,
    "study": StudyFileModel,
    "trial": TrialFileModel,
    "sweep": SweepFileModel,
    "limits": LimitsFileModel,
    "reading": ReadingFileModel,
}


def schema(kind: str) -> dict[str, Json]:
    """The JSON Schema of a file of one of KINDS.

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
    with speaking(ENGLISH):
        _say_fields(made)
    return {"$schema": DIALECT, **made, "title": in_english(title)}


def _say_fields(part: Json) -> None:
    """The sentence of every field whose description is the id of one, in place."""
    if isinstance(part, dict):
        said = part.get("description")
        if isinstance(said, str):
            part["description"] = expected_of(said)
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            _say_fields(inner)


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
