"""Sittings with losses, resets, deaths and returns: the ledger after the log, against the jig.

    python tests/bench/resolved.py [SITTINGS]

Figures: docs/safety/faults.md. The jig's light is the truth; nothing else knows it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit"))
from resolve_walk import FAULTS, House, Seen


def main(sittings: int) -> int:
    by_fault: dict[str, list[Seen]] = defaultdict(list)
    houses = {"250 ms": House(16), "10 s": House(17, missing_ms=10_000)}
    for number in range(sittings):
        name = "10 s" if number % 10 == 9 else "250 ms"
        seen = houses[name].sitting(number, FAULTS[number // 10 % len(FAULTS)])
        by_fault[f"{seen.fault}, {name}"].append(seen)
    print(
        "| fault | sittings | resets | guess above light, worst, s | after, worst, ms | room, ms |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    wrong = 0
    for fault, each in by_fault.items():
        told = [one for one in each if one.is_told]
        wrong += sum(one.under_ms > 0 for one in each) + sum(one.over_ms > 0 for one in told)
        print(_row(fault, each, told))
    untold = sum(not one.is_told for each in by_fault.values() for one in each)
    print(
        f"{sittings} sittings, {wrong} against the promise; {untold} of which the log cannot tell"
    )
    return 1 if wrong else 0


def _row(fault: str, each: list[Seen], told: list[Seen]) -> str:
    guess = max(_above_ms(one, one.guessed.counted_min) for one in each) / 1000.0
    after = max((_above_ms(one, one.after.counted_min) for one in told), default=0.0)
    room = min((-one.over_ms for one in told), default=0.0)
    resets = sum(one.resets for one in each)
    return f"| {fault} | {len(each)} | {resets} | {guess:.2f} | {after:.0f} | {room:.0f} |"


def _above_ms(seen: Seen, counted: tuple[tuple[str, float], ...]) -> float:
    return max(minutes * 60_000.0 - seen.truth_ms[role] for role, minutes in counted)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
