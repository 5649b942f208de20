"""Mutated frames against the firmware's core: none may move anything.

    python tests/bench/frames.py --count 20000 --seed 1
    python tests/bench/frames.py --count 1000000            # the whole million

Every frame was once authentic: of this session, of another, of another mask, of the mask itself. It
is flipped, cut, lengthened, given another number with its checksum put right, or just sent again.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from delivery_made import order

from openpbm.delivery.event import Dark, Hello, PlaceOrder, Renew, StartLight
from openpbm.delivery.frame import Envelope, heard_by_host, to_device
from openpbm.devices.simulated import SimulatedMask
from openpbm.firmware import wire_table as wire
from openpbm.firmware.core import Core
from openpbm.firmware.frame import HEAD_BYTES, TAIL_BYTES, checksum, packed

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
NONCE = b"hostnonc"
TELL = 50_000


class Bench:
    """A mask in a session with an order, and every frame that an eavesdropper has."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.mask = SimulatedMask(order(), key=KEY, fresh=rng.randbytes)
        self.overheard: list[bytes] = []
        self.session = b""
        self.seq = 0
        self._agree()

    def _agree(self) -> None:
        self._say(Hello(1, NONCE))
        ident = self.mask.taken()[-1]
        who = heard_by_host(ident, KEY, b"", NONCE, 0)
        self.session = who.session  # type: ignore[union-attr]
        self.overheard.append(ident)
        count = len(self.mask.core.limits.channels)  # type: ignore[union-attr]
        grants, caps = (20_000,) * count, (10**6,) * count
        self._say(PlaceOrder(2, NONCE, b"simu", 4_100, grants, (5_000,) * count, caps))
        for seq in range(3, 9):
            self._say(Renew(seq, 0, self.mask.core.now_ms & 0xFFFFFFFF, grants))
        self._say(Dark(9))
        self.overheard += self.mask.taken()
        stale = StartLight(1, NONCE, 7, self.mask.core.now_ms & 0xFFFFFFFF, grants)
        self.overheard.append(to_device(stale, self.session, Envelope(key=KEY)))  # an old number
        self.overheard.append(to_device(stale, self.session[::-1], Envelope(key=KEY)))
        self.overheard.append(to_device(stale, self.session, Envelope(key=OTHER)))

    def _say(self, command: Hello | PlaceOrder | StartLight | Renew | Dark) -> None:
        frame = to_device(command, self.session, Envelope(key=KEY))
        self.overheard.append(frame)
        self.mask.take(frame, self.mask.now_ms)
        self.mask.advance(self.mask.now_ms + 20)

    def mutated(self) -> bytes:
        rng, frame = self.rng, bytearray(self.rng.choice(self.overheard))
        match rng.randrange(7):
            case 0:
                pass  # just again
            case 1:
                for _ in range(rng.randint(1, 8)):
                    frame[rng.randrange(len(frame))] ^= 1 << rng.randrange(8)
            case 2:
                del frame[rng.randrange(len(frame)) :]
            case 3:
                frame += rng.randbytes(rng.randint(1, 40))
            case 4:  # newer, whole, by nobody
                content = bytes(frame[HEAD_BYTES:-TAIL_BYTES])
                return packed(frame[1], rng.randrange(2**32), content, b"", rng.randbytes(32))
            case 5:  # one byte changed, its checksum put right
                body = frame[:-TAIL_BYTES]
                body[rng.randrange(4, len(body))] ^= 1 << rng.randrange(8)
                return bytes(body) + checksum(bytes(body)).to_bytes(4, "little") + bytes(frame[-8:])
            case 6:  # any kind at all
                frame[1] = rng.choice((*range(9), 0x7F, *range(0x81, 0x87), 0xFF))
                body = frame[:-TAIL_BYTES]
                return bytes(body) + checksum(bytes(body)).to_bytes(4, "little") + bytes(frame[-8:])
        return bytes(frame)


def told(core: Core) -> tuple[object, ...]:
    """Everything that a frame could move, and noise may not."""
    talk, own = core.talk, core.talk.now
    return (
        core.state, core.start, core.trip, core.order, tuple(core.grant_ms), core.lease.end_ms,
        own, own.heard if own is not None else 0, len(talk._queue), core.enrolment.key(0),
        core.enrolment.key(1),
    )  # fmt: skip


def fuzzed(count: int, seed: int) -> tuple[int, float]:
    """How many of so many moved something, and seconds."""
    bench = Bench(random.Random(seed))
    core, mask = bench.mask.core, bench.mask
    taken, since = 0, time.monotonic()
    before = told(core)
    assert core.order is not None and core.talk.now is not None
    for number in range(1, count + 1):
        frame = bench.mutated()
        core.talk.hear(frame, mask)
        if told(core) != before or any(mask.board.gates):
            taken += 1
            print("taken:", frame.hex())
            before = told(core)
        if number % 64 == 0:  # time goes on, and what waits would be obeyed
            mask.advance(mask.now_ms + 20)
            mask.taken()
            core.talk.pending = None  # replayed greetings open what nobody can use
        if number % TELL == 0:
            print(f"{number} frames, {taken} taken", flush=True)
    return taken, time.monotonic() - since


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=1)
    how = asked.parse_args()
    taken, took_s = fuzzed(how.count, how.seed)
    print(f"{how.count} mutated frames in {took_s:.1f} s ({wire.VERSION=}): {taken} taken")
    return 1 if taken else 0


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    raise SystemExit(main())
