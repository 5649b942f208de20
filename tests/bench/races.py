"""Race two doors for one person's light: how often it was given twice, or not at all.

python tests/bench/races.py [RACES] [SEED]
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from session_race import PAIRS, Race, house, race


def main(races: int, seed: int) -> int:
    """All pairs in turn; 1 where any was double or lost."""
    rng, found, began = random.Random(seed), list[Race](), time.monotonic()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        os.environ["XDG_STATE_HOME"] = str(folder / "state")  # second anchors of these ledgers
        person = house(folder / "house")
        for number in range(races):
            own = folder / str(number)
            shutil.copytree(folder / "house", own)
            found.append(race(own, person, PAIRS[number % len(PAIRS)], rng))
            shutil.rmtree(own)
    wrong = [one for one in found if one.is_double or one.is_lost or not one.is_sound]
    for one in wrong:
        print(one)
    for doors, many in Counter(one.doors for one in found).items():
        first = sum(one.told[0] == 0 for one in found if one.doors == doors)
        print(f"{' and '.join(doors)}: {many} races, the first gave it {first} times")
    print(
        f"{len(found)} races in {time.monotonic() - began:.0f} s: "
        f"{sum(one.is_double for one in found)} double, {sum(one.is_lost for one in found)} lost"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [200, 1][len(numbers) :])))
