"""The interview as a form: the same questions, the same reading, errors at their field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from openpbm.face import REGIONS
from openpbm.fact import message
from openpbm.files.answer import (
    LISTS,
    LONGEST,
    MOST_NAMES,
    TOPICS,
    Answers,
    Health,
    Topic,
    age_of,
    day_of,
    day_or_none,
    echoes,
    goals_of,
    guesses_of,
    kind_of,
    names_of,
    number_between,
    phototype_of,
    put_health,
    said_of_topic,
    with_guess,
)
from openpbm.files.answer_error import AnswerError
from openpbm.files.toml_text import Table, Toml
from openpbm.person import PHOTOTYPES, Person
from openpbm.response.evidence import goal_of
from openpbm.safety.entry import is_named, understood, words_in
from openpbm.safety.known import known
from openpbm.safety.names import SEPARATORS
from openpbm.speech.language import ENGLISH, language, source
from openpbm.speech.table import texts
from openpbm.tables import rows
from openpbm.web.form import MOST_ROWS, Form
from openpbm.web.mask_form import mask_table
from openpbm.web.people import Typed

BY = "openpbm app"  # wrote the person file
SKINS = (*PHOTOTYPES, "ita", "lab")
RECENT = {"none": "none", "logged": "none", "unknown": "unknown"}  # choice: recent_light
FIELDS = ("name", "day", "spelt")
FIRST_BORN = 1900
MARK = "protocol-mark"  # name, version, author and rhythm of a protocol, as `follow` puts them
CHOOSE = message("web_form-choose_one")


@dataclass(frozen=True, kw_only=True)
class GoalChoice:
    """A goal to tick, with what is known of it."""

    id: str
    word: str  # as the person file writes it
    known: str


def goal_choices() -> tuple[GoalChoice, ...]:
    """Every goal of the table."""
    found = []
    for row in rows("goals").values():
        word = row.texts("aliases")[0]
        goal = goal_of(word)
        found.append(GoalChoice(id=goal.id, word=word, known=row.text("known", "")))
    return tuple(found)


def known_names(kind: str) -> tuple[str, ...]:
    """Names to suggest while somebody types, in the language spoken; each of them is read."""
    return _suggested(kind, source(language()))


@cache
def _suggested(kind: str, lang: str) -> tuple[str, ...]:
    """Names of the tables; in another language what people say there, and names that are read."""
    names = {own.name for own in known().values() if own.kind == kind}
    if lang != ENGLISH and (said := words_in(lang, kind)):
        own = texts(lang)
        names = {own[name] for name in names if name in own and is_named(own[name], kind)} | said
    return tuple(sorted(names, key=str.casefold))


def person_lines(form: Form, before: Person | None = None) -> Answers | None:
    """The [person] table of the answers; None where a field has an error or a question.

    What the form does not ask is kept as it was `before`, for entries that are still there.
    """
    said = Answers()
    if len(form.v("name")) > LONGEST:
        form.errors["name"] = message("web_you-name_long", most=LONGEST)
    _age_and_skin(form, said)
    _goals(form, said, before)
    _eyes_and_face(form, said)
    health = _health(form)
    recent = form.choice("recent", tuple(RECENT), CHOOSE)
    if form.errors or any(form.guesses.values()):
        return None
    assert recent is not None
    said.person["recent_light"] = RECENT[recent]
    said.person.update(_mark(form))
    if before is not None:
        health.no_to = {each.name: list(each.no_to) for each in before.medicines}
        dated = [name for name, _ in (*health.medicines, *health.procedures)]
        named = {"age", *health.conditions, *dated}
        said.experts = [each for each in before.answers if each.about in named]
    put_health(health, said)
    return said


def answers_of(forms: Mapping[str, Typed], before: Person | None) -> Answers | None:
    """The whole person file of what was typed, its mask among it; None as `person_lines`."""
    answers = person_lines(Form(typed=forms.get("you", {})), before)
    if answers is not None:
        answers.mask = mask_table(Form(typed=forms.get("mask", {})))
    return answers


def check_born(form: Form, today: date) -> None:
    """The year of birth, for the record alone: it may be left out, and it fits the age."""
    if not form.v("born"):
        return
    year = form.read("born", lambda text: _year(text, today))
    try:
        age_years = age_of(form.v("age"))
    except AnswerError:  # said at its own field
        return
    if year is not None and not 0 <= today.year - year - age_years < 2:
        form.errors["born"] = message("web_you-born_other", text=form.v("born"), age=form.v("age"))


def _year(text: str, today: date) -> int:
    if not (text.isdecimal() and FIRST_BORN <= int(text[:9]) <= today.year):
        raise AnswerError("web_you-a_year", text=text, first=str(FIRST_BORN), last=str(today.year))
    return int(text)


def _age_and_skin(form: Form, said: Answers) -> None:
    age_years = form.read("age", age_of)
    if age_years is not None:
        said.person["age_years"] = age_years
    skin = form.choice("skin", SKINS, message("web_you-skin_choose"))
    if skin == "ita":
        ita_deg = form.read("ita", lambda text: number_between(text, -90, 90, "degrees"))
        if ita_deg is not None:
            said.person["ita_deg"] = ita_deg
    elif skin == "lab":
        _lab(form, said)
    elif skin is not None:
        said.person["phototype"] = phototype_of(skin)


def _lab(form: Form, said: Answers) -> None:
    ranges = (("lab_l", "L*", 0.01, 100.0), ("lab_a", "a*", -128.0, 128.0))
    found = [
        form.read(name, lambda text, a=low, b=high, u=unit: number_between(text, a, b, u))  # type: ignore[misc]
        for name, unit, low, high in (*ranges, ("lab_b", "b*", -128.0, 128.0))
    ]
    values = [float(value) for value in found if value is not None]
    if len(values) == 3:
        said.person["lab"] = values


def _goals(form: Form, said: Answers, before: Person | None) -> None:
    words = {choice.id: choice.word for choice in goal_choices()}
    wanted = [
        (words[goal], _places(form, f"region-{goal}")) for goal in form.all("goal") if goal in words
    ]
    if form.v("goal_other"):
        wanted += [(word, []) for word in form.read("goal_other", goals_of) or []]
    if not wanted and "goal_other" not in form.errors:
        form.errors["goal"] = message("web_you-goal_choose")
    shared = _places(form, "region")
    kept = () if before is None else before.wishes
    follow = {goal_of(wish.goal).id for wish in kept if wish.uncontrolled}
    entries = [_wish(word, own or shared, goal_of(word).id in follow) for word, own in wanted]
    said.person["goals"] = entries


def _mark(form: Form) -> Table:
    """By which protocol the goals were chosen."""
    if not form.all(MARK):
        return {}
    name, version, author, most = form.all(MARK)
    mark: Table = {"name": name, "version": int(version), "author": author}
    if most:
        mark["most_per_week"] = float(most)
    return {"protocol": mark}


def _places(form: Form, field: str) -> list[str]:
    return [name for name in REGIONS if form.has(field, name)]


def _wish(word: str, places: list[str], follows_any: bool) -> Toml:
    """A goal of the file, with its own regions and the study to follow where there are some."""
    if not places and not follows_any:
        return word
    wish: Table = {"goal": word}
    if places:
        wish["regions"] = places
    if follows_any:
        wish["uncontrolled"] = True
    return wish


def _eyes_and_face(form: Form, said: Answers) -> None:
    goggles = form.choice("goggles", ("yes", "no"), CHOOSE)
    if goggles is not None:
        worn = "opaque_goggles" if goggles == "yes" else "none"
        said.person["eye_protection"] = worn
    if form.v("height"):
        height_mm = form.read("height", lambda text: number_between(text, 80, 260, "mm"))
        if height_mm is not None:
            said.person["face_height_mm"] = height_mm


def _health(form: Form) -> Health:
    """Every question that the screen needs answered; only a spoken no counts as one."""
    health = Health()
    for number, topic in enumerate(TOPICS):
        for name in _of_topic(form, f"topic-{number}", topic):
            _take(form, health, f"topic-{number}-which", name, "condition", "")
    for kind, _ in LISTS:
        _list(form, health, kind)
    return health


def _of_topic(form: Form, field: str, topic: Topic) -> list[str]:
    """The conditions of one question: none for a no; its stricter word where nobody is sure."""
    said = form.choice(field, ("yes", "no", "unsure"), message("web_you-say_one"))
    if said in (None, "no"):
        return []
    names: list[str] = []
    if topic.which and form.v(f"{field}-which"):
        names = form.read(f"{field}-which", names_of) or []
    return said_of_topic(topic, names or ["yes"])


def _list(form: Form, health: Health, kind: str) -> None:
    """The rows of one list, or a spoken none."""
    filled = [
        i for i in range(MOST_ROWS) if form.v(f"{kind}-{i}-name") or form.v(f"{kind}-{i}-day")
    ]
    if form.v(f"{kind}-any") == "none":
        if filled:
            form.errors[f"{kind}-any"] = message("web_you-none_and_some")
        return
    if not filled:
        form.errors[f"{kind}-any"] = message("web_you-name_or_none")
    count = sum(len(SEPARATORS.split(form.v(f"{kind}-{i}-name"))) for i in filled)
    if count > MOST_NAMES:  # each is looked up and echoed, which takes its time
        form.errors[f"{kind}-any"] = message("web_you-many_names", count=count, most=MOST_NAMES)
        return
    for i in filled:
        _entry(form, health, kind, f"{kind}-{i}")


def _entry(form: Form, health: Health, kind: str, row: str) -> None:
    names = form.read(f"{row}-name", _name)
    for name in names or []:
        _take(form, health, f"{row}-name", name, kind, row)


def _name(text: str) -> list[str]:
    names = names_of(text, expected="its name")
    if not names:
        raise AnswerError("web_you-an_entry", text=text)
    return names


def _take(form: Form, health: Health, field: str, name: str, asked: str, row: str) -> None:
    """One entry: its spelling agreed, its meaning echoed, its date read."""
    name = _spelt(form, field, name, asked)
    kind = kind_of(name, asked)
    told = form.echoes.setdefault(field, [])
    told += [line for line in echoes(name, understood(name, kind), kind) if line not in told]
    day_field = f"{row or field}-day"
    if kind == "procedure":
        day = form.read(day_field, day_of)
        if day is not None:
            health.procedures.append((name, day))
    elif kind == "drug":
        last = form.read(day_field, day_or_none)
        if day_field not in form.errors:
            health.medicines.append((name, last))
    else:
        health.conditions.append(name)


def _spelt(form: Form, field: str, name: str, kind: str) -> str:
    """The spelling that was agreed to; a guess is asked about, and never taken unasked."""
    meaning = understood(name, kind)
    guesses = guesses_of(meaning)
    if not guesses:
        return name
    agreed = form.v(f"{field}-spelt")
    if agreed in (f"keep {name}", f"keep {form.v(field)}"):  # one name, or a line of several
        return name  # it counts as unknown
    if agreed in guesses:
        return with_guess(name, agreed, meaning)
    form.guesses[field] = guesses
    return name
