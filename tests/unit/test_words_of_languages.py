"""What people type in another language is known, and counts for no less than its English name."""

from __future__ import annotations

import pytest
from test_lay_words import asks

from openpbm.safety.entry import says_nothing, understood
from openpbm.safety.known import LOOKED_AT, known
from openpbm.safety.screening import COLOURS
from openpbm.speech.language import ENGLISH, PSEUDO, languages
from openpbm.tables import Row, rows
from openpbm.tables.row import LAY_WORDS

LANGUAGES = [lang for lang in languages() if lang not in (ENGLISH, PSEUDO)]
OF_COLOUR = ("skin_type_456",)  # asked by its picture, typed by nobody
# as English words: what one is called in English is what it is called everywhere
SAME = {"asp1929", "microneedling"}
SAID = [row for lang in LANGUAGES for row in rows(f"lay_words_{lang}").values()]


def words_of_language(lang: str) -> dict[str, list[str]]:
    """What a language calls each row."""
    found: dict[str, list[str]] = {}
    for row in rows(f"lay_words_{lang}").values():
        for id in row.texts("rows"):
            found.setdefault(id, []).extend(row.texts("says"))
    return found


def test_every_language_has_its_words() -> None:
    assert {f"lay_words_{lang}" for lang in LANGUAGES} == {*LAY_WORDS} - {"lay_words"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_condition_and_treatment_of_the_interview_has_a_word_in_every_language(
    lang: str,
) -> None:
    named = words_of_language(lang)
    asked = [own for own in known().values() if not own.is_looked_at and own.kind != "drug"]
    assert len(asked) > 35
    lacking = {own.id for own in asked} - {*named, *OF_COLOUR, *SAME}
    assert not lacking


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_medicine_that_is_bad_for_light_has_a_word_in_every_language(lang: str) -> None:
    """Its own row, or a medicine that was looked at and stands for it."""
    named = {id.removeprefix(LOOKED_AT) for id in words_of_language(lang)}
    covered = named | {str(known()[f"{LOOKED_AT}{id}"].of_row) for id in named & LOOKED}
    bad = {own.id for own in known().values() if not own.is_looked_at and own.kind == "drug"}
    assert not bad - covered - SAME - UNCHANGED


LOOKED = {id.removeprefix(LOOKED_AT) for id in known() if id.startswith(LOOKED_AT)}
# written alike in Spanish, but for what letters and accents the reader lets go
UNCHANGED = {"vemurafenib", "vandetanib", "ala_oral", "xanthene_topical", "peroxide_acids"}


@pytest.mark.parametrize("row", SAID, ids=lambda row: row.text("id"))
def test_a_word_of_a_language_counts_for_no_less_than_the_english_name(row: Row) -> None:
    kind = row.text("kind")
    for text in row.texts("says"):
        found = asks(text, kind)
        assert not understood(text, kind).unread, text
        for id in row.texts("rows"):
            wanted = asks(known()[id].name, kind)
            assert all(found[c] >= wanted[c] for c in COLOURS), (text, id)


@pytest.mark.parametrize(
    ("text", "kind", "rows"),
    [
        ("isotretinoína", "drug", {"isotretinoin"}),
        ("tomo isotretinoína 20 mg al día", "drug", {"isotretinoin"}),
        ("Doxiciclina 100 mg", "drug", {"doxycycline"}),
        ("litio", "drug", {"lithium"}),
        ("embarazada", "condition", {"pregnancy"}),
        ("estoy embarazada", "condition", {"pregnancy"}),
        ("rosácea leve", "condition", {"rosacea"}),
        ("lupus eritematoso y epilepsia", "condition", {"sle", "epilepsy"}),
        ("psoriasis", "condition", set()),
        ("carcinoma basocelular", "condition", {"skin_cancer_active", "skin_cancer_history"}),
    ],
)
def test_what_people_type_in_spanish_is_known(text: str, kind: str, rows: set[str]) -> None:
    told = understood(text, kind)
    assert not told.unread and not says_nothing(text)
    assert {own.id.removeprefix(LOOKED_AT) for own in told.meant} >= rows
    assert bool(told.meant) == bool(rows)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("isotretinoina xyz", "drug"), ("sin embarazo", "condition"), ("no embarazada", "condition")],
)
def test_a_strange_word_beside_a_spanish_one_stays_unread(text: str, kind: str) -> None:
    assert understood(text, kind).unread
