"""A session is written down in a line, shown, exported, erased, and counted by the next plan."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from kept_plan_made import plan, written
from ledger_factory import added, begun, ended
from plan_factory import seen

from openpbm.cli import log_more
from openpbm.cli.main import main
from openpbm.cli.talk import Talk
from openpbm.devices.clock import moment
from openpbm.errors import LedgerError
from openpbm.face.canonical import canonical_face
from openpbm.files.ledger.history import export_csv, history_for
from openpbm.files.ledger.store import open_ledger, read_ledger
from openpbm.files.mask_file import find_mask
from openpbm.files.plan.kept import read_plan
from openpbm.person import Person
from openpbm.planning import unplanned
from openpbm.planning.plan import SEED
from openpbm.planning.progress import silent
from openpbm.planning.scene import scene
from openpbm.planning.tell import irradiance_rows
from openpbm.record import LedgerLight, SessionBegun, SessionCorrected, SessionEnded, SkinTook
from openpbm.tracking.account import record_of
from openpbm.tracking.given import Sitting
from openpbm.web.light import HouseBook
from openpbm.web.people import People
from openpbm.web.planned import PlanTask

Heard = pytest.CaptureFixture[str]
TODAY = date.today()
NOW = datetime.now(UTC)
STATED, DARK = "omnilux-contour-face", "bon-charge-panel"  # light stated; nothing bounds it
SEEN = seen("nose")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The usual ledger of a person with an empty home, Ann in it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    path = tmp_path / "openpbm" / "ledger.sqlite"
    assert main(["ledger", "add", "Ann", "--ledger", str(path)]) == 0
    return path


@pytest.fixture
def kept_plan(tmp_path: Path) -> Path:
    return written(tmp_path, plan())


def test_a_session_is_written_down_and_the_next_needs_no_plan(
    ledger: Path, kept_plan: Path, capsys: Heard
) -> None:
    where = ["--ledger", str(ledger)]
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    assert main(["log", "--plan", str(kept_plan), "--day", yesterday, *where]) == 0
    assert main(["log", *where]) == 0
    assert main(["log", "ann", "--minutes", "2", "--day", yesterday, "--yes", *where]) == 0
    minutes = read_plan(kept_plan).parts[0].minutes
    with read_ledger(ledger) as kept:
        person = kept.people()[0]
        events = kept.events(person.person_id)
    starts = [e for e in events if isinstance(e, SessionBegun)]
    assert len({e.session_id for e in starts}) == 3
    assert starts[1].rates == starts[0].rates
    assert starts[1].day == TODAY
    lit = [dict(e.lit_min)["red"] for e in events if isinstance(e, SessionEnded)]
    assert lit == pytest.approx([minutes, minutes, 2.0])
    capsys.readouterr()
    assert main(["ledger", *where]) == 0
    shown = capsys.readouterr().out
    assert shown.count("by hand") == 3
    assert "J/cm²" in shown


def test_office_light_is_in_the_sum_and_leaves_with_the_export(ledger: Path, capsys: Heard) -> None:
    where = ["--ledger", str(ledger)]
    note = "=HYPERLINK(1)"
    assert main(["log", "--dose", "blue=48", "--dose", "red=30", "--note", note, *where]) == 0
    capsys.readouterr()
    assert main(["ledger", "Ann", "--export", "csv", *where]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {(row["band"], row["dose_j_cm2"]) for row in table} == {("blue", "48"), ("red", "30")}
    assert all(row["end"] == "'" + note for row in table)  # no formula in a spreadsheet
    out = ledger.parent / "ann.json"
    assert main(["ledger", "Ann", "--export", "json", "--out", str(out), *where]) == 0
    content = json.loads(out.read_text(encoding="utf-8"))
    assert [entry["kind"] for entry in content["entries"]] == ["added", "noted"]
    assert {day["dose_j_cm2"] for day in content["days"]} == {48.0, 30.0}


def test_the_export_has_a_line_for_a_session_whose_dose_nobody_knows() -> None:
    """No number stands where none is known; what it counts as stands beside it."""
    unknown = replace(begun("s2", source="by_hand", rates=()), dose_unknown=True)
    events = (added(), begun(), ended(10.0), unknown, ended(25.0, "s2"))
    table = list(csv.DictReader(io.StringIO(export_csv(events, "ann"))))
    known = [row for row in table if row["session"] == "s1"]
    assert {(row["band"], row["full_sessions"]) for row in known} == {("red", ""), ("nir", "")}
    (row,) = [row for row in table if row["session"] == "s2"]
    assert (row["band"], row["region"], row["dose_j_cm2"]) == ("", "", "")
    assert (row["minutes"], row["full_sessions"]) == ("25", "2.5")
    gone = SessionCorrected(session_id="s2", at_utc=NOW, lit_min=())
    table = list(csv.DictReader(io.StringIO(export_csv((*events, gone), "ann"))))
    assert [row["full_sessions"] for row in table if row["session"] == "s2"] == ["0"]


def test_what_is_undone_is_not_undone_again_and_much_more_is_asked_for(
    ledger: Path, kept_plan: Path, capsys: Heard
) -> None:
    where = ["--ledger", str(ledger)]
    assert main(["log", "--plan", str(kept_plan), *where]) == 0
    assert main(["log", "--correct", "last", "--minutes", "600", *where]) == 2
    assert "planned are" in capsys.readouterr().err
    assert main(["log", "--undo", "last", *where]) == 0
    assert main(["log", "--undo", "last", *where]) == 2
    assert "undone already" in capsys.readouterr().err
    assert main(["log", "--correct", "last", "--minutes", "2", *where]) == 0  # it was given
    assert last_of(ledger).minutes == pytest.approx(2.0)
    assert main(["log", "--correct", "last", "--minutes", "0", *where]) == 2
    assert "more than 0" in capsys.readouterr().err


# ---- minutes with a mask, without a plan


def last_of(ledger: Path) -> Sitting:
    with read_ledger(ledger) as kept:
        who = kept.people()[0].person_id
        return record_of(kept.folded(who), who).sittings[-1]


@pytest.fixture
def no_light_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unplanned, "light_of", lambda mask, **_: SEEN if mask.id == STATED else ())


@pytest.mark.usefixtures("no_light_worked_out")
def test_minutes_without_a_plan_count_as_their_dose_where_the_mask_states_its_light(
    ledger: Path, capsys: Heard
) -> None:
    where = ["--ledger", str(ledger)]
    assert main(["log", "--mask", STATED, "--minutes", "5", *where]) == 0
    said = capsys.readouterr().out
    one = last_of(ledger)
    assert not one.begun.dose_unknown
    assert max(d.dose_j_cm2 for d in one.doses) == pytest.approx(5 * 60 * 0.020)  # 20 mW/cm2
    assert "it counts as red 6" in said
    assert main(["log", *where, "--yes"]) == 0  # as the last time: as long
    assert last_of(ledger).minutes == pytest.approx(5.0)


@pytest.mark.usefixtures("no_light_worked_out")
def test_minutes_with_a_mask_whose_light_nobody_bounds_count_as_full_sessions_and_say_so(
    ledger: Path, capsys: Heard
) -> None:
    """Ten times as long is ten times as much: no programme is as long as anybody says."""
    where = ["--ledger", str(ledger)]
    assert find_mask(DARK).session_min == ()
    for minutes, times in ((5.0, 1.0), (10.0, 1.0), (100.0, 10.0)):
        words = ["log", "--mask", DARK, "--minutes", f"{minutes}", "--yes", *where]
        assert main(words) == 0
        assert last_of(ledger).full_sessions == pytest.approx(times)
        assert f"counts it as a full session, times {times:g}." in capsys.readouterr().out


def test_a_mask_beside_a_plan_for_another_is_refused_and_nothing_is_kept(
    ledger: Path, kept_plan: Path, capsys: Heard
) -> None:
    words = ["log", "--plan", str(kept_plan), "--mask", DARK, "--minutes", "5"]
    assert main([*words, "--ledger", str(ledger)]) == 2
    assert "beside a plan for" in capsys.readouterr().err
    with read_ledger(ledger) as kept:
        assert len(kept.events(kept.people()[0].person_id)) == 1


def test_what_is_worked_out_without_a_plan_is_no_less_than_a_plan_for_any_skin_finds() -> None:
    mask, few = find_mask(STATED), 16
    dark = Person(age_years=70.0, phototype="VI")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unplanned, "SCENARIOS", few)
        most = {(row.channel, row.region): row for row in unplanned.light_of(mask)}
    at = scene(dark, mask, canonical_face(), (), seed=SEED, scenarios=few,
               progress=silent)  # fmt: skip
    assert most
    for row in irradiance_rows(at):
        assert most[row.channel, row.region].hot_3p5mm_mw_cm2 >= row.hot_3p5mm_mw_cm2
    assert unplanned.light_of(find_mask(DARK)) == ()


# ---- how the skin took the last one


def skins(ledger: Path) -> list[SkinTook]:
    with read_ledger(ledger) as kept:
        events = kept.events(kept.people()[0].person_id)
    return [event for event in events if isinstance(event, SkinTook)]


def log_yesterday(ledger: Path, kept_plan: Path) -> None:
    day = (TODAY - timedelta(days=1)).isoformat()
    words = ["log", "--plan", str(kept_plan), "--day", day, "--ledger", str(ledger)]
    assert main(words) == 0


def test_a_line_of_the_log_asks_how_the_skin_took_the_last_one(
    ledger: Path, kept_plan: Path, capsys: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = ["--ledger", str(ledger)]
    log_yesterday(ledger, kept_plan)  # nobody is at a terminal: said, not asked
    assert "Say it before the next light: openpbm log --skin" in capsys.readouterr().out
    assert main(["ledger", *where]) == 0
    assert "nobody told how the skin took it" in capsys.readouterr().out
    monkeypatch.setattr(log_more, "_at_terminal", lambda: True)
    keys = iter(["", "2"])
    monkeypatch.setattr("builtins.input", lambda _: next(keys))
    assert main(["log", *where]) == 0
    assert skins(ledger) == []  # for later
    assert main(["log", "--minutes", "1", "--yes", *where]) == 0  # asks nobody
    assert main(["log", "--minutes", "1", "--day", "2020-01-01", *where]) == 0
    (said,) = skins(ledger)
    assert (said.answer, said.day) == ("red_hour", TODAY - timedelta(days=1))
    assert "the next session has 75" in capsys.readouterr().out.replace("\u202f", " ")
    assert main(["log", "--minutes", "1", "--day", "2020-01-02", *where]) == 0  # asked once
    assert len(skins(ledger)) == 1


def test_where_nobody_can_be_asked_before_light_that_is_kept_and_said(
    ledger: Path, kept_plan: Path
) -> None:
    log_yesterday(ledger, kept_plan)
    with read_ledger(ledger) as kept:
        who = kept.people()[0].person_id
        record = record_of(kept.folded(who), who)
    told: list[str] = []
    talk = Talk(ask=lambda _: pytest.fail("asked"), say=told.append)
    said = log_more.unsaid_skin(talk, record, moment())
    assert said is not None
    assert (said.answer, said.share) == ("unsaid", 0.75)
    assert len(told) == 1 and "I cannot tell" in told[0]
    again = replace(record, skin=(said,))
    assert log_more.unsaid_skin(talk, again, moment()) is None


def test_planned_against_done_is_told(ledger: Path, kept_plan: Path, capsys: Heard) -> None:
    where = ["--ledger", str(ledger)]
    assert main(["log", "--plan", str(kept_plan), *where]) == 0
    capsys.readouterr()
    assert main(["ledger", "--plan", str(kept_plan), *where]) == 0
    shown = capsys.readouterr().out
    assert "week of" in shown
    assert "none is doubled" in shown
    assert main(["ledger", "--plan", str(kept_plan), "--json", *where]) == 0
    course = json.loads(capsys.readouterr().out)["course"]
    assert len(course["planned"]) == len(read_plan(kept_plan).course.dates)


def test_erasing_asks_first_and_then_leaves_nobody(ledger: Path, capsys: Heard) -> None:
    where = ["--ledger", str(ledger)]
    assert main(["ledger", "erase", "Ann", *where]) == 2
    assert "expected --yes" in capsys.readouterr().err
    assert main(["ledger", "erase", "ann", "--yes", *where]) == 0
    assert b"Ann" not in ledger.read_bytes()
    assert main(["ledger", "people", "--json", *where]) == 0
    assert json.loads(capsys.readouterr().out.partition("\n")[2]) == []


def test_a_damaged_ledger_is_told_with_its_first_bad_row(ledger: Path, capsys: Heard) -> None:
    assert main(["ledger", "verify", "--ledger", str(ledger)]) == 0
    content = ledger.read_bytes()
    at = content.index(b'"name":"Ann"') + 9
    ledger.write_bytes(content[:at] + b"X" + content[at + 1 :])
    capsys.readouterr()
    assert main(["ledger", "verify", "--ledger", str(ledger)]) == 2
    assert "row 1, entry 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["log", "Bob"], "nobody called"),
        (["log", "An"], "did you mean ann"),
        (["log"], "no earlier session"),
        (["log", "--dose", "green=4"], "expected blue, amber, red, nir"),
        (["log", "--dose", "red=nan"], "expected blue, amber, red, nir"),
        (["log", "--dose", "red=4", "--minutes", "3"], "expected one way"),
        (["log", "--minutes", "nan"], "expected more than 0"),
        (["log", "--day", "2026-13-01"], "--day"),
        (["log", "--day", (TODAY + timedelta(days=2)).isoformat()], "today or earlier"),
        (["ledger", "Ann", "Bob"], "expected one name"),
        (["ledger", "--export", "xml"], "expected csv or json"),
        (["ledger", "add", "ANN"], "there already"),
        (["ledger", "add", " "], "found no name"),
        (["ledger", "erase"], "found no name"),
    ],
)
def test_a_slip_is_told_and_nothing_is_kept(
    ledger: Path, words: list[str], says: str, capsys: Heard
) -> None:
    with read_ledger(ledger) as kept:
        before = kept.people()
    capsys.readouterr()
    assert main([*words, "--ledger", str(ledger)]) == 2
    assert says in capsys.readouterr().err
    with read_ledger(ledger) as kept:
        assert kept.people() == before


def test_without_a_ledger_none_is_made(tmp_path: Path, capsys: Heard) -> None:
    path = tmp_path / "none.sqlite"
    for words in (["log"], ["ledger"], ["ledger", "verify"], ["ledger", "people"]):
        assert main([*words, "--ledger", str(path)]) == 2
        assert "found no ledger" in capsys.readouterr().err
    assert not path.exists()


# ---- what a plan gets


def test_a_plan_gets_what_the_ledger_knows(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with open_ledger(path) as kept:
        kept.append(added("old", "Old"))  # more than twelve weeks ago
        kept.append(begun("s1", person_id="old", at=NOW), ended(5.0, "s1", at=NOW))
    day = NOW.date()
    found = history_for(path, "old", day)
    assert found.is_known
    assert sum(dose.dose_j_cm2 for dose in found.doses) == pytest.approx(5 * 3.5)
    main(["ledger", "add", "New", "--ledger", str(path)])
    assert history_for(path, "New", day) == LedgerLight(is_known=True)


@pytest.mark.parametrize("since", [timedelta(0), timedelta(days=400)])
@pytest.mark.parametrize("recent", ["none", "unknown"])
def test_terminal_and_app_start_the_same_person_on_the_same_day(
    tmp_path: Path, capsys: Heard, recent: str, since: timedelta
) -> None:
    """No ledger knows the light of elsewhere, however old it is."""
    example = (Path(__file__).parents[2] / "examples" / "home.toml").read_text("utf-8")
    said = re.sub(r'recent_light = "\w+"', f'recent_light = "{recent}"', example)
    assert (said == example) is (recent == "none")
    people = People(tmp_path / "app")
    who = people.save(people.new_id(), said, {})
    light = HouseBook(tmp_path / "ledger.sqlite")
    at = datetime.combine(TODAY, NOW.timetz()) - since
    light.ledger().append(replace(added(who.id, "Ann"), at_utc=at))
    PlanTask(folder=who.folder, inputs="", start=TODAY, scenarios=16,
             history=light.history(who.id, TODAY))(lambda *_: None)  # fmt: skip
    light.close()
    main(["plan", str(who.file), "--start", TODAY.isoformat(), "--json", "--scenarios", "16",
          "--out", str(tmp_path), "--ledger", str(tmp_path / "ledger.sqlite")])  # fmt: skip
    told = json.loads(capsys.readouterr().out)
    kept = json.loads((who.plan_folder / "plan.json").read_text("utf-8"))
    assert told["course"] == kept["course"]
    assert told["cautions"] == kept["cautions"]
    counts = any("all the light that your skin had" in caution for caution in told["cautions"])
    assert counts is (recent == "unknown")


def test_a_damaged_ledger_is_an_unknown_history_and_a_slip_is_a_slip(ledger: Path) -> None:
    assert history_for(ledger, "Ann", TODAY).is_known
    content = ledger.read_bytes()
    at = content.index(b'"name":"Ann"') + 3
    ledger.write_bytes(content[:at] + b"X" + content[at + 1 :])
    for damaged in (ledger.read_bytes(), content[: len(content) // 2], content[:-4096]):
        ledger.write_bytes(damaged)
        found = history_for(ledger, "Ann", TODAY)
        assert not found.is_known
        assert found.why_unknown
    ledger.write_bytes(content)
    with pytest.raises(LedgerError, match="nobody called"):
        history_for(ledger, "Bob", TODAY)
    ledger.unlink()
    with pytest.raises(LedgerError, match="found no ledger"):
        history_for(ledger, "Ann", TODAY)


def test_light_in_the_ledger_moves_the_next_plan(ledger: Path, capsys: Heard) -> None:
    home = Path(__file__).parents[2] / "examples" / "home.toml"  # no other light, it says
    for band in ("red", "nir"):
        assert main(["log", "--dose", f"{band}=470", "--ledger", str(ledger)]) == 0
    capsys.readouterr()
    main(["plan", str(home), "--start", TODAY.isoformat(), "--json", "--scenarios", "16",
          "--out", str(ledger.parent / "out"), "--ledger", str(ledger)])  # fmt: skip
    course = json.loads(capsys.readouterr().out)["course"]
    assert course is None or course["dates"][0] > TODAY.isoformat()
