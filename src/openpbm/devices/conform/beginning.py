"""B: from power to a mask that answers, and greetings (H)."""

from __future__ import annotations

import struct

from openpbm.devices.conform.bench import Bench
from openpbm.devices.conform.case import cases
from openpbm.devices.conform.said import ANSWER_MS, OFF_MS, READY_MS
from openpbm.fact import message
from openpbm.firmware import wire_table as wire
from openpbm.firmware.frame import NO_SESSION, is_of, packed, parts

RESET_MS = 1.0  # to dark
UNKNOWN_SLOT = 3
ONE_MS = 1.0


def b1(bench: Bench) -> None:
    """Dark from power to the end of the self-test."""
    bench.power_on(ready=False)
    bench.wait(OFF_MS + READY_MS)
    bench.exact(message("conform-ups"), bench.ups(), 0)
    bench.greet()
    bench.exact(message("conform-state"), bench.mask.state if bench.mask else -1, wire.STATE_READY)


def b2(bench: Bench) -> None:
    """A reset while lit; the log says that it shone."""
    bench.shining(300.0)
    began_ms = bench.jig.do("reset")
    bench.dark_since(began_ms, RESET_MS)
    bench.stays_dark(READY_MS)
    _closed(bench, began_ms)


def b3(bench: Bench) -> None:
    """The supply sags while lit, a little, then below what anything runs at."""
    bench.shining(300.0)
    began_ms = bench.jig.do("supply 4100 100")
    bench.dark_since(began_ms, 100.0)
    bench.trip_told(wire.TRIP_BROWNOUT)
    bench.shining(300.0)
    began_ms = bench.jig.do("supply 2500 50")
    bench.dark_since(began_ms, RESET_MS)
    bench.wait(50.0 + READY_MS)
    _closed(bench, began_ms)
    bench.meet()
    bench.stays_dark(200.0, renew=False)
    bench.agree()
    bench.lit_by(bench.start)


def _closed(bench: Bench, ended_ms: float) -> None:
    """The order that was cut off is closed in the log, and not with less than was given."""
    from openpbm.devices.conform.log_cases import records_of

    assert bench.order is not None  # it shone
    order, given = bench.order.order_id, bench.given_ms()
    bench.wait(max(ended_ms + READY_MS - bench.look().now_ms, 0.0))
    bench.meet()
    ends = [one for one in records_of(bench) if one.kind == wire.LOG_END and one.order_id == order]
    bench.exact(message("conform-ends"), len(ends), 1)
    if ends:
        bench.exact(message("conform-trip"), ends[0].detail, wire.TRIP_WATCHDOG)
        bench.see(
            message("conform-logged"), ends[0].lit_ms[0], least=given - ONE_MS,
            most=given * 1.01 + 60.0 + wire.CHECKPOINT_MS,
        )  # fmt: skip


def b4(bench: Bench) -> None:
    """Without a whole calibration it never shines."""
    for damage in ("none", "flip 30"):
        bench.power_on()
        bench.meet()
        order = bench.asking()
        bench.jig.do(f"calibration {damage}")
        bench.power_cycle()
        found = bench.greet()
        bench.exact(message("conform-state"), found.state, wire.STATE_BARE)
        reply = bench.ask_for(order)
        bench.exact(message("conform-refused"), reply.refused, wire.REFUSED_BARE)
        bench.exact(message("conform-ups"), bench.ups(), 0)


# ---- greetings


def h1(bench: Bench) -> None:
    """Who is there, in time, with fresh numbers."""
    bench.power_on()
    place = bench.place()
    nonces = set()
    for _ in range(2):
        nonce = bench.fresh(8)
        began_ms = bench.look().now_ms
        bench.send(bench.hello(place, nonce))
        found = bench.ident(place, nonce)
        bench.see(message("conform-answer_after"), bench.look().now_ms - began_ms, most=ANSWER_MS)
        bench.must(message("conform-greeted"), found is not None)
        assert found is not None
        nonces.add(found.nonce)
    bench.exact(message("conform-nonces"), len(nonces), 2)


def h2(bench: Bench) -> None:
    """Greeted again: the second session counts, the first is over."""
    bench.power_on()
    bench.meet()
    first = bench.talk
    bench.meet()
    second = bench.talk
    assert first is not None and second is not None  # met
    heard = bench.told[-1].heard
    bench.talk = first
    for _ in range(3):
        bench.say(wire.DARK, b"\x00")
    bench.talk = second
    bench.told = []
    bench.wait(400.0)
    bench.exact(message("conform-heard"), bench.told[-1].heard if bench.told else -1, heard)


def h3(bench: Bench) -> None:
    """A slot that has no key, and one with a wrong one: no answer."""
    bench.power_on()
    place = bench.place()
    at = len(bench.heard)
    wrong = type(place)(number=place.number, key=bytes(32))
    empty = type(place)(number=UNKNOWN_SLOT, key=place.key)
    beyond = type(place)(number=200, key=place.key)
    for one in (wrong, empty, beyond):
        bench.send(bench.hello(one, bench.fresh(8)))
        bench.wait(200.0)
    bench.exact(message("conform-answers"), _answers(bench, at), 0)


def _answers(bench: Bench, since: int) -> int:
    """Frames that came, reports left out."""
    kinds = [whole[0] for frame in bench.heard[since:] if (whole := parts(frame)) is not None]
    return len([kind for kind in kinds if kind != wire.REPORT])


def h4(bench: Bench) -> None:
    """No version in common: said so, with the slot's key."""
    bench.power_on()
    place = bench.place()
    for low, high in ((3, 9), (0, 1)):
        at = len(bench.heard)
        bench.send(bench.hello(place, bench.fresh(8), low=low, high=high))
        key = place.key
        frame = bench.answered(
            lambda one, key=key: is_refusal_of(one, key),  # type: ignore[misc]
            since=at,
        )
        whole = parts(frame) if frame is not None else None
        why = struct.unpack(wire.REFUSED_FIELDS, whole[2])[2] if whole is not None else 0
        bench.exact(message("conform-refused"), why, wire.REFUSED_VERSION)


def is_refusal_of(frame: bytes, key: bytes) -> bool:
    """Outside a session."""
    whole = parts(frame)
    return whole is not None and whole[0] == wire.REFUSED and is_of(frame, NO_SESSION, key)


def h5(bench: Bench) -> None:
    """Nobody takes over a mask that shines; an old greeting disturbs nothing."""
    bench.power_on()
    place = bench.place()
    old = bench.hello(place, bench.fresh(8))
    bench.send(old)
    bench.wait(60.0)
    bench.agree()
    bench.send(old)
    bench.wait(100.0)
    bench.lit_by(bench.start)
    ups = bench.ups()
    at = len(bench.heard)
    for _ in range(2):
        nonce = bench.fresh(8)
        bench.send(bench.hello(place, nonce))
        bench.shine(1300.0)
    bench.exact(message("conform-answers"), _answers(bench, at), 0)
    bench.exact(message("conform-is_lit"), int(bench.look().is_lit), 1)
    bench.exact(message("conform-ups_more"), bench.ups() - ups, 0)


def h6(bench: Bench) -> None:
    """A hail needs no key, moves nothing and tells nothing private."""
    bench.power_on()
    bench.meet()
    heard = bench.told[-1].heard
    at = len(bench.heard)
    bench.send(packed(wire.HAIL, 900, b"", NO_SESSION, b""))
    frame = bench.answered(lambda one: _is_hailed(one), since=at)
    bench.must(message("conform-hailed"), frame is not None)
    bench.wait(300.0)
    bench.exact(message("conform-heard"), bench.told[-1].heard, heard)
    bench.exact(message("conform-ups"), bench.ups(), 0)


def _is_hailed(frame: bytes) -> bool:
    whole = parts(frame)
    return (
        whole is not None
        and whole[0] == wire.HAILED
        and len(whole[2]) == struct.calcsize(wire.HAILED_FIELDS)
    )


CASES = cases(b1, b2, b3, b4, h1, h2, h3, h4, h5, h6)
