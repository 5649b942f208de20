"""A mask to try: two commands, nothing plugged in, nothing shines and nothing counts."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from kept_plan_made import written
from ledger_factory import added
from test_new_transport import PACKAGE, PATIENCE_S, run, very_short_plan
from test_open_mask import BUSY, TRIES, order

from openpbm.devices.demo_mask import DemoMask, reach
from openpbm.devices.hail import hailed
from openpbm.devices.open_mask import link_of
from openpbm.devices.tcp_link import tcp_link
from openpbm.errors import DeviceError
from openpbm.files.ledger.store import open_ledger, read_ledger
from openpbm.files.paired_file import paired_path, read_paired
from openpbm.sitting.device import Access, Paired
from openpbm.tracking.account import record_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no interrupt to end it by")


def in_the_background() -> None:
    """As a shell starts what ends in "&": interrupts are ignored from the start."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def played(folder: Path, end: signal.Signals) -> Iterator[subprocess.Popen[str]]:
    """The first command; ended as a person, or the system, ends it."""
    playing = subprocess.Popen(
        [sys.executable, "-m", "openpbm", "device", "demo", str(folder / "plan.json")],
        stdout=subprocess.PIPE, text=True, preexec_fn=in_the_background,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), "XDG_STATE_HOME": str(folder / "s")},
    )  # fmt: skip
    assert playing.stdout is not None
    assert "Nothing shines" in playing.stdout.readline()
    assert "--device demo" in playing.stdout.readline()
    yield playing
    playing.send_signal(end)
    assert "The mask is gone." in playing.communicate(timeout=PATIENCE_S)[0]
    assert playing.returncode == 0


def session(folder: Path, *more: str) -> tuple[int, str]:
    """The second command, as it stands in the readme, and what it told; nobody has a ledger yet."""
    plan = str(folder / "plan.json")
    words = ["-m", "openpbm", "session", plan, "--device", "demo", "--yes", *more]
    made = run(PACKAGE.parent, folder / "s", *words)
    return made.returncode, " ".join((made.stdout + made.stderr).split())


def in_the_end(folder: Path, *more: str) -> str:
    """What it told, once this machine had the time to be on time; the light was given whole."""
    for _ in range(TRIES):
        code, told = session(folder, *more)
        if BUSY not in told:
            break
    assert code == 0 and "Done. All of today's light is given." in told, told
    assert told.endswith("That was practice: nothing shone, and it counts for nothing.")
    return told


def test_two_commands_give_a_session_that_is_practice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    written(tmp_path, very_short_plan())
    ledger, paired = tmp_path / "ledger.sqlite", tmp_path / "s" / "openpbm-masks" / "paired.json"
    with open_ledger(ledger) as kept:
        kept.append(added())
    with played(tmp_path, signal.SIGINT):
        assert "nothing is kept of it" in in_the_end(tmp_path)
        assert not (tmp_path / "data").exists(), "a ledger that nobody asked for"
        assert "nothing is kept of it" not in in_the_end(tmp_path, "--ledger", str(ledger))
        assert paired_path({"XDG_STATE_HOME": str(tmp_path / "s")}, system="linux") == paired
        assert [mask.transport for mask in read_paired(paired, lambda: None)] == ["demo"]
    assert read_paired(paired, lambda: None) == (), "what was paired for it is forgotten"
    with read_ledger(ledger) as kept:
        record = record_of(kept.events("ann"), "ann")
    assert record.sittings == () and len(record.practice) >= 1


def test_one_that_the_system_ends_leaves_no_pairing(tmp_path: Path) -> None:
    written(tmp_path, very_short_plan())
    paired = tmp_path / "s" / "openpbm-masks" / "paired.json"
    with played(tmp_path, signal.SIGTERM):
        assert len(read_paired(paired, lambda: None)) == 1
    assert read_paired(paired, lambda: None) == ()


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[DemoMask]:
    made = DemoMask(order(tmp_path), key=bytes(32), fresh=secrets.token_bytes)
    over = threading.Event()
    serving = threading.Thread(target=lambda: made.serve(over.is_set), daemon=True)
    serving.start()
    yield made
    over.set()
    serving.join()


def test_a_line_that_breaks_or_talks_nonsense_does_not_stop_it(demo: DemoMask) -> None:
    for number in range(12):
        line = link_of(demo.address)
        line.send(secrets.token_bytes(1 + 40 * number))
        line.close()
    link = link_of(demo.address)
    assert hailed(link) is not None
    link.close()


def test_its_time_runs_as_time_does(demo: DemoMask, tmp_path: Path) -> None:
    mask = Paired(
        transport="demo", name="demo", address=demo.address, mask_id="made", key=lambda: bytes(32)
    )
    with pytest.raises(DeviceError, match="expected 1"):
        reach(order(tmp_path), Access(fresh=secrets.token_bytes, speed=10.0, paired=mask))
    device = reach(order(tmp_path), Access(fresh=secrets.token_bytes, paired=mask))
    assert device.link.is_open
    device.close()


def test_one_that_is_no_longer_played_is_told_with_how_to_play_it(tmp_path: Path) -> None:
    """Killed, it could not forget its pairing."""
    gone = Paired(
        transport="demo", name="demo", address="tcp:127.0.0.1:9", mask_id="m", key=lambda: bytes(32)
    )
    with pytest.raises(DeviceError, match="expected one: openpbm device demo"):
        reach(order(tmp_path), Access(fresh=secrets.token_bytes, paired=gone))


def test_a_port_that_another_program_has_is_told(demo: DemoMask, tmp_path: Path) -> None:
    port = int(demo.address.rpartition(":")[2])
    with pytest.raises(DeviceError, match=f"port {port}: found no way to open it"):
        DemoMask(order(tmp_path), key=bytes(32), fresh=secrets.token_bytes, port=port)
    tcp_link(f"127.0.0.1:{port}").close()
