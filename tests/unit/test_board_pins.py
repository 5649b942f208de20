"""The board of a microcontroller, on pins that a test plays: no chip is here, and none was lit."""

from __future__ import annotations

import math
import struct
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import pytest

from openpbm.firmware import board_pins as pins
from openpbm.firmware import main
from openpbm.firmware.account import Account
from openpbm.firmware.board import (
    LOG,
    NO_OUTPUT,
    SHIELD_CLOSED,
    SHIELD_ODD,
    SHIELD_OPEN,
    SLOT,
    TOTAL,
)
from openpbm.firmware.board_sim import SimBoard, calibrate
from openpbm.firmware.cobs import Unstuffer, stuffed
from openpbm.firmware.frame import NO_KEY, NO_SESSION, packed
from openpbm.firmware.log import RECORD_BYTES
from openpbm.firmware.wire_table import HAIL, HAILED, STATE_READY

WORN = {13: 0, 14: 1, 16: 0, 21: 1}
TEN_KILOHM_AT_25 = 65_535 // 2


class Pin:
    OUT, IN, PULL_UP = 1, 0, 2
    levels: ClassVar[dict[int, int]] = {}

    def __init__(self, number: int, mode: int = 0, pull: int = 0, *, value: int = 0) -> None:  # noqa: ARG002
        self.number = number
        if mode == Pin.OUT:
            Pin.levels[number] = value

    def value(self, level: int | None = None) -> int:
        if level is not None:
            Pin.levels[self.number] = level
        return Pin.levels.get(self.number, 0)


class Pwm:
    def __init__(self, pin: Pin, *, freq: int, duty_u16: int) -> None:  # noqa: ARG002
        assert freq > 20_000
        self.duty = duty_u16

    def duty_u16(self, duty: int) -> None:
        self.duty = duty


class Adc:
    reading = TEN_KILOHM_AT_25

    def __init__(self, number: int) -> None:
        self.number = number

    def read_u16(self) -> int:
        return Adc.reading


class Bus:
    def __init__(self, number: int, **_: object) -> None:  # noqa: ARG002
        self.memory = bytearray(8192)
        self.light = [0, 0, 0, 0]
        self.asked = 0
        self.is_broken = False

    def writeto_mem(self, device: int, at: int, data: bytes, *, addrsize: int = 8) -> None:
        if self.is_broken:
            raise OSError(5)
        if device == pins.ADC:
            self.asked = (data[0] >> 4) & 3
        else:
            assert addrsize == 16
            self.memory[at : at + len(data)] = data

    def readfrom_mem(self, device: int, at: int, count: int, *, addrsize: int = 8) -> bytes:  # noqa: ARG002
        if self.is_broken:
            raise OSError(5)
        if device == pins.ADC:
            return struct.pack(">h", self.light[self.asked])
        return bytes(self.memory[at : at + count])


class Watchdog:
    def __init__(self, *, timeout: int) -> None:
        assert timeout == 500
        self.fed = 0

    def feed(self) -> None:
        self.fed += 1


class Machine:
    Pin, PWM, ADC, I2C, WDT = Pin, Pwm, Adc, Bus, Watchdog
    WDT_RESET = 3

    def __init__(self) -> None:
        self.resets = 0

    def reset_cause(self) -> int:
        return 1

    def reset(self) -> None:
        self.resets += 1


class Clock:
    now = 0

    def ticks_ms(self) -> int:
        return self.now % 2**30

    def ticks_diff(self, later: int, earlier: int) -> int:
        return (later - earlier + 2**29) % 2**30 - 2**29

    def sleep_us(self, span: int) -> None:
        self.now += 0 * span

    def sleep_ms(self, span: int) -> None:
        self.now += span


class OfA(pins.Pins):
    channels, hold, series, thermistors = (4, 5, 6, 7), 15, 1, (2, 8)
    bus, shield, fit, button = (11, 12), (13, 14), 16, 21


@pytest.fixture
def board(tmp_path: Path) -> Any:
    Pin.levels = dict(WORN)
    Adc.reading = TEN_KILOHM_AT_25
    made: Any = pins.PinBoard
    return made(OfA(), Machine(), Clock(), str(tmp_path / "kept"))


def test_a_thermistor_reads_as_its_equation_says() -> None:
    table = pins.thermistor_table()
    for degc in range(-9, 90, 3):
        share = math.exp(pins.NTC_B_K * (1 / (degc + 273.15) - 1 / 298.15))
        read = pins.cdegc_of(round(65_535 * share / (1 + share)), table)
        assert read is not None
        assert abs(read - degc * 100) <= 12  # a line between two points of the table
    assert pins.cdegc_of(0, table) is pins.cdegc_of(65_535, table) is None


def test_two_contacts_that_agree_are_a_fault(board: Any) -> None:
    assert board.shield() == SHIELD_CLOSED
    Pin.levels.update({13: 1, 14: 0})
    assert board.shield() == SHIELD_OPEN
    for level in (0, 1):
        Pin.levels.update({13: level, 14: level})
        assert board.shield() == SHIELD_ODD


def test_what_is_kept_is_whole_or_not_there(board: Any) -> None:
    board.keep(TOTAL, 0, b"total")
    board.keep(SLOT, 1, b"other")
    board.keep(LOG, 7, b"r" * RECORD_BYTES)
    assert (board.kept(TOTAL, 0), board.kept(SLOT, 1)) == (b"total", b"other")
    assert board.kept(LOG, 7) == b"r" * RECORD_BYTES
    assert board.kept(LOG, 8) is board.kept(SLOT, 2) is None
    file = Path(board._files._place) / f"{SLOT}-1"
    file.write_bytes(file.read_bytes()[:-1])
    assert board.kept(SLOT, 1) is None
    board._bus.is_broken = True
    assert board.output(0) == NO_OUTPUT
    with pytest.raises(OSError):
        board.keep(TOTAL, 0, b"total")


def test_a_total_that_a_cut_of_power_tore_is_told_as_torn(board: Any) -> None:
    """Then twice as much may be missing of the light before it."""
    book = Account(board, None)
    note: Any = book._keep
    for given_ms in (250, 500):
        assert note(b"order id", b"a person", 1, [given_ms], [9_000], True)
    assert Account(board, None)._kept_total()[1] is False
    board._bus.memory[pins.FRAM_SLOT * (book._number % 2) + 8] ^= 1
    newest, is_torn = Account(board, None)._kept_total()
    assert newest is not None and is_torn


def test_light_is_read_against_what_is_driven_and_dark_is_dark(board: Any) -> None:
    board.gate(1, 5_000)
    board._bus.light = [0, pins.ADC_FULL // 2, 0, 0]
    assert board.output(1) == 1_000
    assert board._pwm[1].duty == 65_535 // 2
    board.all_off()
    assert [pwm.duty for pwm in board._pwm] == [0, 0, 0, 0]
    assert Pin.levels[15] == 0


def test_its_time_never_wraps(board: Any) -> None:
    clock = board._clock
    seen = [board.ms()]
    for _ in range(40):
        clock.now += 2**27
        seen.append(board.ms())
    assert [b - a for a, b in pairwise(seen)] == [2**27] * 40


class Line:
    """A cable on which somebody hails."""

    def __init__(self) -> None:
        self.said = b""
        self.heard = stuffed(packed(HAIL, 1, b"", NO_SESSION, NO_KEY))

    def read(self, most: int) -> bytes:
        came, self.heard = self.heard[:most], self.heard[most:]
        return came

    def write(self, data: bytes) -> None:
        self.said += data


def test_the_loop_boots_answers_feeds_its_watchdog_and_ends_in_dark(board: Any) -> None:
    twin = SimBoard(4, bytes)
    calibrate(twin, 1, 4_100, [(633, 3_000, 10_000, 1, 10**6, 10**6)] * 4)
    for (area, index), content in twin.memory.items():
        board.keep(area, index, content)
    machine, line, run = Machine(), Line(), main.run
    Pin.levels[1] = 0
    made: Any = run
    made(board, [main.StreamLine(line)], machine, board._clock, most=20)
    (hailed,) = Unstuffer().take(line.said)
    assert hailed[1] == HAILED
    assert hailed[10] in (0, STATE_READY)
    assert machine.resets == 1
    assert all(pwm.duty == 0 for pwm in board._pwm)


def test_whatever_is_raised_in_the_loop_ends_in_dark(board: Any) -> None:
    board.gate(0, 10_000)
    machine = Machine()
    made: Any = main.run
    board.sensors = lambda: 1 / 0
    twin = SimBoard(4, bytes)
    calibrate(twin, 1, 4_100, [(633, 3_000, 10_000, 1, 10**6, 10**6)] * 4)
    for (area, index), content in twin.memory.items():
        board.keep(area, index, content)
    with pytest.raises(ZeroDivisionError):
        made(board, [], machine, board._clock)
    assert machine.resets == 1
    assert all(pwm.duty == 0 for pwm in board._pwm)
