"""Board A: ESP32-S3-WROOM-1-N8, without external memory, whose pauses would be too long."""

import select
import sys
import time

import bluetooth
import machine

from .board_pins import PinBoard, Pins
from .line_ble import BleLine
from .main import StreamLine, UsbStream, run


class Esp32S3(Pins):
    """Pins of board A. Gates and hold have pull-downs: a reset is dark."""

    channels = (4, 5, 6, 7)
    hold = 15
    series = 1
    thermistors = (2, 8)
    bus = (11, 12)
    shield = (13, 14)
    fit = 16
    cutout = 17
    button = 21
    led = 38


def board() -> PinBoard:
    """This board, dark."""
    return PinBoard(Esp32S3(), machine, time)  # type: ignore[arg-type]


def start() -> None:
    """What the chip does from its first second on; it ends in a reset only."""
    cable = StreamLine(UsbStream(sys, select.poll()))  # type: ignore[arg-type]
    radio = BleLine(bluetooth.BLE(), bluetooth.UUID)
    run(board(), [cable, radio], machine, time)  # type: ignore[arg-type]
