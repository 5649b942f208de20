"""Every plan that the planner can make is read by every reader of ours, up to the longest."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from openpbm.answer import Plan, Planned
from openpbm.cli.main import main
from openpbm.field import LONGEST_MIN
from openpbm.files.light.course import read_light_course
from openpbm.files.mask_file import mask_from_text
from openpbm.files.plan.file import plan_text
from openpbm.files.plan.kept import read_plan
from openpbm.mask import Channel, Claim, Mask
from openpbm.person import Medicine, Person, Wish
from openpbm.planning.plan import plan
from openpbm.record import NO_LIGHT, DayDose, LightHistory
from openpbm.sitting.by_hand import of_plan
from shared_light import SHARED

START = date(2026, 11, 23)
PERSON = Person(
    age_years=40.0,
    phototype="II",
    wishes=(Wish(goal="wrinkles_firmness", uncontrolled=True),),
    eye_protection="opaque_goggles",
    recent_light=NO_LIGHT,
)
WEAK_MW_CM2 = (1.1, 0.5)  # so weak that the trial's dose takes hours; the second, more than any


@cache
def weak(mw_cm2: float) -> Plan:
    red = Channel(role="red", peak_nm=633.0, claim=Claim(irradiance_mw_cm2=mw_cm2, meaning="mean"))
    panel = Mask(
        id="weak", name="Weak", form="panel", channels=(red,), session_min=(LONGEST_MIN,),
        stop_by_hand=True,
    )  # fmt: skip
    return plan(PERSON, panel, start=START, scenarios=48, kept=SHARED)


@pytest.mark.parametrize("mw_cm2", WEAK_MW_CM2)
def test_a_session_of_hours_is_read_back_and_told_what_stops_it(
    tmp_path: Path, mw_cm2: float, capsys: pytest.CaptureFixture[str]
) -> None:
    made = weak(mw_cm2)
    assert isinstance(made, Planned)
    assert 120.0 < made.session.minutes <= LONGEST_MIN
    path = tmp_path / "plan.json"
    path.write_text(plan_text(made), encoding="utf-8")
    kept = read_plan(path, needs_session=True)
    assert kept.session is not None
    assert kept.session.minutes == pytest.approx(made.session.minutes, rel=1e-5)
    assert read_light_course(path).session_min == kept.session.minutes
    (whole,) = of_plan(kept, "x", START, datetime.now(UTC), os.urandom)
    assert whole.events()[0] == whole.begun
    assert main(["session", str(path), "--no-ledger", "--yes", "--speed", "100000"]) == 1
    assert "30 min after which any mask goes dark" in capsys.readouterr().out


MASK = """
[mask]
name = "%s"
form = "panel"
session_min = [10]
[[channels]]
role = "red"
peak_nm = 633
claim = { irradiance_mw_cm2 = %s, meaning = "mean" }
"""
LONG = "x" * 60
MUCH_LIGHT = tuple(DayDose(day=START, band="red", dose_j_cm2=1e4) for _ in range(2000))
EXTREMES: dict[str, tuple[Person, str, str, str]] = {
    "a hundred conditions": (
        replace(PERSON, conditions=tuple(f"odd {i} {LONG}" for i in range(100))), "x", "30", "m",
    ),
    "a hundred medicines": (
        replace(PERSON, medicines=tuple(Medicine(name=f"odd {i} {LONG}") for i in range(100))),
        "x", "30", "m",
    ),
    "much light before": (
        replace(PERSON, recent_light=LightHistory(is_known=True, doses=MUCH_LIGHT)), "x", "30", "m",
    ),
    "a long name": (PERSON, "x" * 120, "30", "m"),
    "a file of a long name": (PERSON, "x", "30", "a" * 250),
    "a file of no letters": (PERSON, "x", "30", "$$"),
    "the strongest": (PERSON, "x", "2000", "m"),
    "the faintest": (PERSON, "x", "1e-300", "m"),
}  # fmt: skip


@pytest.mark.parametrize("what", EXTREMES)
def test_whatever_a_plan_comes_to_it_is_read_back(tmp_path: Path, what: str) -> None:
    person, name, mw_cm2, stem = EXTREMES[what]
    mask = mask_from_text(MASK % (name, mw_cm2), Path(f"{stem}.toml"))
    made = plan(person, mask, start=START, scenarios=16, kept=SHARED)
    path = tmp_path / "plan.json"
    path.write_text(plan_text(made), encoding="utf-8")
    kept = read_plan(path)
    assert kept.mask_id == mask.id
    assert (kept.session is None) == (not isinstance(made, Planned))
