"""What a chip does from its first second on; it ends in a reset only."""

import select
import sys
import time

import bluetooth
import machine

from .board_pins import PinBoard, Pins
from .line_ble import BleLine
from .main import StreamLine, UsbStream, run


def start(pins: Pins) -> None:
    """A board with these pins, its cable and its radio."""
    board = PinBoard(pins, machine, time)  # type: ignore[arg-type]
    cable = StreamLine(UsbStream(sys, select.poll()))  # type: ignore[arg-type]
    radio = BleLine(bluetooth.BLE(), bluetooth.UUID)
    run(board, [cable, radio], machine, time)  # type: ignore[arg-type]
