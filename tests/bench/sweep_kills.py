"""Kill workers, scheduler and command of a sweep, again and again: the results must be equal.

    python tests/bench/sweep_kills.py [KILLS] [FOLDER]

Rounds go on until so many processes were killed (50). Each begins a sweep of small blocks in a new
folder, kills by chance and by SIGKILL, starts again whatever died, and compares every part and the
summary with those of a run that nothing disturbed, byte for byte.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
PORT = 8797
KINDS = ("worker", "worker", "worker", "scheduler", "command")  # in what shares
DESIGNS, SEEDS, PEOPLE, SCENARIOS = 6, 8, 20, 4
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(ROOT / "src"),
    "OPENBLAS_NUM_THREADS": "1",
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "30",
}


def sweep_file(folder: Path) -> Path:
    """Many small blocks: one for each design and seed."""
    (folder / "panel.toml").write_bytes((ROOT / "examples" / "sweep-panel.toml").read_bytes())
    designs = "".join(f'[[design]]\nname = "{k}"\nminutes = {k + 5}\n\n' for k in range(DESIGNS))
    file = folder / "sweep.toml"
    file.write_text(
        f'masks = ["panel.toml"]\nscenarios = {SCENARIOS}\nseeds = {list(range(SEEDS))}\n\n'
        f"[people]\ncount = {PEOPLE}\nita_deg = [-50, 60]\n\n{designs}",
        encoding="utf-8",
    )
    return file


def started(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip


def scheduler() -> subprocess.Popen[bytes]:
    return started("distributed.cli.dask_scheduler", "--port", str(PORT), "--no-dashboard")


def worker() -> subprocess.Popen[bytes]:
    return started(
        *("distributed.cli.dask_worker", f"tcp://127.0.0.1:{PORT}", "--nthreads", "1"),
        *("--no-dashboard", "--memory-limit", "2GiB"),
    )


def command(file: Path, out: Path) -> subprocess.Popen[bytes]:
    return started(
        *("openpbm", "sweep", str(file), "--out", str(out)),
        *("--scheduler", f"tcp://127.0.0.1:{PORT}"),
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """With all that it started."""
    for child in psutil.Process(process.pid).children(recursive=True):
        child.kill()
    process.kill()
    process.wait()


def content(out: Path) -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in sorted((out / "parts").iterdir())}
    return found | {"summary.json": (out / "summary.json").read_bytes()}


def disturbed(file: Path, out: Path, chance: random.Random, kills: Counter[str], most: int) -> int:
    """One sweep to its end, with kills in between; how often the command was given."""
    processes = {"scheduler": scheduler(), "worker": worker(), "command": command(file, out)}
    given = 1
    try:
        while True:
            due = time.monotonic() + chance.uniform(5.0, 14.0)
            while time.monotonic() < due and processes["command"].poll() is None:
                time.sleep(0.1)
            if processes["command"].poll() == 0:
                return given
            if kills.total() < most and processes["command"].poll() is None:
                kind = chance.choice(KINDS)
                victim = processes[kind]
                if kind == "worker":  # the process that works, or now and then its guard with it
                    children = psutil.Process(victim.pid).children(recursive=True)
                    if children and chance.random() < 0.5:
                        os.kill(children[-1].pid, signal.SIGKILL)
                    else:
                        end(victim)
                else:
                    end(victim)
                kills[kind] += 1
            for kind, again in (("scheduler", scheduler), ("worker", worker)):
                if processes[kind].poll() is not None:
                    processes[kind] = again()
            if processes["command"].poll() not in (None, 0):
                processes["command"] = command(file, out)
                given += 1
    finally:
        for process in processes.values():
            if process.poll() is None:
                end(process)


def main() -> int:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    ENVIRONMENT["XDG_CACHE_HOME"] = str(folder / "cache")
    file, began = sweep_file(folder), time.monotonic()
    alone = [sys.executable, "-m", "openpbm", "sweep", str(file), "--workers", "1"]
    subprocess.run(
        [*alone, "--out", str(folder / "alone")],
        env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    whole = content(folder / "alone")
    chance, kills, rounds, given, unequal = random.Random(18), Counter[str](), 0, 0, 0
    while kills.total() < most:
        rounds += 1
        out = folder / f"round-{rounds}"
        given += disturbed(file, out, chance, kills, most)
        unequal += content(out) != whole
        print(f"round {rounds}: {dict(kills)}, unequal: {unequal}", flush=True)
    told = {
        "kills": dict(sorted(kills.items())),
        "rounds": rounds,
        "parts": len(whole) - 1,
        "commands_given": given,
        "unequal": unequal,
        "minutes": round((time.monotonic() - began) / 60, 1),
    }
    print(json.dumps(told, indent=1))
    return 1 if unequal else 0


if __name__ == "__main__":
    sys.exit(main())
