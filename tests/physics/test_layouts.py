"""How LEDs lie where nobody publishes it: several layouts, as even as each other."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from pytest import approx
from scipy.spatial import cKDTree

from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.light.device_draws import device_draws
from openpbm.light.even_sites import LAYOUTS
from openpbm.light.layout import lay, layouts_of
from openpbm.light.map import irradiance_on
from openpbm.light.region_light import RegionLight, region_light
from openpbm.light.standoff import StandoffLight, standoff_light
from openpbm.light.wear import wear
from openpbm.mask import Channel
from openpbm.planning.scene import dimensions
from openpbm.sampling import uniforms
from plain import plain_mask

RED = Channel(role="red", peak_nm=633.0, half_angle_deg=60.0)
MASK = plain_mask("flexible_mask", RED, led_count=132, standoff_mm=10.0, standoff_tol_mm=1.5)
DRAWS = uniforms(dimensions(), 400, seed=1)
UNDER_LEDS = [r for r, name in enumerate(REGIONS) if name != "lips"]  # not behind an opening

# a round square centimetre fits a few times only, or not flat, between the brows and on the nose
WIDE = [r for r in UNDER_LEDS if REGIONS[r] not in ("glabella", "nose")]


@cache
def light() -> StandoffLight:
    return standoff_light(MASK, canonical_face(), device_draws(MASK, DRAWS))


@cache
def worked_out(which: int, standoff_mm: float) -> RegionLight:
    face = canonical_face()
    worn = wear(MASK, face, standoff_mm=standoff_mm, layout=lay(MASK, face, which))
    return region_light(face, irradiance_on(face, worn))


@pytest.mark.parametrize(("count", "other_by"), [(40, 0.03), (125, 0.25)])
def test_each_layout_is_another_as_even_and_as_mirrored(count: int, other_by: float) -> None:
    """Few LEDs leave few ways to lie evenly, so that two layouts may come near each other."""
    layouts = layouts_of(replace(MASK, led_count=count), canonical_face())
    assert len(layouts) == LAYOUTS
    places = [layout.sites[0].at(10.0) for layout in layouts]
    apart = [float(np.median(cKDTree(own).query(own, 2)[0][:, 1])) for own in places]
    assert max(apart) < 1.15 * min(apart)
    for place, own in enumerate(places):
        assert len(own) == count
        assert cKDTree(own).query(own * [-1.0, 1.0, 1.0])[0].max() < 0.2 * apart[place]
        for other in places[:place]:
            assert np.median(cKDTree(own).query(other)[0]) > other_by * apart[place]


def test_published_leds_and_panels_have_one_layout() -> None:
    face = canonical_face()
    sites = lay(MASK, face).sites[0]
    fixed = replace(RED, positions_mm=sites.at(8.0), directions=-sites.outward)
    assert len(layouts_of(replace(MASK, channels=(fixed,)), face)) == 1
    assert len(layouts_of(replace(MASK, form="panel", led_count=300), face)) == 1


def test_scenarios_span_what_layouts_do_to_regions_and_spots() -> None:
    """At one standoff nothing else differs; from end to end by 3 to 30 % in the median region."""
    found = light().at(np.full(400, 10.0), light().which(DRAWS))
    made = [worked_out(which, 10.0) for which in range(LAYOUTS)]
    for told, true in (
        (found.by_angle[:, 0].sum(axis=1), [m.by_angle[0].sum(axis=0) / m.mean[0] for m in made]),
        (found.hot[:, 0], [m.hot[0] / m.mean[0] for m in made]),
    ):
        low, high = np.percentile(told / found.mean, (5, 95), axis=0)
        least, most = np.min(true, axis=0), np.max(true, axis=0)
        assert low[UNDER_LEDS] == approx(least[UNDER_LEDS], rel=0.05)
        assert high[UNDER_LEDS] == approx(most[UNDER_LEDS], rel=0.05)
        assert 0.03 < np.median(most / least - 1.0) < 0.3


def test_every_layout_is_drawn_as_often() -> None:
    assert np.bincount(light().which(DRAWS)) == approx(np.full(LAYOUTS, 100.0), abs=4.0)


@pytest.mark.parametrize("which", [1, 3])
def test_between_the_standoffs_a_layout_goes_as_the_first_does(which: int) -> None:
    """Worked out at the middle one; at the ends within 3 % of what it would be, spots 6 %."""
    for node in (0, 2):
        told = light().laid[which].regions[node]
        true = worked_out(which, float(light().nodes_mm[node]))
        off = told.by_angle[0].sum(axis=0) / true.by_angle[0].sum(axis=0)
        assert np.all(off[UNDER_LEDS] < 1.03)
        assert np.all(off[UNDER_LEDS] > 0.93)  # less what the mask itself bars
        assert told.hot[0][UNDER_LEDS] == approx(true.hot[0][UNDER_LEDS], rel=0.06)
        square_cm = told.hot_cm2[0] / true.hot_cm2[0]
        assert square_cm[WIDE] == approx(1.0, abs=0.06)
        assert np.all(square_cm[UNDER_LEDS] > 0.8)
        assert told.over_led == approx(true.over_led, rel=0.02)
