"""MicroPython's own modules, as far as the firmware uses them: types only, no chip loads this."""

from collections.abc import Callable, Sequence
from typing import Protocol


class ChipPin(Protocol):
    """One pin."""

    def value(self, __level: int = ...) -> int:
        """Read it, or set it."""
        ...


class PinKind(Protocol):
    """Makes pins."""

    OUT: int
    IN: int
    PULL_UP: int

    def __call__(
        self, number: int, mode: int = ..., pull: int = ..., *, value: int = ...
    ) -> ChipPin:
        """One pin."""
        ...


class ChipPwm(Protocol):
    """Pulses on a pin."""

    def duty_u16(self, duty: int) -> None:
        """0 is dark, 65,535 is always on."""
        ...


class ChipAdc(Protocol):
    """A voltage."""

    def read_u16(self) -> int:
        """0 to 65,535."""
        ...


class ChipBus(Protocol):
    """I2C."""

    def writeto_mem(self, device: int, at: int, data: bytes, *, addrsize: int = ...) -> None:
        """Write a register."""
        ...

    def readfrom_mem(self, device: int, at: int, count: int, *, addrsize: int = ...) -> bytes:
        """Read one."""
        ...


class ChipWatchdog(Protocol):
    """Resets a chip that hangs."""

    def feed(self) -> None:
        """It does not hang."""
        ...


class ChipMachine(Protocol):
    """The module `machine`."""

    Pin: PinKind
    WDT_RESET: int

    def PWM(self, pin: ChipPin, *, freq: int, duty_u16: int) -> ChipPwm:  # noqa: N802
        """Pulses."""
        ...

    def ADC(self, number: int) -> ChipAdc:  # noqa: N802
        """A voltage."""
        ...

    def I2C(self, number: int, *, scl: ChipPin, sda: ChipPin, freq: int) -> ChipBus:  # noqa: N802
        """A bus."""
        ...

    def WDT(self, *, timeout: int) -> ChipWatchdog:  # noqa: N802
        """A watchdog."""
        ...

    def reset_cause(self) -> int:
        """Why it began."""
        ...

    def reset(self) -> None:
        """Begin anew."""
        ...


class ChipClock(Protocol):
    """The module `time`."""

    def ticks_ms(self) -> int:
        """Wraps."""
        ...

    def ticks_diff(self, __later: int, __earlier: int) -> int:
        """Between two of them."""
        ...

    def sleep_us(self, span: int) -> None:
        """Wait."""
        ...

    def sleep_ms(self, span: int) -> None:
        """Wait."""
        ...


class ChipStream(Protocol):
    """Bytes, without waiting."""

    def read(self, __most: int) -> bytes | None:
        """What is there."""
        ...

    def write(self, __data: bytes) -> object:
        """Out."""
        ...


class ChipFile(Protocol):
    """A console's input or output."""

    buffer: ChipStream


class ChipConsole(Protocol):
    """The module `sys`."""

    stdin: ChipFile
    stdout: ChipFile


class ChipPoll(Protocol):
    """Whether something is there."""

    def register(self, what: object, mask: int) -> None:
        """Watch it."""
        ...

    def poll(self, span_ms: int) -> Sequence[object]:
        """What is ready."""
        ...


class ChipBle(Protocol):
    """The radio."""

    def active(self, on: bool) -> object:
        """Switch it."""
        ...

    def irq(self, told: Callable[[int, Sequence[int]], None]) -> object:
        """Who is told."""
        ...

    def gatts_register_services(self, services: object) -> Sequence[Sequence[int]]:
        """Handles."""
        ...

    def gatts_set_buffer(self, handle: int, size: int, append: bool) -> None:
        """Room for more than 20 bytes."""
        ...

    def gatts_read(self, handle: int) -> bytes:
        """What was written."""
        ...

    def gatts_write(self, handle: int, data: bytes) -> None:
        """What can be read."""
        ...

    def gatts_notify(self, host: int, handle: int, data: bytes) -> None:
        """Tell a host."""
        ...

    def gap_advertise(self, span_us: int, *, adv_data: bytes, resp_data: bytes) -> None:
        """Be found."""
        ...
