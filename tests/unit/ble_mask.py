"""A mask's core behind a Bumble radio, in real time."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from bumble_radio import MASK_ADDRESS, PATIENCE_S, Radio
from still_clock import StillClock, still_clock

from openpbm.delivery.order import Order
from openpbm.devices.ble_link import BleLink
from openpbm.devices.simulated import SimulatedMask
from openpbm.firmware.pieces import LOST, Cutter, Joiner

TURN_S = 0.005


class BleMask:
    """Hears pieces, speaks in notifications; both in the thread of the radio."""

    def __init__(self, radio: Radio, mask: SimulatedMask, time: StillClock) -> None:
        self.radio, self.mask, self._time = radio, mask, time
        self._joiner, self._cutter = Joiner(), Cutter()
        self._out: asyncio.Queue[bytes] = asyncio.Queue()
        radio.on_write = self._hear
        radio.loop.call_soon_threadsafe(self._begin)

    def _begin(self) -> None:
        self._tasks = [
            self.radio.loop.create_task(self._live()),
            self.radio.loop.create_task(self._speak()),
        ]

    async def _live(self) -> None:
        while True:
            self.mask.advance(self._time.now_ms())
            await asyncio.sleep(TURN_S)

    def _hear(self, piece: bytes) -> None:
        frame = self._joiner.take(piece)
        if frame != LOST:
            self.mask.advance(self._time.now_ms())
            self.mask.core.talk.hear(frame, self)

    def send(self, frame: bytes) -> None:
        """From the core."""
        for piece in self._cutter.cut(frame, self.radio.mtu):
            self._out.put_nowait(piece)

    async def _speak(self) -> None:
        while True:
            await self.radio.tell(await self._out.get())


@contextmanager
def on_the_air(order: Order, key: bytes, mtu: int) -> Iterator[BleMask]:
    """A mask of this order, in reach."""
    radio = Radio(mtu)
    try:
        with still_clock() as time:
            yield BleMask(radio, SimulatedMask(order, key=key, fresh=secrets.token_bytes), time)
    finally:
        radio.end()


def link_to(far: BleMask) -> BleLink:
    """From this computer."""
    return BleLink(MASK_ADDRESS, backend=far.radio.backend(), patience_s=PATIENCE_S)
