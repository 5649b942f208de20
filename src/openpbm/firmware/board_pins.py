"""A mask on a microcontroller: pins, a photodiode for each channel, thermistors, and memory.

What it needs stands in docs/reference/open-mask.md. No such board was lit: it compiles, and runs
here on pins that a test plays. Integers in the tick; the table of the thermistors is made at boot.
"""

import os
import struct
from math import exp

from .board import (
    BY_POWER,
    BY_WATCHDOG,
    LOG,
    NEEDED_FEATURES,
    NO_BATTERY,
    NO_OUTPUT,
    SHIELD_CLOSED,
    SHIELD_ODD,
    SHIELD_OPEN,
    TOTAL,
    Board,
)
from .frame import checksum
from .lease import Rising
from .log import RECORD_BYTES, RING
from .wire_table import (
    FEATURE_BLE,
    FEATURE_LOG,
    FEATURE_USB,
)

PWM_HZ = 25_000  # above what an eye or an ear follows
FULL_DUTY = 65_535
DRIVE_STEPS = 10_000
HOLD_US = 50
# 10 kilohm at 25 degC, B 3435 K, below 10 kilohm to the supply: a typical part, recalled; what a
# station measures at two temperatures corrects it
NTC_B_K = 3435
NTC_AT_K = 298.15
KELVIN = 273.15
FROM_DEGC, TO_DEGC, STEP_DEGC = -10, 90, 5
SHORTED, OPEN = 600, 65_000  # readings that no sound thermistor gives
FRAM = 0x50  # on the bus; 8 KB
FRAM_SLOT = 128
FRAM_BLANK = 0xFFFF  # a size that was never written
ADC = 0x48
ADC_START = 0xC3E3  # one shot, single ended, 4.096 V, 860 a second; the channel is bits 12 and 13
ADC_US = 1_300  # until it is done
ADC_FULL = 20_000  # 2.5 V at calibrated full output: the rest of its range shows an overdrive
UNDER = "openpbm"  # folder of what is kept


class Pins:
    """Which pin does what."""

    channels: "tuple[int, ...]" = ()
    hold = series = fit = button = 0
    thermistors: "tuple[int, ...]" = ()
    shield: "tuple[int, int]" = (0, 0)
    bus: "tuple[int, int]" = (0, 0)  # clock, data
    bus_id = 0


def thermistor_table() -> "list[tuple[int, int]]":
    """Readings from warm to cold, each with 1/100 degC."""
    made = []
    for degc in range(TO_DEGC, FROM_DEGC - 1, -STEP_DEGC):
        share = exp(NTC_B_K * (1 / (degc + KELVIN) - 1 / NTC_AT_K))
        made.append((int(FULL_DUTY * share / (1 + share)), degc * 100))
    return made


def cdegc_of(reading: int, table: "list[tuple[int, int]]") -> "int | None":
    """1/100 degC of a reading, on a line between two of the table; None: open or shorted."""
    if not SHORTED < reading < OPEN:
        return None
    for at in range(1, len(table)):
        warm, cold = table[at - 1], table[at]
        if reading <= cold[0]:
            span = cold[0] - warm[0]
            return warm[1] - (warm[1] - cold[1]) * (reading - warm[0]) // span
    return table[-1][1]


class Files:
    """What outlives a cut of power: files on flash with their checksums, and a ring of records."""

    def __init__(self, place: str) -> None:
        self._place = place
        try:
            os.mkdir(place)  # noqa: PTH102
        except OSError:
            pass  # it is there
        self._ring = place + "/log"

    def keep(self, area: int, index: int, content: bytes) -> None:
        """Beside, then in its place: a cut leaves the old one or the new one."""
        if area == LOG:
            self._keep_record(index, content)
            return
        name = f"{self._place}/{area}-{index}"
        with open(name + ".new", "wb") as file:  # noqa: PTH123 - no pathlib on a chip
            file.write(content + struct.pack("<I", checksum(content)))
        os.rename(name + ".new", name)  # noqa: PTH104

    def kept(self, area: int, index: int) -> "bytes | None":
        """What is there, whole."""
        if area == LOG:
            return self._record(index)
        try:
            with open(f"{self._place}/{area}-{index}", "rb") as file:  # noqa: PTH123
                content = file.read()
        except OSError:
            return None
        if len(content) < 4 or struct.unpack("<I", content[-4:])[0] != checksum(content[:-4]):
            return None
        return content[:-4]

    def _keep_record(self, index: int, content: bytes) -> None:
        try:
            file = open(self._ring, "r+b")  # noqa: PTH123, SIM115
        except OSError:
            with open(self._ring, "wb") as made:  # noqa: PTH123
                for _ in range(RING):
                    made.write(b"\xff" * RECORD_BYTES)
            file = open(self._ring, "r+b")  # noqa: PTH123, SIM115
        with file:
            file.seek(index * RECORD_BYTES)
            file.write(content)

    def _record(self, index: int) -> "bytes | None":
        try:
            with open(self._ring, "rb") as file:  # noqa: PTH123
                file.seek(index * RECORD_BYTES)
                record = file.read(RECORD_BYTES)
        except OSError:
            return None
        return None if record == b"\xff" * RECORD_BYTES else record


class PinBoard(Board):
    """The board of design A or B. `machine` and `clock` are MicroPython's own modules."""

    features = NEEDED_FEATURES | FEATURE_LOG | FEATURE_BLE | FEATURE_USB
    firmware = bytes([2, 0, 0])

    def __init__(
        self, pins: Pins, machine: "ChipMachine", clock: "ChipClock", place: str = UNDER
    ) -> None:
        pin = machine.Pin
        self._clock, self._rising = clock, Rising(clock.ticks_ms, clock.ticks_diff)
        self._gates = [pin(number, pin.OUT, value=0) for number in pins.channels]
        self._hold = pin(pins.hold, pin.OUT, value=0)
        self._pwm = [machine.PWM(gate, freq=PWM_HZ, duty_u16=0) for gate in self._gates]
        self._drives = [0] * len(self._gates)
        self._series = pin(pins.series, pin.IN)
        self._shield = [pin(number, pin.IN, pin.PULL_UP) for number in pins.shield]
        self._fit = pin(pins.fit, pin.IN, pin.PULL_UP)
        self._button = pin(pins.button, pin.IN, pin.PULL_UP)
        self._thermistors = [machine.ADC(number) for number in pins.thermistors]
        self._table = thermistor_table()
        clock_pin, data_pin = pins.bus
        self._bus = machine.I2C(pins.bus_id, scl=pin(clock_pin), sda=pin(data_pin), freq=400_000)
        self._files = Files(place)
        was_watchdog = machine.reset_cause() == machine.WDT_RESET
        self.reset_cause = BY_WATCHDOG if was_watchdog else BY_POWER

    def ms(self) -> int:
        """Never wraps: the port's own count does."""
        return self._rising.ms()

    def fresh(self, count: int) -> bytes:
        """Of the chip's own source."""
        return os.urandom(count)

    def gate(self, channel: int, drive: int) -> None:
        """By pulses far above what is seen; the driver's resistor bounds the current."""
        self._drives[channel] = drive
        self._pwm[channel].duty_u16(drive * FULL_DUTY // DRIVE_STEPS)

    def all_off(self) -> None:
        """Gates first; the series switch is not held any more."""
        for channel in range(len(self._pwm)):
            self.gate(channel, 0)
        self._hold.value(0)

    def hold(self) -> None:
        """A short pulse: a level that hangs holds nothing."""
        self._hold.value(1)
        self._clock.sleep_us(HOLD_US)
        self._hold.value(0)

    def is_held(self) -> bool:
        """Behind the monostable."""
        return self._series.value() == 1

    def shield(self) -> int:
        """One contact opens while the other closes: equal levels are a fault."""
        one, two = self._shield[0].value(), self._shield[1].value()
        if one == two:
            return SHIELD_ODD
        return SHIELD_CLOSED if one == 0 else SHIELD_OPEN

    def fit(self) -> bool:
        """To ground while it is worn."""
        return self._fit.value() == 0

    def button(self) -> bool:
        """To ground while pressed."""
        return self._button.value() == 0

    def sensors(self) -> "tuple[int | None, ...]":
        """Each thermistor."""
        return tuple([cdegc_of(own.read_u16(), self._table) for own in self._thermistors])

    def output(self, channel: int) -> int:
        """1/1000 of what was calibrated at this drive, from the photodiode's converter."""
        try:
            start = ADC_START | channel << 12
            self._bus.writeto_mem(ADC, 1, struct.pack(">H", start))
            self._clock.sleep_us(ADC_US)
            reading = int(struct.unpack(">h", self._bus.readfrom_mem(ADC, 0, 2))[0])
        except OSError:
            return NO_OUTPUT
        drive = self._drives[channel] or DRIVE_STEPS
        return min(max(reading, 0) * 1000 * DRIVE_STEPS // (ADC_FULL * drive), 60_000)

    def supply(self) -> "tuple[int, bool, int]":
        """Nothing measures it on this board yet: the brownout detector of the chip does."""
        return 0, False, NO_BATTERY

    def keep(self, area: int, index: int, content: bytes) -> None:
        """The running total in memory that does not wear, the rest on flash."""
        if area != TOTAL:
            self._files.keep(area, index, content)
            return
        if len(content) + 2 > FRAM_SLOT:
            raise OSError(27)
        whole = struct.pack("<H", len(content)) + content
        self._bus.writeto_mem(FRAM, index * FRAM_SLOT, whole, addrsize=16)

    def kept(self, area: int, index: int) -> "bytes | None":
        """What is there. A torn total comes as it is: the account tells by its checksum."""
        if area != TOTAL:
            return self._files.kept(area, index)
        try:
            slot = self._bus.readfrom_mem(FRAM, index * FRAM_SLOT, FRAM_SLOT, addrsize=16)
        except OSError:
            return None
        size = struct.unpack("<H", slot[:2])[0]
        return bytes(slot[2 : 2 + size]) if 0 < size < FRAM_BLANK else None


TYPE_CHECKING = False
if TYPE_CHECKING:
    from .chip import ChipClock, ChipMachine
