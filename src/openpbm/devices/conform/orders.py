"""O: what one sitting may be at most. S: starts. L: leases."""

from __future__ import annotations

from openpbm.devices.conform.bench import Bench
from openpbm.devices.conform.case import cases
from openpbm.devices.conform.said import FORBIDS_MS, STOP_MS, Reply
from openpbm.fact import message
from openpbm.firmware import wire_table as wire

LEASE_MS = 1000.0
LATE_MS = 50.0  # a grant's end
LONG = 10_000_000
SECOND_MS = 1000.0


def _takes(bench: Bench, reply: Reply, status: int) -> None:
    bench.exact(message("conform-status"), reply.status, status)


def _refuses(bench: Bench, why: int, **changes: object) -> None:
    """An order that the mask must not take, and no light by it."""
    reply = bench.ask_for(bench.asking(**changes))
    bench.exact(message("conform-refused"), reply.refused, why)


def o1(bench: Bench) -> None:
    """An order within the limits is taken as it is."""
    bench.power_on()
    bench.meet()
    order = bench.asking()
    reply = bench.ask_for(order)
    _takes(bench, reply, 0)
    for asked, taken in zip(order.grant_ms, reply.grant_ms, strict=True):
        bench.exact(message("conform-grant"), taken, asked)


def o2(bench: Bench) -> None:
    """More than its own cap, or than the order's: lowered, and said so."""
    bench.power_on()
    bench.meet()
    reply = bench.ask_for(bench.asking(grant_ms=(LONG,) * bench.count))
    _takes(bench, reply, 1)
    for taken in reply.grant_ms:
        bench.see(message("conform-grant"), taken, least=1, most=LONG - 1)
    reply = bench.ask_for(bench.asking(caps=(36,) * bench.count))
    _takes(bench, reply, 1)
    assert bench.order is not None and bench.mask is not None  # taken
    for i, taken in enumerate(reply.grant_ms):
        full, drive = bench.mask.each[i][1], bench.order.drives[i]
        most = 36 * 1_000_000_000 // (full * drive)
        bench.see(message("conform-grant"), taken, least=0, most=most)
    bench.lit_by(lambda: bench.start(grant_ms=(LONG,) * bench.count))
    bench.until(bench.is_dark, 3000.0, renew=True)
    bench.see(message("conform-given"), bench.given_ms(), most=max(reply.grant_ms) + LATE_MS)


def o3(bench: Bench) -> None:
    """A drive above its most is no order."""
    bench.power_on()
    bench.meet()
    assert bench.mask is not None  # met
    above = tuple(one[2] + 1 for one in bench.mask.each)
    _refuses(bench, wire.REFUSED_DRIVE, drives=above)
    _refuses(bench, wire.REFUSED_DRIVE, drives=(65535,) * bench.count)
    bench.exact(message("conform-ups"), bench.ups(), 0)


def o4(bench: Bench) -> None:
    """A warmer ceiling than its own is not believed, a cooler one is kept."""
    for asked, warm in ((6000, None), (3800, 38.5)):
        bench.power_on()
        bench.meet()
        assert bench.mask is not None  # met
        own = bench.mask.hottest_cdegc / 100 + 0.5
        bench.light(hottest_cdegc=asked)
        degc = own if warm is None else warm
        began_ms = bench.jig.do(f"temp {degc:.2f} {degc:.2f}")
        bench.dark_since(began_ms, 200.0, renew=True)
        bench.trip_told(wire.TRIP_HOT)


def o5(bench: Bench) -> None:
    """No longer lease than it grants, and none of nothing."""
    bench.power_on()
    bench.meet()
    assert bench.mask is not None  # met
    _refuses(bench, wire.REFUSED_LEASE, lease_ms=bench.mask.lease_max_ms + 1)
    _refuses(bench, wire.REFUSED_LEASE, lease_ms=0)


def o6(bench: Bench) -> None:
    """An order is valid for an hour at most."""
    bench.power_on()
    bench.meet()
    _refuses(bench, wire.REFUSED_EXPIRED, valid_s=0)
    _refuses(bench, wire.REFUSED_EXPIRED, valid_s=wire.ORDER_VALID_S + 1)


def o7(bench: Bench) -> None:
    """An order for another calibration."""
    bench.power_on()
    bench.meet()
    _refuses(bench, wire.REFUSED_CALIBRATION, calib_tag=b"\xff\xff\xff\xff")
    bench.exact(message("conform-ups"), bench.ups(), 0)


def o8(bench: Bench) -> None:
    """Another number of channels, or a length that is none."""
    bench.power_on()
    bench.meet()
    more = bench.count + 1
    _refuses(
        bench, wire.REFUSED_CHANNELS, grant_ms=(100,) * more, drives=(100,) * more, caps=(9,) * more
    )
    at = len(bench.heard)
    seq = bench.say(wire.ORDER, bench.asking().content()[:-1])
    found = bench.refused(seq, at).refused
    bench.exact(message("conform-refused"), found, wire.REFUSED_LENGTH)


# ---- starts


def _refuses_start(bench: Bench, why: int, seq: int, since: int) -> Reply:
    reply = bench.refused(seq, since)
    bench.exact(message("conform-refused"), reply.refused, why)
    return reply


def s1(bench: Bench) -> None:
    """Light in time; power that goes with the first light finds the start written down."""
    from openpbm.devices.conform.log_cases import records_of

    bench.power_on()
    bench.light()
    bench.power_on()
    order = bench.agree()
    if not bench.jig.can("power cut 60"):
        return
    bench.start()
    bench.until(lambda: bench.ups() > 0, 300.0)
    bench.wait(400.0)
    bench.exact(message("conform-ups"), bench.ups(), 1)
    bench.meet()
    kinds = [one.kind for one in records_of(bench) if one.order_id == order.order_id]
    bench.exact(message("conform-starts"), kinds.count(wire.LOG_START), 1)
    bench.exact(message("conform-ends"), kinds.count(wire.LOG_END), 1)


def s2(bench: Bench) -> None:
    """A start whose echo is old, or of a time to come, is no start."""
    bench.power_on()
    bench.agree()
    bench.wait(1300.0)
    for ago_ms in (1001.0, -400.0):
        bench.until(lambda: False, 100.0)
        at = len(bench.heard)
        now_ms = bench.look().now_ms - bench.offset_ms
        seq = bench.start(echo_ms=round(now_ms - ago_ms))
        _refuses_start(bench, wire.REFUSED_ECHO, seq, at)
        bench.stays_dark(100.0, renew=False)
    bench.exact(message("conform-ups"), bench.ups(), 0)


def s3(bench: Bench) -> None:
    """A start number counts once."""
    bench.power_on()
    bench.light()
    at = len(bench.heard)
    _refuses_start(bench, wire.REFUSED_START, bench.start(number=bench.start_number), at)
    bench.dark()
    bench.until(bench.is_dark, 200.0)
    at = len(bench.heard)
    _refuses_start(bench, wire.REFUSED_START, bench.start(number=bench.start_number), at)
    bench.stays_dark()
    bench.exact(message("conform-ups"), bench.ups(), 1)


def s4(bench: Bench) -> None:
    """A lower number is none."""
    bench.power_on()
    bench.agree()
    bench.start_number = 6
    bench.lit_by(bench.start)
    bench.dark()
    bench.until(bench.is_dark, 200.0)
    for number in (6, 3, 0):
        at = len(bench.heard)
        _refuses_start(bench, wire.REFUSED_START, bench.start(number=number), at)
    bench.stays_dark()
    bench.exact(message("conform-ups"), bench.ups(), 1)


def s5(bench: Bench) -> None:
    """All starts of an order together give no more than the order."""
    bench.power_on()
    bench.agree(grant_ms=(900,) * _channels(bench))
    for _ in range(4):
        bench.start(grant_ms=(LONG,) * bench.count)
        bench.until(lambda: False, 300.0, renew=True)
        bench.dark()
        bench.until(bench.is_dark, 200.0)
    for channel in range(bench.count):
        bench.see(message("conform-given"), bench.given_ms(channel), least=800, most=900 + LATE_MS)


def _channels(bench: Bench) -> int:
    bench.meet()
    return bench.count


def s6(bench: Bench) -> None:
    """Shield or fit open, tripped, expired: no start."""
    bench.power_on()
    bench.agree()
    for opened, closed in (
        ("shield 0", "shield 1"),
        ("fit 0", "fit 1"),
        ("charger 1", "charger 0"),
    ):
        bench.jig.do(opened)
        bench.wait(60.0)
        at = len(bench.heard)
        _refuses_start(bench, wire.REFUSED_UNFIT, bench.start(), at)
        bench.jig.do(closed)
        bench.wait(FORBIDS_MS)
    bench.agree(valid_s=1)
    bench.wait(1100.0)
    at = len(bench.heard)
    _refuses_start(bench, wire.REFUSED_EXPIRED, bench.start(), at)
    bench.agree()
    bench.jig.do("temp open 33.0")
    bench.wait(600.0)
    at = len(bench.heard)
    reply = _refuses_start(bench, wire.REFUSED_TRIPPED, bench.start(), at)
    bench.exact(message("conform-trip"), reply.detail, wire.TRIP_SENSOR)
    bench.exact(message("conform-ups"), bench.ups(), 0)


def s7(bench: Bench) -> None:
    """A start of another order, or of none."""
    bench.power_on()
    bench.agree()
    at = len(bench.heard)
    _refuses_start(bench, wire.REFUSED_ORDER, bench.start(order_id=b"another."), at)
    bench.dark(why=1)
    bench.wait(60.0)
    at = len(bench.heard)
    _refuses_start(bench, wire.REFUSED_NO_ORDER, bench.start(), at)
    bench.exact(message("conform-ups"), bench.ups(), 0)


def s8(bench: Bench) -> None:
    """A start and, right behind it, dark: whichever the mask looks at first, it is dark."""
    bench.power_on()
    bench.agree()
    for after_ms in (0.0, 5.0, 10.0, 15.0):  # at four places between two looks
        bench.until(lambda: False, 100.0 + after_ms)
        began_ms = bench.look().now_ms
        bench.start()
        bench.dark()
        bench.dark_since(began_ms, STOP_MS)
        bench.stays_dark()


# ---- leases


def l1(bench: Bench) -> None:
    """Silence: dark within a lease of the newest echo."""
    bench.shining(700.0)
    echoed = bench.told[-1]
    bench.renew()
    bench.dark_since(echoed.device_ms + bench.offset_ms, LEASE_MS)
    bench.stays_dark()


def l2(bench: Bench) -> None:
    """A renewal that comes late counts from the time it echoes."""
    bench.power_on()
    bench.light()
    bench.renew_afresh()
    echoed = bench.told[-1]
    bench.wait(700.0)
    bench.exact(message("conform-is_lit"), int(bench.look().is_lit), 1)
    bench.renew(echo_ms=echoed.device_ms)
    bench.dark_since(echoed.device_ms + bench.offset_ms, LEASE_MS)
    bench.stays_dark(renew=False)


def _until_dark(bench: Bench, most_ms: float) -> None:
    bench.until(bench.is_dark, most_ms, renew=True)
    bench.exact(message("conform-is_lit"), int(bench.look().is_lit), 0)


def l3(bench: Bench) -> None:
    """A grant that runs out is dark at once."""
    bench.power_on()
    bench.light(grant_ms=(600,) * _channels(bench))
    _until_dark(bench, 900.0)
    bench.see(message("conform-given"), bench.given_ms(), least=540, most=600 + LATE_MS)
    bench.stays_dark()


def l4(bench: Bench) -> None:
    """A renewal that asks for more gives no more."""
    bench.power_on()
    bench.agree(grant_ms=(3000,) * _channels(bench))
    bench.lit_by(lambda: bench.start(grant_ms=(600,) * bench.count))
    _until_dark(bench, 1500.0)
    bench.see(message("conform-given"), bench.given_ms(), most=600 + LATE_MS)


def l5(bench: Bench) -> None:
    """A renewal that asks for less shortens."""
    bench.shining(200.0)
    bench.renew(grant_ms=(500,) * bench.count)
    _until_dark(bench, 1500.0)
    bench.see(message("conform-given"), bench.given_ms(), most=500 + LATE_MS)


def l6(bench: Bench) -> None:
    """A renewal of an old start, or of no light, does nothing."""
    bench.power_on()
    bench.light()
    bench.dark()
    bench.until(bench.is_dark, 200.0)
    bench.stays_dark()
    bench.lit_by(bench.start)
    echoed = bench.told[-1]
    while bench.look().now_ms - echoed.device_ms - bench.offset_ms < LEASE_MS - 200.0:
        bench.renew(number=bench.start_number - 1)
        bench.wait(100.0)
    bench.dark_since(echoed.device_ms + bench.offset_ms, LEASE_MS)
    bench.exact(message("conform-ups"), bench.ups(), 2)


def l7(bench: Bench) -> None:
    """Its counter of ms goes round: nothing is seen of it."""
    bench.power_on()
    bench.place()
    bench.jig.do("clock 4294966296")
    bench.power_cycle()
    bench.light()
    bench.told = bench.told[-1:]
    ups = bench.ups()
    bench.shine(2500.0)
    times = [told.device_ms for told in bench.told]
    bench.exact(message("conform-wrapped"), int(min(times) < times[0]), 1)
    bench.exact(message("conform-is_lit"), int(bench.look().is_lit), 1)
    bench.exact(message("conform-ups_more"), bench.ups() - ups, 0)
    bench.jig.do("clock 0")


def l8(bench: Bench) -> None:
    """A renewal whose echo is too old, or of a time to come, lengthens nothing."""
    bench.power_on()
    bench.light()
    echoed = bench.told[-1]
    for ahead in (-1500, 600, 60_000):
        bench.wait(150.0)
        now_ms = bench.look().now_ms - bench.offset_ms
        bench.renew(echo_ms=round(now_ms + ahead))
    bench.dark_since(echoed.device_ms + bench.offset_ms, LEASE_MS)


CASES = cases(
    o1, o2, o3, o4, o5, o6, o7, o8, s1, s2, s3, s4, s5, s6, s7, s8, l1, l2, l3, l4, l5, l6, l7, l8
)
