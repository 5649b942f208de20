"""Light between mask and skin, traced once for every reflectance. Theory 6.2.

Rays start at the LEDs and are followed from surface to surface; each arrival is counted by
how often its light met the skin and the mask before. So one trace gives the irradiance that
bounces add as a polynomial in the reflectances of skin and mask. Seen are LED light that
meets the mask first, skin that lights skin, openings, the rim and goggles.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray, floats, unit_rows
from openpbm.face import REGIONS, Face
from openpbm.light.bounced import ORDERS, Bounced, Kept
from openpbm.light.shell import InnerFace
from openpbm.light.tracer import Hits, Tracer, tracer_of
from openpbm.light.wear import Leds
from openpbm.tables import numbers

KEPT = 0.9  # share of rays that go on after each arrival but the first two, the others' weight too
OFF_MM = 1e-3  # a ray starts this far off the surface it left
DECIMALS = 5  # of a mm: a last bit decides nothing
BESIDE = 3.1830988618e-6  # mm
SEED = 20261129
EVENLY = np.array([0.7548776662466927, 0.5698402909980532])  # Roberts 2018, the R2 sequence


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


@dataclass(eq=False)
class _Rays:
    """Rays on their way; one row each."""

    from_mm: FloatArray
    way: FloatArray
    power_mw: FloatArray
    skin: IntArray  # reflections so far
    mask: IntArray

    def where(self, rows: IntArray) -> _Rays:
        return _Rays(
            self.from_mm[rows], self.way[rows], self.power_mw[rows], self.skin[rows],
            self.mask[rows],
        )  # fmt: skip


def trace(gap: Gap, leds: Leds, *, rays: int, seed: int = SEED) -> Bounced:
    """Follow the light of LEDs of 1 mW each until it leaves or has met 14 of a kind.

    Energy is kept: what all LEDs give is absorbed or lost, for any reflectances (tested).
    """
    rng = np.random.default_rng(seed)
    leds = _rounded(leds)
    tracer = tracer_of(gap.points_mm, gap.triangles)
    tally = _Tally(gap)
    on_way, arrivals = _from_leds(gap, tracer, leds, rays, rng), 0
    hits = tracer.first(on_way.from_mm, on_way.way)
    _count_blocked(gap, on_way, hits, tally)
    while len(on_way.from_mm):
        on_way = _step(gap, on_way, hits, tally, rng)
        arrivals += 1
        if arrivals >= 2:
            on_way = _thinned(on_way, rng)
        hits = tracer.first(on_way.from_mm, on_way.way)
    return tally.done()


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
        skin=np.zeros(len(led), dtype=np.int64),
        mask=np.zeros(len(led), dtype=np.int64),
    )


BEHIND_MM = 3.0  # an LED this far behind the facets of its shell is put before them


def _before_the_shell(gap: Gap, tracer: Tracer, leds: Leds) -> FloatArray:
    """(leds, 3) where light comes out: facets of the shell must not stand before an LED."""
    hits = tracer.first(leds.positions_mm, leds.directions)
    behind = (hits.triangle >= 0) & ~gap.is_skin[hits.triangle] & (hits.distance_mm < BEHIND_MM)
    ahead = np.where(behind, hits.distance_mm, 0.0) + OFF_MM
    return leds.positions_mm + ahead[:, None] * leds.directions


def _count_blocked(gap: Gap, on_way: _Rays, hits: Hits, tally: _Tally) -> None:
    """Where the light that meets the mask first would have met the skin."""
    first_on_mask = np.flatnonzero((hits.triangle >= 0) & ~gap.is_skin[hits.triangle])
    barred, skin = on_way.where(first_on_mask), gap.triangles[gap.is_skin]
    behind = tracer_of(gap.points_mm, skin).first(barred.from_mm, barred.way)
    corners = skin[np.where(behind.triangle >= 0, behind.triangle, 0)]
    faces = np.einsum("ri,ri->r", _into_the_gap(gap, corners), barred.way) < 0.0
    bare = np.einsum("rc,rc->r", behind.corners, gap.dark[corners]) <= 0.5
    tally.blocked(barred, (behind.triangle >= 0) & faces & bare, corners, behind.corners)


def _step(gap: Gap, on_way: _Rays, hits: Hits, tally: _Tally, rng: np.random.Generator) -> _Rays:
    """Counted at the surface that was met, and off again."""
    met = hits.triangle >= 0
    triangle = np.where(met, hits.triangle, 0)
    corners = gap.triangles[triangle]  # (rays, 3)
    normal = _into_the_gap(gap, corners)
    inside = met & (np.einsum("ri,ri->r", normal, on_way.way) < 0.0)
    on_skin = gap.is_skin[triangle]
    hidden = on_skin & (np.einsum("rc,rc->r", hits.corners, gap.dark[corners]) > 0.5)
    stays = inside & ~hidden
    tally.lost(on_way, ~stays)
    tally.skin(on_way, stays & on_skin, corners, hits.corners)
    tally.mask(on_way, stays & ~on_skin)
    skin, mask = on_way.skin + on_skin, on_way.mask + ~on_skin
    on = np.flatnonzero(stays & (skin < ORDERS) & (mask < ORDERS))
    place = on_way.from_mm[on] + hits.distance_mm[on, None] * on_way.way[on]
    flat = normal[on]
    cosine = np.sqrt(rng.random(len(on)))
    return _Rays(
        from_mm=place + OFF_MM * flat,
        way=_about(flat, cosine, rng.random(len(on))),
        power_mw=on_way.power_mw[on],
        skin=skin[on],
        mask=mask[on],
    )


def _into_the_gap(gap: Gap, corners: IntArray) -> FloatArray:
    """(rays, 3) normal of each triangle, to the side that its corners face."""
    a, b, c = (gap.points_mm[corners[:, i]] for i in range(3))
    normal = unit_rows(np.cross(b - a, c - a))
    towards = gap.normals[corners].sum(axis=1)
    return np.where(np.einsum("ri,ri->r", normal, towards)[:, None] < 0.0, -normal, normal)


def _thinned(on_way: _Rays, rng: np.random.Generator) -> _Rays:
    kept = on_way.where(np.flatnonzero(rng.random(len(on_way.from_mm)) < KEPT))
    kept.power_mw = kept.power_mw / KEPT
    return kept


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


class _Tally:
    """Sums of arrivals by reflections before."""

    def __init__(self, gap: Gap) -> None:
        self._gap = gap
        self._skin = np.zeros(ORDERS * ORDERS * len(REGIONS))
        self._blocked = np.zeros(len(REGIONS))
        self._mask = np.zeros(ORDERS * ORDERS)
        self._lost = np.zeros(ORDERS * ORDERS)

    def skin(self, rays: _Rays, which: BoolArray, corners: IntArray, shares: FloatArray) -> None:
        """By region of the corners, which share an arrival as they share the area."""
        order = self._order(rays, which)
        self._skin += self._by_region(rays, which, corners, shares, order)

    def _by_region(
        self,
        rays: _Rays,
        which: BoolArray,
        corners: IntArray,
        shares: FloatArray,
        order: IntArray | int,
    ) -> FloatArray:
        sums = np.zeros(len(self._skin))
        for i in range(3):
            corner = corners[which, i]
            power = rays.power_mw[which] * shares[which, i] * self._gap.lit[corner]
            place = order * len(REGIONS) + self._gap.region[corner]
            sums += np.bincount(place, weights=power, minlength=len(sums))
        return sums

    def blocked(self, rays: _Rays, which: BoolArray, corners: IntArray, shares: FloatArray) -> None:
        self._blocked += self._by_region(rays, which, corners, shares, 0)[: len(REGIONS)]

    def mask(self, rays: _Rays, which: BoolArray) -> None:
        self._mask += self._sums(rays, which)

    def lost(self, rays: _Rays, which: BoolArray) -> None:
        self._lost += self._sums(rays, which)

    def done(self) -> Bounced:
        shape = (ORDERS, ORDERS)
        area = np.where(self._gap.area_cm2 > 0, self._gap.area_cm2, np.inf)
        return Bounced(
            skin=self._skin.reshape(*shape, len(REGIONS)) / area,
            blocked=self._blocked / area,
            mask=self._mask.reshape(shape),
            lost=self._lost.reshape(shape),
        )

    def _sums(self, rays: _Rays, which: BoolArray) -> FloatArray:
        order = self._order(rays, which)
        return floats(np.bincount(order, weights=rays.power_mw[which], minlength=len(self._mask)))

    def _order(self, rays: _Rays, which: BoolArray) -> IntArray:
        return rays.skin[which] * ORDERS + rays.mask[which]


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
        f"1 {rays} {ORDERS} {SEED} {KEPT} {leds.beam_order:.9g} {leds.leds_per_site:.9g}".encode()
    )
    for part in (gap.points_mm, gap.normals, leds.positions_mm, leds.directions):
        digest.update(_settled(part).tobytes())
    for names in (gap.triangles, gap.region):
        digest.update(names.tobytes())
    for claims in (gap.is_skin, gap.lit, gap.dark):
        digest.update(claims.tobytes())
    return digest.hexdigest()
