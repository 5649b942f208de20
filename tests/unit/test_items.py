"""Every file of the firmware is in one item, and what verifies an item exists and was run."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from items_made import PAGE, ROWS, page
from named import ROOT, no_test

from openpbm.devices.conform.suite import CASES
from openpbm.tables.row.safety import FirmwareItemRow, RequirementRow

FIRMWARE = ROOT / "src" / "openpbm" / "firmware"
RUN = {case.id for case in CASES if case.run is not None}
REQUIREMENTS = [one for row in ROWS for one in row.requirements]
CLASSES = ("none", "A", "B", "C")
PLAYED = {name for row in ROWS if row.alone == "none" for name in row.modules}


def misplaced(rows: list[FirmwareItemRow]) -> list[str]:
    """Files of the firmware that are in no item, in two, or in none that exists."""
    told = Counter(name for row in rows for name in row.modules)
    own = Counter(path.name for path in FIRMWARE.glob("*.py"))
    return sorted({*(told - own), *(own - told)})


def gaps(one: RequirementRow) -> list[str]:
    """What a requirement names and nobody has, or leaves unverified."""
    found = no_test((*one.unit, *one.integration, *one.model))
    found += [case for case in one.system if case not in RUN]
    if not (one.unit or one.integration or one.system or one.model):
        found.append("nothing verifies it")
    return found


def test_every_file_of_the_firmware_is_in_exactly_one_item() -> None:
    assert misplaced(ROWS) == []


def test_a_file_in_two_items_or_in_none_is_noticed() -> None:
    first, *rest = ROWS
    assert misplaced(rest) == sorted(first.modules)
    assert misplaced([replace(first, modules=(*first.modules, "log.py")), *rest]) == ["log.py"]
    assert misplaced([replace(first, modules=(*first.modules, "no.py")), *rest]) == ["no.py"]


@pytest.mark.parametrize("one", REQUIREMENTS, ids=lambda one: one.id)
def test_what_verifies_a_requirement_exists(one: RequirementRow) -> None:
    assert gaps(one) == []


NOTHING = RequirementRow(id="SR-00", says="it")
NO_TEST = "tests/unit/test_items.py::test_no_such"
NO_FILE = "tests/unit/no_such.py::test_it"
NOT_A_TEST = "tests/unit/test_items.py::misplaced"


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (replace(NOTHING, unit=(NO_TEST,)), NO_TEST),
        (replace(NOTHING, integration=(NO_FILE,)), NO_FILE),
        (replace(NOTHING, model=(NOT_A_TEST,)), NOT_A_TEST),
        (replace(NOTHING, system=("Z9",)), "Z9"),
        (replace(NOTHING, system=("C4",)), "C4"),  # a case that nobody runs verifies nothing
        (NOTHING, "nothing verifies it"),
    ],
)
def test_a_gap_is_noticed(one: RequirementRow, told: str) -> None:
    assert gaps(one) == [told]


def test_every_case_that_is_run_belongs_to_a_requirement() -> None:
    assert {case for one in REQUIREMENTS for case in one.system} == RUN


def test_requirements_are_numbered_without_gaps() -> None:
    assert [one.id for one in REQUIREMENTS] == [
        f"SR-{n:02}" for n in range(1, len(REQUIREMENTS) + 1)
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_hardware_only_lowers_a_class_and_an_item_of_a_mask_is_seen_in_a_whole_one(
    row: FirmwareItemRow,
) -> None:
    assert CLASSES.index(row.with_hardware) <= CLASSES.index(row.alone)
    of_a_mask = row.alone != "none"
    assert any(one.system for one in row.requirements) == of_a_mask
    assert any(one.integration for one in row.requirements)


def test_items_that_share_a_processor_share_a_class() -> None:
    assert {(row.alone, row.with_hardware) for row in ROWS if row.alone != "none"} == {("C", "B")}


def imported(path: Path) -> set[str]:
    """Files of the same folder that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]
    names = {node.module or "" for node in found} | {
        name.name for node in found if node.module is None for name in node.names
    }
    return {f"{name}.py" for name in names if name}


def test_no_file_of_a_mask_imports_what_is_played() -> None:
    own = [path for path in FIRMWARE.glob("*.py") if path.name not in PLAYED]
    assert not {path.name: imported(path) & PLAYED for path in own if imported(path) & PLAYED}
    assert imported(FIRMWARE / "jig_sim.py") & PLAYED  # it would be seen


def test_the_page_is_fresh() -> None:
    stale = "run python tests/unit/items_made.py to rewrite docs/safety/firmware-items.md"
    assert PAGE.read_text(encoding="utf-8") == page(), stale
