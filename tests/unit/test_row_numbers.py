"""Numbers that a row of the screen holds are kept: cooler skin, gentle first sessions, hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from openpbm.answer import Finding, Plan
from openpbm.answer.plan import Given
from openpbm.fact import Message, Quantity
from openpbm.mask.catalogue import catalogue_mask
from openpbm.person import Medicine, Person, Wish
from openpbm.planning.plan import plan
from openpbm.safety.minded import clashes, first_sessions, minded
from openpbm.safety.screening import coolest, screen
from openpbm.tables.loader import typed
from openpbm.tables.row.safety import ContraindicationRow
from shared_light import SHARED

START = date(2026, 12, 1)
ROWS = typed("contraindications", ContraindicationRow)
WHO = Person(
    age_years=40.0,
    phototype="II",
    eye_protection="opaque_goggles",
    wishes=(Wish(goal="wrinkles"),),
)
MASK = replace(catalogue_mask("higherdose-red-light-face-mask"), standoff_mm=10.0)


def found(row_id: str) -> Finding:
    own = ROWS[row_id]
    name = (*own.synonyms, own.name)[0]
    who = replace(WHO, conditions=(name,))
    if own.kind == "drug":
        who = replace(WHO, medicines=(Medicine(name=name, last_dose=START),))
    return next(f for f in screen(who, START) if f.id == row_id)


def every(days: int, count: int = 8) -> list[date]:
    return [START + timedelta(days=days * n) for n in range(count)]


def ids(facts: tuple[Message, ...]) -> list[str]:
    return [fact.id for fact in facts]


@cache
def of_nothing() -> Plan:
    return plan(WHO, MASK, start=START, kept=SHARED)


@pytest.mark.parametrize("row_id", [r for r in ROWS if ROWS[r].skin_degc_max is not None])
def test_a_row_that_asks_for_cooler_skin_gets_it(row_id: str) -> None:
    degc = ROWS[row_id].skin_degc_max
    asked = plan(
        replace(WHO, conditions=(ROWS[row_id].synonyms[0],)), MASK, start=START, kept=SHARED
    )
    free = of_nothing()
    assert isinstance(asked, Given)
    assert isinstance(free, Given)
    (gate,) = [c for c in asked.session.ceilings if c.id == "skin_temperature"]
    assert gate.limit == degc
    assert gate.value <= gate.limit
    assert asked.session.minutes < free.session.minutes
    assert asked.session.gentle_first == first_sessions() * ROWS[row_id].gentle_first


def test_no_row_loosens_the_gate_of_everybody_and_the_coolest_counts() -> None:
    own = found("melasma")
    warm, cool = replace(own, skin_degc_max=60.0), replace(own, skin_degc_max=36.0)
    assert coolest([warm, own, cool]) is cool
    assert coolest([warm, replace(cool, active=False)]) is warm
    assert coolest([replace(own, skin_degc_max=None)]) is None


@pytest.mark.parametrize("row_id", [r for r in ROWS if ROWS[r].gentle_first])
def test_a_row_that_starts_gently_does_so_while_it_holds_and_says_it(row_id: str) -> None:
    own = found(row_id)
    assert own.starts_gently
    assert not replace(own, active=False).starts_gently
    assert "screen-gentle" in ids(minded(own))


@pytest.mark.parametrize("row_id", [r for r in ROWS if ROWS[r].hours_before is not None])
def test_hours_that_take_most_of_the_time_between_sessions_are_a_clash(row_id: str) -> None:
    own, hours = found(row_id), ROWS[row_id].hours_before
    assert hours is not None
    for days in (1, 2, 3, 7):
        told = clashes([own], every(days))
        assert bool(told) == (hours > 12.0 * days)
        left = Quantity(24.0 * days - hours, "h", trimmed=True)
        assert all(one.params["within"] == left for one in told)
    assert clashes([replace(own, active=False)], every(1)) == ()
    assert clashes([own], every(1)[:1]) == ()


def test_a_retinoid_and_daily_sessions_clash_and_the_shortest_gap_decides() -> None:
    own = found("topical_retinoid")
    days = [*every(3, 3), every(3, 3)[-1] + timedelta(days=1)]
    assert ids(clashes([own], days)) == ["screen-clash"]
