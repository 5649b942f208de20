"""Shadow that was worked out before, kept by content: the same rays are never followed twice."""

from __future__ import annotations

from hashlib import sha256

import numpy as np

from openpbm.arrays import BoolArray, FloatArray
from openpbm.face import Face
from openpbm.kept import Kept
from openpbm.light.irradiance import Shade
from openpbm.light.kept import light_made_by
from openpbm.light.shadow import shade_of

BITS = "barred"  # eight rays to a number


class KeptShade:
    """The face as an obstacle, asked only for what was not kept."""

    def __init__(self, face: Face, kept: Kept) -> None:
        """What stands in the way, and where answers are kept."""
        self._face, self._kept = face, kept

    def blocks(self, from_mm: FloatArray, to_mm: FloatArray) -> BoolArray:
        """(rays,) True where the straight way between two places is barred."""
        key = self._key(from_mm, to_mm)
        held = self._kept.get(key)
        if held is None:
            barred = shade_of(self._face).blocks(from_mm, to_mm)
            held = {BITS: np.packbits(barred).astype(np.float64)}
            self._kept.put(key, held)
        found: BoolArray = np.unpackbits(held[BITS].astype(np.uint8), count=len(from_mm)) > 0
        return found

    def _key(self, from_mm: FloatArray, to_mm: FloatArray) -> str:
        digest = sha256(f"shade {light_made_by()} {len(from_mm)}".encode())
        for part in (self._face.points_mm, self._face.triangles, from_mm, to_mm):
            digest.update(np.ascontiguousarray(part).data)
        return digest.hexdigest()


def kept_shade(face: Face, kept: Kept | None) -> Shade:
    """The face as an obstacle, from what was kept where anything is kept."""
    return shade_of(face) if kept is None else KeptShade(face, kept)
