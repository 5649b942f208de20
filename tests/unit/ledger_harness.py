"""Kill a writer, cut its log, and look at what is left."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from ledger_factory import DAY, NOON, RED_PER_MIN, added, begun, ended, progress, whole

from openpbm.errors import LedgerError
from openpbm.files.anchor import Anchors
from openpbm.files.ledger.store import open_ledger, read_ledger
from openpbm.files.wal import wal_of
from openpbm.record import SessionEnded, SessionProgress
from openpbm.tracking.account import history, record_of

HERE = Path(__file__).resolve()
SOURCE = HERE.parents[2] / "src"
TICK_S = 1.0
TICKS = 40  # of a session that a child writes before it begins the next


def anchors_of(path: Path) -> Anchors:
    """Of a ledger of the tests: beside its folder."""
    return Anchors(path.parent.with_name(f"{path.parent.name}-anchors"))


def write_for_ever(path: Path, first: int, out: int) -> None:
    """Sessions one after another; tells a file descriptor each tick once it is safe."""

    def say(line: str) -> None:
        os.write(out, line.encode())

    with open_ledger(path, anchors=anchors_of(path)) as ledger:
        number = first
        while True:
            name = f"s{number}"
            at = NOON + timedelta(hours=number)
            ledger.append(begun(name, at=at, tick_s=TICK_S))
            say(f"{name} 0\n")
            for tick in range(1, TICKS + 1):
                ledger.append(progress(tick * TICK_S / 60, name, at=at))
                say(f"{name} {tick}\n")
            ledger.append(ended(TICKS * TICK_S / 60, name, at=at))
            say(f"{name} end\n")
            number += 1


@dataclass(frozen=True, kw_only=True)
class Kill:
    """One kill: what the child had been told is safe, and what the ledger then held."""

    safe_ticks: int  # of all sessions, as the child had it on return
    kept_ticks: int
    is_sound: bool
    is_counted_up: bool  # no session counts less than was safe, an open one a tick more
    dose_missing_j_cm2: float  # of the day, against what had shone; never above zero
    tail: str


def killed(
    path: Path, *, first: int, rng: random.Random, wait_s: float = 0.06, fork: bool = False
) -> Kill:
    """Start a writer, kill it at a random moment of its writing, and look.

    `fork` copies this process instead of starting a fresh one: far quicker, POSIX only.
    """
    return looked_at(path, told_until_killed(path, first=first, rng=rng, wait_s=wait_s, fork=fork))


def told_until_killed(
    path: Path, *, first: int, rng: random.Random, wait_s: float, fork: bool
) -> list[str]:
    """What a writer said before it was killed, a line for all that was safe."""
    started = _forked if fork else _started
    child, out = started(path, first)
    told = os.read(out, 100)  # the first session has begun
    time.sleep(rng.uniform(0.0, wait_s))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while part := os.read(out, 65536):
        told += part
    os.close(out)
    return told.decode().splitlines()  # lines are short: never torn in a pipe


def _started(path: Path, first: int) -> tuple[int, int]:
    """Process id of a writer, and the end of a pipe to hear it by."""
    out, into = os.pipe()
    child = subprocess.Popen(
        [sys.executable, str(HERE), str(path), str(first)],
        stdout=into,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    os.close(into)
    child.returncode = -signal.SIGKILL  # it is waited for by its id
    return child.pid, out


def _forked(path: Path, first: int) -> tuple[int, int]:
    return in_fork(lambda into: write_for_ever(path, first, into))


def in_fork(work: Callable[[int], object]) -> tuple[int, int]:
    """A copy of this process that works and never returns; its id, and where it tells."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        work(into)
    os.close(into)
    return child, out


def looked_at(path: Path, told: list[str]) -> Kill:
    """Hold what is kept against the lines of a writer."""
    safe, closed = safe_of(told)
    with open_ledger(path, anchors=anchors_of(path)) as ledger:
        verified = ledger.verify()  # the anchor held against the file as well
        events = ledger.events("ann")
        folded = ledger.folded("ann")  # what counts; it is refused where the anchor leads
    ends = {e.session_id for e in events if isinstance(e, SessionEnded)}
    kept = dict.fromkeys(safe, 0)
    for event in events:
        if isinstance(event, SessionProgress) and event.session_id in kept:
            reached = round(event.lit_min[0][1] * 60 / TICK_S)
            kept[event.session_id] = max(kept[event.session_id], reached)
    counted = {
        sitting.begun.session_id: dict(sitting.counted_min)["red"] * 60 / TICK_S
        for sitting in record_of(folded, "ann").sittings
        if sitting.begun.session_id in safe
    }
    up = all(
        counted[name] >= ticks + (0 if name in ends else 1) - 1e-9 for name, ticks in safe.items()
    )
    # the tick that was shining when it died had shone in full at the worst; after the last
    # tick of a session it is dark
    shone = sum(min(ticks + (0 if name in closed else 1), TICKS) for name, ticks in safe.items())
    missing = (shone - sum(counted.values())) * TICK_S / 60 * RED_PER_MIN
    return Kill(
        safe_ticks=sum(safe.values()),
        kept_ticks=sum(kept.values()),
        is_sound=verified.is_sound and closed <= ends and set(counted) == set(safe),
        is_counted_up=up and history(events, "ann", DAY).is_known,
        dose_missing_j_cm2=missing,
        tail=told[-1],
    )


@dataclass(frozen=True, kw_only=True)
class Lost:
    """A kill after which the log beside the file was lost as well."""

    is_counted_up: bool  # no session counts less than what had shone
    is_sound: bool  # it opens, verifies and is written to again, without being asked
    is_whole: bool  # progress was lost, and what was begun counts in whole


def killed_without_log(path: Path, rng: random.Random) -> Lost:
    """A fresh ledger, its writer killed, its log gone."""
    anchors = anchors_of(path)
    with open_ledger(path, anchors=anchors) as ledger:
        ledger.append(added())
    told = told_until_killed(path, first=0, rng=rng, wait_s=0.3, fork=sys.platform != "win32")
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    safe, closed = safe_of(told)
    with read_ledger(path, anchors=anchors) as read:
        sittings = {s.begun.session_id: s for s in record_of(read.folded("ann"), "ann").sittings}
    counted = {name: dict(s.counted_min)["red"] * 60 / TICK_S for name, s in sittings.items()}
    shone = {name: ticks + (name not in closed) for name, ticks in safe.items()}
    with open_ledger(path, anchors=anchors) as ledger:
        ledger.append(*whole("next", at=NOON + timedelta(days=9)))
        sound = ledger.verify().is_sound
        later = {s.begun.session_id: s for s in record_of(ledger.folded("ann"), "ann").sittings}
    return Lost(
        is_counted_up=all(
            counted[name] >= min(ticks, TICKS) - 1e-9
            and later[name].counted_min == sittings[name].counted_min
            for name, ticks in shone.items()
        ),
        is_sound=sound,
        is_whole=any(c * TICK_S >= s.begun.planned_min * 60 for s, c in
                     zip(sittings.values(), counted.values(), strict=True)),
    )  # fmt: skip


def safe_of(told: list[str]) -> tuple[dict[str, int], set[str]]:
    """Ticks of each session that were safe, and the sessions that had ended."""
    safe: dict[str, int] = {}
    closed = set()
    for line in told:
        name, _, tick = line.partition(" ")
        if tick == "end":
            closed.add(name)
        elif tick:
            safe[name] = max(safe.get(name, 0), int(tick))
    return safe, closed


# ---- cuts


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A workload's file and log after each commit, and how many entries were then safe."""

    file: bytes
    log: bytes  # the last: earlier ones are its beginnings
    commits: tuple[tuple[int, int], ...]  # bytes of log, entries


def recorded(path: Path, ticks: int) -> Recorded:
    """A session written tick by tick into one log that is never moved over."""
    commits = []
    with open_ledger(path) as ledger:
        ledger.append(added(), begun(tick_s=TICK_S))
        ledger._checkpoint("TRUNCATE")
        file = path.read_bytes()
        for tick in range(1, ticks + 1):
            # by the clock no time passes, so that the log is never moved into the file
            ledger.append(replace(progress(tick * TICK_S / 60), at_utc=NOON))
            commits.append((len(wal_of(path).read_bytes()), 2 + tick))
        log = wal_of(path).read_bytes()
        assert path.read_bytes() == file  # all of it is in the log
    return Recorded(file=file, log=log, commits=tuple(commits))


def entries_after(folder: Path, file: bytes, log: bytes) -> int | None:
    """Entries that a ledger left like this holds when it verifies; None: it was refused."""
    path = folder / "cut.sqlite"
    for old in folder.glob("cut.sqlite*"):
        old.unlink()
    path.write_bytes(file)
    wal_of(path).write_bytes(log)
    try:
        with read_ledger(path) as ledger:
            entries = len(ledger.events("ann"))
            verified = ledger.verify()
            return entries if verified.is_sound else None
    except LedgerError:
        return None


def safe_before(made: Recorded, size: int) -> int:
    """Entries whose commit lies whole within the first bytes of the log."""
    return max([entries for end, entries in made.commits if end <= size], default=2)


if __name__ == "__main__":
    write_for_ever(Path(sys.argv[1]), int(sys.argv[2]), sys.stdout.fileno())
