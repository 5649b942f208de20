"""What `openpbm log` asks once a line is written: the skin, and never in the way of light."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from kept_plan_made import plan, written

from openpbm.cli import log_more, talk
from openpbm.cli.ledger import add_person
from openpbm.cli.log import log_command
from openpbm.errors import InputError
from openpbm.files.anchor import Anchors
from openpbm.files.ledger.path import anchors_path
from openpbm.files.ledger.store import read_ledger
from openpbm.tracking.account import LightRecord, record_of
from openpbm.tracking.skin import answers

YESTERDAY = (date.today() - timedelta(days=1)).isoformat()


class Desk:
    """A ledger with Ann in it, a plan, and what is typed when something is asked."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "ledger.sqlite"
        self.plan = written(folder, plan(date.today() - timedelta(days=3)))
        self.typed: list[str | type[BaseException]] = []
        self.said: list[str] = []
        add_person(self.path, Anchors(anchors_path(os.environ)), "Ann")

    def ask(self, question: str) -> str:
        self.said.append(question)
        answer = self.typed.pop(0)
        if isinstance(answer, str):
            return answer
        raise answer

    def log(self, *typed: str | type[BaseException], yes: bool = False, **other: str) -> None:
        self.typed, self.said = list(typed), []
        log_command(ledger=self.path, plan=self.plan, yes=yes, **other)  # type: ignore[arg-type]
        assert not self.typed

    def record(self) -> LightRecord:
        with read_ledger(self.path) as ledger:
            (who,) = ledger.people()
            return record_of(ledger.events(who.person_id), who.person_id)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = Desk(tmp_path)
    monkeypatch.setattr(log_more, "_at_terminal", lambda: True)
    monkeypatch.setattr(talk, "at_terminal", lambda: talk.Talk(ask=made.ask, say=made.said.append))
    yield made


def test_of_todays_light_nothing_is_asked_and_of_yesterdays_at_the_next_line(desk: Desk) -> None:
    desk.log()
    assert desk.said == []
    desk.log("1", day=YESTERDAY)
    (told,) = desk.record().skin
    assert (told.day, getattr(told, "answer", "")) == (date.today() - timedelta(days=1), "fine")


@pytest.mark.parametrize("way", ["", EOFError, KeyboardInterrupt])
def test_who_does_not_answer_has_written_the_light_and_is_told_what_answers(
    desk: Desk, way: str | type[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    desk.log(way, day=YESTERDAY)
    record = desk.record()
    assert (len(record.sittings), record.skin) == (1, ())
    told = capsys.readouterr().out
    assert told.index("written down") < told.index("openpbm log --skin")
    desk.log("9", "soon", "2", yes=False)  # asked again the next time
    assert len(desk.record().sittings) == 2
    assert [getattr(one, "answer", "") for one in desk.record().skin] == ["red_hour"]


def test_where_nobody_can_be_asked_one_line_says_what_answers(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.log(yes=True, day=YESTERDAY)
    assert desk.said == []
    told = capsys.readouterr().out
    assert all(answer in told for answer in answers())
    assert len(desk.record().sittings) == 1


def test_light_from_elsewhere_that_was_a_slip_is_taken_back_and_no_further(desk: Desk) -> None:
    for amount in ("red=4", "red=480"):
        log_command(ledger=desk.path, dose=[amount])
    log_command(ledger=desk.path, undo="last-dose")
    (noted,) = desk.record().noted
    assert [dose.dose_j_cm2 for dose in noted.event.doses] == [4.0]
    log_command(ledger=desk.path, undo="last-dose")
    with pytest.raises(InputError):
        log_command(ledger=desk.path, undo="last-dose")
    assert desk.record().noted == ()
