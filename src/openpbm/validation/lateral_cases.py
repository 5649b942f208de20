"""Light under single LEDs against what is known of it without solving anything."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.special import jv

from openpbm.skin.lateral import lateral_table
from openpbm.skin.lateral_modes import lateral_basis, lateral_modes
from openpbm.skin.led_kernel import led_kernel, under_square_array
from openpbm.skin.streams import streams
from openpbm.skin.transport import solve
from openpbm.validation.case import Case, case
from openpbm.validation.light_cases import FINE, SEED, random_skins, slab

ORDERS = 14  # enough for a ring of light that nothing scatters


def lateral_cases() -> Iterator[Case]:
    """Three laws of light that varies along the skin."""
    yield case("lateral_turn", _turned())
    yield case("lateral_mean", _mean_under_leds())
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
    grid = under_square_array(kernel, pitch_mm=12.0, height_mm=5.0, places_mm=cell)
    share = grid.mean(axis=0) / solve(skin, depths_mm=depths, nodes=FINE).fluence[0, 0]
    return float(share[np.argmax(np.abs(share - 1.0))])


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
