"""Light beneath every point of the face: the sum over its LEDs, each spread in the skin.

Multiplying a point's irradiance by the one-dimensional curve shows more contrast at depth than
there is. Here every LED counts with the spot it makes: by its way along its own axis and its angle
from it, however the skin is turned, so that the spread moves light and makes none. Theory 11.5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, IntArray
from openpbm.light.irradiance import Pairs, Shade, pairs_in_sight
from openpbm.light.wear import Leds
from openpbm.skin.led_kernel import LedKernel
from openpbm.threads import THREADS, at_once
from openpbm.units import MM2_PER_CM2

LEAST_MM = 1.0  # nearer LEDs count as this near
STEP = 1.25  # from height to height of the table
IN_BEAM, OUTSIDE = 40, 12  # cosines of the table, in the beam and from its rim to the side
DIM = 1e-4  # of the brightest spot, at the rim of a beam
LEAST_COSINE = 0.05  # lower ones count as this
DARK = 1e-9  # of the brightest local light; below it nothing is spread


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
        """(P, Z) what the spread makes of the local light; one where there is next to none."""
        lit = self.local > DARK * np.max(self.local, axis=0, initial=0.0)
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
    cosines = _cosines(leds.beam_order)
    near = at_once(lambda own: own.spots(heights_mm, cosines, leds.beam_order), kernels)
    # over the beam itself, so that little is left to be interpolated
    beam = MM2_PER_CM2 * heights_mm[:, None] ** 2 / _beam(cosines, leds.beam_order)
    spots = np.concatenate([(n * beam[..., None]).reshape(-1, n.shape[2]) for n in near], axis=1)
    plane = np.concatenate([kernel.plane_gain(cosines) for kernel in kernels], axis=1)
    order = leds.beam_order

    def summed(some: IntArray) -> list[tuple[FloatArray, FloatArray]]:
        parts = pairs_in_sight(points_mm[some], normals[some], leds, shade)
        return [_summed(part, order, heights_mm, cosines, spots, plane) for part in parts]

    halves = at_once(summed, np.array_split(np.arange(len(points_mm)), THREADS))
    sums = zip(*(own for half in halves for own in half), strict=True)
    spread, local = (np.concatenate(each) * leds.leds_per_site for each in sums)
    ends = np.cumsum([len(kernel.depths_mm) for kernel in kernels])[:-1]
    return tuple(
        Beneath(spread=own_spread, local=own_local)
        for own_spread, own_local in zip(
            np.split(spread, ends, axis=1), np.split(local, ends, axis=1), strict=True
        )
    )


def _cosines(beam_order: float) -> FloatArray:
    """From the side to the axis: the beam in equal factors of its light, then equal steps."""
    rim = DIM ** (1.0 / (beam_order + 3.0))
    inside = rim ** np.linspace(1.0, 0.0, IN_BEAM)
    if rim <= LEAST_COSINE:
        return np.asarray(inside, dtype=np.float64)
    return np.concatenate([np.linspace(LEAST_COSINE, rim, OUTSIDE, endpoint=False), inside])


def _heights_mm(points_mm: FloatArray, leds_mm: FloatArray) -> FloatArray:
    """Ways along an axis, by equal factors, up to the farthest that may occur."""
    every = np.concatenate([points_mm, leds_mm])
    high = max(float(np.linalg.norm(np.ptp(every, axis=0))), LEAST_MM * STEP)
    return np.geomspace(LEAST_MM, high, 2 + int(np.log(high / LEAST_MM) / np.log(STEP)))


def _beam(cosine: FloatArray, beam_order: float) -> FloatArray:
    """Of an LED's light on skin it looks straight down on, over the brightest; `DIM` beyond."""
    beam: FloatArray = np.maximum(cosine ** (beam_order + 3.0), DIM)
    return beam


def _summed(
    pairs: Pairs,
    beam_order: float,
    heights_mm: FloatArray,
    cosines: FloatArray,
    spots: FloatArray,
    plane: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """(points, columns) of the spots of all LEDs, and of the light at each point alone."""
    from scipy.sparse import csr_array

    log = np.log(heights_mm)
    out = np.clip(pairs.along_mm / pairs.distance_mm, cosines[0], 1.0)
    height = np.clip(pairs.along_mm, heights_mm[0], heights_mm[-1])
    up = (np.log(height) - log[0]) / (log[1] - log[0])
    row = np.minimum(up.astype(np.intp), len(log) - 2)
    column = np.clip(np.searchsorted(cosines, out, side="right") - 1, 0, len(cosines) - 2)
    up -= row
    across = (out - cosines[column]) / (cosines[column + 1] - cosines[column])
    ends = np.concatenate([[0], np.cumsum(np.bincount(pairs.point, minlength=pairs.many))])
    corner = row * len(cosines) + column
    around = np.stack([corner, corner + 1, corner + len(cosines), corner + len(cosines) + 1], 1)
    weights = np.stack(
        [(1 - up) * (1 - across), (1 - up) * across, up * (1 - across), up * across], axis=1
    )
    # skin that faces an LED less gets less of its spot
    turned = pairs.cosine / out * _beam(out, beam_order) / height**2
    near = csr_array(
        ((weights * turned[:, None]).ravel(), around.ravel(), 4 * ends),
        shape=(pairs.many, len(spots)),
    )
    light = np.stack([(1 - across) * pairs.light, across * pairs.light], axis=1)
    alone = csr_array(
        (light.ravel(), np.stack([column, column + 1], axis=1).ravel(), 2 * ends),
        shape=(pairs.many, len(plane)),
    )
    return near @ spots, alone @ plane
