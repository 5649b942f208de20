"""What a doctor or pharmacist said: a yes opens with care, a no closes, and nothing opens alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from openpbm.answer import Planned
from openpbm.errors import PersonError
from openpbm.fact import Message, message
from openpbm.files.person_file import read_person
from openpbm.mask.catalogue import catalogue_mask
from openpbm.person import ExpertAnswer, Medicine, Person, Procedure, Wish
from openpbm.planning.plan import plan
from openpbm.safety.known import known
from openpbm.safety.minded import asked_of_experts, first_sessions, minded
from openpbm.safety.screening import ACTIONS, COLOURS, screen, strictest
from openpbm.session import Session, SessionChannel, shortened
from openpbm.speech.say import in_english
from openpbm.tables import rows
from shared_light import SHARED

START = date(2026, 12, 1)
BY = ("doctor", "pharmacist")


def answer(about: str, by: str = "doctor", *, fine: bool = True) -> ExpertAnswer:
    return ExpertAnswer(about=about, fine=fine, by=by, who="A. Meyer", day=date(2026, 11, 2))  # type: ignore[arg-type]


def somebody(**said: object) -> Person:
    fields: dict[str, object] = {"age_years": 40.0, "phototype": "II"} | said
    return Person(**fields)  # type: ignore[arg-type]


def saying(row_id: str) -> Person:
    own = known()[row_id]
    name = own.names[0] if own.names else own.name
    return somebody(
        medicines=(Medicine(name=name),) if own.kind == "drug" else (),
        conditions=(name,) if own.kind in ("condition", "population") else (),
        procedures=(Procedure(name=name, day=START),) if own.kind == "procedure" else (),
    )


def after(person: Person, *answers: ExpertAnswer) -> dict[str, str]:
    return strictest(screen(replace(person, answers=answers), START))


def said_of(person: Person) -> str:
    names = (*(m.name for m in person.medicines), *person.conditions)
    return (*names, *(p.name for p in person.procedures))[0]


@pytest.mark.parametrize("row_id", known())
@pytest.mark.parametrize("by", BY)
def test_a_yes_only_ever_turns_refer_into_caution(row_id: str, by: str) -> None:
    person = saying(row_id)
    before = strictest(screen(person, START))
    found = after(person, answer(said_of(person), by))
    for colour in COLOURS:
        opened = before[colour] == "refer" and found[colour] == "caution"
        assert found[colour] == before[colour] or opened
        if before[colour] == "exclude":
            assert found[colour] == "exclude"


@pytest.mark.parametrize("row_id", known())
def test_a_no_closes_and_never_opens(row_id: str) -> None:
    person = saying(row_id)
    about = said_of(person)
    assert set(after(person, answer(about), answer(about, fine=False)).values()) == {"exclude"}


NEVER = [own.id for own in known().values() if own.answer == "none"]


@pytest.mark.parametrize("row_id", NEVER)
def test_nobodys_yes_opens_what_no_yes_is_enough_for(row_id: str) -> None:
    person = saying(row_id)
    before = strictest(screen(person, START))
    for by in BY:
        assert after(person, answer(said_of(person), by)) == before


def test_photodynamic_drugs_porphyrias_and_active_skin_cancer_are_among_them() -> None:
    assert {own.id for own in known().values() if own.is_photodynamic} <= set(NEVER)
    assert {"epp", "porphyria_other", "aip", "skin_cancer_active"} <= set(NEVER)


@pytest.mark.parametrize(
    ("age", "by", "red"),
    [
        (12.9, "doctor", "refer"),
        (13.0, "doctor", "caution"),
        (13.0, "pharmacist", "refer"),
        (17.0, "doctor", "caution"),
    ],
)
def test_under_13_no_yes_is_enough(age: float, by: str, red: str) -> None:
    assert after(somebody(age_years=age), answer("age", by))["red"] == red


@pytest.mark.parametrize("row_id", ["oca", "retinal_disease", "diabetic_retinopathy", "hcq"])
def test_the_eye_needs_a_doctor_and_opaque_goggles(row_id: str) -> None:
    person = saying(row_id)
    yes = answer(said_of(person))
    assert after(person, yes)["red"] == "refer"
    behind = replace(person, eye_protection="opaque_goggles")
    assert after(behind, yes)["red"] == "caution"
    assert after(behind, answer(said_of(person), "pharmacist"))["red"] == "refer"
    assert after(behind, yes)["blue"] == "exclude"


def test_an_unknown_medicine_opens_to_a_pharmacist_but_not_in_blue() -> None:
    person = somebody(medicines=(Medicine(name="xyzolam"),))
    assert after(person, answer("xyzolam", "pharmacist")) == {
        "blue": "exclude",
        "red": "caution",
        "nir": "caution",
    }
    (found,) = screen(replace(person, answers=(answer("xyzolam", "pharmacist"),)), START)
    assert found.starts_gently
    (told,) = minded(found)
    for part in ("A. Meyer", "pharmacist", "2026-11-02", str(first_sessions())):
        assert part in in_english(told)


def test_an_unknown_condition_needs_a_doctor() -> None:
    person = somebody(conditions=("zzzitis",))
    assert after(person, answer("zzzitis", "pharmacist"))["red"] == "refer"
    assert after(person, answer("zzzitis"))["red"] == "caution"


def test_an_answer_to_something_else_or_of_a_later_day_opens_nothing() -> None:
    person = somebody(conditions=("zzzitis",))
    assert after(person, answer("gout"))["red"] == "refer"
    later = replace(answer("zzzitis"), day=START + timedelta(days=1))
    assert after(person, later)["red"] == "refer"


def test_what_waits_says_who_may_say_yes_and_what_never_opens_asks_nothing() -> None:
    (waits,) = screen(somebody(conditions=("zzzitis",)), START)
    asked = asked_of_experts(waits)
    assert asked is not None
    assert "Did a doctor say that light is fine" in in_english(asked)
    (never,) = screen(somebody(conditions=("EPP",)), START)
    assert asked_of_experts(never) is None


# ------------------------------------------------------------------ questions of a medicine


def test_a_medicine_that_raises_a_question_holds_its_row_until_it_is_answered() -> None:
    asking = somebody(medicines=(Medicine(name="metformin"),))
    assert strictest(screen(asking, START))["red"] == "refer"
    raised = [f for f in screen(asking, START) if f.is_question]
    assert [f.id for f in raised] == ["diabetes_neuropathy"]
    assert "diabetes" in in_english(minded(raised[0])[0])
    no = Medicine(name="metformin", no_to=("diabetes_neuropathy",))
    assert strictest(screen(somebody(medicines=(no,)), START))["red"] == "allow"


ASKED = {
    ask.row for own in known().values() for ask in own.asks if ask.if_unanswered == "apply"
}  # fmt: skip


def test_every_question_that_holds_a_row_has_its_words() -> None:
    other = in_english(minded_question("nothing of the kind"))
    for row in ASKED:
        assert in_english(minded_question(row)) != other, row


def minded_question(row: str) -> Message:
    return message("screen-question", row=row)


# ---------------------------------------------------------------------------- most used


CALM = ("paracetamol", "ibuprofen", "vitamin D", "levothyroxine", "amlodipine", "SPF 50")


def test_five_of_the_most_used_medicines_and_sunscreen_stop_neither_red_nor_near_infrared() -> None:
    person = somebody(medicines=tuple(Medicine(name=name) for name in CALM))
    found = screen(person, START)
    asks = strictest(found)
    assert max(ACTIONS.index(asks[c]) for c in ("red", "nir")) == ACTIONS.index("caution")
    assert all(f.review_pending for f in found)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("doxycycline", ("exclude", "caution", "allow")),
        ("isotretinoin", ("exclude", "refer", "refer")),
        ("Zenatane", ("exclude", "refer", "refer")),
        ("methoxsalen", ("exclude", "caution", "allow")),
        ("verteporfin", ("exclude", "exclude", "refer")),
    ],
)
def test_what_is_known_to_be_bad_stays_as_strict(name: str, least: tuple[str, ...]) -> None:
    found = strictest(screen(somebody(medicines=(Medicine(name=name),)), START))
    for colour, action in zip(COLOURS, least, strict=True):
        assert ACTIONS.index(found[colour]) >= ACTIONS.index(action)


# ---------------------------------------------------------------------- file and session


HEAD = '[person]\nage_years = 40\nphototype = "II"\nmedicines = ["xyzolam"]\n'
YES = (
    '[[person.answers]]\nabout = "{}"\nfine = true\nby = "pharmacist"\nwho = "A. Meyer"\n'
    "day = 2026-11-02\n"
)


def test_a_person_file_keeps_the_answer(tmp_path: Path) -> None:
    path = tmp_path / "person.toml"
    path.write_text(HEAD + YES.format("xyzolam"), encoding="utf-8")
    assert read_person(path).person.answers == (answer("xyzolam", "pharmacist"),)


def test_an_answer_about_nothing_in_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "person.toml"
    path.write_text(HEAD + YES.format("xyzolan"), encoding="utf-8")
    with pytest.raises(PersonError, match=r"answers\.about: found .xyzolan."):
        read_person(path)


def test_a_no_to_a_question_that_is_not_asked_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "person.toml"
    for name, told in (("ibuprofen", "raises no question"), ("metformin", "diabetes_neuropathy")):
        entry = f'medicines = [{{ name = "{name}", no_to = ["epilepsy"] }}]'
        path.write_text(HEAD.replace('medicines = ["xyzolam"]', entry), encoding="utf-8")
        with pytest.raises(PersonError, match=told):
            read_person(path)


def test_a_shortened_session_has_the_share_everywhere_and_ends_by_hand() -> None:
    channel = SessionChannel(role="red", peak_nm=633.0, drive=1.0, minutes=10.0)
    whole = Session(minutes=10.0, channels=(channel,), sessions_per_week=3, weeks=4, timer_min=10.0)
    half = shortened(whole, rows("schedule")["first_after_yes"].number("share"))
    assert (half.minutes, half.channels[0].minutes, half.stop_by_hand) == (5.0, 5.0, True)
    assert half.timer_min == 10.0


@pytest.mark.parametrize("medicines", [CALM])
def test_they_get_the_same_minutes_as_without_and_are_told_why(medicines: tuple[str, ...]) -> None:
    known_mask = catalogue_mask("higherdose-red-light-face-mask")
    mask = replace(known_mask, standoff_mm=10.0)
    without = somebody(wishes=(Wish(goal="wrinkles"),), eye_protection="opaque_goggles")
    taking = replace(without, medicines=tuple(Medicine(name=name) for name in medicines))
    plans = [
        plan(person, mask, start=START, scenarios=64, kept=SHARED) for person in (without, taking)
    ]
    first, second = plans
    assert isinstance(first, Planned) and isinstance(second, Planned)
    assert second.session == first.session
    told = " ".join(in_english(caution) for caution in second.cautions)
    for word in ("Ibuprofen is listed", "sunscreen", "thyroid hormone", "clinical review pending"):
        assert word in told
