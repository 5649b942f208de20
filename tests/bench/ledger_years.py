"""Read the ledger of three and of ten years, and of a clinic, against an empty one.

    python tests/bench/ledger_years.py
    python tests/bench/ledger_years.py --sessions 1095 --people 0

Each reading runs in a process of its own (Linux). Prints the processor's seconds and the MB
that a reading adds to that of an empty ledger: every entry checked, the first reading (checked
and remembered) and after it. Exit code 1 where one of the last adds more than the limits.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from kept_plan_made import plan, written
from ledger_factory import added, begun, ended, progress

from openpbm.files.ledger.store import open_ledger
from openpbm.record import LightEvent

MOST_S, MOST_MB = 0.5, 50.0
TICKS = 180  # of a session of three minutes, one a second
CLINIC_TICKS, CLINIC_SESSIONS = 10, 10
IN_A_CHILD = """
import sys; from pathlib import Path; from datetime import date
from openpbm.files.anchor import Anchors; from openpbm.files.ledger.store import read_ledger
from openpbm.files.ledger.history import history_for; from openpbm.tracking.account import record_of
from openpbm.files.ledger.path import anchors_path; import os
from openpbm.web.light import Light
path, anchors = Path(sys.argv[1]), Anchors(anchors_path(os.environ))
"""
TOLD = """
import time, re
status = open("/proc/self/status").read()  # the peak of this program alone
print(time.process_time(), re.search("VmHWM:\\s+(\\d+)", status)[1], file=sys.stderr)
"""
COMMAND = "import sys; from openpbm.cli.main import main; main(sys.argv[1:])"
READINGS = {
    "whole": "read_ledger(path).events('ann')",
    "plan --ledger": "history_for(path, 'Ann', date.today(), anchors=anchors)",
    "page Log, Record": "Light(path, anchors).record('ann')",
    "page Today": "l = Light(path, anchors); l.book('ann', 'Ann').events(); l.record('ann')",
    "page People": "l = Light(path, anchors); [l.last(p.person_id) for p in l.ledger().people()]",
}


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a process took: of a processor, so that what others run beside it is no cost of ours."""

    seconds: float
    mb: float


def spent(words: list[str]) -> Cost:
    """Run a reading to its end."""
    code, *rest = words
    told = subprocess.run(
        [sys.executable, "-c", code + TOLD, *rest], capture_output=True, text=True, check=False
    )
    seconds, kb = told.stderr.split()[-2:]
    return Cost(seconds=float(seconds), mb=float(kb) / 1024)


def cheapest(words: list[str], rounds: int) -> Cost:
    """The best of some rounds."""
    return min((spent(words) for _ in range(rounds)), key=lambda cost: cost.seconds)


def more(cost: Cost, base: Cost) -> str:
    """What is added, in words."""
    return f"{cost.seconds - base.seconds:+.2f} s, {cost.mb - base.mb:+.0f} MB"


def sessions(count: int, ticks: int, person_id: str) -> Iterator[list[LightEvent]]:
    """One a day up to yesterday."""
    for number in range(count):
        at = datetime.now(UTC) - timedelta(days=count - number)
        name = f"{person_id}{number}"
        events: list[LightEvent] = [
            begun(name, person_id=person_id, at=at, planned_min=3.0, tick_s=2.0)
        ]
        events += [progress(3.0 * t / ticks, name, at=at) for t in range(1, ticks + 1)]
        yield [*events, ended(3.0, name, at=at)]


def ledger_of(path: Path, count: int) -> Path:
    """One person, so many sessions."""
    with open_ledger(path) as ledger:
        ledger.append(added())
        for events in sessions(count, TICKS, "ann"):
            ledger.append(*events)
    return path


def clinic(path: Path, people: int) -> Path:
    """So many people with ten sessions each; Ann is one of them."""
    with open_ledger(path) as ledger:
        for number in range(people):
            name = "ann" if number == people // 2 else f"p{number}"
            told = [e for s in sessions(CLINIC_SESSIONS, CLINIC_TICKS, name) for e in s]
            ledger.append(added(name, name.title()), *told)
    return path


def commands(path: Path, plan_file: Path) -> dict[str, list[str]]:
    """Every reading as words of a command line."""
    found = {name: [IN_A_CHILD + code, str(path)] for name, code in READINGS.items()}
    where = ["--ledger", str(path)]
    found["ledger"] = [COMMAND, "ledger", "Ann", *where]
    found["session"] = [COMMAND, "session", str(plan_file), "--as", "Ann", "--yes", *where]
    return found


def compared(title: str, path: Path, empty: Path, plan_file: Path, rounds: int) -> bool:
    """Print what each reading of a ledger adds; True where all keep the limits."""
    full, none = commands(path, plan_file), commands(empty, plan_file)
    base = {name: cheapest(words, rounds) for name, words in none.items()}
    whole = cheapest(full.pop("whole"), 1)
    first = spent(full["plan --ledger"])
    size = path.stat().st_size / 1e6
    print(
        f"{title}: {size:.0f} MB; every entry read {more(whole, base['whole'])}; "
        f"the first reading {more(first, base['plan --ledger'])}; after it:",
        flush=True,
    )
    spent(full["page Log, Record"])
    good = True
    for name, words in full.items():
        cost = cheapest(words, rounds)
        more_s, more_mb = cost.seconds - base[name].seconds, cost.mb - base[name].mb
        ratio = (whole.seconds - base["whole"].seconds) / max(more_s, 1e-3)
        good = good and more_s <= MOST_S and more_mb <= MOST_MB
        print(f"  {name:<18} {more(cost, base[name])} ({ratio:.0f} times as fast)", flush=True)
    return good


def main() -> int:
    """All ledgers; the exit code."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sessions", type=int, nargs="*", default=[1095, 3650])
    asked.add_argument("--people", type=int, default=10_000)
    asked.add_argument("--rounds", type=int, default=3)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        os.environ["XDG_STATE_HOME"] = str(folder / "state")
        # a plan that starts tomorrow: `session` reads all and then gives no light
        plan_file = written(folder, plan(date.today() + timedelta(days=1)))
        empty = ledger_of(folder / "empty.sqlite", 0)
        good = True
        for count in options.sessions:
            path = ledger_of(folder / f"{count}.sqlite", count)
            good = compared(f"{count} sessions", path, empty, plan_file, options.rounds) and good
        if options.people:
            path = clinic(folder / "clinic.sqlite", options.people)
            title = f"{options.people} people"
            compared(title, path, empty, plan_file, options.rounds)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
