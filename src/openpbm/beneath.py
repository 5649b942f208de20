"""Light beneath every point of the face: the sum over its LEDs, each spread in the skin.

Multiplying a point's irradiance by the one-dimensional curve shows more contrast at depth than
there is. Here every LED counts with its own height above the point's tangent plane. Theory 11.5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.light.irradiance import Pairs, Shade, pairs_in_sight
from openpbm.light.wear import Leds
from openpbm.skin.led_kernel import LedKernel

LEAST_MM = 1.0  # nearer LEDs count as this near
STEP = 1.25  # from height to height of the table
COSINES = np.linspace(0.0, 1.0, 21)


@dataclass(frozen=True, eq=False, kw_only=True)
class Beneath:
    """Direct light of one set of LEDs, 1 mW each; points P, depths Z of one kernel."""

    spread: FloatArray  # (P, Z) fluence rate, mW/cm2, spread in the skin
    local: FloatArray  # (P, Z) the same from the irradiance at the point alone

    def averaged(self, weights: FloatArray) -> Beneath:
        """Means over depths, by (Z, layers) weights."""
        return Beneath(spread=self.spread @ weights, local=self.local @ weights)

    @property
    def ratio(self) -> FloatArray:
        """(P, Z) what the spread makes of the local light; one where there is none."""
        lit = self.local > 0.0
        ratio: FloatArray = np.where(lit, self.spread, 1.0) / np.where(lit, self.local, 1.0)
        return ratio


def beneath(
    points_mm: FloatArray,
    normals: FloatArray,
    leds: Leds,
    kernels: tuple[LedKernel, ...],
    shade: Shade | None = None,
) -> tuple[Beneath, ...]:
    """Light beneath points from LEDs, once for each kernel (each colour of the same LEDs).

    Args:
        points_mm: (points, 3) on the skin.
        normals: (points, 3), unit, out of the skin.
        leds: of 1 mW each.
        kernels: of the skin, one a colour.
        shade: what may stand in the way; nothing, where None.

    Source: Theory 11.5; tests/physics/test_beneath.py.
    """
    heights_mm = _heights_mm(points_mm, leds.positions_mm)
    near = [kernel.gain(heights_mm, COSINES, leds.beam_order) for kernel in kernels]
    far = [kernel.plane_gain(COSINES)[None] for kernel in kernels]
    tables = [
        np.concatenate([n, np.broadcast_to(f, n.shape)], axis=2).reshape(-1, 2 * n.shape[2])
        for n, f in zip(near, far, strict=True)
    ]
    every = np.concatenate(tables, axis=1)
    parts = pairs_in_sight(points_mm, normals, leds, shade)
    summed = np.concatenate([_summed(part, heights_mm, every) for part in parts])
    summed *= leds.leds_per_site
    edges = np.cumsum([0, *(table.shape[1] for table in tables)])
    found = []
    for kernel, start in zip(kernels, edges, strict=False):
        depths = len(kernel.depths_mm)
        found.append(
            Beneath(
                spread=summed[:, start : start + depths],
                local=summed[:, start + depths : start + 2 * depths],
            )
        )
    return tuple(found)


def _heights_mm(points_mm: FloatArray, leds_mm: FloatArray) -> FloatArray:
    """Heights over tangent planes, by equal factors, up to the farthest that may occur."""
    every = np.concatenate([points_mm, leds_mm])
    high = max(float(np.linalg.norm(np.ptp(every, axis=0))), LEAST_MM * STEP)
    return np.geomspace(LEAST_MM, high, 2 + int(np.log(high / LEAST_MM) / np.log(STEP)))


def _summed(pairs: Pairs, heights_mm: FloatArray, table: FloatArray) -> FloatArray:
    """(points, columns) of a table over heights and cosines, weighted with each LED's light."""
    from scipy.sparse import csr_array

    log = np.log(heights_mm)
    height = np.clip(pairs.distance_mm * pairs.cosine, heights_mm[0], heights_mm[-1])
    up = (np.log(height) - log[0]) / (log[1] - log[0])
    across = pairs.cosine * (len(COSINES) - 1)
    row = np.minimum(up.astype(np.intp), len(log) - 2)
    column = np.minimum(across.astype(np.intp), len(COSINES) - 2)
    up, across = up - row, across - column
    corner = row * len(COSINES) + column
    places = np.stack([corner, corner + 1, corner + len(COSINES), corner + len(COSINES) + 1], 1)
    weights = np.stack(
        [(1 - up) * (1 - across), (1 - up) * across, up * (1 - across), up * across], axis=1
    )
    weights *= pairs.light[:, None]
    count = np.bincount(pairs.point, minlength=pairs.many)
    matrix = csr_array(
        (weights.ravel(), places.ravel(), np.concatenate([[0], 4 * np.cumsum(count)])),
        shape=(pairs.many, len(table)),
    )
    summed: FloatArray = matrix @ table
    return summed
