"""Kill `openpbm session` at a random moment, and hold the ledger against the light of its mask."""

from __future__ import annotations

import os
import random
import select
import signal
import struct
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from as_light import practice_counts
from ledger_factory import added
from ledger_harness import in_fork

from openpbm.cli.main import main
from openpbm.devices.simulated import SimulatedMask
from openpbm.files.anchor import Anchors
from openpbm.files.ledger.path import anchors_path
from openpbm.files.ledger.store import open_ledger, read_ledger
from openpbm.tracking.account import history, record_of

TOLD = struct.Struct("<dd")  # light so far, and what the running lease may still add, ms
SPEED = "400"  # light for a second or so, most of it spent on the disk
MOST_S = 60.0


@dataclass(frozen=True, kw_only=True)
class SessionKill:
    """One kill, in ms of planned light: what the mask gave, and what the ledger counts."""

    gave_ms: float  # the lease that ran on after the kill included
    counted_ms: float
    tick_ms: float
    is_sound: bool
    was_over: bool  # the session had ended before the kill


@practice_counts()
def killed_session(folder: Path, plan: Path, rng: random.Random, *, most_s: float) -> SessionKill:
    """Give a session in a copy of this process and kill it within so many seconds of its light."""
    ledger = folder / "ledger.sqlite"
    with open_ledger(ledger) as kept:
        kept.append(added())
    child, out = in_fork(lambda into: _give(plan, ledger, into))
    select.select([out], [], [], MOST_S)  # it is about to shine
    time.sleep(rng.uniform(0.0, most_s))
    over = os.waitpid(child, os.WNOHANG)[0] != 0
    if not over:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    told = b""
    while part := os.read(out, 1 << 20):
        told += part
    os.close(out)
    return _looked_at(ledger, told, was_over=over)


def _give(plan: Path, ledger: Path, out: int) -> None:
    """The command itself; its mask says aloud what it gave after every step. Never returns."""
    move = SimulatedMask.advance

    def told(self: SimulatedMask, to_ms: float) -> None:
        move(self, to_ms)
        lease_ms = float(max(self.core.lease.end_ms - self.core.now_ms, 0))
        lit = any(self.board.gates)
        os.write(out, TOLD.pack(max(self.board.true_ms), lease_ms if lit else 0.0))

    SimulatedMask.advance = told  # type: ignore[method-assign]
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    os._exit(main(["session", str(plan), "--ledger", str(ledger), "--yes", "--speed", SPEED]))


def _looked_at(ledger: Path, told: bytes, *, was_over: bool) -> SessionKill:
    whole = [TOLD.unpack_from(told, at) for at in range(0, len(told) - TOLD.size + 1, TOLD.size)]
    true_ms, lease_ms = whole[-1] if whole else (0.0, 0.0)
    with read_ledger(ledger, anchors=Anchors(anchors_path(os.environ))) as kept:
        sound, events = kept.verify().is_sound, kept.folded("ann")
    sittings = record_of(events, "ann").sittings
    counted = [dict(sitting.counted_min)["red"] * 60_000 for sitting in sittings]
    ticks = [sitting.begun.tick_s * 1_000 for sitting in sittings]
    day = sittings[0].begun.day if sittings else added().at_utc.date()
    return SessionKill(
        gave_ms=true_ms + lease_ms,
        counted_ms=sum(counted),
        tick_ms=sum(ticks),
        is_sound=sound and history(events, "ann", day).is_known and len(sittings) <= 1,
        was_over=was_over,
    )
