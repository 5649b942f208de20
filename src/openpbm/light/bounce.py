"""Light between mask and skin, traced once for every reflectance. Theory 6.2.

Rays from the LEDs say where light arrives first; rays off skin and mask say where it goes
from there. Each arrival is counted by how often its light met the skin and the mask before.
So one trace gives the irradiance that bounces add as a polynomial in the reflectances of skin
and mask. Seen are LED light that meets the mask first, skin that lights skin, openings, the
rim and goggles.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
from scipy.sparse import csr_array

from openpbm.arrays import BoolArray, FloatArray, IntArray, floats, unit_rows
from openpbm.face import REGIONS, Face
from openpbm.light.bounced import ORDERS, Bounced, Kept
from openpbm.light.shell import InnerFace
from openpbm.light.tracer import Hits, Tracer, tracer_of
from openpbm.light.wear import Leds
from openpbm.tables import numbers

OFF_MM = 1e-3  # a ray starts this far off the surface it left
DECIMALS = 5  # of a mm: a last bit decides nothing
BESIDE = 3.1830988618e-6  # mm
SEED = 20261129
OFF_SURFACES = 2  # rays off skin and mask for each out of the LEDs
EVENLY = np.array([0.7548776662466927, 0.5698402909980532])  # Roberts 2018, the R2 sequence
EVENLY_IN_4 = np.array(
    [0.8566748838545029, 0.733891856627126, 0.6287067210378087, 0.5385972572236101]
)


def _settled(values: FloatArray) -> FloatArray:
    """Rounded off the grid on which meshes are written, or half of it would be ties."""
    return np.round(values + BESIDE, DECIMALS)


@dataclass(frozen=True, eq=False, kw_only=True)
class Gap:
    """The space between one device and one face, as triangles."""

    points_mm: FloatArray  # (corners, 3), of skin and mask
    normals: FloatArray  # (corners, 3), unit, into the space
    triangles: IntArray  # (triangles, 3)
    is_skin: BoolArray  # (triangles,)
    region: IntArray  # (corners,) of the skin; anything for the mask
    lit: BoolArray  # (corners,) skin whose mean is asked for
    dark: BoolArray  # (corners,) skin under goggles, which take all light
    area_cm2: FloatArray  # (regions,) of the lit skin


def gap_of(face: Face, inner: InnerFace, *, lit: BoolArray, dark: BoolArray) -> Gap:
    """Skin and the inner face of a device over it.

    Args:
        face: the skin.
        inner: of the device.
        lit: (points,) skin under the device whose mean is asked for.
        dark: (points,) skin under goggles.
    """
    many = len(face.points_mm)
    elsewhere = np.zeros(len(inner.corners_mm), dtype=np.bool_)
    area = np.bincount(face.region[lit], weights=face.area_cm2[lit], minlength=len(REGIONS))
    whole = len(face.triangles) + len(inner.triangles)
    return Gap(
        points_mm=_settled(np.concatenate([face.points_mm, inner.corners_mm])),
        normals=_settled(np.concatenate([face.normals, inner.inward])),
        triangles=np.concatenate([face.triangles, inner.triangles + many]),
        is_skin=np.arange(whole) < len(face.triangles),
        region=np.concatenate([face.region, np.zeros(len(elsewhere), dtype=np.int64)]),
        lit=np.concatenate([lit, elsewhere]),
        dark=np.concatenate([dark, elsewhere]),
        area_cm2=area.astype(np.float64),
    )


@dataclass(frozen=True, eq=False)
class _Rays:
    """Rays on their way; one row each."""

    from_mm: FloatArray
    way: FloatArray
    power_mw: FloatArray
    source: IntArray  # the LED or the triangle they left

    def where(self, rows: IntArray) -> _Rays:
        return _Rays(self.from_mm[rows], self.way[rows], self.power_mw[rows], self.source[rows])


@dataclass(frozen=True, eq=False)
class _Arrivals:
    """What became of rays on their first way."""

    triangle: IntArray  # (rays,), 0 where nothing was met
    corners: FloatArray  # (rays, 3), shares of the triangle's corners
    stays: BoolArray  # (rays,), on bare skin or on the mask; the others are lost


def trace(gap: Gap, leds: Leds, *, rays: int, seed: int = SEED) -> Bounced:
    """Follow the light of LEDs of 1 mW each until it leaves or has met 14 of a kind.

    So many rays leave the LEDs, and twice as many skin and mask; the latter say of every
    triangle where its light goes, and serve every reflection.
    Energy is kept: what all LEDs give is absorbed or lost, for any reflectances (tested).
    """
    rng = np.random.default_rng(seed)
    leds = _rounded(leds)
    tracer = tracer_of(gap.points_mm, gap.triangles)
    on_way = _from_leds(gap, tracer, leds, rays, rng)
    hits = tracer.first(on_way.from_mm, on_way.way)
    first = _arrivals(gap, on_way, hits)
    off = _off_surfaces(gap, OFF_SURFACES * rays, rng)
    after = _arrivals(gap, off, tracer.first(off.from_mm, off.way))
    skin, mask, lost = _reflected(gap, on_way, first, _exchange(off, after))
    skin[0, 0] = _by_region(gap, on_way, first.stays & gap.is_skin[first.triangle], first)
    area = np.where(gap.area_cm2 > 0, gap.area_cm2, np.inf)
    return Bounced(
        skin=skin / area, mask=mask, blocked=_blocked(gap, on_way, hits) / area, lost=lost
    )


def _rounded(leds: Leds) -> Leds:
    """The last bit of a place or a direction must not send a ray past an edge."""
    return replace(
        leds,
        positions_mm=_settled(leds.positions_mm),
        directions=unit_rows(_settled(leds.directions)),
    )


def _from_leds(gap: Gap, tracer: Tracer, leds: Leds, rays: int, rng: np.random.Generator) -> _Rays:
    """Rays out of every LED alike, by the beam's own density."""
    many = len(leds.positions_mm)
    ray = np.arange(max(rays, many))
    led = ray % many
    place = (ray[:, None] * EVENLY + rng.random(2)) % 1.0
    cosine = place[:, 0] ** (1.0 / (leds.beam_order + 1.0))
    start_mm = _before_the_shell(gap, tracer, leds)
    return _Rays(
        from_mm=start_mm[led],
        way=_about(leds.directions[led], cosine, place[:, 1]),
        power_mw=np.full(len(led), many * leds.leds_per_site / len(led)),
        source=led,
    )


BEHIND_MM = 3.0  # an LED this far behind the facets of its shell is put before them


def _before_the_shell(gap: Gap, tracer: Tracer, leds: Leds) -> FloatArray:
    """(leds, 3) where light comes out: facets of the shell must not stand before an LED."""
    hits = tracer.first(leds.positions_mm, leds.directions)
    behind = (hits.triangle >= 0) & ~gap.is_skin[hits.triangle] & (hits.distance_mm < BEHIND_MM)
    ahead = np.where(behind, hits.distance_mm, 0.0) + OFF_MM
    return leds.positions_mm + ahead[:, None] * leds.directions


def _blocked(gap: Gap, on_way: _Rays, hits: Hits) -> FloatArray:
    """(regions,) mW: where the light that meets the mask first would have met the skin."""
    first_on_mask = np.flatnonzero((hits.triangle >= 0) & ~gap.is_skin[hits.triangle])
    barred, skin = on_way.where(first_on_mask), gap.triangles[gap.is_skin]
    behind = tracer_of(gap.points_mm, skin).first(barred.from_mm, barred.way)
    arrived = _arrivals(gap, barred, behind)
    return _by_region(gap, barred, arrived.stays, arrived)


def _arrivals(gap: Gap, rays: _Rays, hits: Hits) -> _Arrivals:
    """Light goes on from bare skin and from the mask; it ends behind them and on goggles."""
    met = hits.triangle >= 0
    triangle = np.where(met, hits.triangle, 0)
    corners = gap.triangles[triangle]  # (rays, 3)
    faces = np.einsum("ri,ri->r", _into_the_gap(gap, corners), rays.way) < 0.0
    hidden = np.einsum("rc,rc->r", hits.corners, gap.dark[corners]) > 0.5
    return _Arrivals(triangle, hits.corners, met & faces & ~hidden)


def _into_the_gap(gap: Gap, corners: IntArray) -> FloatArray:
    """(rays, 3) normal of each triangle, to the side that its corners face."""
    a, b, c = (gap.points_mm[corners[:, i]] for i in range(3))
    normal = unit_rows(np.cross(b - a, c - a))
    towards = gap.normals[corners].sum(axis=1)
    return np.where(np.einsum("ri,ri->r", normal, towards)[:, None] < 0.0, -normal, normal)


def _about(axis: FloatArray, cosine: FloatArray, turn: FloatArray) -> FloatArray:
    """(rays, 3) unit vectors at these cosines to their axes and turns, 0..1, around them.

    Source: Duff et al. 2017, JCGT 6(1), a frame without a branch.
    """
    x, y, z = axis.T
    sign = np.where(z >= 0.0, 1.0, -1.0)
    a = -1.0 / (sign + z)
    b = x * y * a
    one = np.stack([1.0 + sign * x * x * a, sign * b, -sign * x], axis=1)
    other = np.stack([b, sign + y * y * a, -y], axis=1)
    around = 2.0 * np.pi * turn
    sine = np.sqrt(np.clip(1.0 - cosine**2, 0.0, None))
    way = (sine * np.cos(around))[:, None] * one + (sine * np.sin(around))[:, None] * other
    return unit_rows(way + cosine[:, None] * axis)


def _by_region(gap: Gap, rays: _Rays, which: BoolArray, arrivals: _Arrivals) -> FloatArray:
    """(regions,) mW on lit skin, shared among a triangle's corners as they share its area."""
    corners = gap.triangles[arrivals.triangle[which]]
    power = rays.power_mw[which, None] * arrivals.corners[which] * gap.lit[corners]
    region = gap.region[corners]
    return floats(np.bincount(region.ravel(), weights=power.ravel(), minlength=len(REGIONS)))


def _off_surfaces(gap: Gap, rays: int, rng: np.random.Generator) -> _Rays:
    """Matte rays off every triangle, as many as it has area, at least one; 1 mW off each."""
    a, b, c = (gap.points_mm[gap.triangles[:, i]] for i in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    upto = np.cumsum(area) / float(area.sum()) * rays
    count = np.maximum(np.diff(np.round(upto), prepend=0.0), 1.0).astype(np.int64)
    own = np.repeat(np.arange(len(count)), count)
    u, v, w, turn = (np.arange(len(own)) * EVENLY_IN_4[:, None] + rng.random((4, 1))) % 1.0
    beyond = u + v > 1.0  # the other half of a parallelogram, turned back
    u, v = np.where(beyond, 1.0 - u, u)[:, None], np.where(beyond, 1.0 - v, v)[:, None]
    flat = _into_the_gap(gap, gap.triangles)[own]
    place = a[own] + u * (b - a)[own] + v * (c - a)[own]
    way = _about(flat, np.sqrt(w), turn)
    return _Rays(place + OFF_MM * flat, way, (1.0 / count)[own], own)


@dataclass(frozen=True, eq=False)
class _Exchange:
    """Where the light that leaves each triangle arrives next."""

    to: csr_array  # (triangles, triangles) shares, of the column's light on the row
    lost: FloatArray  # (triangles,) the rest


def _exchange(off: _Rays, after: _Arrivals) -> _Exchange:
    stays, many = np.flatnonzero(after.stays), int(off.source[-1]) + 1
    to = csr_array(
        (off.power_mw[stays], (after.triangle[stays], off.source[stays])), shape=(many, many)
    )
    return _Exchange(to, (1.0 - to.sum(axis=0)).clip(min=0.0))


def _reflected(
    gap: Gap, on_way: _Rays, first: _Arrivals, exchange: _Exchange
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
        j = np.arange(max(0, together - ORDERS + 1), min(together, ORDERS - 1) + 1)
        k = together - j
        if together > 0:
            leaving = np.where(on_skin, arriving[:, j], arriving[:, j + 1])
            arriving = np.zeros_like(arriving)
            arriving[:, j + 1] = exchange.to @ leaving
            lost[j, k] = exchange.lost @ leaving
        skin[j, k] = (of_region @ arriving[:, j + 1]).T
        mask[j, k] = arriving[~gap.is_skin].sum(axis=0)[j + 1]
    return skin, mask, lost


def _skin_shares(gap: Gap) -> csr_array:
    """(regions, triangles) of lit skin: a triangle is shared among its corners."""
    triangle = np.repeat(np.arange(len(gap.triangles)), 3)
    corner = gap.triangles.ravel()
    lit = np.where(gap.is_skin[triangle] & gap.lit[corner], 1.0 / 3.0, 0.0)
    shape = len(REGIONS), len(gap.triangles)
    return csr_array((lit, (gap.region[corner], triangle)), shape=shape)


def traced(gap: Gap, leds: Leds, kept: Kept) -> Bounced:
    """The trace of a gap and its LEDs, from what was kept where it is there."""
    rays = int(numbers("layout")["bounce.rays"].value)
    key = _key(gap, leds, rays)
    found = kept.get(key)
    if found is None:
        found = trace(gap, leds, rays=rays)
        kept.put(key, found)
    return found


def _key(gap: Gap, leds: Leds, rays: int) -> str:
    """Of everything that a trace depends on, rounded as it is traced."""
    digest = sha256(
        f"2 {rays} {ORDERS} {SEED} {leds.beam_order:.9g} {leds.leds_per_site:.9g}".encode()
    )
    for part in (gap.points_mm, gap.normals, leds.positions_mm, leds.directions):
        digest.update(_settled(part).tobytes())
    for names in (gap.triangles, gap.region):
        digest.update(names.tobytes())
    for claims in (gap.is_skin, gap.lit, gap.dark):
        digest.update(claims.tobytes())
    return digest.hexdigest()
