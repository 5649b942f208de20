"""Are the tables' files laid out in one way, and is a wrong row told by file, row and field?"""

from __future__ import annotations

import copy
import json
from pathlib import Path

import jsonschema
import pytest

from openpbm.errors import TableError
from openpbm.tables import folder, typed
from openpbm.tables.format import formatted
from openpbm.tables.row import READ_ABOVE, ROWS
from openpbm.tables.shape import read, schema

JSON = sorted(folder().glob("*.json"))


@pytest.mark.parametrize("path", JSON, ids=lambda path: path.stem)
def test_a_load_and_a_dump_change_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    again = "run python -m openpbm.tables.format to lay the tables out"
    assert formatted(json.loads(text)) == text, again


def test_a_layout_says_what_was_read_of_any_content() -> None:
    odd = {
        "a": [],
        "b": {"c": {}, "d": ["é" * 60, "x" * 90, 1.5e-9]},
        "rows": [[1], [[2, "y" * 99]]],
    }
    assert json.loads(formatted(odd)) == odd


def test_every_table_has_a_class_of_rows() -> None:
    assert {path.stem for path in JSON} == {*ROWS, *READ_ABOVE}


@pytest.mark.parametrize("name", ROWS)
def test_every_row_is_of_its_table_s_class_and_fits_its_schema(name: str) -> None:
    content = json.loads((folder() / f"{name}.json").read_text(encoding="utf-8"))
    rows = content["rows"] if "rows" in content else content["numbers"]
    own = schema(ROWS[name])
    validator = jsonschema.Draft202012Validator(own)
    for row in rows:
        read(ROWS[name], row, f"{name}.json, row {row['id']}")
        validator.validate(row)


FAULTS: tuple[tuple[str, object, str], ...] = (
    ("led_cuont", 132, "found led_cuont; expected one of id, status, source"),
    ("led_count", "132", 'led_count: found "132"; expected a whole number'),
    ("led_count", True, "led_count: found true; expected a whole number"),
    ("distance_mm", float("nan"), "distance_mm: found NaN; expected a number"),
    ("form", "helmet", 'form: found "helmet"; expected one of flexible_mask, rigid_mask, panel'),
    ("name", None, "name: found null; expected a text"),
    ("channels", {}, "channels: found {}; expected a list"),
    ("modes", [{"name": "red"}, "blue"], 'modes[1]: found "blue"; expected an object'),
    ("leds_per_channel", {"red": 1.5}, "leds_per_channel.red: found 1.5; expected a whole number"),
)


@pytest.mark.parametrize(("field", "value", "told"), FAULTS)
def test_a_wrong_field_is_told_by_file_row_and_name(
    field: str, value: object, told: str, tmp_path: Path
) -> None:
    content = json.loads((folder() / "devices.json").read_text(encoding="utf-8"))
    row = copy.deepcopy(content["rows"][0])
    row[field] = value
    (tmp_path / "devices.json").write_text(json.dumps({"rows": [row]}))
    with pytest.raises(TableError) as problem:
        typed(str(tmp_path / "devices"), ROWS["devices"])
    assert "devices.json, row omnilux-contour-face" in str(problem.value)
    assert told in str(problem.value)


def test_a_field_that_is_missing_inside_a_row_is_told_with_its_way(tmp_path: Path) -> None:
    content = json.loads((folder() / "devices.json").read_text(encoding="utf-8"))
    del content["rows"][0]["channels"][1]["peak_nm"]
    (tmp_path / "devices.json").write_text(json.dumps(content))
    with pytest.raises(TableError, match=r"channels\[1\]: found no peak_nm; expected a number"):
        typed(str(tmp_path / "devices"), ROWS["devices"])
