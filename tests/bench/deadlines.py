"""How long it takes to be dark, on the wall: `python tests/bench/deadlines.py`; asserts nothing.

The loop of `openpbm session` and the simulated mask, both in real time: the mask's firmware runs
every millisecond or so, the host as often as the command does. Each time counts from the moment of
the fault, or of the key, to the mask's last light. A virtual clock gives the largest of each
(`openpbm faults`); here the operating system's own delays come in.
"""

from __future__ import annotations

import random
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from delivery_made import order

from openpbm.delivery.event import Fitted, ScreenAnswered, Start
from openpbm.delivery.runner import Heading, Runner
from openpbm.devices.clock import WallClock
from openpbm.devices.simulated import SimulatedLink, SimulatedMask

BUDGET_MS = {
    "stop": 100, "shield open": 50, "mask off": 50, "stuck on": 100, "too hot": 200,
    "host silent": 1000,
}  # fmt: skip
TRIALS = 200
FEW = 60  # of those that take a second each
STEP_S = 0.001  # of the firmware
HOST_S = 0.020  # of the command's loop


def fault(kind: str, mask: SimulatedMask) -> None:
    """Break something in the mask; a silent host is the loop's own doing."""
    board = mask.board
    if kind == "shield open":
        board.shield_contacts[0] = False
    elif kind == "mask off":
        board.is_fitted = False
    elif kind == "stuck on":
        board.stuck.add(0)
    elif kind == "too hot":
        board.temperature_degc = board.hottest_degc + 2.0


def running() -> tuple[SimulatedMask, Runner, WallClock]:
    """A session that shines."""
    clock, what, key = WallClock(), order(), secrets.token_bytes(32)
    mask = SimulatedMask(what, key=key, fresh=secrets.token_bytes)
    runner = Runner(
        order=what,
        heading=Heading(session_id="s", person_id="", plan_sha256="", source="simulated"),
        clock=clock, link=SimulatedLink(mask, clock.monotonic_ms), recorder=lambda _: None,
        key=key, fresh=secrets.token_bytes,
    )  # fmt: skip
    runner.tell(ScreenAnswered(clock.monotonic_ms(), True))
    runner.poll()
    runner.poll()
    runner.tell(Fitted(clock.monotonic_ms(), True, True))
    runner.tell(Start(clock.monotonic_ms()))
    return mask, runner, clock


def trial(kind: str, rng: random.Random) -> float:
    """Milliseconds from a fault to the mask dark."""
    mask, runner, clock = running()
    began = clock.monotonic_ms()
    breaks = time.perf_counter() + rng.uniform(0.05, 0.25)
    host_next, broken = 0.0, False
    while True:
        now = time.perf_counter()
        if now >= breaks and not broken:
            assert mask.board.is_shining
            fault(kind, mask)
            broken = True
        if now >= host_next and not (broken and kind == "host silent"):
            runner.poll()
            if broken and kind == "stop":
                runner.stop()
            host_next = now + HOST_S
        mask.advance(float(clock.monotonic_ms() - began))
        if broken and not mask.board.is_shining:
            return (time.perf_counter() - breaks) * 1000.0
        time.sleep(STEP_S)


def told(kind: str, measure: Callable[[], float], many: int) -> None:
    """One line."""
    times = sorted(measure() for _ in range(many))
    print(
        f"{kind:12} {many:4} trials: median {times[many // 2]:6.1f} ms, "
        f"p99 {times[int(many * 0.99)]:6.1f} ms, slowest {times[-1]:6.1f} ms; "
        f"budget {BUDGET_MS[kind]} ms"
    )


if __name__ == "__main__":
    chance = random.Random(1)
    for name in BUDGET_MS:
        told(name, lambda name=name: trial(name, chance), FEW if name == "host silent" else TRIALS)  # type: ignore[misc]
