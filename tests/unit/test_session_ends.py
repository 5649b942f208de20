"""However a session ends, its exit code says so: a full disk, a signal, a terminal that goes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from delivery_made import ROOM, session
from kept_plan_made import plan, written
from ledger_factory import added

from openpbm.cli.codes import DEVICE, TOLD_TO_END
from openpbm.cli.session import _way
from openpbm.cli.session_keys import ToldToEnd
from openpbm.cli.session_run import SessionChoices, sitting
from openpbm.delivery.order import Order, order_of
from openpbm.devices.clock import moment
from openpbm.errors import LedgerError
from openpbm.files.ledger.store import open_ledger, read_ledger
from openpbm.files.plan.kept import read_plan
from openpbm.record import LightEvent, SessionBegun, SessionEnded
from openpbm.sitting.book import Unkept
from openpbm.sitting.checklist import ALL_HOLDS
from openpbm.sitting.turn import Turn

SOURCE = Path(__file__).parents[2] / "src"
FULL = "/ledger.sqlite: found that the disk is full"


class Disk(Unkept):
    """A ledger in memory on a disk that takes some events and not others."""

    def __init__(self, fails: Callable[[int, LightEvent], bool]) -> None:
        super().__init__(moment())
        self.kept: list[LightEvent] = []
        self._fails, self._count = fails, iter(range(10**9))

    def append(self, event: LightEvent) -> object:
        if self._fails(next(self._count), event):
            raise LedgerError(FULL)
        self.kept.append(event)
        return super().append(event)


def given(tmp_path: Path, where: Disk) -> int | None:
    """A session for it, in fast motion; its exit code, None where it was given in whole."""
    kept = read_plan(written(tmp_path, plan()))
    turn = Turn(kept, where, moment, holder="test", by_hand=False)
    order = turn.open().order
    assert order is not None
    assert turn.answered(ALL_HOLDS) is None
    choices = SessionChoices(way=_way("simulated", tmp_path), speed=2000.0, yes=True)
    return sitting(order, choices, turn)


@pytest.mark.parametrize("first", [0, 1, 2, 10])
def test_a_disk_that_fills_is_no_success(tmp_path: Path, first: int) -> None:
    where = Disk(lambda number, _: number >= first)
    assert given(tmp_path, where) == DEVICE
    assert len(where.kept) == first


def test_an_end_that_finds_no_room_is_no_success(tmp_path: Path) -> None:
    where = Disk(lambda _, event: isinstance(event, SessionEnded))
    assert given(tmp_path, where) == DEVICE


def test_a_disk_with_room_is_one(tmp_path: Path) -> None:
    where = Disk(lambda _, __: False)
    assert given(tmp_path, where) is None
    assert isinstance(where.kept[-1], SessionEnded)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
@pytest.mark.parametrize("words", [["masks"], ["masks", "--json"], ["schema", "person"]])
def test_a_full_disk_behind_standard_output_is_no_fault_of_ours(words: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        made = subprocess.run(
            [sys.executable, "-m", "openpbm", *words],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=3000,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
        )  # fmt: skip
    assert made.returncode == 2, made.stderr
    assert "no space left on device" in made.stderr
    assert "Traceback" not in made.stderr


# ------------------------------------------------------------------------------------- signals


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signal")
@pytest.mark.parametrize("sign", ["SIGTERM", "SIGHUP"])
def test_being_told_to_end_is_dark_and_written_down(tmp_path: Path, sign: str) -> None:
    ledger = tmp_path / "ledger.sqlite"
    with open_ledger(ledger) as kept:
        kept.append(added())
    running = subprocess.Popen(
        [sys.executable, "-m", "openpbm", "session", str(written(tmp_path, plan())),
         "--ledger", str(ledger), "--yes"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUNBUFFERED": "1"},
        preexec_fn=lambda: signal.signal(getattr(signal, sign), signal.SIG_DFL),  # under nohup, too
    )  # fmt: skip
    with ended(running):
        end_s = time.monotonic() + 300
        while not [e for e in events(ledger) if isinstance(e, SessionBegun)]:
            assert time.monotonic() < end_s
            time.sleep(0.1)
        running.send_signal(getattr(signal, sign))
        told, problems = running.communicate(timeout=300)
    assert running.returncode == TOLD_TO_END, problems
    assert isinstance(events(ledger)[-1], SessionEnded)
    assert "Stopped" in told


@contextmanager
def ended(running: subprocess.Popen[str]) -> Iterator[None]:
    """Whatever a test finds, nothing is left running."""
    try:
        yield
    finally:
        running.kill()
        running.communicate()


def events(ledger: Path) -> tuple[LightEvent, ...]:
    with read_ledger(ledger) as kept:
        return kept.events("ann")


def test_being_told_to_end_asks_nobody_about_a_mask_that_is_switched_by_hand() -> None:
    from test_session_command import Stage, interrupted

    what = order_of(session(), mask_id="m", room_j_cm2=ROOM, by_hand=True)
    assert isinstance(what, Order)
    stage = Stage(what, {})
    interrupted(stage, ToldToEnd, 15_000).play()
    assert isinstance(stage.kept[-1], SessionEnded)
    assert min(stage.runner.state.counted_ms) == what.programme_ms  # upwards: as its own timer
