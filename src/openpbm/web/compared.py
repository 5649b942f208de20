"""Masks side by side: what they deliver to the same skin, never what comes of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import Response

from openpbm.errors import InputError, OpenPBMError
from openpbm.fact import Quantity, message
from openpbm.files.folder import write_outputs
from openpbm.files.json_value import Json, json_text, parsed_json
from openpbm.files.mask_file import find_mask
from openpbm.files.person_file import read_person
from openpbm.mask.catalogue import catalogue_ids, catalogue_row, known_mask
from openpbm.planning.progress import Progress, one_of
from openpbm.reports import compare_words, draw
from openpbm.reports.colour import ink
from openpbm.speech.language import language
from openpbm.web.form import Form
from openpbm.web.pages import Sent, called_off, elsewhere, failure, rooms_of, shown, under_way
from openpbm.web.people import KeptPerson, inputs_of
from openpbm.web.work import told

router = APIRouter()
FILE = "compare.json"
MOST, LEAST = 4, 2
SEED, SCENARIOS = 1, 200


@dataclass(frozen=True, kw_only=True)
class CompareTask:
    """What a worker needs to compare masks on one person's skin."""

    folder: Path  # of the person
    inputs: str  # fingerprint of what they answered
    masks: tuple[str, ...]
    scenarios: int = SCENARIOS

    def __call__(self, progress: Progress) -> None:
        """Work out each mask and write what is said of it."""
        from openpbm.files.light.folder import light_folder
        from openpbm.planning.compare import delivered

        person = replace(read_person(self.folder / "person.toml").person, wishes=())
        kept = light_folder(os.environ)
        rows: list[Json] = []
        for number, name in enumerate(self.masks):
            found = delivered(
                person,
                find_mask(name),
                seed=SEED,
                scenarios=self.scenarios,
                progress=one_of(progress, number, len(self.masks)),
                kept=kept,
            )
            facts: list[Json] = [[label, text] for label, text in compare_words.facts(found)]
            dose = found.dose
            rows.append(
                {
                    "title": compare_words.title(found),
                    "facts": facts,
                    "dose": None if dose is None else [dose.p05, dose.median, dose.p95],
                    "ink": ink(found.lit[0]) if found.lit else "",
                }
            )
        masks: list[Json] = list(self.masks)
        of: dict[str, Json] = {"inputs": self.inputs, "lang": language()}
        write_outputs(self.folder, {FILE: json_text({**of, "masks": masks, "rows": rows})})


@router.get("/p/{person_id}/compare")
def compare_page(request: Request, person_id: str) -> Response:
    """The last comparison, the way to another, or how far it is."""
    kept = rooms_of(request).kept(person_id)
    job = rooms_of(request).workers.job(_key(kept))
    form = Form(errors=failure(job, "mask"))
    return under_way(request, kept, job, "comparing.html.j2") or _page(request, kept, form)


@router.post("/p/{person_id}/compare")
def compare(request: Request, person_id: str, form: Sent) -> Response:
    """Begin a comparison, or end one."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    if called_off(request, _key(kept), form):
        return elsewhere(f"/p/{kept.id}/compare")
    chosen = [name for name in form.all("mask") if name in catalogue_ids()]
    if not LEAST <= len(chosen) <= MOST:
        form.errors["mask"] = message(
            "web_mask-choose_some", count=len(chosen), least=LEAST, most=MOST
        )
        return _page(request, kept, form, status=422)
    scenarios = min(SCENARIOS, rooms.scenarios)
    try:
        inputs = inputs_of(kept)
    except InputError as problem:
        return shown(request, "broken.html.j2", kept=kept, problem=str(problem), status=409)
    task = CompareTask(folder=kept.folder, inputs=inputs, masks=tuple(chosen), scenarios=scenarios)
    rooms.workers.start(_key(kept), task)
    return elsewhere(f"/p/{kept.id}/compare")


@router.get("/p/{person_id}/compare/progress")
def progress(request: Request, person_id: str) -> dict[str, object]:
    """How far the comparison is."""
    rooms = rooms_of(request)
    return told(rooms.workers.job(_key(rooms.kept(person_id))))


def _key(kept: KeptPerson) -> str:
    return f"compare {kept.id}"


def _last(kept: KeptPerson) -> dict[str, Json] | None:
    """The last comparison, if it is of today's answers and in this language."""
    try:
        found = parsed_json((kept.folder / FILE).read_text(encoding="utf-8"), FILE)
        of = inputs_of(kept), language()
    except (OSError, OpenPBMError, UnicodeDecodeError):
        return None
    if not isinstance(found, dict) or (found.get("inputs"), found.get("lang")) != of:
        return None
    return found


def _page(request: Request, kept: KeptPerson, form: Form, *, status: int = 200) -> Response:
    last = _last(kept)
    rows = last["rows"] if last is not None else []
    assert isinstance(rows, list)
    tops = [row["dose"][2] for row in rows if isinstance(row, dict) and row["dose"]]  # type: ignore[index]
    if not form.typed and last is not None and isinstance(last["masks"], list):
        form.typed["mask"] = [str(name) for name in last["masks"]]
    devices = [catalogue_row(key) for key in catalogue_ids()]
    top = draw.nice_top(max((float(str(each)) for each in tops), default=1.0))
    return shown(
        request,
        "compare.html.j2",
        status=status,
        kept=kept,
        form=form,
        rows=rows,
        top=top,
        scale=Quantity(top, "J/cm2", trimmed=True),
        devices=[row for row in devices if known_mask(row) is not None],
        head=compare_words.HEAD,
        closing=compare_words.CLOSING,
        most=MOST,
    )
