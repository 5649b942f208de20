"""What a mask's processor is soldered to: the one seam between firmware and hardware."""

from .wire_table import (
    CHECKPOINT_MS,
    FEATURE_BUTTON,
    FEATURE_FIT,
    FEATURE_OUTPUT,
    FEATURE_SHIELD,
    FEATURE_SIGNED,
)

CALIBRATION, LABEL, SLOT, LOG, TOTAL, ROOM, CERTIFICATE = range(7)  # areas of what is kept
NO_OUTPUT = 65535
NO_BATTERY = 255
SHIELD_OPEN, SHIELD_CLOSED, SHIELD_ODD = 0, 1, 2
BY_POWER, BY_WATCHDOG, BY_BROWNOUT, BY_REQUEST = 0, 1, 2, 3  # why a processor began
# a mask without one of these gets no order
NEEDED_FEATURES = FEATURE_OUTPUT | FEATURE_FIT | FEATURE_SHIELD | FEATURE_BUTTON | FEATURE_SIGNED


class Board:
    """A mask's inputs and outputs. Light is off until somebody asks for it, and after a reset."""

    features = 0
    firmware = bytes(3)  # version
    digest = bytes(8)  # of the image that runs
    flavour = 1  # 0 release, 1 development
    reset_cause = BY_POWER
    lease_max_ms = 1000
    missing_ms = CHECKPOINT_MS  # light that a cut of power may leave out of what is kept

    def ms(self) -> int:
        """Milliseconds since anything; only rises, never wraps."""
        raise NotImplementedError

    def unix_s(self) -> int:
        """Of a clock with its own battery; 0 where there is none."""
        return 0

    def fresh(self, count: int) -> bytes:
        """Bytes that nobody can guess."""
        raise NotImplementedError

    def gate(self, channel: int, drive: int) -> None:
        """Drive a channel, 1/10,000 of full; 0 is dark."""
        raise NotImplementedError

    def all_off(self) -> None:
        """All gates and the series switch open, at once."""
        raise NotImplementedError

    def hold(self) -> None:
        """Keep the series switch closed for 64 to 96 ms more."""
        raise NotImplementedError

    def is_held(self) -> bool:
        """What the readback of that switch says."""
        raise NotImplementedError

    def shield(self) -> int:
        """Eye shield: open, closed, or two contacts that contradict each other."""
        raise NotImplementedError

    def fit(self) -> bool:
        """The mask is on."""
        raise NotImplementedError

    def button(self) -> bool:
        """Pressed."""
        raise NotImplementedError

    def sensors(self) -> tuple[int | None, ...]:
        """At least two temperatures of the skin's side, 1/100 degC; None is dead."""
        raise NotImplementedError

    def output(self, channel: int) -> int:
        """Light, 1/1000 of what was calibrated at this drive; NO_OUTPUT where nobody looks."""
        raise NotImplementedError

    def supply(self) -> tuple[int, bool, int]:
        """Supply in mV (0 not known), whether a charger is plugged in, battery in percent."""
        return 0, False, NO_BATTERY

    def keep(self, area: int, index: int, content: bytes) -> None:
        """Write so that it outlives a cut of power. Raises OSError."""
        raise NotImplementedError

    def kept(self, area: int, index: int) -> bytes | None:
        """What was kept there."""
        raise NotImplementedError
