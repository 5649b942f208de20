"""R and U: leases for minutes, and updates. Nothing here shows them: told, and never passed."""

from __future__ import annotations

from openpbm.devices.conform.case import case
from openpbm.fact import message

CASES = (
    case("R1", message("conform-r1"), None),
    case("R2", message("conform-r2"), None),
    case("R3", message("conform-r3"), None),
    case("R4", message("conform-r4"), None),
    case("U1", message("conform-u1"), None),
    case("U2", message("conform-u2"), None),
    case("U3", message("conform-u3"), None),
)
