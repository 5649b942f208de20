"""What the tables say to a reader is said in every language, and stays as strict."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from translated import digests, kept

from openpbm.fact import Name, said, several, theirs
from openpbm.person import Person
from openpbm.planning.assumption import OF_LIGHT, OF_SKIN, SHOWN, assumptions
from openpbm.response.evidence import goal_of
from openpbm.safety.entry import understood
from openpbm.speech.language import ENGLISH, PSEUDO, languages, speaking
from openpbm.speech.say import say, written
from openpbm.speech.table import is_translated, of_table, texts
from openpbm.tables import Row, numbers, rows
from plain import leaves

TRANSLATED = [lang for lang in languages() if lang not in (ENGLISH, PSEUDO)]
# what a lay person reads, as it stands in the table
READ = (
    ("contraindications", ("name", "lay")),
    ("medicines", ("name", "reason")),
    ("screening_rules", ("rationale", "of_part", "of_offer", "of_guess")),
    ("skin_answers", ("name", "lay")),
    ("goals", ("target_reason", "known", "would_change", "works_first")),
)
COURSE = ("missed", "review", "prepare", "stop")  # kinds of rows that a plan prints


def read() -> Iterator[str]:
    """Every sentence of the tables that has to be said in each language."""
    for table, fields in READ:
        for row in rows(table).values():
            yield from (_text(row, field) for field in fields if _text(row, field))
    for table in (*OF_LIGHT, *OF_SKIN):
        yield from (own.name for own in numbers(table).values() if own.status in SHOWN)
    yield from (row.text("text") for row in rows("schedule").values() if row.text("kind") in COURSE)


def _text(row: Row, field: str) -> str:
    return row.text(field) if field in row else ""


@pytest.mark.parametrize("lang", TRANSLATED)
def test_no_sentence_of_a_table_lacks_a_language(lang: str) -> None:
    known = texts(lang)
    assert not [text for text in read() if text not in known]
    assert all(own.strip() for own in known.values())


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_sentence_of_safety_was_translated_from_what_english_says_now(lang: str) -> None:
    """Look at each translation, make it as strong, then run `python tests/unit/translated.py`."""
    now, then = digests(), kept()[lang]
    assert len(now) > 300
    assert not [id for id in now.keys() | then.keys() if now.get(id) != then.get(id)]


@pytest.mark.parametrize("lang", TRANSLATED)
def test_no_translation_is_of_a_sentence_that_no_table_says(lang: str) -> None:
    """A table that was changed takes its translation along: the old one is no longer true."""
    everything = set(_strings())
    assert not [english for english in texts(lang) if english not in everything]


def _strings() -> Iterator[str]:
    import json
    from pathlib import Path

    import openpbm

    for path in (Path(openpbm.__file__).parent / "tables").glob("*.json"):
        found = leaves(json.loads(path.read_text(encoding="utf-8")))
        yield from (value for value in found if isinstance(value, str))


def test_a_sentence_of_a_table_is_said_wherever_it_stands() -> None:
    english = rows("schedule")["stop_heat"].text("text")
    assert of_table(english) == english  # English is what the table says
    with speaking("es"):
        own = of_table(english)
        assert own != english and is_translated(english)
        assert say(said(english)) == own
        assert of_table(f"{english[:1].lower()}{english[1:]}") == own[:1].lower() + own[1:]
        assert of_table("-38.5 % of subjects") == "-38,5 % de los participantes"
        assert of_table("words of somebody") == "words of somebody"
    with speaking(PSEUDO):
        assert not is_translated(english)


def test_what_a_person_wrote_is_said_as_it_is_written() -> None:
    """A file has to be changed where it says so, and not where a translation would say so."""
    name = rows("contraindications")["pregnancy"].text("name")
    with speaking("es"):
        assert is_translated(name)
        assert f"«{name}»" in say("screen-denied", who="x", by="y", day="z", about=name)
        assert say("caution-screen", row=name, rationale="", pending="no") != name


def test_names_of_studies_stay_in_a_translated_sentence() -> None:
    holed = rows("goals")["acne"].text("would_change")
    assert "{kwon_2013_home_420_660}" in holed
    with speaking("es"):
        told = of_table(holed.replace("{kwon_2013_home_420_660}", "Kwon 2013"))
        assert "Kwon 2013" in told and "{" not in told and told != holed


@pytest.mark.parametrize(
    ("items", "joint", "told"),
    [
        (("a", "b"), "and", "a y b"),
        (("a", "infrarroja"), "and", "a e infrarroja"),
        (("a", "hierba"), "and", "a y hierba"),
        (("a", "hidratación"), "and", "a e hidratación"),
        (("uno", "otro"), "or", "uno u otro"),
        (("a", "b", "660 nm"), "or", "a, b o 660 nm"),
    ],
)
def test_a_row_is_joined_as_it_sounds(items: tuple[str, ...], joint: str, told: str) -> None:
    with speaking("es"):
        assert written(several(items, joint)) == told


def test_colours_agree_with_light_in_spanish() -> None:
    with speaking("es"):
        row = several([Name("channel", "red_660"), Name("channel", "nir_830")])
        assert written(row) == "roja 660 nm e infrarroja cercana 830 nm"


@pytest.mark.parametrize(
    ("own", "english"),
    [
        ("arrugas", "wrinkles"),
        ("acné", "acne"),
        ("herida", "wound"),
        ("heridas", "wounds"),
        ("cicatriz", "scar"),
        ("rosácea", "rosacea"),
        ("eccema", "eczema"),
        ("dermatitis atópica", "atopic dermatitis"),
        ("manchas oscuras", "dark spots"),
        ("circulación", "circulation"),
    ],
)
def test_a_goal_in_spanish_is_known_and_is_no_kinder_as_a_condition(own: str, english: str) -> None:
    assert goal_of(own).id == goal_of(english).id
    told, meant = understood(own, "condition"), understood(english, "condition")
    assert {row.id for row in told.meant} == {row.id for row in meant.meant} or told.unread
    assert bool(told.unread) or not meant.unread


@pytest.mark.parametrize(
    "word", ["embarazo", "epilepsia", "litio", "doxiciclina", "lupus eritematoso"]
)
def test_a_name_that_only_spanish_has_counts_as_unknown_at_least(word: str) -> None:
    kind = "drug" if word in ("litio", "doxiciclina") else "condition"
    told = understood(word, kind)
    assert told.unread or told.meant


def test_what_a_person_wrote_stays_as_written_though_a_table_says_the_same() -> None:
    with speaking("es"):
        for english in texts("es"):
            assert say(theirs(english)) == english
            assert english in say("refusal-maker_not_worn", mask=english)
            assert english in say("file-protocol_outside", zone=english, region="x")


def test_the_layer_of_a_goal_is_called_by_its_name_among_the_assumptions() -> None:
    person, goal = Person(age_years=40.0, phototype="II"), goal_of("wrinkles")
    listed = assumptions(person, light_ids=(), trials=(), goals=(goal,), ceilings=())
    (row,) = (row for row in listed if row.id == f"goals.{goal.id}")
    for lang in (ENGLISH, *TRANSLATED):
        with speaking(lang):
            assert say(row.value) == written(Name("layer", goal.target_layer))
