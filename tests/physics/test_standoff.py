"""Between the standoffs that are worked out, is the light what it would be if worked out?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytest import approx

from openpbm.arrays import FloatArray
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.light.device_draws import DEVICE_DIMENSIONS, device_draws
from openpbm.light.layout import led_count, site_count
from openpbm.light.map import irradiance_on
from openpbm.light.region_light import meter_distances_mm, region_light
from openpbm.light.standoff import standoff_light, standoff_nodes_mm
from openpbm.light.wear import wear
from openpbm.mask import Channel, Mask
from openpbm.sampling import uniforms

RED = Channel(role="red", peak_nm=633.0, half_angle_deg=60.0)
DRAWS = uniforms(DEVICE_DIMENSIONS, 200, seed=1)


def off(found: FloatArray, true: FloatArray) -> float:
    """Largest error, of what is more than a twentieth of the largest value."""
    seen = true > 0.05 * true.max()
    return float(np.abs(found[seen] / true[seen] - 1.0).max())


@pytest.mark.parametrize(
    ("form", "standoff_mm", "count"),
    [("flexible_mask", 10.0, 132), ("flexible_mask", None, 132), ("panel", None, 80)],
)
def test_light_between_the_nodes_is_right_to_2_percent(
    form: str, standoff_mm: float | None, count: int
) -> None:
    mask = Mask(
        id="m", name="m", form=form, channels=(RED,), led_count=count, standoff_mm=standoff_mm
    )
    face = canonical_face()
    light = standoff_light(mask, face, device_draws(mask, DRAWS))
    for middle in np.sqrt(light.nodes_mm[1:] * light.nodes_mm[:-1])[:2]:
        found = light.at(np.array([middle]))
        true = region_light(face, irradiance_on(face, wear(mask, face, standoff_mm=float(middle))))
        past = light.laid[0].bounced[0][0].past(light.laid[0].regions[0].by_angle[0].sum(axis=0))
        assert np.all((past > 0.5) & (past <= 1.0))  # what the mask bars, see test_bounce
        least = np.where(np.array(REGIONS) == "lips", 0.5, 0.93)  # between this node and the next
        shown = found.by_angle[0].sum(axis=1) / true.by_angle.sum(axis=1)
        assert np.all((shown < 1.02) & (shown > least * 0.98))
        assert off(found.mean[0], true.mean) < 0.05
        assert off(found.hot[0], true.hot) < 0.04  # under the nose two LEDs meet
        assert np.all(found.neighbourhood[0] < 1.02 * true.neighbourhood)
        assert off(found.over_led[0], true.over_led) < 0.01
        # single LEDs rise over brow and nose as they move out: no curve follows that
        assert off(found.eye[0], true.eye) < 0.05


def test_at_a_node_nothing_is_interpolated() -> None:
    mask = Mask(id="m", name="m", form="rigid_mask", channels=(RED,), led_count=40)
    light = standoff_light(mask, canonical_face(), device_draws(mask, DRAWS))
    found = light.at(light.nodes_mm)
    for i, region in enumerate(light.laid[0].regions):
        assert found.hot[i] == approx(region.hot, rel=1e-9)
        assert found.by_angle[i] == approx(region.by_angle, rel=1e-9, abs=1e-12)
    direct, around = light.maps(float(light.nodes_mm[1]))
    assert direct == approx(light.direct[1])
    assert around == approx(light.around[1])


def test_a_wider_range_is_worked_out_at_more_standoffs() -> None:
    assert len(standoff_nodes_mm(10.0, 10.1)) == 1
    assert len(standoff_nodes_mm(8.5, 11.5)) == 3
    nodes = standoff_nodes_mm(3.0, 15.0)
    assert len(nodes) == 5
    assert (nodes[0], nodes[-1]) == approx((3.0, 15.0))


def test_published_leds_do_not_move() -> None:
    face = canonical_face()
    fixed = Channel(
        role="red",
        peak_nm=633.0,
        positions_mm=face.points_mm[:400:20] + 12.0 * face.normals[:400:20],
        directions=-face.normals[:400:20],
    )
    mask = Mask(id="m", name="m", form="rigid_mask", channels=(fixed,))
    light = standoff_light(mask, face, device_draws(mask, DRAWS))
    found = light.at(np.array([5.0, 20.0]))
    assert len(light.nodes_mm) == 1
    assert np.array_equal(found.by_angle[0], found.by_angle[1])


def test_a_sensor_against_a_lone_led_catches_its_cone() -> None:
    # a Lambertian LED sends sin2 of the half angle into the cone that the aperture fills
    mask = Mask(id="m", name="m", form="flexible_mask", channels=(RED,), led_count=1)
    face = canonical_face()
    light = region_light(face, irradiance_on(face, wear(mask, face, standoff_mm=10.0)))
    radius_mm = 9.5 / 2.0
    share = radius_mm**2 / (radius_mm**2 + meter_distances_mm() ** 2)
    area_cm2 = np.pi * radius_mm**2 / 100.0
    assert light.over_led[0] == approx(share / area_cm2, rel=1e-9)


def test_bright_spots_of_a_132_led_mask_fade_with_the_gap() -> None:
    mask = Mask(id="m", name="m", form="flexible_mask", channels=(RED,), led_count=132)
    face = canonical_face()
    ratio = []
    for standoff_mm in (5.0, 10.0, 15.0):
        worn = wear(mask, face, standoff_mm=standoff_mm)
        light = region_light(face, irradiance_on(face, worn))
        ratio.append(float(light.hot.max() / light.mean[0]))
    assert ratio[0] > ratio[1] > ratio[2] > 1.0
    # at 5 mm one LED alone gives 100 / (pi 25) = 1.27 under it, against 132 on 322 cm2
    assert 3.0 < ratio[0] < 5.5  # at 5 mm, as the LEDs happen to lie about the nose


def test_a_far_panel_laid_coarsely_gives_the_same_light() -> None:
    """720 LEDs at 120 mm: each site stands for several, and nothing on the face tells."""
    face = canonical_face()
    red = Channel(role="red", peak_nm=633.0)
    coarse = Mask(
        id="p", name="p", form="panel", channels=(red,), led_count=400, treated_area_cm2=900.0,
        standoff_mm=120.0,
    )  # fmt: skip
    fine = replace(coarse, channels=(replace(red, led_count=400),))  # a stated count stays whole
    assert site_count(coarse, face) < led_count(coarse) == site_count(fine, face)
    light = [irradiance_on(face, wear(m, face, standoff_mm=120.0)).total[0] for m in (coarse, fine)]
    off = np.abs(light[0] - light[1]) / light[1].max()
    assert np.percentile(off, 99) < 0.01  # the rest are nostrils, at the edge of a shadow
    assert float(light[0].mean()) == approx(float(light[1].mean()), rel=5e-3)
