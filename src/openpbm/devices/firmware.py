"""The firmware of the simulated mask: leases, caps, monitors and an accumulator of its own.

It may only shorten what it is asked for. Everything here runs in the device's own time,
a 32-bit count of milliseconds that starts anywhere and may run fast or slow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from openpbm.delivery.event import (
    TRIPS,
    Dark,
    DeviceReport,
    Forged,
    Garbled,
    Hello,
    LightOrder,
    Limits,
    Renew,
)
from openpbm.delivery.frame import NO_SESSION, from_device, heard_by_device
from openpbm.delivery.limit import (
    GARBLED_IN_A_ROW,
    HARDWARE_TIMER_MS,
    HEARTBEAT_MS,
    LEASE_MS,
    OUTPUT_OVER,
)
from openpbm.delivery.wire import DRIVE_STEPS, WRAP_MS, mask_code
from openpbm.devices.plant import Plant

POLL_MS = 20  # monitors are read this often
OWN_LEASE_MS = 0.95 * LEASE_MS  # a crystal that is 5 % slow still keeps the lease
AGREE_K = 3.0  # two sensors further apart are no sensor
TRIP = {name: number for number, name in enumerate(TRIPS)}
ENDS_WITH_CAUSE = ("", "shield", "fit")  # trips that a fresh start may clear


@dataclass(slots=True)
class Firmware:
    """What a mask's processor knows and does. Dark from its first instruction on."""

    plant: Plant
    mask_id: str
    key: bytes
    fresh: Callable[[int], bytes]  # bytes nobody can guess
    hottest_degc: float
    say: Callable[[bytes], None]  # takes a frame for the host
    now_ms: float = 0.0  # own time, unwrapped
    session: bytes = NO_SESSION
    heard: int = 0
    seq: int = 0
    start: int = 0
    grant_ms: list[float] = field(default_factory=list)
    lit_ms: list[float] = field(default_factory=list)
    lease_end_ms: float = 0.0
    timer_ms: float = 0.0  # light since the first start, all told
    trip: str = ""
    garbled: int = 0
    report_due_ms: float = 0.0
    _told: tuple[bool, str, bool, bool] = (False, "", True, True)
    _bad_polls: int = 0

    def __post_init__(self) -> None:
        self.lit_ms = [0.0] * len(self.plant.drives)
        self.grant_ms = [0.0] * len(self.plant.drives)

    @property
    def is_lit(self) -> bool:
        """True while light is commanded, or flows uncommanded."""
        return self.plant.is_shining

    # ---- messages

    def take(self, frame: bytes) -> None:
        """A frame came. Whatever is not fresh, whole and from the host changes nothing."""
        heard = heard_by_device(frame, self.key)
        if heard is Garbled:
            self.garbled += 1
            if self.garbled >= GARBLED_IN_A_ROW and True in self.plant.gates:
                self.darken()
            return
        if heard is Forged or isinstance(heard, type):
            return
        session, command = heard
        if isinstance(command, Hello):
            self._greet(command)
            return
        if session != self.session or session == NO_SESSION or command.seq <= self.heard:
            return
        self.heard = command.seq
        self.garbled = 0
        match command:
            case Dark():
                self.darken()
                self.report()
            case LightOrder():
                self._light(command)
            case Renew():
                if command.start == self.start and True in self.plant.gates:
                    self._extend(command.echo_ms)
                    self._shorten(command.grant_ms)

    def _greet(self, hello: Hello) -> None:
        if self.plant.is_shining:
            return  # nobody takes over a mask that shines
        self.session = self.fresh(8) + hello.nonce
        self.heard, self.start, self.seq = hello.seq, 0, 1
        self.say(
            from_device(
                Limits(
                    0,
                    self.session,
                    self.seq,
                    self._counter(),
                    mask_code(self.mask_id),
                    HARDWARE_TIMER_MS,
                    round(self.hottest_degc * 100),
                    (DRIVE_STEPS,) * len(self.plant.drives),
                ),
                self.key,
            )
        )
        self.report_due_ms = self.now_ms + HEARTBEAT_MS

    def _light(self, light: LightOrder) -> None:
        """A start counts once, while it is fresh, and only where nothing speaks against it."""
        age_ms = (self._counter() - light.echo_ms) % WRAP_MS
        if (
            light.start <= self.start
            or age_ms > LEASE_MS
            or len(light.grant_ms) != len(self.lit_ms)
        ):
            return
        self.start = light.start
        self.lit_ms = [0.0] * len(self.lit_ms)
        self.grant_ms = [float(g) for g in light.grant_ms]
        self._watch()
        if not self.trip:
            self._extend(light.echo_ms)
            self.plant.series_closed = True
            self.plant.gates[:] = [grant > 0 for grant in self.grant_ms]
        self.report()

    def _extend(self, echo_ms: int) -> None:
        """The lease ends a lease after the device time echoed, never later."""
        age_ms = (self._counter() - echo_ms) % WRAP_MS
        if age_ms <= LEASE_MS:
            self.lease_end_ms = max(self.lease_end_ms, self.now_ms - age_ms + OWN_LEASE_MS)

    def _shorten(self, grant_ms: tuple[int, ...]) -> None:
        """What the host still allows; never more than before."""
        if len(grant_ms) == len(self.grant_ms):
            self.grant_ms = [min(g, float(m)) for g, m in zip(self.grant_ms, grant_ms, strict=True)]

    def report(self) -> None:
        """Say how it is."""
        self.seq += 1
        sensors = [s for s in self.plant.sensors() if s is not None]
        warm = round(max(sensors) * 100) if len(sensors) == 2 else None
        plant = self.plant
        self._told = (plant.is_shining, self.trip, plant.shield, plant.fit)
        self.report_due_ms = self.now_ms + HEARTBEAT_MS
        self.say(
            from_device(
                DeviceReport(
                    0,
                    self.session,
                    self.seq,
                    self._counter(),
                    self.heard,
                    self.start,
                    plant.is_shining,
                    plant.shield,
                    plant.fit,
                    None if warm is None else max(min(warm, 30_000), -30_000),
                    TRIP[self.trip],
                    tuple(-int(-ms // 1) for ms in self.lit_ms),  # never rounded down
                ),
                self.key,
            )
        )

    def _counter(self) -> int:
        return int(self.now_ms) % WRAP_MS

    # ---- time

    def pass_time(self, span_ms: float) -> None:
        """Integrate the light that the photodiodes saw while time passed."""
        self.now_ms += span_ms
        if not self.plant.is_shining:
            return
        self.timer_ms += span_ms
        for channel in range(len(self.lit_ms)):
            self.lit_ms[channel] += self.plant.output(channel) * span_ms

    def due_in_ms(self) -> float:
        """Own time until something may have to be done."""
        plant = self.plant
        due = self.report_due_ms - self.now_ms if self.session != NO_SESSION else 1e9
        if plant.is_odd or self._needs_care():
            due = min(due, POLL_MS - self.now_ms % POLL_MS)
        if True in plant.gates:
            due = min(due, self.lease_end_ms - self.now_ms, HARDWARE_TIMER_MS - self.timer_ms)
            for channel, gate in enumerate(plant.gates):
                if gate:
                    left = self.grant_ms[channel] - self.lit_ms[channel]
                    due = min(due, left / max(plant.output(channel), 0.5))
        return max(due, 0.05)

    def _needs_care(self) -> bool:
        plant = self.plant
        return (
            plant.temperature_degc > self.hottest_degc - 1.0
            or (plant.shield, plant.fit) != self._told[2:]
            or self._bad_polls > 0
        )

    def poll(self) -> None:
        """Watch, end what has run out, and report when it is time."""
        plant = self.plant
        self._watch()
        if True in plant.gates:
            if self.now_ms >= self.lease_end_ms:
                self.darken()
            elif self.timer_ms >= HARDWARE_TIMER_MS:
                self._trip("timer")
            for channel, gate in enumerate(plant.gates):
                if gate and self.lit_ms[channel] >= self.grant_ms[channel] - 0.1:
                    plant.gates[channel] = False
        if self.session == NO_SESSION:
            return
        now = (plant.is_shining, self.trip, plant.shield, plant.fit)
        if self.now_ms >= self.report_due_ms - 1e-6 or now != self._told:
            self.report()

    def _watch(self) -> None:
        """Everything that must hold while it shines; the worst is kept."""
        plant = self.plant
        lit = True in plant.gates
        if self._is_off_command():
            self._bad_polls += 1
            if self._bad_polls >= 2:
                self._trip("stuck_on" if not lit else "output")
        else:
            self._bad_polls = 0
        a, b = plant.sensors()
        if a is None or b is None or abs(a - b) > AGREE_K:
            self._trip("sensor")
        elif max(a, b) > self.hottest_degc:
            self._trip("hot")
        if not plant.shield:
            self._trip("shield")
        elif not plant.fit:
            self._trip("fit")
        elif self.trip in ENDS_WITH_CAUSE:
            self.trip = ""  # put right; light still needs a fresh start

    def _is_off_command(self) -> bool:
        """Light that was not asked for, or clearly more than asked."""
        plant = self.plant
        if not plant.is_odd:
            return False
        return any(
            plant.output(channel) > (1.0 + OUTPUT_OVER if gate else 0.0)
            for channel, gate in enumerate(plant.gates)
        )

    def _trip(self, reason: str) -> None:
        if self.trip in ENDS_WITH_CAUSE:
            self.trip = reason
        self.plant.series_closed = False  # a second switch, should a gate not open
        self.darken()

    def darken(self) -> None:
        """All gates open."""
        self.plant.dark_now()
        self.lease_end_ms = self.now_ms

    def boot(self) -> None:
        """As after a reset: dark, and nothing of before is known."""
        self.darken()
        self.session, self.heard, self.start = NO_SESSION, 0, 0
        self.lit_ms = [0.0] * len(self.lit_ms)
        self.grant_ms = [0.0] * len(self.grant_ms)
        self.trip, self.garbled, self.timer_ms = "", 0, 0.0
        self.plant.series_closed = False
