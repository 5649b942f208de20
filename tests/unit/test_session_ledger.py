"""A delivered session and the ledger are one thing: what is given is kept, what is kept counts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from as_light import as_light  # noqa: F401
from kept_plan_made import DAY_CAP, HOT_J_CM2_MIN, MINUTES, plan, written
from ledger_factory import added, begun, ended

from openpbm.cli.main import main
from openpbm.delivery.order import Order
from openpbm.errors import LedgerError
from openpbm.files.anchor import Anchors
from openpbm.files.ledger.path import anchors_path
from openpbm.files.ledger.store import Ledger, Where, open_ledger, read_ledger
from openpbm.files.plan.digest import sealed
from openpbm.record import (
    DayDose,
    DoseNoted,
    LightEvent,
    ScreenRenewed,
    SessionBegun,
    SessionEnded,
    SessionProgress,
)
from openpbm.reports.session_words import CHECKLIST
from openpbm.session import Part
from openpbm.sitting import live as live_room
from openpbm.sitting.device import Way
from openpbm.sitting.live import LiveSitting, sitting_of
from openpbm.sitting.turn import Turn
from openpbm.speech.say import in_english
from openpbm.tracking.account import record_of
from openpbm.tracking.due import CHANGES

Heard = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("as_light")
TODAY = date.today()
FAST = ["--yes", "--speed", "100000"]
DOSE = MINUTES * HOT_J_CM2_MIN


def noted(red: float, day: date = TODAY, region: str = "") -> DoseNoted:
    dose = DayDose(day=day, band="red", dose_j_cm2=red, region=region)
    return DoseNoted(person_id="ann", at_utc=datetime.now(UTC), doses=(dose,))


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The usual ledger of a person with an empty home, Ann in it for over a year."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    path = tmp_path / "openpbm" / "ledger.sqlite"
    with open_ledger(path) as kept:
        kept.append(added())
    return path


def events(ledger: Path) -> tuple[LightEvent, ...]:
    with read_ledger(ledger) as kept:
        return kept.events("ann")


def red_today(ledger: Path) -> float:
    doses = [d for s in record_of(events(ledger), "ann").sittings for d in s.doses]
    return sum(d.dose_j_cm2 for d in doses if d.band == "red" and d.day == TODAY)


def give(tmp_path: Path, content: object, *options: str) -> int:
    return main(["session", str(written(tmp_path, content)), *FAST, *options])


# ---- kept


def test_every_tick_of_a_session_is_in_the_ledger(
    ledger: Path, tmp_path: Path, capsys: Heard
) -> None:
    assert give(tmp_path, plan()) == 0
    told = capsys.readouterr().out
    assert "Done. All of today's light is given." in told
    assert not [line for line in told.splitlines() if len(line) > 80]
    kinds = [type(event) for event in events(ledger)[1:]]
    assert (kinds[0], kinds[-1]) == (SessionBegun, SessionEnded)
    assert kinds.count(SessionProgress) > 100
    (sitting,) = record_of(events(ledger), "ann").sittings
    assert (sitting.begun.person_id, sitting.begun.source) == ("ann", "simulated")
    assert sitting.begun.day == TODAY
    assert dict(sitting.counted_min)["red"] == pytest.approx(MINUTES, abs=0.03)
    assert red_today(ledger) <= DOSE * 1.02


def test_the_beginning_is_safe_before_the_first_light(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Heard
) -> None:
    keep = Ledger.append

    def full(self: Ledger, *new: LightEvent, where: Where | None = None) -> int:
        if any(isinstance(event, SessionBegun) for event in new):
            raise LedgerError("found no room left on the disk")
        return keep(self, *new, where=where)

    monkeypatch.setattr(Ledger, "append", full)
    assert give(tmp_path, plan()) == 3
    assert "no room left on the disk" in " ".join(capsys.readouterr().out.split())
    assert len(events(ledger)) == 1


def test_a_full_disk_in_the_middle_darkens_and_counts(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Heard
) -> None:
    keep = Ledger.append
    left = iter(range(20))

    def full(self: Ledger, *new: LightEvent, where: Where | None = None) -> int:
        if next(left, None) is None:
            raise LedgerError("found no room left on the disk")
        return keep(self, *new, where=where)

    monkeypatch.setattr(Ledger, "append", full)
    assert give(tmp_path, plan()) == 3
    assert "no room left on the disk" in " ".join(capsys.readouterr().out.split())
    (sitting,) = record_of(events(ledger), "ann").sittings
    assert sitting.ended is None
    assert 0 < sitting.minutes < 1.0


def test_nothing_is_kept_where_nothing_is_to_be_kept(
    ledger: Path, tmp_path: Path, capsys: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert give(tmp_path, plan(), "--no-ledger") == 0
    assert len(events(ledger)) == 1
    assert give(tmp_path, plan(), "--no-ledger", "--as", "Ann") == 2
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    path = str(written(tmp_path, plan()))
    assert main(["session", path, "--device", "manual", "--no-ledger", "--yes"]) == 2
    assert "as its light counts" in capsys.readouterr().err


# ---- counted


def test_a_second_session_the_same_day_is_refused_in_words(
    ledger: Path, tmp_path: Path, capsys: Heard
) -> None:
    assert give(tmp_path, plan()) == 0
    capsys.readouterr()
    kept = events(ledger)
    assert give(tmp_path, plan()) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "today's session is done" in told
    assert f"waiting until {(TODAY + timedelta(days=1)).isoformat()}" in told
    assert events(ledger) == kept


def test_other_light_of_today_leaves_less_or_nothing(
    ledger: Path, tmp_path: Path, capsys: Heard
) -> None:
    with open_ledger(ledger) as kept:
        kept.append(noted(DAY_CAP - 2.0))
    assert give(tmp_path, plan()) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Shorter than planned: light of the last days leaves 2 J/cm² of red" in told
    assert 1.0 < red_today(ledger) <= 2.0
    with open_ledger(ledger) as kept:
        kept.append(noted(2.0, region="nose"))
    assert give(tmp_path, plan()) == 1
    assert "leaves 0 J/cm² of red (nose)" in " ".join(capsys.readouterr().out.split())


def test_light_of_another_region_or_of_long_ago_takes_no_room(ledger: Path, tmp_path: Path) -> None:
    with open_ledger(ledger) as kept:
        kept.append(noted(500.0, region="chin"), noted(9.0, TODAY - timedelta(days=7)))
    assert give(tmp_path, plan()) == 0
    assert red_today(ledger) == pytest.approx(DOSE, rel=0.03)


def test_the_week_has_a_cap_of_its_own(ledger: Path, tmp_path: Path, capsys: Heard) -> None:
    with open_ledger(ledger) as kept:
        kept.append(*(noted(7.0, TODAY - timedelta(days=day)) for day in (1, 3, 6)))
    assert give(tmp_path, plan()) == 0
    assert "leaves 3 J/cm² of red" in " ".join(capsys.readouterr().out.split())
    assert red_today(ledger) <= 3.0


def test_the_rest_of_a_session_that_stopped_may_be_given(
    ledger: Path, tmp_path: Path, capsys: Heard
) -> None:
    assert give(tmp_path, plan()) == 0
    first = events(ledger)
    with open_ledger(ledger, anchors=Anchors(anchors_path(os.environ))) as kept:
        kept.erase("ann")
        half = next(e for e in first if isinstance(e, SessionProgress) and e.lit_min[0][1] > 1.5)
        old = datetime.now(UTC) - timedelta(minutes=5)
        kept.append(added(), *(e for e in first if isinstance(e, SessionBegun)))
        kept.append(SessionEnded(session_id=half.session_id, at_utc=old, lit_min=half.lit_min,
                                 reason="stopped"))  # fmt: skip
    capsys.readouterr()
    assert give(tmp_path, plan()) == 0
    assert "this is the rest" in " ".join(capsys.readouterr().out.split())
    assert 0.98 * DOSE <= red_today(ledger) <= DOSE * 1.001
    assert give(tmp_path, plan()) == 1


def test_a_later_zone_has_less_by_what_the_earlier_gave(
    ledger: Path, tmp_path: Path, capsys: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = plan(zones=("upper", "lower"))
    nexts: list[Part | None] = []

    def made(turn: Turn, order: Order, way: Way, **how: Any) -> LiveSitting:
        nexts.append(how["then"])
        return sitting_of(turn, order, way, **how)

    monkeypatch.setattr(live_room, "sitting_of", made)
    assert give(tmp_path, two) == 0
    assert nexts == [Part("lower", "wrinkles"), None]  # what the end of each names
    told = " ".join(capsys.readouterr().out.split())
    assert told.count("leaves 4 J/cm² of red (nose)") == 1
    assert red_today(ledger) <= DAY_CAP
    zones = [s.begun.zone for s in record_of(events(ledger), "ann").sittings]
    assert zones == ["upper", "lower"]
    assert give(tmp_path, two) == 1
    assert "Not started" in capsys.readouterr().out


@pytest.mark.parametrize("known", [True, False])
def test_a_ledger_of_today_is_enough_where_the_plan_knows_what_came_before(
    ledger: Path, tmp_path: Path, known: bool, capsys: Heard
) -> None:
    with open_ledger(ledger) as kept:
        kept.erase("ann")
        kept.append(replace(added(), at_utc=datetime.now(UTC)))
    assert give(tmp_path, plan(known=known)) == (0 if known else 1)
    told = " ".join(capsys.readouterr().out.split())
    assert ("leaves 0 J/cm² of red" in told) is not known


def test_what_nobody_said_counts_as_full_up_to_the_plan_and_no_longer(
    ledger: Path, tmp_path: Path
) -> None:
    with open_ledger(ledger) as kept:
        kept.erase("ann")
        kept.append(replace(added(), at_utc=datetime.now(UTC)))
    assert give(tmp_path, plan(TODAY - timedelta(days=7), known=False)) == 0


# ---- refused


def test_a_damaged_ledger_leaves_no_room(ledger: Path, tmp_path: Path, capsys: Heard) -> None:
    path = written(tmp_path, plan())
    ledger.write_bytes(b"no ledger at all" * 100)
    assert main(["session", str(path), *FAST]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("Not started.")
    assert "counts as enough" in told
    assert "What would change it: a ledger that can be read" in told


def test_light_that_cannot_be_added_up_leaves_no_room(
    ledger: Path, tmp_path: Path, capsys: Heard
) -> None:
    with open_ledger(ledger) as kept:
        kept.append(begun(rates=()), ended(3.0))
    assert give(tmp_path, plan()) == 1
    assert "what its light gives the skin is not known" in " ".join(capsys.readouterr().out.split())


@pytest.mark.usefixtures("ledger")
def test_a_name_or_path_that_is_none_is_a_slip(tmp_path: Path, capsys: Heard) -> None:
    assert give(tmp_path, plan(), "--as", "Bob") == 2
    assert give(tmp_path, plan(), "--ledger", str(tmp_path / "none.sqlite")) == 2
    assert "ledger add NAME" in capsys.readouterr().err
    assert not (tmp_path / "none.sqlite").exists()


def test_two_sessions_at_once_are_one_too_many(ledger: Path, tmp_path: Path, capsys: Heard) -> None:
    with open_ledger(ledger) as kept:
        kept.append(begun(at=datetime.now(UTC), day=TODAY))
    assert give(tmp_path, plan()) == 1
    assert "another session of yours" in capsys.readouterr().out


# ---- asked


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> Iterator[str]:
    """Answers at a terminal, one a question; nobody presses a key later."""
    left = iter(answers)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: next(left))
    monkeypatch.setattr("openpbm.cli.keys.pressed_keys", lambda: nullcontext(lambda: ""))
    return left


YES = ["y"] * len(CHECKLIST)
NOTHING = ["n"] * len(CHANGES)
OLD = TODAY - timedelta(days=35)  # a Monday of the course, five weeks on


def test_an_old_screen_is_answered_again_and_holds_30_days(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Heard
) -> None:
    path = str(written(tmp_path, plan(OLD)))
    assert main(["session", path, *FAST]) == 1
    assert "which --yes does not do" in " ".join(capsys.readouterr().out.split())
    left = answering(monkeypatch, *NOTHING, *YES)
    assert main(["session", path, "--speed", "100000"]) == 0
    assert next(left, None) is None
    (renewed,) = [e for e in events(ledger) if isinstance(e, ScreenRenewed)]
    assert (renewed.day, renewed.person_id) == (TODAY, "ann")
    assert main(["session", path, *FAST]) == 1
    assert "today's session is done" in capsys.readouterr().out


@pytest.mark.parametrize("which", range(len(CHANGES)))
def test_whatever_changed_asks_for_a_new_plan(
    ledger: Path, tmp_path: Path, which: int, monkeypatch: pytest.MonkeyPatch, capsys: Heard
) -> None:
    answers = [*NOTHING[:which], "y", *NOTHING[which + 1 :]]
    answering(monkeypatch, *answers)
    assert main(["session", str(written(tmp_path, plan(OLD)))]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert f"changed since the plan: {in_english(CHANGES[which])}" in told
    assert "a new plan" in told
    assert len(events(ledger)) == 1


@pytest.mark.parametrize("which", range(len(CHECKLIST)))
def test_a_no_on_the_checklist_gives_no_light_and_says_what_helps(
    ledger: Path, tmp_path: Path, which: int, monkeypatch: pytest.MonkeyPatch, capsys: Heard
) -> None:
    answering(monkeypatch, *YES[:which], "n")
    assert main(["session", str(written(tmp_path, plan()))]) == 1
    assert in_english(CHECKLIST[which].but("remedy")) in " ".join(capsys.readouterr().out.split())
    assert len(events(ledger)) == 1


@pytest.mark.usefixtures("ledger")
def test_a_day_beside_the_course_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Heard
) -> None:
    content = plan()
    course = content["course"]
    assert isinstance(course, dict)
    course["dates"] = [(TODAY + timedelta(days=3 + d)).isoformat() for d in range(5)]
    content = sealed(content)
    assert give(tmp_path, content) == 1
    assert "none of the days of this course" in " ".join(capsys.readouterr().out.split())
    answering(monkeypatch, "n")
    path = str(written(tmp_path, content))
    assert main(["session", path, "--speed", "100000"]) == 1
    answering(monkeypatch, "y", *YES)
    assert main(["session", path, "--speed", "100000"]) == 0
