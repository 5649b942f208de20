"""The risk file speaks of code and tests that exist, or says why it does not."""

from __future__ import annotations

import pytest
from named import no_code, no_test
from risk_made import PAGE, page, state

from openpbm.tables import Row, rows

TABLE = rows("risk")
REASONS = (
    "delivery",
    "ledger",
    "hardware",
    "clinical review",
    "measured",
    "out of reach",
    "proposals",
)


def missing(row: Row) -> list[str]:
    """What a row names and nobody has."""
    return no_code(row.texts("code")) + no_test(row.texts("tests"))


def test_no_hazard_and_no_invariant_was_lost() -> None:
    expected = [f"H{i:02}" for i in range(1, 28)] + [f"I{i}" for i in range(1, 11)]
    assert [row_id for row_id in TABLE if row_id[0] in "HI"] == expected
    kinds = {"H": "hazard", "I": "invariant", "G": "gap"}
    assert all(row.text("kind") == kinds[row_id[0]] for row_id, row in TABLE.items())


@pytest.mark.parametrize("row_id", TABLE)
def test_what_controls_a_hazard_exists_or_its_absence_has_a_reason(row_id: str) -> None:
    row = TABLE[row_id]
    assert missing(row) == []
    assert bool(row.texts("code")) == bool(row.texts("tests")), "code without test, or test alone"
    reason = row.text("open", "")
    assert row.texts("code") or any(word in reason for word in REASONS)
    assert row.text("control")


@pytest.mark.parametrize(
    "fields",
    [
        {"code": ["openpbm.safety.ceilings.every:no_such"]},
        {"code": ["openpbm.no_such:bounds"]},
        {"code": ["os:getcwd"]},
        {"tests": ["tests/unit/test_risk.py::test_no_such"]},
        {"tests": ["tests/unit/no_such.py::test_risk"]},
    ],
)
def test_a_name_of_nothing_is_noticed(fields: dict[str, list[str]]) -> None:
    assert missing(Row(fields, "here")) == [name for names in fields.values() for name in names]


def test_gaps_are_open_and_standards_clinic_and_measurement_are_among_them() -> None:
    gaps = {row.text("hazard") for row in TABLE.values() if row.text("kind") == "gap"}
    assert gaps >= {"standards not read", "clinical review", "real measurements"}
    assert all(state(r) == "open" for r in TABLE.values() if r.text("kind") == "gap")


def test_the_page_is_fresh() -> None:
    stale = "run python tests/unit/risk_made.py to rewrite docs/safety/risk.md"
    assert PAGE.read_text(encoding="utf-8") == page(), stale
