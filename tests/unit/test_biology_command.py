"""`openpbm biology`: reads a plan, writes a page that says it is a hypothesis."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from plan_factory import planned, refused

from openpbm.answer import DoseRow, Plan, Planned
from openpbm.cli.main import main
from openpbm.errors import PlanFileError
from openpbm.files.light.course import read_light_course
from openpbm.files.plan.file import plan_text
from openpbm.interval import Interval
from openpbm.session import SessionChannel

LAYER = "papillary_dermis"


def made() -> Planned:
    """Blue, red and dark near-infrared, three sessions, of round numbers."""
    plan = planned()
    four = Interval(median=4.0, p05=2.0, p95=8.0)
    dose = tuple(
        DoseRow(channel=role, region="chin", layer=layer, dose_j_cm2=four, fluence_rate_mw_cm2=40.0)
        for role in ("blue", "red", "nir")
        for layer in (LAYER, "subcutis")
    )
    channels = tuple(
        SessionChannel(role=role, peak_nm=nm, drive=drive, minutes=2.0 * drive)
        for role, nm, drive in (("blue", 415.0, 1.0), ("red", 630.0, 1.0), ("nir", 830.0, 0.0))
    )
    warm = replace(plan.temperature, rise_k=Interval(median=1.5, p05=1.0, p95=2.0))
    return replace(
        plan,
        session=replace(plan.session, minutes=2.0, channels=channels),
        course=replace(plan.course, dates=tuple(date(2026, 5, day) for day in (1, 4, 8))),
        dose=dose,
        target_layer=LAYER,
        temperature=warm,
        goals=("acne",),
    )


def written(folder: Path, plan: Plan) -> Path:
    path = folder / "plan.json"
    path.write_text(plan_text(plan), encoding="utf-8")
    return path


def test_only_lit_red_and_near_infrared_enter(tmp_path: Path) -> None:
    course = read_light_course(written(tmp_path, made()))
    assert [part.peak_nm for part in course.parts] == [630.0]
    assert course.parts[0].fluence_rate_mw_cm2 == pytest.approx(40.0)
    assert course.parts[0].spread_ln == pytest.approx(0.4214, rel=1e-3)  # ln 4 / 3.29
    assert course.start_days == (0.0, 3.0, 7.0)
    assert course.inflamed
    assert course.rise_k == 1.5


def test_a_plan_that_will_not_do_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match="without a session"):
        read_light_course(written(tmp_path, refused()))
    with pytest.raises(PlanFileError, match="no light from 600 to 950 nm"):
        read_light_course(written(tmp_path, replace(made(), dose=())))


def test_without_its_libraries_it_says_how_to_install_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpbm.response.pathway import run as pathway_run

    pathway_run.sbml_text.cache_clear()
    monkeypatch.setitem(sys.modules, "antimony", None)
    out = tmp_path / "out"
    code = main(["biology", str(written(tmp_path, made())), "--out", str(out)])
    pathway_run.sbml_text.cache_clear()
    assert code == 2
    assert "pip install 'openpbm[biology]'" in capsys.readouterr().err
    assert not out.exists()


def test_the_page_says_what_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("roadrunner", reason="needs the biology extra")
    pytest.importorskip("antimony", reason="needs the biology extra")
    out = tmp_path / "out"
    path = written(tmp_path, made())
    assert main(["biology", str(path), "--out", str(out), "--draws", "20"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("A hypothesis, not a forecast.")
    page = (out / "biology.html").read_text(encoding="utf-8")
    assert "No plan and no limit of OpenPBM rests on this page" in page
    assert "&#34;Segoe UI&#34;" not in page
    assert page.count('class="badge"') >= 12  # a grade on every panel
    data = json.loads((out / "biology.json").read_text(encoding="utf-8"))
    assert len(data["panels"]) == 12
    assert {check["verdict"] for check in data["checks"]} >= {"met", "missed", "held out"}
    assert (out / "pbm_chain.xml").read_text(encoding="utf-8").lstrip().startswith("<?xml")
