"""G: what it writes down of its own light."""

from __future__ import annotations

from itertools import pairwise

from openpbm.devices.conform.bench import Bench
from openpbm.devices.conform.case import cases
from openpbm.devices.conform.jig import CannotError
from openpbm.devices.conform.said import READY_MS
from openpbm.devices.mask_log import record_of
from openpbm.fact import message
from openpbm.firmware import wire_table as wire
from openpbm.firmware.log import RECORD_BYTES, RING, follows
from openpbm.tracking.mask_log import LogRecord

INSTANTS = 200
FEWEST = 8
A_LOG = 1
AT_ONCE = 8
AGO = 40  # records that a case looks back at
KEPT_MS = wire.CHECKPOINT_MS  # what a cut of power may keep from being noted, and is added
RECORDS = 1100


def raw_records(bench: Bench, first: int | None = None) -> list[bytes]:
    """The newest records, or all from a number on, as they are kept."""
    found: list[bytes] = []
    answer = bench.chunk(A_LOG, 0, 0)
    bench.must(message("conform-log_read"), answer is not None)
    assert answer is not None
    last = answer[0]
    at = max(last - AGO, 1) if first is None else first
    while at <= last:
        answer = bench.chunk(A_LOG, at, AT_ONCE)
        bench.must(message("conform-log_read"), answer is not None)
        assert answer is not None
        data = answer[1]
        got = [data[i : i + RECORD_BYTES] for i in range(0, len(data), RECORD_BYTES)]
        found += got
        at = int.from_bytes(got[-1][:4], "little") + 1 if got else at + AT_ONCE
    return found


def records_of(bench: Bench) -> list[LogRecord]:
    """The same, read."""
    return [record_of(one) for one in raw_records(bench)]


def _whole(bench: Bench, raw: list[bytes]) -> None:
    """Numbers rise by one, and each is chained to the one before."""
    numbers = [int.from_bytes(one[:4], "little") for one in raw]
    bench.exact(message("conform-gaps"), sum(b - a != 1 for a, b in pairwise(numbers)), 0)
    broken = sum(not follows(after, before) for before, after in pairwise(raw))
    bench.exact(message("conform-unchained"), broken, 0)


def g1(bench: Bench) -> None:
    """Each start has its end, and the end has the light."""
    bench.power_on()
    order = bench.agree()
    for _ in range(3):
        bench.lit_by(bench.start)
        bench.shine(250.0)
        bench.dark()
        bench.until(bench.is_dark, 200.0)
    found = [one for one in records_of(bench) if one.order_id == order.order_id]
    kinds = [one.kind for one in found]
    bench.exact(message("conform-starts"), kinds.count(wire.LOG_START), 3)
    bench.exact(message("conform-ends"), kinds.count(wire.LOG_END), 3)
    given = bench.given_ms()
    logged = found[-1].lit_ms[0] if found else -1
    bench.see(message("conform-logged"), logged, least=given - 1.0, most=given * 1.01 + 3 * 60.0)


def g2(bench: Bench) -> None:
    """Numbers only rise, over resets too."""
    bench.power_on()
    last = bench.greet().log_last
    for line in ("power off 40", "reset"):
        bench.jig.do(line)
        bench.wait(40.0 + READY_MS)
        found = bench.greet()
        bench.see(message("conform-number"), found.log_last, least=last + 1, unit="1")
        last = found.log_last


def g3(bench: Bench) -> None:
    """The chain is whole, over starts, trips, refusals and resets."""
    bench.power_on()
    bench.light()
    bench.jig.do("shield 0")
    bench.until(bench.is_dark, 200.0)
    bench.jig.do("shield 1")
    bench.ask_for(bench.asking(lease_ms=0))
    bench.power_cycle()
    bench.meet()
    _whole(bench, raw_records(bench))


def g4(bench: Bench) -> None:
    """Power cut at many instants: never less than the jig's light."""
    count = max(round(INSTANTS * bench.rig.effort), FEWEST)
    short = long = unread = 0
    for at in range(count):
        bench.power_on()
        order = bench.agree()
        bench.start()
        bench.until(lambda: False, 20.0 + at * 613 % 700, renew=True)
        bench.jig.do("power off 30")
        bench.wait(30.0 + READY_MS)
        given = bench.given_ms()
        bench.meet()
        found = [one for one in records_of(bench) if one.order_id == order.order_id]
        logged = max((one.lit_ms[0] for one in found), default=0)
        short += logged < given - 1.0
        long += logged > given * 1.01 + 60.0 + KEPT_MS
        unread += bool(given) and not found
    bench.see(message("conform-cuts"), count, unit="1")
    bench.exact(message("conform-short"), short, 0)
    bench.exact(message("conform-long"), long, 0)
    bench.exact(message("conform-unread"), unread, 0)


def g5(bench: Bench) -> None:
    """More than the ring holds: the oldest go, the rest stays whole."""
    bench.power_on()
    bench.meet()
    with bench.rushed():
        for _ in range(RECORDS):
            bench.say(wire.ORDER, bench.asking(lease_ms=0).content())
            bench.until(lambda: False, 21.0)
    found = bench.greet()
    bench.see(message("conform-kept"), found.log_last - found.log_first + 1, least=RING, unit="1")
    bench.say(wire.DARK, b"\x00")
    raw = raw_records(bench, found.log_first)
    bench.see(message("conform-records"), len(raw), least=RING, unit="1")
    _whole(bench, raw)


def g6(bench: Bench) -> None:
    """The host goes, comes back and reads what it did not see."""
    bench.power_on()
    bench.light()
    order = bench.order
    assert order is not None  # lit
    bench.shine(400.0)
    bench.until(bench.is_dark, 1500.0)
    given = bench.given_ms()
    bench.meet()
    ends = [
        one
        for one in records_of(bench)
        if one.order_id == order.order_id and one.kind == wire.LOG_END
    ]
    bench.exact(message("conform-ends"), len(ends), 1)
    logged = ends[0].lit_ms[0] if ends else 0
    bench.see(message("conform-logged"), logged, least=given - 1.0, most=given * 1.01 + 60.0)


def g7(bench: Bench) -> None:
    """A write that is torn by a cut of power leaves a gap that is told, and never less light."""
    short = told = torn = 0
    for at in range(1, 7):
        bench.power_on()
        order = bench.agree()
        if not bench.jig.can(f"tear {at} 40"):
            raise CannotError("tear")
        before = bench.look()
        bench.start()
        bench.until(lambda: False, 700.0, renew=True)
        bench.dark()
        bench.until(lambda: False, 200.0)
        given = bench.given_ms()
        bench.jig.can("tear 0 0")
        bench.power_cycle()
        bench.meet()
        found = records_of(bench)
        gaps = [one for one in found if one.kind == wire.LOG_GAP]
        own = [one for one in found if one.order_id == order.order_id]
        logged = max((one.lit_ms[0] for one in own), default=0)
        told += bool(gaps)
        torn += before.ups != bench.look().ups or bool(gaps)
        short += logged < given - 1.0
    bench.exact(message("conform-short"), short, 0)
    bench.see(message("conform-gaps"), told, least=1, unit="1")


def g8(bench: Bench) -> None:
    """An end that cannot be written: no order and no light before it is, and it comes first."""
    bench.power_on()
    order = bench.agree()
    bench.lit_by(bench.start)
    bench.shine(250.0)
    bench.jig.do("memory 0")
    bench.dark()
    bench.until(bench.is_dark, 200.0)
    given = bench.given_ms()
    reply = bench.ask_for(bench.asking())
    bench.exact(message("conform-refused"), reply.refused, wire.REFUSED_TRIPPED)
    bench.start()
    bench.stays_dark()
    bench.jig.do("memory 1")
    bench.lit_by(bench.start)
    bench.dark()
    bench.until(bench.is_dark, 200.0)
    found = [one for one in records_of(bench) if one.order_id == order.order_id]
    is_right = [one.kind for one in found] == [wire.LOG_START, wire.LOG_END] * 2
    bench.exact(message("conform-in_pairs"), int(is_right), 1)
    logged = found[1].lit_ms[0] if is_right else -1
    bench.see(message("conform-logged"), logged, least=given - 1.0, most=given * 1.01 + 60.0)


CASES = cases(g1, g2, g3, g4, g5, g6, g7, g8)
