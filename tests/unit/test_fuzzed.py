"""What fuzzing once found: files that crashed a reader, and entries screened too mildly."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from trade_made import eulumdat

from openpbm.errors import FaceError, InputError, MaskError, TableError
from openpbm.face.mesh_file import face_from_file
from openpbm.files.mask_file import mask_from_text
from openpbm.files.sweep_file import read_sweep
from openpbm.files.trade.eulumdat import intensity_of_eulumdat
from openpbm.files.trade.handheld import light_of_uprtek
from openpbm.files.trial_file import read_trial
from openpbm.person import Medicine, Person
from openpbm.safety.screening import ACTIONS, screen, strictest
from openpbm.tables import rows

EXAMPLES = Path(__file__).parents[2] / "examples"
START = date(2026, 12, 1)


def sheet(far: float = 0.0, *, flat: bool = False) -> str:
    """A mesh of nine points."""
    places = [
        (60.0 * x, 0.0 if flat else 90.0 * y, 5.0 * x * x) for y in range(3) for x in range(3)
    ]
    corner = [0, 1, 3, 4]
    text = "".join(f"v {x} {y} {z + far}\n" for x, y, z in places)
    return text + "".join(f"f {c + 1} {c + 2} {c + 4}\nf {c + 2} {c + 5} {c + 4}\n" for c in corner)


ONE_NUMBER_A_POINT = """ply
format ascii 1.0
element vertex 3
property float x
element face 1
property list uchar int vertex_indices
end_header
0
1
2
3 0 1 2
"""


def test_a_mask_that_a_sweep_or_trial_names_wrongly_is_told_with_its_file(tmp_path: Path) -> None:
    for name, read, found in (
        ("sweep", read_sweep, "sweep.toml: field masks: found device"),
        ("trial", read_trial, "trial.toml: field arms.mask: found device"),
    ):
        text = (EXAMPLES / f"{name}.toml").read_text(encoding="utf-8")
        text = text.replace('"sweep-panel.toml"', '"=raface"')
        text = text.replace('role = "sham"  ', 'role = "sham"\nmask = "=raface"\n#')
        text = text.replace("    { nm = 633, fwhm_nm = 18, irradiance_mw_cm2 = 0.3 },\n", "")
        text = text.replace("    { nm = 830, fwhm_nm = 30, irradiance_mw_cm2 = 0.2 },\n", "")
        path = tmp_path / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=found):
            read(path)


def test_rows_of_a_meter_in_disorder_are_refused() -> None:
    """colour-science threw what its parts threw."""
    rows = [f"{nm}nm\t{nm / 100:.4f}" for nm in (600, 601, 603, 602, 603, 605, 606)]
    with pytest.raises(InputError, match="fuzz: found rows that do not make one spectrum"):
        light_of_uprtek("\n".join(["Model Name\tMK350", *rows, ""]), "fuzz")


def test_a_beam_whose_scale_is_zero_is_refused_with_its_line() -> None:
    with pytest.raises(InputError, match=r"fuzz.*24.*no light in any direction"):
        intensity_of_eulumdat(eulumdat(conversion="0,0"), "fuzz")


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("few.obj", sheet(), "few.obj: the surface lies .* from a face's"),
        ("flat.obj", sheet(flat=True), "flat.obj: the mesh is flat"),
        ("far.obj", sheet(1e300), "far.obj: a point is more than"),
        ("thin.ply", ONE_NUMBER_A_POINT, "thin.ply: .*(three numbers|not a mesh)"),
    ],
)
def test_a_mesh_that_once_crashed_is_named_and_refused(
    tmp_path: Path, name: str, text: str, found: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    for height in (None, 190.0):
        with pytest.raises(FaceError, match=found), np.errstate(all="raise"):
            face_from_file(tmp_path / name, unit="mm", height_mm=height)


@pytest.mark.parametrize("part", ["1e308", "5e-324", "0"])
def test_a_direction_that_cannot_be_reckoned_with_is_refused(part: str) -> None:
    text = f"""
[mask]
name = "m"
form = "rigid_mask"
[[channels]]
role = "red"
peak_nm = 633
positions = [[0, 0, 90, 0, 0, {part}]]
"""
    with pytest.raises(MaskError, match="expected where the LED points"):
        mask_from_text(text, Path("m.toml"))


def test_a_table_of_things_that_are_no_rows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_text(json.dumps({"rows": [["id", "a"]]}), encoding="utf-8")
    with pytest.raises(TableError, match="not a row"):
        rows(str(tmp_path / "odd"))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1" + 400 * "0"])
def test_a_limit_that_is_not_finite_is_refused(tmp_path: Path, number: str) -> None:
    row = f'{{"id": "a", "status": "project", "source": "a test", "limit": {number}}}'
    (tmp_path / "odd.json").write_text(f'{{"rows": [{row}]}}', encoding="utf-8")
    with pytest.raises(TableError, match="not finite"):
        rows(str(tmp_path / "odd"))["a"].number("limit")


@pytest.mark.parametrize("said", ["CETUXIMAB gel 0.05 %", "my cetuximab", "cetuximab 400 mg"])
def test_a_dose_beside_a_name_makes_it_no_milder(said: str) -> None:
    def severity(name: str) -> list[int]:
        person = Person(age_years=40, phototype="II", medicines=(Medicine(name=name),))
        return [ACTIONS.index(action) for action in strictest(screen(person, START)).values()]

    assert all(np.array(severity(said)) >= np.array(severity("cetuximab")))
