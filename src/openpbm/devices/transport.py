"""The masks that this program can reach, each a row. Another transport is a file and a row here."""

from __future__ import annotations

from openpbm.devices import demo_mask, manual, open_mask, simulated, timed
from openpbm.fact import message
from openpbm.sitting.device import Transport

TRANSPORTS = (
    Transport(
        id="simulated",
        source="simulated",
        log_name=message("device-log_simulated"),
        name=message("device-simulated"),
        about=message("device-simulated_about"),
        reach=simulated.reach,
        shines=False,
    ),
    Transport(
        id="manual",
        source="guided",
        log_name=message("device-log_guided"),
        name=message("device-manual"),
        about=message("device-manual_about"),
        reach=manual.reach,
        is_by_hand=True,
    ),
    Transport(
        id="open",
        source="open_mask",
        log_name=message("device-log_open"),
        name=message("device-open"),
        about=message("device-open_about"),
        reach=open_mask.reach,
        is_paired=True,
    ),
    Transport(
        id="timed",
        source="guided",
        log_name=message("device-log_guided"),
        name=message("device-timed"),
        about=message("device-timed_about"),
        reach=timed.reach,
        is_by_hand=True,
        is_paired=True,
    ),
    Transport(
        id="demo",
        source="simulated",
        log_name=message("device-log_simulated"),
        name=message("device-demo"),
        about=message("device-demo_about"),
        reach=demo_mask.reach,
        is_paired=True,
        shines=False,
    ),
)
