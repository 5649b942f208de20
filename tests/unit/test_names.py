"""How what a person wrote is read as names of a table: on a small table made for it."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest

from openpbm.safety.entry import understood
from openpbm.safety.names import EntryRead, Spelling, distance, nearly, read, words_of


def name(row: str, shown: str, kind: str, **said: bool) -> Spelling:
    return Spelling(row=row, kind=kind, words=words_of(shown), shown=shown, **said)


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


FILLERS = frozenset(words_of("my old some the a of mild since cream gel drops mg daily"))


def rows_of(text: str) -> tuple[list[str], tuple[str, ...]]:
    """Rows that were read in a condition, and what was not read."""
    return told(read(text, CONDITIONS, kind="condition", fillers=FILLERS))


def drugs_of(text: str) -> tuple[list[str], tuple[str, ...]]:
    return told(read(text, (*DRUGS, *CONDITIONS), kind="drug", fillers=FILLERS))


def told(reading: EntryRead) -> tuple[list[str], tuple[str, ...]]:
    return [match.row for match in reading.matches if not match.read_as], reading.unread


def offered(text: str, *names: Spelling, kind: str = "drug") -> list[tuple[str, str, str]]:
    """Row, name and words of every offer."""
    reading = read(text, names, kind=kind, fillers=FILLERS)
    assert all(match.part in reading.unread for match in reading.matches if match.read_as)
    return [(m.row, m.read_as, m.part) for m in reading.matches if m.read_as]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gas", ("gas",)),
        ("pens", ("pen",)),
        ("pills", ("pill",)),
        ("abscess", ("abscess",)),
        ("John's", ("john",)),
        ("Époque 5-FU", ("epoque", "5", "fu")),
        ("药 Weiß", ("药", "weiß")),
        ("😀 %", ()),
    ],
)
def test_words_lose_case_accents_and_plurals_only(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_a_name_stands_in_a_text_and_what_no_name_covers_is_unread() -> None:
    assert rows_of("my old laser peel") == (["peel"], ())
    assert set(rows_of("laser")[0]) == {"laser", "peel", "ablative", "gentle"}
    assert rows_of("erythematosus lupus") == ([], ("erythematosus lupus",))
    assert rows_of("some lupus here") == ([], ("some lupus here",))
    assert drugs_of("cream") == ([], ("cream",))
    assert drugs_of("药, 5") == ([], ("药",))
    assert drugs_of("5, mg") == ([], ("5", "mg"))


def test_a_piece_of_a_name_is_offered_and_not_read() -> None:
    assert rows_of("lupus") == ([], ("lupus",))
    assert drugs_of("aminolevulinate") == ([], ("aminolevulinate",))
    long, short = "methyl aminolevulinate cream", "methyl aminolevulinate"
    names = (name("mala", long, "drug"), name("mala", short, "drug"))
    for own in (names, names[::-1]):
        assert offered("aminolevulinate", *own) == [("mala", short, "aminolevulinate")]
    whole = name("mala", short, "drug", in_part=False)
    assert offered("aminolevulinate", whole) == []
    assert told(read("methyl", (whole, name("other", "methyl", "drug")), kind="drug")) == (
        ["other"],
        (),
    )


def test_a_dose_or_a_form_hides_no_longer_name() -> None:
    own = (name("egfr", "cetuximab", "drug"), name("light", "cetuximab saratolacan", "drug"))
    for text in ("cetuximab", "Cetuximab 400 mg", "my cetuximab", "old cetuximab gel 0.05"):
        assert told(read(text, own, kind="drug", fillers=FILLERS)) == (["egfr", "light"], ())


def test_what_only_happens_to_hold_a_name_names_no_row() -> None:
    assert rows_of("a nasty infection") == ([], ("a nasty infection",))
    assert rows_of("keloid, infection") == (["scar", "infection"], ())
    assert rows_of("red light at night") == ([], ("red light at night",))
    assert rows_of("keloid, red light") == (["scar", "redlight"], ())


def test_the_longer_name_speaks_and_what_stands_beside_it_is_unread() -> None:
    assert rows_of("laser peel") == (["peel"], ())
    assert rows_of("deep laser peel") == (["peel"], ("deep",))
    assert rows_of("a non ablative laser") == (["gentle"], ())
    assert rows_of("the ablative laser") == rows_of("ablative laser")
    assert sorted(rows_of("sunburn non ablative laser")[0]) == ["burn", "gentle", "scald"]
    assert sorted(rows_of("non ablative laser sunburn")[0]) == ["burn", "gentle", "scald"]
    assert rows_of("old sunburn") == (["burn", "scald"], ())
    assert set(rows_of("laser non ablative laser")[0]) == set(rows_of("laser")[0])


def test_a_longer_name_of_something_else_is_one_unknown() -> None:
    else_ = name("", "keloid eye disease", "condition", is_known=False)
    names = (*CONDITIONS, else_)
    assert told(read("mild keloid eye disease", names, kind="condition", fillers=FILLERS)) == (
        [],
        ("mild keloid eye disease",),
    )
    beside = read("sunburn keloid eye disease, keloid", names, kind="condition")
    assert told(beside) == (["burn", "scald", "scar"], ("keloid eye disease",))
    slip = name("", "norfloxacin", "drug", is_known=False)
    assert offered("norfloxacin", name("o", "ofloxacin", "drug")) != []
    assert offered("norfloxacin", name("o", "ofloxacin", "drug"), slip) == []


def test_a_class_adds_its_rows_and_identifies_nothing() -> None:
    assert drugs_of("tetracycline") == (["doxy"], ("tetracycline",))
    assert drugs_of("tetracycline drops of mine") == (["doxy"], ("tetracycline drops of mine",))
    assert rows_of("autoimmune") == (["immune"], ("autoimmune",))
    assert rows_of("autoimmune trouble") == ([], ("autoimmune trouble",))
    assert drugs_of("autoimmune aspirin") == (["aspirin"], ("autoimmune",))
    own = (name("doxy", "quinolone", "drug", is_class=True),)
    assert told(read("quinolone", own, kind="drug")) == (["doxy"], ("quinolone",))


def test_a_longer_class_or_a_word_that_is_only_offered_adds_nothing_to_a_name() -> None:
    longer = (
        name("all", "aspirin like", "drug", is_class=True),
        name("may", "aspirin bag", "drug", is_read=False),
        name("whole", "aspirin box", "drug", in_part=False),
        name("more", "aspirin forte", "drug"),
    )
    assert drugs_of("aspirin") == (["aspirin"], ())
    assert told(read("aspirin 5", (*DRUGS, *longer), kind="drug")) == (["aspirin", "more"], ())


def test_a_name_of_another_kind_of_thing_adds_its_row_and_leaves_its_words_unread() -> None:
    illness = name("ill", "abcdefgh", "condition", identifies=False)
    for text in ("abcdefgh", "abcdefgh mg"):
        assert told(read(text, (illness,), kind="drug", fillers=FILLERS)) == (["ill"], (text,))
    longer = name("worse", "abcdefgh forte", "condition", identifies=False)
    assert told(read("abcdefgh", (illness, longer), kind="drug"))[0] == ["ill"]
    beside = read("aspirin abcdefgh", (*DRUGS, illness), kind="drug")
    assert told(beside) == (["aspirin", "ill"], ("abcdefgh",))


def test_a_row_that_is_read_is_not_offered_and_one_that_is_offered_not_read() -> None:
    own = (
        name("deep", "chemical peel", "drug"),
        name("deep", "phenol peel", "drug"),
        name("all", "peeling", "drug", is_class=True),
        name("all", "peelings", "drug"),
    )
    assert offered("chemical peel phenol", *own) == []
    assert told(read("peelingx", own, kind="drug")) == ([], ("peelingx",))
    both = (name("it", "kinase", "drug", is_class=True), name("it", "kinase blocker", "drug"))
    assert offered("kinase", *both) == [("it", "kinase blocker", "kinase")]
    assert told(read("kinase", both, kind="drug")) == ([], ("kinase",))


def test_parts_are_read_one_by_one_and_none_is_lost() -> None:
    assert rows_of("keloid,, sunburn") == (["scar", "burn", "scald"], ())
    assert rows_of("keloid and zzz; sunburn / yyy")[1] == ("zzz", "yyy")
    assert rows_of(" ; ") == ([], (";",))
    assert rows_of("keloid, keloid") == (["scar"], ())
    assert rows_of("keloid, since 2019") == (["scar"], ())


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("aspirin zzz dapsone", ("zzz",)),
        ("zzz aspirin", ("zzz",)),
        ("aspirin of zzz and yyy", ("zzz", "yyy")),
        ("aspirin a zzz a yyy of dapsone", ("zzz a yyy",)),
        ("zzz dapsone yyy aspirin xxx", ("zzz", "yyy", "xxx")),
        ("aspirin 20 mg daily", ()),
        ("aspirin 药", ("药",)),
        ("aspirin dapsone", ()),
    ],
)
def test_words_beside_a_name_are_unread_but_for_harmless_ones(
    text: str, unread: tuple[str, ...]
) -> None:
    assert drugs_of(text)[1] == unread
    assert "aspirin" in drugs_of(text)[0]


def test_what_is_known_and_calm_matches_nothing_covers_itself_and_hides_no_row() -> None:
    calm = (name("", "dull skin", "condition"), name("", "redness of laser", "condition"))
    names = (*CONDITIONS, *calm)
    for text in ("dull skin", "Dull skin", "old dull skin", "dull skin of mine"):
        left = ("mine",) if "mine" in text else ()
        assert told(read(text, names, kind="condition", fillers=FILLERS)) == ([], left)
    assert told(read("redness of laser", names, kind="condition"))[0][0] == "laser"


def test_words_that_may_mean_a_row_are_offered_wherever_they_stand() -> None:
    may = Spelling(row="wound", kind="condition", words=("cut",), shown="open wound", is_read=False)
    for text in ("cut", "cut chin"):
        assert offered(text, may, kind="condition") == [("wound", "open wound", text)]
    assert offered("keloid cut", *CONDITIONS, may, kind="condition") == [
        ("wound", "open wound", "cut")
    ]


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
    own = name("it", known, "drug")
    assert offered(said, own) == ([("it", known, said)] if forgiven else [])
    assert told(read(said, (own,), kind="drug")) == ([], (said,))


def test_a_medicine_is_no_slip_of_an_illness_nor_the_other_way_round() -> None:
    own = (name("it", "abcdefgh", "drug"), name("that", "abcdefgx", "condition"),
           name("done", "abcdefgw", "procedure"), name("who", "abcdefgv", "population"),
           name("those", "abcdefgy", "drug", is_class=True),
           name("id", "abcdefgq", "drug", within=False))  # fmt: skip
    assert [row for row, *_ in offered("abcdefgz", *own)] == ["it", "who"]
    for kind in ("condition", "procedure"):
        near = [row for row, *_ in offered("abcdefgz", *own, kind=kind)]
        assert near == ["that", "done", "who"]


def test_of_two_names_of_a_row_the_first_is_told() -> None:
    own = (name("it", "abcdefgh", "drug"), name("it", "abcdefgx", "drug"))
    ((_, told_as, _),) = offered("abcdefgz", *own)
    assert told_as == "abcdefgh"


def test_telling_words_are_compared_or_as_many_in_a_row_as_the_name_has() -> None:
    own = (name("it", "vitamin abcdefgh", "drug"), name("all", "cream gel", "drug"))
    assert [row for row, *_ in offered("abcdefgx 20 mg", *own)] == ["it"]
    assert offered("药", *own) == []
    assert [row for row, *_ in offered("zzz vitamin abcdefgx yyy", *own)] == ["it"]
    assert [row for row, *_ in offered("zzz abcd efgx yyy", name("it", "abcdefgh", "drug"))] == [
        "it"
    ]
    assert [row for row, *_ in offered("zzz vitamnabcdefgh", *own)] == ["it"]
    assert offered("breast cancer", name("skin", "skin cancer", "drug")) == []
    three = name("it", "abcd efgh ijkl", "drug")  # written as one word, with a slip
    assert [row for row, *_ in offered("abcdefghijkx", three)] == ["it"]


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


def test_a_short_word_tells_two_names_apart() -> None:
    assert nearly("vitamin D", ["vitamin C", "vitamin B2"]) == ()
    assert nearly("vitamni C", ["vitamin C", "vitamin B2"]) == ("vitamin C",)
    assert nearly("vita", ["vitamin C"]) == ("vitamin C",)
    assert nearly("abcdefgh xyz", ["abcdefgh xyq"]) == ()
    assert nearly("abcdefgh wxyz", ["abcdefgh wxyq"]) == ("abcdefgh wxyq",)


def test_hints_are_for_each_word_that_was_not_read() -> None:
    found = understood("doxy, zzzzzz, minoc", "drug")
    assert found.unread == ("doxy", "zzzzzz", "minoc")
    assert ("doxy", "doxycycline") in [(o.part, o.name) for o in found.offers]
    assert ("minoc", "Minocin") in [(o.part, o.name) for o in found.offers]
    assert "zzzzzz" not in [o.part for o in found.offers]
