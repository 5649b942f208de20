"""The short list of a ledger counts exactly what all of its entries count."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from ledger_factory import DAY, NOON, added, begun, ended, progress

from openpbm.errors import LedgerError
from openpbm.files.anchor import Anchors
from openpbm.files.ledger.fold import Folding, folded, remember
from openpbm.files.ledger.store import Ledger, open_ledger, read_ledger
from openpbm.record import DayDose, DoseNoted, LightEvent, LightLost
from openpbm.tracking.account import history, record_of, whole_ends

ODD = st.sampled_from([0.0, -1.0, float("inf"), float("nan")])
SUMS = st.lists(
    st.tuples(st.sampled_from(["red", "nir", "odd"]), st.floats(0, 20) | ODD), max_size=3
).map(tuple)
STEPS = st.integers(-4 * 24 * 60, 4 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
SESSIONS = st.sampled_from(["s1", "s2", "s3"])


@st.composite
def entries(draw: st.DrawFn) -> list[LightEvent]:
    """Anything in any order: sums that fall, clocks that jump, light of no session."""
    found: list[LightEvent] = [added()]
    for _ in range(draw(st.integers(0, 14))):
        at = NOON + draw(STEPS)
        name = draw(SESSIONS)
        kind = draw(st.sampled_from("bpppppen" + "l"))
        if kind == "b":
            found.append(begun(name, at=at))
        elif kind == "p":
            found.append(replace(progress(0.0, name), at_utc=at, lit_min=draw(SUMS)))
        elif kind == "e":
            found.append(replace(ended(0.0, name), at_utc=at, lit_min=draw(SUMS)))
        elif kind == "n":
            dose = DayDose(day=at.date(), band="red", dose_j_cm2=3.0)
            found.append(DoseNoted(person_id="ann", at_utc=at, doses=(dose,)))
        else:
            found.append(LightLost(person_id="ann", at_utc=at, first=DAY, last=at.date()))
    return found


def short(events: list[LightEvent] | tuple[LightEvent, ...]) -> tuple[LightEvent, ...]:
    folding = Folding()
    for event in events:
        folding.add(event)
    return folding.events


@settings(max_examples=300)
@given(entries(), st.integers(-5, 5))
def test_what_is_left_out_changes_no_number_and_no_word(events: list[LightEvent], day: int) -> None:
    today = DAY + timedelta(days=day)
    assert repr(record_of(short(events), "ann")) == repr(record_of(events, "ann"))
    assert repr(history(short(events), "ann", today)) == repr(history(events, "ann", today))
    assert {e.session_id: repr(e.lit_min) for e in whole_ends(short(events))} == {
        e.session_id: repr(e.lit_min) for e in whole_ends(events)
    }


@given(entries(), st.integers(0, 15))
def test_folding_what_was_folded_before_is_folding_it_all(
    events: list[LightEvent], cut: int
) -> None:
    assert repr(short((*short(events[:cut]), *events[cut:]))) == repr(short(events))


@given(st.integers(1, 200))
def test_a_session_that_ended_is_two_entries_however_many_it_wrote(ticks: int) -> None:
    events: list[LightEvent] = [
        begun(),
        *(progress(tick / 60) for tick in range(ticks)),
        ended(ticks / 60),
    ]
    assert len(short(events)) == 2


# ---- what is remembered in the file


def remembered(folder: Path) -> tuple[Path, Anchors]:
    """A ledger of two sessions, both checked and remembered."""
    path, anchors = folder / "ledger.sqlite", Anchors(folder / "anchors")
    with open_ledger(path, anchors=anchors) as ledger:
        ledger.append(added())
        for name in ("s1", "s2"):
            ledger.append(begun(name), *(progress(t / 60, name) for t in range(60)))
            ledger.append(ended(1.0, name))
        keep(ledger, anchors)
    return path, anchors


def keep(ledger: Ledger, anchors: Anchors) -> None:
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as connection:
        remember(connection, "ann", anchors, folded(connection, "ann", None))


def test_what_is_remembered_is_read_and_the_rest_is_followed_from_there(tmp_path: Path) -> None:
    path, anchors = remembered(tmp_path)
    with open_ledger(path, anchors=anchors) as ledger:
        ledger.append(begun("s3"), ended(2.0, "s3"))
        with closing(sqlite3.connect(path)) as connection:
            found = folded(connection, "ann", anchors)
        assert found.read == 2
        assert found.events == ledger.folded("ann") == short(ledger.events("ann"))


def test_a_changed_old_row_changes_no_number_that_is_believed(tmp_path: Path) -> None:
    path, anchors = remembered(tmp_path)
    with read_ledger(path, anchors=anchors) as ledger:
        before = ledger.folded("ann")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER events_stay")
        connection.execute("UPDATE events SET body = replace(body, '1.0', '0.1') WHERE entry > 2")
    with read_ledger(path, anchors=anchors) as ledger:
        assert ledger.folded("ann") == before
        assert not ledger.verify().is_sound  # and a full check finds it


def test_what_is_remembered_under_no_seal_of_ours_is_not_believed(tmp_path: Path) -> None:
    path, anchors = remembered(tmp_path)
    with read_ledger(path, anchors=anchors) as ledger:
        before = ledger.folded("ann")
    changes = (
        "body = replace(body, '1.0', '0.1')",
        "seal = zeroblob(32)",
        "entries = entries - 1",
        "hash = zeroblob(32)",
        "person_id = 'bo'",
    )
    for change in changes:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(f"UPDATE folds SET {change}")
            assert folded(connection, "ann", anchors).read == 1 + 2 * 62
        with read_ledger(path, anchors=anchors) as ledger:
            assert ledger.folded("ann") == before
    other = Anchors(tmp_path / "another computer")
    with open_ledger(path, anchors=anchors) as ledger:
        keep(ledger, other)  # sealed with a key of somebody else
    with closing(sqlite3.connect(path)) as connection:
        assert folded(connection, "ann", anchors).read == 1 + 2 * 62


def test_an_old_memory_is_as_good_as_a_new_one_and_one_of_another_chain_is_none(
    tmp_path: Path,
) -> None:
    path, anchors = remembered(tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (row,) = connection.execute("SELECT * FROM folds").fetchall()
    with open_ledger(path, anchors=anchors) as ledger:
        ledger.append(begun("s3"), ended(2.0, "s3"))
        keep(ledger, anchors)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("REPLACE INTO folds VALUES (?, ?, ?, ?, ?)", row)
        assert ledger.folded("ann") == short(ledger.events("ann"))
    other = tmp_path / "other.sqlite"
    with open_ledger(other, anchors=anchors) as ledger:
        ledger.append(added(), begun("s1"), ended(9.0, "s1"))
        with closing(sqlite3.connect(other, isolation_level=None)) as connection:
            connection.execute("REPLACE INTO folds VALUES (?, ?, ?, ?, ?)", row)
        assert ledger.folded("ann") == ledger.events("ann")


def test_nobody_who_was_erased_is_remembered_again(tmp_path: Path) -> None:
    path, anchors = remembered(tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        found = folded(connection, "ann", None)
        with open_ledger(path, anchors=anchors) as ledger:
            ledger.erase("ann")
        remember(connection, "ann", anchors, found)
        assert connection.execute("SELECT count(*) FROM folds").fetchone() == (0,)


def test_a_damaged_chain_is_not_remembered_as_sound(tmp_path: Path) -> None:
    path, anchors = tmp_path / "ledger.sqlite", Anchors(tmp_path / "anchors")
    with open_ledger(path, anchors=anchors) as ledger:
        ledger.append(added(), begun(), *(progress(t / 60) for t in range(2_100)))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER events_stay")
        connection.execute("UPDATE events SET hash = zeroblob(32) WHERE entry = 9")
    for _ in range(2):
        with read_ledger(path, anchors=anchors) as ledger:
            try:
                ledger.folded("ann")
                raise AssertionError("a damaged chain was believed")
            except LedgerError:
                pass
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM folds").fetchone() == (0,)
