"""`openpbm device log` over a line: what a dead host guessed, the log of its mask says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from far_mask import on_a_network
from kept_plan_made import written
from ledger_factory import added
from session_race import short_plan
from test_new_transport import PACKAGE, PATIENCE_S, ROOM
from test_open_mask import known

from openpbm.cli.main import main
from openpbm.delivery.order import Order, order_of
from openpbm.files.ledger.store import open_ledger, read_ledger
from openpbm.files.plan.digest import sealed
from openpbm.files.plan.kept import read_plan
from openpbm.record import LightEvent, SessionResolved
from openpbm.tracking.account import record_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such kill, and no such lock")
Heard = pytest.CaptureFixture[str]


def order(folder: Path) -> Order:
    plan = read_plan(written(folder, sealed(short_plan())), needs_session=True)
    assert plan.session is not None
    made = order_of(plan.session, mask_id=plan.mask_id, room_j_cm2=ROOM)
    assert isinstance(made, Order)
    return made


def until(is_so: Callable[[], bool]) -> None:
    ends_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < ends_s, "it never comes"
        time.sleep(0.01)


def test_a_log_is_left_alone_in_a_session_and_replaces_the_guess_once_its_host_is_dead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Heard
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    ledger = tmp_path / "openpbm" / "ledger.sqlite"
    with open_ledger(ledger) as kept:
        kept.append(added())

    def events() -> tuple[LightEvent, ...]:
        with read_ledger(ledger) as kept:
            return kept.events("ann")

    with on_a_network(order(tmp_path)) as far:
        known(tmp_path / "state", far.address)
        words = ["session", str(tmp_path / "plan.json"), "--device", "open", "--yes"]
        host = subprocess.Popen(
            [sys.executable, "-m", "openpbm", *words], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        )  # fmt: skip
        until(lambda: far.lit_min > 0.01)
        assert main(["device", "log", "desk"]) == 3
        assert "found another program here that uses this mask" in capsys.readouterr().err
        assert far.mask.core.is_lit and host.poll() is None, "its order is not taken from it"
        host.send_signal(signal.SIGKILL)
        host.wait()
        until(lambda: not far.mask.core.is_lit)
        assert not any(isinstance(event, SessionResolved) for event in events())
        assert main(["device", "log", "desk"]) == 0
        assert "Ann: " in (told := capsys.readouterr().out), told
        assert "the mask's own log says" in told
        assert main(["device", "log", "desk"]) == 0
        shone_min = far.lit_min
    (said,) = [event for event in events() if isinstance(event, SessionResolved)]
    (sitting,) = record_of(events(), "ann").sittings
    assert said.is_whole and said.session_id == sitting.begun.session_id
    assert shone_min <= sitting.minutes <= shone_min * 1.01 + 60 / 60_000
    assert sitting.minutes < sitting.guessed
