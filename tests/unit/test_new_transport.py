"""Another transport is one file and one row: put into a copy of the package and used."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from kept_plan_made import written
from ledger_factory import added
from serial_mask import LENGTH_BYTES, frames_of
from session_race import short_plan

from openpbm.delivery.order import Order, order_of
from openpbm.devices.simulated import SimulatedMask
from openpbm.files.json_value import Json
from openpbm.files.ledger.store import open_ledger, read_ledger
from openpbm.files.paired_file import keep_paired, paired_path, read_paired
from openpbm.files.plan.digest import sealed
from openpbm.files.plan.kept import read_plan
from openpbm.record import SessionEnded
from openpbm.sitting.device import Paired
from openpbm.tracking.account import record_of

pytestmark = pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals to play a cable")

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "src" / "openpbm"
ROW = """    Transport(
        id="serial",
        source="serial",
        log_name=message("said-as_it_is", text="mask on a cable"),
        name=message("said-as_it_is", text="My mask, on its cable"),
        about=message("said-as_it_is", text="paired"),
        reach=serial.reach,
        is_paired=True,
    ),
"""
LIGHT_MIN = 0.04  # of a session in real time
KEY = bytes(range(32))
ROOM = {(band, "nose"): 96.0 for band in ("red", "nir")}
PATIENCE_S = 300.0  # for what never comes; no pace


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with one file more, and one row more in its table of transports."""
    made = tmp_path_factory.mktemp("copy")
    shutil.copytree(PACKAGE, made / "openpbm", ignore=shutil.ignore_patterns("__pycache__"))
    devices = made / "openpbm" / "devices"
    shutil.copyfile(HERE / "serial_mask.py", devices / "serial.py")
    table = devices / "transport.py"
    text = table.read_text("utf-8").replace(
        "from openpbm.devices import ", "from openpbm.devices import serial, ", 1
    )
    assert text.endswith("\n)\n")
    table.write_text(text.removesuffix(")\n") + ROW + ")\n", "utf-8")
    return made


def very_short_plan() -> dict[str, Json]:
    """A few seconds of light."""
    content = short_plan()
    own = content["session"]
    assert isinstance(own, dict) and isinstance(own["channels"], list)
    channels: list[Json] = [
        {**row, "minutes": LIGHT_MIN} for row in own["channels"] if isinstance(row, dict)
    ]
    return sealed({**content, "session": {**own, "minutes": LIGHT_MIN, "channels": channels}})


@dataclass
class FarEnd:
    """A simulated mask on the other end of a cable, in real time."""

    mask: SimulatedMask
    port: str
    cable: int
    is_over: bool = False

    def run(self) -> None:
        began_s, heard = time.monotonic(), b""
        while not self.is_over:
            now_ms = (time.monotonic() - began_s) * 1000.0
            try:
                heard += os.read(self.cable, 4096)
            except BlockingIOError:
                pass
            except OSError:  # nobody has the port open
                heard = b""
            frames, heard = frames_of(heard)
            for frame in frames:
                self.mask.take(frame, now_ms)
            self.mask.advance(now_ms)
            for frame in self.mask.taken():
                os.write(self.cable, len(frame).to_bytes(LENGTH_BYTES, "big") + frame)
            time.sleep(0.005)


@pytest.fixture
def far_end(tmp_path: Path) -> Iterator[FarEnd]:
    """A mask of the plan, plugged in, with the key of its pairing."""
    path = written(tmp_path, very_short_plan())
    plan = read_plan(path, needs_session=True)
    assert plan.session is not None
    order = order_of(plan.session, mask_id=plan.mask_id, room_j_cm2=ROOM)
    assert isinstance(order, Order)
    cable, port = os.openpty()
    os.set_blocking(cable, False)
    mask = SimulatedMask(order, key=KEY, fresh=secrets.token_bytes)
    far = FarEnd(mask=mask, port=os.ttyname(port), cable=cable)
    playing = threading.Thread(target=far.run, daemon=True)
    playing.start()
    yield far
    far.is_over = True
    playing.join()
    os.close(cable)
    os.close(port)


def run(house: Path, state: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A program of the copy."""
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, check=False, timeout=PATIENCE_S,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": f"{house}:{HERE}", "XDG_STATE_HOME": str(state)},
    )  # fmt: skip


def paired(state: Path, address: str) -> Paired:
    """A mask that this computer knows from now on."""
    path = paired_path({"XDG_STATE_HOME": str(state)}, system="linux")
    mask = Paired(transport="serial", name="cable", address=address, mask_id="made")
    keep_paired(path, mask, KEY, lambda: None)
    (known,) = read_paired(path)
    assert known == mask and known.key() == KEY
    assert path.stat().st_mode & 0o077 == 0  # whoever has the key may ask for light
    return mask


SILENT = "the mask did not answer for a second"  # on a machine that is too busy it is dark, rightly
TRIES = 3


def given(house: Path, folder: Path, mask: Paired) -> tuple[Path, str]:
    """A session for it, given in whole; its ledger, and what the command said."""
    for number in range(TRIES):
        ledger = folder / f"ledger-{number}.sqlite"
        with open_ledger(ledger) as kept:
            kept.append(added())
        made = run(
            house, folder / "state", "-m", "openpbm", "session", str(folder / "plan.json"), "--yes",
            "--device", f"serial:{mask.name}", "--ledger", str(ledger),
        )  # fmt: skip
        if SILENT not in " ".join(made.stdout.split()):
            break
    assert made.returncode == 0, made.stdout + made.stderr
    return ledger, made.stdout


def test_a_session_from_the_terminal_over_a_cable(
    house: Path, tmp_path: Path, far_end: FarEnd
) -> None:
    state = tmp_path / "state"
    ledger, told = given(house, tmp_path, paired(state, far_end.port))
    assert "Done. All of today's light is given." in told
    with read_ledger(ledger) as kept:
        events = kept.events("ann")
    assert isinstance(events[-1], SessionEnded)
    (sitting,) = record_of(events, "ann").sittings
    assert sitting.begun.source == "serial"
    shone_ms = max(far_end.mask.board.true_ms)  # of all tries
    assert shone_ms >= LIGHT_MIN * 60_000 - 400
    assert sitting.minutes == pytest.approx(LIGHT_MIN, abs=400 / 60_000)
    log = run(house, state, "-m", "openpbm", "ledger", "--ledger", str(ledger))
    assert "mask on a cable" in log.stdout, log.stdout + log.stderr


def test_a_mask_that_is_not_plugged_in_is_told_and_gives_no_light(
    house: Path, tmp_path: Path
) -> None:
    ledger, state = tmp_path / "ledger.sqlite", tmp_path / "state"
    with open_ledger(ledger) as kept:
        kept.append(added())
    path = written(tmp_path, very_short_plan())
    words = ("-m", "openpbm", "session", str(path), "--yes", "--ledger", str(ledger), "--device")
    unknown = run(house, state, *words, "serial:cable")
    assert unknown.returncode == 2
    assert 'so none called "serial:cable"' in " ".join(unknown.stderr.split())
    paired(state, "/dev/none")
    gone = run(house, state, *words, "serial:cable")
    assert gone.returncode == 3, gone.stdout + gone.stderr
    assert "/dev/none: found no mask on the link" in " ".join(gone.stdout.split())
    with read_ledger(ledger) as kept:
        assert len(kept.events("ann")) == 1


APP = """
import sys
from pathlib import Path
from session_race import house
from web_house import Visitor
from openpbm.reports.session_words import CHECKLIST
from openpbm.sitting.device import Paired
from openpbm.web.app import make_app
from openpbm.web.work import Workers
folder = Path(sys.argv[1])
person = house(folder)
known = Paired(
    transport="serial", name="cable", address="/dev/none", mask_id="m", key=lambda: bytes(32)
)
visitor = Visitor(make_app(folder, workers=Workers(apart=False), paired=lambda: (known,)))
page = visitor.page(f"/p/{person}/today")
assert 'value="serial:cable"' in page and "My mask, on its cable" in page
form = {f"check-{number}": "yes" for number in range(len(CHECKLIST))}
form |= {"do": "begin", "device": "serial:cable"}
_, told = visitor.send(f"/p/{person}/today", form, status=422)
assert "found no mask on the link" in told
assert "another checklist" not in visitor.page(f"/p/{person}/today")
"""


def test_the_app_offers_it_and_says_where_it_is_not_plugged_in(house: Path, tmp_path: Path) -> None:
    made = run(house, tmp_path / "state", "-c", APP, str(tmp_path / "house"))
    assert made.returncode == 0, made.stdout + made.stderr
