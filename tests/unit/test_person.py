"""A person: one description of colour, and nothing absurd."""

from __future__ import annotations

from pathlib import Path

import pytest

from openpbm.errors import InputError, PersonError
from openpbm.files.person_file import read_person
from openpbm.person import Person
from openpbm.planning.assumption import assumptions
from openpbm.speech.say import say


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"age_years": -1, "phototype": "II"}, "age_years"),
        ({"age_years": 30}, "exactly one"),
        ({"age_years": 30, "phototype": "II", "ita_deg": 40.0}, "exactly one"),
        ({"age_years": 30, "phototype": "VII"}, "phototype"),
        ({"age_years": 30, "ita_deg": 120.0}, "ita_deg"),
        ({"age_years": 30, "lab": (140.0, 1.0, 1.0)}, "lab"),
        ({"age_years": 30, "phototype": "I", "eye_protection": "sunglasses"}, "eye_protection"),
        ({"age_years": 30, "phototype": "I", "face_height_mm": 17.0}, "face_height_mm"),
    ],
)
def test_what_cannot_be_is_refused_by_name(fields: dict[str, object], says: str) -> None:
    with pytest.raises(PersonError, match=says):
        Person(**fields)  # type: ignore[arg-type]


def test_lab_gives_the_typology_angle() -> None:
    """ITA = atan((L* - 50) / b*): 45 degrees where both are equal."""
    person = Person(age_years=30, lab=(65.0, 10.0, 15.0))
    assert person.measured_ita_deg == pytest.approx(45.0)


def colour_of(tmp_path: Path, said: str) -> Person:
    path = tmp_path / "p.toml"
    path.write_text(f"[person]\nage_years = 40\n{said}\n", encoding="utf-8")
    return read_person(path).person


def test_a_colour_may_say_its_light(tmp_path: Path) -> None:
    """One skin as three instruments state it: one angle; read as D65 they lie 3 degrees apart."""
    usual = colour_of(tmp_path, "lab = [64.1, 9.9, 12.4]")
    assert usual.lab == (64.1, 9.9, 12.4)
    assert usual.lab_taken_for == "D65, 2 degrees"
    angle = usual.measured_ita_deg
    for said in (
        'lab = [64.1, 9.9, 12.4]\nilluminant = "D65"\nobserver_deg = 2',
        'lab = [63.9, 8.1, 13.1]\nilluminant = "D65"\nobserver_deg = 10',
        'lab = [64.5, 12.6, 12.3]\nilluminant = "D50"\nobserver_deg = 2',
    ):
        person = colour_of(tmp_path, said)
        assert person.measured_ita_deg == pytest.approx(angle, abs=1.0)
        assert person.lab_taken_for == ""


def test_a_light_that_is_not_said_is_an_assumption_of_the_plan(tmp_path: Path) -> None:
    for said, told in (("", "D65, 2 degrees"), ('illuminant = "D50"', "D50, 2 degrees"),
                       ("observer_deg = 10", "D65, 10 degrees"),
                       ('illuminant = "D65"\nobserver_deg = 2', None)):  # fmt: skip
        person = colour_of(tmp_path, f"lab = [64.1, 9.9, 12.4]\n{said}")
        rows = assumptions(person, light_ids=(), trials=(), goals=(), ceilings=())
        taken = {row.id: say(row.value) for row in rows}
        assert taken.get("lab_viewing") == told


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ('phototype = "II"\nilluminant = "D50"', "illuminant: found without lab"),
        ('lab = [64, 9, 12]\nilluminant = "TL84"', 'found "TL84"; expected the light that lab'),
        ("lab = [64, 9, 12]\nobserver_deg = 5", "found 5; expected the observer"),
        ("lab = [64, 9, 12]\nobserver = 10", "expected observer_deg"),
        ('lab = [60, -60, 40]\nilluminant = "A"', "field person.lab: .*the colour of skin"),
    ],
)
def test_a_light_that_cannot_be_is_refused(tmp_path: Path, said: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        colour_of(tmp_path, said)


def person_toml(tmp_path: Path, recent: str) -> Path:
    path = tmp_path / "p.toml"
    path.write_text(f'[person]\nage_years = 40\nphototype = "II"\n{recent}\n', encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("recent", "is_known", "doses"),
    [
        ("", False, 0),
        ('recent_light = "unknown"', False, 0),
        ('recent_light = "none"', True, 0),
        ("recent_light = []", True, 0),
        ('recent_light = [{day = 2026-11-20, band = "red", dose_j_cm2 = 30}]', True, 1),
        ("[[person.recent_light]]\nday = 2026-11-20\nwavelength_nm = 590\ndose_j_cm2 = 3", True, 1),
        ('recent_light = [{day = 2026-11-20, band = "nir", dose_j_cm2 = 3, region = "cheeks"}]',
         True, 2),
    ],
)  # fmt: skip
def test_recent_light_is_read_and_nothing_said_is_unknown(
    tmp_path: Path, recent: str, is_known: bool, doses: int
) -> None:
    light = read_person(person_toml(tmp_path, recent)).person.recent_light
    assert light.is_known is is_known
    assert len(light.doses) == doses
    if "590" in recent:
        assert light.doses[0].band == "amber"


@pytest.mark.parametrize(
    ("recent", "says"),
    [
        ('recent_light = "some"', 'recent_light: found "some"; expected "none"'),
        ("recent_light = 3", 'expected "none", "unknown", a habit such as "3 a week since March"'),
        ("recent_light = [{day = 2026-11-20, dose_j_cm2 = 30}]", "exactly one of band and"),
        ('recent_light = [{day = 2026-11-20, band = "red", wavelength_nm = 630, dose_j_cm2 = 1}]',
         "found both"),
        ('recent_light = [{day = 2026-11-20, band = "red", dose_j_cm2 = -1}]', "dose_j_cm2"),
        ('recent_light = [{day = 2026-11-20, band = "green", dose_j_cm2 = 1}]', "band"),
        ('recent_light = [{day = 2026-11-20, band = "red", dose_j_cm2 = 1, region = "elbow"}]',
         "region"),
        ('recent_light = [{date = 2026-11-20, band = "red", dose_j_cm2 = 1}]', "day"),
    ],
)  # fmt: skip
def test_wrong_recent_light_is_named(tmp_path: Path, recent: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read_person(person_toml(tmp_path, recent))
    assert says in str(caught.value)
    assert "p.toml" in str(caught.value)
