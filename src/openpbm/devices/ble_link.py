"""A mask on Bluetooth: whole frames over notifications and writes, in pieces that fit a packet.

The radio's library lives in a thread with a loop of its own; two queues stand between it and who
uses the link, so that nobody waits for the radio. Proof of who speaks is in the frames; what the
radio itself may prove of the two ends is not needed and not asked for.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from openpbm.devices.missing import needs
from openpbm.devices.stream_link import MOST_WAITING, gone, reason
from openpbm.firmware.pieces import ATT_BYTES, LOST, Cutter, Joiner
from openpbm.threads import beside

if TYPE_CHECKING:
    from bleak import BleakClient
    from bleak.backends.characteristic import BleakGATTCharacteristic
    from bleak.backends.client import BaseBleakClient


class Joins(Protocol):
    """Makes frames of what comes, piece by piece."""

    def take(self, piece: bytes) -> bytes:
        """The frame that this piece completes; empty for none."""
        ...


@dataclass(frozen=True)
class Pipe:
    """Where a device is written to, and where it speaks."""

    inlet: str
    outlet: str


SERVICE = "6f700001-6d61-736b-8000-0050424d0002"
INLET = "6f700002-6d61-736b-8000-0050424d0002"  # write, with or without response
OUTLET = "6f700003-6d61-736b-8000-0050424d0002"  # notify
HAIL = "6f700004-6d61-736b-8000-0050424d0002"  # read, by anybody

OPEN_MASK = Pipe(INLET, OUTLET)

PATIENCE_S = 15.0  # for a mask to be found, connected and asked for its services
GOODBYE_S = 3.0  # for the last word to go out
MOST_HEARD = 64  # frames that wait for the host; of more the newest are kept


class BleLink:
    """One connection to a mask, from its making to its end. One that broke stays closed."""

    def __init__(
        self,
        address: str,
        *,
        patience_s: float = PATIENCE_S,
        backend: type[BaseBleakClient] | None = None,
        pipe: Pipe = OPEN_MASK,
        joiner: Joins | None = None,
    ) -> None:
        """Connects; returns when frames may be sent.

        Args:
            address: as the system names it: an address, or a UUID on a Mac.
            patience_s: how long the mask may take.
            backend: another radio than this system's.
            pipe: of another device than an open mask.
            joiner: of what that device says.

        Raises:
            DeviceError: no such mask is in reach, or there is no radio.
        """
        with needs("bleak"):
            import bleak  # noqa: F401  # here, where whoever asked can be told
        self._address, self._backend, self._patience_s = address, backend, patience_s
        self._heard: deque[bytes] = deque(maxlen=MOST_HEARD)
        self._waiting: deque[bytes] = deque(maxlen=MOST_WAITING)
        self._pieces: deque[bytes] = deque(maxlen=MOST_HEARD)
        self._pipe, self._joiner, self._cutter = pipe, joiner or Joiner(), Cutter()
        self._why = ""
        self._is_ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._wake, self._ends = asyncio.Event(), asyncio.Event()
        self._is_closing = False
        self.is_open = False
        self._thread = beside(self._run, "bluetooth")
        self._is_ready.wait(patience_s + GOODBYE_S)
        if not self.is_open:
            self._is_closing = True
            self._call(self._ends)
            raise gone(address, self._why)

    # ---- of whoever uses it

    def send(self, frame: bytes) -> None:
        """To the mask, soon. Of more than a few frames that wait the oldest is left out."""
        self._check()
        self._waiting.append(frame)
        self._call(self._wake)

    def send_piece(self, piece: bytes) -> None:
        """A piece as it is: for whoever tries what a mask does with pieces that join to nothing."""
        self._check()
        self._pieces.append(piece)
        self._call(self._wake)

    def receive(self) -> Sequence[bytes]:
        """Whole frames that have come."""
        self._check()
        come = []
        while self._heard:
            come.append(self._heard.popleft())
        return come

    def close(self) -> None:
        """The end of this link, after what was still to be sent."""
        self._is_closing = True
        self.is_open = False
        self._call(self._wake)
        self._thread.join(GOODBYE_S)

    def _check(self) -> None:
        if not self.is_open:
            raise gone(self._address, self._why)

    def _call(self, event: asyncio.Event) -> None:
        with suppress(RuntimeError):  # its loop is over: so is the link, and `is_open` says it
            self._loop.call_soon_threadsafe(event.set)

    # ---- in the thread of the radio

    def _run(self) -> None:
        from bleak.exc import BleakError

        try:
            self._loop.run_until_complete(self._live())
        except OSError as problem:  # TimeoutError is one
            self._why = reason(problem)
        except (BleakError, EOFError) as problem:  # the latter where the system's bus goes
            self._why = str(problem).lower()
        finally:
            self.is_open = False
            self._is_ready.set()
            self._loop.close()

    async def _live(self) -> None:
        from bleak import BleakClient

        client = BleakClient(
            self._address,
            lambda _client: self._ends.set(),
            timeout=self._patience_s,
            backend=self._backend,
        )
        async with asyncio.timeout(self._patience_s):
            await client.connect()
        try:
            inlet = client.services.get_characteristic(self._pipe.inlet)
            if inlet is None:
                return  # somebody else's device
            await client.start_notify(
                self._pipe.outlet, lambda _outlet, piece: self._hear(bytes(piece))
            )
            self.is_open = not self._ends.is_set()
            self._is_ready.set()
            await self._until_over(client, inlet)
        finally:
            self.is_open = False
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(GOODBYE_S):
                    await client.disconnect()

    async def _until_over(self, client: BleakClient, inlet: BleakGATTCharacteristic) -> None:
        """Until the radio or the user ends it; a write that hangs on a lost link ends with it."""
        writing = asyncio.ensure_future(self._write_on(client, inlet))
        ending = asyncio.ensure_future(self._ends.wait())
        await asyncio.wait((writing, ending), return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        if not writing.done():
            writing.cancel()
        elif not self._ends.is_set():
            writing.result()

    async def _write_on(self, client: BleakClient, inlet: BleakGATTCharacteristic) -> None:
        waits = "write-without-response" not in inlet.properties
        while True:
            while self._pieces:
                await client.write_gatt_char(inlet, self._pieces.popleft(), response=waits)
            while self._waiting:
                mtu = inlet.max_write_without_response_size + ATT_BYTES
                for piece in self._cutter.cut(self._waiting.popleft(), mtu):
                    await client.write_gatt_char(inlet, piece, response=waits)
            if self._is_closing:
                return
            await self._wake.wait()
            self._wake.clear()

    def _hear(self, piece: bytes) -> None:
        frame = self._joiner.take(piece)
        if frame != LOST:
            self._heard.append(frame)
