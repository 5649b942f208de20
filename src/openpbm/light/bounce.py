"""Light between mask and skin, traced once for every reflectance. Theory 6.2.

Rays from the LEDs say where light arrives first; rays off skin and mask say where it goes
from there. Each arrival is counted by how often its light met the skin and the mask before.
So one trace gives the irradiance that bounces add as a polynomial in the reflectances of skin
and mask. Seen are LED light that meets the mask first, skin that lights skin, openings, the
rim and goggles.
"""

from __future__ import annotations

from dataclasses import fields, replace
from hashlib import sha256

import numpy as np

from openpbm.arrays import FloatArray, unit_rows
from openpbm.kept import Kept
from openpbm.light.bounced import ORDERS, Bounced
from openpbm.light.exchange import exchange_of, reflected
from openpbm.light.gap import Gap, settled
from openpbm.light.hits import Hits
from openpbm.light.rays import OFF_MM, Rays, about, arrivals, by_region, tracer_in
from openpbm.light.tracer import Tracer, tracer_of
from openpbm.light.wear import Leds
from openpbm.tables import numbers

SEED = 20261129
EVENLY = np.array([0.7548776662466927, 0.5698402909980532])  # Roberts 2018, the R2 sequence
BEHIND_MM = 3.0  # an LED this far behind the facets of its shell is put before them


def trace(gap: Gap, leds: Leds, *, rays: int, seed: int = SEED) -> Bounced:
    """Follow the light of LEDs of 1 mW each until it leaves or has met 14 of a kind.

    So many rays leave the LEDs; others, off skin and mask, say of every triangle where its
    light goes, and serve every reflection and all LEDs that shine into this gap.
    Energy is kept: what all LEDs give is absorbed or lost, for any reflectances (tested).
    """
    rng = np.random.default_rng(seed)
    leds = _rounded(leds)
    tracer = tracer_in(gap)
    on_way = _from_leds(gap, tracer, leds, rays, rng)
    hits = tracer.first(on_way.from_mm, on_way.way)
    first = arrivals(gap, on_way, hits)
    skin, mask, lost = reflected(gap, on_way, first, exchange_of(gap, seed))
    skin[0, 0] = by_region(gap, on_way, first.stays & gap.is_skin[first.triangle], first)
    area = np.where(gap.area_cm2 > 0, gap.area_cm2, np.inf)
    return Bounced(
        skin=skin / area, mask=mask, blocked=_blocked(gap, on_way, hits) / area, lost=lost
    )


def traced(gap: Gap, leds: Leds, kept: Kept, *, layouts: int = 1) -> Bounced:
    """The trace of a gap and its LEDs, from what was kept where it is there.

    Several layouts are drawn from, so that each may be noisier.
    """
    rays = int(numbers("layout")["bounce.rays"].value / np.sqrt(layouts))
    key = _key(gap, leds, rays)
    held = kept.get(key)
    if held is None:
        found = trace(gap, leds, rays=rays)
        held = {part.name: getattr(found, part.name) for part in fields(found)}
        kept.put(key, held)
    return Bounced(**held)


def _key(gap: Gap, leds: Leds, rays: int) -> str:
    """Of everything that a trace depends on, rounded as it is traced."""
    surface = numbers("layout")["bounce.surface_rays"].value
    digest = sha256(
        f"2 {rays} {surface:g} {ORDERS} {SEED} {leds.beam_order:.9g} "
        f"{leds.leds_per_site:.9g}".encode()
    )
    for part in (gap.points_mm, gap.normals, leds.positions_mm, leds.directions):
        digest.update(settled(part).tobytes())
    for names in (gap.triangles, gap.region):
        digest.update(names.tobytes())
    for claims in (gap.is_skin, gap.lit, gap.dark):
        digest.update(claims.tobytes())
    return digest.hexdigest()


def _rounded(leds: Leds) -> Leds:
    """The last bit of a place or a direction must not send a ray past an edge."""
    return replace(
        leds,
        positions_mm=settled(leds.positions_mm),
        directions=unit_rows(settled(leds.directions)),
    )


def _from_leds(gap: Gap, tracer: Tracer, leds: Leds, rays: int, rng: np.random.Generator) -> Rays:
    """Rays out of every LED alike, by the beam's own density."""
    many = len(leds.positions_mm)
    ray = np.arange(max(rays, many))
    led = ray % many
    place = (ray[:, None] * EVENLY + rng.random(2)) % 1.0
    cosine = place[:, 0] ** (1.0 / (leds.beam_order + 1.0))
    start_mm = _before_the_shell(gap, tracer, leds)
    return Rays(
        from_mm=start_mm[led],
        way=about(leds.directions[led], cosine, place[:, 1]),
        power_mw=np.full(len(led), many * leds.leds_per_site / len(led)),
        source=led,
    )


def _before_the_shell(gap: Gap, tracer: Tracer, leds: Leds) -> FloatArray:
    """(leds, 3) where light comes out: facets of the shell must not stand before an LED."""
    hits = tracer.first(leds.positions_mm, leds.directions)
    behind = (hits.triangle >= 0) & ~gap.is_skin[hits.triangle] & (hits.distance_mm < BEHIND_MM)
    ahead = np.where(behind, hits.distance_mm, 0.0) + OFF_MM
    return leds.positions_mm + ahead[:, None] * leds.directions


def _blocked(gap: Gap, on_way: Rays, hits: Hits) -> FloatArray:
    """(regions,) mW: where the light that meets the mask first would have met the skin."""
    first_on_mask = np.flatnonzero((hits.triangle >= 0) & ~gap.is_skin[hits.triangle])
    barred, skin = on_way.where(first_on_mask), gap.triangles[gap.is_skin]
    behind = tracer_of(gap.points_mm, skin).first(barred.from_mm, barred.way)
    arrived = arrivals(gap, barred, behind)
    return by_region(gap, barred, arrived.stays, arrived)
