"""What is public is there, listed, documented, and does what its page says."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import is_dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import openpbm
from shared_light import SHARED

PAGE = Path(__file__).parents[2] / "docs" / "api" / "README.md"
SOURCED = (
    "plan_text",
    "dose_at_depth",
    "fluence",
    "mask_hazards",
    "screen",
    "order_of",
    "room_left",
    "history",
)
MASK = openpbm.catalogue_mask("higherdose-red-light-face-mask")
PERSON = openpbm.Person(age_years=52, phototype="III", recent_light=openpbm.NO_LIGHT)
MANY = 16  # scenarios: laws hold in each


def functions() -> list[Callable[..., object]]:
    return [one for name in openpbm.HOMES if inspect.isfunction(one := getattr(openpbm, name))]


def test_what_is_listed_is_what_can_be_had() -> None:
    assert sorted(openpbm.HOMES) == sorted(openpbm.__all__)
    assert set(openpbm.HOMES) <= set(dir(openpbm))
    for name, home in openpbm.HOMES.items():
        found = getattr(openpbm, name)
        assert getattr(found, "__module__", home) in (home, "types"), f"{name} lives elsewhere"
    with pytest.raises(AttributeError, match="no attribute 'plann'"):
        getattr(openpbm, "plann")  # noqa: B009 - a name that mypy must not see


def test_the_page_lists_every_public_name_once() -> None:
    rows = re.findall(r"^\| (`.*?`) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    told = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(told) == sorted(openpbm.HOMES)


@pytest.mark.parametrize("function", functions(), ids=lambda f: f.__name__)
def test_a_public_function_tells_each_of_its_arguments(function: Callable[..., object]) -> None:
    said = inspect.getdoc(function) or ""
    for name in inspect.signature(function).parameters:
        assert re.search(rf"^    {name}: \S", said, re.MULTILINE), name
    assert (function.__name__ not in SOURCED) or "Source: " in said


@pytest.mark.parametrize(
    "one", [o for n in openpbm.HOMES if inspect.isclass(o := getattr(openpbm, n))], ids=str
)
def test_a_public_noun_says_what_it_is_and_stays_as_it_was_made(one: type) -> None:
    assert len(inspect.getdoc(one) or "") > 20
    if is_dataclass(one):
        assert one.__dataclass_params__.frozen  # type: ignore[attr-defined]


def at_depth(minutes: float, *, phototype: str = "III") -> openpbm.DoseAtDepth:
    person = replace(PERSON, phototype=phototype)
    return openpbm.dose_at_depth(
        person, MASK, minutes=minutes, depths_mm=[0.1, 1.0, 3.0], scenarios=MANY, kept=SHARED
    )


def test_dose_at_depth_falls_with_depth_grows_with_minutes_and_is_less_in_dark_skin() -> None:
    once, twice, dark = at_depth(5.0), at_depth(10.0), at_depth(5.0, phototype="VI")
    dose = once.dose_j_cm2.median
    assert dose.shape == (len(once.channels), 3) == (2, 3)
    assert (np.diff(dose, axis=1) < 0).all()
    np.testing.assert_allclose(twice.dose_j_cm2.median, 2.0 * dose, rtol=1e-12)
    np.testing.assert_allclose(twice.on_skin_j_cm2.p95, 2.0 * once.on_skin_j_cm2.p95, rtol=1e-12)
    assert (dark.dose_j_cm2.median < dose).all()
    assert (once.dose_j_cm2.p05 <= dose).all()
    assert (dose <= once.dose_j_cm2.p95).all()
    tops = [layer.top_mm for layer in once.layers]
    assert tops == sorted(tops)
    assert tops[0] == 0.0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"minutes": -1.0}, "minutes -1; expected >= 0"),
        ({"depths_mm": [0.5, -0.1]}, "expected >= 0"),
        ({"depths_mm": [float("nan")]}, "expected >= 0"),
        ({"region": "elbow"}, "region 'elbow'; expected"),
    ],
)
def test_dose_at_depth_says_what_was_expected(asked: dict[str, object], said: str) -> None:
    usual: dict[str, object] = {"minutes": 1.0, "depths_mm": [0.5], "region": "nose"}
    with pytest.raises(openpbm.InputError, match=said):
        openpbm.dose_at_depth(PERSON, MASK, **{**usual, **asked})  # type: ignore[arg-type]


def test_a_mask_of_unknown_light_has_no_dose_at_depth() -> None:
    mask = openpbm.catalogue_mask("currentbody-skin-series-1")
    with pytest.raises(openpbm.InputError, match="no irradiance: red"):
        openpbm.dose_at_depth(PERSON, mask, minutes=1.0, depths_mm=[0.5])


ODD: dict[str, tuple[Callable[[], object], str]] = {
    "no time": (lambda: openpbm.mask_hazards(MASK, minutes=0.0), "minutes 0; expected"),
    "time that runs back": (
        lambda: openpbm.mask_hazards(MASK, minutes=-1.0),
        "minutes -1; expected",
    ),
    "no number": (
        lambda: openpbm.mask_hazards(MASK, minutes=float("nan")),
        "minutes nan; expected",
    ),
    "nobody": (
        lambda: openpbm.plan(PERSON, MASK, start=date(2026, 12, 1), scenarios=0),
        "scenarios 0; expected",
    ),
    "a seed below zero": (
        lambda: openpbm.plan(PERSON, MASK, start=date(2026, 12, 1), seed=-1),
        "seed -1; expected",
    ),
    "a text for many": (
        lambda: replace(PERSON, conditions="porphyria"),  # type: ignore[arg-type]
        "conditions: expected tuple",
    ),
    "arms of nothing": (lambda: openpbm.study_doses([], arms=["a"]), "arms 1; expected 0"),
}


@pytest.mark.parametrize(("asked", "said"), ODD.values(), ids=ODD)
def test_what_cannot_be_asked_is_an_error_of_ours(asked: Callable[[], object], said: str) -> None:
    with pytest.raises(openpbm.InputError, match=said):
        asked()
