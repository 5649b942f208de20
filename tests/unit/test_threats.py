"""The threat model names code, cases and tests that exist, and says what is open."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from named import no_code, no_test
from threats_made import ASSETS, ATTACKERS, PAGE, ROWS, page

from openpbm.devices.conform.suite import CASES
from openpbm.tables import rows
from openpbm.tables.row.safety import Asset, Attacker, ThreatRow

RUN = {case.id for case in CASES if case.run is not None}


def gaps(row: ThreatRow) -> list[str]:
    """What a threat names and nobody has, or leaves unsaid."""
    found = no_code(row.measures) + no_test(row.tests)
    found += [case for case in row.cases if case not in RUN]
    found += [hazard for hazard in row.hazards if hazard not in rows("risk")]
    if row.is_light and not (row.cases or row.open):
        found.append("light, and neither a case nor a word on what is open")
    if not row.measures and not row.open:
        found.append("no measure, and not said")
    if row.measures and not (row.cases or row.tests):
        found.append("a measure that nothing shows")
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_measure_case_and_test_exists_and_what_is_missing_is_said(row: ThreatRow) -> None:
    assert gaps(row) == []
    assert row.worst and row.residual


NO_CODE = "openpbm.firmware.core:Core.no_such"
NO_TEST = "tests/unit/test_threats.py::test_no_such"
WHOLE = next(row for row in ROWS if row.is_light and row.cases and not row.open)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (replace(WHOLE, cases=()), "light, and neither a case nor a word on what is open"),
        (replace(WHOLE, cases=("C4",)), "C4"),  # a case that nobody runs shows nothing
        (replace(WHOLE, cases=("Z9",)), "Z9"),
        (replace(WHOLE, measures=()), "no measure, and not said"),
        (replace(WHOLE, measures=(NO_CODE,)), NO_CODE),
        (replace(WHOLE, tests=(NO_TEST,)), NO_TEST),
        (replace(WHOLE, hazards=("H99",)), "H99"),
        (replace(WHOLE, is_light=False, cases=(), tests=()), "a measure that nothing shows"),
    ],
)
def test_a_gap_is_noticed(changed: ThreatRow, told: str) -> None:
    assert gaps(changed) == [told]


def test_every_attacker_and_every_asset_has_a_threat_and_words() -> None:
    assert {row.attacker for row in ROWS} == set(ATTACKERS) == set(get_args(Attacker))
    assert {asset for row in ROWS for asset in row.assets} == set(ASSETS) == set(get_args(Asset))


def test_what_only_hardware_stops_is_said_as_open() -> None:
    for row in ROWS:
        assert row.open or not (row.hardware and not row.measures), row.id


def test_the_page_is_fresh() -> None:
    stale = "run python tests/unit/threats_made.py to rewrite docs/safety/threat-model.md"
    assert PAGE.read_text(encoding="utf-8") == page(), stale
