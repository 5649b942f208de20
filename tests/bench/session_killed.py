"""Kill `openpbm session` many times and hold the ledger against the light of its mask.

    python tests/bench/session_killed.py --kills 200 --seed 1

Prints a figure of docs/safety/ledger.md. Exit code 1 when one kill does not count upwards.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from kept_plan_made import plan, written
from session_kill import killed_session

MOST_S = 1.5  # about as long as a session of the harness on a quiet machine
STEP_MS = 1.0


def main() -> int:
    """All kills; the exit code."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as root:
        os.environ["XDG_STATE_HOME"] = str(Path(root) / "state")
        path = written(Path(root), plan())
        rows = []
        for number in range(options.kills):
            folder = Path(root) / str(number)
            folder.mkdir()
            rows.append(killed_session(folder, path, rng, most_s=MOST_S))
    bad = [r for r in rows if not (r.is_sound and -STEP_MS <= r.counted_ms - r.gave_ms
                                   <= r.tick_ms + STEP_MS)]  # fmt: skip
    more = [r.counted_ms - r.gave_ms for r in rows]
    print(f"{len(rows)} kills, {sum(r.was_over for r in rows)} after the end: {len(bad)} bad; "
          f"counted {min(more):.0f} to {max(more):.0f} ms more than was given")  # fmt: skip
    for row in bad:
        print(f"  {row}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
