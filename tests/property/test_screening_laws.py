"""A limit only tightens: nothing more that a person says loosens the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.person import Medicine, Person, Procedure
from openpbm.safety.names import distance
from openpbm.safety.screening import ACTIONS, COLOURS, closed_days, screen, strictest
from openpbm.tables import rows

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
        silent = not medicine.name.strip() or medicine.name.strip().lower() in {
            "none",
            "no",
            "nil",
            "nothing",
            "healthy",
        }
        assert silent or medicine.name in answered


@settings(max_examples=60, deadline=None)
@given(name=texts, taken=days, later=st.integers(0, 400))
def test_a_later_last_dose_never_loosens(name: str, taken: date, later: int) -> None:
    def on(day: date) -> Person:
        return Person(age_years=40, phototype="II", medicines=(Medicine(name=name, last_dose=day),))

    assert no_looser(on(taken + timedelta(days=later)), on(taken))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_one_slip_in_a_long_drug_name_still_finds_its_row(data: st.DataObject) -> None:
    drugs = [
        (row.text("id"), name)
        for row in TABLE.values()
        if row.text("kind") == "drug"
        for name in row.texts("synonyms")
        if name.isalpha() and len(name) >= 9
    ]
    row_id, name = data.draw(st.sampled_from(drugs))
    at = data.draw(st.integers(0, len(name) - 1))
    slip = data.draw(st.sampled_from("abcdefghijklmnopqrtuvwxyz") | st.just(""))
    wrong = name[:at] + slip + name[at + 1 :]
    said = Person(age_years=40, phototype="II", medicines=(Medicine(name=wrong),))
    findings = screen(said, START)
    exact = {f.id for f in findings if "read as" not in f.name} - {"unknown_medicine"}
    assert row_id in {f.id for f in findings} or exact


words = st.text("abcdefgh", max_size=8)


@given(one=words, other=words, third=words)
def test_distance_is_symmetric_zero_on_itself_and_at_most_the_longer(
    one: str, other: str, third: str
) -> None:
    assert distance(one, one) == 0
    assert distance(one, other) == distance(other, one)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))
    assert distance(one + third, other + third) <= distance(one, other)
