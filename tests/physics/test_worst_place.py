"""Infrared at an eye under single LEDs, against a direct sum of our own over each of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.arrays import FloatArray, floats
from openpbm.mask import Channel, Mask
from openpbm.mask.catalogue import catalogue_mask
from openpbm.mask.channel import beam_order
from openpbm.safety.hazard.case import Hazard
from openpbm.safety.hazard.mask import mask_hazards
from openpbm.safety.hazard.radiance import SourceGeometry, view_factor
from openpbm.safety.hazard.source import HazardChannel, HazardSource
from openpbm.safety.worst_place import LedPlaces, lattice_gain, places_gain
from openpbm.speech.say import say

RADIUS_MM, APERTURE_MM = 80.0, 3.5


def lattice(leds: int, shift: tuple[float, float]) -> FloatArray:
    """(n, 2) places of a square lattice in the disc, seen from a place of its cell."""
    pitch = RADIUS_MM * np.sqrt(np.pi / leds)
    along = np.arange(-60, 61) * pitch
    x, y = np.meshgrid(along - shift[0] * pitch, along - shift[1] * pitch)
    inside = np.hypot(x, y) <= RADIUS_MM
    return np.stack([x[inside], y[inside]], axis=1)


def directly(leds: int, distance_mm: float, order: float = 1.0) -> float:
    """Worst place over the mean of an even disc, LED by LED and ray by ray."""
    pitch = RADIUS_MM * np.sqrt(np.pi / leds)
    radius = APERTURE_MM * np.sqrt((np.arange(20) + 0.5) / 20)
    turn = np.linspace(0.0, 2 * np.pi, 24, endpoint=False)
    eye = np.stack([np.outer(radius, np.cos(turn)), np.outer(radius, np.sin(turn))], -1)
    eye = eye.reshape(-1, 2)
    worst = 0.0
    for shift in [(a, b) for a in (0.0, 0.25, 0.5) for b in (0.0, 0.25, 0.5)]:
        away = np.linalg.norm(eye[:, None] - lattice(leds, shift), axis=-1)
        ray = np.sqrt(away**2 + distance_mm**2)
        intensity = (order + 1) / (2 * np.pi) * (distance_mm / ray) ** order
        lit = intensity * (distance_mm / ray) / ray**2
        worst = max(worst, float(lit.sum(axis=1).mean()) * pitch**2)
    return worst / view_factor(RADIUS_MM, distance_mm, order=order)


def told(leds: int, distance_mm: float, order: float = 1.0) -> float:
    pitch = RADIUS_MM * float(np.sqrt(np.pi / leds))
    even = view_factor(RADIUS_MM, distance_mm, order=order)
    return (even + lattice_gain(pitch, distance_mm, order) - 1.0) / even


@pytest.mark.parametrize(
    ("leds", "distance_mm", "over_mean"),
    [(66, 5.0, 2.76), (66, 8.0, 1.59), (132, 5.0, 1.58), (300, 5.0, 1.08), (66, 15.0, 1.05)],
)
def test_the_worst_place_is_as_much_above_the_mean_as_a_sum_over_the_leds(
    leds: int, distance_mm: float, over_mean: float
) -> None:
    """Within 0.5 %: the sum ends at the rim of the mask, the waves do not."""
    assert directly(leds, distance_mm) == pytest.approx(over_mean, rel=5e-3)
    assert told(leds, distance_mm) == pytest.approx(over_mean, rel=5e-3)


@settings(max_examples=25, deadline=None)
@given(
    leds=st.sampled_from([40, 66, 100, 132, 300]),
    distance_mm=st.floats(4.0, 40.0),
    order=st.sampled_from([0.6, 1.0, 3.0, 20.0]),
)
def test_any_lattice_agrees_with_its_direct_sum(
    leds: int, distance_mm: float, order: float
) -> None:
    """Within 2 %: places a quarter of a pitch apart, LEDs on one side of the rim or the other."""
    assert told(leds, distance_mm, order) == pytest.approx(
        directly(leds, distance_mm, order), rel=2e-2
    )


@settings(max_examples=60, deadline=None)
@given(
    pitch=st.floats(2.0, 60.0), near=st.floats(1.0, 30.0), more=st.floats(1.05, 4.0),
    order=st.floats(0.5, 200.0),
)  # fmt: skip
def test_the_worst_place_is_never_below_the_mean_and_evens_out_with_distance(
    pitch: float, near: float, more: float, order: float
) -> None:
    close, away = (lattice_gain(pitch, mm, order) for mm in (near, near * more))
    assert np.isfinite(close)
    assert close * (1 + 1e-3) >= away >= 1.0


def test_an_eye_before_one_led_gets_its_light_through_the_aperture() -> None:
    """Flux into a disc of radius a at distance d: 1 - (d / sqrt(a2 + d2))^(m + 1), no neighbour."""
    d, a = 8.0, APERTURE_MM
    one = LedPlaces(floats([[0.0, 0.0, 0.0]]), floats([[0.0, 0.0, 1.0]]))
    for order in (1.0, 10.0):
        flux = 1.0 - (d / np.hypot(a, d)) ** (order + 1)
        want = flux / (np.pi * a**2 * 1e-6)
        assert places_gain(one, d, order) == pytest.approx(want, rel=1e-2)
        pitch = 1000.0  # mm; its neighbours do not matter
        alone = lattice_gain(pitch, d, order) / (pitch**2 * 1e-6)
        assert alone == pytest.approx(want, rel=2e-2)


def test_published_places_agree_with_the_lattice_that_they_are() -> None:
    pitch = RADIUS_MM * float(np.sqrt(np.pi / 132))
    flat = np.pad(lattice(132, (0.0, 0.0)), ((0, 0), (0, 1)))
    places = LedPlaces(flat, np.tile([0.0, 0.0, -1.0], (len(flat), 1)))
    for distance_mm in (5.0, 8.0, 15.0):
        by_places = places_gain(places, distance_mm, 1.0) * pitch**2 * 1e-6
        even = view_factor(RADIUS_MM, distance_mm)
        by_lattice = even + lattice_gain(pitch, distance_mm, 1.0) - 1.0
        assert by_places == pytest.approx(by_lattice, rel=2e-2)


def test_leds_that_face_each_other_have_no_place_between() -> None:
    pair = LedPlaces(floats([[0, 0, 0], [0, 0, 30]]), floats([[0, 0, 1], [0, 0, -1]]))
    assert places_gain(pair, 10.0, 1.0) == pytest.approx(
        places_gain(LedPlaces(pair.positions_mm[:1], pair.directions[:1]), 10.0, 1.0)
    )


def infrared(mask: Mask) -> Hazard:
    return next(h for h in mask_hazards(mask).bare if h.id == "worn.ir_eye_iec")


def test_a_132_led_mask_reaches_its_infrared_limit_after_173_s() -> None:
    """With the mean of the panel it was told as 239 W/m2 and 318 s."""
    found = infrared(catalogue_mask("higherdose-red-light-face-mask"))
    assert found.value == pytest.approx(377.0, rel=5e-3)
    assert found.time_to_limit_s == pytest.approx(173.0, abs=1.0)
    told = say(found.view).replace("\u202f", " ")
    assert told == "worst place 5 mm before the LEDs, 7 mm wide"


def panel(half_angle_deg: float, **more: object) -> Mask:
    channel = Channel(
        role="nir", peak_nm=850.0, fwhm_nm=30.0, half_angle_deg=half_angle_deg, power_mw=300.0
    )
    return Mask(
        id="p", name="p", form="panel", standoff_mm=152.0, led_count=100, treated_area_cm2=600.0,
        session_min=(10.0,),
        channels=(replace(channel, **more),),  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_lens_is_seen() -> None:
    """A direct sum over 100 LEDs of 300 mW at 152 mm: 224 and 499 W/m2; radiance by (m + 1) / 2."""
    matte, lens = panel(60.0), panel(15.0)
    assert infrared(matte).value == pytest.approx(224.0, rel=2e-2)
    assert infrared(lens).value == pytest.approx(499.0, rel=2e-2)
    gain = (beam_order(15.0) + 1) / 2
    for id in ("worn.thermal_iec", "far.thermal_icnirp"):
        narrow, wide = (
            next(h.value for h in mask_hazards(m).bare if h.id == id) for m in (lens, matte)
        )
        assert narrow / wide == pytest.approx(gain, rel=0.05)


def test_a_panel_whose_leds_are_known_is_judged_there() -> None:
    """All hundred LEDs in a hand's breadth: brighter than spread over the stated area."""
    along = np.arange(10) * 8.0
    flat = np.pad(np.stack(np.meshgrid(along, along), -1).reshape(-1, 2), ((0, 0), (0, 1)))
    towards = np.tile([0.0, 0.0, -1.0], (100, 1))
    known = infrared(panel(60.0, positions_mm=flat, directions=towards, led_count=100))
    assert known.value > 1.5 * infrared(panel(60.0)).value
    assert infrared(panel(60.0, led_count=100)).value == infrared(panel(60.0)).value


def test_opaque_cover_leaves_nothing_at_the_worst_place() -> None:
    channel = HazardChannel(role="nir", peak_nm=830.0, irradiance_mw_cm2=30.0)
    geometry = SourceGeometry(led_diameter_mm=2.0, pitch_mm=12.0, mask_radius_mm=80.0, eye_mm=5.0)
    covered = HazardSource(channels=(channel,), geometry=geometry).shielded()
    assert covered.irradiance_w_m2("worn").tolist() == [0.0]
    assert covered.unevenness[0] == pytest.approx(1.55, abs=0.05)
