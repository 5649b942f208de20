"""Kill a writer of the ledger many times, and cut its recorded log at every write.

    python tests/bench/ledger_kill.py --kills 2000 --ticks 120 --seed 1

Prints the figures of docs/safety/ledger.md. Exit code 1 when one ledger does not hold.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from ledger_factory import added
from ledger_harness import (
    Recorded,
    anchors_of,
    entries_after,
    killed,
    killed_without_log,
    recorded,
    safe_before,
)

from openpbm.files.ledger.store import open_ledger

FRAME_HEAD, LOG_HEAD, SECTOR = 24, 32, 512


def kills(folder: Path, count: int, rng: random.Random) -> bool:
    """So many kills, a fresh ledger every fifty."""
    bad, missing, most_missing = 0, 0, -1e9
    tails: Counter[str] = Counter()
    start = time.monotonic()
    path = folder / "0.sqlite"
    for number in range(count):
        if number % 50 == 0:
            path = folder / f"{number}.sqlite"
            with open_ledger(path, anchors=anchors_of(path)) as ledger:
                ledger.append(added())
        found = killed(path, first=number * 1000, rng=rng, fork=True)
        bad += not (found.is_sound and found.is_counted_up)
        missing = max(missing, found.safe_ticks - found.kept_ticks)
        most_missing = max(most_missing, found.dose_missing_j_cm2)
        tails["between sessions" if found.tail.endswith("end") else "within one"] += 1
        if number % 100 == 99:
            print(f"{number + 1} kills, {time.monotonic() - start:.0f} s, {bad} bad", flush=True)
    print(f"{count} kills ({dict(tails)}): {count - bad} sound and counted upwards; "
          f"most ticks missing of those told safe: {missing}; most dose missing against all that "
          f"had shone: {most_missing:.6f} J/cm2 (negative: counted upwards)")  # fmt: skip
    return bad == 0


def lost_logs(folder: Path, count: int, rng: random.Random) -> bool:
    """So many kills, each in a fresh ledger whose log is then lost."""
    found = [killed_without_log(folder / f"lost{n}" / "l.sqlite", rng) for n in range(count)]
    bad = sum(not (one.is_counted_up and one.is_sound) for one in found)
    print(f"{count} kills with the log lost: {sum(one.is_whole for one in found)} of them had lost "
          f"progress and counted in whole; {bad} bad")  # fmt: skip
    return bad == 0


def cuts(folder: Path, made: Recorded, rng: random.Random) -> bool:
    """The log cut at every write and within each, and torn, flipped and zeroed pages."""
    page = int.from_bytes(made.log[8:12], "big")
    writes = [LOG_HEAD, *range(LOG_HEAD + FRAME_HEAD, len(made.log), FRAME_HEAD + page)]
    writes += list(range(LOG_HEAD + FRAME_HEAD + page, len(made.log) + 1, FRAME_HEAD + page))
    inside = [rng.randrange(len(made.log)) for _ in range(len(writes))]
    tally: Counter[str] = Counter()
    bad = 0
    for size in (*writes, *inside):
        held = entries_after(folder, made.file, made.log[:size])
        bad += held != safe_before(made, size)
        tally["cut"] += 1
    ends = dict(made.commits)
    for size in range(LOG_HEAD + FRAME_HEAD + page, len(made.log) + 1, FRAME_HEAD + page):
        start = size - page
        for half in (slice(start, start + page // 2), slice(start + page // 2, size)):
            before = made.log[:size]
            for name, torn in torn_ways(before, half):
                held = entries_after(folder, made.file, torn)
                # the torn write is the last: all before it is kept; page bytes that were the
                # same before and after the tear make it no tear
                right = safe_before(made, size if torn == before else size - 1)
                bad += held != right
                tally[name] += 1
    later = lost = 0
    for _ in range(300):  # a page that was safe goes bad with whole transactions behind it
        at = rng.randrange(LOG_HEAD, max(end for end in ends if end < len(made.log) - 5 * page))
        held = entries_after(folder, made.file, flipped(made.log, at))
        later += 1
        lost += held is not None and held < max(ends.values())
    print(f"{dict(tally)}, {bad} wrong; {later} flips in what was safe, {lost} silently lost")
    return bad == 0 and lost == 0


def torn_ways(log: bytes, half: slice) -> list[tuple[str, bytes]]:
    """A half of the last page that did not reach the disk, as zeros or as noise."""
    width = half.stop - half.start
    return [
        ("torn to zeros", log[: half.start] + bytes(width) + log[half.stop :]),
        (
            "torn to noise",
            log[: half.start] + bytes(b ^ 0x5A for b in log[half]) + log[half.stop :],
        ),
    ]


def flipped(log: bytes, at: int) -> bytes:
    """One bit of the log turned over."""
    return log[:at] + bytes([log[at] ^ 0x10]) + log[at + 1 :]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=2000)
    parser.add_argument("--ticks", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        good = cuts(place, recorded(place / "made.sqlite", asked.ticks), rng)
        good = lost_logs(place, asked.kills // 5, rng) and good
        return 0 if kills(place, asked.kills, rng) and good else 1


if __name__ == "__main__":
    sys.exit(main())
