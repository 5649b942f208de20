"""Light that skin and mask throw at each other: of no LED, for every reflectance. Theory 6.2."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_array

from openpbm.arrays import FloatArray
from openpbm.face import REGIONS
from openpbm.light.bounced import ORDERS
from openpbm.light.gap import Gap
from openpbm.light.rays import OFF_MM, Arrivals, Rays, about, arrivals, into_the_gap, tracer_in
from openpbm.tables import numbers

# Roberts 2018, the R4 sequence: place in a triangle and direction
EVENLY = np.array([0.8566748838545029, 0.733891856627126, 0.6287067210378087, 0.5385972572236101])


@dataclass(frozen=True, eq=False)
class Exchange:
    """Where the light that leaves each triangle arrives next."""

    to: csr_array  # (triangles, triangles) shares, of the column's light on the row
    lost: FloatArray  # (triangles,) the rest


@lru_cache(maxsize=4)  # of two standoffs that are worked out at once, and those before
def exchange_of(gap: Gap, seed: int) -> Exchange:
    """Of no LED: it serves all that shine into one gap."""
    rays = int(numbers("layout")["bounce.surface_rays"].value)
    off = _off_surfaces(gap, rays, np.random.default_rng((seed, 1)))
    after = arrivals(gap, off, tracer_in(gap).first(off.from_mm, off.way))
    stays, many = np.flatnonzero(after.stays), len(gap.triangles)
    to = csr_array(
        (off.power_mw[stays], (after.triangle[stays], off.source[stays])), shape=(many, many)
    )
    return Exchange(to, (1.0 - to.sum(axis=0)).clip(min=0.0))


def _off_surfaces(gap: Gap, rays: int, rng: np.random.Generator) -> Rays:
    """Matte rays off every triangle, as many as it has area, at least one; 1 mW off each."""
    a, b, c = (gap.points_mm[gap.triangles[:, i]] for i in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    upto = np.cumsum(area) / float(area.sum()) * rays
    count = np.maximum(np.diff(np.round(upto), prepend=0.0), 1.0).astype(np.intp)
    own = np.repeat(np.arange(len(count)), count)
    u, v, w, turn = (np.arange(len(own)) * EVENLY[:, None] + rng.random((4, 1))) % 1.0
    beyond = u + v > 1.0  # the other half of a parallelogram, turned back
    u, v = np.where(beyond, 1.0 - u, u)[:, None], np.where(beyond, 1.0 - v, v)[:, None]
    flat = into_the_gap(gap, gap.triangles)[own]
    place = a[own] + u * (b - a)[own] + v * (c - a)[own]
    way = about(flat, np.sqrt(w), turn)
    return Rays(place + OFF_MM * flat, way, (1.0 / count)[own], own)


def reflected(
    gap: Gap, on_way: Rays, first: Arrivals, exchange: Exchange
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(J, K, regions) mW on lit skin, (J, K) on the mask and (J, K) lost, by reflections before.

    What arrives at a triangle after j reflections of skin and k of mask left skin after j - 1
    or mask after k - 1 of them.
    """
    skin, mask, lost = np.zeros((ORDERS, ORDERS, len(REGIONS))), *np.zeros((2, ORDERS, ORDERS))
    on_skin, of_region = gap.is_skin[:, None], _skin_shares(gap)
    lost[0, 0] = on_way.power_mw[~first.stays].sum()
    arriving = np.zeros((len(on_skin), ORDERS + 1))  # by j + 1: the first column stays empty
    arriving[:, 1] = np.bincount(
        first.triangle[first.stays], on_way.power_mw[first.stays], minlength=len(on_skin)
    )
    for together in range(2 * ORDERS - 1):  # j + k, of which each column has its own
        first_j, last_j = max(0, together - ORDERS + 1), min(together, ORDERS - 1)
        j = np.arange(first_j, last_j + 1)
        k = together - j
        here = slice(first_j + 1, last_j + 2)
        if together > 0:
            leaving = np.where(on_skin, arriving[:, first_j : last_j + 1], arriving[:, here])
            arriving = np.zeros_like(arriving)
            arriving[:, here] = exchange.to @ leaving
            lost[j, k] = exchange.lost @ leaving
        skin[j, k] = (of_region @ arriving[:, here]).T
        mask[j, k] = arriving[~gap.is_skin].sum(axis=0)[here]
    return skin, mask, lost


def _skin_shares(gap: Gap) -> csr_array:
    """(regions, triangles) of lit skin: a triangle is shared among its corners."""
    triangle = np.repeat(np.arange(len(gap.triangles)), 3)
    corner = gap.triangles.ravel()
    lit = np.where(gap.is_skin[triangle] & gap.lit[corner], 1.0 / 3.0, 0.0)
    shape = len(REGIONS), len(gap.triangles)
    return csr_array((lit, (gap.region[corner], triangle)), shape=shape)
