"""The ledger keeps what it is given, once, and says so when it cannot."""

from __future__ import annotations

import os
import resource
import sqlite3
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from ledger_factory import DAY, NOON, added, begun, ended, lit, older, progress, whole

from openpbm.errors import LedgerError
from openpbm.files.ledger.event import event_of, event_text
from openpbm.files.ledger.schema import VERSION, backup_path
from openpbm.files.ledger.store import Ledger, open_ledger, read_ledger
from openpbm.files.wal import wal_of
from openpbm.record import PRACTICE, DayDose, DoseNoted, LightEvent, PersonAdded
from openpbm.tracking.account import record_of

NOTE = DoseNoted(
    person_id="ann", at_utc=NOON, doses=(DayDose(day=DAY, band="blue", dose_j_cm2=12.0),), note="Ü"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "ledger.sqlite"


def raw(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def hurt(path: Path, statement: str) -> None:
    """Change rows behind the ledger's back."""
    with closing(raw(path)) as connection:
        for trigger in ("events_stay", "events_remain"):
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        connection.execute(statement)


def kept(path: Path, person_id: str = "ann") -> tuple[LightEvent, ...]:
    with read_ledger(path) as ledger:
        return ledger.events(person_id)


@pytest.mark.parametrize(
    "event", [added(), begun(), progress(1 / 3), ended(10.0), NOTE], ids=lambda e: type(e).__name__
)
def test_every_kind_of_event_comes_back_as_it_went_in(event: LightEvent) -> None:
    kind = {"PersonAdded": "added", "SessionBegun": "begun", "SessionProgress": "progress",
            "SessionEnded": "ended", "DoseNoted": "noted"}[type(event).__name__]  # fmt: skip
    assert event_of(kind, event_text(event)) == event


def test_what_is_kept_is_read_in_the_order_it_was_written(path: Path) -> None:
    events = (added(), *whole("s1"), NOTE, *whole("s2", at=NOON + timedelta(days=1)))
    with open_ledger(path) as ledger:
        assert ledger.append(*events) == len(events)
    assert kept(path) == events
    assert kept(path, "nobody") == ()


def test_twice_is_not_double(path: Path) -> None:
    events = (added(), *whole("s1"), NOTE)
    with open_ledger(path) as ledger:
        assert ledger.append(*events) == len(events)
        assert ledger.append(*events) == 0
        assert ledger.append(replace(begun(), at_utc=NOON + timedelta(seconds=1))) == 0
        assert ledger.append(replace(ended(10.0), reason="stopped")) == 0
    assert kept(path) == events


def test_another_session_under_a_used_id_is_refused(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.append(added(), begun())
        with pytest.raises(LedgerError, match="expected a new id"):
            ledger.append(begun(planned_min=20.0))


def test_light_of_nobody_and_of_no_session_is_refused_whole(path: Path) -> None:
    with open_ledger(path) as ledger:
        with pytest.raises(LedgerError, match="add them first"):
            ledger.append(begun())
        with pytest.raises(LedgerError, match="never begun"):
            ledger.append(added(), progress(1.0))
        assert ledger.people() == ()  # the good half was not kept either


def test_a_number_that_is_none_is_not_kept(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.append(added(), begun())
        with pytest.raises(LedgerError, match="cannot be kept"):
            ledger.append(replace(progress(1.0), lit_min=lit(float("nan"))))
        with pytest.raises(LedgerError, match="no time zone"):
            ledger.append(replace(progress(1.0), at_utc=NOON.replace(tzinfo=None)))


def test_several_people_live_in_one_file(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.append(added(), added("bo", "Bo"), *whole("s1"))
        ledger.append(begun("s2", person_id="bo"), ended(3.0, "s2"))
        assert [(p.name, p.entries) for p in ledger.people()] == [("Ann", 4), ("Bo", 3)]
        assert ledger.verify().is_sound


def test_nobody_can_change_or_take_out_an_entry(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.append(added(), *whole("s1"))
    with closing(raw(path)) as connection:
        for statement in ("UPDATE events SET body = '{}'", "DELETE FROM events WHERE entry = 2"):
            with pytest.raises(sqlite3.IntegrityError, match="is never"):
                connection.execute(statement)


# ---- damage


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE events SET body = replace(body, '5.0', '0.5') WHERE entry = 3", "entry 3 of ann"),
        ("UPDATE events SET kind = 'ended' WHERE entry = 3", "does not follow"),
        ("DELETE FROM events WHERE entry = 3", "entry 3 is missing"),
        ("DELETE FROM events WHERE entry = 4", "found 3 entries; expected 4"),
        ("UPDATE events SET mark = x'00' WHERE entry = 3", "labels"),
        ("DELETE FROM heads", "belongs to nobody"),
        ("UPDATE events SET person_id = 'bo', entry = 9 WHERE entry = 4", "found 3 entries"),
    ],
)
def test_whatever_is_changed_is_found_and_the_history_refused(
    path: Path, statement: str, says: str
) -> None:
    with open_ledger(path) as ledger:
        ledger.append(added(), added("bo", "Bo"), *whole("s1"))
    hurt(path, statement)
    with read_ledger(path) as ledger:
        found = ledger.verify()
        assert any(says in problem for problem in found.problems), found.problems
        with pytest.raises(LedgerError):
            ledger.events("ann")


def test_nothing_is_added_to_a_ledger_that_lost_its_end(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.append(added(), *whole("s1"))
    hurt(path, "DELETE FROM events WHERE entry = 4")
    with open_ledger(path) as ledger, pytest.raises(LedgerError, match="damaged ledger"):
        ledger.append(NOTE)


def test_a_flipped_byte_of_an_entry_is_found_wherever_it_lies(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.append(added(), *whole("s1"), NOTE)
    sound = path.read_bytes()
    for about in (b'"tick_s":1.0', b'"dose_j_cm2":12.0', b'"reason":"done"', b'"name":"Ann"'):
        at = sound.index(about) + len(about) - 2
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        with read_ledger(path) as ledger:
            assert not ledger.verify().is_sound, about
    path.write_bytes(sound)
    with read_ledger(path) as ledger:
        assert ledger.verify().is_sound


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty file"),
        (b"day,dose\n2026-05-04,3\n" * 60, "no ledger in it"),
    ],
)
def test_a_file_that_is_no_ledger_is_told(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "other.sqlite"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=says):
        read_ledger(path)


def test_a_ledger_of_another_program_or_a_newer_one_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(raw(path)) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    before = path.read_bytes()
    for opened in (open_ledger, read_ledger):
        with pytest.raises(LedgerError, match="another program"):
            opened(path)
    newer = tmp_path / "newer.sqlite"
    open_ledger(newer).close()
    with closing(raw(newer)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(LedgerError, match="newer OpenPBM"):
        open_ledger(newer)
    assert path.read_bytes()[100:] == before[100:]


def test_a_place_without_a_ledger_is_told_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="found no ledger"):
        read_ledger(tmp_path / "ledger.sqlite")
    for opened in (open_ledger, read_ledger):
        with pytest.raises(LedgerError, match="found a folder"):
            opened(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")
def test_only_its_owner_may_read_a_new_ledger(path: Path) -> None:
    open_ledger(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_looking_changes_nothing_and_adding_by_it_is_refused(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.append(added())
    before = path.read_bytes()
    with read_ledger(path) as ledger, pytest.raises(LedgerError, match="may not be written"):
        ledger.append(begun())
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a plain user")
def test_a_read_only_folder_can_be_read_and_not_written(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.append(added())
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        assert kept(path) == (added(),)
        with pytest.raises(LedgerError):
            open_ledger(path)
    finally:
        path.parent.chmod(0o700)


@contextmanager
def full_at(size: int) -> Iterator[None]:
    """No file grows past a size, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_and_what_was_kept_stays(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.append(added(), begun())
        new = 0
        with full_at(wal_of(path).stat().st_size + 30_000), pytest.raises(LedgerError):
            for new in range(1000):
                ledger.append(progress(new / 60))
        assert 0 < new < 1000
        assert len(ledger.events("ann")) == 2 + new
        assert ledger.append(progress(new / 60)) == 1  # room again: the same call goes through
        assert ledger.verify().is_sound


def test_a_torn_last_write_is_no_damage_and_a_torn_earlier_one_is(path: Path) -> None:
    ledger = open_ledger(path)
    ledger.append(added(), begun())
    for tick in range(1, 6):
        ledger.append(progress(tick / 60))
    log, file = wal_of(path).read_bytes(), path.read_bytes()
    ledger.close()
    copy = path.parent / "copy.sqlite"

    def placed(content: bytes) -> Path:
        copy.write_bytes(file)
        wal_of(copy).write_bytes(content)
        copy.with_name(copy.name + "-shm").unlink(missing_ok=True)
        return copy

    assert len(kept(placed(log))) == 7
    assert len(kept(placed(log[:-2000]))) == 6
    middle = len(log) // 2
    with pytest.raises(LedgerError, match="already safe"):
        read_ledger(placed(log[:middle] + bytes([log[middle] ^ 1]) + log[middle + 1 :]))
    with pytest.raises(LedgerError, match="already safe"):
        open_ledger(placed(b"\0" * 32 + log[32:]))


# ---- older files


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_ledger_of_every_version_is_read_as_it_is_and_brought_up_to_date(
    tmp_path: Path, version: int
) -> None:
    path = tmp_path / "ledger.sqlite"
    events = (added(), *whole("s1"), NOTE)
    older(path, events, version)
    assert kept(path) == events
    with open_ledger(path) as ledger:
        assert ledger.append(*whole("s2")) == 3
        assert ledger.verify().is_sound
        assert ledger.events("ann") == (*events, *whole("s2"))
    with closing(raw(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("SELECT count(*) FROM claims").fetchone() == (0,)


def test_an_older_ledger_is_brought_up_to_date_and_its_copy_kept(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    events = (added(), *whole("s1"), NOTE, added("bo", "Bo"))
    older(path, events)
    with read_ledger(path) as ledger:  # readable as it is
        assert ledger.verify().is_sound
        assert ledger.events("ann") == events[:-1]
    with open_ledger(path) as ledger:
        assert ledger.events("ann") == events[:-1]
        assert ledger.verify().is_sound
        assert ledger.append(*whole("s1"), *whole("s2")) == 3
        assert ledger.verify() == replace(ledger.verify(), entries=9, people=2, problems=())
    hurt_copy = backup_path(path, 1)
    with read_ledger(hurt_copy) as ledger:
        assert ledger.events("ann") == events[:-1]  # and what it was can be restored
    with closing(raw(path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM events")


def test_light_of_a_simulated_mask_in_an_older_ledger_becomes_practice(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    events = (added(), begun("s1", source=PRACTICE), progress(4.0), ended(8.0), *whole("s2"))
    older(path, events, 3)
    with open_ledger(path) as ledger:
        assert ledger.verify().is_sound
        assert ledger.events("ann") == events  # nothing is taken out
        found = record_of(ledger.folded("ann"), "ann")
        last = ledger.last_begun("ann")
    assert [one.begun.session_id for one in found.practice] == ["s1"]
    assert [one.begun.session_id for one in found.sittings] == ["s2"]
    assert last is not None
    assert last.session_id == "s2"


def test_a_damaged_older_ledger_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    older(path, (added(), *whole("s1")))
    hurt(path, "DELETE FROM events WHERE entry = 2")
    with pytest.raises(LedgerError, match="not brought up to date"):
        open_ledger(path)
    assert not backup_path(path, 1).exists()
    with closing(raw(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


# ---- erasing


def test_erasing_one_leaves_no_trace_and_the_others_whole(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    secret = "Zsuzsanna Quirrell"
    older(path, (added("zq", secret), added("bo", "Bo")))
    with open_ledger(path) as ledger:
        ledger.append(*(replace(NOTE, person_id="zq", note=f"{secret} {i}") for i in range(99)))
        ledger.append(begun("s2", person_id="bo"), ended(3.0, "s2"))
        bo = ledger.events("bo")
        assert ledger.erase("zq") == 100
        assert ledger.events("bo") == bo
        assert ledger.verify().is_sound
        assert [p.name for p in ledger.people()] == ["Bo"]
        with pytest.raises(LedgerError, match="found nobody"):
            ledger.erase("zq")
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Quirrell" not in left
    assert b"Bo" in left


def test_traces_that_another_reader_holds_are_told(path: Path) -> None:
    with open_ledger(path, busy_s=0.1) as ledger:
        ledger.append(added(), *whole("s1"))
        with closing(raw(path)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM events").fetchall()
            with pytest.raises(LedgerError, match=r"traces stay|all the time"):
                ledger.erase("ann")
    assert kept(path) == ()


# ---- several at once


def test_threads_share_one_ledger_and_lose_nothing(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.append(added(), begun())

        def write(start: int, shared: Ledger) -> None:
            for tick in range(start, start + 30):
                shared.append(progress(tick / 60))

        threads = [threading.Thread(target=write, args=(20 * i, ledger)) for i in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(ledger.events("ann")) == 2 + 70  # 0..29, 20..49, 40..69, each once
        assert ledger.verify().is_sound


def test_a_person_is_known_by_name(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.append(PersonAdded(person_id="x1", name="Ann", at_utc=NOON))
        assert ledger.append(PersonAdded(person_id="x1", name="Ann", at_utc=NOON)) == 0
        with pytest.raises(LedgerError, match="expected a new id"):
            ledger.append(PersonAdded(person_id="x1", name="Bo", at_utc=NOON))
