"""D: dark when asked. I: shield and fit. T: warmth. F: parts that break."""

from __future__ import annotations

from openpbm.devices.conform.bench import Bench
from openpbm.devices.conform.case import cases
from openpbm.devices.conform.said import ANSWER_MS, FORBIDS_MS, READY_MS, STOP_MS
from openpbm.fact import message
from openpbm.firmware import wire_table as wire

INPUT_MS, HOT_MS, SENSOR_MS, FAULT_MS = 50.0, 200.0, 500.0, 100.0
SWITCH_DROPS_MS = 96.0  # after the last hold
QUEUED = 8
SHORT_PRESS_MS, MOMENT_MS = 400.0, 100.0
SHORT = "short gate"
OVER_PERMILLE = 1120


def d1(bench: Bench) -> None:
    """Dark when asked, and a report that it was heard."""
    bench.shining(300.0)
    began_ms = bench.look().now_ms
    seq = bench.dark()
    bench.dark_since(began_ms, STOP_MS)
    heard = bench.until(lambda: bench.told[-1].heard >= seq and not bench.told[-1].is_lit, STOP_MS)
    bench.exact(message("conform-heard_it"), int(heard), 1)
    bench.stays_dark()


def d2(bench: Bench) -> None:
    """The button needs no host."""
    bench.shining(300.0)
    began_ms = bench.jig.do(f"button {SHORT_PRESS_MS:.0f}")
    bench.dark_since(began_ms, INPUT_MS)
    bench.trip_told(wire.TRIP_BUTTON)
    bench.stays_dark(SHORT_PRESS_MS + FORBIDS_MS)
    bench.trip_told(wire.TRIP_NONE)
    bench.lit_by(bench.start)


def d3(bench: Bench) -> None:
    """Dark wins over all that waits."""
    bench.shining(300.0)
    began_ms = bench.look().now_ms
    for _ in range(QUEUED):
        bench.renew()
    bench.dark()
    bench.dark_since(began_ms, STOP_MS)
    bench.stays_dark()


def d4(bench: Bench) -> None:
    """A charger that is plugged in."""
    bench.power_on()
    bench.light()
    began_ms = bench.jig.do("charger 1")
    bench.dark_since(began_ms, INPUT_MS, renew=True)
    bench.trip_told(wire.TRIP_CHARGING)
    bench.jig.do("charger 0")
    bench.stays_dark()


def _opened(bench: Bench, lines: tuple[str, str], trip: int) -> None:
    """Opened while lit, then closed: dark, said, and no light by itself."""
    bench.shining(300.0)
    began_ms = bench.jig.do(lines[0])
    bench.dark_since(began_ms, INPUT_MS, renew=True)
    bench.trip_told(trip)
    bench.jig.do(lines[1])
    bench.stays_dark(FORBIDS_MS)
    bench.lit_by(bench.start)


def i1(bench: Bench) -> None:
    """The shield."""
    _opened(bench, ("shield 0", "shield 1"), wire.TRIP_SHIELD)


def i2(bench: Bench) -> None:
    """Taken off."""
    _opened(bench, ("fit 0", "fit 1"), wire.TRIP_FIT)


def i3(bench: Bench) -> None:
    """Either contact of the shield alone."""
    for contact in ("A", "B"):
        _opened(bench, (f"contact {contact} 0", f"contact {contact} 1"), wire.TRIP_SHIELD)


def i4(bench: Bench) -> None:
    """Forbidden for a moment only: no start that rests on word from before gives light.

    The one report of it may be lost. So it is told, and forbids, for a lease more.
    """
    bench.power_on()
    bench.agree()
    for lines, more_ms, trip in (
        ((f"button {MOMENT_MS:.0f}",), 0.0, wire.TRIP_BUTTON),
        (("shield 0", "shield 1"), 500.0, wire.TRIP_SHIELD),
        (("fit 0", "fit 1"), 500.0, wire.TRIP_FIT),
    ):
        bench.await_report()
        before_ms = bench.told[-1].device_ms
        for line in lines:
            bench.jig.do(line)
            bench.wait(MOMENT_MS)
        bench.wait(more_ms)
        at = len(bench.heard)
        reply = bench.refused(bench.start(echo_ms=before_ms), at)
        bench.exact(message("conform-refused"), reply.refused, wire.REFUSED_UNFIT)
        bench.trip_told(trip)
        bench.stays_dark(FORBIDS_MS)
        bench.trip_told(wire.TRIP_NONE)
    bench.exact(message("conform-ups"), bench.ups(), 0)
    bench.lit_by(bench.start)


# ---- warmth


def _latches(bench: Bench, line: str, most_ms: float, trip: int) -> None:
    """Dark in time, said, and held until power is cycled, whatever is put right."""
    bench.shining(300.0)
    began_ms = bench.jig.do(line)
    bench.dark_since(began_ms, most_ms, renew=True)
    bench.trip_told(trip)
    bench.jig.do("begin")
    _stays_latched(bench, trip)


def _stays_latched(bench: Bench, trip: int) -> None:
    bench.stays_dark()
    at = len(bench.heard)
    reply = bench.refused(bench.start(), at)
    bench.exact(message("conform-refused"), reply.refused, wire.REFUSED_TRIPPED)
    bench.exact(message("conform-trip"), reply.detail, trip)
    bench.stays_dark(100.0)


def t1(bench: Bench) -> None:
    """Too warm."""
    _latches(bench, "temp 42.0 42.0", HOT_MS, wire.TRIP_HOT)
    _latches(bench, "temp 40.0 41.3", HOT_MS, wire.TRIP_HOT)


def t2(bench: Bench) -> None:
    """A sensor that is broken, either of them, or both."""
    for pair in (
        ("open", "free"), ("free", "open"), ("short", "free"), ("free", "dead"), ("open", "open"),
    ):  # fmt: skip
        line = " ".join(("temp", *pair))
        _latches(bench, line, SENSOR_MS, wire.TRIP_SENSOR)


def t3(bench: Bench) -> None:
    """Two that are not of one opinion; as one that stands still is not."""
    _latches(bench, "temp 30.0 33.2", SENSOR_MS, wire.TRIP_SENSOR)
    _latches(bench, "temp 36.0 32.5", SENSOR_MS, wire.TRIP_SENSOR)


def t4(bench: Bench) -> None:
    """Broken already when power comes: the self-test says so, and no order is taken."""
    bench.power_on()
    bench.jig.do(" ".join(("temp", "dead", "free")))
    bench.power_cycle()
    found = bench.greet()
    bench.exact(message("conform-state"), found.state, wire.STATE_LATCHED)
    bench.exact(message("conform-trip"), found.trip, wire.TRIP_SELFTEST)
    reply = bench.ask_for(bench.asking())
    bench.exact(message("conform-refused"), reply.refused, wire.REFUSED_TRIPPED)
    bench.exact(message("conform-ups"), bench.ups(), 0)


# ---- parts


def f1(bench: Bench) -> None:
    """A gate shorted in the dark: found when light is wanted of another, and at power."""
    bench.power_on()
    bench.meet()
    if bench.count > 1:
        bench.agree()
        bench.jig.do(f"{SHORT} 1")
        began_ms = bench.look().now_ms
        bench.start(grant_ms=(1000,) + (0,) * (bench.count - 1))
        bench.until(lambda: bench.ups() > 0, ANSWER_MS)
        began_ms = max(began_ms, bench.look().edge_ms if bench.look().is_lit else began_ms)
        bench.dark_since(began_ms, FAULT_MS, renew=True)
        bench.trip_told(wire.TRIP_STUCK_ON)
        _stays_latched(bench, wire.TRIP_STUCK_ON)
    bench.jig.do(f"{SHORT} 0")
    base = bench.look()
    bench.power_cycle()
    found = bench.greet()
    bench.exact(message("conform-trip"), found.trip, wire.TRIP_STUCK_ON)
    given_ms = bench.look().light_ms[0] - base.light_ms[0]
    bench.see(message("conform-given"), given_ms, most=FAULT_MS * 1.1)


def f2(bench: Bench) -> None:
    """A gate shorted while lit."""
    _latches(bench, f"{SHORT} 0", FAULT_MS, wire.TRIP_OUTPUT)


def f3(bench: Bench) -> None:
    """More light than is calibrated."""
    _latches(bench, f"gain {OVER_PERMILLE}", FAULT_MS, wire.TRIP_OUTPUT)


def f4(bench: Bench) -> None:
    """A processor that stands still: a moment is nothing, longer is dark and stays so."""
    bench.shining(300.0)
    ups = bench.ups()
    bench.jig.do("hang 55")
    bench.shine(400.0)
    bench.exact(message("conform-is_lit"), int(bench.look().is_lit), 1)
    bench.exact(message("conform-ups_more"), bench.ups() - ups, 0)
    began_ms = bench.jig.do("hang 200")
    bench.dark_since(began_ms, SWITCH_DROPS_MS, renew=True)
    bench.stays_dark(500.0)
    bench.trip_told(wire.TRIP_WATCHDOG)
    bench.power_on()
    bench.light()
    began_ms = bench.jig.do("hang 5000")
    bench.dark_since(began_ms, SWITCH_DROPS_MS)
    bench.until(lambda: False, 600.0 + READY_MS)
    found = bench.greet()
    bench.exact(message("conform-trip"), found.trip, wire.TRIP_WATCHDOG)
    bench.exact(message("conform-state"), found.state, wire.STATE_LATCHED)
    bench.exact(message("conform-ups"), bench.ups(), 1)


def f5(bench: Bench) -> None:
    """Its own timer: half an hour of light since power came, and no more."""
    bench.shining(300.0)
    began_ms = bench.jig.do("timer 1799")
    bench.dark_since(began_ms, 1000.0, renew=True)
    bench.trip_told(wire.TRIP_TIMER)
    _stays_latched(bench, wire.TRIP_TIMER)


def f6(bench: Bench) -> None:
    """Memory that takes nothing: no light, and light ends."""
    bench.power_on()
    bench.agree()
    bench.jig.do("memory 0")
    bench.start()
    bench.stays_dark(200.0, renew=False)
    bench.exact(message("conform-ups"), bench.ups(), 0)
    bench.jig.do("memory 1")
    bench.lit_by(bench.start)
    began_ms = bench.jig.do("memory 0")
    bench.dark_since(began_ms, wire.CHECKPOINT_MS + INPUT_MS, renew=True)
    bench.jig.do("memory 1")


CASES = cases(d1, d2, d3, d4, i1, i2, i3, i4, t1, t2, t3, t4, f1, f2, f3, f4, f5, f6)
