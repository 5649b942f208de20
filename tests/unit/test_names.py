"""How what a person wrote is read as names of a table: on a small table made for it."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest

from openpbm.safety.names import Name, distance, nearly, read, words_of
from openpbm.safety.screening import understood


def name(row: str, shown: str, kind: str, **said: bool) -> Name:
    return Name(row=row, kind=kind, words=words_of(shown), shown=shown, **said)


DRUGS = (
    name("doxy", "doxycycline", "drug"),
    name("mala", "methyl aminolevulinate", "drug"),
    name("aspirin", "aspirin", "drug"),
    name("dapsone", "dapsone", "drug"),
    name("gold", "gold", "drug"),
    name("doxy", "tetracycline", "drug", is_class=True),
    name("tetra", "tetracyclin", "drug"),
    name("iron", "hydrocortisone cream", "drug"),
)
CONDITIONS = (
    name("lupus", "cutaneous lupus erythematosus", "condition"),
    name("infection", "infection", "condition", within=False),
    name("redlight", "red light", "condition"),
    name("immune", "autoimmune", "condition", is_class=True),
    name("low", "hypothyroidism", "condition"),
    name("laser", "laser", "condition"),
    name("peel", "laser peel", "condition"),
    name("ablative", "ablative laser", "condition"),
    name("gentle", "non ablative laser", "condition"),
    name("scar", "keloid", "condition"),
    name("burn", "sunburn", "condition"),
    name("scald", "sunburn", "condition"),
)


def rows_of(text: str, *, every_word: bool = False) -> tuple[list[str], tuple[str, ...]]:
    """Rows of a condition, and what was not read."""
    reading = read(text, CONDITIONS, kind="condition", every_word=every_word)
    return [match.row for match in reading.matches], reading.unread


def drugs_of(text: str) -> tuple[list[str], tuple[str, ...]]:
    reading = read(text, (*DRUGS, *CONDITIONS), kind="drug", every_word=True)
    return [match.row for match in reading.matches], reading.unread


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gas", ("gas",)),
        ("pens", ("pen",)),
        ("pills", ("pill",)),
        ("abscess", ("abscess",)),
        ("John's", ("john",)),
        ("Époque 5-FU", ("epoque", "5", "fu")),
        ("药", ()),
    ],
)
def test_words_lose_case_accents_and_plurals_only(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_a_name_stands_in_a_text_and_a_text_in_a_name() -> None:
    assert rows_of("my old laser peel") == (["peel"], ())
    assert set(rows_of("laser")[0]) == {"laser", "peel", "ablative", "gentle"}
    assert rows_of("lupus") == (["lupus"], ())
    assert rows_of("erythematosus lupus") == ([], ("erythematosus lupus",))
    assert rows_of("some lupus here") == ([], ("some lupus here",))
    assert drugs_of("aminolevulinate") == (["mala"], ())
    assert drugs_of("cream") == ([], ("cream",))
    assert drugs_of("药, 5") == ([], ("药", "5"))


def test_a_dose_or_a_form_hides_no_longer_name() -> None:
    own = (name("egfr", "cetuximab", "drug"), name("light", "cetuximab saratolacan", "drug"))
    for text in ("cetuximab", "Cetuximab 400 mg", "my cetuximab", "old cetuximab gel 0.05 %"):
        reading = read(text, own, kind="drug", every_word=True)
        assert [m.row for m in reading.matches] == ["egfr", "light"]
        assert reading.unread == ()


def test_what_only_happens_to_hold_a_name_names_no_row() -> None:
    assert rows_of("a nasty infection") == ([], ("a nasty infection",))
    assert rows_of("keloid, infection") == (["scar", "infection"], ())
    assert rows_of("red light at night") == ([], ("red light at night",))
    assert rows_of("keloid, red light") == (["scar", "redlight"], ())


def test_the_longer_name_speaks_and_what_stands_beside_it_too() -> None:
    assert rows_of("laser peel") == (["peel"], ())
    assert rows_of("deep laser peel") == (["peel"], ())
    assert rows_of("a non ablative laser") == (["gentle"], ())
    assert rows_of("the ablative laser") == rows_of("ablative laser")
    assert sorted(rows_of("sunburn non ablative laser")[0]) == ["burn", "gentle", "scald"]
    assert sorted(rows_of("non ablative laser sunburn")[0]) == ["burn", "gentle", "scald"]
    assert rows_of("old sunburn") == (["burn", "scald"], ())


def test_a_class_adds_its_rows_and_identifies_nothing() -> None:
    assert drugs_of("tetracycline") == (["doxy", "tetra"], ())  # the last as a slip
    assert drugs_of("tetracycline drops of mine")[0] == ["doxy"]
    assert drugs_of("tetracycline drops of mine")[1] == ("tetracycline drops of mine",)
    assert rows_of("autoimmune") == (["immune"], ())
    assert rows_of("autoimmune trouble") == ([], ("autoimmune trouble",))
    assert drugs_of("autoimmune aspirin") == (["aspirin"], ("autoimmune",))


def test_a_class_that_is_no_slip_is_a_match_and_not_a_name() -> None:
    own = (name("doxy", "quinolone", "drug", is_class=True),)
    for every_word, unread in ((True, ("quinolone",)), (False, ())):
        reading = read("quinolone", own, kind="drug", every_word=every_word)
        assert [m.row for m in reading.matches] == ["doxy"]
        assert reading.unread == unread


def test_parts_are_read_one_by_one_and_none_is_lost() -> None:
    assert rows_of("keloid,, sunburn") == (["scar", "burn", "scald"], ())
    assert rows_of("keloid and zzz; sunburn / yyy")[1] == ("zzz", "yyy")
    assert rows_of(" ; ") == ([], (";",))
    assert rows_of("keloid, keloid") == (["scar"], ())


def test_words_beside_a_medicine_are_another_medicine() -> None:
    assert drugs_of("aspirin dapsone") == (["aspirin", "dapsone"], ())
    assert drugs_of("aspirin zzz dapsone") == (["aspirin", "dapsone"], ("zzz",))
    assert drugs_of("aspirin 20 mg daily") == (["aspirin"], ())
    assert drugs_of("asprin") == (["aspirin"], ())
    assert rows_of("keloid zzz") == (["scar"], ())


def test_what_is_known_and_calm_matches_nothing_and_is_read() -> None:
    calm = (words_of("sunburnt"), words_of("dull skin"))
    for text in ("dull skin", "Dull", "sunburnt"):
        for every_word in (True, False):
            reading = read(text, CONDITIONS, kind="condition", neutral=calm, every_word=every_word)
            assert (reading.matches, reading.unread) == ((), ())


# --------------------------------------------------------------------------------- slips


@pytest.mark.parametrize(
    ("known", "said", "forgiven"),
    [
        ("abcd", "abcx", False),
        ("abcd", "abc", False),
        ("abcde", "abcdx", True),
        ("abcde", "abcxy", False),
        ("abcdefg", "abcdefx", True),
        ("abcdefg", "abcdexy", False),
        ("abcdefgh", "abcdefxy", True),
        ("abcdefgh", "abcdefghxy", True),
        ("abcdefgh", "abcdexyz", False),
        ("abcdefgh", "abcdefghxyz", False),
        ("abcdefgh", "badcefgh", True),
    ],
)
def test_long_names_forgive_two_slips_shorter_ones_one_and_short_ones_none(
    known: str, said: str, forgiven: bool
) -> None:
    own = (name("it", known, "drug"),)
    reading = read(said, own, kind="drug")
    assert [(m.row, m.read_as) for m in reading.matches] == ([("it", known)] if forgiven else [])
    assert reading.unread == (() if forgiven else (said,))


def test_slips_are_forgiven_towards_names_of_the_kind_asked() -> None:
    own = (name("it", "abcdefgh", "drug"), name("that", "abcdefgx", "condition"),
           name("those", "abcdefgy", "drug", is_class=True))  # fmt: skip
    assert [m.row for m in read("abcdefgz", own, kind="drug").matches] == ["it"]
    assert [m.row for m in read("abcdefgz", own, kind="condition").matches] == ["that"]


def test_of_two_names_of_a_row_the_first_is_told() -> None:
    own = (name("it", "abcdefgh", "drug"), name("it", "abcdefgx", "drug"))
    (match,) = read("abcdefgz", own, kind="drug").matches
    assert match.read_as == "abcdefgh"


def test_only_telling_words_are_compared() -> None:
    own = (name("it", "vitamin abcdefgh", "drug"), name("all", "cream gel", "drug"))
    assert [m.row for m in read("abcdefgx 20 mg", own, kind="drug").matches] == ["it"]
    assert read("药", own, kind="drug").unread == ("药",)


@pytest.mark.parametrize("pair", [("hypothyroidism", "hyperthyroidism")])
def test_a_slip_never_turns_a_meaning_round(pair: tuple[str, str]) -> None:
    for one, other in (pair, pair[::-1]):
        own = (name("it", one, "condition"),)
        assert read(other, own, kind="condition").matches == ()
        assert nearly(other, [one]) == ()
        assert nearly(one + "x", [one]) == (one,)
    assert nearly("hypothyroidismm", ["Hypothyroidism"]) == ("Hypothyroidism",)
    assert nearly("pothyroidism", ["hypothyroidism"]) == ("hypothyroidism",)


def test_at_most_two_hints_the_nearest_first() -> None:
    known = ["aspirina", "aspirin", "aspirinab", "dapsone"]
    assert nearly("aspirin", known) == ("aspirin", "aspirina")


def test_four_letters_of_a_name_are_a_hint_at_it() -> None:
    known = ["doxycycline", "doxylamine succinate", "dapsone"]
    assert nearly("doxy", known) == ("doxycycline", "doxylamine succinate")
    assert nearly("dox", known) == ()
    assert nearly("ycline", known) == ()
    assert len(nearly("aspirinx", ["aspirina", "aspirinb", "aspirinc"])) == 2


@cache
def apart(one: str, other: str) -> int:
    """Optimal string alignment by its definition."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        apart(one[:-1], other) + 1,
        apart(one, other[:-1]) + 1,
        apart(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        ways.append(apart(one[:-2], other[:-2]) + 1)
    return min(ways)


def test_the_distance_is_what_its_definition_says() -> None:
    texts = ["".join(t) for length in range(5) for t in product("abc", repeat=length)]
    some = [t for i, t in enumerate(texts) if i % 3 == 0]
    assert all(distance(one, other) == apart(one, other) for one in some for other in texts)


def test_words_that_a_longer_name_begins_with_are_all_read() -> None:
    """ "chlorin e" of "chlorin e6"; the dose beside it is no medicine."""
    found = understood("chlorin e 20 mg", "drug")
    assert {meaning.id for meaning in found.meant} >= {"chlorin_e6"}
    assert found.unread == ()


def test_hints_are_for_the_first_word_that_was_not_read() -> None:
    found = understood("doxy, zzzzzz", "drug")
    assert found.unread == ("doxy", "zzzzzz")
    assert "doxycycline" in found.near


def test_a_word_beside_a_name_is_let_pass_unless_every_word_is_asked_for() -> None:
    assert read("aspirin dust", DRUGS, kind="drug").unread == ()
    assert read("aspirin dust", DRUGS, kind="drug", every_word=True).unread == ("dust",)
