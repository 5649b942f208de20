"""A mask on a cable: a serial port, or USB that looks like one."""

from __future__ import annotations

import os
import select
import sys
from typing import TYPE_CHECKING

from openpbm.devices.missing import needs
from openpbm.devices.stream_link import StreamLink, gone

if TYPE_CHECKING:
    from serial import Serial

BAUD = 115_200  # USB minds none
MOST_BYTES = 4096  # read at once


def serial_link(address: str) -> StreamLink:
    """The mask at a port, which is then closed to other programs.

    Raises:
        DeviceError: no port of this name, or another program has it; or the extra is missing.
    """
    with needs("serial"):
        import serial
    exclusive = None if sys.platform == "win32" else True  # Windows never shares a port
    try:
        port = serial.Serial(address, BAUD, timeout=0, write_timeout=0, exclusive=exclusive)
    except OSError as problem:
        why = os.strerror(problem.errno).lower() if problem.errno else ""
        raise gone(address, why) from None  # pyserial's own reason holds its call
    return StreamLink(SerialPort(port), address)


def serial_ports() -> tuple[str, ...]:
    """Ports that a USB device stands behind; nothing is sent there."""
    with needs("serial"):
        from serial.tools.list_ports import comports
    return tuple(sorted(port.device for port in comports() if port.vid is not None))


class SerialPort:
    """An open serial port as a port of a link."""

    def __init__(self, port: Serial) -> None:
        self._port = port

    def read(self) -> bytes:
        """What has come."""
        return bytes(self._port.read(MOST_BYTES))

    def write(self, data: bytes) -> int:
        """What the port takes now. Asked first whether it has room: pyserial tries until it has."""
        if sys.platform != "win32" and not select.select([], [self._port.fileno()], [], 0)[1]:
            return 0
        return self._port.write(data) or 0

    def close(self) -> None:
        """Let go of the port; what is still in it is not waited for."""
        self._port.close()
