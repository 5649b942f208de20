"""`openpbm biology`: reads a plan, writes a page that says it is a hypothesis."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from openpbm.cli.main import main
from openpbm.errors import PlanFileError
from openpbm.files.light_course import read_light_course

LAYER = "papillary_dermis"


def plan_text(**changed: object) -> str:
    """The part of a plan.json that the chain reads."""
    dose = [
        {"channel": role, "region": "chin", "layer": layer, "median_j_cm2": 4.0, "p05_j_cm2": 2.0,
         "p95_j_cm2": 8.0, "fluence_rate_mw_cm2": 40.0}
        for role in ("blue", "red", "nir")
        for layer in (LAYER, "subcutis")
    ]  # fmt: skip
    channels = [
        {"role": "blue", "peak_nm": 415.0, "drive": 1.0, "minutes": 2.0},
        {"role": "red", "peak_nm": 630.0, "drive": 1.0, "minutes": 2.0},
        {"role": "nir", "peak_nm": 830.0, "drive": 0.0, "minutes": 0.0},
    ]
    content: dict[str, object] = {
        "session": {"minutes": 2.0, "channels": channels},
        "course": {"dates": ["2026-05-01", "2026-05-04", "2026-05-08"]},
        "dose": dose,
        "target": {"layer": LAYER},
        "temperature": {"rise_k": {"median": 1.5}},
        "goals": ["acne"],
    }
    return json.dumps({**content, **changed})


def written(folder: Path, text: str) -> Path:
    path = folder / "plan.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_only_lit_red_and_near_infrared_enter(tmp_path: Path) -> None:
    course = read_light_course(written(tmp_path, plan_text()))
    assert [part.peak_nm for part in course.parts] == [630.0]
    assert course.parts[0].fluence_rate_mw_cm2 == pytest.approx(40.0)
    assert course.parts[0].spread_ln == pytest.approx(0.4214, rel=1e-3)  # ln 4 / 3.29
    assert course.start_days == (0.0, 3.0, 7.0)
    assert course.inflamed
    assert course.rise_k == 1.5


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"session": None}, "without a session"),
        ({"dose": []}, "no light from 600 to 950 nm"),
        ({"course": {"dates": ["soon"]}}, "expected dates such as"),
        ({"course": {"dates": []}}, "course.dates"),
        ({"target": {}}, "target.layer"),
    ],
)
def test_a_plan_that_will_not_do_is_told_by_name(
    tmp_path: Path, changed: dict[str, object], message: str
) -> None:
    with pytest.raises(PlanFileError, match=message):
        read_light_course(written(tmp_path, plan_text(**changed)))


def test_without_its_libraries_it_says_how_to_install_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpbm.response import pathway_run

    pathway_run.sbml_text.cache_clear()
    monkeypatch.setitem(sys.modules, "antimony", None)
    out = tmp_path / "out"
    code = main(["biology", str(written(tmp_path, plan_text())), "--out", str(out)])
    pathway_run.sbml_text.cache_clear()
    assert code == 2
    assert "pip install 'openpbm[biology]'" in capsys.readouterr().err
    assert not out.exists()


def test_the_page_says_what_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("roadrunner", reason="needs the biology extra")
    pytest.importorskip("antimony", reason="needs the biology extra")
    out = tmp_path / "out"
    path = written(tmp_path, plan_text())
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
