"""The masks that this program can reach, each a row. Another transport is a file and a row here."""

from __future__ import annotations

from openpbm.devices import manual, simulated
from openpbm.sitting.device import Transport

TRANSPORTS = (
    Transport(
        id="simulated",
        source="simulated",
        log_name="simulated mask",
        name="A simulated mask",
        about="nothing shines; it counts in the log like light",
        reach=simulated.reach,
        shines=False,
    ),
    Transport(
        id="manual",
        source="guided",
        log_name="guided",
        name="My mask, which I switch myself",
        about="this page guides and counts",
        reach=manual.reach,
        is_by_hand=True,
    ),
)
