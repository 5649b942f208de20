"""The firmware behind a radio in memory: cases at four sizes of packet, in real time."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from bumble_radio import MASK_ADDRESS, PATIENCE_S, Radio

from openpbm.devices.ble_link import BleLink
from openpbm.devices.conform.bench import Bench
from openpbm.devices.conform.rig import RealRig
from openpbm.devices.conform.suite import CASES, PASSED, judged
from openpbm.devices.label import Label
from openpbm.firmware.jig_sim import SimJig
from openpbm.firmware.mask_sim import LABEL_SECRET, LABEL_SERIAL, RadioVoice, SimMask

LABEL = Label(serial=LABEL_SERIAL, secret=LABEL_SECRET)
TURN_S, MOST_STEP_MS = 0.002, 15.0
WIRE = ("W1", "W2", "W3", "W4")
SOME = ("B2", "H1", "H5", "O2", "S1", "S5", "L1", "D1", "D3", "I1", "F4", "M4", "A3", "G3", "C1")
BY_ID = {case.id: case for case in CASES}


class AirMask:
    """A mask with its jig, both in the thread of the radio."""

    def __init__(self, radio: Radio) -> None:
        self.radio, self.mask = radio, SimMask(secrets.token_bytes)
        self._jig = SimJig(self.mask)
        self._out: asyncio.Queue[bytes] = asyncio.Queue()
        self._voice = RadioVoice(self._out.put_nowait, radio.mtu)
        self._at_s = time.monotonic()
        radio.on_write = self._hear
        radio.loop.call_soon_threadsafe(self._begin)

    def _begin(self) -> None:
        loop = self.radio.loop
        self._tasks = [loop.create_task(self._live()), loop.create_task(self._speak())]

    def _advance(self) -> None:
        """As far as this machine let it run: the world stands still while it does not."""
        now_s = time.monotonic()
        span_ms = min((now_s - self._at_s) * 1000.0, MOST_STEP_MS) * self.mask.rush
        self._at_s = now_s
        self.mask.advance(self.mask.board.now_ms + span_ms)

    async def _live(self) -> None:
        while True:
            self._advance()
            await asyncio.sleep(TURN_S)

    def _hear(self, piece: bytes) -> None:
        self._advance()
        self.mask.heard(self._voice, piece)

    async def _speak(self) -> None:
        while True:
            await self.radio.tell(await self._out.get())

    async def _asked(self, line: str) -> str:
        self._advance()
        return self._jig.obey(line)

    def ask(self, line: str) -> str:
        """Of the jig, from another thread."""
        return asyncio.run_coroutine_threadsafe(self._asked(line), self.radio.loop).result()


@contextmanager
def bench_on_the_air(mtu: int) -> Iterator[Bench]:
    radio = Radio(mtu)
    bench = None
    try:
        far = AirMask(radio)
        rig = RealRig(
            lambda: BleLink(MASK_ADDRESS, backend=radio.backend(), patience_s=PATIENCE_S),
            far.ask,
            0.02,
        )
        rig.is_single, rig.radio_mtu = True, mtu
        bench = Bench(rig, LABEL, secrets.token_bytes)
        yield bench
    finally:
        if bench is not None:
            bench.rig.close()
        radio.end()


@pytest.mark.parametrize("mtu", [23, 185, 247, 517])
def test_a_mask_conforms_by_radio(mtu: int) -> None:
    with bench_on_the_air(mtu) as bench:
        for id in (*SOME, *WIRE) if mtu == 23 else WIRE:
            result = judged(bench, BY_ID[id])
            assert result.verdict == PASSED, (id, [one for one in result.seen if not one.holds])
