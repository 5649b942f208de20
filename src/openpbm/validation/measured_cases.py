"""What the middle skin throws back, against the median of measured people of its colour."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from openpbm.person import Person
from openpbm.skin.anatomy import skin_of
from openpbm.skin.optics import as_problems, skin_states
from openpbm.skin.transport import solve
from openpbm.validation.case import Case, case
from openpbm.validation.light_cases import FINE
from openpbm.validation.skin_cases import MIDDLE, REGION

ITA_DEG = 51.0  # median of 34 forearms between 45 and 55
TILT = float(np.cos(np.radians(8.0)))  # of the light that the instrument sends


def measured_cases() -> Iterator[Case]:
    """In red and near-infrared, light mirrored at the surface included."""
    for nm in (633, 830):
        yield case(f"forearm_{nm}", _thrown_back(float(nm)))


def _thrown_back(nm: float) -> float:
    skin = skin_of(Person(age_years=40.0, ita_deg=ITA_DEG), MIDDLE)
    stack = as_problems(
        skin_states(skin, REGION, np.array([nm])), nm=nm, n_above=1.0, is_open=False
    )
    return float(solve(stack, beam_cosines=(TILT,), nodes=FINE).reflectance[0, 1])
