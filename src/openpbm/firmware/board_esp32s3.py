"""Board A: ESP32-S3-WROOM-1-N8, without external memory, whose pauses would be too long."""

from .board_pins import Pins


class Esp32S3(Pins):
    """Pins of board A. Gates and hold have pull-downs: a reset is dark."""

    channels = (4, 5, 6, 7)
    hold = 15
    series = 1
    thermistors = (2, 8)
    bus = (11, 12)
    shield = (13, 14)
    fit = 16
    button = 21
