"""Does every row of the contraindication table trigger, and stop just outside its washout?"""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest

from openpbm.answer import Finding
from openpbm.person import Medicine, Person, Procedure
from openpbm.role import ROLES
from openpbm.safety.screening import (
    ACTIONS,
    COLOURS,
    aphakic_weight,
    closed_days,
    photosensitiser_declared,
    screen,
    strictest,
)
from openpbm.tables import Row, rows

START = date(2026, 12, 1)
TABLE = rows("contraindications")
NAMED = [row_id for row_id in TABLE if row_id not in ("skin_type_456", "minor")]
DATED = [
    row_id
    for row_id in NAMED
    if "washout_days" in TABLE[row_id] and TABLE[row_id].text("kind") in ("drug", "procedure")
]


def person(**said: object) -> Person:
    fields: dict[str, object] = {"age_years": 40.0, "phototype": "II"} | said
    return Person(**fields)  # type: ignore[arg-type]


def saying(row: Row, text: str, last: date | None) -> Person:
    if row.text("kind") == "drug":
        return person(medicines=(Medicine(name=text, last_dose=last),))
    if row.text("kind") == "procedure":
        return person(procedures=(Procedure(name=text, day=last or START),))
    return person(conditions=(text,))


def found(someone: Person, row_id: str) -> list[Finding]:
    return [finding for finding in screen(someone, START) if finding.id == row_id]


def taking(*names: str) -> Person:
    return person(medicines=tuple(Medicine(name=name) for name in names))


@pytest.mark.parametrize("row_id", NAMED)
def test_a_person_who_names_a_row_in_any_of_its_ways_matches_it(row_id: str) -> None:
    row = TABLE[row_id]
    for text in (row.text("name"), *row.texts("synonyms"), *row.texts("brands")):
        for written in (text, text.upper(), f"  {text}. "):
            findings = found(saying(row, written, None), row_id)
            assert findings, written
            first = findings[0]
            assert first.active
            assert first.said == written
            assert dict(first.action) == {c: row.row("action").text(c) for c in COLOURS}
            assert first.source
            assert first.status == row.text("status")


@pytest.mark.parametrize("row_id", NAMED)
def test_naming_a_row_leaves_nothing_of_it_unknown(row_id: str) -> None:
    said = saying(TABLE[row_id], TABLE[row_id].text("name"), None)
    assert not [f for f in screen(said, START) if f.id.startswith("unknown")]


@pytest.mark.parametrize("row_id", DATED)
def test_a_washout_holds_on_its_last_day_and_not_on_the_next(row_id: str) -> None:
    row = TABLE[row_id]
    days = math.ceil(row.number("washout_days"))
    inside = found(saying(row, row.text("name"), START - timedelta(days=days)), row_id)
    outside = found(saying(row, row.text("name"), START - timedelta(days=days + 1)), row_id)
    assert [f.active for f in inside] == [True]
    assert [f.active for f in outside] == [False]
    assert outside[0].clear_on == START


@pytest.mark.parametrize("row_id", [i for i in NAMED if "washout_days" not in TABLE[i]])
def test_a_row_without_fixed_washout_never_clears(row_id: str) -> None:
    row = TABLE[row_id]
    (finding, *_) = found(saying(row, row.text("name"), date(1990, 1, 1)), row_id)
    assert finding.active
    assert finding.clear_on is None


def test_nothing_said_finds_nothing() -> None:
    assert screen(person(conditions=("none", " "), medicines=(Medicine(name="None"),)), START) == ()
    assert strictest(()) == {"blue": "allow", "red": "allow", "nir": "allow"}


@pytest.mark.parametrize(
    ("said", "matches"),
    [
        ({"phototype": "IV"}, True),
        ({"phototype": "III"}, False),
        ({"phototype": None, "ita_deg": 27.9}, True),
        ({"phototype": None, "ita_deg": 28.0}, False),
        ({"phototype": None, "lab": (50.0, 10.0, 20.0)}, True),  # ITA 0
        ({"phototype": None, "lab": (75.0, 10.0, 15.0)}, False),  # ITA 59
    ],
)
def test_dark_skin_is_found_by_type_or_by_colour(said: dict[str, object], matches: bool) -> None:
    assert bool(found(person(**said), "skin_type_456")) is matches


@pytest.mark.parametrize(
    ("age", "ids"),
    [
        (18.0, set()),
        (17.9, {"minor"}),
        (13.0, {"minor"}),
        (12.9, {"minor", "under_13"}),
        (2.0, {"minor", "under_13"}),
        (1.9, {"minor", "under_13", "under_2"}),
    ],
)
def test_age_makes_a_population(age: float, ids: set[str]) -> None:
    findings = screen(person(age_years=age), START)
    assert {finding.id for finding in findings} == ids
    assert aphakic_weight(findings) is ("under_2" in ids)


def test_a_medicine_not_in_the_table_counts_as_photosensitising() -> None:
    findings = screen(taking("xyzolam"), START)
    assert [f.id for f in findings] == ["unknown_medicine"]
    assert strictest(findings) == {"blue": "exclude", "red": "refer", "nir": "refer"}
    assert photosensitiser_declared(findings)


def test_the_persons_word_turns_an_unknown_medicine_into_caution() -> None:
    told = person(medicines=(Medicine(name="xyzolam", photosensitising=False),))
    findings = screen(told, START)
    assert set(strictest(findings).values()) == {"caution"}
    assert "statement" in findings[0].source
    assert not photosensitiser_declared(findings)


def test_the_persons_word_does_not_loosen_a_row() -> None:
    told = person(medicines=(Medicine(name="porfimer sodium", photosensitising=False),))
    assert set(strictest(screen(told, START)).values()) == {"exclude"}


@pytest.mark.parametrize(
    "joined",
    [
        "melatonin and xyzolam",
        "melatonin/xyzolam",
        "melatonin, xyzolam",
        "melatonin xyzolam",
    ],
)
def test_an_unknown_medicine_does_not_hide_behind_a_known_one(joined: str) -> None:
    ids = {finding.id for finding in screen(taking(joined), START)}
    assert ids == {"melatonin", "medicine_melatonin", "unknown_medicine"}


@pytest.mark.parametrize(
    "text", ["doxycycline 100 mg tablets", "Doxycycline hyclate, 2 x daily", "DOXYCYCLINE (oral)"]
)
def test_doses_and_forms_are_read_over(text: str) -> None:
    assert {f.id for f in screen(taking(text.split(", ", maxsplit=1)[0]), START)} == {"doxycycline"}


@pytest.mark.parametrize(
    ("written", "row_id"),
    [
        ("doxicyclin", "doxycycline"),
        ("verteporphin", "verteporfin"),
        ("isotretinion", "isotretinoin"),
        ("amiodaron", "amiodarone"),
    ],
)
def test_a_misspelt_name_is_offered_and_counts_as_unknown_and_as_the_name(
    written: str, row_id: str
) -> None:
    *near, unknown = screen(taking(written), START)
    assert row_id in [finding.id for finding in near]
    assert unknown.id == "unknown_medicine"
    assert all(", if you mean " in finding.name for finding in near)
    assert f"{written} (did you mean " in unknown.name


@pytest.mark.parametrize(
    "written", ["levothyroxinase", "thorasemidil", "collagenase", "hormonella"]
)
def test_names_that_only_resemble_stay_unknown(written: str) -> None:
    assert "unknown_medicine" in {f.id for f in screen(taking(written), START)}


def test_an_opposite_is_not_a_misspelling() -> None:
    assert screen(person(conditions=("hypothyroidism",)), START) == ()  # looked at, stops nothing
    found = screen(person(conditions=("hypothyroidismo",)), START)
    assert [f.id for f in found] == ["unknown_condition"]
    assert "hyper" not in found[0].name


@pytest.mark.parametrize(
    "calm",
    [
        "acne",
        "mild acne vulgaris",
        "psoriasis",
        "calm eczema",
        "wrinkles",
        "scar",
        "scar_mature",
        "psoriasis_plaque",
        "acne, fine lines",
    ],
)
def test_skin_goals_are_known_and_neutral(calm: str) -> None:
    assert screen(person(conditions=(calm,)), START) == ()


def test_rosacea_is_a_goal_and_still_a_caution() -> None:
    findings = screen(person(conditions=("rosacea",)), START)
    assert [f.id for f in findings] == ["rosacea"]
    assert set(strictest(findings).values()) == {"caution"}


def test_an_unknown_condition_refers_every_colour() -> None:
    findings = screen(person(conditions=("acne and sarcoidosis",)), START)
    assert [f.id for f in findings] == ["unknown_condition"]
    assert set(strictest(findings).values()) == {"refer"}


def test_an_unspecific_word_matches_every_row_it_may_mean() -> None:
    assert {f.id for f in screen(person(conditions=("porphyria",)), START)} >= {
        "epp",
        "porphyria_other",
        "aip",
    }
    assert {f.id for f in screen(taking("tetracycline"), START)} >= {"tetracycline", "doxycycline"}


def test_a_longer_name_speaks_for_the_shorter_inside_it() -> None:
    laser = Procedure(name="Non-ablative laser", day=START)
    assert {f.id for f in screen(person(procedures=(laser,)), START)} == {"laser_nonablative"}


def test_a_planned_procedure_closes_days_and_not_the_course() -> None:
    day = START + timedelta(days=20)
    someone = person(procedures=(Procedure(name="microneedling", day=day),))
    (finding,) = screen(someone, START)
    assert not finding.active
    assert strictest([finding])["red"] == "allow"
    ((first, last, reason),) = closed_days(someone)
    assert (first, last) == (day, day + timedelta(days=3))
    assert reason.params["entry"] == "microneedling"


def test_an_unknown_procedure_refers_and_closes_28_days() -> None:
    someone = person(procedures=(Procedure(name="oxygen facial", day=START - timedelta(days=28)),))
    assert strictest(screen(someone, START))["red"] == "refer"
    assert strictest(screen(someone, START + timedelta(days=1)))["red"] == "allow"
    ((first, last, reason),) = closed_days(someone)
    assert (last - first).days == 28
    assert reason.id == "closed-procedure_unknown"


def test_every_procedure_without_fixed_washout_stays_closed() -> None:
    ((_, last, reason),) = closed_days(
        person(procedures=(Procedure(name="radiotherapy", day=START),))
    )
    assert last == date.max
    assert reason.id == "closed-procedure_no_end"


def test_a_photodynamic_agent_is_declared_only_while_it_acts() -> None:
    gone = person(medicines=(Medicine(name="Metvix", last_dose=START - timedelta(days=8)),))
    here = person(medicines=(Medicine(name="Metvix", last_dose=START - timedelta(days=7)),))
    assert photosensitiser_declared(screen(here, START))
    assert not photosensitiser_declared(screen(gone, START))
    assert not photosensitiser_declared(screen(taking("doxycycline"), START))


def test_an_eye_without_a_lens_is_weighed_as_one() -> None:
    assert aphakic_weight(screen(person(conditions=("aphakia",)), START))
    assert not aphakic_weight(screen(person(conditions=("glaucoma",)), START))


def test_rows_from_memory_wait_for_review() -> None:
    for finding in screen(taking("methotrexate", "psoralen", "doxycycline"), START):
        looked_at = finding.id.startswith("medicine_")  # no clinician has read that table
        assert finding.review_pending is (looked_at or finding.status in ("recalled", "mixed"))


def test_every_role_has_a_colour_and_every_action_is_known() -> None:
    assert {colour for own in ROLES.values() for colour in own.screened_as} == set(COLOURS)
    assert set(ROLES["amber"].screened_as) == set(ROLES["green"].screened_as) == {"blue", "red"}
    for row in TABLE.values():
        assert {row.row("action").text(colour) for colour in COLOURS} <= set(ACTIONS)
