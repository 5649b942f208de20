"""Heat that spreads sideways in skin, by waves along it: what one dimension over 1 cm2 leaves out.

A wave of light of k per millimetre along the skin warms it as even light would, were there
k2 times the conductivity more of blood in every cell; a disc and a grid of LEDs are sums of waves.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.special import j1, k1

from openpbm.arrays import FloatArray
from openpbm.face.canonical import canonical_face
from openpbm.heat.grid import DepthGrid, skin_grid
from openpbm.heat.mode import courses
from openpbm.heat.system import System, system
from openpbm.light.map import irradiance_on
from openpbm.light.region_light import cm2_mean, region_light
from openpbm.light.wear import Leds, wear
from openpbm.mask import Channel, Mask
from openpbm.validation.heat_cases import K_W_MK, cover, uniform

RADIUS_MM = np.sqrt(100.0 / np.pi)  # of a square centimetre
WAVES = np.linspace(0.0, 6.0, 700)  # per mm
SKIN_MM = np.array([[0.013, 0.055, 0.15, 0.08, 0.82, 0.1, 5.0]])
LIGHT = np.array([[[0.03, 0.16, 0.2, 0.1, 0.38, 0.03, 0.1]]])  # absorbed, of red light


def along(of: System, grid: DepthGrid, wave_per_mm: float) -> System:
    """The same cells for light that comes and goes along the skin."""
    more = grid.width_m * grid.conductivity_w_mk * (1e3 * wave_per_mm) ** 2
    cells = of.perfusion.shape[1] - more.shape[1]
    return replace(of, perfusion=of.perfusion + np.pad(more, ((0, 0), (cells, 0))))


@cache
def response(minutes: float, blood: float) -> FloatArray:
    """(waves,) K of the surface for light of each wave, under a mask across a gap."""
    grid = skin_grid(SKIN_MM, blood * np.ones(1))
    whole = system(grid, cover(to_mask=3.5, out=10.0, capacity=5500.0, has_mask=True))
    source = whole.source(grid.source(LIGHT), np.zeros((1, 1)))
    begin = np.zeros(source.shape[:2])
    found = [
        courses(along(whole, grid, wave), "surface", begin, source, np.array([60.0 * minutes]))
        for wave in WAVES.tolist()
    ]
    return np.array([rise[0, 0, 0] for _, rise in found])


def middle_of_disc(answer: FloatArray) -> float:
    """Of a disc of even light, over the same light everywhere."""
    return float(np.trapezoid(RADIUS_MM * j1(WAVES * RADIUS_MM) * answer, WAVES) / answer[0])


def test_the_middle_of_a_lone_disc_in_a_perfused_half_space() -> None:
    """1 - exp(-a / L) of even light at rest, L the length that heat goes before blood takes it."""
    perfusion = 5e3
    grid = uniform(0.08, 120, perfusion=perfusion, growth=1.05)
    of = system(grid, cover(flux_in=100.0))
    none, long = np.zeros((1, 120)), np.array([1e6])
    answer = np.array(
        [
            courses(along(of, grid, w), "surface", none, none[:, :, None], long)[0][0, 0]
            for w in WAVES.tolist()
        ]
    )
    length_mm = 1e3 * np.sqrt(K_W_MK / perfusion)
    wanted = 1.0 - np.exp(-RADIUS_MM / length_mm)
    assert middle_of_disc(answer) == pytest.approx(wanted, rel=0.02)


@pytest.mark.parametrize(("minutes", "low", "high"), [(2.0, 0.8, 0.85), (10.0, 0.5, 0.65)])
@pytest.mark.parametrize("blood", [0.4, 1.0, 2.4])
def test_a_lone_square_centimetre_warms_less_than_even_light(
    minutes: float, low: float, high: float, blood: float
) -> None:
    assert low < middle_of_disc(response(minutes, blood)) < high


def under_an_led(height_mm: float, pitch_mm: float, answer: FloatArray) -> float:
    """Warmth right under one LED of a square grid, over that of its square centimetre if even.

    Light of a matte LED on a plane is h2 / (r2 + h2)2, whose waves are k h K1(k h). It is taken
    as absorbed where it meets the skin; in truth skin spreads it by some millimetres.
    """
    n = np.arange(-20, 21)
    wave = 2.0 * np.pi / pitch_mm * np.hypot(*np.meshgrid(n, n)).ravel()
    wave = wave[(wave > 0) & (wave < WAVES[-1])]
    share = wave * height_mm * k1(wave * height_mm)
    warmth = answer[0] + (share * np.interp(wave, WAVES, answer)).sum()
    light = 1.0 + (share * 2.0 * j1(wave * RADIUS_MM) / (wave * RADIUS_MM)).sum()
    return float(warmth / (light * answer[0]))


@pytest.mark.parametrize("blood", [0.4, 1.0, 2.4])
@pytest.mark.parametrize("pitch_mm", [8.0, 12.0, 16.0, 20.0])
def test_under_an_led_5_mm_away_the_skin_is_hardly_warmer_than_its_square_centimetre(
    pitch_mm: float, blood: float
) -> None:
    """After 10 min, by 8 % at most; from 16 mm apart by none. At 2 mm it may be 1.7 times."""
    answer = response(10.0, blood)
    assert under_an_led(5.0, pitch_mm, answer) < (1.08 if pitch_mm < 16.0 else 1.01)
    assert 1.0 < under_an_led(2.0, pitch_mm, answer) < 1.75


# ------------------------------------------------------------- the square centimetre itself


@pytest.mark.parametrize("height_mm", [2.0, 3.0, 5.0, 10.0, 20.0])
def test_a_square_centimetre_under_a_matte_led_gets_what_the_cone_to_it_holds(
    height_mm: float,
) -> None:
    """P sin2 of the half angle of the disc, of 1 mW over 1 cm2."""
    up = np.array([[0.0, 0.0, 1.0]])
    led = Leds(positions_mm=height_mm * up, directions=-up, beam_order=1.0)
    found = cm2_mean(led, 0.0 * up, up)
    wanted = RADIUS_MM**2 / (RADIUS_MM**2 + height_mm**2)
    assert found[0] == pytest.approx(wanted, rel=0.04)


@pytest.mark.parametrize("standoff_mm", [10.0, 20.0])
def test_the_hottest_square_centimetre_is_the_one_that_the_mesh_shows(standoff_mm: float) -> None:
    """Means over the mesh's own points about every one of them, largest by region."""
    face = canonical_face()
    red = Channel(role="red", peak_nm=633.0)
    mask = Mask(id="m", name="m", form="flexible_mask", channels=(red,), led_count=132)
    light = irradiance_on(face, wear(mask, face, standoff_mm=standoff_mm))
    found = region_light(face, light)
    cheek, forehead = (5, 0)
    for region in (cheek, forehead):
        inside = np.flatnonzero((face.region == region) & light.lit)
        best = 0.0
        for point in inside:
            near = np.linalg.norm(face.points_mm - face.points_mm[point], axis=1) < RADIUS_MM
            best = max(best, float(np.average(light.total[0][near], weights=face.area_cm2[near])))
        assert found.hot_cm2[0, region] == pytest.approx(best, rel=0.1)
        mean = found.by_angle[0, :, region].sum()
        assert mean < found.hot_cm2[0, region] < found.hot[0, region] * (1.0 + 1e-9)
