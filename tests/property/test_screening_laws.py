"""A limit only tightens: nothing more that a person says loosens the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.person import Medicine, Person, Procedure
from openpbm.safety.entry import agreed, says_nothing, understood
from openpbm.safety.known import known
from openpbm.safety.names import distance, words_of
from openpbm.safety.screening import ACTIONS, COLOURS, closed_days, screen, strictest
from openpbm.tables import rows
from openpbm.tables.row import LAY_WORDS
from plain import saying

START = date(2026, 12, 1)
TABLE = rows("contraindications")
WRITTEN = [
    text
    for row in TABLE.values()
    for text in (row.text("name"), *row.texts("synonyms"), *row.texts("brands"))
]
OTHER = [
    "paracetamol",
    "acne",
    "eczema",
    "hydrafacial",
    "vitamin D",
    "light",
    "?",
    "",
    "doxicyclin",
    "药",
]

texts = st.sampled_from(WRITTEN + OTHER) | st.text(max_size=30)
days = st.dates(START - timedelta(days=500), START + timedelta(days=100))
medicines = st.builds(
    Medicine,
    name=texts,
    last_dose=st.none() | days,
    photosensitising=st.sampled_from([None, True, False]),
)
procedures = st.builds(Procedure, name=texts, day=days)
people = st.builds(
    Person,
    age_years=st.floats(1, 90),
    phototype=st.sampled_from(["I", "II", "III", "IV", "V", "VI"]),
    conditions=st.lists(texts, max_size=2).map(tuple),
    medicines=st.lists(medicines, max_size=2).map(tuple),
    procedures=st.lists(procedures, max_size=2).map(tuple),
)


def severity(person: Person) -> dict[str, int]:
    return {c: ACTIONS.index(a) for c, a in strictest(screen(person, START)).items()}


def no_looser(after: Person, before: Person) -> bool:
    loose, tight = severity(before), severity(after)
    return all(tight[colour] >= loose[colour] for colour in COLOURS)


@settings(max_examples=60, deadline=None)
@given(person=people, medicine=medicines, condition=texts, procedure=procedures)
def test_saying_more_never_loosens(
    person: Person, medicine: Medicine, condition: str, procedure: Procedure
) -> None:
    assert no_looser(replace(person, medicines=(*person.medicines, medicine)), person)
    assert no_looser(replace(person, conditions=(*person.conditions, condition)), person)
    more = replace(person, procedures=(*person.procedures, procedure))
    assert no_looser(more, person)
    assert set(closed_days(more)) >= set(closed_days(person))


@settings(max_examples=60, deadline=None)
@given(person=people)
def test_every_entry_that_says_something_is_answered(person: Person) -> None:
    answered = {finding.said for finding in screen(person, START)}
    for medicine in person.medicines:
        assert says_nothing(medicine.name) or medicine.name in answered


@settings(max_examples=60, deadline=None)
@given(name=texts, taken=days, later=st.integers(0, 400))
def test_a_later_last_dose_never_loosens(name: str, taken: date, later: int) -> None:
    def on(day: date) -> Person:
        return Person(age_years=40, phototype="II", medicines=(Medicine(name=name, last_dose=day),))

    assert no_looser(on(taken + timedelta(days=later)), on(taken))


# ------------------------------------------------------------ one entry of many words


KINDS = ("drug", "condition", "procedure")
RULES = rows("screening_rules")
UNKNOWN = dict(
    zip(KINDS, ("unknown_medicine", "unknown_condition", "unknown_procedure"), strict=True)
)
OTHERS = [words_of(text) for text in RULES["other_things"].texts("names")]
MEDICINES = [n for own in known().values() if own.is_looked_at for n in (own.name, *own.names)]
LAY = [text for name in LAY_WORDS for row in rows(name).values() for text in row.texts("says")]
LISTED = [words_of(text) for text in (*WRITTEN, *MEDICINES, *LAY)] + OTHERS
GOALS = [alias for row in rows("goals").values() for alias in row.texts("aliases")]
strange = st.text("bcdfghjkqvwxz", min_size=4, max_size=9).filter(
    lambda text: words_of(text) == (text,)
)
joints = st.sampled_from([" ", " ", ", ", " and ", "; ", "\n"])


def holds(outer: tuple[str, ...], inner: tuple[str, ...]) -> bool:
    return any(outer[i : i + len(inner)] == inner for i in range(len(outer) - len(inner) + 1))


def is_part_of_a_longer_name(name: str, text: str) -> bool:
    """True where the words of the text hold a longer listed name with this one in it."""
    inner, said = words_of(name), words_of(text)
    return any(
        len(longer) > len(inner) and holds(longer, inner) and holds(said, longer)
        for longer in LISTED
    )


@settings(max_examples=150, deadline=None)
@given(data=st.data(), kind=st.sampled_from(KINDS))
def test_an_entry_is_never_looser_than_a_name_in_it_nor_than_the_unknown_where_words_are_left(
    data: st.DataObject, kind: str
) -> None:
    every = WRITTEN + GOALS + (MEDICINES if kind == "drug" else [])
    names = data.draw(st.lists(st.sampled_from(every), max_size=3), "names")
    unread = data.draw(st.lists(strange, max_size=2), "strange words")
    harmless = RULES["harmless_words"]
    calm = data.draw(
        st.lists(st.sampled_from([*harmless.texts("any"), *harmless.texts(kind)]), max_size=3)
    )
    said = data.draw(st.permutations([*names, *unread, *calm]), "order")
    text = "".join(word + data.draw(joints) for word in said)[:400]
    found = severity(saying(kind, text, START))
    for name in names:
        alone = severity(saying(kind, name, START))
        if not is_part_of_a_longer_name(name, text):
            assert all(found[c] >= alone[c] for c in COLOURS), (text, name)
    for meaning in understood(text, kind).meant:
        own = known()[meaning.id].action
        assert all(found[c] >= ACTIONS.index(getattr(own, c)) for c in COLOURS), (text, meaning.id)
    if unread or understood(text, kind).unread:
        least = RULES[UNKNOWN[kind]].row("action")
        assert all(found[c] >= ACTIONS.index(least.text(c)) for c in COLOURS), text


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(KINDS), name=st.sampled_from(WRITTEN), word=strange, day=days)
def test_a_word_more_never_opens_a_day(kind: str, name: str, word: str, day: date) -> None:
    alone, more = saying(kind, name, day), saying(kind, f"{name} {word}", day)
    assert no_looser(more, alone)
    for first, last, _ in closed_days(alone):
        assert any(a <= first and last <= b for a, b, _ in closed_days(more))


@settings(max_examples=200, deadline=None)
@given(data=st.data(), kind=st.sampled_from(KINDS))
def test_one_letter_off_is_never_read_as_the_name_and_is_as_strict_as_the_unknown(
    data: st.DataObject, kind: str
) -> None:
    row_id, name = data.draw(
        st.sampled_from(
            [
                (row.text("id"), name)
                for row in TABLE.values()
                if row.text("kind") == kind
                for name in (*row.texts("synonyms"), *row.texts("brands"))
                if name.isalpha() and len(name) >= 5
            ]
        )
    )
    at = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrtuvwxyz") | st.just(""))
    wrong = data.draw(
        st.sampled_from([name[:at] + letter + name[at + 1 :], name[:at] + letter + name[at:]])
    )
    if any(words_of(wrong) == listed for listed in LISTED) or words_of(wrong) in map(
        words_of, GOALS
    ):
        return
    said = understood(wrong, kind)
    read_as_it = [m.id for m in said.meant if not m.read_as]
    if row_id not in read_as_it:
        assert said.unread
        least = RULES[UNKNOWN[kind]].row("action")
        found = severity(saying(kind, wrong, START))
        assert all(found[c] >= ACTIONS.index(least.text(c)) for c in COLOURS), wrong
    else:  # only where all its words are those of a class or an id
        assert wrong.lower().replace(" ", "_") in TABLE or said.unread


@settings(max_examples=100, deadline=None)
@given(data=st.data(), kind=st.sampled_from(KINDS))
def test_an_offer_that_is_taken_is_read_as_if_it_had_been_written(
    data: st.DataObject, kind: str
) -> None:
    name = data.draw(st.sampled_from([n for n in WRITTEN if len(n) >= 8]))
    at = data.draw(st.integers(0, len(name) - 1))
    meaning = understood(name[:at] + name[at + 1 :], kind)
    for offer in meaning.offers:
        text = agreed(name[:at] + name[at + 1 :], offer)
        if words_of(text) == words_of(offer.name):
            again, plain = understood(text, kind), understood(offer.name, kind)
            assert [m.id for m in again.meant] == [m.id for m in plain.meant]


words = st.text("abcdefgh", max_size=8)


@given(one=words, other=words, third=words)
def test_distance_is_symmetric_zero_on_itself_and_at_most_the_longer(
    one: str, other: str, third: str
) -> None:
    assert distance(one, one) == 0
    assert distance(one, other) == distance(other, one)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))
    assert distance(one + third, other + third) <= distance(one, other)
