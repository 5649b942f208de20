"""What a mask file's errors say: the whole range, no library's inner words, and a way out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from openpbm.errors import InputError, PlanFileError
from openpbm.files import mask_model, person_model, stack_model
from openpbm.files.mask_file import mask_from_text
from openpbm.files.toml_file import parsed_toml

FILE = """[mask]
name = "m"
form = "rigid_mask"
[[channels]]
role = "{role}"
peak_nm = {nm}
{more}
"""


def error(more: str, *, role: str = "red", nm: float = 633.0) -> str:
    with pytest.raises(InputError) as problem:
        mask_from_text(FILE.format(role=role, nm=nm, more=more), Path("m.toml"))
    return str(problem.value)


def bounds_of(info: FieldInfo) -> Iterator[tuple[str, float]]:
    """Every bound of a number, of the field itself or of a type in it."""
    found = list(info.metadata)
    for part in get_args(info.annotation):
        for each in getattr(part, "__metadata__", ()):
            found += getattr(each, "metadata", [each])
    for each in found:
        for name in ("gt", "ge", "lt", "le"):
            if isinstance(value := getattr(each, name, None), int | float):
                yield name, float(value)


def fields() -> Iterator[tuple[str, FieldInfo]]:
    for module in (mask_model, person_model, stack_model):
        for model in vars(module).values():
            if isinstance(model, type) and issubclass(model, BaseModel):
                for name, info in model.model_fields.items():
                    yield f"{model.__name__}.{name}", info


def test_what_is_expected_tells_both_ends_and_whether_they_are_in() -> None:
    seen = 0
    for name, info in fields():
        told = info.description or ""
        for kind, value in bounds_of(info):
            seen += 1
            said = {f"{value:g}", f"{value:.0f}"}
            if kind in ("gt", "lt"):
                word = "above" if kind == "gt" else "below"
                said = {f"{word} {each}" for each in said}
            assert any(each in told for each in said), f"{name}: {kind} {value:g} in: {told}"
    assert seen > 60


@pytest.mark.parametrize("angle", [0, 90])
def test_an_angle_at_an_end_is_told_that_the_end_is_out(angle: int) -> None:
    assert "expected degrees off axis, above 0 and below 90" in error(f"half_angle_deg = {angle}")


@pytest.mark.parametrize(
    "positions",
    ["5", "[1, 2, 3]", '[["a", 1, 1, 1, 1, 1]]', "[[1, 2]]", "true", "{x = 1}", "[]", '""'],
)
def test_places_of_leds_are_refused_in_our_own_words(positions: str) -> None:
    told = error(f"positions = {positions}")
    assert "rows [x, y, z, dx, dy, dz] in mm" in told
    for inner in ("constrained", "list[", "str", "float", "Input should", "pydantic", "union"):
        assert inner not in told.replace("strength", "")


@pytest.mark.parametrize(
    ("line", "point"),
    [
        ("standoff_mm = 10,5", "10.5"),
        ("standoff_mm = 10,5  # measured", "10.5"),
        ("claim = { irradiance_mw_cm2 = 20,5 }", "20.5"),
        ("claim = { irradiance_mw_cm2 = 20,5, tolerance_mw_cm2 = 1 }", "20.5"),
        ("x = -0,25", "-0.25"),
    ],
)
def test_a_decimal_comma_is_told_as_a_point(line: str, point: str) -> None:
    with pytest.raises(PlanFileError, match=f"line 2.*expected a decimal point: {point}$"):
        parsed_toml(f"a = 1\n{line}\n", "m.toml")


@pytest.mark.parametrize("line", ["x = ", "x = 1,", 'x = "1,5', "x = [1,5"])
def test_another_slip_is_told_no_decimal_comma(line: str) -> None:
    with pytest.raises(PlanFileError) as problem:
        parsed_toml(f"a = 1\n{line}\n", "m.toml")
    assert "decimal point" not in str(problem.value)


READ = '[[channels.readings]]\nregion = "chin"\nmeter = "{}"\n{} = 50'


@pytest.mark.parametrize("unit", ["illuminance_lux", "irradiance_mw_cm2", "ppfd_umol_m2_s"])
def test_a_phone_is_told_at_once_what_would_do(unit: str) -> None:
    """It used to send from lux to mW/cm2 and from there to lux."""
    told = error(READ.format("phone", unit))
    assert "no absolute value" in told
    assert "expected one of another kind, of silicon_solar, par, lux, thermopile" in told


def test_a_meter_that_sees_nothing_of_this_light_says_what_would_do() -> None:
    told = error(READ.format("par", "ppfd_umol_m2_s"), role="nir", nm=850.0)
    assert "can say nothing of 850 nm (it sees light from 405 to 680 nm)" in told
    assert "expected irradiance_mw_cm2 of another kind of meter, one of silicon_solar" in told
    assert "lux" not in told
    far = error(READ.format("lux", "illuminance_lux"), role="deep_red", nm=678.0)
    assert ", or ppfd_umol_m2_s of par" in far
