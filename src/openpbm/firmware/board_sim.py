"""A board that is not there: LEDs, warmth, switches, memory, and what may break in them.

It keeps the truth that no firmware knows: how much light really came out, and until when. Light
is in ms of planned output. Time comes from outside. The hardware that opens the series switch by
itself when a shield opens or a part is hot is left out on purpose: the firmware must keep each
deadline alone; only the switch that drops when nobody holds it is there.
"""

import struct

from . import calibration
from .board import (
    CALIBRATION,
    LABEL,
    NEEDED_FEATURES,
    SHIELD_CLOSED,
    SHIELD_ODD,
    SHIELD_OPEN,
    SLOT,
    Board,
)
from .memory_sim import SimMemory
from .wire_table import (
    FEATURE_LOG,
    HOLD_MS,
    KEPT_LIMITS_EACH,
    KEPT_LIMITS_FIELDS,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

COLD_GAIN = 0.05  # a cold LED gives that much more, until it is warm
LED_WARM_MS = 60_000.0  # time constant of that
AMBIENT_DEGC = 33.0  # skin under a worn mask, without light
MOST = 1.1  # more than that of planned output is light that nobody asked for
RISE_K = 4.0  # at the planned drive, in the end
MASK_WARM_MS = 180_000.0  # time constant of the mask's warmth
FULL_DRIVE = 10_000
LONG_MS = 1e18


class SimBoard(Board):
    """LEDs behind a gate each and one series switch for all; two sensors; two switches; memory."""

    features = NEEDED_FEATURES | FEATURE_LOG
    firmware = bytes([2, 0, 0])

    def __init__(self, channels: int, fresh: "Callable[[int], bytes]") -> None:
        self._fresh = fresh
        self.drives = [1.0] * channels  # what is planned: the truth is counted in its time
        self.gates = [0] * channels  # drives that are commanded now
        self.held_until_ms = -1.0
        self.shield_contacts = [True, True]
        self.is_fitted = True
        self.is_pressed = False
        self.is_charging = False
        self.supply_mv = 5000
        self.temperature_degc = AMBIENT_DEGC
        self.unix = 0  # of a clock with its own battery
        # what may break
        self.stuck: set[int] = set()  # channels whose gate conducts always, fully
        self.gain = 1.0  # of all LEDs
        self.gain_per_s = 0.0  # drift
        self.heat_k = 0.0  # a part that heats: rise towards this, fast
        self.lies_k: list[float | None] = [0.0, 0.0]  # error of each sensor; None: dead
        self.memory_fails = False
        self.rate = 1.0  # of the board's own clock
        # the truth
        self.now_ms = 0.0
        self.own_ms = 0.0
        self.true_ms = [0.0] * channels  # light given, in time of planned output
        self.hottest_degc = 41.0  # above it, light is late
        self.late_ms: dict[str, float] = {}  # longest light that should not be
        self._late: dict[str, float] = {}
        self._cold = [1.0] * channels
        self.memory = SimMemory()

    # ---- as firmware sees it

    def ms(self) -> int:
        """Own time."""
        return int(self.own_ms)

    def unix_s(self) -> int:
        """A clock with a battery, where it has one."""
        return self.unix + int(self.now_ms) // 1000 if self.unix else 0

    def fresh(self, count: int) -> bytes:
        """Handed in, so that a run can be repeated."""
        return self._fresh(count)

    def gate(self, channel: int, drive: int) -> None:
        """A gate."""
        self.gates[channel] = drive
        if drive == 0 and not self.is_shining:
            self._late.clear()

    def all_off(self) -> None:
        """Gates and series open."""
        for i in range(len(self.gates)):
            self.gates[i] = 0
        self.held_until_ms = -1.0
        self._late.clear()

    def hold(self) -> None:
        """The monostable is triggered again."""
        self.held_until_ms = self.now_ms + HOLD_MS

    def is_held(self) -> bool:
        """Until it drops."""
        return self.now_ms < self.held_until_ms

    def shield(self) -> int:
        """Two contacts that must agree."""
        one, two = self.shield_contacts
        if one != two:
            return SHIELD_ODD
        return SHIELD_CLOSED if one else SHIELD_OPEN

    def fit(self) -> bool:
        """On a face."""
        return self.is_fitted

    def button(self) -> bool:
        """Pressed."""
        return self.is_pressed

    def sensors(self) -> tuple[int | None, ...]:
        """What the two temperature sensors say."""
        return tuple(
            [
                None if lie is None else round((self.temperature_degc + lie) * 100)
                for lie in self.lies_k
            ]
        )

    def output(self, channel: int) -> int:
        """Of the photodiode, rounded up."""
        bright = self.bright(channel)
        return 0 if bright <= 0 else min(-int(-bright * 1000 // 1), 60_000)

    def supply(self) -> tuple[int, bool, int]:
        """As set."""
        return self.supply_mv, self.is_charging, 255

    def keep(self, area: int, index: int, content: bytes) -> None:
        """In memory that outlives a reset."""
        if self.memory_fails:
            raise OSError(28)
        self.memory[(area, index)] = content

    def kept(self, area: int, index: int) -> bytes | None:
        """What is there."""
        return self.memory.get((area, index))

    # ---- the truth

    def bright(self, channel: int) -> float:
        """Light of a channel against its planned light: 1 is as planned, 0 is dark."""
        if self.now_ms >= self.held_until_ms:
            return 0.0
        bright = self.gain * (1.0 + COLD_GAIN * (self._cold[channel] - 0.5))
        planned = self.drives[channel]
        if channel in self.stuck:
            return bright / planned if planned > 0 else bright
        drive = self.gates[channel] / FULL_DRIVE
        return bright * drive / planned if planned > 0 else bright * drive

    @property
    def is_shining(self) -> bool:
        """True while any LED gives light."""
        return self.now_ms < self.held_until_ms and (bool(self.stuck) or any(self.gates))

    @property
    def is_odd(self) -> bool:
        """True where anything is broken."""
        return bool(
            self.stuck or self.gain_per_s or self.gain != 1.0 or self.heat_k
            or self.lies_k != [0.0, 0.0]
        )  # fmt: skip

    def _wrongs(self) -> dict[str, bool]:
        """What forbids light right now."""
        return {
            "shield": not (self.shield_contacts[0] and self.shield_contacts[1]),
            "fit": not self.is_fitted,
            "hot": self.temperature_degc > self.hottest_degc,
            "stuck_on": any(
                [self.bright(c) > (MOST if self.gates[c] else 0.0) for c in self.stuck]
            ),
        }

    def _be_late(self, span_ms: float) -> None:
        """How long light and each thing that forbids it have been together."""
        for name, is_wrong in self._wrongs().items():
            self._late[name] = self._late.get(name, 0.0) + span_ms if is_wrong else 0.0
            if is_wrong:
                self.late_ms[name] = max(self.late_ms.get(name, 0.0), self._late[name])

    @property
    def is_wrong(self) -> bool:
        """True where light would be against a limit right now."""
        return bool(
            self.stuck
            or not (self.shield_contacts[0] and self.shield_contacts[1] and self.is_fitted)
            or self.temperature_degc > self.hottest_degc
        )

    def pass_time(self, to_ms: float) -> None:
        """Shine, warm and drift until then, with everything as it is now."""
        while self.now_ms < to_ms:
            drops_ms = self.held_until_ms
            self._pass(drops_ms if self.now_ms < drops_ms < to_ms else to_ms)

    def _pass(self, to_ms: float) -> None:
        span_ms = to_ms - self.now_ms
        goal = AMBIENT_DEGC
        if self.is_shining:
            if self.is_wrong or self._late:
                self._be_late(span_ms)
            goal += RISE_K
            for channel in range(len(self.drives)):
                bright = self.bright(channel)
                if bright > 0:
                    self.true_ms[channel] += bright * span_ms
                    self._cold[channel] -= self._cold[channel] * span_ms / LED_WARM_MS
        elif self._late:
            self._late.clear()
        if self.heat_k:
            self.temperature_degc += self.heat_k * span_ms / 1000.0
        else:
            self.temperature_degc += (goal - self.temperature_degc) * span_ms / MASK_WARM_MS
        if self.gain_per_s:
            self.gain = max(self.gain + self.gain_per_s * span_ms / 1000.0, 0.0)
        self.now_ms = to_ms
        self.own_ms += span_ms * self.rate


def calibrate(
    board: SimBoard,
    mask_code: int,
    hottest_cdegc: int,
    channels: list[tuple[int, int, int, int, int, int]],
    digest: bytes = b"simulate",
    serial_tag: bytes = b"no.0001.",
) -> None:
    """Write what a station would: peak, full, most drive, band, cap of a sitting and of a day."""
    content = struct.pack(
        KEPT_LIMITS_FIELDS, digest, mask_code, serial_tag, hottest_cdegc, len(channels)
    )
    for one in channels:
        content += struct.pack(KEPT_LIMITS_EACH, *one)
    board.memory[(CALIBRATION, 0)] = calibration.written(content)


def enrol(board: SimBoard, slot: int, key: bytes, label: bytes = b"") -> None:
    """A host that is known from the beginning, and the key on the label."""
    board.memory[(SLOT, slot)] = key
    if label:
        board.memory[(LABEL, 0)] = label
