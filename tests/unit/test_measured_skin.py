"""What is kept of the measured faces: aggregates, the same in JSON, table and figure."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from openpbm.tables import numbers

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "bench" / "measured_skin"
KEPT = json.loads((ROOT / "docs" / "theory" / "measured-skin.json").read_text(encoding="utf-8"))


def page() -> ModuleType:
    found = importlib.util.spec_from_file_location("measured_skin_page", BENCH / "page.py")
    assert found is not None
    assert found.loader is not None
    made = importlib.util.module_from_spec(found)
    found.loader.exec_module(made)
    return made


def test_table_and_figure_are_those_of_the_kept_numbers() -> None:
    chapter = (ROOT / "docs" / "theory" / "skin-scenarios.md").read_text(encoding="utf-8")
    drawn = (ROOT / "docs" / "pictures" / "measured-skin.svg").read_text(encoding="utf-8")
    assert page().table(KEPT) in chapter
    assert page().picture(KEPT) == drawn


def test_the_coverage_of_plans_is_told_as_it_was_kept() -> None:
    """Both readings of the rim stand in the chapter, for everyone and for each group."""
    kept = json.loads((ROOT / "docs" / "theory" / "measured-plans.json").read_text("utf-8"))
    chapter = (ROOT / "docs" / "theory" / "skin-scenarios.md").read_text(encoding="utf-8")
    plain, rim = kept["no rim"], kept["8 of 11 mm"]
    assert set(plain) == set(rim) == {"all", "AB", "AF", "CA", "CN", "IQ", "JP", "SA", "TH"}
    for name in plain:
        cells = [f"{plain[name][nm][0]:.0%} / {rim[name][nm][0]:.0%}" for nm in plain[name]]
        label = "**all**" if name == "all" else name
        assert f"| {label} | {' | '.join(cells)} |" in chapter


def test_only_aggregates_of_many_are_kept() -> None:
    """Nothing of a person: groups of 20 spectra or more, no list longer than a spectrum."""
    for split in ("tuned", "held out"):
        assert set(KEPT[split]) == {"all", "AB", "AF", "CA", "CN", "IQ", "JP", "SA", "TH"}
        assert all(group["spectra"] >= 20 for group in KEPT[split].values())
        lists = [v for g in KEPT[split].values() for v in g.values() if isinstance(v, list)]
        assert all(len(v) == len(KEPT["wavelength_nm"]) == 31 for v in lists)
    assert KEPT["people"]["held out"] >= 400


def test_what_a_verdict_says_is_what_the_targets_ask() -> None:
    """A verdict fails where a number is beyond its target, and names it."""
    bad = json.loads(json.dumps(KEPT))
    bad["held out"]["JP"]["bias_630"] = -0.0061
    bad["held out"]["all"]["rms_p95"] = 0.03
    said = [line for line in page().verdicts(bad) if line.startswith("FAIL held out")]
    assert any("JP: bias at 630" in line for line in said)
    assert any("95 % RMS 0.03" in line for line in said)


def test_the_doubt_of_a_fit_is_the_residual_that_was_measured() -> None:
    found = KEPT["tuned"]["all"]["rms_median"] * (31 / 25) ** 0.5
    assert numbers("skin")["fit.discrepancy_sd"].value == pytest.approx(found, rel=0.2)
