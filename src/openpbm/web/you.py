"""Who are you: the interview, and what the answers mean for light."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from openpbm.errors import OpenPBMError
from openpbm.face import REGIONS
from openpbm.fact import message, said, several, theirs
from openpbm.files.answer import (
    LIGHT_QUESTION,
    LIGHT_UNKNOWN,
    LISTS,
    SKIN_QUESTION,
    SKIN_TYPES,
    TOPICS,
    echoes,
    guesses_of,
    person_text,
)
from openpbm.files.person_file import PersonFile
from openpbm.mask import Mask
from openpbm.safety.entry import understood
from openpbm.speech.say import say
from openpbm.web.form import Form, sentence
from openpbm.web.mask_form import mask_table
from openpbm.web.pages import Rooms, Sent, elsewhere, rooms_of, shown
from openpbm.web.people import KeptPerson, Typed, alike, person_of, worn_by
from openpbm.web.practice.followed import FIELD, choices, follow
from openpbm.web.practice.given import (
    NONE,
    Files,
    check_person,
    files_of,
    house_device,
    house_devices,
    mask_of,
    mask_of_another,
    practice_of,
    typed_of,
)
from openpbm.web.you_form import BY, check_born, goal_choices, known_names, person_lines

router = APIRouter()


@router.get("/new")
def fresh(request: Request, like: str = "", device: str = "") -> Response:
    """The interview of a new person; with the mask of another, and nothing else of theirs."""
    rooms = rooms_of(request)
    other, typed = rooms.people.of(like), Typed()
    worn = None if other is None else worn_by(other)
    if worn is not None or house_device(rooms, device) is not None:
        typed["device"] = [device if worn is None else worn.id]
    elif other is not None:
        typed["like"] = [other.id]
    return _asked(request, Form(typed=typed), None)


@router.post("/new")
def create(request: Request, form: Sent) -> Response:
    """A new person, or the form with what is missing."""
    return _answered(request, form, None)


@router.get("/p/{person_id}/you")
def again(request: Request, person_id: str) -> Response:
    """The interview with the answers of last time."""
    rooms = rooms_of(request)
    kept = rooms.kept(person_id)
    return _asked(request, Form(typed=rooms.people.typed(kept.folder).get("you", {})), kept)


@router.post("/p/{person_id}/you")
def change(request: Request, person_id: str, form: Sent) -> Response:
    """Other answers of the same person."""
    return _answered(request, form, rooms_of(request).kept(person_id))


@router.get("/understood")
def heard(kind: str = "", text: str = "") -> Response:
    """What one entry would be understood as, while somebody types."""
    if kind not in ("drug", "condition", "procedure") or not 1 <= len(text.strip()) <= 80:
        return JSONResponse({"echoes": [], "guesses": []})
    meaning = understood(text.strip(), kind)
    guesses = guesses_of(meaning)
    told = [] if guesses else echoes(text.strip(), meaning, kind)
    lines = [say(line) for line in told]
    if guesses:
        spoken = say("web_form-do_you_mean", guesses=several(guesses, "or"))
    else:
        spoken = say("web_form-understood", meaning=several(lines, "semicolon"))
    return JSONResponse({"echoes": lines, "guesses": guesses, "said": spoken})


def _answered(request: Request, form: Form, kept: KeptPerson | None) -> Response:
    do = form.v("do")
    if do.startswith("more-"):  # another empty row; nothing is judged yet
        return _asked(request, form, kept)
    rooms = rooms_of(request)
    file = None if kept is None else person_of(kept)
    check_born(form, rooms.today())
    _check_name(rooms, form, kept)
    follow(rooms, form, file.mask if isinstance(file, PersonFile) else _mask_said(rooms, form))
    answers = person_lines(form, file.person if isinstance(file, PersonFile) else None)
    if do == "look":  # one screen of the interview is left; nothing is kept yet
        return _asked(request, form, kept)
    if answers is None:
        return _asked(request, form, kept, status=422)
    person_id = kept.id if kept is not None else rooms.people.new_id()
    files = NONE
    if kept is not None:
        forms = rooms.people.typed(kept.folder)
    else:
        forms, files = _mask_to_begin_with(rooms, form)
    for of_the_form in ("do", "page"):
        form.typed.pop(of_the_form, None)
    forms["you"] = form.typed
    answers.mask = mask_table(Form(typed=forms.get("mask", {})))
    text = person_text(answers, by=BY)
    try:
        check_person(text, rooms.people.people / person_id / "person.toml", files)
    except OpenPBMError as problem:  # a rule of the file that no single field knows
        form.errors["all"] = said(sentence(str(problem).split(": ", 1)[-1]))
        return _asked(request, form, kept, status=422)
    saved = rooms.people.save(person_id, text, forms, files)
    return elsewhere(f"/p/{saved.id}/screen")


def _check_name(rooms: Rooms, form: Form, kept: KeptPerson | None) -> None:
    """Two books for one skin would each count on the same room: a name that is here is asked of."""
    if not form.v("name") or form.has("namesake", "yes"):
        return
    if kept is not None and alike(kept.own_name) == alike(form.v("name")):
        return
    other = rooms.people.namesake(form.v("name"), form.v("born"), "" if kept is None else kept.id)
    if other is not None:
        form.errors["name"] = message("web_you-namesake", name=theirs(other.name))


def _mask_to_begin_with(rooms: Rooms, form: Form) -> tuple[dict[str, Typed], Files]:
    """The mask that a new person was said to have: of the house, or of another person."""
    device = house_device(rooms, "".join(form.typed.pop("device", [])))
    other = rooms.people.of("".join(form.typed.pop("like", [])))
    if device is not None:
        return {"mask": typed_of(device)}, files_of(device)
    if other is None:
        return {}, NONE
    mask, files = mask_of_another(rooms, other)
    return ({"mask": mask} if mask else {}), files


def _mask_said(rooms: Rooms, form: Form) -> Mask | None:
    """The mask that a new person is to have, for the zones of a protocol."""
    device = house_device(rooms, form.v("device"))
    if device is not None:
        return mask_of(device)
    other = rooms.people.of(form.v("like"))
    file = None if other is None else person_of(other)
    return file.mask if isinstance(file, PersonFile) else None


def _asked(request: Request, form: Form, kept: KeptPerson | None, *, status: int = 200) -> Response:
    return shown(
        request,
        "you.html.j2",
        status=status,
        kept=kept,
        form=form,
        skin_question=SKIN_QUESTION,
        skin_types=SKIN_TYPES,
        topics=TOPICS,
        lists=LISTS,
        light_question=LIGHT_QUESTION,
        light_unknown=LIGHT_UNKNOWN,
        goals=goal_choices(),
        asks_born=practice_of(rooms_of(request)).asks_born or bool(form.v("born")),
        protocols=choices(rooms_of(request), form.v(FIELD)),
        devices=house_devices(rooms_of(request)) if kept is None else (),
        regions=REGIONS,
        parted=any(field.startswith("region-") for field in form.typed),
        known={kind: known_names(kind) for kind, _ in LISTS},
    )


def first_page(rooms: Rooms) -> str:
    """Where the app opens."""
    people = rooms.people.everyone()
    if not people:
        return "/new"
    return f"/p/{people[0].id}" if len(people) == 1 else "/people"
