"""Killed, cut, torn, hammered: the ledger holds, and what is lost is counted upwards.

The same with figures: `tests/bench/ledger_kill.py`; docs/safety/ledger.md.
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest
from ledger_factory import added, begun, progress
from ledger_harness import (
    SOURCE,
    entries_after,
    killed,
    killed_without_log,
    recorded,
    safe_before,
)

from openpbm.files.ledger import schema
from openpbm.files.ledger.store import open_ledger

KILLS, TICKS = 10, 8
LOG_HEAD, FRAME_HEAD = 32, 24


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_killed_at_any_moment_it_holds_and_counts_upwards(tmp_path: Path) -> None:
    rng = random.Random(4)
    path = tmp_path / "ledger.sqlite"
    with open_ledger(path) as ledger:
        ledger.append(added())
    for number in range(KILLS):
        found = killed(path, first=number * 1000, rng=rng)
        assert found.is_sound, found
        assert found.is_counted_up, found
        assert found.kept_ticks >= found.safe_ticks, found  # nothing that was told safe is gone
        assert found.dose_missing_j_cm2 <= 1e-9, found


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_killed_and_its_log_lost_what_was_begun_counts_in_whole(tmp_path: Path) -> None:
    rng = random.Random(7)
    whole = 0
    for number in range(KILLS // 2):
        found = killed_without_log(tmp_path / str(number) / "ledger.sqlite", rng)
        assert found.is_counted_up, found
        assert found.is_sound, found
        whole += found.is_whole
    assert whole  # of some, progress was lost


def test_cut_at_every_write_it_keeps_what_was_safe(tmp_path: Path) -> None:
    made = recorded(tmp_path / "made.sqlite", TICKS)
    page = int.from_bytes(made.log[8:12], "big")
    frame = FRAME_HEAD + page
    rng = random.Random(5)
    ends = range(LOG_HEAD, len(made.log) + 1, frame)
    inside = [rng.randrange(len(made.log)) for _ in ends]
    for size in (0, *ends, *(end + FRAME_HEAD for end in ends), *inside):
        held = entries_after(tmp_path, made.file, made.log[:size])
        assert held == safe_before(made, size), size
    for end in ends[1:]:  # half of the last page did not arrive
        torn = made.log[: end - page // 2] + bytes(
            b ^ 0x5A for b in made.log[end - page // 2 : end]
        )
        assert entries_after(tmp_path, made.file, torn) == safe_before(made, end - 1), end


def test_a_bit_turned_in_what_was_safe_is_never_passed_over(tmp_path: Path) -> None:
    made = recorded(tmp_path / "made.sqlite", TICKS)
    everything = made.commits[-1][1]
    rng = random.Random(6)
    long_safe = made.commits[-3][0]  # two transactions lie behind
    for _ in range(15):
        at = rng.randrange(LOG_HEAD, long_safe)
        turned = made.log[:at] + bytes([made.log[at] ^ (1 << rng.randrange(8))])
        held = entries_after(tmp_path, made.file, turned + made.log[at + 1 :])
        assert held in (None, everything), at


HAMMER = """
import sys
from pathlib import Path
from ledger_factory import progress
from openpbm.files.ledger import schema
from openpbm.files.ledger.store import open_ledger
first = int(sys.argv[2])
for tick in range(first, first + 40):
    with open_ledger(Path(sys.argv[1])) as ledger:
        ledger.append(progress(tick / 60))
"""


def test_two_processes_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with open_ledger(path) as ledger:
        ledger.append(added(), begun())
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), str(Path(__file__).parent)])}
    children = [
        subprocess.Popen([sys.executable, "-c", HAMMER, str(path), str(first)], env=env)
        for first in (0, 20)
    ]
    assert [child.wait(timeout=100) for child in children] == [0, 0]
    with open_ledger(path) as ledger:
        events = ledger.events("ann")
        assert ledger.verify().is_sound
    assert set(events[2:]) == {progress(tick / 60) for tick in range(60)}
    assert len(events) == 2 + 60


def test_two_processes_may_make_the_ledger_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    script = (
        "import sys; from pathlib import Path; from ledger_factory import added; "
        "from openpbm.files.ledger.store import open_ledger; "
        "l = open_ledger(Path(sys.argv[1])); l.append(added(sys.argv[2], sys.argv[2])); l.close()"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), str(Path(__file__).parent)])}
    children = [
        subprocess.Popen([sys.executable, "-c", script, str(path), name], env=env)
        for name in ("ann", "bo", "cy")
    ]
    assert [child.wait(timeout=100) for child in children] == [0, 0, 0]
    with open_ledger(path) as ledger:
        assert {person.name for person in ledger.people()} == {"ann", "bo", "cy"}
        assert ledger.verify().is_sound


@pytest.mark.parametrize("look", [1, 2, 3, 4])
def test_a_file_that_another_process_is_just_making_is_no_other_programs(
    tmp_path: Path, look: int
) -> None:
    """Made between any two statements of whoever looks what it is."""
    path = tmp_path / "ledger.sqlite"
    path.touch()
    looks = iter(range(1, 100))

    def made(_statement: str) -> None:
        if next(looks) == look:
            with (
                closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as other,
                suppress(sqlite3.OperationalError),  # one statement lets nobody in between
            ):
                other.execute("BEGIN EXCLUSIVE")
                schema.create(other, schema.VERSION_3, schema.VERSION)
                other.execute("COMMIT")

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.set_trace_callback(made)
        assert schema.version_of(connection, path) in (0, schema.VERSION)
