"""C: what it is calibrated to. E: who may talk to it."""

from __future__ import annotations

from openpbm.devices.conform.bench import Bench
from openpbm.devices.conform.case import cases, unshown
from openpbm.devices.conform.said import ANSWER_MS, READY_MS, HostPlace, digest_of
from openpbm.fact import message
from openpbm.firmware import wire_table as wire
from openpbm.firmware.enrol import SLOTS

A_CERTIFICATE = 2
PIECE = 384
OTHER_SECRET = "ZZZZZZZZZZZZZZZZZZZZ"
FORGET_MS = 10_200.0
UNCONFIRMED_MS = 10_200.0
EVERY_SLOT = b"\xff"


def served(bench: Bench) -> bytes:
    """The calibration's bytes, in pieces.

    Raises:
        MissedError: a piece did not come.
    """
    data, total = b"", 1
    while len(data) < total:
        answer = bench.chunk(A_CERTIFICATE, len(data), PIECE)
        bench.must(message("conform-served"), answer is not None and bool(answer[1]))
        assert answer is not None
        total, piece = answer
        data += piece
    return data


def c1(bench: Bench) -> None:
    """The bytes that it serves have the digest that it says."""
    bench.power_on()
    bench.meet()
    assert bench.mask is not None  # met
    data = served(bench)
    bench.see(message("conform-bytes"), len(data), least=1, unit="1")
    same = digest_of(data) == bench.mask.calibration
    bench.exact(message("conform-digests"), int(same), 1)


def c2(bench: Bench) -> None:
    """One byte of the calibration wrong: it is none."""
    for line in ("certificate flip 5", "calibration flip 3"):
        bench.power_on()
        bench.jig.do(line)
        bench.power_cycle()
        bench.exact(message("conform-state"), bench.greet().state, wire.STATE_BARE)
        bench.exact(message("conform-ups"), bench.ups(), 0)


def c3(bench: Bench) -> None:
    """What an ident says of its limits is what it keeps to: a channel's most drive, and its tag."""
    bench.power_on()
    bench.meet()
    assert bench.mask is not None  # met
    own, most = bench.mask.calibration[:4], tuple(one[2] for one in bench.mask.each)
    above = tuple(drive + 1 for drive in most)
    for drives, tag, refused in (
        (most, own, 0),
        (above, own, wire.REFUSED_DRIVE),
        (most, b"none", wire.REFUSED_CALIBRATION),
    ):
        reply = bench.ask_for(bench.asking(drives=drives, calib_tag=tag))
        bench.exact(message("conform-refused"), reply.refused, refused)


# ---- hosts


def _clear(bench: Bench) -> None:
    """No host is known."""
    bench.power_on()
    bench.press(FORGET_MS)
    bench.places = []


def _greets(bench: Bench, place: HostPlace) -> bool:
    nonce = bench.fresh(8)
    bench.send(bench.hello(place, nonce))
    return bench.ident(place, nonce, ANSWER_MS) is not None


def e1(bench: Bench) -> None:
    """Nobody is enrolled without the button."""
    bench.power_on()
    at = len(bench.heard)
    found = bench.enrolled(pressed=False)
    bench.exact(message("conform-places"), int(found is not None), 0)
    bench.exact(message("conform-refused"), bench.refused_to_enrol(at), wire.REFUSED_BUTTON)


def e2(bench: Bench) -> None:
    """Nobody with another secret: no answer."""
    bench.power_on()
    at = len(bench.heard)
    found = bench.enrolled(secret=OTHER_SECRET)
    bench.exact(message("conform-places"), int(found is not None), 0)
    bench.exact(message("conform-answers"), len(bench.heard) - at, 0)


def e3(bench: Bench) -> None:
    """Four hosts, no fifth; each has a key of its own."""
    _clear(bench)
    for _ in range(SLOTS):
        place = bench.enrolled()
        bench.must(message("conform-enrolled"), place is not None)
        assert place is not None
        bench.exact(message("conform-greets"), int(_greets(bench, place)), 1)
    bench.exact(message("conform-places"), len({one.number for one in bench.places}), SLOTS)
    at = len(bench.heard)
    bench.exact(message("conform-places"), int(bench.enrolled() is not None), 0)
    bench.exact(message("conform-refused"), bench.refused_to_enrol(at), wire.REFUSED_FULL)
    crossed = HostPlace(number=bench.places[0].number, key=bench.places[1].key)
    bench.exact(message("conform-greets"), int(_greets(bench, crossed)), 0)


def e4(bench: Bench) -> None:
    """A host that never greets has no place after ten seconds; one that does keeps it."""
    _clear(bench)
    kept = bench.enrolled()
    bench.must(message("conform-enrolled"), kept is not None)
    assert kept is not None
    bench.exact(message("conform-greets"), int(_greets(bench, kept)), 1)
    lost = bench.enrolled()
    bench.must(message("conform-enrolled"), lost is not None)
    assert lost is not None
    with bench.rushed():
        bench.wait(UNCONFIRMED_MS)
    bench.exact(message("conform-greets"), int(_greets(bench, lost)), 0)
    bench.exact(message("conform-greets"), int(_greets(bench, kept)), 1)
    bench.places = [kept]


def e5(bench: Bench) -> None:
    """A place that is given back is dead; the button alone forgets all."""
    _clear(bench)
    bench.meet()
    own = bench.places[0]
    bench.say(wire.FORGET, EVERY_SLOT)
    bench.wait(100.0)
    bench.exact(message("conform-greets"), int(_greets(bench, own)), 1)
    bench.meet()
    bench.say(wire.FORGET, bytes([own.number]))
    bench.wait(100.0)
    bench.exact(message("conform-greets"), int(_greets(bench, own)), 0)
    bench.places = []
    other = bench.place()
    bench.exact(message("conform-greets"), int(_greets(bench, other)), 1)
    bench.press(FORGET_MS)
    bench.exact(message("conform-greets"), int(_greets(bench, other)), 0)
    bench.power_cycle()
    bench.wait(READY_MS)
    bench.exact(message("conform-greets"), int(_greets(bench, other)), 0)
    bench.places = []


def e6(bench: Bench) -> None:
    """Enrolling while lit is not heard, and forgetting one's place darkens."""
    _clear(bench)
    bench.light()
    bench.renew_afresh()
    at = len(bench.heard)
    found = bench.enrolled(pressed=False)
    bench.exact(message("conform-places"), int(found is not None), 0)
    bench.exact(message("conform-refused"), bench.refused_to_enrol(at), 0)
    bench.renew()
    began_ms = bench.look().now_ms
    bench.exact(message("conform-is_lit"), int(bench.look().is_lit), 1)
    bench.say(wire.FORGET, bytes([bench.places[0].number]))
    bench.dark_since(began_ms, 100.0)
    bench.places = []


CASES = (
    *cases(c1, c2, c3),
    *unshown("C4", needs=message("conform-needs_station")),
    *cases(e1, e2, e3, e4, e5, e6),
)
