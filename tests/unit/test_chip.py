"""The lease on an emulated chip: the firmware's own file, in the chip's own time."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from chip import Chip, running
from planted import FIRMWARE, PLANTS, Plant

from openpbm.firmware.wire_table import LEASE_MS, OWN_LEASE_PCT, TICK_MS

LEASE = (FIRMWARE / "lease.py").read_text(encoding="utf-8")
OWN_MS = LEASE_MS * OWN_LEASE_PCT // 100
TICKS, TIME = 2**30, 2**32  # where the chip's counter, and the time on the wire, begin anew
ON_MS = 10
LONG_MS = 60_000  # of the chip's: some seconds here
Told = tuple[int, str, int]  # when it comes, what, and the mask's time that it echoes
ON: Told = (ON_MS, "o", ON_MS)
# What the firmware's core does with a lease, and nothing of the lease itself. What is told comes at
# its time, as from a host: o open, r renew, d dark; and one byte from a real one, d.
PROGRAM = """
import utime
from microbit import pin0, uart
from lease import Lease, Rising
plan, edges = [], []
longest = 0
def told(span, over, ticks0, time0):
    global longest
    longest = 0
    edges.clear()
    off = utime.ticks_diff(ticks0, utime.ticks_ms())
    clock = Rising(lambda: utime.ticks_add(utime.ticks_ms(), off), utime.ticks_diff)
    lease = Lease({own}, 0xFFFFFFFF)
    lit, last, at = False, 0, 0
    while last < over:
        ms = clock.ms()
        longest, last = max(longest, ms - last), ms
        now = time0 + ms
        while at < len(plan) and plan[at][0] <= ms:
            what, echo = plan[at][1], (time0 + plan[at][2]) & 0xFFFFFFFF
            at += 1
            if what == 'd':
                lease.close(now)
            elif what == 'o':
                lease.open()
                lease.renew(now, echo, span)
                lit = True
                pin0.write_digital(1)
                edges.append(ms)
            elif lit:
                lease.renew(now, echo, span)
        if uart.any() and uart.read(1) == b'd':
            lease.close(now)
            edges.append(-ms)
            over = ms + 100
        if lit and lease.is_over(now):
            pin0.write_digital(0)
            lit = False
            edges.append(clock.ms())
            lease.close(now)
"""


@dataclass(frozen=True)
class Case:
    """What comes, where the chip's counter and its time stand, and when it has to be dark."""

    name: str
    told: tuple[Told, ...]
    dark_ms: int
    ticks: int = 0
    time: int = 0


EVERY = tuple((ms, "r", ms) for ms in range(200, 1601, 200))
CASES = (
    Case("silence is dark by itself", (ON,), ON_MS + OWN_MS),
    Case("renewed, it lasts as long as it is renewed", (ON, *EVERY), 1600 + OWN_MS),
    Case("a late renewal counts from its echo", (ON, (500, "r", 100)), 100 + OWN_MS),
    Case("an echo of a time to come does nothing", (ON, (500, "r", 550)), ON_MS + OWN_MS),
    Case("an echo older than a lease does nothing",
         (ON, (600, "r", 600), (1200, "r", 100)), 600 + OWN_MS),
    Case("a start with an old echo is over at once", ((1500, "o", 100),), 1500),
    Case("dark is dark, and no renewal lights it", (ON, (300, "d", 0), (400, "r", 400)), 300),
    Case("a renewal after the end lights nothing",
         (ON, (ON_MS + OWN_MS + 50, "r", ON_MS + OWN_MS + 50)), ON_MS + OWN_MS),
    Case("a counter that goes round lengthens nothing", (ON,), ON_MS + OWN_MS, ticks=TICKS - 500),
    Case("time that goes round lengthens nothing", (ON,), ON_MS + OWN_MS, time=TIME - 500),
    Case("both go round, and a renewal still counts",
         (ON, (700, "r", 650)), 650 + OWN_MS, TICKS - 500, TIME - 500),
)  # fmt: skip

SEEN = {  # a planted fault, by its case of conformance: what shows it here
    "S2": "an echo of a time to come does nothing",
    "L1": "silence is dark by itself",
    "L2": "a late renewal counts from its echo",
    "L7": "both go round, and a renewal still counts",
    "L8": "an echo older than a lease does nothing",
}


def loaded(chip: Chip, lease: str) -> None:
    """The file as it stands, and what a core does with it."""
    chip.keep("lease.py", lease)
    chip.keep("core.py", PROGRAM.format(own=OWN_LEASE_PCT))
    chip.reset()
    chip.do("import core")


def begin(chip: Chip, case: Case, span_ms: int = LEASE_MS) -> None:
    chip.do("core.plan.clear()")
    for one in case.told:
        chip.do(f"core.plan.append({one})")
    over_ms = max(case.dark_ms, case.told[-1][0]) + 200
    chip.begin(f"core.told({span_ms},{over_ms},{case.ticks},{case.time})")


def edges(chip: Chip) -> list[int]:
    found = ast.literal_eval(chip.do("print(core.edges)"))
    assert isinstance(found, list)
    return found


def broken(chip: Chip) -> Iterator[str]:
    """The cases that do not hold, by the chip's own time."""
    for case in CASES:
        begin(chip, case)
        chip.end()
        own = edges(chip)
        on_ms = case.told[0][0]
        holds = len(own) == 2 and on_ms <= own[0] <= on_ms + TICK_MS
        if not holds or not 0 <= own[1] - case.dark_ms <= TICK_MS or chip.is_lit():
            yield f"{case.name}: {own}, dark was due at {case.dark_ms}"


@pytest.fixture(scope="module")
def chip() -> Iterator[Chip]:
    with running() as one:
        yield one


@pytest.fixture
def whole(chip: Chip) -> Chip:
    loaded(chip, LEASE)
    return chip


def test_a_lease_keeps_its_time_on_a_chip(
    whole: Chip, record_property: pytest.FixtureRequest
) -> None:
    assert list(broken(whole)) == []
    free = whole.do("import gc\ngc.collect()\nprint(core.longest,gc.mem_free())")
    record_property("measured", f"lease on a chip: longest look ms, bytes free: {free}")  # type: ignore[operator]


def test_what_looks_from_outside_sees_the_pin(whole: Chip) -> None:
    for lit in (True, False, True, False):
        whole.do(f"core.pin0.write_digital({lit:d})")
        assert whole.is_lit() == lit


def test_light_ends_with_the_host_gone(whole: Chip) -> None:
    begins_ms, span_ms = 5_000, 10_000  # of the chip's: when it begins, the host has hung up
    due_ms = begins_ms + span_ms * OWN_LEASE_PCT // 100
    begin(whole, Case("", ((begins_ms, "o", begins_ms),), due_ms), span_ms)
    whole.pull()
    whole.wait_for(lit=True)
    whole.wait_for(lit=False)
    whole.plug()
    whole.interrupt()
    lit_ms, dark_ms = edges(whole)
    assert 0 <= lit_ms - begins_ms <= TICK_MS and 0 <= dark_ms - due_ms <= TICK_MS


def test_stop_from_a_host_is_dark_in_the_same_look(whole: Chip) -> None:
    begin(whole, Case("", (ON,), LONG_MS), span_ms=2 * LONG_MS)
    whole.wait_for(lit=True)
    whole.press(b"d")
    whole.end()
    lit_ms, stopped_ms, dark_ms = edges(whole)
    assert ON_MS <= lit_ms < -stopped_ms < LONG_MS
    assert 0 <= dark_ms + stopped_ms <= TICK_MS and not whole.is_lit()


@pytest.mark.parametrize(
    "plant", [one for one in PLANTS if one.file == "lease"], ids=lambda one: one.name
)
def test_a_fault_in_the_lease_is_noticed_on_a_chip(chip: Chip, plant: Plant) -> None:
    assert LEASE.count(plant.old) == 1
    loaded(chip, LEASE.replace(plant.old, plant.new))
    assert SEEN[plant.case] in {one.partition(":")[0] for one in broken(chip)}
