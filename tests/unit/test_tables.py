"""Does every table load, and does every number have a parent?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from openpbm.errors import TableError
from openpbm.face import REGIONS
from openpbm.person import Person
from openpbm.planning.assumption import OF_LIGHT, OF_SKIN, SHOWN, assumptions
from openpbm.safety.hazard.eye_limit import ICNIRP
from openpbm.safety.hazard.limit import standard_of
from openpbm.speech.language import speaking
from openpbm.speech.say import say
from openpbm.tables import STATUSES, folder, numbers, rows
from openpbm.tables.columns import columns

LAYERS = (
    "stratum_corneum",
    "living_epidermis",
    "papillary_dermis",
    "upper_plexus",
    "reticular_dermis",
    "deep_plexus",
    "subcutis",
)
FILES = sorted(path.stem for path in folder().glob("*.json"))
COLUMN_TABLES = [name.removesuffix(".columns") for name in FILES if name.endswith(".columns")]
PLAIN = [name for name in FILES if not name.endswith(".columns")]
SIGNED = ("face_forms",)  # shifts of a place, either way
FIGURE = re.compile(r"(?<![\d.])-?\d+(?:\.\d+)?(?:e-?\d+)?")


def content(name: str) -> dict[str, list[dict[str, object]]]:
    loaded: dict[str, list[dict[str, object]]] = json.loads(
        (folder() / f"{name}.json").read_text(encoding="utf-8")
    )
    return loaded


@pytest.mark.parametrize("name", PLAIN)
def test_every_row_of_every_table_has_a_known_status_and_a_source(name: str) -> None:
    table = content(name)
    shape = "numbers" if "numbers" in table else "rows"
    loaded = numbers(name) if shape == "numbers" else rows(name)
    assert len(loaded) == len(table[shape]) > 0
    for row in table[shape]:
        assert row["status"] in STATUSES
        assert len(str(row.get("source", "")) + str(row.get("sources", ""))) > 5


@pytest.mark.parametrize("name", COLUMN_TABLES)
def test_every_column_has_a_parent_and_wavelengths_rise(name: str) -> None:
    table = columns(name)
    first, *_ = table.values()
    assert np.all(np.diff(first) > 0)
    assert len({len(values) for values in table.values()}) == 1
    for title, values in table.items():
        assert np.nanmin(values) >= 0 or name in SIGNED, title


@pytest.mark.parametrize(
    "row",
    [
        {"id": "a", "value": 1, "unit": "mm", "status": "verified"},
        {"id": "a", "value": 1, "unit": "mm", "status": "verified", "source": ""},
        {"id": "a", "value": 1, "unit": "mm", "source": "a book"},
        {"id": "a", "value": 1, "unit": "mm", "status": "certain", "source": "a book"},
        {"id": "a", "unit": "mm", "status": "verified", "source": "a book"},
        {"id": "a", "value": "1", "unit": "mm", "status": "verified", "source": "a book"},
    ],
)
def test_a_number_without_value_status_or_source_is_refused(
    row: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / "orphan.json").write_text(json.dumps({"numbers": [row], "rows": [row]}))
    with pytest.raises(TableError):
        numbers(str(tmp_path / "orphan"))


def test_a_row_that_stands_twice_and_a_table_that_is_not_there_are_refused(
    tmp_path: Path,
) -> None:
    row = {"id": "a", "status": "project", "source": "a test"}
    (tmp_path / "twice.json").write_text(json.dumps({"rows": [row, row]}))
    with pytest.raises(TableError, match="twice"):
        rows(str(tmp_path / "twice"))
    with pytest.raises(TableError, match="no table"):
        rows(str(tmp_path / "nowhere"))


def test_bounds_of_a_number_hold_its_value() -> None:
    for name in PLAIN:
        if "numbers" in content(name):
            for number in numbers(name).values():
                low = number.value if number.low is None else number.low
                high = number.value if number.high is None else number.high
                assert low <= number.value <= high, f"{name}.{number.id}"


def test_every_number_of_a_limit_stands_in_its_own_text() -> None:
    for row in content("limits")["rows"]:
        text = " ".join(
            str(row.get(k, ""))
            for k in ("formula", "geometry", "standard", "note", "applicability", "t_range_s")
        )
        stands = {float(figure) for figure in FIGURE.findall(text)}
        values = row["values"]
        assert isinstance(values, dict)
        assert values
        for key, value in values.items():
            assert float(value) in stands, f"{row['id']}.{key} = {value}"


def test_every_limit_says_once_whose_it_is() -> None:
    for id, row in rows("limits").items():
        assert ("standard" in row) != ("clauses" in row), id
        assert standard_of(row), id
    blue = rows("limits")["blue_LB_dose"]
    assert standard_of(blue, ICNIRP) == "ICNIRP 2013 eqs 10-13"
    assert standard_of(blue) == "IEC 62471:2006 4.3.3; ICNIRP 2013 eqs 10-13"
    assert standard_of(blue, "nobody's") == standard_of(blue)


def test_recalled_limits_are_not_called_verified() -> None:
    for row in content("limits")["rows"]:
        if row["provenance"] != "verified":
            assert row["status"] == row["provenance"]
        if "no address" in str(row.get("source", "")):
            assert row["status"] == "recalled"


def test_every_face_region_has_a_thickness_and_every_layer_its_numbers() -> None:
    assert tuple(rows("sites")) == REGIONS
    skin = numbers("skin")
    for layer in LAYERS:
        for what in ("blood_rel", "water", "fat", "melanin_rel"):
            assert f"layer.{layer}.{what}" in skin
        assert (f"layer.{layer}.thickness_mm" in skin) is (layer != "reticular_dermis")
    above = sum(
        skin[f"layer.{name}.thickness_mm"].value
        for name in ("papillary_dermis", "upper_plexus", "deep_plexus")
    )
    assert all(row.number("dermis_mm") > above for row in rows("sites").values())


def test_multipliers_rise_from_low_to_high() -> None:
    for row in rows("conditions").values():
        for name in ("fb_x", "saturation", "d_epi_x", "d_dermis_x", "a_dermis_x", "d_sc_x"):
            values = row.floats(name)
            assert values == tuple(sorted(values))
            assert len(values) in (0, 3)


def test_goals_name_a_layer_and_no_word_twice() -> None:
    words = [alias for row in rows("goals").values() for alias in row.texts("aliases")]
    assert len(words) == len(set(words))
    for row in rows("goals").values():
        assert row.text("target_layer") in LAYERS
        assert row.text("known")
        assert row.text("would_change")


def test_the_schedule_knows_stops_reviews_and_a_default_for_procedures() -> None:
    kinds = [row.text("kind") for row in rows("schedule").values()]
    known = {
        "adherence",
        "answer",
        "dose",
        "maker",
        "missed",
        "review",
        "prepare",
        "stop",
        "closed",
    }
    assert known == set(kinds)
    procedures = [
        row.maybe("washout_days") or 0.0
        for row in rows("contraindications").values()
        if row.text("kind") == "procedure"
    ]
    default = rows("schedule")["closed_unknown_procedure"].number("closed_default_days")
    assert default >= max(procedures)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


@pytest.mark.parametrize("name", FILES)
def test_no_source_points_where_a_reader_cannot_follow(name: str) -> None:
    """Neither to sets that are not in the repository, nor to numbers of a store of pages."""
    for text in texts(content(name)):
        assert not re.search(r"\bshared (?!use|device,)|unaddressed|document[ :]\d{6}", text), text
    root = Path(__file__).parents[2]
    for row in content(name).get("rows", content(name).get("numbers", [])):
        source = re.sub(r"https?://\S+", "", str(row.get("source", "")))
        for place in re.findall(r"\b(?:docs|tests|src)/[\w/.-]+\.\w+", source):
            assert (root / place).is_file(), f"{name}.{row['id']}: {place}"
        for table in re.findall(r"(?<![\w/.])([\w.]+)\.json\b", source):
            assert table in FILES, f"{name}.{row['id']}: {table}.json"


def test_no_table_names_a_machine_path() -> None:
    for path in folder().glob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'"/(?:work|tmp|home|root)/', text), path.name


def test_a_number_that_may_be_listed_as_assumed_has_a_name_of_its_own() -> None:
    named = [
        number.name
        for table in (*OF_LIGHT, *OF_SKIN)
        for number in numbers(table).values()
        if number.status in SHOWN
    ]
    assert len(named) > 100 and all(named)
    assert not [name for name in named if "_" in name or name != name.strip().rstrip(".")]
    assert len(set(named)) == len(named)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_assumed_number_is_said_as_the_number_it_is(lang: str) -> None:
    """Whatever the language writes its decimals with; never as next to nothing."""
    person = Person(age_years=40.0, phototype="II")
    every = {n.id: n for table in (*OF_LIGHT, *OF_SKIN) for n in numbers(table).values()}
    used = {f"{before}{id}" for before in OF_LIGHT.values() for id in every}
    listed = assumptions(person, light_ids=used, trials=(), goals=(), ceilings=())
    own = [(row, every[row.id]) for row in listed if row.id in every]
    assert len(own) > 100
    with speaking(lang):
        for row, number in own:
            said = say(row.value).replace("\u2212", "-").replace(",", ".")
            first = re.match(r"-?(\d{1,3}(\u202f\d{3})+|\d+)(\.\d+)?(e-\d+)?(?!\d)", said)
            assert first is not None, said
            assert float(first[0].replace("\u202f", "")) == pytest.approx(number.value)
