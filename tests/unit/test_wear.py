"""Is a device put on the face as it is described, and refused where it cannot be?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx
from scipy.spatial import cKDTree

from openpbm.arrays import FloatArray
from openpbm.errors import MaskError
from openpbm.face import REGIONS, Face
from openpbm.face.canonical import canonical_face
from openpbm.light.layout import assumed_of_layout, lay, led_count
from openpbm.light.map import irradiance_on
from openpbm.light.region_light import region_light
from openpbm.light.shadow import under_goggles
from openpbm.light.wear import Worn, wear
from openpbm.mask import Channel, Mask, Zone
from openpbm.mask.channel import beam_order_of
from openpbm.units import MM2_PER_CM2

RED = Channel(role="red", peak_nm=633.0)
NIR = Channel(role="nir", peak_nm=830.0)


def mask(form: str = "flexible_mask", *channels: Channel, count: int | None = 66) -> Mask:
    return Mask(id="m", name="m", form=form, channels=channels or (RED,), led_count=count)


def test_channels_without_counts_share_every_site() -> None:
    face = canonical_face()
    worn = wear(mask("flexible_mask", RED, NIR), face, standoff_mm=8.0)
    assert len(worn.sets) == 1
    assert worn.leds(0) is worn.leds(1)
    assert len(worn.leds(0).positions_mm) == 66


def test_channels_that_split_the_sites_take_different_ones() -> None:
    face = canonical_face()
    halves = (replace(RED, led_count=33), replace(NIR, led_count=33))
    worn = wear(mask("flexible_mask", *halves), face, standoff_mm=8.0)
    red, nir = worn.leds(0).positions_mm, worn.leds(1).positions_mm
    assert np.min(cKDTree(red).query(nir)[0]) > 3.0
    everywhere = wear(mask(), face, standoff_mm=8.0).leds(0).positions_mm
    assert np.max(cKDTree(np.concatenate([red, nir])).query(everywhere)[0]) < 1e-9


def test_leds_keep_their_feet_at_any_standoff() -> None:
    face, layout = canonical_face(), lay(mask(), canonical_face())
    near, far = (wear(mask(), face, standoff_mm=d, layout=layout).leds(0) for d in (5.0, 12.0))
    moved = far.positions_mm - near.positions_mm
    assert moved == approx(-7.0 * near.directions)
    away, _ = cKDTree(face.points_mm).query(near.positions_mm)
    assert np.min(away) > 2.5  # in a hollow the skin beside an LED is nearer than its foot


def test_no_led_sits_over_an_eye_or_the_mouth() -> None:
    face = canonical_face()
    own = wear(mask(), face, standoff_mm=3.0).leds(0).positions_mm
    for opening in (*face.eyes_mm, face.mouth_mm):
        front = own[own[:, 2] > 20.0]
        assert np.min(np.linalg.norm((front - opening)[:, :2], axis=1)) > 11.0


def leds_of(worn: Worn) -> float:
    """LEDs that the positions of the first channel stand for."""
    first = worn.leds(0)
    return float(len(first.positions_mm)) * first.leds_per_site


@pytest.mark.parametrize(("form", "distance_mm"), [("panel", 150.0), ("canopy", 60.0)])
def test_a_panel_keeps_its_distance_from_the_foremost_skin(form: str, distance_mm: float) -> None:
    face = canonical_face()
    worn = wear(mask(form, count=300), face, standoff_mm=distance_mm)
    away, _ = cKDTree(face.points_mm).query(worn.leds(0).positions_mm)
    assert np.min(away) == approx(distance_mm, abs=2.0)
    assert leds_of(worn) == approx(300)


@pytest.mark.parametrize("count", [1, 7, 50, 299])
def test_a_panel_has_as_many_leds_as_it_says_and_the_area_it_says(count: int) -> None:
    wide = replace(mask("panel", count=count), treated_area_cm2=1000.0)
    worn = wear(wide, canonical_face(), standoff_mm=150.0)
    assert leds_of(worn) == approx(count)
    a, b, c = (worn.inner.corners_mm[worn.inner.triangles[:, i]] for i in range(3))
    area_mm2 = 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1).sum()
    assert float(area_mm2) / MM2_PER_CM2 == approx(1000.0)


@pytest.mark.parametrize("count", [1, 2, 67, 300])
def test_a_worn_mask_has_as_many_leds_as_it_says(count: int) -> None:
    assert len(lay(mask(count=count), canonical_face()).sites[0].foot_mm) == count


def test_more_leds_than_lie_beside_each_other_are_refused() -> None:
    with pytest.raises(MaskError, match=r"m: 12000 LEDs on .* cm2; expected at most"):
        lay(mask(count=12000), canonical_face())


@settings(max_examples=12, deadline=None)
@given(count=st.integers(2, 500), standoff_mm=st.floats(3.0, 15.0))
def test_leds_lie_on_the_surface_and_never_on_each_other(count: int, standoff_mm: float) -> None:
    face = canonical_face()
    sites = lay(mask(count=count), face).sites[0]
    places = sites.at(standoff_mm)
    assert len(places) == count
    apart = cKDTree(places).query(places, 2)[0][:, 1]
    # of the pitch of an even grid over the whole 355 cm2; cells of an even layout differ in size
    assert np.min(apart) > 0.4 * np.sqrt(35500.0 / count)
    assert np.max(off_surface_mm(face, sites.foot_mm[:: max(1, count // 20)])) < 1e-6


def off_surface_mm(face: Face, places: FloatArray) -> FloatArray:
    """(places,) distance to the nearest plane of a triangle inside which a place lies."""
    a, b, c = (face.points_mm[face.triangles[:, i]] for i in range(3))
    frame = np.stack([b - a, c - a, np.cross(b - a, c - a)], axis=2)
    size = np.linalg.norm(frame[:, :, 2], axis=1)
    away = []
    for place in places:
        u, v, w = np.linalg.solve(frame, (place - a)[..., None])[..., 0].T
        inside = (u > -1e-9) & (v > -1e-9) & (u + v < 1.0 + 1e-9)
        away.append(np.min(np.where(inside, np.abs(w) * size, np.inf)))
    return np.array(away)


@pytest.mark.parametrize("count", [1, 3, 125])
def test_an_odd_number_needs_no_points_near_the_middle_line(count: int) -> None:
    face = canonical_face()
    beside = (np.abs(face.points_mm[:, 0]) > 6.0)[face.triangles].all(axis=1)
    used, triangles = np.unique(face.triangles[beside], return_inverse=True)
    halves = replace(
        face,
        points_mm=face.points_mm[used],
        normals=face.normals[used],
        area_cm2=face.area_cm2[used],
        region=face.region[used],
        triangles=triangles.reshape(-1, 3),
    )
    assert len(lay(mask(count=count), halves).sites[0].foot_mm) == count


def test_an_unpublished_count_is_assumed_and_named() -> None:
    assert led_count(mask(count=None)) == 150
    assert led_count(mask("panel", count=None)) == 300
    assert assumed_of_layout(mask(count=None)) == ("layout.led_count.worn",)
    assert assumed_of_layout(mask()) == ()


def test_a_smaller_treated_area_leaves_out_the_rim() -> None:
    face = canonical_face()
    layout = lay(replace(mask(), treated_area_cm2=200.0), face)
    assert float(face.area_cm2[layout.covered].sum()) == approx(200.0, rel=0.01)
    chin = REGIONS.index("chin")
    low = face.points_mm[:, 1] < face.points_mm[face.region == chin, 1].min() + 3.0
    assert not layout.covered[low].any()


def published(height_mm: float) -> Channel:
    face = canonical_face()
    point = np.flatnonzero(face.region == REGIONS.index("left_cheek"))[::40]
    return replace(
        RED,
        positions_mm=face.points_mm[point] + height_mm * face.normals[point],
        directions=-face.normals[point],
    )


@pytest.mark.parametrize("standoff_mm", [5.0, 15.0])
def test_published_positions_are_used_as_they_are(standoff_mm: float) -> None:
    channel = published(10.0)
    worn = wear(mask("rigid_mask", channel), canonical_face(), standoff_mm=standoff_mm)
    assert channel.positions_mm is not None
    assert np.array_equal(worn.leds(0).positions_mm, channel.positions_mm)
    assert worn.gap_mm == approx(10.0, abs=0.5)
    light = region_light(canonical_face(), irradiance_on(canonical_face(), worn))
    share = dict(zip(REGIONS, light.covered, strict=True))
    assert share["left_cheek"] > 0.9
    assert share["right_cheek"] == 0.0


@pytest.mark.parametrize("height_mm", [0.2, 0.0, -1.0, -60.0])
def test_an_led_in_or_on_the_skin_is_named(height_mm: float) -> None:
    good = published(10.0)
    assert good.positions_mm is not None
    assert good.directions is not None
    positions = good.positions_mm.copy()
    positions[3] += (height_mm - 10.0) * -good.directions[3]
    bad = replace(good, positions_mm=positions)
    with pytest.raises(MaskError, match=r"m: channel red, LED 3 at .* \(1 of "):
        wear(mask("rigid_mask", bad), canonical_face(), standoff_mm=10.0)


def test_an_led_beside_the_head_is_not_inside_it() -> None:
    face = canonical_face()
    beside = face.points_mm[int(np.argmax(face.points_mm[:, 0]))] + [15.0, 0.0, -8.0]
    lamp = replace(RED, positions_mm=beside[None], directions=np.array([[-1.0, 0.0, 0.5]]))
    assert wear(mask("panel", lamp), face, standoff_mm=10.0).gap_mm == approx(17.0, abs=3.0)


def zoned(*regions: str) -> Mask:
    channel = replace(RED, zone="here")
    return replace(mask(), channels=(channel,), zones=(Zone(name="here", regions=regions),))


def test_a_zone_lights_its_own_regions() -> None:
    face = canonical_face()
    worn = wear(zoned("chin", "jaw"), face, standoff_mm=8.0)
    light = region_light(face, irradiance_on(face, worn))
    mean = light.by_angle.sum(axis=1)[0]
    chin, forehead = mean[REGIONS.index("chin")], mean[REGIONS.index("forehead")]
    assert chin > 20.0 * forehead
    # what the channel is there to light decides what its claim is a mean of
    assert light.mean[0] == approx(chin, rel=0.3)


def test_a_zone_of_an_unknown_region_suggests_one() -> None:
    with pytest.raises(MaskError, match="'chinn'; did you mean chin"):
        lay(zoned("chinn"), canonical_face())


def test_a_zone_without_leds_is_refused() -> None:
    with pytest.raises(MaskError, match="no LED of channel red faces here"):
        lay(zoned("lips"), canonical_face())


def test_goggles_keep_the_lids_dark_and_nothing_else() -> None:
    face = canonical_face()
    hidden = under_goggles(face)
    names = {REGIONS[region] for region in face.region[hidden]}
    assert names == {"left_periorbital", "right_periorbital"}
    worn = wear(mask("panel", count=100), face, standoff_mm=150.0)
    open_eyes, shielded = (irradiance_on(face, worn, shield=s) for s in (False, True))
    assert np.all(shielded.total[:, hidden] == 0)
    assert np.array_equal(shielded.total[:, ~hidden], open_eyes.total[:, ~hidden])
    assert not shielded.lit[hidden].any()


def test_an_unknown_half_angle_is_that_of_a_matte_led() -> None:
    assert beam_order_of(RED) == approx(1.0)
    assert beam_order_of(replace(RED, half_angle_deg=20.0)) == approx(11.1, rel=0.01)
