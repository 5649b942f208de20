"""A later plan reads what the skin said: it waits, leaves blue out or begins short. Never more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from test_plan import FEW, home, light_of

from openpbm.answer import Given, Plan
from openpbm.planning.plan import plan
from openpbm.record import NO_LIGHT, LedgerLight, LightHistory, SkinSaid
from openpbm.safety.minded import first_sessions
from openpbm.safety.skin_said import skin_findings
from openpbm.tables.loader import typed
from openpbm.tables.row.safety import SkinAnswerRow
from openpbm.tracking.skin import answers
from shared_light import SHARED

START = date(2026, 11, 23)
SERIOUS = tuple(k for k, row in typed("skin_answers", SkinAnswerRow).items() if row.needs_doctor)


def after(answer: str, *, days: int = 3, is_answered: bool = False) -> LedgerLight:
    said = SkinSaid(answer=answer, day=START - timedelta(days=days), is_answered=is_answered)
    return LedgerLight(is_known=True, skin=(said,))


def made(history: LightHistory) -> Plan:
    person, mask = home()
    return plan(person, mask, start=START, history=history, scenarios=FEW, kept=SHARED)


@pytest.mark.parametrize("answer", SERIOUS)
def test_what_waits_for_a_doctor_waits_in_the_next_plan_too(answer: str) -> None:
    found = made(after(answer, days=200))  # however long ago
    assert not isinstance(found, Given)
    assert any(f"skin_{answer}" in repr(no.reason) or f.name in repr(no.reason)
               for no in found.refusals for f in found.screen)  # fmt: skip


def test_a_doctors_word_opens_it_with_short_sessions_and_never_more_light() -> None:
    plain = made(NO_LIGHT)
    assert isinstance(plain, Given)
    for answer in SERIOUS:
        found = made(after(answer, is_answered=True))
        assert isinstance(found, Given)
        assert found.session.gentle_first == first_sessions()
        assert light_of(found) <= light_of(plain) * (1 + 1e-9)


def test_redness_for_a_day_begins_the_next_plan_short_until_it_is_long_ago() -> None:
    assert isinstance(found := made(after("red_day")), Given)
    assert found.session.gentle_first == first_sessions()
    assert any("redness that lasted for a day" in f.name for f in found.screen)
    assert isinstance(later := made(after("red_day", days=100)), Given)
    assert later.session.gentle_first == 0


@pytest.mark.parametrize("answer", answers())
def test_darker_skin_has_no_blue_and_no_answer_frees_a_colour(answer: str) -> None:
    for is_answered in (False, True):
        for finding in skin_findings(after(answer, is_answered=is_answered).skin, START):
            assert {a for _, a in finding.action} <= {"caution", "refer", "exclude"}
            if answer == "darker":
                assert dict(finding.action)["blue"] == "exclude"
