"""Single photons between a mask and a face: the oracle of what is traced for a plan.

It shares nothing with that but the meshes and the LEDs. A photon is taken up or thrown back at
random, for one pair of reflectances at a time; rays are followed by the engine of trimesh.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray
from openpbm.face import REGIONS, Face
from openpbm.light.wear import Worn

if TYPE_CHECKING:
    import trimesh

LIFT_MM = 2e-3  # a photon starts this far off what threw it back
LED_LIFT_MM = 0.2


@dataclass(frozen=True, eq=False, kw_only=True)
class Counted:
    """Light of 1 mW out of each LED, by region."""

    mw_cm2: FloatArray  # (regions,)
    error: FloatArray  # (regions,) relative standard error, of the number of photons
    straight_mw_cm2: float  # of all that is asked for, by light that came straight from the LEDs


def has_engine() -> bool:
    """Whether this machine can follow that many rays."""
    return find_spec("embreex") is not None


def count_photons(
    face: Face,
    worn: Worn,
    lit: BoolArray,
    *,
    skin: float,
    mirror: float,
    photons: int,
    seed: int,
) -> Counted:
    """Follow photons of the first set of LEDs until each is taken up or lost.

    Args:
        face: the skin.
        worn: the device over it, matte LEDs.
        lit: (points,) skin whose mean is asked for.
        skin: reflectance of the skin, at every angle.
        mirror: of the inner face of the device.
        photons: how many.
        seed: of the random numbers.
    """
    import trimesh

    inner, leds, many = worn.inner, worn.sets[0], len(face.points_mm)
    mesh = trimesh.Trimesh(
        np.concatenate([face.points_mm, inner.corners_mm]),
        np.concatenate([face.triangles, inner.triangles + many]),
        process=False,
    )
    rng = np.random.default_rng(seed)
    led = rng.integers(len(leds.positions_mm), size=photons)
    place = leds.positions_mm[led] + LED_LIFT_MM * leds.directions[led]
    way = _matte(leds.directions[led], rng)
    arrived, straight = np.zeros(many), None
    while len(place):
        triangle, ray, where = _first_hits(mesh, place, way)
        way, into = way[ray], mesh.face_normals[triangle]
        on_skin = triangle < len(face.triangles)
        # skin faces out, the mask's triangles are wound like the skin below them
        facing = np.einsum("ri,ri->r", way, into) * np.where(on_skin, 1.0, -1.0) < 0
        triangle, where, into, on_skin = (x[facing] for x in (triangle, where, into, on_skin))
        shares = trimesh.triangles.points_to_barycentric(mesh.triangles[triangle], where)
        for i in range(3):
            np.add.at(arrived, face.triangles[triangle[on_skin], i], shares[on_skin, i])
        straight = arrived.copy() if straight is None else straight
        back = rng.random(len(triangle)) < np.where(on_skin, skin, mirror)
        out = np.where(on_skin[:, None], into, -into)[back]
        place, way = where[back] + LIFT_MM * out, _matte(out, rng)
    each_mw = len(leds.positions_mm) / photons
    power = np.bincount(face.region, weights=arrived * lit * each_mw, minlength=len(REGIONS))
    area = np.bincount(face.region, weights=face.area_cm2 * lit, minlength=len(REGIONS))
    first = 0.0 if straight is None else float(straight @ lit) * each_mw
    return Counted(
        mw_cm2=power / area,
        error=1.0 / np.sqrt(power / each_mw),
        straight_mw_cm2=first / float(area.sum()),
    )


def _first_hits(
    mesh: trimesh.Trimesh, place: FloatArray, way: FloatArray
) -> tuple[IntArray, IntArray, FloatArray]:
    where, ray, triangle = mesh.ray.intersects_location(place, way, multiple_hits=False)
    return np.asarray(triangle), np.asarray(ray), np.asarray(where)


def _matte(normal: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Lambert's law by a unit vector plus a random point of the unit sphere."""
    ball = rng.normal(size=normal.shape)
    way = normal + ball / np.linalg.norm(ball, axis=1, keepdims=True)
    unit: FloatArray = way / np.linalg.norm(way, axis=1, keepdims=True)
    return unit
