"""Board B: Raspberry Pi Pico 2 W."""

import select
import sys
import time

import bluetooth
import machine

from .board_pins import PinBoard, Pins
from .line_ble import BleLine
from .main import StreamLine, UsbStream, run


class Pico2W(Pins):
    """Pins of board B. Gates and hold have pull-downs: a reset is dark."""

    channels = (2, 3, 4, 5)
    hold = 15
    series = 14
    thermistors = (26, 27)
    bus = (9, 8)
    shield = (12, 13)
    fit = 16
    cutout = 17
    button = 18
    led = 25


def board() -> PinBoard:
    """This board, dark."""
    return PinBoard(Pico2W(), machine, time)  # type: ignore[arg-type]


def start() -> None:
    """What the chip does from its first second on; it ends in a reset only."""
    cable = StreamLine(UsbStream(sys, select.poll()))  # type: ignore[arg-type]
    radio = BleLine(bluetooth.BLE(), bluetooth.UUID)
    run(board(), [cable, radio], machine, time)  # type: ignore[arg-type]
