"""How a mask may pulse and how long it may run, as bounds. Theory 8.7."""

from __future__ import annotations

import numpy as np

from openpbm.fact import message
from openpbm.safety.bound import Bound, constant, parent_of, rate_bound
from openpbm.safety.exposure import Exposure
from openpbm.tables import numbers

FLICKER_HZ = (1.0, 1250.0)
UNSTATED = numbers("delivery")["hardware_timer_min"]  # where no programme is known


def pulsing_bounds(exposure: Exposure) -> list[Bound]:
    """Visible light that flickers where eyes and brains notice. Unknown counts for epilepsy."""
    low, high = FLICKER_HZ
    flickers = [
        (exposure.epilepsy if hz is None else low <= hz <= high) for hz in exposure.frequency_hz
    ]
    return [
        rate_bound(
            "visible_pulsing",
            parent_of(("flicker_ieee1789", "flash_hazard"), message("ceiling-visible_pulsing")),
            "1",
            np.where(exposure.emission.is_seen & np.array(flickers), 1.0, 0.0),
            constant(0.0),
        )
    ]


def device_bounds(exposure: Exposure) -> list[Bound]:
    """No longer than the maker offers, or than the timer of the risk file."""
    scenarios, channels = exposure.peak_nm.shape
    longest = exposure.longest_min
    told, source, status = (
        (message("ceiling-device_maximum"), "catalogue/mask file", "verified")
        if longest is not None
        else (message("ceiling-device_maximum_unknown"), UNSTATED.source, UNSTATED.status)
    )
    grid = np.array([0.0, 1e4])
    return [
        Bound(
            id="device_maximum",
            name=told,
            unit="min",
            reason=told.but("reason"),
            source=source,
            status=status,
            would_change=told.but("change"),
            minutes=grid,
            at_full=np.zeros((scenarios, channels, 2)),
            offset=np.broadcast_to(grid, (scenarios, 2)),
            limit=constant(UNSTATED.value if longest is None else longest),
        )
    ]
