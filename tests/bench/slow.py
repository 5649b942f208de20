"""Writes tests/slow.txt and tests/long.txt from a run's own durations.

    pytest --durations=0 --durations-min=0.02 -vv | tee run.txt
    python tests/bench/slow.py run.txt [--rest 100]

Slow are the slowest tests, as many as it takes until all others together take no longer than
the given seconds of one core; the edit loop leaves them out, `pytest -m "not slow"`. Long are the
files of ten seconds and more, the longest first, as a run takes them. What no longer exists is
left out of both.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from pathlib import Path

SLOW, LONG = (Path(__file__).parents[1] / name for name in ("slow.txt", "long.txt"))
LONG_S = 10.0
LINE = re.compile(r"([\d.]+)s (?:call|setup|teardown)\s+(\S+?)(?:\[.*)?$")


def taken_in(lines: list[str]) -> dict[str, float]:
    """Seconds of test functions, without their parameters: all cases count together."""
    taken: dict[str, float] = defaultdict(float)
    for line in lines:
        if found := LINE.match(line.strip()):
            taken[found[2]] += float(found[1])
    return taken


def long_in(taken: dict[str, float]) -> list[str]:
    """Files, the longest first."""
    files: dict[str, float] = defaultdict(float)
    for name, seconds in taken.items():
        files[name.split("::", maxsplit=1)[0]] += seconds
    ordered = sorted(files.items(), key=lambda each: -each[1])
    return [file for file, seconds in ordered if seconds >= LONG_S]


def slow_in(taken: dict[str, float], rest_s: float) -> list[str]:
    """Names of test functions."""
    left_s, kept = 0.0, set[str]()
    for name, seconds in sorted(taken.items(), key=lambda each: each[1]):
        left_s += seconds
        if left_s <= rest_s:
            kept.add(name)
    return sorted(taken.keys() - kept)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("--rest", type=float, default=100.0, help="seconds")
    asked = parser.parse_args()
    seconds = taken_in(asked.run.read_text().splitlines())
    slow, long = slow_in(seconds, asked.rest), long_in(seconds)
    SLOW.write_text("".join(f"{name}\n" for name in slow))
    LONG.write_text("".join(f"{file}\n" for file in long))
    print(f"{len(slow)} slow tests, {len(long)} long files")
