"""Light under single LEDs against what is known of it without solving anything."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.special import jv

from openpbm.beneath import beneath
from openpbm.light.wear import Leds
from openpbm.skin.lateral import lateral_table
from openpbm.skin.lateral_modes import lateral_basis, lateral_modes
from openpbm.skin.led_kernel import led_kernel, under_square_array
from openpbm.skin.streams import streams
from openpbm.skin.transport import solve
from openpbm.validation.case import Case, case
from openpbm.validation.flat import DOWN, UP, lattice
from openpbm.validation.light_cases import FINE, SEED, random_skins, slab

ORDERS = 14  # enough for a ring of light that nothing scatters
PITCH_MM, HEIGHT_MM = 12.0, 5.0  # of LEDs
WIDE_MM, MAP_ROWS, MAP_DEPTH_MM = 16.0, 20, 2.0
TISSUE = slab(n=1.4, thickness_mm=np.inf, mu_a=0.02, mu_s=12.0, g=0.8, matched=False)


def lateral_cases() -> Iterator[Case]:
    """Laws of light that varies along the skin, one of them as a face map keeps it."""
    yield case("lateral_turn", _turned())
    yield case("lateral_mean", _mean_under_leds())
    yield case("lateral_map", _mean_of_a_map())
    yield _ring()


def _turned() -> float:
    worst = 0.0
    for g in (0.0, 0.3, 0.6):
        medium = slab(n=1.4, thickness_mm=np.inf, mu_a=0.05, mu_s=10.0, g=g)
        basis = lateral_basis(streams((1.4,), (), FINE), 1.4, 5)
        for k in (0.3, 1.0, 3.0):
            modes = lateral_modes(medium, basis, 0, np.array([1e-6, k]))
            plane, turned = (float(rates.real.min()) for rates in modes.rate_per_mm)
            worst = max(worst, abs(turned**2 - plane**2 - k**2) / k**2)
    return worst


def _mean_under_leds() -> float:
    skin, depths = random_skins(1, SEED), np.array([0.02, 0.1, 0.3, 1.0])
    kernel = led_kernel(lateral_table(skin, depths))
    place = (np.arange(12) + 0.5).tolist()
    cell = [(x, y) for x in place for y in place]
    grid = under_square_array(kernel, pitch_mm=PITCH_MM, height_mm=HEIGHT_MM, places_mm=cell)
    share = grid.mean(axis=0) / solve(skin, depths_mm=depths, nodes=FINE).fluence[0, 0]
    return float(share[np.argmax(np.abs(share - 1.0))])


def _mean_of_a_map() -> float:
    """Light on a cell times what a map says of its spread at depth, over plane light there."""
    depth = np.array([MAP_DEPTH_MM])
    kernel = led_kernel(lateral_table(TISSUE, depth))
    rows = WIDE_MM * np.arange(-MAP_ROWS, MAP_ROWS + 1)
    x, y = (a.ravel() for a in np.meshgrid(rows, rows))
    leds = Leds(
        positions_mm=np.stack([x, y, np.full(x.size, HEIGHT_MM)], axis=1),
        directions=np.tile(DOWN, (x.size, 1)),
        beam_order=1.0,
    )
    places = lattice(0.5 * WIDE_MM, WIDE_MM / 12.0, 0.0)
    normals = np.tile(UP, (len(places), 1))
    (found,) = beneath(places, normals, leds, (kernel,))
    plane = float(solve(TISSUE, depths_mm=depth, nodes=FINE).fluence[0, 0, 0])
    each_mw_cm2 = 100.0 / WIDE_MM**2  # an endless grid gives its power over its area
    return float((found.local * found.ratio).mean()) / plane / each_mw_cm2


def _ring() -> Case:
    absorb, k, depth, height = 0.3, 0.8, 2.0, 2.0
    medium = slab(n=1.0, thickness_mm=np.inf, mu_a=absorb, mu_s=1e-9, g=0.0)
    table = lateral_table(medium, np.array([depth]), k_per_mm=np.array([k]), orders=ORDERS)
    steep = int(np.argmin(np.abs(table.cosines - 0.8)))
    mu = float(table.cosines[steep])
    tangent = np.sqrt(1.0 - mu**2) / mu
    orders = np.arange(ORDERS)
    strength = np.sqrt(np.where(orders > 0, 2.0, 1.0)) * jv(orders, k * height * tangent)
    got = float(table.response[0, 0, steep] @ strength)
    wide = float(jv(0, k * (height + depth) * tangent))
    return case("lateral_ring", got, expected=wide * float(np.exp(-absorb * depth / mu)) / mu)
