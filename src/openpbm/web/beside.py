"""What if: the plan as it is beside one with another mask, another goal or another rhythm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from openpbm.answer import Given, Plan
from openpbm.errors import InputError, OpenPBMError
from openpbm.fact import message
from openpbm.files.folder import write_outputs
from openpbm.files.json_value import Json, json_text, parsed_json
from openpbm.files.mask_file import find_mask
from openpbm.files.person_file import PersonFile, read_person, with_goals
from openpbm.mask.catalogue import catalogue_ids, catalogue_row, known_mask
from openpbm.person import Person, ProtocolMark
from openpbm.planning.progress import Progress
from openpbm.record import LightHistory
from openpbm.reports import words
from openpbm.speech.language import language
from openpbm.speech.say import say
from openpbm.tables import rows
from openpbm.web.form import Form
from openpbm.web.pages import Sent, called_off, elsewhere, failure, rooms_of, shown, under_way
from openpbm.web.people import KeptPerson
from openpbm.web.planned import made, plan_of
from openpbm.web.work import told

router = APIRouter()
PAGE, ASKED, LANG = "beside.html", "beside.json", "lang"
FIELDS = ("other_mask", "other_goal", "other_week")
RHYTHMS = ("1", "2", "3", "4", "5", "7")


@dataclass(frozen=True, kw_only=True)
class BesideTask:
    """What a worker needs to plan once more, and to lay both plans side by side."""

    folder: Path  # of the person
    start: date
    changed: dict[str, str]  # of FIELDS; empty: as it is
    scenarios: int
    history: LightHistory | None = None

    def __call__(self, progress: Progress) -> None:
        """Plan again with what was changed; the plan of the person stays as it is."""
        from openpbm.files.plan.file import read_plan_file
        from openpbm.reports.beside.page import beside_part

        file = changed(read_person(self.folder / "person.toml"), self.changed)
        other = plan_of(file, self.start, self.history, self.scenarios, progress)
        names = say("report_beside-as_it_is"), say("report_beside-what_if")
        own = read_plan_file(self.folder / "plan" / "plan.json")
        page = beside_part(own, other, names, _notes(other, self.changed))
        asked: dict[str, Json] = {**self.changed, LANG: language()}
        write_outputs(self.folder, {PAGE: page, ASKED: json_text(asked)})


def _notes(other: Plan, asked: Mapping[str, str]) -> tuple[str, ...]:
    """That a rhythm was asked for and is not kept, and why."""
    wanted = int(asked["other_week"] or 0)
    if not wanted or not isinstance(other, Given):
        return ()
    each = other.session.sessions_per_week
    if each == wanted:
        return ()
    return (say("web_plan-beside_kept", asked=wanted, kept=each),)


def changed(file: PersonFile, asked: dict[str, str]) -> PersonFile:
    """A person file with another mask, goal or rhythm."""
    if asked["other_mask"]:
        file = replace(file, mask=find_mask(asked["other_mask"]))
    if asked["other_goal"]:
        file = replace(file, person=with_goals(file.person, [asked["other_goal"]]))
    if asked["other_week"]:
        file = replace(file, person=_slower(file.person, int(asked["other_week"])))
    return file


def _slower(person: Person, most: int) -> Person:
    """A person who asks for so many sessions a week at most, as a protocol would."""
    mark, name = person.protocol, say("report_beside-what_if")
    if mark is None:
        mark = ProtocolMark(name=name, version=1, author=name)
    if mark.most_per_week is not None:
        most = min(most, int(mark.most_per_week))
    return replace(person, protocol=replace(mark, most_per_week=most))


@router.get("/p/{person_id}/beside")
def beside_page(request: Request, person_id: str) -> Response:
    """The last what-if, the way to another, or how far it is."""
    kept = rooms_of(request).kept(person_id)
    job = rooms_of(request).workers.job(_key(kept))
    form = Form(errors=failure(job, "other_mask"))
    return under_way(request, kept, job, "beside_making.html.j2") or _page(request, kept, form)


@router.post("/p/{person_id}/beside")
def ask(request: Request, person_id: str, form: Sent) -> Response:
    """Begin a what-if, or end one."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    if called_off(request, _key(kept), form):
        return elsewhere(f"/p/{kept.id}/beside")
    asked = {name: form.v(name) for name in FIELDS}
    found = made(kept)
    known = {
        "other_mask": catalogue_ids(),
        "other_goal": tuple(rows("goals")),
        "other_week": RHYTHMS,
    }
    for name, values in known.items():
        if asked[name] and asked[name] not in values:
            form.errors[name] = message("web_plan-beside_unknown")
    if not any(asked.values()):
        form.errors["other_mask"] = message("web_plan-beside_nothing")
    if form.errors or found is None or not found.is_fresh:
        return _page(request, kept, form, status=422)
    try:
        history = rooms.light.history(kept.id, min(found.start, rooms.today()))
    except InputError as problem:
        return shown(request, "broken.html.j2", kept=kept, problem=str(problem), status=409)
    task = BesideTask(
        folder=kept.folder,
        start=found.start,
        changed=asked,
        scenarios=rooms.scenarios,
        history=history,
    )
    rooms.workers.start(_key(kept), task)
    return elsewhere(f"/p/{kept.id}/beside")


@router.get("/p/{person_id}/beside/progress")
def progress(request: Request, person_id: str) -> dict[str, object]:
    """How far it is."""
    rooms = rooms_of(request)
    return told(rooms.workers.job(_key(rooms.kept(person_id))))


def _key(kept: KeptPerson) -> str:
    return f"beside {kept.id}"


def _page(request: Request, kept: KeptPerson, form: Form, *, status: int = 200) -> Response:
    found = made(kept)
    devices = [catalogue_row(key) for key in catalogue_ids()]
    last = _last(kept) if found is not None and found.is_fresh else None
    if last is not None and not form.typed:
        form.typed = last[1]
    return shown(
        request,
        "beside.html.j2",
        status=status,
        kept=kept,
        form=form,
        is_ready=found is not None and found.is_fresh,
        part_of_page=Markup(last[0]) if last is not None else None,  # our own template wrote it
        mask_options=[(row.id, row.name) for row in devices if known_mask(row) is not None],
        goal_options=[(goal, words.capital(words.goal(goal))) for goal in rows("goals")],
        week_options=[(each, say("web_plan-beside_times", times=int(each))) for each in RHYTHMS],
    )


def _last(kept: KeptPerson) -> tuple[str, dict[str, list[str]]] | None:
    """The page of the last what-if and what was asked, if it is of this plan and language."""
    page, plan = kept.folder / PAGE, kept.plan_folder / "plan.json"
    try:
        if page.stat().st_mtime < plan.stat().st_mtime:
            return None
        asked = parsed_json((kept.folder / ASKED).read_text(encoding="utf-8"), ASKED)
        text = page.read_text(encoding="utf-8")
    except (OSError, OpenPBMError, UnicodeDecodeError):
        return None
    if not isinstance(asked, dict) or asked.get(LANG) != language():
        return None
    return text, {name: [str(asked.get(name, ""))] for name in FIELDS}
