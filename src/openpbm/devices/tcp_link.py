"""A mask on a network, at a host and port: for masks that offer it, which none does by itself."""

from __future__ import annotations

import socket

from openpbm.devices.stream_link import StreamLink, gone, reason
from openpbm.errors import InputError
from openpbm.fact import message
from openpbm.speech.say import say

PORT = 50424  # where a mask listens, if nothing else is said
PATIENCE_S = 3.0  # for a mask to take a call
MOST_BYTES = 4096  # read at once
PORTS = range(1, 65536)


def tcp_link(address: str) -> StreamLink:
    """A call to `host` or `host:port`.

    Raises:
        DeviceError: nobody answers there.
        InputError: no such address can be.
    """
    host, port = host_and_port(address)
    try:
        call = socket.create_connection((host, port), timeout=PATIENCE_S)
    except OSError as problem:
        raise gone(address, reason(problem)) from None
    return StreamLink(SocketPort(call), address)


def host_and_port(address: str) -> tuple[str, int]:
    """Of `host`, `host:port` or `[host]:port`.

    >>> host_and_port("mask.local")
    ('mask.local', 50424)
    >>> host_and_port("[fe80::1]:7")
    ('fe80::1', 7)
    """
    host, colon, port = address.rpartition(":")
    if not colon or address.endswith("]"):
        host, port = address, str(PORT)
    if not host.strip("[]") or not (port.isascii() and port.isdigit() and int(port) in PORTS):
        raise InputError(say(message("open_mask-no_address", found=address)))
    return host.removeprefix("[").removesuffix("]"), int(port)


class SocketPort:
    """A socket as a port."""

    def __init__(self, call: socket.socket) -> None:
        call.setblocking(False)
        call.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a stop waits for nothing
        self._call = call

    def read(self) -> bytes:
        """What has come."""
        try:
            heard = self._call.recv(MOST_BYTES)
        except BlockingIOError:
            return b""
        if not heard:
            raise ConnectionResetError
        return heard

    def write(self, data: bytes) -> int:
        """What the network takes now."""
        try:
            return self._call.send(data)
        except BlockingIOError:
            return 0

    def close(self) -> None:
        """Hang up."""
        self._call.close()
