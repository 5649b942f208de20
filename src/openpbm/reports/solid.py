"""The face as a solid: mesh and light per point in bytes, for a page that can turn it.

A header of JSON (its length first), then little-endian arrays in the order that it names.
What is shown of them is worked out in the page by the sums of `live.py`.
"""

from __future__ import annotations

import json

import numpy as np

from openpbm.answer import Plan, Planned
from openpbm.reports.live import base_of

STEP = 4  # every array begins at a multiple of it
MOST_POINTS = 2**16  # indices are 16 bits


def solid(plan: Plan) -> bytes:
    """Mesh, regions and light of a plan; empty where there is no session, or too fine a mesh."""
    if not isinstance(plan, Planned) or len(plan.maps.points_mm) > MOST_POINTS:
        return b""
    base, maps = base_of(plan), plan.maps
    lit = np.flatnonzero((base.channel_drive * base.channel_minutes).any(axis=1))
    centre = 0.5 * (maps.points_mm.max(axis=0) + maps.points_mm.min(axis=0))
    arrays = (
        ("positions", (maps.points_mm - centre).astype("<f4")),  # (points, 3), mm
        ("normals", maps.normals.astype("<f4")),  # (points, 3)
        ("triangles", maps.triangles.astype("<u2")),  # (triangles, 3)
        ("region", maps.region.astype("u1")),  # (points,)
        ("direct", maps.direct_mw_cm2[lit].astype("<f4")),  # (lit, points)
        ("beneath", maps.beneath_mw_cm2[lit].astype("<f4")),  # (lit, points)
        ("around", maps.neighbourhood_mw_cm2[lit].astype("<f4")),  # (lit, points)
    )
    header = json.dumps(
        {
            "points": len(maps.points_mm),
            "triangles": len(maps.triangles),
            "lit": [int(place) for place in lit],
        }
    ).encode("ascii")
    header += b" " * (-len(header) % STEP)
    parts = [len(header).to_bytes(STEP, "little"), header]
    for _, values in arrays:
        raw = np.ascontiguousarray(values).tobytes()
        parts.append(raw + b"\0" * (-len(raw) % STEP))
    return b"".join(parts)
