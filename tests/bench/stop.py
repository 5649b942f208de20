"""How long a stop takes on the wall: run as `python tests/bench/stop.py`; prints, asserts nothing.

The loop of `openpbm session` against the simulated mask. A key may be pressed at any time of the
loop's wait, so the time counts from the press to the mask's last light.
"""

from __future__ import annotations

import random
import secrets
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from delivery_made import order

from openpbm.delivery.event import Fitted, Screened, Start
from openpbm.delivery.runner import Runner, Sitting
from openpbm.devices.clock import WallClock
from openpbm.devices.simulated import SimulatedLink, SimulatedMask

TRIALS = 200


def trial(rng: random.Random) -> float:
    """Milliseconds from a key pressed to the mask dark."""
    clock, what, key = WallClock(), order(), secrets.token_bytes(32)
    mask = SimulatedMask(what, key=key, fresh=secrets.token_bytes)
    runner = Runner(
        order=what,
        sitting=Sitting(session_id="s", person_id="", plan_sha256="", source="simulated"),
        clock=clock, link=SimulatedLink(mask, clock.monotonic_ms), recorder=lambda _: None,
        key=key, fresh=secrets.token_bytes,
    )  # fmt: skip
    runner.tell(Screened(clock.monotonic_ms(), True))
    runner.poll()
    runner.poll()
    runner.tell(Fitted(clock.monotonic_ms(), True, True))
    runner.tell(Start(clock.monotonic_ms()))
    pressed = time.perf_counter() + rng.uniform(0.02, 0.15)
    while mask.plant.is_shining or time.perf_counter() < pressed:
        runner.poll()
        if time.perf_counter() >= pressed:
            runner.stop()
            break
        clock.wait()
    assert not mask.plant.is_shining
    return (time.perf_counter() - pressed) * 1000.0


if __name__ == "__main__":
    chance = random.Random(1)
    times = sorted(trial(chance) for _ in range(TRIALS))
    print(
        f"stop on the wall, {TRIALS} trials: median {times[TRIALS // 2]:.1f} ms, "
        f"p99 {times[int(TRIALS * 0.99)]:.1f} ms, slowest {times[-1]:.1f} ms; budget 100 ms"
    )
