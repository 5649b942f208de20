"""Light between skin and mask, as it is traced, against plates, balls and single photons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from openpbm.arrays import FloatArray, IntArray, unit_rows
from openpbm.face import REGIONS
from openpbm.light.bounce import trace
from openpbm.light.bounced import Returning
from openpbm.light.gap import Gap
from openpbm.light.wear import Leds
from openpbm.validation.case import Case, case
from openpbm.validation.flat import DOWN, UP, lattice, sheet

WIDE_MM, CELL_MM, GAP_MM, PITCH_MM = 1000.0, 100.0, 5.0, 50.0
MIDDLE_MM = 500.0
R_DIRECT, R_SKIN, R_MASK = 0.5, 0.6, 0.8
SKIN_BALL_MM, MASK_BALL_MM, BALL_LEDS = 60.0, 80.0, 400
RAYS = 25_000


def bounce_cases() -> Iterator[Case]:
    """Two wide plates, then a ball in a ball."""
    yield _plates()
    yield from _balls()


def _plates() -> Case:
    """Endless plates give a geometric series: each round trip keeps R_skin R_mask of the light."""
    gap, leds = _between_plates()
    found = trace(gap, leds, rays=RAYS)
    one = np.ones((1, len(REGIONS)))
    returning = Returning(
        nodes=((found,),), weight=np.ones((1, 1)), scale=np.ones((1, 1)), area_cm2=gap.area_cm2
    )
    added, _ = returning.returned(0, R_DIRECT * one, R_SKIN * one, np.array([R_MASK]))
    gain = float(added[0, 0] / found.skin[0, 0, 0])
    return case("plates_gain", gain, expected=R_MASK * R_DIRECT / (1.0 - R_SKIN * R_MASK))


def _between_plates() -> tuple[Gap, Leds]:
    """Asked for is the middle of the skin, which sees no rim."""
    skin, skin_triangles = sheet(WIDE_MM, CELL_MM, 0.0)
    mask, mask_triangles = sheet(WIDE_MM, CELL_MM, GAP_MM)
    places = lattice(WIDE_MM, PITCH_MM, GAP_MM - 0.01)
    leds = Leds(positions_mm=places, directions=np.tile(DOWN, (len(places), 1)), beam_order=1.0)
    gap = _gap(skin, skin_triangles, mask, mask_triangles, (UP, DOWN))
    inside = (np.abs(gap.points_mm[:, :2]) <= MIDDLE_MM).all(axis=1)
    return replace(gap, lit=gap.lit & inside), leds


def _gap(
    skin: FloatArray,
    skin_triangles: IntArray,
    mask: FloatArray,
    mask_triangles: IntArray,
    facing: tuple[FloatArray, FloatArray],
) -> Gap:
    """One region of skin, all of it lit, told by its whole light: of 1 cm2.

    `facing` is one direction or one a corner, of the skin and of the mask.
    """
    of_skin, of_mask = (
        np.broadcast_to(way, (many, 3))
        for way, many in zip(facing, (len(skin), len(mask)), strict=True)
    )
    many = len(skin) + len(mask)
    lit = np.arange(many) < len(skin)
    return Gap(
        points_mm=np.concatenate([skin, mask]),
        normals=np.concatenate([of_skin, of_mask]),
        triangles=np.concatenate([skin_triangles, mask_triangles + len(skin)]),
        is_skin=np.arange(len(skin_triangles) + len(mask_triangles)) < len(skin_triangles),
        region=np.zeros(many, dtype=np.intp),
        lit=lit,
        dark=np.zeros(many, dtype=np.bool_),
        area_cm2=np.where(np.arange(len(REGIONS)) == 0, 1.0, 0.0),
    )


def _balls() -> Iterator[Case]:
    """Of light that leaves the outer ball (a/b)^2 meets the inner one, and all comes back.

    S = f (P + R_m M) and M = (1 - f)(P + R_m M) + R_s S, for the light on skin and mask.
    """
    found = trace(*_between_balls(), rays=RAYS)
    alike = np.full(1, R_SKIN)
    added, meets = found.returned(alike, alike, np.full(1, R_MASK))
    f = (SKIN_BALL_MM / MASK_BALL_MM) ** 2
    both = np.array([[1.0, -f * R_MASK], [-R_SKIN, 1.0 - (1.0 - f) * R_MASK]])
    on_skin, on_mask = np.linalg.solve(both, [f, 1.0 - f]).tolist()
    yield case("balls", float(added[0, 0] + found.skin[0, 0, 0]) / BALL_LEDS, expected=on_skin)
    yield case("balls_mask", float(meets[0]) / BALL_LEDS, expected=on_mask)


def _between_balls() -> tuple[Gap, Leds]:
    ball, triangles = _ball()
    way = unit_rows(np.random.default_rng(3).normal(size=(BALL_LEDS, 3)))
    leds = Leds(positions_mm=0.999 * MASK_BALL_MM * way, directions=-way, beam_order=1.0)
    skin, mask = SKIN_BALL_MM * ball, MASK_BALL_MM * ball
    return _gap(skin, triangles, mask, triangles, (ball, -ball)), leds


def _ball(rings: int = 24) -> tuple[FloatArray, IntArray]:
    """A unit ball of rings and as many meridians twice; at the poles triangles are thin."""
    up = np.linspace(0.0, np.pi, rings + 1)[1:-1]
    turn = np.linspace(0.0, 2.0 * np.pi, 2 * rings, endpoint=False)
    level, around = (a.ravel() for a in np.meshgrid(up, turn, indexing="ij"))
    belt = np.stack(
        [np.sin(level) * np.cos(around), np.sin(level) * np.sin(around), np.cos(level)], axis=1
    )
    corner = np.arange(len(belt)).reshape(rings - 1, 2 * rings)
    a, b = corner[:-1], corner[1:]
    following = np.roll(a, -1, axis=1), np.roll(b, -1, axis=1)
    sides = [
        np.stack([a, b, following[1]], axis=-1), np.stack([a, following[1], following[0]], axis=-1)
    ]  # fmt: skip
    north, south = len(belt), len(belt) + 1
    first, last = corner[0], corner[-1]
    caps = [
        np.stack([np.full_like(first, north), first, np.roll(first, -1)], axis=-1),
        np.stack([np.full_like(last, south), np.roll(last, -1), last], axis=-1),
    ]
    triangles = np.concatenate([part.reshape(-1, 3) for part in (*sides, *caps)])
    return np.concatenate([belt, [UP], [DOWN]]), triangles.astype(np.intp)
