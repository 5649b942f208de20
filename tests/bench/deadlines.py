"""How soon the firmware on MicroPython is lit and dark, over a pair of terminals, by the jig.

python tests/bench/deadlines.py [--count 100] [--tcp]
"""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from micropython_mask import over_pty, over_tcp

from openpbm.devices.conform.bench import Bench
from openpbm.devices.conform.rig import real_rig
from openpbm.devices.label import Label
from openpbm.firmware.mask_sim import LABEL_SECRET, LABEL_SERIAL

BUDGET_MS = {
    "start to light": 100,
    "stop": 100,
    "shield": 50,
    "fit": 50,
    "button": 50,
    "silence": 1000,
}


def lit(bench: Bench) -> float:
    """Start to light."""
    began_ms = bench.look().now_ms
    bench.start()
    assert bench.until(lambda: bench.look().is_lit, 500.0)
    return bench.look().edge_ms - began_ms


def dark(bench: Bench, began_ms: float, most_ms: float = 500.0) -> float:
    """To dark."""
    assert bench.until(bench.is_dark, most_ms)
    return bench.look().edge_ms - began_ms


def stop(bench: Bench) -> float:
    began_ms = bench.look().now_ms
    bench.dark()
    return dark(bench, began_ms)


def opened(line: str, closed: str) -> Callable[[Bench], float]:
    def way(bench: Bench) -> float:
        took_ms = dark(bench, bench.jig.do(line))
        if closed:
            bench.jig.do(closed)
        bench.wait(150.0)
        return took_ms

    return way


def silence(bench: Bench) -> float:
    return dark(bench, bench.told[-1].device_ms + bench.offset_ms, 1500.0)


WAYS: dict[str, Callable[[Bench], float]] = {
    "stop": stop,
    "shield": opened("shield 0", "shield 1"),
    "fit": opened("fit 0", "fit 1"),
    "button": opened("button 60", ""),
    "silence": silence,
}


def measured(bench: Bench, count: int) -> dict[str, list[float]]:
    """Ms of each, so many times."""
    found: dict[str, list[float]] = {name: [] for name in BUDGET_MS}
    bench.power_on()
    bench.agree(grant_ms=(4000,) * bench_count(bench))
    for turn in range(count):
        for name, way in WAYS.items():
            if turn % 20 == 0:
                bench.power_on()
                bench.agree()
            bench.agree()
            bench.start_number = 0
            found["start to light"].append(lit(bench))
            bench.shine(60.0)
            if name == "silence":
                bench.renew()
            found[name].append(way(bench))
    return found


def bench_count(bench: Bench) -> int:
    bench.meet()
    return bench.count


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("--count", type=int, default=100)
    reader.add_argument("--tcp", action="store_true")
    given = reader.parse_args()
    with (over_tcp if given.tcp else over_pty)() as far:
        rig = real_rig(far.link, far.jig)
        label = Label(serial=LABEL_SERIAL, secret=LABEL_SECRET)
        found = measured(Bench(rig, label, secrets.token_bytes), given.count)
        rig.close()
    print(
        "| deadline | budget ms | p50 | p99 | max | times |\n| --- | --- | --- | --- | --- | --- |"
    )
    for name, all_ms in found.items():
        own = sorted(all_ms)
        p50, p99 = own[len(own) // 2], own[min(round(len(own) * 0.99), len(own) - 1)]
        print(
            f"| {name} | {BUDGET_MS[name]} | {p50:.1f} | {p99:.1f} | {own[-1]:.1f} | {len(own)} |"
        )
        assert own[-1] <= BUDGET_MS[name], name


if __name__ == "__main__":
    main()
