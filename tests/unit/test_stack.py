"""A stack that is not physical cannot be made; the message names the layer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpbm.errors import StackError
from openpbm.skin.stack import Layer, Source, Stack

DERMIS = Layer(name="dermis", thickness_mm=1.0, n=1.4, mu_a_per_mm=0.1, mu_s_per_mm=10.0, g=0.8)
DEEP = replace(DERMIS, name="deep", thickness_mm=None)
BEAM = Source(kind="collimated", angle_deg=30.0)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("thickness_mm", 0.0, "thickness_mm: found 0"),
        ("thickness_mm", float("inf"), "thickness_mm: found inf"),
        ("n", 0.99, "n: found 0.99"),
        ("n", 4.01, "n: found 4.01"),
        ("mu_a_per_mm", -0.1, "mu_a_per_mm: found -0.1"),
        ("mu_s_per_mm", float("nan"), "mu_s_per_mm: found nan"),
        ("g", 1.0, "g: found 1"),
        ("g", -1.0, "g: found -1"),
    ],
)
def test_a_layer_outside_physics_is_refused_by_name(field: str, value: float, says: str) -> None:
    values = {f: getattr(DERMIS, f) for f in ("thickness_mm", "n", "mu_a_per_mm", "mu_s_per_mm")}
    values |= {"g": DERMIS.g, field: value}
    with pytest.raises(StackError, match='layer "dermis"') as told:
        Layer(name="dermis", **values)
    assert says in str(told.value)


@pytest.mark.parametrize("angle_deg", [-1.0, 90.0, float("nan")])
def test_light_comes_from_above(angle_deg: float) -> None:
    with pytest.raises(StackError, match="angle_deg"):
        Source(kind="collimated", angle_deg=angle_deg)
    with pytest.raises(StackError, match="lambertian, collimated"):
        Source(kind="laser")


def test_only_the_last_layer_has_no_end() -> None:
    Stack(n_above=1.0, n_below=1.4, layers=(DERMIS, DEEP), source=BEAM)
    with pytest.raises(StackError, match=r'layer "deep".*only the last'):
        Stack(n_above=1.0, n_below=1.4, layers=(DEEP, DERMIS), source=BEAM)
    with pytest.raises(StackError, match="no layers"):
        Stack(n_above=1.0, n_below=1.4, layers=(), source=BEAM)
    with pytest.raises(StackError, match="n_above"):
        Stack(n_above=0.5, n_below=1.4, layers=(DERMIS,), source=BEAM)


@given(st.floats(0.0, 2.0))
def test_depths_inside_the_stack_are_accepted_and_others_are_not(depth_mm: float) -> None:
    finite = Stack(n_above=1.0, n_below=1.0, layers=(DERMIS, DERMIS), source=BEAM)
    endless = replace(finite, layers=(DERMIS, DEEP))
    finite.check_depths((depth_mm,))
    endless.check_depths((depth_mm, 1e6))
    with pytest.raises(StackError, match="between 0 and 2 mm"):
        finite.check_depths((2.001 + depth_mm,))
    with pytest.raises(StackError, match="0 mm or more"):
        endless.check_depths((-0.001 - depth_mm,))
    with pytest.raises(StackError, match="finite"):
        endless.check_depths((float("inf"),))


def test_an_endless_layer_must_hold_something() -> None:
    clear = Layer(name="air", thickness_mm=None, n=1.0, mu_a_per_mm=0.0, mu_s_per_mm=0.0, g=0.0)
    with pytest.raises(StackError, match=r"air.*without end"):
        Stack(n_above=1.0, n_below=1.0, layers=(clear,), source=Source(kind="lambertian"))
