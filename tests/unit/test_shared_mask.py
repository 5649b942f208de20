"""A mask that several people share: who had it since, and whose session it is. Pure laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpbm.cli.log_more import of_others
from openpbm.errors import InputError
from openpbm.files.ledger.store import open_ledger
from openpbm.record import PersonAdded, SessionBegun, SessionEnded
from openpbm.sitting.entry import House, LastUse, handed_on, stranger
from openpbm.tracking.account import LightRecord, record_of

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
MASK, OTHER = "mask", "another"
HOURS = st.integers(0, 400)


def begun(name: str, mask: str, at: datetime) -> SessionBegun:
    """A session that Ada began."""
    return SessionBegun(
        session_id=name,
        person_id="ada",
        mask_id=mask,
        plan_sha256="",
        zone="",
        source="by_hand",
        day=at.date(),
        at_utc=at,
        planned_min=3.0,
        tick_s=0.0,
        rates=(),
    )


def record(*uses: tuple[str, int], minutes: float = 3.0) -> LightRecord:
    """Ada's sessions: mask and hour of each."""
    events: list[PersonAdded | SessionBegun | SessionEnded] = [
        PersonAdded(person_id="ada", name="Ada", at_utc=NOON)
    ]
    for number, (mask, hour) in enumerate(sorted(uses, key=lambda use: use[1])):
        at = NOON + timedelta(hours=hour)
        events.append(begun(f"s{number}", mask, at))
        told = (("red", minutes),)
        events.append(SessionEnded(session_id=f"s{number}", at_utc=at, lit_min=told, reason="done"))
    return record_of(events, "ada")


def use(name: str, hour: int, mask: str = MASK) -> LastUse:
    at = NOON + timedelta(hours=hour)
    return LastUse(name=name, mask_id=mask, day=at.date(), at_utc=at)


@given(own=st.lists(st.tuples(st.sampled_from([MASK, OTHER]), HOURS), max_size=4), their=HOURS)
def test_a_mask_was_handed_on_just_where_somebody_had_it_since(
    own: list[tuple[str, int]], their: int
) -> None:
    last = max((hour for mask, hour in own if mask == MASK), default=-1)
    told = handed_on(record(*own), MASK, [use("Bo", their)])
    assert (told is not None) == (their > last)
    assert handed_on(record(*own), MASK, [use("Bo", their, OTHER)]) is None
    assert handed_on(record(*own), MASK, []) is None


def test_everybody_who_had_it_since_is_named_with_the_last_day() -> None:
    told = handed_on(record((MASK, 5)), MASK, [use("Bo", 6), use("Cy", 60), use("Di", 2)])
    assert told is not None
    assert told.params["day"] == date(2026, 11, 5)
    assert "Bo" in str(told.params["others"]) and "Cy" in str(told.params["others"])
    assert "Di" not in str(told.params["others"])


def test_light_that_was_undone_is_no_use_of_ones_own() -> None:
    assert handed_on(record((MASK, 9), minutes=0.0), MASK, [use("Bo", 6)]) is not None


@given(own=st.lists(st.sampled_from([MASK, OTHER]), max_size=3), theirs=st.booleans())
def test_a_session_is_a_strangers_just_where_others_had_the_mask_and_one_never_did(
    own: list[str], theirs: bool
) -> None:
    house = House(name="Ada", others={"Bo": frozenset({MASK if theirs else OTHER})})
    found = stranger(record(*[(mask, hour) for hour, mask in enumerate(own)]), MASK, house)
    assert (found is not None) == (theirs and MASK not in own)


def test_a_terminal_says_so_before_its_checklist_and_asks_whose_session_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bo = [
        replace(event, person_id="bo")
        for event in (begun("s9", MASK, NOON), PersonAdded(person_id="", name="Bo", at_utc=NOON))
    ]
    ada = PersonAdded(person_id="ada", name="Ada", at_utc=NOON)
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.append(ada, bo[1], bo[0])
        of_others(ledger, record_of(ledger.events("ada"), "ada"), MASK, yes=True)
        said = capsys.readouterr()
        assert "Bo had this mask before" in said.out + said.err
        with pytest.raises(InputError, match="Ada never did"):
            of_others(ledger, record_of(ledger.events("ada"), "ada"), MASK, yes=False)
        of_others(ledger, record_of(ledger.events("ada"), "ada"), OTHER, yes=False)
    said = capsys.readouterr()
    assert said.out.count("had this mask before") == 1  # of the second, and not of the other mask
