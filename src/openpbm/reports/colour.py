"""The colour map of every light map, dark is none and bright is most, and the inks of channels."""

from __future__ import annotations

import base64
from functools import cache

import numpy as np
import numpy.typing as npt

from openpbm.role import ROLES, role_of
from openpbm.tables.columns import columns

Bytes = npt.NDArray[np.uint8]

UNCOVERED = (176, 171, 166)  # neutral grey: skin that the light does not reach
UNCOVERED_SHARE = 0.01  # of the top of the scale; below it skin counts as uncovered


def ink(channel_id: str) -> str:
    """The name under which the style sheets know the colour of a channel."""
    role = role_of(channel_id)
    return "" if role is None else role.name


def roles_css() -> str:
    """The ink of every role on a light and a dark page, and how its line is dashed."""
    light = " ".join(f"--ch-{role.name}: {role.ink};" for role in ROLES.values())
    dark = " ".join(f"--ch-{role.name}: {role.ink_dark};" for role in ROLES.values())
    lines = [
        f":root {{ {light} }}",
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}",
    ]
    for role in ROLES.values():
        dashed = f" stroke-dasharray: {role.dash};" if role.dash else ""
        lines.append(f".ch-{role.name} {{ --c: var(--ch-{role.name});{dashed} }}")
        lines.append(f".fill-{role.name} {{ background: var(--ch-{role.name}); }}")
    return "\n".join(lines) + "\n"


@cache
def inferno() -> Bytes:
    """(256, 3) red, green, blue; row 0 is no light."""
    return np.stack([columns("inferno")[c] for c in ("red", "green", "blue")], axis=1).astype(
        np.uint8
    )


def inferno_base64() -> str:
    """The same table for the report's script."""
    return base64.b64encode(inferno().tobytes()).decode("ascii")
