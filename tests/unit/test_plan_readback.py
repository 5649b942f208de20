"""Every plan that the planner can make is read by every reader of ours, up to the longest."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from openpbm.cli.main import main
from openpbm.files.by_hand import by_hand, sessions_of
from openpbm.files.kept_plan import read_plan
from openpbm.files.light_course import read_light_course
from openpbm.files.plan_file import plan_text
from openpbm.mask import Channel, Claim, Mask
from openpbm.mask.device import LONGEST_MIN
from openpbm.person import Person, Wish
from openpbm.planning.plan import plan
from openpbm.planning.result import Plan
from openpbm.record import NO_LIGHT

START = date(2026, 11, 23)
PERSON = Person(
    age_years=40.0,
    phototype="II",
    wishes=(Wish(goal="wrinkles_firmness"),),
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
    return plan(PERSON, panel, start=START, scenarios=48)


@pytest.mark.parametrize("mw_cm2", WEAK_MW_CM2)
def test_a_session_of_hours_is_read_back_and_told_what_stops_it(
    tmp_path: Path, mw_cm2: float, capsys: pytest.CaptureFixture[str]
) -> None:
    made = weak(mw_cm2)
    assert made.session is not None
    assert 120.0 < made.session.minutes <= LONGEST_MIN
    path = tmp_path / "plan.json"
    path.write_text(plan_text(made), encoding="utf-8")
    kept = read_plan(path, needs_session=True)
    assert kept.session is not None
    assert kept.session.minutes == pytest.approx(made.session.minutes, rel=1e-5)
    assert read_light_course(path).session_min == kept.session.minutes
    ((begun, lit),) = sessions_of(kept, "x", START, datetime.now(UTC))
    assert by_hand(begun, lit, begun.planned_min)[0] == begun
    assert main(["session", str(path), "--no-ledger", "--yes", "--speed", "100000"]) == 1
    assert "30 min after which any mask goes dark" in capsys.readouterr().out
