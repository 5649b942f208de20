"""A person: one description of colour, and nothing absurd."""

from __future__ import annotations

import pytest

from openpbm.errors import PersonError
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
