"""Where rays first meet a surface: Embree where its wheel exists, else plain numpy."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from typing import Protocol

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray, floats
from openpbm.light.hits import Hits, nothing
from openpbm.light.numpy_tracer import NumpyTracer


class Tracer(Protocol):
    """Triangles that rays meet."""

    def first(self, from_mm: FloatArray, way: FloatArray) -> Hits:
        """What rays along unit vectors meet first."""
        ...

    def blocks(self, from_mm: FloatArray, to_mm: FloatArray) -> BoolArray:
        """(rays,) True where a triangle bars the straight way between two places."""
        ...


def tracer_of(points_mm: FloatArray, triangles: IntArray) -> Tracer:
    """The fastest tracer at hand, of (triangles, 3) corners."""
    return _tracer(points_mm[triangles].tobytes(), fast=has_embree())


@lru_cache(maxsize=4)  # the gaps of one mask at all its distances share their skin
def _tracer(corners_mm: bytes, *, fast: bool) -> Tracer:
    """One for the same triangles, known by their content."""
    corners = np.frombuffer(corners_mm).reshape(-1, 3, 3)
    return EmbreeTracer(corners) if fast else NumpyTracer(corners)


def has_embree() -> bool:
    """Whether this machine has the wheel of Embree; Linux and Windows on ARM have none."""
    return find_spec("embreex") is not None


class EmbreeTracer:
    """Intel's Embree, called directly (the wrapper of trimesh takes twice as long).

    Single precision: a hair over a micrometre on a face.
    """

    def __init__(self, corners_mm: FloatArray) -> None:
        """Triangles as (triangles, 3, 3) corners."""
        from embreex.mesh_construction import TriangleMesh
        from embreex.rtcore_scene import EmbreeScene

        self._scene = EmbreeScene()
        self._mesh = TriangleMesh(self._scene, corners_mm.astype(np.float32))

    def first(self, from_mm: FloatArray, way: FloatArray) -> Hits:
        """What rays along unit vectors meet first."""
        if len(from_mm) == 0:
            return nothing(0)
        found = self._scene.run(
            from_mm.astype(np.float32), way.astype(np.float32), query="INTERSECT", output=True
        )
        b, c = floats(found["u"]), floats(found["v"])
        return Hits(
            triangle=np.asarray(found["primID"], dtype=np.intp),
            distance_mm=floats(found["tfar"]),
            corners=np.stack([1.0 - b - c, b, c], axis=1),
        )

    def blocks(self, from_mm: FloatArray, to_mm: FloatArray) -> BoolArray:
        """(rays,) True where a triangle bars the straight way between two places."""
        if len(from_mm) == 0:
            return np.zeros(0, dtype=np.bool_)
        hit = self._scene.run(
            from_mm.astype(np.float32),
            (to_mm - from_mm).astype(np.float32),  # one such vector long
            dists=np.ones(len(from_mm), dtype=np.float32),
            query="OCCLUDED",
        )
        barred: BoolArray = np.asarray(hit) != -1
        return barred
