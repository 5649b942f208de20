"""The room that speaks: every fact has its sentence, in every language, and no sentence is lost."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import speech_walk
from fluent.syntax import FluentParser, ast
from plan_factory import below_trial, insufficient, planned, refused, zoned

from openpbm.answer import Plan
from openpbm.cli.main import main
from openpbm.face import REGIONS
from openpbm.fact import Message, Name, Quantity, message, said, several
from openpbm.files.plan.file import plan_text
from openpbm.record import LIGHT_BANDS
from openpbm.reports.html import report_html
from openpbm.reports.terminal import summary_text
from openpbm.role import ROLES
from openpbm.skin.anatomy import LAYERS
from openpbm.speech import by_fluent
from openpbm.speech.catalogue import Entry, Slot, entries, subjects
from openpbm.speech.fill import Written
from openpbm.speech.language import (
    CATALOGUES,
    ENGLISH,
    PSEUDO,
    language,
    language_asked,
    language_preferred,
    languages,
    speak,
    speaking,
    speaking_as_system,
)
from openpbm.speech.number import THIN, day, number, quantity, row_day, signs, weekday
from openpbm.speech.pseudo import CLOSE, OPEN, accented
from openpbm.speech.say import BEFORE, say, written
from openpbm.tables import rows

PLURALS = {"zero", "one", "two", "few", "many", "other"}
COUNTS = Path(__file__).with_name("speech_counts.json")
TRANSLATED = [lang for lang in languages() if lang not in (ENGLISH, PSEUDO)]
EXAMPLES = Path(__file__).parents[2] / "examples"


def all_entries(lang: str = ENGLISH) -> Iterator[Entry]:
    for subject in subjects(lang):
        yield from entries(lang, subject).values()


def chosen_by(entry: Entry) -> list[tuple[str, frozenset[str]]]:
    """What an entry chooses by, and what it tells apart; plurals are each language's own."""
    plain = re.findall(r"\{ \$(\w+) ->((?:[^{}]|\{[^{}]*\})*)\}", entry.text)
    return sorted(
        (name, frozenset(re.findall(r"\[(\w+)\]", choices)) - PLURALS) for name, choices in plain
    )


def lacking(english: dict[str, Entry], other: dict[str, Entry]) -> list[str]:
    """What a language says otherwise than English: ids, aspects or gaps."""
    found = [f"{id}: lacks" for id in english.keys() - other.keys()]
    found += [f"{id}: unknown in English" for id in other.keys() - english.keys()]
    for id in english.keys() & other.keys():
        one, two = english[id], other[id]
        if set(one.aspects) != {own for own in two.aspects if not own.startswith(BEFORE)}:
            found.append(f"{id}: other aspects")
        if two.variables != one.variables:
            found.append(f"{id}: other gaps")
        if chosen_by(two) != chosen_by(one):
            found.append(f"{id}: chooses by something else")
    return sorted(found)


@pytest.mark.parametrize(
    ("lang", "subject"),
    [(lang, subject) for lang in (ENGLISH, *TRANSLATED) for subject in subjects(lang)],
)
def test_a_catalogue_is_fluent_and_says_each_id_once(lang: str, subject: str) -> None:
    place = CATALOGUES / lang / f"{subject}.ftl"
    body = FluentParser().parse(place.read_text(encoding="utf-8")).body
    assert not [node.content for node in body if isinstance(node, ast.Junk)]
    ids = [node.id.name for node in body if isinstance(node, ast.Message)]
    assert len(ids) == len(set(ids))
    assert all(id.startswith(f"{subject}-") for id in ids)
    assert set(ids) == {id for id in entries(lang, subject) if not id.startswith("-")}


def test_what_is_filled_here_is_what_fluent_says() -> None:
    checked = 0
    for entry in all_entries():
        if entry.chooses:
            continue
        gaps = {name: Written(f"<{name}>") for name in entry.variables}
        for aspect in ("", *entry.aspects):
            pieces = entry.pieces(aspect)
            assert pieces is not None
            ours = "".join(f"<{p.name}>" if isinstance(p, Slot) else p for p in pieces)
            assert ours == by_fluent.chosen(ENGLISH, entry, aspect, gaps)
            checked += 1
    assert checked > len(ROLES)


def test_every_fact_that_the_source_makes_has_its_sentence_and_its_gaps() -> None:
    known = {entry.id: entry for entry in all_entries()}
    problems = []
    for call in speech_walk.calls():
        reached = [
            entry
            for id, entry in known.items()
            if (id.startswith(call.id) if call.is_prefix else id == call.id)
        ]
        if not reached:
            problems.append(f"{call.where}: no catalogue says {call.id}")
        problems += [
            f"{call.where}: {e.id} has the gaps {sorted(e.variables)}, found {sorted(call.gaps)}"
            for e in reached
            if call.gaps is not None and call.gaps != e.variables
        ]
    assert not problems, "\n".join(problems)


def test_no_sentence_calls_a_layer_by_its_id() -> None:
    """One layer has one name, that of the catalogue, whoever tells of it."""
    called = {id.replace("_", " "): written(Name("layer", id)) for id in LAYERS}
    ids = [id for id, name in called.items() if id != name]
    raw = [(e.id, id) for e in all_entries() for id in ids if id in e.text.lower()]
    assert ids and not raw


def test_no_sentence_of_a_catalogue_is_said_by_nobody() -> None:
    made = list(speech_walk.calls())
    exact = {call.id for call in made if not call.is_prefix} | {
        "said-as_it_is",
        "said-as_written",
        "name-language",
    }
    own = ("name-row-", "name-number-", "name-role-")  # of `speech` itself
    heads = (*own, *(call.id for call in made if call.is_prefix))
    lost = [e.id for e in all_entries() if e.id not in exact and not e.id.startswith(heads)]
    assert not lost, lost


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_language_says_what_english_says(lang: str) -> None:
    english, other = ({e.id: e for e in all_entries(own)} for own in (ENGLISH, lang))
    assert not lacking(english, other)


def test_a_language_that_lacks_a_sentence_is_told() -> None:
    english = {"a-b": Entry(id="a-b", text="a-b = { $x }\n    .exact = more\n")}
    assert lacking(english, {}) == ["a-b: lacks"]
    less = {"a-b": Entry(id="a-b", text="a-b = { $y }\n")}
    assert lacking(english, less) == ["a-b: other aspects", "a-b: other gaps"]
    two = {"a-b": Entry(id="a-b", text="a-b = { $x ->\n    [no] no\n   *[one] yes\n}\n")}
    one = {"a-b": Entry(id="a-b", text="a-b = { $x ->\n   *[one] yes\n}\n")}
    assert lacking(two, one) == ["a-b: chooses by something else"]


def test_every_thing_of_the_tables_has_a_name() -> None:
    """In the catalogue: what has no entry there is said as its bare id."""
    things = {"region": REGIONS, "layer": LAYERS, "role": ROLES, "goal": rows("goals")}
    things["band"] = LIGHT_BANDS
    known = {entry.id for entry in all_entries()}
    wanted = [f"name-{kind}-{id}" for kind, ids in things.items() for id in ids]
    assert not [id for id in wanted if id not in known]
    for role in ROLES.values():
        assert written(Name("role", role.name)) == role.word


def test_gaps_are_filled_and_a_row_is_joined() -> None:
    fact = message("name-row-and", before=several(["a", "b"], "or"), last=Quantity(3.14, "J/cm2"))
    assert say(fact).replace(THIN, " ") == "a or b and 3.1 J/cm²"
    assert say(said("as it is")) == "as it is"
    assert written(Name("channel", "red_660")) == "red 660 nm"
    assert written(Quantity(0.5, "share")).replace(THIN, " ") == "50 %"
    assert written(12345) == f"12{THIN}345"


def test_a_gap_that_nothing_fills_and_an_id_that_nobody_knows_are_faults() -> None:
    with pytest.raises(LookupError):
        say("name-row-and", before="a")
    with pytest.raises(LookupError):
        say(Message("name-nobody"))


def test_signs_of_english_are_those_of_babel() -> None:
    from babel import Locale
    from babel.numbers import get_decimal_symbol

    english = Locale.parse("en")
    months, days = english.months["format"], english.days["format"]
    own = signs()
    assert own.decimal == get_decimal_symbol(english)
    for names, wide, count in ((months, own.months, 12), (days, own.days, 7)):
        first = 1 if count == 12 else 0
        assert [names["wide"][i + first] for i in range(count)] == list(wide)
    assert [months["abbreviated"][i + 1] for i in range(12)] == list(own.months_short)
    assert [days["abbreviated"][i] for i in range(7)] == list(own.days_short)


def test_another_language_writes_its_own_numbers_and_dates() -> None:
    with speaking(ENGLISH):
        assert day(date(2026, 11, 23)) == "23 November 2026"
        speak("de")  # no catalogue is needed for these
        assert number(3.14159) == "3,1"
        assert quantity(36.04, "degC").replace(THIN, " ") == "36,0 °C"
        assert day(date(2026, 11, 23)) == "23. November 2026"
        assert weekday(date(2026, 11, 23)) == "Montag, 23. November 2026"
        assert written(date(2026, 11, 23)) == "23. November 2026"
        assert written(datetime(2026, 11, 23, 8, 5)) == "23. November 2026, 08:05"
        assert row_day(date(2026, 11, 23)) == "23.11.2026"
    assert written(datetime(2026, 11, 23, 8, 5)) == "2026-11-23 08:05"  # as files have it
    assert number(3.14159) == "3.1"


def test_the_pseudo_language_is_longer_accented_and_in_brackets() -> None:
    with speaking(PSEUDO):
        told = say("name-row-and", before="1", last="2")
        assert told == f"{OPEN}1 ááññd 2{CLOSE}"
    pieces = (piece for e in all_entries() if not e.chooses for piece in e.pieces() or ())
    text = " ".join(piece for piece in pieces if isinstance(piece, str))
    assert len(accented(text)) >= 1.4 * len(text)
    assert not re.search("[aeiou]", accented("a language of vowels: u"))


@pytest.mark.parametrize(
    "line", [["--lang", "qps", "masks"], ["masks", "--lang", "qps"], ["masks", "--lang=xx-pseudo"]]
)
def test_lang_is_taken_before_the_command_and_behind_it(line: list[str]) -> None:
    assert main(line) == 0


@pytest.mark.parametrize("line", [["--lang", "tlh", "masks"], ["masks", "--lang", "tlh"]])
def test_a_language_that_nobody_speaks_is_told_with_the_known_ones(
    line: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line) == 2
    known = ", ".join(languages())
    assert f'found "tlh"; expected one of {known}' in capsys.readouterr().err


def test_the_environment_names_a_language_and_the_command_line_wins(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENPBM_LANG", "tlh")
    assert main(["masks"]) == 2
    assert "OPENPBM_LANG" in capsys.readouterr().err
    monkeypatch.setenv("OPENPBM_LANG", "qps")
    assert main(["masks", "--lang", "en"]) == 0
    assert OPEN not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("system", "asked", "is_spanish"),
    [
        ({"LANG": "es_MX.UTF-8"}, [], True),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "es"}, [], True),
        ({"LANG": "es_ES", "LC_ALL": "C.UTF-8"}, [], False),
        ({"LANG": "es_ES"}, ["--lang", "en"], False),
        ({"LANG": "es_ES", "OPENPBM_LANG": "en"}, [], False),
        ({"LANG": "qps"}, [], False),
        ({"LANG": "de_DE.UTF-8"}, [], False),
    ],
)
def test_a_terminal_speaks_as_its_system_where_nobody_asked(
    system: dict[str, str],
    asked: list[str],
    is_spanish: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "OPENPBM_LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in system.items():
        monkeypatch.setenv(name, value)
    assert main([*asked, "--help"]) == 0
    assert ("Idioma de lo" in capsys.readouterr().out) == is_spanish
    assert language() == ENGLISH  # nothing of it stays


def test_an_app_answers_each_browser_in_its_own_language_whatever_its_system_speaks() -> None:
    with speaking_as_system({"LANG": "es_ES"}):
        assert language_asked() == ""
        with speaking(language_preferred("en")):
            assert language() == "en"


def test_every_command_takes_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    names = re.findall(r"^  ([a-z][a-z-]+)  +\S", capsys.readouterr().out, re.MULTILINE)
    assert len(names) > 15
    for name in names:
        one = {"skin": ["fit"], "device": ["list"]}  # of a group
        asked = [name, *one.get(name, [])]
        assert main([*asked, "--help"]) == 0
        assert "--lang" in capsys.readouterr().out, name


@pytest.mark.parametrize("made", [planned, below_trial, refused, insufficient, zoned])
def test_a_plan_is_shown_in_any_language_and_its_file_is_the_same_in_all(
    made: Callable[[], Plan],
) -> None:
    english = plan_text(made())
    with speaking(PSEUDO):
        assert plan_text(made()) == english
        page, told = report_html(made()), summary_text(made())
    assert page.count(OPEN) > 30
    assert OPEN in told and OPEN not in summary_text(made())


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["plan", str(EXAMPLES / "home.toml"), "--scenarios", "32", "--start", "2026-05-04"], 0),
        (["plan", str(EXAMPLES / "refused-drug.toml"), "--scenarios", "32", "--json"], 1),
        (["check", str(EXAMPLES / "home.toml")], 0),
        (["screen", str(EXAMPLES / "home.toml")], 0),
        (["safety", "higherdose-red-light-face-mask"], 0),
    ],
)
def test_a_command_ends_alike_in_every_language(
    line: list[str], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(tmp_path)] if line[0] in ("plan", "safety") else []
    assert main([*line, *out, "--lang", PSEUDO]) == code
    assert capsys.readouterr().out


def test_fewer_sentences_stand_outside_the_catalogues_than_before() -> None:
    """Each count only falls; whoever moves sentences into a catalogue lowers the figure."""
    most = json.loads(COUNTS.read_text(encoding="utf-8"))
    for kind, found in speech_walk.counts().items():
        for room, count in found.items():
            assert count <= most[kind].get(room, 0), (
                f"{kind} in {room}: {count}; say new ones in speech/en/*.ftl"
            )


def test_a_sentence_is_seen_and_a_name_is_not() -> None:
    assert speech_walk.is_sentence("less other light, please")
    assert not speech_walk.is_sentence("irradiance_mw_cm2")
    assert not speech_walk.is_sentence("SELECT entry FROM them WHERE it holds")
    assert not speech_walk.is_sentence('<text class="on the mark">two words</text>')
    assert speech_walk.template_words("<p>{{ one }} three words here</p>{# not these #}") == 3


def test_the_libraries_that_speak_are_required() -> None:
    project = tomllib.loads((EXAMPLES.parent / "pyproject.toml").read_text(encoding="utf-8"))
    needed = " ".join(project["project"]["dependencies"])
    assert "fluent.runtime" in needed and "Babel" in needed
