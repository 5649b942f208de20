"""What stands between an LED and the skin: the face itself, and goggles."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from openpbm.arrays import BoolArray
from openpbm.face import REGIONS, Face
from openpbm.light.irradiance import Shade
from openpbm.light.layout import in_ellipse
from openpbm.light.tracer import tracer_of
from openpbm.tables import numbers


@lru_cache(maxsize=4)
def shade_of(face: Face) -> Shade:
    """The face as an obstacle, by the fastest tracer at hand."""
    return tracer_of(face.points_mm, face.triangles)


def under_goggles(face: Face) -> BoolArray:
    """(points,) skin around the eyes that goggles keep dark."""
    table = numbers("layout")
    half = [table[f"goggles.half_{side}_mm"].value for side in ("width", "height")]
    hidden = np.zeros(len(face.points_mm), dtype=np.bool_)
    for eye_mm, name in zip(face.eyes_mm, ("left_periorbital", "right_periorbital"), strict=True):
        inside = in_ellipse(face.points_mm, eye_mm, half[0], half[1])
        hidden |= inside & (face.region == REGIONS.index(name))
    return hidden
