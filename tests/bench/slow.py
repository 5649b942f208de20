"""Writes tests/slow.txt, the tests that the edit loop leaves out, from a run's own durations.

    pytest --durations=0 --durations-min=0.02 -vv | tee run.txt
    python tests/bench/slow.py run.txt [--rest 100]

Slow are the slowest of them, as many as it takes until all others together take no longer than
the given seconds of one core. What is listed and no longer exists is left out;
`pytest -m "not slow"` runs the rest.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

LIST = Path(__file__).parents[1] / "slow.txt"
LINE = re.compile(r"([\d.]+)s (?:call|setup|teardown)\s+(\S+?)(?:\[.*)?$")


def slow_in(lines: list[str], rest_s: float) -> list[str]:
    """Names of test functions, without their parameters: all cases count together."""
    taken: dict[str, float] = {}
    for line in lines:
        if found := LINE.match(line.strip()):
            taken[found[2]] = taken.get(found[2], 0.0) + float(found[1])
    left_s, kept = 0.0, set()
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
    found = slow_in(asked.run.read_text().splitlines(), asked.rest)
    LIST.write_text("".join(f"{name}\n" for name in found))
    print(f"{len(found)} slow tests")
