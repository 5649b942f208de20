"""Seventy measured forearms lie in what a plan draws for their colour: where the data are."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench" / "measured_skin" / "forearms.py"


@cache
def bench() -> ModuleType:
    found = importlib.util.spec_from_file_location("measured_forearms", BENCH)
    assert found is not None
    assert found.loader is not None
    made = importlib.util.module_from_spec(found)
    sys.modules[found.name] = made
    found.loader.exec_module(made)
    return made


here = pytest.mark.skipif(
    not bench().FOREARMS.exists(), reason="no ../shared/skin/nist/forearms.csv (Theory 3.12)"
)


@here
@pytest.mark.parametrize("nm", [633.0, 660.0, 750.0, 830.0, 850.0])
def test_measured_forearms_lie_in_what_a_plan_draws(nm: float) -> None:
    """Nine of ten wanted in the 90 % interval, eight at least; the middle half is a half."""
    found = bench().covered(bench().read(), nm)
    assert found.inside >= 0.80
    assert 0.40 <= found.middle <= 0.65
    assert found.drawn == pytest.approx(found.measured, abs=0.02)


def test_without_the_table_the_bench_says_where_it_would_lie(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["forearms.py", str(tmp_path / "none.csv")])
    assert bench().main() == 2
    assert "M38597" in capsys.readouterr().out


def test_a_table_is_read_by_people_and_wavelength(tmp_path: Path) -> None:
    rows = "\n".join(f"{nm},{0.2 + 0.001 * (nm - 400)},0.5" for nm in range(400, 801, 5))
    (tmp_path / "two.csv").write_text(f"wavelength_nm,one,two\n{rows}\n", encoding="utf-8")
    arms = bench().read(tmp_path / "two.csv")
    assert arms.at(602.5) == pytest.approx([0.4025, 0.5])
    assert arms.angle_deg[1] == pytest.approx(90.0, abs=1.0)  # grey, lighter than L* 50
