"""What of a table's row reaches a finding, and which names a row answers to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from openpbm.safety import screening
from openpbm.safety.entry import VAGUE_CLASSES, understood
from openpbm.safety.known import known
from openpbm.safety.screening import closed_days, screen
from openpbm.tables import Row, rows
from plain import saying

START = date(2026, 12, 1)
TABLE = rows("contraindications")
NOTHING = rows("screening_rules")["nothing"]


@pytest.mark.parametrize("row", [r for r in TABLE.values() if r.text("kind") != "population"])
def test_a_finding_says_what_its_row_says(row: Row) -> None:
    found = screen(saying(row.text("kind"), row.text("name"), START), START)
    (own,) = [f for f in found if f.id == row.text("id")]
    assert own.name == row.text("name")
    assert own.rationale == row.text("lay")  # the sentence for the person, not the makers' note
    assert own.source == row.text("source")


@pytest.mark.parametrize("row", [r for r in TABLE.values() if r.text("kind") != "population"])
def test_a_row_answers_to_its_id(row: Row) -> None:
    plain = row.text("id").replace("_", " ")
    assert row.text("id") in [m.id for m in understood(plain, row.text("kind")).meant]
    if row.text("kind") == "drug":
        longer = understood(f"my {plain} since 2020", "drug")
        assert row.text("id") in [m.id for m in longer.meant]


def test_an_id_of_one_plain_word_is_not_found_inside_other_words() -> None:
    assert "infection" not in [m.id for m in understood("ear infection", "condition").meant]
    assert "minor" not in [m.id for m in understood("minor acne", "condition").meant]


@pytest.mark.parametrize(
    "word", sorted(VAGUE_CLASSES - {"dye", "hormone"})
)  # dye: of other classes; a hormone is asked about
def test_a_word_for_anything_names_no_medicine(word: str) -> None:
    assert understood(word, "drug").meant == ()


@pytest.mark.parametrize(
    ("name", "kind"), [("doxycycline", "drug"), ("melasma", "condition"), ("waxing", "procedure")]
)
def test_words_beside_a_name_are_asked_about_whatever_it_names(name: str, kind: str) -> None:
    assert understood(f"{name} zzzz", kind).unread == ("zzzz",)


def test_hints_are_names_of_the_kind_and_never_classes() -> None:
    def hints(text: str, kind: str) -> list[str]:
        return [offer.name for offer in understood(text, kind).offers]

    assert hints("hydroxychloroquinexyz", "drug") == ["hydroxychloroquine"]
    assert hints("hydroxychloroquinexyz", "condition") == []
    assert "phenothiazine" not in hints("phenothiazinexyz", "drug")


@pytest.mark.parametrize(
    "text",
    [
        *("", "  ", "None", "no, nothing", "-", "--", "N/A", "na", "keine", "aucun", "ninguno"),
        *("keine Medikamente", "no medication", "none, really", "not taking anything", "なし"),
        *NOTHING.texts("names"),
        *NOTHING.texts("phrases"),
    ],
)
def test_words_for_nothing_say_nothing(text: str) -> None:
    assert screen(saying("drug", text, START), START) == ()
    assert screen(saying("condition", text, START), START) == ()
    assert understood(text, "drug").unread == ()


def test_a_washout_of_part_of_a_day_is_a_whole_one(monkeypatch: pytest.MonkeyPatch) -> None:
    short = {**known(), "microneedling": replace(known()["microneedling"], washout_days=2.2)}
    monkeypatch.setattr(screening, "known", lambda: short)
    monkeypatch.setattr(screening, "_default_days", lambda: 3.4)
    listed, unknown = (saying("procedure", name, START) for name in ("microneedling", "zzzz"))
    assert [last - START for _, last, _ in closed_days(listed)] == [timedelta(days=3)]
    assert [last - START for _, last, _ in closed_days(unknown)] == [timedelta(days=4)]
    for person, days in ((listed, 3), (unknown, 4)):
        (first,) = screen(person, START + timedelta(days=days))
        (second,) = screen(person, START + timedelta(days=days + 1))
        assert first.active and not second.active
        assert first.clear_on == START + timedelta(days=days + 1)


@pytest.mark.parametrize(
    "text", ["?", "not known", "not sure", "no idea", "none, doxycycline", "no healthy skin", "n"]
)
def test_what_is_no_plain_no_says_something(text: str) -> None:
    assert screen(saying("drug", text, START), START) != ()
