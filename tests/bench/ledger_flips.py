"""Turn single bits of a small ledger over and hold what is said against what is believed.

    python tests/bench/ledger_flips.py --every 1 --seed 1

One random bit of every so many bytes. Prints a figure of docs/safety/ledger.md. Exit code 1
where something that was never written is believed without a word.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from ledger_damage import flipped, small_ledger


def main() -> int:
    """All flips; the exit code."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--every", type=int, default=1)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        path, anchors = small_ledger(Path(folder))
        size = path.stat().st_size
        places = [(byte, rng.randrange(8)) for byte in range(0, size, options.every)]
        found = flipped(path, anchors, places)
    bad = [flip for flip in found if flip.is_other and not flip.problems]
    named = sum(bool(flip.problems) for flip in found)
    print(f"{len(found)} flips of {size} bytes: {named} named, {len(found) - named - len(bad)} "
          f"without effect, {len(bad)} believed in silence, none crashed")  # fmt: skip
    for flip in bad:
        print(f"  byte {flip.byte}, bit {flip.bit}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
