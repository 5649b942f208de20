"""W: by radio, in packets."""

from __future__ import annotations

from collections.abc import Iterator

from openpbm.devices.conform.bench import Bench
from openpbm.devices.conform.case import cases
from openpbm.devices.conform.jig import CannotError
from openpbm.devices.conform.rig import MaskLine
from openpbm.fact import message
from openpbm.firmware import wire_table as wire
from openpbm.firmware.pieces import Cutter

MTUS = (23, 185, 247, 517)
BACK_MS = 2000.0
LEASE_MS = 1000.0
A_CERTIFICATE = 2
CALIBRATION_BYTES = 384


def _radios(bench: Bench) -> Iterator[tuple[int, MaskLine]]:
    """A line at each size of packet that can be had.

    Raises:
        CannotError: none can.
    """
    found = 0
    bench.hang_up()
    for mtu in MTUS:
        line = bench.rig.open_radio(mtu)
        if line is None:
            continue
        found += 1
        bench.line = line
        yield mtu, line
        bench.hang_up()
    if not found:
        raise CannotError


def w1(bench: Bench) -> None:
    """A session in packets: greeting, order, light, dark, and the calibration."""
    for _ in _radios(bench):
        bench.power_on()
        bench.light()
        bench.shine(600.0)
        bench.dark()
        bench.until(bench.is_dark, 200.0)
        bench.exact(message("conform-is_lit"), int(bench.look().is_lit), 0)
        answer = bench.chunk(A_CERTIFICATE, 0, CALIBRATION_BYTES)
        size = len(answer[1]) if answer is not None else -1
        bench.exact(
            message("conform-whole"), size, min(answer[0] if answer else 0, CALIBRATION_BYTES)
        )
        bench.exact(message("conform-ups"), bench.ups(), 1)


def w2(bench: Bench) -> None:
    """Two frames at once: both are heard, and the newest report comes."""
    for _ in _radios(bench):
        bench.power_on()
        bench.light()
        for _ in range(5):
            bench.renew()
            seq = bench.renew()
            bench.until(lambda seq=seq: bench.told[-1].heard >= seq, 400.0)  # type: ignore[misc]
            bench.exact(message("conform-newest"), int(bench.told[-1].heard == seq), 1)


def w3(bench: Bench) -> None:
    """Pieces out of order, doubled or lost: what they join to is nothing, not even noise."""
    for mtu, line in _radios(bench):
        bench.power_on()
        bench.light()
        heard = bench.renew_afresh()
        for turn in range(3):
            assert bench.talk is not None  # met
            frame = bench.talk.framed(wire.ORDER, bench.asking().content())
            pieces = Cutter().cut(frame, min(mtu, MTUS[0]))
            for piece in _spoilt(pieces, turn):
                bench.rig.piece(line, piece)
            bench.wait(60.0)
        bench.wait(300.0)
        bench.exact(message("conform-joined"), bench.told[-1].heard - heard, 0)
        bench.exact(message("conform-is_lit"), int(bench.look().is_lit), 1)


def _spoilt(pieces: list[bytes], turn: int) -> list[bytes]:
    if turn == 0:
        return [pieces[0], *pieces[2:]]
    if turn == 1:
        return [pieces[1], pieces[0], *pieces[2:]]
    return [pieces[0], pieces[1], pieces[1], *pieces[2:]]


def w4(bench: Bench) -> None:
    """The radio goes in the middle of a frame: dark in time; a new one is heard in time."""
    for mtu, line in _radios(bench):
        bench.power_on()
        bench.light()
        bench.shine(300.0)
        echoed = bench.told[-1]
        assert bench.talk is not None  # lit
        boots = bench.mask.boots if bench.mask else -1
        first = Cutter().cut(bench.talk.framed(wire.DARK, b"\x00"), MTUS[0])[0]
        bench.rig.piece(line, first)
        bench.hang_up()
        bench.order = None
        bench.dark_since(echoed.device_ms + bench.offset_ms, LEASE_MS)
        began_ms = bench.look().now_ms
        bench.line = bench.rig.open_radio(mtu)
        bench.exact(message("conform-boots"), bench.greet().boots, boots)
        bench.see(message("conform-back"), bench.look().now_ms - began_ms, most=BACK_MS)


CASES = cases(w1, w2, w3, w4)
