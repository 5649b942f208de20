"""The colour map of every light map: inferno, dark is none and bright is most.

The table is the 256 colours of "inferno" by Nathaniel J. Smith and Stefan van der Walt,
released under CC0 1.0 (public domain dedication), https://bids.github.io/colormap/. It is
perceptually uniform: equal steps of dose look like equal steps, also in grey print and for
colour-blind readers.
"""

from __future__ import annotations

import base64
import zlib
from functools import cache

import numpy as np
import numpy.typing as npt

from openpbm.role import ROLES, role_of

Bytes = npt.NDArray[np.uint8]

UNCOVERED = (176, 171, 166)  # neutral grey: skin that the light does not reach
UNCOVERED_SHARE = 0.01  # of the top of the scale; below it skin counts as uncovered

_INFERNO = (
    "eNoBAAP//AAABAEABQEBBgEBCAIBCgICDAICDgMCEAQDEgQDFAUEFwYEGQcFGwgFHQkGHwoHIgsHJAwIJg0IKQ4J"
    "KxAJLREKMBIKMhQLNBULNxYLORgMPBkMPhsMQRwMQx4MRR8MSCEMSiMMTCQMTyYMUSgLUykLVSsLVy0LWS8KWzEK"
    "XDIKXjQKXzYJYTgJYjkJYzsJZD0JZT4JZkAKZ0IKaEQKaEUKaUcLakkLakoMa0wMa00NbE8NbFEObFIObVQPbVUP"
    "bVcQblkQbloRblwSbl0Sbl8TbmETbmIUbmQVbmUVbmcWbmkWbmoXbmwYbm0Ybm8ZbnEZbnIabnQabnUbbnccbXgc"
    "bXodbXwdbX0ebX8ebIAfbIIgbIQga4Uha4cha4giaooiaowjaY0jaY8kaZAlaJIlaJMmZ5UmZ5cnZpgnZpooZZsp"
    "ZJ0pZJ8qY6AqY6IrYqMsYaUsYKYtYKguX6kuXqsvXq0wXa4wXLAxW7EyWrMyWrQzWbY0WLc1V7k1Vro2Vbw3VL04"
    "U785UsA6UcE6UMM7T8Q8TsY9Tcc+TMg/S8pASstBScxCSM5DR89ERtBFRdJGRNNHQ9RIQtVKQddLP9hMPtlNPdpO"
    "PNtQO91ROt5SON9TN+BVNuFWNeJXNONZM+RaMeVcMOZdL+deLuhgLelhK+pjKutkKetmKOxnJu1pJe5qJO9sI+9u"
    "IfBvIPFxH/FzHfJ0HPN2G/N4GfR5GPV7F/V9FfZ+FPaAE/eCEveEEPiFD/iHDviJDPmLC/mMCvmOCfqQCPqSB/qU"
    "B/uWBvuXBvuZBvubBvudB/yfB/yhCPyjCfylCvymDPyoDfyqD/ysEfyuEvywFPyyFvy0GPu2Gvu4Hfu6H/u8Ifu+"
    "I/rAJvrCKPrEKvrGLfnHL/nJMvnLNfjNN/jPOvfRPffTQPbVQ/bXRvXZSfXbTPTdT/TfU/ThVvPjWvPlXfLmYfLo"
    "ZfLqafHsbfHtcfHvdfHxefLyffL0gvP1hvP2ivT4jvX5kvb6lvj7mvn8nfr9ofz/pNKCO/Y="
)


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
    table = np.frombuffer(zlib.decompress(base64.b64decode(_INFERNO)), dtype=np.uint8)
    return table.reshape(256, 3)


def inferno_base64() -> str:
    """The same table for the report's script."""
    return base64.b64encode(inferno().tobytes()).decode("ascii")
