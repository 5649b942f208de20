"""One row a role: what it may be called, how it is screened, under what its light is summed."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from openpbm.mask.channel import WAVELENGTHS_NM
from openpbm.record import BAND_NM, light_band
from openpbm.role import ROLES, role_of, spoken
from openpbm.safety.screening import COLOURS
from openpbm.safety.stops import shown_roles, told_roles
from openpbm.tables import numbers

SOURCE = Path(__file__).parents[2] / "src" / "openpbm"


def test_every_wavelength_of_a_device_may_bear_a_name() -> None:
    for nm in np.arange(WAVELENGTHS_NM[0], WAVELENGTHS_NM[1] + 0.5, 0.5):
        assert [r.name for r in ROLES.values() if r.peak_nm[0] <= nm <= r.peak_nm[1]], nm


def test_bands_of_light_leave_no_gap_and_never_overlap() -> None:
    bands = list(BAND_NM.values())
    assert bands[0][0] == 0
    assert bands[-1][1] == math.inf
    assert all(one[1] == other[0] for one, other in pairwise(bands))
    assert [light_band(low) for low, _ in bands] == list(BAND_NM)
    assert light_band(525.0) == light_band(590.0) == "amber"


def test_what_lies_between_two_colours_of_the_screen_is_told_by_its_own_name() -> None:
    assert told_roles(["red"]) == COLOURS
    assert told_roles(["green", "deep_red"]) == ("blue", "green", "red", "nir")
    assert shown_roles(["amber"]) == ("amber",)
    assert shown_roles(["nir2"]) == ("nir",)


def test_a_role_is_named_by_every_id_that_begins_with_it() -> None:
    for name, role in ROLES.items():
        assert role_of(name) is role_of(f"{name}_830") is role_of(f"{name}_left") is role
    assert role_of("infrared") is role_of("") is None
    assert spoken("deep_red_660") == "deep red 660 nm"
    assert spoken("booster_ring") == "booster ring"


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_usual_width(role: str) -> None:
    width = numbers("light")[f"fwhm.{role}"]
    assert width.low is not None
    assert width.high is not None
    assert 10.0 <= width.low <= width.value <= width.high <= 60.0


def test_colours_of_drawing_stand_in_the_table_alone() -> None:
    inks = {ink for role in ROLES.values() for ink in (role.ink, role.ink_dark)}
    own = {"#b86e00", "#e6a23c"}  # also of the sign for care
    for path in (*SOURCE.rglob("*.py"), *SOURCE.rglob("*.css"), *SOURCE.rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert not [ink for ink in inks - own if ink in text], path
