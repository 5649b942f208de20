"""A ledger that is old, cut or rebuilt is told from the present one, and nobody is stuck."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from kept_plan_made import plan, written
from ledger_factory import DAY, NOON, RED_PER_MIN, added, begun, ended, older, progress, whole
from web_house import Visitor, an_app

from openpbm.cli.main import main
from openpbm.errors import LedgerError
from openpbm.fact import said as in_words
from openpbm.files.anchor import Anchors
from openpbm.files.ledger import schema
from openpbm.files.ledger.history import history_for
from openpbm.files.ledger.path import anchors_path
from openpbm.files.ledger.store import open_ledger, read_ledger
from openpbm.files.wal import wal_of
from openpbm.record import NO_LIGHT, DayDose, DoseNoted, LightEvent, SessionEnded
from openpbm.session import Ceiling
from openpbm.tracking.account import history, record_of
from openpbm.tracking.room import light_so_far

CAPS = {"red": 60.0, "nir": 60.0}
CEILINGS = tuple(
    Ceiling(
        id=f"light_day_{band}", name=in_words(band), value=0.0, limit=most, unit="J/cm2",
        reason=in_words(""), would_change=in_words(""), source="", status="project", group="sum",
    )
    for band, most in CAPS.items()
)  # fmt: skip


class House:
    """A ledger, its anchors, and copies of the file as it was."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "data" / "ledger.sqlite"
        self.anchors = Anchors(folder / "state" / "anchors")
        self.folder = folder

    def write(self, *events: LightEvent) -> None:
        with open_ledger(self.path, anchors=self.anchors) as ledger:
            ledger.append(*events)

    def read(self, person_id: str = "ann") -> tuple[LightEvent, ...]:
        with read_ledger(self.path, anchors=self.anchors) as ledger:
            return ledger.folded(person_id)

    def copy(self, name: str) -> Path:
        return Path(shutil.copy(self.path, self.folder / name))

    def put_back(self, copy: Path) -> None:
        for old in self.path.parent.glob("ledger.sqlite*"):
            old.unlink()
        shutil.copy(copy, self.path)

    def problems(self) -> tuple[str, ...]:
        with read_ledger(self.path, anchors=self.anchors) as ledger:
            return ledger.verify().problems

    def adopt(self, now: datetime = NOON) -> None:
        with open_ledger(self.path, anchors=self.anchors) as ledger:
            ledger.adopt(now)

    def counted_red(self, day: date, person_id: str = "ann") -> float:
        """What a plan made on a day counts of red light on that day."""
        kept = history(self.read(person_id), person_id, day)
        light = light_so_far(kept, before=NO_LIGHT, planned_from=day, ceilings=CEILINGS)
        assert light.is_known
        return sum(d.dose_j_cm2 for d in light.doses if (d.day, d.band) == (day, "red"))


@pytest.fixture
def house(tmp_path: Path) -> House:
    made = House(tmp_path)
    made.write(added(), *whole("s0", at=NOON - timedelta(days=3)))
    return made


def hurt(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for trigger in ("events_stay", "events_remain"):
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(statement)
        for statement in schema.TRIGGERS:
            connection.execute(statement)


# ---- told apart


def refused(house: House) -> None:
    """No light is counted by it, nothing is added to it, and verify says so."""
    with pytest.raises(LedgerError, match="ledger adopt"):
        house.read()
    with pytest.raises(LedgerError, match="ledger adopt"):
        house.write(begun("next", at=NOON + timedelta(days=1)))
    assert any("adopt" in problem for problem in house.problems())


def test_an_older_copy_that_is_put_back_is_refused(house: House) -> None:
    old = house.copy("old")
    house.write(*whole("s2"))
    assert house.problems() == ()
    house.put_back(old)
    refused(house)


def test_an_older_copy_is_refused_at_any_other_path_too(house: House) -> None:
    old = house.copy("old")
    house.write(*whole("s2"))
    house.path = old
    refused(house)


def test_a_moved_ledger_is_the_same_one(house: House) -> None:
    new = house.folder / "elsewhere.sqlite"
    house.path.rename(new)
    house.path = new
    house.write(*whole("s2"))
    assert house.problems() == ()


def test_a_ledger_that_was_deleted_and_begun_anew_is_refused(house: House) -> None:
    house.path.unlink()
    with pytest.raises(LedgerError, match="ledger adopt"):
        house.write(added("bo", "Bo"))


@pytest.mark.parametrize("version", [1, 2])
def test_a_copy_from_before_anchors_is_refused_where_one_was_kept(
    house: House, version: int
) -> None:
    before = house.folder / "before"
    older(before, (added(), *whole("s0", at=NOON - timedelta(days=3))), version)
    house.write(*whole("s2"))
    house.put_back(before)
    refused(house)


def test_a_chain_cut_with_its_heads_rebuilt_is_refused(house: House) -> None:
    house.write(*whole("s2"))
    hurt(
        house.path,
        "DELETE FROM events WHERE entry > 4",
        "UPDATE heads SET entries = 4, hash = (SELECT hash FROM events WHERE entry = 4)",
    )
    with read_ledger(house.path) as alone:
        assert alone.verify().is_sound  # from inside it looks whole
    refused(house)


def test_a_chain_rebuilt_by_hand_with_less_light_is_refused(house: House) -> None:
    house.write(*whole("s2"))
    ledger_id = sqlite3.connect(house.path).execute("SELECT * FROM anchored").fetchone()
    false = House(house.folder / "false")
    false.write(added(), *whole("s0", at=NOON - timedelta(days=3)), *whole("s2", minutes=0.5))
    with closing(sqlite3.connect(false.path, isolation_level=None)) as connection:
        connection.execute("UPDATE anchored SET ledger_id = ?", ledger_id[1:])
    house.put_back(false.path)
    refused(house)


def test_a_ledger_of_another_computer_is_refused_until_it_is_adopted(house: House) -> None:
    house.anchors = Anchors(house.folder / "new computer")
    refused(house)
    house.adopt()
    assert house.problems() == ()
    house.write(*whole("s2", at=NOON + timedelta(days=1)))


def test_a_ledger_ahead_of_its_anchor_is_the_present_one(house: House) -> None:
    with open_ledger(house.path) as ledger:  # killed before the anchor was written
        ledger.append(*whole("s2"))
    assert house.problems() == ()
    assert house.counted_red(DAY) == 10 * RED_PER_MIN


@pytest.mark.parametrize("version", [1, 2])
def test_a_ledger_of_today_gets_its_anchor_when_it_is_first_opened(
    tmp_path: Path, version: int
) -> None:
    house = House(tmp_path)
    house.path.parent.mkdir()
    older(house.path, (added(), *whole("s1")), version)
    assert house.counted_red(DAY) == 10 * RED_PER_MIN
    house.write(*whole("s2", at=NOON + timedelta(days=1)))
    assert house.problems() == ()
    refused_copy = house.copy("old")
    house.write(*whole("s3", at=NOON + timedelta(days=2)))
    house.put_back(refused_copy)
    refused(house)


def test_ledgers_have_anchors_of_their_own(house: House) -> None:
    other = House(house.folder / "other")
    other.anchors = house.anchors
    other.write(added(), *whole("s9"))
    assert house.problems() == other.problems() == ()


@pytest.mark.parametrize("what", ["file", "person", "place", "key"])
def test_a_damaged_anchor_is_never_believed(house: House, what: str) -> None:
    names = {
        path.relative_to(house.anchors.folder).as_posix(): path
        for path in house.anchors.folder.rglob("*")
        if path.is_file()
    }
    found = {
        "key": "key",
        "file": next(name for name in names if name.endswith("/file")),
        "place": next(name for name in names if name.startswith("places/")),
        "person": next(
            name
            for name in names
            if "/" in name and not name.endswith("/file") and "places" not in name
        ),
    }[what]
    content = names[found].read_bytes()
    names[found].write_bytes(content[:5] + bytes([content[5] ^ 1]) + content[6:])
    house.anchors = Anchors(house.anchors.folder)
    if what == "place":  # the file names its anchor itself
        assert house.problems() == ()
        return
    refused(house)
    house.adopt()
    assert house.problems() == ()


def test_anchors_are_for_their_owner_only_and_say_nothing_of_a_person(house: House) -> None:
    files = [path for path in house.anchors.folder.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    folders = [house.anchors.folder, *(p for p in house.anchors.folder.rglob("*") if p.is_dir())]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}
    told = b"".join(path.read_bytes() for path in files)
    names = "".join(path.relative_to(house.anchors.folder).as_posix() for path in files)
    assert "ann" not in names.lower()
    assert b"ann" not in told.lower()


def test_erasing_leaves_no_anchor_of_a_person_and_the_others_theirs(house: House) -> None:
    house.write(added("bo", "Bo"), begun("b1", person_id="bo"), ended(3.0, "b1"))
    files = {path for path in house.anchors.folder.rglob("*") if path.is_file()}
    old = house.copy("old")
    with open_ledger(house.path, anchors=house.anchors) as ledger:
        ledger.erase("ann")
    gone = files - {path for path in house.anchors.folder.rglob("*") if path.is_file()}
    assert len(gone) == 1
    assert house.problems() == ()
    house.write(added("cy", "Cy"), begun("c1", person_id="cy"), ended(3.0, "c1"))
    house.put_back(old)  # with Ann in it again
    with pytest.raises(LedgerError, match="older copy"):
        house.read("bo")


# ---- the way on


def test_what_an_older_copy_lacks_counts_as_full_and_the_next_day_is_free(house: House) -> None:
    old = house.copy("old")
    house.write(*whole("s2"))
    house.put_back(old)
    house.adopt(NOON + timedelta(hours=1))
    assert house.problems() == ()
    (lost,) = record_of(house.read(), "ann").lost
    assert (lost.first, lost.last) == (DAY - timedelta(days=3), DAY)
    assert house.counted_red(DAY) == CAPS["red"] > 10 * RED_PER_MIN
    assert house.counted_red(DAY + timedelta(days=1)) == 0
    house.write(*whole("s3", at=NOON + timedelta(days=1)))


def test_light_written_behind_its_day_is_looked_for_as_far_back(house: House) -> None:
    old = house.copy("old")
    late = DayDose(day=DAY - timedelta(days=9), band="red", dose_j_cm2=5.0)
    house.write(DoseNoted(person_id="ann", at_utc=NOON, doses=(late,)))
    house.put_back(old)
    house.adopt()
    (lost,) = record_of(house.read(), "ann").lost
    assert lost.first <= late.day <= lost.last


def test_a_restored_backup_on_a_new_computer_counts_up_to_today(house: House) -> None:
    house.anchors = Anchors(house.folder / "new computer")
    today = NOON + timedelta(days=40)
    house.adopt(today)
    (lost,) = record_of(house.read(), "ann").lost
    assert (lost.first, lost.last) == (DAY - timedelta(days=3), today.date())
    assert house.counted_red(today.date()) == CAPS["red"]


def test_adopting_is_never_needed_twice_and_changes_nothing_where_it_is_not_needed(
    house: House,
) -> None:
    before = house.read()
    house.adopt()
    assert house.read() == before
    old = house.copy("old")
    for _ in range(3):  # the same copy, again and again
        house.write(*whole("s2"))
        house.put_back(old)
        house.adopt()
        assert house.problems() == ()
        assert house.counted_red(DAY) >= CAPS["red"]


def test_whoever_the_copy_does_not_know_is_asked_for_when_they_come_back(house: House) -> None:
    house.path.unlink()
    with open_ledger(house.path, anchors=house.anchors) as ledger:
        ledger.adopt(NOON)
        ledger.append(added("bo", "Bo"))
        with pytest.raises(LedgerError, match="adopt"):
            ledger.append(replace(added(), at_utc=NOON))


# ---- a log that was lost


def short_log(house: House, keep: Callable[[bytes], bytes]) -> None:
    """A session of which three of ten minutes shone, killed; its log as it may be left."""
    ledger = open_ledger(house.path, anchors=house.anchors)
    ledger.append(begun())
    for second in range(1, 184):
        ledger.append(progress(second / 60))
    file, log = house.path.read_bytes(), wal_of(house.path).read_bytes()
    ledger.close()
    for old in house.path.parent.glob("ledger.sqlite*"):
        old.unlink()
    house.path.write_bytes(file)
    wal_of(house.path).write_bytes(keep(log))


def red_min(house: House) -> float:
    *_, last = record_of(house.read(), "ann").sittings
    return dict(last.counted_min)["red"]


def test_with_its_whole_log_a_killed_session_counts_what_it_gave_and_a_tick(house: House) -> None:
    short_log(house, lambda log: log)
    assert red_min(house) == pytest.approx(184 / 60)
    assert house.problems() == ()


@pytest.mark.parametrize("size", [0, 20, 32, 5_000])
def test_with_its_log_lost_or_short_what_was_begun_counts_in_whole(house: House, size: int) -> None:
    short_log(house, lambda log: log[:size])
    assert red_min(house) == 10
    house.write(*whole("s3", at=NOON + timedelta(days=1)))  # and it stays so
    ends = [e for e in house.read() if isinstance(e, SessionEnded) and e.session_id == "s1"]
    killed = [s for s in record_of(house.read(), "ann").sittings if s.begun.at_utc == NOON]
    assert dict(killed[0].counted_min)["red"] == 10
    assert ends
    assert house.problems() == ()


def test_progress_is_in_the_file_itself_every_few_seconds(house: House) -> None:
    with open_ledger(house.path, anchors=house.anchors) as ledger:
        ledger.append(begun())
        for second in range(1, 61):
            ledger.append(progress(second / 60))
        alone = house.copy("alone")
        with read_ledger(alone) as file:
            (*_, last) = record_of(file.folded("ann"), "ann").sittings
            assert dict(last.told_min)["red"] * 60 >= 60 - 5


def test_a_clock_of_utc_and_one_of_a_zone_adopt_alike(house: House) -> None:
    house.anchors = Anchors(house.folder / "new computer")
    house.adopt(datetime(2026, 5, 10, 9, tzinfo=UTC))
    assert house.problems() == ()


# ---- at the doors


def gave(path: Path, plan_file: Path, heard: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["session", str(plan_file), "--ledger", str(path), "--yes", "--speed", "100000"])
    return code, " ".join(said(heard).split())


def said(heard: pytest.CaptureFixture[str]) -> str:
    found = heard.readouterr()
    return found.out + found.err


def test_a_session_is_not_given_again_by_an_older_copy_and_adopting_is_the_way_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path, plan_file = tmp_path / "ledger.sqlite", written(tmp_path, plan())
    where = ["--ledger", str(path)]
    assert main(["ledger", "add", "Ann", *where]) == 0
    old = shutil.copy(path, tmp_path / "old")
    assert gave(path, plan_file, capsys)[0] == 0
    for file in tmp_path.glob("ledger.sqlite*"):
        file.unlink()
    shutil.copy(old, path)
    code, told = gave(path, plan_file, capsys)
    assert code == 1
    assert "older copy of this ledger" in told
    assert "'openpbm ledger adopt'" in told
    anchors = Anchors(anchors_path({"XDG_STATE_HOME": str(tmp_path / "state")}, system="linux"))
    today = date.today()
    assert not history_for(path, "Ann", today, anchors=anchors).is_known
    assert main(["ledger", "verify", *where]) == 2
    assert main(["ledger", "Ann", *where]) == 2
    assert main(["log", "--dose", "red=1", *where]) == 2
    assert main(["ledger", "Ann", "--export", "json", *where]) == 0  # what is theirs stays theirs
    assert main(["ledger", "adopt", *where]) == 2  # nobody is there to ask
    assert "ledger adopt" in said(capsys)
    assert main(["ledger", "adopt", "--yes", *where]) == 0
    last = max(today, datetime.now(UTC).date())  # of whichever zone is ahead
    assert f"to {last.isoformat()} counts as full" in said(capsys)
    assert main(["ledger", "verify", *where]) == 0
    code, told = gave(path, plan_file, capsys)
    assert code == 1
    assert "leaves 0 J/cm² of red" in told
    assert main(["ledger", "Ann", *where]) == 0
    assert "counts as full" in said(capsys)
    assert main(["ledger", "adopt", "--yes", *where]) == 0
    assert "nothing was changed" in said(capsys)


def test_the_app_refuses_an_older_copy_asks_and_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "house"
    app = an_app(folder)
    visitor, light = Visitor(app), app.app.state.rooms.light
    person = visitor.new_person()
    today = {"do": "dose", "dose_day": date.today().isoformat(), "band": "red", "dose": "3"}
    visitor.send(f"{person}/log", dict(today))
    light.close()
    old = shutil.copy(folder / "ledger.sqlite", tmp_path / "old")
    visitor.send(f"{person}/log", {**today, "dose": "4"})
    light.close()
    shutil.copy(old, folder / "ledger.sqlite")
    text = visitor.page(f"{person}/log")
    assert "older copy" in text
    assert 'href="/ledger"' in text
    assert "Take this ledger as it is" in visitor.page("/ledger")
    visitor.send("/ledger", {}, status=422)
    visitor.send("/ledger", {"adopt": "yes"})
    assert "It is the ledger last used on this machine" in visitor.page("/ledger")
    assert "counts as full" in visitor.page(f"{person}/log")
    visitor.send(f"{person}/log", {**today, "dose": "5"})
