"""Doses of stated light: the laws that they keep, the tables they come in, and what spoils one."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from openpbm.cli.main import main
from openpbm.errors import InputError
from openpbm.files.arm_file import doses_csv, read_arms, site_named
from openpbm.maps.study_doses import StatedLight, StudyDoses, study_doses
from openpbm.person import PHOTOTYPES, Person
from openpbm.planning.scene import dimensions
from openpbm.sampling import uniforms
from openpbm.skin.anatomy import skin_of
from openpbm.skin.optics import skin_states
from openpbm.skin.profile import fluence_profile
from openpbm.threads import one_by_one

RED = StatedLight(nm=633.0, irradiance_mw_cm2=40.0, minutes=10.0, phototype="III")
NEAR = replace(RED, nm=640.0, irradiance_mw_cm2=25.0)  # of the same window: fitted once
SITES = ("cheek", "forehead", "nose", "chin", "periorbital", "glabella")
Heard = pytest.CaptureFixture[str]


def three(found: StudyDoses) -> np.ndarray:
    """(3, arms, layers + depths)."""
    curves = [(c.median, c.p05, c.p95) for c in (found.layer_j_cm2, found.depth_j_cm2)]
    return np.concatenate([np.array(each) for each in curves], axis=2)


def test_it_is_the_dose_of_a_plan_on_the_same_skins() -> None:
    """A mask's `dose_at_depth` and stated light sample and solve the very same skins."""
    depths = np.array([0.1, 1.0, 3.0])
    skin = skin_of(Person(age_years=40, phototype="III"), uniforms(dimensions(), 20, seed=3))
    states = skin_states(skin, "left_cheek", np.full(20, 633.0))
    below = fluence_profile(states, depths, nm=633.0, wet=False, is_open=False)
    found = study_doses([RED], depths_mm=depths.tolist(), seed=3, scenarios=20, exact=True)
    expected = 24.0 * np.percentile(below, (50, 5, 95), axis=0)
    assert three(found)[:, 0, 7:] == pytest.approx(expected, rel=1e-12)


def test_dose_is_linear_and_wavelengths_of_an_arm_add() -> None:
    longer, stronger = replace(RED, minutes=25.0), replace(RED, irradiance_mw_cm2=100.0)
    found = three(study_doses([RED, longer, stronger], scenarios=40))
    assert found[:, 1] == pytest.approx(2.5 * found[:, 0], rel=1e-12)
    assert found[:, 2] == pytest.approx(found[:, 1], rel=1e-12)
    one, other = (three(study_doses([x], scenarios=1)) for x in (RED, NEAR))
    both = study_doses([RED, NEAR], arms=["a", "a"], scenarios=1)
    assert three(both) == pytest.approx(one + other, rel=1e-9)
    assert both.on_skin_j_cm2.tolist() == pytest.approx([24.0 + 15.0])
    with pytest.raises(InputError, match="'a': skins 2; expected 1"):
        study_doses([RED, replace(NEAR, phototype="V")], arms=["a", "a"])


@pytest.mark.parametrize("is_beam", [False, True])
def test_below_its_peak_light_only_fades_and_dark_skin_lets_less_in(is_beam: bool) -> None:
    light = replace(RED, is_beam=is_beam)
    depths = np.linspace(0.4, 4.0, 19).tolist()
    arms = [replace(light, phototype=name) for name in PHOTOTYPES]
    found = study_doses(arms, depths_mm=depths, scenarios=40, exact=True).depth_j_cm2
    assert np.all(np.diff(found.median, axis=1) < 0)
    assert np.all(np.diff(found.median, axis=0) < 0)
    assert np.all(found.p05 < found.median) and np.all(found.median < found.p95)


def test_neither_the_order_of_rows_nor_their_company_changes_a_row() -> None:
    rng = np.random.default_rng(4)
    lights = [
        replace(
            RED,
            nm=float(rng.uniform(600, 650)),
            phototype=str(rng.choice(PHOTOTYPES)),
            site=str(rng.choice(SITES)),
        )
        for _ in range(30)
    ]
    whole = three(study_doses(lights, scenarios=60))
    order = rng.permutation(len(lights))
    assert np.array_equal(
        three(study_doses([lights[i] for i in order], scenarios=60)), whole[:, order]
    )
    few = three(study_doses(lights[:3], scenarios=60))
    assert few == pytest.approx(whole[:, :3], rel=1e-9)
    solved = three(study_doses(lights, scenarios=60, exact=True))
    assert np.abs(whole / solved - 1.0).max() < 0.01  # see Theory 5.7


def test_both_cores_say_what_one_says_and_how_far_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    lights = [replace(RED, nm=601.0 + i) for i in range(45)]
    monkeypatch.setattr("openpbm.maps.study_doses.ARMS_AT_ONCE", 10)
    told: list[float] = []
    on_both = three(study_doses(lights, scenarios=20, progress=told.append))
    assert len(told) == 5 and min(told) > 0.0 and max(told) == 1.0
    with one_by_one():
        assert np.array_equal(three(study_doses(lights, scenarios=20)), on_both)


def test_the_darkest_skin_under_blue_keeps_within_a_hundredth_of_the_solver() -> None:
    """One quartic for light and dark skins alike was off by 3 % here."""
    dark = replace(RED, nm=450.01, phototype=None, ita_deg=-60.0, site="chin")
    off = three(study_doses([dark])) / three(study_doses([dark], exact=True)) - 1.0
    assert np.abs(off).max() < 0.01


def test_a_line_is_the_mean_over_its_width() -> None:
    narrow = three(study_doses([RED], scenarios=30, exact=True))
    wide = three(study_doses([replace(RED, fwhm_nm=20.0)], scenarios=30, exact=True))
    almost = three(study_doses([replace(RED, fwhm_nm=0.01)], scenarios=30, exact=True))
    assert almost == pytest.approx(narrow, rel=1e-4)
    assert np.all(np.abs(wide / narrow - 1.0) < 0.1) and not np.allclose(wide, narrow, rtol=1e-4)


GOOD = """arm,nm,irradiance_mw_cm2,minutes,site,skin
both,633,40,10,cheek,III
red,633,40,10,cheek,III
both,640,25,10,cheek,iii
dark,645,40,2.5,nose,VI
"""


def test_a_table_of_arms_is_read_worked_out_and_reads_back(tmp_path: Path, capsys: Heard) -> None:
    given, out = tmp_path / "arms.csv", tmp_path / "new" / "doses.csv"
    given.write_text(GOOD, encoding="utf-8")
    assert main(["dose", "--csv", str(given), str(out), "--scenarios", "40"]) == 0
    assert "3 arms written" in capsys.readouterr().out
    table = read_arms(given)
    found = study_doses(table.lights, arms=table.arms, scenarios=40)
    assert out.read_text(encoding="utf-8") == doses_csv(found, table)
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [row[0] for row in rows[1:]] == ["both", "red", "dark"]
    assert rows[1][1] == "633+640"
    values = np.array([[float(cell) for cell in row[5:]] for row in rows[1:]])
    kept = np.moveaxis(three(found), 0, -1).reshape(3, -1)
    assert values == pytest.approx(kept, rel=1e-5)


AT = "line {}, {}: found {}; expected {}"
TABLES = (
    (("640,25", "640,4000"), AT.format(4, "irradiance_mw_cm2", 4000, "more than 0 mW/cm² to 2000")),
    (("640,25", "640,4000"), "(4000 W/m2 are 400 mW/cm²)"),
    (("645,", "0.645,"), AT.format(5, "nm", 0.645, "400 nm to 1100 nm (0.645 um are 645 nm)")),
    (("2.5", "-2.5"), AT.format(5, "minutes", -2.5, "more than 0 min to 180 min")),
    (("2.5", "two"), AT.format(5, "minutes", '"two"', "a number")),
    (("nose,VI", "nose,VII"), AT.format(5, "skin", '"VII"', "one of I, II")),
    (("nose", "nos"), "did you mean nose?"),
    (("minutes", "seconds"), 'found an unknown column "seconds"'),
    (("irradiance_mw_cm2", "irradiance_w_m2"), "irradiance_mw_cm2 (10 W/m2 are 1 mW/cm2)"),
    (
        ("nm,irradiance_mw_cm2,minutes,site", "nm,irradiance_mw_cm2,minutes,arm"),
        'found column "arm" twice; expected each',
    ),
    (("minutes,site", "minutes,ita_deg"), "found no column site"),
    (("red,633,40,10,cheek,III", "both,633,40,10,cheek,II"), 'another skin in arm "both" than'),
    (("cheek,iii", "cheek"), "line 4: found 5 cells under 6 titles"),
    ((GOOD[GOOD.index("\n") :], "\n"), "found 0 rows"),
)


@pytest.mark.parametrize(("change", "said"), TABLES)
def test_a_spoilt_table_is_one_sentence_and_leaves_nothing(
    change: tuple[str, str], said: str, tmp_path: Path, capsys: Heard
) -> None:
    given, out = tmp_path / "arms.csv", tmp_path / "doses.csv"
    given.write_text(GOOD.replace(*change), encoding="utf-8")
    assert main(["dose", "--csv", str(given), str(out)]) == 2
    told = capsys.readouterr().err.replace("\u202f", " ")
    assert said in told and len(told.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["arms.csv"]


LINE = ["dose", "--nm", "633", "--irradiance", "40", "--minutes", "10", "--skin", "III"]


def test_one_light_is_answered_from_the_surface_to_the_subcutis(capsys: Heard) -> None:
    assert main([*LINE, "--scenarios", "30"]) == 0
    told = capsys.readouterr().out
    assert (
        "24 J/cm² on the skin" in told
        and "subcutis" in told
        and "no effect follows" in " ".join(told.split())
    )
    assert max(map(len, told.splitlines())) <= 80
    assert main([*LINE, "--scenarios", "30", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["on_skin_j_cm2"] == 24.0
    kept = study_doses([RED], scenarios=30, exact=True)
    for each, median in zip(found["layers"], kept.layer_j_cm2.median[0].tolist(), strict=True):
        assert each["dose_j_cm2"]["median"] == pytest.approx(median, rel=1e-5)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (LINE[:5], "found no time"),
        (LINE[:7], "found no skin colour, or two"),
        ([*LINE, "--ita", "30"], "found no skin colour, or two"),
        ([*LINE, "--nm", "830"], "found 2 wavelengths and 1 irradiances"),
        ([*LINE, "--depth-mm", "9"], "--depth-mm: found 9; expected 0 mm to 4 mm"),
        ([*LINE, "--depth-mm", "nan"], "--depth-mm: found nan; expected 0"),
        ([*LINE, "--csv", "a", "b"], "found --csv beside an option of one light"),
        (["dose", "--csv", "a", "b", "--skin", "VI"], "found --csv beside an option"),
        (["dose", "--csv", "a", "b", "--collimated"], "found --csv beside an option"),
        (["dose", "--csv", "a", "./a"], "a: found the table of arms as the table to write"),
        ([*LINE, "--fwhm", "20", "--fwhm", "20"], "found 2 widths of 1 lines"),
    ],
)
def test_a_slip_in_what_is_typed_says_what_is_right(
    typed: list[str], said: str, capsys: Heard
) -> None:
    assert main(typed) == 2
    assert said in capsys.readouterr().err


def test_a_site_is_taken_in_any_case_as_a_skin_type_is() -> None:
    assert site_named("--site", "Cheek") == site_named("--site", "cheek") == "cheek"


def test_an_arm_called_as_a_formula_begins_is_written_as_a_word(tmp_path: Path) -> None:
    given = tmp_path / "arms.csv"
    given.write_text(GOOD.replace("dark,", "=1+1,").replace("red,", "@red,"), encoding="utf-8")
    table = read_arms(given)
    text = doses_csv(study_doses(table.lights, arms=table.arms, scenarios=16), table)
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == ["both", "'@red", "'=1+1"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes by name")
def test_a_pipe_where_the_table_would_go_stays_a_pipe(tmp_path: Path, capsys: Heard) -> None:
    given, out = tmp_path / "arms.csv", tmp_path / "out"
    given.write_text(GOOD, encoding="utf-8")
    os.mkfifo(out)
    assert main(["dose", "--csv", str(given), str(out)]) == 2
    assert "found something that is no regular file" in capsys.readouterr().err
    assert out.is_fifo()


def test_decimals_are_those_of_the_language(capsys: Heard) -> None:
    assert main([*LINE, "--scenarios", "16", "--lang", "es"]) == 0
    table = capsys.readouterr().out.split("J/cm² dentro")[0]
    assert "0,00 – 0,01" in table
    assert "." not in table
