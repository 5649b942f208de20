"""Check content against a pydantic model, and say in plain words where it fails.

Every field of a model carries a description that completes the sentence "expected ...".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from openpbm.errors import InputError
from openpbm.files.light.slip import light_slip
from openpbm.files.offer import offer
from openpbm.files.unit_slip import unit_slip
from openpbm.speech.say import say

TAGS = ("word", "table", "list")  # the ways to write an entry: see `word_or_table`
NAME_ITSELF = "[key]"  # of pydantic: not what stands under a name is wrong, but the name
MOST_LINES = 5
LIGHT_NM = (200.0, 2000.0)  # a wavelength that a hint may reckon with

ModelT = TypeVar("ModelT", bound=BaseModel)


def word_or_table(value: object) -> str | None:
    """Discriminates an entry written as a word from one written as a table."""
    if isinstance(value, str):
        return "word"
    return "table" if isinstance(value, dict | BaseModel) else None


def word_or_list(value: object) -> str | None:
    """Discriminates an entry written as a word from one written as a list."""
    if isinstance(value, str):
        return "word"
    return "list" if isinstance(value, list) else None


def validated(model: type[ModelT], content: object, where: str, error: type[InputError]) -> ModelT:
    """The content as the model, or one error that names every field that is wrong.

    Raises:
        InputError: of the kind given, as 'FILE: field A.B: found X; expected Y'.
    """
    try:
        return model.model_validate(content)
    except ValidationError as problem:
        raise error(_told(problem, model, content, where)) from None
    except RecursionError:
        raise error(f"{where}: found entries nested too deep; expected flat tables") from None


def _told(problem: ValidationError, model: type[BaseModel], content: object, where: str) -> str:
    """The first few lines in words; the others are only counted, as there may be thousands."""
    lines: dict[str, None] = {}
    entries = iter(problem.errors(include_url=False, include_context=False))
    for entry in entries:
        lines[_line(model, place_of(entry["loc"], content), entry, content)] = None
        if len(lines) == MOST_LINES:
            break
    more = len({entry["loc"] for entry in entries})
    told = [*lines, *([f"and {more} more"] if more else [])]
    return "\n  ".join([f"{where}: {told[0]}", *told[1:]])


def _line(model: type[BaseModel], place: str, entry: ErrorDetails, content: object) -> str:
    loc, value = entry["loc"], entry["input"]
    if entry["type"] == "extra_forbidden":
        siblings = _names(_walk(model, loc[:-1])[1])
        instead = _instead(str(loc[-1]), value, siblings, _peak_nm(loc, content))
        return say("file-unknown_field", field=place, expected=instead)
    info, _ = _walk(model, loc)
    found = "nothing" if entry["type"] == "missing" else written(value)
    expected = expected_of(info.description or "") if info is not None else ""
    expected = expected or entry["msg"]
    return say("file-wrong_field", field=place, found=found, expected=expected)


def expected_of(description: str) -> str:
    """What a field expects: its description, or the sentence of which that is the id."""
    subject, _, name = description.partition("-expected-")
    if subject == "sweep":
        return say(f"sweep-expected-{name}")
    if subject == "tolerance":
        return say(f"tolerance-expected-{name}")
    return say(f"trial-expected-{name}") if subject == "trial" else description


def _instead(name: str, value: object, siblings: list[str], peak_nm: float | None) -> str:
    slip = unit_slip(name, value, siblings) or light_slip(name, value, siblings, peak_nm)
    if slip is not None:
        return slip
    return say("file-one_of", known=", ".join(siblings), near=offer(name, siblings))


def _peak_nm(loc: tuple[int | str, ...], content: object) -> float | None:
    """The wavelength that stands beside a place, or in a table around it."""
    here, found = content, None
    for part in loc:
        beside = here.get("peak_nm") if isinstance(here, Mapping) else None
        if isinstance(beside, int | float) and LIGHT_NM[0] <= beside <= LIGHT_NM[1]:
            found = float(beside)
        if part not in TAGS:
            here = _inside(here, part)
    return found


def _inside(here: object, part: int | str) -> object:
    if isinstance(here, Mapping):
        return here.get(part)
    return here[part] if isinstance(here, list) and isinstance(part, int) else None


def _names(models: list[type[BaseModel]]) -> list[str]:
    return [info.alias or name for model in models for name, info in model.model_fields.items()]


def _walk(
    model: type[BaseModel], loc: tuple[int | str, ...]
) -> tuple[FieldInfo | None, list[type[BaseModel]]]:
    """The field at a place, and the models that may stand in it."""
    models, info = [model], None
    for part in loc:
        if isinstance(part, int) or part in TAGS:
            continue
        fields = {
            (field.alias or name): field
            for each in models
            for name, field in each.model_fields.items()
        }
        if part not in fields:
            break
        info = fields[part]
        models = _models_in(info.annotation)
    return info, models


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def place_of(loc: tuple[int | str, ...], content: object) -> str:
    """A place as a person would name it: channels.peak_nm (entry 2, "red")."""
    names: list[str] = []
    entries: list[str] = []
    here: object = content
    if loc[-1:] == (NAME_ITSELF,):
        loc = loc[:-2]  # the name is what was found: the place is where it stands
    for part in loc:
        if isinstance(part, int):
            here = here[part] if isinstance(here, list) and part < len(here) else None
            entries.append(f"entry {part + 1}{_called(here)}")
        elif part not in TAGS:
            here = here.get(part) if isinstance(here, Mapping) else None
            names.append(part if part.isprintable() and len(part) <= 60 else f"{part[:20]!a}...")
    path = ".".join(names) or "(top)"
    return f"{path} ({', '.join(entries)})" if entries else path


def _called(entry: object) -> str:
    """The name of an entry of a list, where it has one."""
    if isinstance(entry, Mapping):
        for key in ("name", "role"):
            if isinstance(entry.get(key), str):
                return f", {written(entry[key])}"
    return ""


def written(value: object) -> str:
    """A value as the person wrote it, cut where it is long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = value if len(value) <= 40 else f"{value[:37]}..."
        return '"' + "".join(c if c.isprintable() else "?" for c in text) + '"'
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int) and abs(value) >= 10**15:
        return say("file-long_number")
    if isinstance(value, int | float):
        return f"{value:.10g}"
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list):
        shown = ", ".join(written(item) for item in value[:4])
        return f"[{shown}{', ...' if len(value) > 4 else ''}]"
    return f"a {type(value).__name__}"
