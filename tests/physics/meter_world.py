"""A mask whose light is traced ray by ray, and meters that answer as makers' curves say.

Nothing here comes from the product but the shape of the face and the names of its regions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
import trimesh
from scipy.spatial import cKDTree

from openpbm.arrays import FloatArray, IntArray, floats
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face

READ = ("forehead", "left_cheek", "right_cheek", "nose", "chin")
SENSOR_MM = 9.5
LED_OFF_NM = 3.0  # of the peak: one laboratory found 626.9 nm for a stated 630
CALIBRATION = 0.05  # plus or minus, as makers of such sensors state
COUNT = 132  # LEDs
CANDIDATES = 20  # of each LED's place
SKIN_R = 0.5
WHITEST, BLACKEST = 0.85, 0.15  # inner faces; traced for the whitest, weighted for others
ORDERS = 12  # reflections off the mask told apart

# Meter over truth by wavelength: makers' curves as digitised in the R package photobiologySensors,
# and the cell of pvlib, each calibrated to the sun of ASTM G173; `review` names others' figures.
CURVES_NM = (415.0, 465.0, 525.0, 595.0, 633.0, 660.0, 700.0, 810.0, 830.0, 850.0, 880.0)
CURVES: dict[str, dict[str, tuple[float, ...]]] = {
    "silicon_solar": {
        "LI-200": (0.42, 0.63, 0.84, 1.12, 1.29, 1.41, 1.60, 1.92, 1.95, 1.99, 2.06),
        "SKS 1110": (0.41, 0.66, 0.92, 1.10, 1.22, 1.34, 1.58, 1.97, 2.01, 2.03, 2.01),
        "cell": (0.72, 0.86, 1.02, 1.18, 1.27, 1.33, 1.41, 1.63, 1.67, 1.70, 1.75),
    },
    "par": {
        "SQ-500": (0.87, 1.02, 1.04, 0.99, 1.01, 1.03),
        "SQ-100X": (0.95, 1.21, 1.33, 1.05, 0.68, 0.45),
        "LI-190R": (0.77, 0.99, 1.02, 1.04, 1.04, 1.02),
        "LI-190SA": (0.86, 1.00, 1.02, 1.01, 1.03, 1.01),
        "SKP 215": (0.71, 0.98, 1.02, 1.01, 0.99, 0.97),
        "3415F": (0.60, 0.92, 1.21, 1.29, 1.18, 0.78),
        "PQS 1": (0.90, 0.99, 1.00, 1.02, 1.03, 0.98),
    },
    "spectrometer": {"A": (1.00,) * 11, "B": (1.08,) * 11},
}

UMOL_PER_MW_CM2_NM = 10.0 / 119.6266  # photons of 1 mW/cm2, per nm of wavelength

Places = tuple[FloatArray, FloatArray]  # of LEDs, and directions; (leds, 3) each


class Mesh(Protocol):
    """What is used of a mesh of trimesh."""

    vertices: FloatArray
    faces: IntArray
    vertex_normals: FloatArray
    face_normals: FloatArray
    area_faces: FloatArray
    area: float


@dataclass(frozen=True)
class Traced:
    """Light that arrived on the skin, of LEDs of 1 mW each."""

    at_mm: FloatArray  # (hits, 3)
    power_mw: FloatArray  # (hits,)
    of_mask: IntArray  # (hits,) reflections off the mask before


@dataclass(frozen=True)
class World:
    """A mask on a face, and what sensors would show."""

    places_mm: FloatArray  # (places, 3), evenly by area
    region: IntArray  # (places,)
    cm2: float  # each place stands for
    bare: Traced  # without skin behind the sensor
    worn: Traced  # over skin
    leds: Places


def scattered_leds(face: Mesh, count: int, standoff_mm: float) -> Places:
    """LEDs that look at the skin, each the loneliest of some candidates. (leds, 3) each.

    Less even than what the product takes, as wiring and seams leave it.

    Source: Mitchell 1991, doi:10.1145/127719.122736.
    """
    rng = np.random.default_rng(1)
    places, triangle = trimesh.sample.sample_surface(face, count * CANDIDATES, seed=1)
    left, chosen = rng.permutation(len(places)), [0]
    for i in range(1, count):
        few = left[i * CANDIDATES : (i + 1) * CANDIDATES]
        away, _ = cKDTree(places[chosen]).query(places[few])
        chosen.append(int(few[np.argmax(away)]))
    outward = smooth_normals(face)[face.faces[triangle[chosen], 0]]
    return places[chosen] + standoff_mm * outward, -outward


def smooth_normals(face: Mesh) -> FloatArray:
    """(corners, 3): a shell does not follow every pore."""
    _, near = cKDTree(face.vertices).query(face.vertices, 60)
    mean = face.vertex_normals[near].mean(axis=1)
    return floats(mean / np.linalg.norm(mean, axis=1, keepdims=True))


def scattered(normal: FloatArray, rng: np.random.Generator) -> FloatArray:
    """(rays, 3) off a matte surface: a point of a ball that touches it."""
    ball = rng.normal(size=normal.shape)
    way = normal + ball / np.linalg.norm(ball, axis=1, keepdims=True)
    return floats(way / np.linalg.norm(way, axis=1, keepdims=True))


def trace(
    face: Mesh, shell: Mesh, leds: Places, skin_r: float, rays: int, seed: int
) -> Traced:  # fmt: skip
    """Follow light between skin and mask until it is taken up or gone."""
    rng = np.random.default_rng(seed)
    both = trimesh.util.concatenate([face, shell])
    is_skin = np.arange(len(both.faces)) < len(face.faces)
    led = np.arange(rays) % len(leds[0])
    start, way = leds[0][led] + 0.3 * leds[1][led], scattered(leds[1][led], rng)
    power, order = np.full(rays, len(leds[0]) / rays), np.zeros(rays, dtype=int)
    found: list[tuple[FloatArray, ...]] = []
    while len(start):
        where, ray, triangle = both.ray.intersects_location(start, way, multiple_hits=False)
        way, power, order, skin = way[ray], power[ray], order[ray], is_skin[triangle]
        normal = both.face_normals[triangle]
        front = np.einsum("ri,ri->r", normal, way) < 0.0
        lit = skin & front
        found.append((where[lit], power[lit], order[lit]))
        reflect = np.where(skin, skin_r, WHITEST)
        on = front & (rng.random(len(where)) < reflect)
        start, way = where[on] + 1e-3 * normal[on], scattered(normal[on], rng)
        power, order = power[on], (order + ~skin)[on]
    at_mm, power_mw, of_mask = (np.concatenate(part) for part in zip(*found, strict=True))
    return Traced(at_mm, power_mw, of_mask)


@cache
def world(standoff_mm: float, rays: int = 250_000) -> World:
    """Face, mask and traced light at one standoff."""
    face = canonical_face()
    skin = trimesh.Trimesh(face.points_mm, face.triangles, process=False)
    if (skin.face_normals[:, 2] * skin.area_faces).sum() < 0:
        skin.invert()
    shell = trimesh.Trimesh(
        skin.vertices + (standoff_mm + 0.2) * smooth_normals(skin), skin.faces[:, ::-1],
        process=False,
    )  # fmt: skip
    leds = scattered_leds(skin, COUNT, standoff_mm)
    places, triangle = trimesh.sample.sample_surface(skin, 100_000, seed=2)
    return World(
        places_mm=np.asarray(places),
        region=face.region[skin.faces[triangle, 0]],
        cm2=float(skin.area) / 100.0 / len(places),
        bare=trace(skin, shell, leds, 0.0, rays, seed=3),
        worn=trace(skin, shell, leds, SKIN_R, rays, seed=4),
        leds=leds,
    )


def sensors(here: World, *, skin_behind: bool, per_region: int = 300) -> dict[str, FloatArray]:
    """(places, ORDERS) mW/cm2 on a sensor at random places of each region, by name.

    By how often the mask has thrown it back; of the whitest mask.
    """
    rng = np.random.default_rng(5)
    light = here.worn if skin_behind else here.bare
    hits, skin = cKDTree(light.at_mm), cKDTree(here.places_mm)
    shown = {}
    for name in READ:
        inside = np.flatnonzero(here.region == REGIONS.index(name))
        at = here.places_mm[rng.choice(inside, per_region)]
        caught = [
            np.bincount(np.minimum(light.of_mask[i], ORDERS - 1), light.power_mw[i], ORDERS)
            for i in hits.query_ball_point(at, SENSOR_MM / 2.0)
        ]
        area = here.cm2 * np.array([len(i) for i in skin.query_ball_point(at, SENSOR_MM / 2.0)])
        shown[name] = np.array(caught) / area[:, None]
    return shown


def direct(here: World) -> dict[str, float]:
    """mW/cm2 that comes straight from the LEDs, over the face and in each region read."""
    first = here.bare.of_mask == 0
    _, nearest = cKDTree(here.places_mm).query(here.bare.at_mm[first])
    region, power = here.region[nearest], here.bare.power_mw[first]
    found = {"face": float(power.sum() / (here.cm2 * len(here.places_mm)))}
    for name in READ:
        r = REGIONS.index(name)
        area = here.cm2 * (here.region == r).sum()
        found[name] = float(power[region == r].sum() / area)
    return found


def shown_over_truth(meter: str, peak_nm: float, rng: np.random.Generator) -> float:
    """The number on one meter of a kind over the light there is, in the unit that it shows.

    The LED is a few nm off, the meter one of those published, its calibration not exact.
    """
    curves = list(CURVES[meter].values())
    curve = curves[rng.integers(len(curves))]
    nm = peak_nm + LED_OFF_NM * rng.standard_normal()
    misread = float(np.interp(nm, CURVES_NM[: len(curve)], curve))
    unit = UMOL_PER_MW_CM2_NM * nm if meter == "par" else 1.0
    return misread * unit * (1.0 + CALIBRATION * rng.uniform(-1.0, 1.0))
