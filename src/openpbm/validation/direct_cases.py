"""Light of LEDs straight on the skin, against closed forms of a cosine-power beam."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from openpbm.arrays import FloatArray, unit_rows
from openpbm.face import Face
from openpbm.light.irradiance import ANGLE_COSINES, irradiance, irradiance_by_angle
from openpbm.light.shadow import shade_of
from openpbm.light.wear import Leds
from openpbm.mask.channel import beam_order
from openpbm.validation.case import Case, case
from openpbm.validation.flat import DOWN, EYES_MM, MOUTH_MM, UP, lattice, seen_square, sheet

HALF_ANGLE_DEG = 40.0
ORDER = float(-np.log(2.0) / np.log(np.cos(np.radians(HALF_ANGLE_DEG))))  # cos(40)^m = 1/2
HEIGHT_MM, ASIDE_MM = 20.0, 30.0
RING_NODES = 200
BALL_MM, BALL_PLACES, OFF_CENTRE_MM = 50.0, 20_000, 20.0
DISC_MM, APART_MM, DISC_PLACES = 80.0, 40.0, 700
STRIP_WIDE_MM, STRIP_LONG_MM, STRIP_PITCH_MM, STRIP_HIGH_MM = 60.0, 1600.0, 5.0, 40.0
SCREEN_MM, SCREEN_HIGH_MM, LED_HIGH_MM = 20.0, 20.0, 40.0
FLOOR_MM, FLOOR_PITCH_MM = 200.0, 4.0


def direct_cases() -> Iterator[Case]:
    """One LED first, then many, then something in the way."""
    below, aside = _on_floor(0.0), _on_floor(ASIDE_MM)
    straight = (ORDER + 1.0) / (2.0 * np.pi) / HEIGHT_MM**2 * 100.0
    yield case("led_axis", below, expected=float(straight))
    cosine = HEIGHT_MM / float(np.hypot(HEIGHT_MM, ASIDE_MM))
    yield case("led_aside", aside, expected=float(straight) * cosine ** (ORDER + 3.0))
    yield case("led_angle", _mean_cosine(ASIDE_MM), expected=cosine)
    yield case("led_square", below / _on_floor(0.0, height_mm=4.0 * HEIGHT_MM))
    yield _disc_under_led()
    yield case("led_sphere", _through_a_ball())
    yield from _surfaces()
    yield _in_the_shadow()


def _one(height_mm: float, order: float = ORDER) -> Leds:
    return Leds(positions_mm=height_mm * UP[None], directions=DOWN[None], beam_order=order)


def _on_floor(aside_mm: float, height_mm: float = HEIGHT_MM) -> float:
    """mW/cm2 for 1 mW; the exponent is the product's own, from the half angle."""
    place = np.array([[aside_mm, 0.0, 0.0]])
    led = _one(height_mm, beam_order(HALF_ANGLE_DEG))
    return float(irradiance(place, UP[None], led)[0])


def _mean_cosine(aside_mm: float) -> float:
    """Of incidence, as the nodes that share the light keep it."""
    place = np.array([[aside_mm, 0.0, 0.0]])
    by_angle = irradiance_by_angle(place, UP[None], _one(HEIGHT_MM))[:, 0]
    return float(np.array(ANGLE_COSINES) @ by_angle / by_angle.sum())


def _disc_under_led() -> Case:
    """Rings of Gauss nodes over a disc as wide as the LED is high, twice."""
    node, width = np.polynomial.legendre.leggauss(RING_NODES)
    radius = 2.0 * HEIGHT_MM
    at = 0.5 * radius * (node + 1.0)
    places = np.stack([at, 0.0 * at, 0.0 * at], axis=1)
    ring_cm2 = 2.0 * np.pi * at * 0.5 * radius * width / 100.0
    got = float(irradiance(places, np.tile(UP, (RING_NODES, 1)), _one(HEIGHT_MM)) @ ring_cm2)
    rim = HEIGHT_MM / np.hypot(HEIGHT_MM, radius)
    return case("led_disc", got, expected=float(1.0 - rim ** (ORDER + 1.0)))


def _through_a_ball() -> float:
    """All that one LED of 1 mW sends to the inside of a ball in which it hangs off centre."""
    out = _even_directions(BALL_PLACES)
    hung = Leds(
        positions_mm=OFF_CENTRE_MM * UP[None], directions=np.array([[0.6, 0.0, -0.8]]),
        beam_order=ORDER,
    )  # fmt: skip
    each_cm2 = 4.0 * np.pi * BALL_MM**2 / BALL_PLACES / 100.0
    return float(irradiance(BALL_MM * out, -out, hung).sum() * each_cm2)


def _even_directions(count: int) -> FloatArray:
    """(count, 3) on a spiral of equal areas."""
    turn = np.pi * (3.0 - np.sqrt(5.0)) * np.arange(count)
    up = 1.0 - (2.0 * np.arange(count) + 1.0) / count
    level = np.sqrt(1.0 - up**2)
    return np.stack([level * np.cos(turn), level * np.sin(turn), up], axis=1)


def _surfaces() -> Iterator[Case]:
    """Matte LEDs that fill a disc and a strip: view factors of lit surfaces."""
    disc = _even_disc(DISC_PLACES)
    lit = Leds(
        positions_mm=disc + APART_MM * UP, directions=np.tile(DOWN, (len(disc), 1)), beam_order=1.0
    )
    seen = irradiance(disc, np.tile(UP, (len(disc), 1)), lit)
    area_cm2 = np.pi * DISC_MM**2 / 100.0
    ratio = 2.0 + (APART_MM / DISC_MM) ** 2
    between = 0.5 * (ratio - np.sqrt(ratio**2 - 4.0))
    got = float(seen.mean()) * area_cm2 / len(disc)
    yield case("view_discs", got, expected=float(between))
    strip = _strip()
    power_per_cm2 = len(strip.positions_mm) / (STRIP_WIDE_MM * STRIP_LONG_MM / 100.0)
    share = float(irradiance(np.zeros((1, 3)), UP[None], strip)[0]) / power_per_cm2
    half = STRIP_WIDE_MM / 2.0
    yield case("view_strip", share, expected=float(half / np.hypot(half, STRIP_HIGH_MM)))


def _even_disc(count: int) -> FloatArray:
    """(count, 3) places of equal areas, as seeds lie in a sunflower."""
    place = np.arange(count) + 0.5
    radius, turn = DISC_MM * np.sqrt(place / count), np.pi * (3.0 - np.sqrt(5.0)) * place
    return np.stack([radius * np.cos(turn), radius * np.sin(turn), 0.0 * turn], axis=1)


def _strip() -> Leds:
    across = np.arange(0.5 * (STRIP_PITCH_MM - STRIP_WIDE_MM), STRIP_WIDE_MM / 2, STRIP_PITCH_MM)
    along = np.arange(0.5 * (STRIP_PITCH_MM - STRIP_LONG_MM), STRIP_LONG_MM / 2, STRIP_PITCH_MM)
    x, y = (a.ravel() for a in np.meshgrid(across, along))
    places = np.stack([x, y, np.full(x.size, STRIP_HIGH_MM)], axis=1)
    return Leds(positions_mm=places, directions=np.tile(DOWN, (len(x), 1)), beam_order=1.0)


def _in_the_shadow() -> Case:
    """What a square over the floor takes away of a matte LED's light."""
    floor = lattice(FLOOR_MM, FLOOR_PITCH_MM, 0.0)
    normals, led = np.tile(UP, (len(floor), 1)), _one(LED_HIGH_MM, 1.0)
    free = irradiance(floor, normals, led)
    shaded = irradiance(floor, normals, led, shade_of(_screen()))
    taken = float((free - shaded).sum()) * FLOOR_PITCH_MM**2 / 100.0
    below_led = LED_HIGH_MM - SCREEN_HIGH_MM
    return case("shadow", taken, expected=seen_square(SCREEN_MM, SCREEN_MM, below_led))


def _screen() -> Face:
    """A thin square in the air, with an upper and an under side."""
    upper, triangles = sheet(SCREEN_MM, SCREEN_MM / 4.0, SCREEN_HIGH_MM)
    under = upper - 0.01 * UP
    many = len(upper)
    return Face(
        points_mm=np.concatenate([upper, under]),
        normals=unit_rows(np.repeat([UP, DOWN], many, axis=0)),
        area_cm2=np.ones(2 * many),
        triangles=np.concatenate([triangles, triangles[:, ::-1] + many]),
        region=np.zeros(2 * many, dtype=np.intp),
        eyes_mm=EYES_MM,
        mouth_mm=MOUTH_MM,
    )
