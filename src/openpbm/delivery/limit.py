"""Deadlines and rules of delivery, from `tables/delivery.json`."""

from __future__ import annotations

import math

from openpbm.tables import numbers
from openpbm.units import SECONDS_PER_MINUTE

MS_PER_MINUTE = round(SECONDS_PER_MINUTE * 1000)


def _whole(name: str) -> int:
    return round(numbers("delivery")[name].value)


HEARTBEAT_MS = _whole("heartbeat_ms")
LEASE_MS = _whole("lease_ms")
STOP_MS = _whole("stop_ms")
OVER_TEMPERATURE_MS = _whole("over_temperature_ms")
SHIELD_MS = _whole("shield_ms")
STUCK_ON_MS = _whole("stuck_on_ms")
HOLD_MS = _whole("hold_ms")
WATCHDOG_MS = _whole("watchdog_ms")
OVER_PLAN = numbers("delivery")["over_plan_pct"].value / 100.0
RESERVE_MS = _whole("reserve_ms")
HARDWARE_TIMER_MS = _whole("hardware_timer_min") * MS_PER_MINUTE
CLOCK_DISAGREE = numbers("delivery")["clock_disagree_pct"].value / 100.0
CLOCK_AHEAD = numbers("delivery")["clock_ahead_pct"].value / 100.0
OUTPUT_OVER = numbers("delivery")["output_over_pct"].value / 100.0
GARBLED_IN_A_ROW = _whole("garbled_in_a_row")
RECORD_GAP_MS = _whole("record_gap_ms")
RECORD_TRIES = _whole("record_tries")
MISSING_S = numbers("delivery")["missing_s"].value
RAMP_WAIT_MS = _whole("ramp_wait_ms")
PAUSE_MAX_MS = _whole("pause_max_min") * MS_PER_MINUTE
HELLO_AGAIN_MS = _whole("hello_again_ms")
COUNTDOWN_MS = _whole("countdown_s") * 1000  # before light
GONE_S = numbers("delivery")["page_gone_s"].value
MAC_BYTES = _whole("mac_bytes")


def reserve_ms(drive: float) -> int:
    """What one fault may add to a channel, in ms of its own light.

    A light that sticks shines in full: at a fifth of the drive, each of its milliseconds is
    five of those that were planned.
    """
    return math.ceil(RESERVE_MS / drive) if drive > 0 else RESERVE_MS
