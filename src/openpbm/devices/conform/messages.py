"""M: noise, forgeries and replays. A: how much light it says it gave."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

from openpbm.devices.conform.bench import Bench
from openpbm.devices.conform.case import cases
from openpbm.devices.conform.jig import CannotError
from openpbm.devices.conform.said import STOP_MS, Speaking
from openpbm.fact import message
from openpbm.firmware import wire_table as wire
from openpbm.firmware.cobs import stuffed

NOISE = 20_000
STRETCH = 700
MOST_LATE = 2
BATCH = 20
REPORT_EVERY_MS = 300.0
ACCOUNT_PCT, ACCOUNT_MS = 1.01, 60.0
OUTPUTS = (800, 1000, 1050)
SHORT_S, LONG_S = 1.0, 60.0
PHASE_MS = 7.0
US_MS = 0.01  # the jig's own rounding


def _no_effect(bench: Bench, made: Callable[[], list[bytes]]) -> None:
    """None of these, made when all is said, is heard, answered or obeyed."""
    bench.until(lambda: False, 300.0, renew=bench.look().is_lit)
    is_lit = bench.look().is_lit
    heard = bench.renew_afresh() if is_lit else bench.told[-1].heard
    at, ups = len(bench.heard), bench.ups()
    for frame in made():
        bench.send(frame)
        bench.until(lambda: False, 30.0)
    bench.until(lambda: False, 300.0)
    bench.exact(message("conform-heard"), bench.told[-1].heard, heard)
    kinds = [f[1] for f in bench.heard[at:] if len(f) > 1 and f[1] != wire.REPORT]
    bench.exact(message("conform-answers"), len(kinds), 0)
    bench.exact(message("conform-ups_more"), bench.ups() - ups, 0)
    bench.exact(message("conform-is_lit"), int(bench.look().is_lit), int(is_lit))


def _next(bench: Bench, kind: int, content: bytes) -> bytes:
    """A good frame that is kept back."""
    assert bench.talk is not None  # met
    return bench.talk.framed(kind, content)


def _dark_frame(bench: Bench) -> bytes:
    return _next(bench, wire.DARK, b"\x00")


def m1(bench: Bench) -> None:
    """A right checksum under a wrong signature, wrong anywhere."""
    bench.power_on()
    bench.light()

    def made() -> list[bytes]:
        good = _dark_frame(bench)
        odd = [
            good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]
            for at in range(len(good) - wire.MAC_BYTES, len(good))
        ]
        return [*odd, good[: -wire.MAC_BYTES] + bytes(wire.MAC_BYTES)]

    _no_effect(bench, made)


def m2(bench: Bench) -> None:
    """One bit of it wrong, each in turn; a checksum put right does not help."""
    bench.power_on()
    bench.light()
    for at in range(0, len(_dark_frame(bench)) * 8, 7):
        frame = bytearray(_dark_frame(bench))
        frame[at // 8] ^= 1 << at % 8
        bench.send(bytes(frame))
        bench.renew()  # an authentic frame between: never three of noise in a row
        bench.until(lambda: False, 45.0)
    bench.exact(message("conform-is_lit"), int(bench.look().is_lit), 1)
    bench.exact(message("conform-ups"), bench.ups(), 1)


def m3(bench: Bench) -> None:
    """Cut short, at every length."""
    bench.power_on()
    bench.meet()
    good = _dark_frame(bench)
    _no_effect(bench, lambda: [good[:length] for length in range(1, len(good), 3)])


def m4(bench: Bench) -> None:
    """Said before: a replay of any frame has no effect."""
    bench.power_on()
    bench.light()
    bench.renew()
    bench.dark()
    bench.until(bench.is_dark, 200.0)
    said = list(bench.sent)
    bench.exact(message("conform-frames"), len(said), 5)
    _no_effect(bench, lambda: said)
    bench.exact(message("conform-ups"), bench.ups(), 1)


def m5(bench: Bench) -> None:
    """Of another session, or its own reports sent back."""
    bench.power_on()
    bench.light()
    old = bench.talk
    assert old is not None  # met
    bench.dark()
    bench.until(bench.is_dark, 200.0)
    bench.meet()
    own = [frame for frame in bench.heard[-6:] if frame]
    _no_effect(bench, lambda: [*_stale(old), *own])


def _stale(old: Speaking) -> list[bytes]:
    old.said += 500
    return [old.framed(wire.DARK, b"\x00"), old.framed(wire.RENEW, bytes(14))]


def m6(bench: Bench) -> None:
    """Three of noise in a row while lit; two do nothing."""
    bench.shining(300.0)
    for _ in range(4):
        for _ in range(wire.GARBLED_IN_A_ROW - 1):
            bench.send(b"noise of twenty bytes")
        bench.renew()
        bench.until(lambda: False, 60.0)
    bench.exact(message("conform-is_lit"), int(bench.look().is_lit), 1)
    began_ms = bench.look().now_ms
    for _ in range(wire.GARBLED_IN_A_ROW):
        bench.send(b"noise of twenty bytes")
    bench.dark_since(began_ms, STOP_MS)
    bench.stays_dark()


def m7(bench: Bench) -> None:
    """A flood of frames that were changed on the way, and a stretch without an end."""
    bench.power_on()
    bench.agree()
    bench.until(lambda: len(bench.told) > 1, 400.0)
    heard, late = bench.told[-1].heard, bench.look().late
    good = _frames(bench)
    chance = random.Random(7)
    count = round(NOISE * bench.rig.effort)
    for sent in range(count):
        bench.send(mutated(chance, good))
        if sent % BATCH == 0:
            bench.rig.rest()
            bench.pump()
    long = bench.rig.raw(bench.own_line(), b"\x01" * STRETCH + b"\x00")
    bench.told = bench.told[-1:]
    bench.until(lambda: len(bench.told) > 2, 2000.0)
    bench.see(message("conform-frames"), count + int(long), unit="1")
    bench.exact(message("conform-heard"), bench.told[-1].heard, heard)
    bench.exact(message("conform-ups"), bench.ups(), 0)
    bench.see(message("conform-late"), bench.look().late - late, most=MOST_LATE, unit="1")
    bench.dark()
    bench.agree()
    bench.lit_by(bench.start)


def _frames(bench: Bench) -> list[bytes]:
    """One of each kind, good, and kept back."""
    assert bench.order is not None and bench.talk is not None  # agreed
    said = bench.talk.said
    bench.talk.said += 1000
    frames = [
        _next(bench, wire.ORDER, bench.order.content()),
        _next(bench, wire.START, bench.order.order_id + bytes([9, 0]) + bytes(4 + 4 * bench.count)),
        _next(bench, wire.RENEW, bytes(6 + 4 * bench.count)),
        _next(bench, wire.DARK, b"\x00"),
        _next(bench, wire.ASK, bytes(7)),
        _next(bench, wire.FORGET, b"\xff"),
        bench.hello(bench.places[0], bytes(8)),
    ]
    bench.talk.said = said
    return frames


def mutated(chance: random.Random, good: list[bytes]) -> bytes:
    """A frame with one to three bytes changed, left out, put in, or its tail cut."""
    frame = bytearray(chance.choice(good))
    before = bytes(frame)
    while bytes(frame) == before:
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(frame))
            way = chance.randrange(4)
            if way == 0:
                frame[at] ^= 1 << chance.randrange(8)
            elif way == 1:
                frame[at] = chance.randrange(256)
            elif way == 2 and len(frame) > 1:
                del frame[at]
            else:
                frame.insert(at, chance.randrange(256))
    return bytes(frame)


def m8(bench: Bench) -> None:
    """Links that are cut in the middle of a frame; the one that is spoken to; an older one."""
    bench.power_on()
    bench.light()
    boots, late = bench.mask.boots if bench.mask else -1, bench.look().late
    whole = stuffed(_dark_frame(bench))
    if not bench.rig.raw(bench.own_line(), whole[:1]):
        raise CannotError("raw")
    for cut in range(2, len(whole) - 1, 7):
        _cut_off(bench, whole[:cut])
    bench.exact(message("conform-is_lit"), int(bench.look().is_lit), 1)
    bench.hang_up()
    bench.order = None
    bench.until(bench.is_dark, 1500.0)
    bench.exact(message("conform-is_lit"), int(bench.look().is_lit), 0)
    bench.rig.raw(bench.own_line(), b"\x00")
    bench.exact(message("conform-boots"), bench.greet().boots, boots)
    older, bench.talk = bench.line, None
    if not bench.rig.is_single:
        bench.line = bench.rig.open()
    bench.light()
    if older is not None and older is not bench.line:
        older.close()
    ups, count = bench.ups(), len(bench.told)
    bench.shine(1200.0)
    bench.see(message("conform-reports"), len(bench.told) - count, least=3, unit="1")
    bench.exact(message("conform-is_lit"), int(bench.look().is_lit), 1)
    bench.exact(message("conform-ups_more"), bench.ups() - ups, 0)
    bench.see(message("conform-late"), bench.look().late - late, most=MOST_LATE, unit="1")


def _cut_off(bench: Bench, begun: bytes) -> None:
    """A frame that is begun on a line that goes: another line, or the only one, made anew."""
    if not bench.rig.is_single:
        stray = bench.rig.open()
        bench.rig.raw(stray, begun)
        bench.until(lambda: False, 40.0, renew=True)
        stray.close()
        return
    assert bench.talk is not None  # lit
    line = bench.own_line()
    bench.rig.raw(line, begun)
    line.close()
    bench.line = bench.talk.line = bench.rig.open()
    bench.renew()  # joins what was begun, and is lost with it
    bench.renew()
    bench.until(lambda: False, 40.0)


def m9(bench: Bench) -> None:
    """An authentic frame of an unknown kind, or of another length, is refused and no more."""
    bench.power_on()
    bench.light()
    for kind, content, why in (
        (0x55, b"", wire.REFUSED_KIND),
        (wire.ASK, b"\x01", wire.REFUSED_LENGTH),
        (wire.START, b"\x01", wire.REFUSED_LENGTH),
        (wire.DARK, b"", wire.REFUSED_LENGTH),
        (wire.ASK, b"\x01" + bytes(6), wire.REFUSED_DARK_FIRST),
    ):
        at = len(bench.heard)
        seq = bench.say(kind, content)
        bench.exact(message("conform-refused"), bench.refused(seq, at).refused, why)
        bench.shine(300.0)
    bench.exact(message("conform-is_lit"), int(bench.look().is_lit), 1)
    before = bench.look()
    at = len(bench.heard)
    for _ in range(12):
        bench.say(0x55, b"")
        bench.until(lambda: False, 30.0)
    bench.until(lambda: False, 200.0)
    refused = [f for f in bench.heard[at:] if bench.content_of(f, wire.REFUSED) is not None]
    bench.see(message("conform-answers"), len(refused), least=1, most=8, unit="1")
    bench.see(message("conform-late"), bench.look().late - before.late, most=MOST_LATE, unit="1")


# ---- account


def _accounted(bench: Bench, light_s: float, starts: int) -> None:
    """What it says it gave is never below the jig's light, and hardly above."""
    for permille in OUTPUTS:
        bench.power_on()
        bench.jig.do(f"gain {permille}")
        lit_ms = round(light_s * 1000 / starts)
        bench.meet()
        bench.agree(grant_ms=(2 * starts * lit_ms + 1000,) * bench.count)
        for turn in range(starts):
            before = [bench.given_ms(channel) for channel in range(bench.count)]
            bench.lit_by(bench.start)
            bench.shine(lit_ms + PHASE_MS * turn)
            bench.dark()
            bench.until(lambda: bench.is_dark() and not bench.told[-1].is_lit, 400.0)
            for channel in range(bench.count):
                given = bench.given_ms(channel) - before[channel]
                bench.see(
                    message("conform-counted"), bench.told[-1].lit_ms[channel], least=given - US_MS,
                    most=given * ACCOUNT_PCT + ACCOUNT_MS,
                )  # fmt: skip


def a1(bench: Bench) -> None:
    """A second, in five parts that end at different moments of a tick."""
    _accounted(bench, SHORT_S, 5)


def a2(bench: Bench) -> None:
    """A minute, or as much of one as a hurried run takes."""
    _accounted(bench, max(LONG_S * bench.rig.effort, 2 * SHORT_S), 1)


def a3(bench: Bench) -> None:
    """Reports come often enough, and at once when something changes."""
    bench.power_on()
    bench.light()
    count = len(bench.told)
    bench.shine(2000.0)
    told = bench.told[count - 1 :]
    spans = [(b.device_ms - a.device_ms) % (1 << 32) for a, b in pairwise(told)]
    bench.see(message("conform-apart"), max(spans, default=9999), most=REPORT_EVERY_MS)
    seen = 0
    for line, flag in (("fit 0", wire.FLAG_FIT), ("shield 0", wire.FLAG_SHIELD)):
        began_ms = bench.jig.do(line)
        bench.until(lambda flag=flag: not bench.told[-1].flags & flag, 400.0)  # type: ignore[misc]
        bench.see(message("conform-told_after"), bench.look().now_ms - began_ms, most=STOP_MS)
        seen += 1
    bench.exact(message("conform-changes"), seen, 2)


CASES = cases(m1, m2, m3, m4, m5, m6, m7, m8, m9, a1, a2, a3)
