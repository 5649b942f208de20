"""Writes tests/slow.txt, the tests that the edit loop leaves out, from a run's own durations.

    pytest --durations=0 --durations-min=0.2 -vv | tee run.txt
    python tests/bench/slow.py run.txt [--over 1.0]

A test is slow when its call and its set-up together take longer than the given seconds. What is
listed and no longer exists is left out; `pytest -m "not slow"` runs the rest.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

LIST = Path(__file__).parents[1] / "slow.txt"
LINE = re.compile(r"([\d.]+)s (?:call|setup|teardown)\s+(\S+?)(?:\[.*)?$")


def slow_in(lines: list[str], over_s: float) -> list[str]:
    """Names of test functions, without their parameters: the slowest case counts."""
    taken: dict[str, float] = {}
    for line in lines:
        if found := LINE.match(line.strip()):
            taken[found[2]] = taken.get(found[2], 0.0) + float(found[1])
    return sorted(name for name, seconds in taken.items() if seconds > over_s)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("--over", type=float, default=1.0, help="seconds")
    asked = parser.parse_args()
    found = slow_in(asked.run.read_text().splitlines(), asked.over)
    LIST.write_text("".join(f"{name}\n" for name in found))
    print(f"{len(found)} slow tests")
