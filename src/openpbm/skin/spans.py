"""Where the layers of a region lie below its surface."""

from __future__ import annotations

import numpy as np

from openpbm.answer import LayerSpan
from openpbm.skin.anatomy import LAYERS, SkinDraws, thickness_mm


def layer_spans(draws: SkinDraws, region: str) -> tuple[LayerSpan, ...]:
    """Where each layer of a region begins and ends, in the median skin."""
    thick = np.median(thickness_mm(draws, region), axis=0)
    ends = np.cumsum(thick)
    return tuple(
        LayerSpan(name, float(end - width), float(end))
        for name, width, end in zip(LAYERS, thick, ends, strict=True)
    )
