"""A person: one description of colour, and nothing absurd."""

from __future__ import annotations

from pathlib import Path

import pytest

from openpbm.errors import InputError, PersonError
from openpbm.files.person_file import read_person
from openpbm.person import Person


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
        ("recent_light = 3", 'expected "none", "unknown", or a list'),
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
