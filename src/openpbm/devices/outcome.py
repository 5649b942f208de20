"""What a campaign of faults showed: counts, deadlines, and what came nearest to a limit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from openpbm.delivery.limit import (
    LEASE_MS,
    OVER_TEMPERATURE_MS,
    SHIELD_MS,
    STOP_MS,
    STUCK_ON_MS,
)
from openpbm.fact import Message, message

DEADLINES = {
    "shield": SHIELD_MS, "fit": SHIELD_MS, "hot": OVER_TEMPERATURE_MS, "stuck_on": STUCK_ON_MS,
    "stop": STOP_MS, "silence": LEASE_MS, "store": LEASE_MS, "reset": 0,
}  # fmt: skip
FIRMWARE = message("device-kept_by_firmware")
KEPT_BY = {
    "shield": FIRMWARE, "fit": FIRMWARE, "hot": FIRMWARE, "stuck_on": FIRMWARE, "reset": FIRMWARE,
    "stop": message("device-kept_by_both"), "silence": message("device-kept_by_lease"),
    "store": message("device-kept_by_host"),
}  # fmt: skip
NEAR_CAP, NEAR_COUNTED = message("device-near_cap"), message("device-near_counted")


@dataclass(frozen=True, slots=True)
class Nearest:
    """How near something came to what it must not pass: 1 is there."""

    share: float
    what: Message
    faults: tuple[str, ...]
    seed: int


@dataclass(slots=True)
class Tally:
    """What many sessions showed."""

    sessions: int = 0
    ticks: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    violations: list[Message] = field(default_factory=list)
    slowest_ms: dict[str, float] = field(default_factory=dict)
    nearest: dict[Message, Nearest] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Take in what other sessions showed."""
        self.sessions += other.sessions
        self.ticks += other.ticks
        self.faults += other.faults
        self.ends += other.ends
        self.violations += other.violations
        for name, late_ms in other.slowest_ms.items():
            self.slowest_ms[name] = max(self.slowest_ms.get(name, 0.0), late_ms)
        for near in other.nearest.values():
            self.came_near(near)

    def came_near(self, near: Nearest) -> None:
        """Keep the nearest of each kind."""
        held = self.nearest.get(near.what)
        if held is None or near.share > held.share:
            self.nearest[near.what] = near
