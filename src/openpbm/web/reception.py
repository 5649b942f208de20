"""Who may hold a connection, and how long: half-sent requests end and shut nobody out.

The server library answers whatever is whole; it waits for the rest without end. So connections
are taken here, before it, and each has a time for its next request and one for an answer. Where
all places are taken, the address that holds most of them gives up the one it has left waiting
longest.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

MOST_OPEN = 128


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long is waited, in seconds."""

    handshake_s: float = 10.0  # until a connection is encrypted
    request_s: float = 20.0  # from opening, or the last answer, to the whole header
    answer_s: float = 120.0  # from there until the answer has been taken


class Connection(asyncio.Protocol):
    """One connection: passes everything to the server's own protocol, and ends it in time."""

    def __init__(
        self, address: str, patience: Patience, forget: Callable[[Connection], None]
    ) -> None:
        self.address = address
        self.is_waiting = True  # no request is being answered
        self._patience = patience
        self._forget = forget
        self._inner: asyncio.Protocol | None = None
        self._transport: asyncio.BaseTransport | None = None
        self._opening: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    def open(
        self, taken: socket.socket, context: ssl.SSLContext | None, inner: asyncio.Protocol
    ) -> None:
        """Go on with a connection that was taken."""
        self._inner = inner
        self._opening = asyncio.get_running_loop().create_task(self._open(taken, context))
        self._opening.add_done_callback(lambda _: self._opened(taken))  # also if it never began

    async def _open(self, taken: socket.socket, context: ssl.SSLContext | None) -> None:
        time_s = None if context is None else self._patience.handshake_s
        with suppress(OSError):  # no handshake, or gone already
            await asyncio.get_running_loop().connect_accepted_socket(
                lambda: self, taken, ssl=context, ssl_handshake_timeout=time_s
            )

    def _opened(self, taken: socket.socket) -> None:
        if self._transport is None:
            taken.close()
            self._forget(self)

    def end(self) -> None:
        """Close it now, whatever was sent so far."""
        self._set_timer(None)
        self._forget(self)
        if isinstance(self._transport, asyncio.WriteTransport):
            self._transport.abort()
        elif self._opening is not None:
            self._opening.cancel()

    # ---- what the guard says

    def request_began(self) -> None:
        """A whole header has come."""
        self.is_waiting = False
        self._set_timer(self._patience.answer_s)

    def request_ended(self) -> None:
        """Its answer is on the way; another request may follow."""
        self.is_waiting = True
        if self._transport is not None and not self._transport.is_closing():
            self._set_timer(self._patience.request_s)

    def _set_timer(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._timer = None if seconds is None else loop.call_later(seconds, self.end)

    # ---- what the transport says

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Open; the time for the first request runs."""
        self._transport = transport
        self._set_timer(self._patience.request_s)
        self._protocol.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Bytes, passed on; single ones win no time."""
        self._protocol.data_received(data)

    def eof_received(self) -> bool | None:
        """The other side has said all."""
        return self._protocol.eof_received()

    def pause_writing(self) -> None:
        """The other side takes its answer slowly."""
        self._protocol.pause_writing()

    def resume_writing(self) -> None:
        """It has taken it."""
        self._protocol.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Closed, by whomever."""
        self._set_timer(None)
        self._forget(self)
        self._protocol.connection_lost(exc)

    @property
    def _protocol(self) -> asyncio.Protocol:
        assert self._inner is not None
        return self._inner


class Reception:
    """Takes connections, as many as there are places."""

    def __init__(
        self,
        made: Callable[[Connection], asyncio.Protocol],
        *,
        patience: Patience | None = None,
        most_open: int = MOST_OPEN,
    ) -> None:
        self._made = made
        self._patience = patience or Patience()
        self._most_open = most_open
        self._held: dict[Connection, None] = {}  # oldest first

    async def receive(
        self, listening: socket.socket, context: ssl.SSLContext | None = None
    ) -> None:
        """Take what comes at a listening socket, without end."""
        loop = asyncio.get_running_loop()
        listening.setblocking(False)
        while True:
            try:
                taken, where = await loop.sock_accept(listening)
            except OSError:  # gone before it was taken, or no descriptor is left
                await asyncio.sleep(0.05)
                continue
            self._take(taken, str(where[0]), context)

    def close(self) -> None:
        """End every connection."""
        for held in list(self._held):
            held.end()

    def _take(self, taken: socket.socket, address: str, context: ssl.SSLContext | None) -> None:
        if not self._has_room():
            taken.close()
            return
        held = Connection(address, self._patience, self._forget)
        self._held[held] = None
        held.open(taken, context, self._made(held))

    def _has_room(self) -> bool:
        """A free place, or one that can be freed."""
        if len(self._held) < self._most_open:
            return True
        waiting = [held for held in self._held if held.is_waiting]
        if not waiting:
            return False
        many = Counter(held.address for held in self._held)
        max(waiting, key=lambda held: many[held.address]).end()  # of equals the first, the oldest
        return True

    def _forget(self, held: Connection) -> None:
        self._held.pop(held, None)
