"""The forms that let one answer: a mask's figures, six fields, an expert, a reading to share."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from web_house import MASK, Reading, Visitor, an_app, answers

from openpbm.errors import MaskError
from openpbm.files.answer import in_mm, standoff_of
from openpbm.files.mask_file import mask_from_text
from openpbm.files.person_file import PersonFile, read_person
from openpbm.files.reading_file import KIND, read_shared
from openpbm.mask.light_class import light_class
from openpbm.web.form import Form
from openpbm.web.mask_form import claim_of
from openpbm.web.own_mask import SEATS, own_mask_text
from openpbm.web.search import fits


@pytest.fixture
def visitor(tmp_path: Path) -> Visitor:
    return Visitor(an_app(tmp_path / "house"))


def person_file(tmp_path: Path, person: str) -> PersonFile:
    return read_person(tmp_path / "house" / "people" / person.rsplit("/", 1)[-1] / "person.toml")


# ---- a listed mask


def test_an_owner_types_what_the_leaflet_and_the_plug_say(visitor: Visitor, tmp_path: Path) -> None:
    person = visitor.new_person()
    form: dict[str, str | list[str]] = {
        "do": "save", "standoff": "1,2 cm", "timer": "10", "per_week": "3", "supply_v": "5",
        "supply_a": "2", "energy": "1,4", "claim-0-value": "30 mW/cm²", "claim-0-where": "box",
        "claim-1-value": "12", "claim-1-channel": "red",
    }  # fmt: skip
    visitor.send(f"{person}/mask/{MASK}", form)
    mask = person_file(tmp_path, person).mask
    assert mask is not None
    assert (mask.standoff_mm, mask.session_min, mask.per_week) == (12.0, (10.0,), 3.0)
    assert (mask.supply_v, mask.supply_a, mask.energy_wh_per_session) == (5.0, 2.0, 1.4)
    assert mask.total_claim is not None
    assert (mask.total_claim.irradiance_mw_cm2, mask.total_claim.source) == (30.0, "box")
    own = {channel.id: channel.claim for channel in mask.channels}
    assert own["red"] is not None
    assert own["red"].irradiance_mw_cm2 == 12.0
    again = visitor.page(f"{person}/mask/{MASK}")
    assert 'value="30 mW/cm²"' in again


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("claim-0-value", "strong", "mW/cm2"),
        ("per_week", "40", "between"),
        ("supply_v", "5", "volts and amperes"),
        ("energy", "2", "how many minutes"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    visitor: Visitor, field: str, text: str, said: str
) -> None:
    person = visitor.new_person()
    _, page = visitor.send(f"{person}/mask/{MASK}", {"do": "save", field: text}, status=422)
    assert said in page
    assert f'value="{text}"' in page


def test_two_figures_of_the_same_light_are_one_too_many(visitor: Visitor) -> None:
    person = visitor.new_person()
    twice: dict[str, str | list[str]] = {
        "do": "save",
        "claim-0-value": "30",
        "claim-1-value": "40",
    }
    _, page = visitor.send(f"{person}/mask/{MASK}", twice, status=422)
    assert "second figure of the same light" in page


def test_a_unit_behind_a_number_is_understood() -> None:
    assert claim_of("30 mW/cm2") == claim_of("30mW") == claim_of("30") == 30.0
    assert standoff_of("1 cm") == standoff_of("10 mm") == standoff_of("10") == 10.0
    assert in_mm("a hand") == "a hand"


def test_a_mask_is_used_and_planned_in_one_tap(visitor: Visitor) -> None:
    person = visitor.new_person()
    visitor.send(f"{person}/mask/{MASK}", {"do": "plan", "standoff": "10"})
    visitor.wait(person)
    page = visitor.page(f"{person}/plan")
    assert 'id="one"' in page
    assert 'href="today">Begin</a>' in page


# ---- a mask that is not listed

SIX: dict[str, str | list[str]] = {
    "do": "save", "colour": ["red", "nir"], "nm": "633, 830", "leds": "120", "timer": "10",
    "per_week": "3", "claim": "30", "standoff": "12", "seat": "hard",
}  # fmt: skip


def test_six_fields_are_a_mask(visitor: Visitor, tmp_path: Path) -> None:
    person = visitor.new_person()
    visitor.send(f"{person}/mask/new", SIX)
    mask = person_file(tmp_path, person).mask
    assert mask is not None
    assert [(c.role, c.peak_nm) for c in mask.channels] == [("red", 633.0), ("nir", 830.0)]
    assert (mask.form, mask.contact, mask.led_count) == ("rigid_mask", False, 120)
    assert (mask.session_min, mask.per_week, mask.standoff_mm) == ((10.0,), 3.0, 12.0)
    assert light_class(mask) == "B"
    assert 'value="633, 830"' in visitor.page(f"{person}/mask/new")


@pytest.mark.parametrize("seat", SEATS)
def test_what_is_left_out_is_not_guessed(seat: str, tmp_path: Path) -> None:
    text = own_mask_text(Form(typed={"colour": ["blue"], "seat": [seat]}))
    assert text is not None
    mask = mask_from_text(text, tmp_path / "own.toml")
    assert mask.standoff_mm is None
    assert mask.session_min == ()
    assert mask.total_claim is None
    assert mask.eye_shield is None
    blue = mask.channels[0]
    assert (blue.peak_nm, blue.peak_tol_nm) == (450.0, 50.0)  # as wide as the name is
    assert not blue.switchable


def test_a_mask_needs_a_light_and_a_seat(visitor: Visitor) -> None:
    person = visitor.new_person()
    _, page = visitor.send(f"{person}/mask/new", {"do": "save", "leds": "12"}, status=422)
    assert "Please choose a colour" in page
    assert "Please choose how it sits" in page
    assert 'value="12"' in page


def test_a_printed_wavelength_finds_its_colour() -> None:
    text = own_mask_text(Form(typed={"nm": ["415nm; 830"], "seat": ["hard"]}))
    assert text is not None
    assert [c["role"] for c in tomllib.loads(text)["channels"]] == ["blue", "nir"]


def test_a_search_forgives_a_slip_and_nothing_else() -> None:
    names = ["omnilux contour face", "currentbody skin series 2", "shark cryoglow"]
    assert fits("omnilx", names) == [True, False, False]
    assert fits("curentbody", names) == [False, True, False]
    assert fits("shark cryo", names) == [False, False, True]
    assert fits("zzzz", names) == [False, False, False]
    assert fits("", names) == [True, True, True]


# ---- goals and places


def test_each_goal_has_its_own_places(visitor: Visitor, tmp_path: Path) -> None:
    person = visitor.new_person(
        goal=["wrinkles_firmness", "acne"],
        **{"region": ["forehead"], "region-acne": ["chin", "left_cheek"]},
    )
    wishes = {wish.goal: set(wish.regions) for wish in person_file(tmp_path, person).person.wishes}
    assert set(wishes.values().__iter__().__next__()) == {"forehead"}
    assert wishes["acne"] == {"chin", "left_cheek"}


# ---- what an expert said


def test_a_doctors_yes_is_kept_printed_and_opens_with_care(
    visitor: Visitor, tmp_path: Path
) -> None:
    person = visitor.new_person(age="17", goal="acne")
    page = visitor.page(f"{person}/screen")
    assert 'id="answers"' in page
    said: dict[str, str | list[str]] = {
        "do": "save", "expert-0-fine": "yes", "expert-0-by": "doctor", "expert-0-who": "Dr. Ada",
        "expert-0-day": "2026-01-10",
    }  # fmt: skip
    visitor.send(f"{person}/screen", said)
    (answer,) = person_file(tmp_path, person).person.answers
    assert (answer.about, answer.fine, answer.by, answer.who) == ("age", True, "doctor", "Dr. Ada")
    assert "Dr. Ada" in visitor.page(f"{person}/screen")
    visitor.send(f"{person}/mask/{MASK}", {"do": "save", "standoff": "10"})
    assert person_file(tmp_path, person).person.answers == (answer,)  # a mask does not lose it


def test_an_answer_is_whole_or_none(visitor: Visitor) -> None:
    person = visitor.new_person(age="17", goal="acne")
    half: dict[str, str | list[str]] = {"do": "save", "expert-0-fine": "yes"}
    _, page = visitor.send(f"{person}/screen", half, status=422)
    assert "Please choose who said it" in page
    assert "Please write their name" in page
    _, page = visitor.send(f"{person}/screen", {"do": "save"}, status=422)
    assert "Nothing is answered yet" in page
    pharmacist = {"expert-0-by": "pharmacist", "expert-0-who": "P", "expert-0-day": "2026-01-10"}
    _, page = visitor.send(f"{person}/screen", {**half, **pharmacist}, status=422)
    assert "Please choose who said it" in page  # no pharmacist opens this row


# ---- measured at home


def test_readings_of_five_places_count_and_can_be_shared(visitor: Visitor, tmp_path: Path) -> None:
    person = visitor.new_person()
    visitor.send(f"{person}/mask/{MASK}", {"do": "save", "standoff": "10"})
    where = f"{person}/mask/{MASK}"
    assert "five" in visitor.page(f"{where}/measure").lower()
    readings: dict[str, str | list[str]] = {
        "do": "save", "meter": "thermopile", "at-forehead-red": "20", "at-chin-nir": "11,5",
        "energy": "1.5", "timer": "10",
    }  # fmt: skip
    visitor.send(f"{where}/measure", readings)
    mask = person_file(tmp_path, person).mask
    assert mask is not None
    found = {(c.id, r.region): r.irradiance_mw_cm2 for c in mask.channels for r in c.readings}
    assert found == {("red", "forehead"): 20.0, ("nir", "chin"): 11.5}
    assert mask.standoff_mm == 10.0  # what was said before stays
    shared = visitor.page(f"{where}/reading.toml")
    assert "Ada" not in shared
    assert "age" not in shared
    read = read_shared(shared, MASK, ["red", "nir"])
    assert [r.irradiance_mw_cm2 for r in read.readings] == [20.0, 11.5]
    assert (read.energy_wh, read.session_min) == (1.5, 10.0)

    other = visitor.new_person(name="Bea")
    answer = visitor.client.post(
        f"{other}/mask/{MASK}/reading",
        data={"token": visitor.token()},
        files={"file": ("reading.toml", shared.encode())},
    )
    assert answer.status_code == 200
    assert "read on another" in answer.text
    assert 'value="20"' in answer.text
    assert re.search(r'name="another" value="yes"[^>]*checked', answer.text)
    assert person_file(tmp_path, other).mask is None  # shown first; counts once it is sent
    visitor.send(f"{other}/mask/{MASK}/measure", {**readings, "another": "yes"})
    theirs = person_file(tmp_path, other).mask
    assert theirs is not None
    assert all(r.another_mask for c in theirs.channels for r in c.readings)
    assert not any(r.another_mask for c in mask.channels for r in c.readings)


def test_a_reading_of_another_mask_or_colour_is_not_taken() -> None:
    lines = (
        *(f'kind = "{KIND}"', "version = 1", 'mask = "a"', "[[readings]]", 'channel = "blue"'),
        *('region = "chin"', "irradiance_mw_cm2 = 3.0", ""),
    )
    text = "\n".join(lines)
    with pytest.raises(MaskError, match='found "a"; expected b'):
        read_shared(text, "b", ["blue"])
    with pytest.raises(MaskError, match="expected one of red"):
        read_shared(text, "a", ["red"])
    with pytest.raises(MaskError, match="person"):
        read_shared(text + '[person]\nname = "x"\n', "a", ["blue"])


def test_following_a_study_without_a_fair_control_is_asked_for_in_the_app(
    visitor: Visitor, tmp_path: Path
) -> None:
    """Only where no better one has a dose; the tick outlives a change of the other answers."""
    tested = visitor.new_person()
    assert 'name="uncontrolled"' not in visitor.page(f"{tested}/screen")
    person = visitor.new_person(goal="acne")
    assert 'value="acne"' in visitor.page(f"{person}/screen")
    assert not person_file(tmp_path, person).person.wishes[0].uncontrolled
    visitor.send(f"{person}/screen", {"do": "studies", "uncontrolled": "acne"})
    assert person_file(tmp_path, person).person.wishes[0].uncontrolled
    assert re.search(r'value="acne" checked', visitor.page(f"{person}/screen"))
    visitor.send(f"{person}/you", answers(goal="acne", age="53"))
    assert person_file(tmp_path, person).person.wishes[0].uncontrolled
    visitor.send(f"{person}/screen", {"do": "studies"})
    assert not person_file(tmp_path, person).person.wishes[0].uncontrolled


def test_a_phone_is_no_meter(visitor: Visitor) -> None:
    person = visitor.new_person()
    page = visitor.page(f"{person}/mask/{MASK}/measure")
    assert 'value="phone"' not in page
    assert "never how strong" in page


def test_another_line_is_where_the_cursor_is(visitor: Visitor) -> None:
    """On a phone the page is long: whoever asks for a line goes on typing in it."""
    person = visitor.new_person()
    form = answers(**{"do": "more-drug", "drug-any": "some", "drug-0-name": "paracetamol"})
    _, text = visitor.send(f"{person}/you", form, status=200)
    focused = [field["name"] for field in Reading(text).of("input") if "autofocus" in field]
    assert focused == ["drug-1-name"]
