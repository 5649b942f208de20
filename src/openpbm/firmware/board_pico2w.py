"""Board B: Raspberry Pi Pico 2 W."""

from .board_pins import Pins


class Pico2W(Pins):
    """Pins of board B. Gates and hold have pull-downs: a reset is dark."""

    channels = (2, 3, 4, 5)
    hold = 15
    series = 14
    thermistors = (26, 27)
    bus = (9, 8)
    shield = (12, 13)
    fit = 16
    button = 18
