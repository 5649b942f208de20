"""How late light and dark are over links: `python tests/bench/link_deadlines.py`; asserts nothing.

The firmware's core runs in MicroPython, a process of its own; the product's Runner talks to it over
a pseudo-terminal, and over bleak and a Bumble radio in memory at two packet sizes. Each time counts
on the wall's clock from what the host does (or from the shield's opening) to the edge of the light.
Not in it: intervals of a real radio, USB, a microcontroller's own speed.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import sysconfig
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from bumble_radio import MASK_ADDRESS, Radio
from delivery_made import order

from openpbm.delivery.event import Fitted, ScreenAnswered, Start
from openpbm.delivery.runner import Heading, Runner
from openpbm.delivery.state import Phase
from openpbm.devices.again_link import ClosingLink
from openpbm.devices.ble_link import BleLink
from openpbm.devices.clock import WallClock
from openpbm.devices.serial_link import serial_link
from openpbm.devices.simulated import SimulatedMask
from openpbm.firmware.board import CALIBRATION, SLOT
from openpbm.firmware.pieces import LOST, Cutter, Joiner

HERE = Path(__file__).parent
FIRMWARE = HERE.parents[1] / "src" / "openpbm"
BUDGET_MS = {"start to light": 100, "stop": 100, "shield open": 50, "host silent": 1000}
TRIALS = {"stop": 60, "shield open": 60, "host silent": 20}  # each begins with a start
HOST_S = 0.020
KEY = secrets.token_bytes(32)
WHAT = order()


class Edges:
    """What the mask says of its light, as it comes."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.at: dict[str, int] = {}
        self._process = process
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            at, _, what = line.decode().strip().partition(" ")
            if at.isdigit():
                self.at.setdefault(what, int(at))
            else:
                print(line.decode().rstrip(), file=sys.stderr)


@contextmanager
def played(end: int) -> Iterator[Edges]:
    """A mask in MicroPython at this end of a cable."""
    board = SimulatedMask(WHAT, key=KEY, fresh=secrets.token_bytes).board
    kept = ",".join(f"{area}:{board.memory[area, 0].hex()}" for area in (CALIBRATION, SLOT))
    process = subprocess.Popen(
        [
            str(Path(sysconfig.get_path("scripts"), "micropython")), str(HERE / "upy_mask.py"),
            str(FIRMWARE), ",".join(map(str, board.drives)), kept,
        ],
        stdin=end, stdout=end, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield Edges(process)
    finally:
        process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


@contextmanager
def on_a_cable() -> Iterator[tuple[ClosingLink, Edges]]:
    far, near = os.openpty()
    tty.setraw(far)
    with played(far) as edges:
        link = serial_link(os.ttyname(near))
        yield link, edges
        link.close()
    os.close(far)
    os.close(near)


@contextmanager
def on_the_air(mtu: int) -> Iterator[tuple[ClosingLink, Edges]]:
    """A radio whose pieces are handed to the mask over a cable, as a radio's chip would."""
    with on_a_cable() as (cable, edges):
        radio, joiner, cutter = Radio(mtu), Joiner(), Cutter()
        alone = threading.Lock()  # a link is for one thread

        def hear(piece: bytes) -> None:
            frame = joiner.take(piece)
            if frame != LOST:
                with alone:
                    cable.send(frame)

        radio.on_write = hear
        over = threading.Event()

        def speak() -> None:
            while not over.wait(0.001):
                with alone:
                    come = cable.receive()
                for frame in come:
                    radio.do(radio.tell(*cutter.cut(frame, mtu)))

        speaking = threading.Thread(target=speak, daemon=True)
        speaking.start()
        link = BleLink(MASK_ADDRESS, backend=radio.backend(), patience_s=10.0)
        yield link, edges
        link.close()
        over.set()
        speaking.join()
        radio.end()


def trial(kind: str, link: ClosingLink, edges: Edges) -> dict[str, float]:
    """Ms of each that this trial shows."""
    runner = Runner(
        order=WHAT, heading=Heading(session_id="s", person_id="", plan_sha256="", source="bench"),
        clock=WallClock(), link=link, recorder=lambda _: None, key=KEY, fresh=secrets.token_bytes,
    )  # fmt: skip
    now = runner.clock.monotonic_ms
    runner.tell(ScreenAnswered(now(), True))

    def until(what: Callable[[], bool]) -> None:
        ends_s = time.monotonic() + 10.0
        while not what():
            runner.poll()
            if time.monotonic() > ends_s:
                raise SystemExit(f"{kind}: stands at {runner.state.phase}")
            time.sleep(HOST_S)

    until(lambda: runner.state.phase is Phase.AGREED)
    runner.tell(Fitted(now(), True, True))
    until(lambda: runner.state.phase is Phase.READY)
    began_ns = time.time_ns()
    runner.tell(Start(now()))
    until(lambda: "light" in edges.at and runner.state.phase is Phase.RUNNING)
    found = {"start to light": (edges.at["light"] - began_ns) / 1e6}
    for _ in range(secrets.randbelow(10)):
        runner.poll()
        time.sleep(HOST_S)
    from_ns = time.time_ns()
    if kind == "stop":
        runner.stop()
    elif kind == "shield open":
        bench_word(link, edges)
        from_ns = edges.at["shield"]
    ends_s = time.monotonic() + 3.0
    while "dark" not in edges.at and time.monotonic() < ends_s:
        if kind != "host silent":
            runner.poll()
        time.sleep(HOST_S)
    found[kind] = (edges.at["dark"] - from_ns) / 1e6
    return found


def bench_word(link: ClosingLink, edges: Edges) -> None:
    link.send(b"!shield")
    while "shield" not in edges.at:
        time.sleep(0.001)


def told(name: str, over: Callable[[], AbstractContextManager[tuple[ClosingLink, Edges]]]) -> None:
    times: dict[str, list[float]] = {kind: [] for kind in BUDGET_MS}
    for kind, count in TRIALS.items():
        for _ in range(count):
            with over() as (link, edges):
                for what, ms in trial(kind, link, edges).items():
                    times[what].append(ms)
    for kind, found in ((kind, sorted(found)) for kind, found in times.items() if found):
        p99 = found[int(0.99 * len(found))]
        print(
            f"{name:<16}{kind:<16}{len(found):>5}{found[len(found) // 2]:>9.1f}{p99:>9.1f}"
            f"{found[-1]:>9.1f}{BUDGET_MS[kind]:>8}",
            flush=True,
        )


def main() -> None:
    print(f"{'link':<16}{'what':<16}{'n':>5}{'median':>9}{'p99':>9}{'most':>9}{'budget':>8}  ms")
    told("cable", on_a_cable)
    told("radio, MTU 247", lambda: on_the_air(247))
    told("radio, MTU 23", lambda: on_the_air(23))


if __name__ == "__main__":
    main()
