"""Light beneath the points of a surface: the sum over LEDs, each spread in the skin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytest import approx
from test_lateral import DEPTHS_MM, SKIN

from openpbm.arrays import BoolArray, FloatArray
from openpbm.beneath import Beneath, beneath
from openpbm.face.canonical import canonical_face
from openpbm.light.irradiance import irradiance
from openpbm.light.layout import lay
from openpbm.light.shadow import shade_of
from openpbm.light.wear import Leds, wear
from openpbm.mask.catalogue import catalogue_mask
from openpbm.skin.lateral import lateral_table
from openpbm.skin.led_kernel import LedKernel, led_kernel, under_square_array
from openpbm.units import MM2_PER_CM2

PITCH_MM = 12.0
SPOTS = [(0.0, 0.0), (6.0, 0.0), (6.0, 6.0), (2.0, 1.0)]
UP = np.tile([0.0, 0.0, 1.0], (len(SPOTS), 1))


@pytest.fixture(scope="module")
def kernel() -> LedKernel:
    return led_kernel(lateral_table(SKIN, DEPTHS_MM))


def grid_of_leds(height_mm: float, *, rows: int = 12, beam_order: float = 1.0) -> Leds:
    place = PITCH_MM * np.arange(-rows, rows + 1)
    x, y = (a.ravel() for a in np.meshgrid(place, place))
    return Leds(
        positions_mm=np.column_stack([x, y, np.full(x.size, height_mm)]),
        directions=np.tile([0.0, 0.0, -1.0], (x.size, 1)),
        beam_order=beam_order,
    )


def spots_mm() -> FloatArray:
    return np.array([(x, y, 0.0) for x, y in SPOTS])


@pytest.mark.parametrize(("height_mm", "beam_order"), [(5.0, 1.0), (5.0, 3.0), (8.0, 1.0)])
def test_over_a_plane_it_is_the_endless_grid(
    kernel: LedKernel, height_mm: float, beam_order: float
) -> None:
    (got,) = beneath(spots_mm(), UP, grid_of_leds(height_mm, beam_order=beam_order), (kernel,))
    wanted = under_square_array(
        kernel, pitch_mm=PITCH_MM, height_mm=height_mm, places_mm=SPOTS, beam_order=beam_order
    )
    assert got.spread == approx(wanted * MM2_PER_CM2 / PITCH_MM**2, rel=4e-3)


def test_far_leds_are_local_light(kernel: LedKernel) -> None:
    (got,) = beneath(spots_mm(), UP, grid_of_leds(150.0), (kernel,))
    assert got.ratio == approx(np.ones_like(got.ratio), abs=0.02)


def one_led(kernel: LedKernel, tilt_deg: float, half_angle_deg: float) -> Beneath:
    """Skin all about the spot of one LED at 10 mm whose axis leans."""
    lean = np.radians(tilt_deg)
    axis = np.array([np.sin(lean), 0.0, -np.cos(lean)])
    place = np.arange(-100.0, 100.1, 0.5)
    x, y = (a.ravel() for a in np.meshgrid(place, place))
    leds = Leds(
        positions_mm=-10.0 * axis[None],
        directions=axis[None],
        beam_order=np.log(0.5) / np.log(np.cos(np.radians(half_angle_deg))),
    )
    points = np.column_stack([x, y, np.zeros_like(x)])
    (found,) = beneath(points, np.tile([0.0, 0.0, 1.0], (len(points), 1)), leds, (kernel,))
    return found


@pytest.mark.parametrize("half_angle_deg", [60.0, 20.0, 8.0])
def test_a_spot_that_is_spread_makes_no_light(kernel: LedKernel, half_angle_deg: float) -> None:
    """Whatever the beam; on skin that is turned to it only its far rim is a little too bright."""
    for tilt_deg, within in ((0.0, 0.05), (30.0, 0.12)):
        found = one_led(kernel, tilt_deg, half_angle_deg)
        kept = found.spread.sum(axis=0) / found.local.sum(axis=0)
        assert kept == approx(np.ones_like(kept), abs=within)
        assert np.all(found.spread.max(axis=0) <= 1.001 * found.local.max(axis=0))


class Wall:
    """Bars every way to LEDs beyond a plane."""

    def blocks(self, from_mm: FloatArray, to_mm: FloatArray) -> BoolArray:
        del from_mm
        barred: BoolArray = to_mm[:, 0] > 3.0
        return barred


def test_what_is_in_shadow_gives_nothing_and_nothing_gives_no_light(kernel: LedKernel) -> None:
    leds = grid_of_leds(5.0, rows=2)
    (open_sky,) = beneath(spots_mm(), UP, leds, (kernel,))
    (walled,) = beneath(spots_mm(), UP, leds, (kernel,), Wall())
    assert np.all(walled.spread < open_sky.spread)
    (turned,) = beneath(spots_mm(), -UP, leds, (kernel,))
    assert not np.any(turned.spread)
    assert np.all(turned.ratio == 1.0)


def test_colours_of_the_same_leds_are_worked_out_together(kernel: LedKernel) -> None:
    other = led_kernel(lateral_table(SKIN, DEPTHS_MM[1:3]))
    leds = grid_of_leds(5.0, rows=3)
    together = beneath(spots_mm(), UP, leds, (kernel, other))
    for each, alone in zip(together, (kernel, other), strict=True):
        (single,) = beneath(spots_mm(), UP, leds, (alone,))
        assert each.spread == approx(single.spread, rel=1e-12)
        assert each.local == approx(single.local, rel=1e-12)


def on_a_face(
    kernel: LedKernel, standoff_mm: float, beam_order: float | None = None
) -> tuple[Beneath, FloatArray, FloatArray]:
    face, mask = canonical_face(), catalogue_mask("higherdose-red-light-face-mask")
    worn = wear(mask, face, standoff_mm=standoff_mm, layout=lay(mask, face))
    leds, shade = worn.sets[0], shade_of(face)
    leds = leds if beam_order is None else replace(leds, beam_order=beam_order)
    (found,) = beneath(face.points_mm, face.normals, leds, (kernel,), shade)
    weight = np.where(worn.covered, face.area_cm2, 0.0)
    return found, irradiance(face.points_mm, face.normals, leds, shade), weight


def test_on_a_face_contrast_falls_with_depth_and_light_is_kept(kernel: LedKernel) -> None:
    """The face's sum keeps its light within 2 % in the dermis, though it bends."""
    found, light, weight = on_a_face(kernel, 12.0)
    lit = light > 0
    assert np.all(found.local[lit] > 0) and np.all(found.spread[lit] > 0)
    for depth in (1, 2):
        kept = weight @ found.spread[:, depth] / (weight @ found.local[:, depth])
        assert kept == approx(1.0, abs=0.02)
    spread_of = [
        np.subtract(*np.percentile(values[weight > 0], [95, 5])) / np.median(values[weight > 0])
        for values in (found.local[:, 3], found.spread[:, 3])
    ]
    assert spread_of[1] < spread_of[0]


@pytest.mark.parametrize("beam_order", [3.0, 11.0, 71.0])
def test_narrow_beams_on_a_face_keep_their_light(kernel: LedKernel, beam_order: float) -> None:
    """Skin that is turned from a beam is no reason for light: half angles of 37 to 8 degrees."""
    found, light, weight = on_a_face(kernel, 12.0, beam_order)
    kept = weight @ found.spread / (weight @ found.local)
    assert kept == approx(np.ones_like(kept), abs=0.05)
    bright = light > 0.05 * light.max()
    assert np.all(found.ratio[bright] < 4.0)
