"""R and U: leases for minutes, and updates. Nothing here shows them: told, and never passed."""

from __future__ import annotations

from openpbm.devices.conform.case import unshown

CASES = unshown("R1", "R2", "R3", "R4", "U1", "U2", "U3")
