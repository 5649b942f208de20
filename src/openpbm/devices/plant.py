"""The body of the simulated mask: LEDs, warmth, switches, and what may break in them.

It keeps the truth that no firmware knows: how much light really came out, and until when.
Light is in milliseconds of planned output, the unit of `delivery`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

COLD_GAIN = 0.05  # a cold LED gives that much more, until it is warm
LED_WARM_MS = 60_000.0  # time constant of that
AMBIENT_DEGC = 33.0  # skin under a worn mask, without light
MOST = 1.1  # more than that of planned output is light that nobody asked for
RISE_K = 4.0  # at the planned drive, in the end
MASK_WARM_MS = 180_000.0  # time constant of the mask's warmth


@dataclass(slots=True)
class Plant:
    """LEDs behind a gate each and one series switch for all; two sensors; two switches."""

    drives: tuple[float, ...]  # planned, 0..1
    gates: list[bool] = field(init=False)
    series_closed: bool = False  # a start closes it
    shield: bool = True
    fit: bool = True
    temperature_degc: float = AMBIENT_DEGC
    # what may break
    stuck: set[int] = field(default_factory=set)  # channels whose gate conducts always, fully
    gain: float = 1.0  # of all LEDs
    gain_per_s: float = 0.0  # drift
    heat_k: float = 0.0  # a part that heats: rise towards this, fast
    lies_k: tuple[float | None, float | None] = (0.0, 0.0)  # error of each sensor; None: dead
    # the truth
    true_ms: list[float] = field(init=False)  # light given, in time of planned output
    now_ms: float = 0.0
    hottest_degc: float = 41.0  # above it, light is late
    late_ms: dict[str, float] = field(default_factory=dict)  # longest light that should not be
    _late: dict[str, float] = field(default_factory=dict)
    _cold: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.gates = [False] * len(self.drives)
        self.true_ms = [0.0] * len(self.drives)
        self._cold = [1.0] * len(self.drives)

    @property
    def is_odd(self) -> bool:
        """True where anything is broken: then time must go in small steps."""
        return bool(
            self.stuck
            or self.gain_per_s
            or self.gain != 1.0
            or self.heat_k
            or self.lies_k != (0.0, 0.0)
        )

    @property
    def is_shining(self) -> bool:
        """True while any LED gives light."""
        return self.series_closed and (bool(self.stuck) or True in self.gates)

    @property
    def is_wrong(self) -> bool:
        """True where light would be against a limit right now."""
        return bool(
            self.stuck
            or not (self.shield and self.fit)
            or self.temperature_degc > self.hottest_degc
        )

    def _be_late(self, span_ms: float) -> None:
        """How long light and each thing that forbids it have been together."""
        wrong = {
            "shield": not self.shield,
            "fit": not self.fit,
            "hot": self.temperature_degc > self.hottest_degc,
            "stuck_on": any(self.output(c) > MOST * self.gates[c] for c in self.stuck),
        }
        for name, is_wrong in wrong.items():
            self._late[name] = self._late.get(name, 0.0) + span_ms if is_wrong else 0.0
            if is_wrong:
                self.late_ms[name] = max(self.late_ms.get(name, 0.0), self._late[name])

    def output(self, channel: int) -> float:
        """Light of a channel against its planned light: 1 is as planned, 0 is dark."""
        if not self.series_closed:
            return 0.0
        bright = self.gain * (1.0 + COLD_GAIN * (self._cold[channel] - 0.5))
        if channel in self.stuck:
            return bright / self.drives[channel] if self.drives[channel] > 0 else bright
        return bright if self.gates[channel] else 0.0

    def sensors(self) -> tuple[float | None, float | None]:
        """What the two temperature sensors say."""
        true = self.temperature_degc
        a, b = self.lies_k
        return (None if a is None else true + a, None if b is None else true + b)

    def dark_now(self) -> None:
        """All gates open; what was late is over."""
        self.gates[:] = [False] * len(self.gates)
        if not self.is_shining:
            self._late.clear()

    def pass_time(self, to_ms: float) -> None:
        """Shine, warm and drift until then, with everything as it is now."""
        span_ms = to_ms - self.now_ms
        self.now_ms = to_ms
        goal = AMBIENT_DEGC
        if self.is_shining:
            if self.is_wrong or self._late:
                self._be_late(span_ms)
            goal += RISE_K
            for channel in range(len(self.drives)):
                bright = self.output(channel)
                if bright > 0:
                    self.true_ms[channel] += bright * span_ms
                    self._cold[channel] -= self._cold[channel] * span_ms / LED_WARM_MS
        if self.heat_k:
            self.temperature_degc += self.heat_k * span_ms / 1000.0
        else:
            self.temperature_degc += (goal - self.temperature_degc) * span_ms / MASK_WARM_MS
        if self.gain_per_s:
            self.gain = max(self.gain + self.gain_per_s * span_ms / 1000.0, 0.0)
