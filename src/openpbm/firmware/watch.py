"""What the mask sees of itself: light, warmth, switches, supply; and how much light there was."""

from .board import NO_OUTPUT, SHIELD_CLOSED, Board
from .wire_table import (
    LEASE_MS,
    OUTPUT_OVER_PCT,
    SENSOR_HIGH_CDEGC,
    SENSOR_LOW_CDEGC,
    SENSORS_AGREE_CK,
    TRIP_BROWNOUT,
    TRIP_BUTTON,
    TRIP_CHARGING,
    TRIP_FIT,
    TRIP_HOT,
    TRIP_NONE,
    TRIP_OUTPUT,
    TRIP_SENSOR,
    TRIP_SHIELD,
    TRIP_STUCK_ON,
)

AS_CALIBRATED = 1000
MOST_OUTPUT = AS_CALIBRATED + 10 * OUTPUT_OVER_PCT
BLIND = AS_CALIBRATED // 2  # of an open gate: less is no measure of its light
DARK_OUTPUT = 20  # 1/1000: what a photodiode in the dark may say
LOW_MV = 4300
BAD_LOOKS = 2  # light that nobody asked for, seen so often in a row, is a fault


class Watch:
    """Inputs as last read. `gates` are those that are commanded to shine."""

    def __init__(self, board: Board, count: int) -> None:
        self._board, self._count = board, count
        self.gates = [False] * count
        self.seen = [0] * count  # last output of each
        self.warmest_cdegc: int | None = None
        self.is_shielded = self.is_fitted = self.is_pressed = self.is_charging = False
        self.battery = 255
        self._is_low = False
        self._bad_looks = 0
        self._forbids, self._forbade_ms = TRIP_NONE, 0

    def look(self, now_ms: int) -> None:
        """Switches and supply."""
        board = self._board
        self.is_shielded = board.shield() == SHIELD_CLOSED
        self.is_fitted = board.fit()
        self.is_pressed = board.button()
        supply_mv, self.is_charging, self.battery = board.supply()
        self._is_low = 0 < supply_mv < LOW_MV
        cause = self._present()
        if cause != TRIP_NONE:
            self._forbids, self._forbade_ms = cause, now_ms
        elif now_ms - self._forbade_ms > LEASE_MS:
            self._forbids = TRIP_NONE

    def shone_us(self, span_ms: int) -> list[int]:
        """Light since the last look, in 1/1000 ms: the brighter of two readings, all the time.

        An eye that sees less than half of what is commanded may be covered or unplugged: it is
        not believed, and the light counts as the most that is borne.
        """
        shone = []
        for i in range(self._count):
            output = self._board.output(i)
            if output == NO_OUTPUT:
                output = MOST_OUTPUT if self.gates[i] else 0
            brighter = max(output, self.seen[i])
            if self.gates[i] and output < BLIND:
                brighter = max(brighter, MOST_OUTPUT)
            shone.append(brighter * span_ms if brighter > DARK_OUTPUT else 0)
            self.seen[i] = output
        return shone

    def at_least_us(self, span_ms: int) -> "list[int]":
        """The same where nobody can look any more: as bright as last seen, or as calibrated."""
        return [
            max(self.seen[i], AS_CALIBRATED) * span_ms if self.gates[i] else 0
            for i in range(self._count)
        ]

    def shines(self) -> bool:
        """Some LED gives light, asked for or not."""
        return max(self.seen, default=0) > DARK_OUTPUT

    def opened(self, channel: int) -> None:
        """A gate was opened: as much as calibrated, until somebody looks."""
        self.gates[channel] = True
        self.seen[channel] = AS_CALIBRATED

    def closed(self, channel: int) -> None:
        """A gate was closed."""
        self.gates[channel] = False
        self.seen[channel] = 0

    def is_uncommanded(self) -> bool:
        """Light with nothing commanded, right now."""
        readings = [self._board.output(i) for i in range(self._count)]
        return any([DARK_OUTPUT < output < NO_OUTPUT for output in readings])

    def are_sensors_odd(self) -> bool:
        """Dead, or not of one opinion; the warmest is kept."""
        readings = self._board.sensors()
        good = [r for r in readings if r is not None]
        odd = len(good) < 2 or len(good) < len(readings)
        odd = odd or min(good) < SENSOR_LOW_CDEGC or max(good) > SENSOR_HIGH_CDEGC
        odd = odd or max(good) - min(good) > SENSORS_AGREE_CK
        self.warmest_cdegc = None if odd else max(good)
        return odd

    def fault(self, hottest_cdegc: int) -> int:
        """What holds it dark until power is cycled, or nothing."""
        wrong = self._wrong_output()
        if self.are_sensors_odd():
            wrong = wrong or TRIP_SENSOR
        elif self.warmest_cdegc is not None and self.warmest_cdegc > hottest_cdegc:
            wrong = wrong or TRIP_HOT
        return wrong or (TRIP_BROWNOUT if self._is_low else TRIP_NONE)

    def _wrong_output(self) -> int:
        wrong = TRIP_NONE
        for i in range(self._count):
            if not self.gates[i] and self.seen[i] > DARK_OUTPUT:
                wrong = TRIP_STUCK_ON
            elif self.seen[i] > MOST_OUTPUT:
                wrong = wrong or TRIP_OUTPUT
        self._bad_looks = self._bad_looks + 1 if wrong else 0
        return wrong if self._bad_looks >= BAD_LOOKS else TRIP_NONE

    def cause(self) -> int:
        """What forbids light as long as it lasts, and a lease longer.

        A start may rest on word from before, and the report that told may be lost: within a lease
        every start is that old or every report tells it.
        """
        return self._forbids

    def _present(self) -> int:
        if not self.is_shielded:
            return TRIP_SHIELD
        if not self.is_fitted:
            return TRIP_FIT
        if self.is_charging:
            return TRIP_CHARGING
        return TRIP_BUTTON if self.is_pressed else TRIP_NONE
