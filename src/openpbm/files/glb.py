"""A coloured surface with values on its points as glTF 2.0 in one file (GLB).

A library that writes it takes longer to import than a map takes to work out.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from openpbm.arrays import FloatArray, IntArray
from openpbm.photo.colour import light_of

MAGIC, VERSION = b"glTF", 2
FLOAT, UINT, USHORT = 5126, 5125, 5123  # kinds of components
MOST = 2**16 - 1  # of a share: with a byte, all dark colours would be one
VERTICES, INDICES = 34962, 34963  # what a part of the numbers is for
M_PER_MM = 1e-3  # glTF is in metres
SHAPES = {1: "SCALAR", 3: "VEC3", 4: "VEC4"}
UNLIT = "KHR_materials_unlit"  # colours tell numbers, so no lamp of a viewer may change them
MATERIAL = {
    "extensions": {UNLIT: {}},
    "pbrMetallicRoughness": {"metallicFactor": 0.0, "roughnessFactor": 1.0},  # who knows no unlit
}


def glb(
    points_mm: FloatArray,
    triangles: IntArray,
    colours: NDArray[np.uint8],
    values: Mapping[str, FloatArray],
) -> bytes:
    """Points, triangles, colours and values as one file.

    Args:
        points_mm: (P, 3); left, up, forward, as a viewer of glTF has them.
        triangles: (T, 3) numbers of points.
        colours: (P, 3) of 0 to 255, sRGB as on a screen; the file holds linear light.
        values: (P,) each, by names that begin with an underscore.

    Source: Khronos, glTF 2.0 specification, 3.6, 3.7.2 (vertex colours are linear), 3.9 and 4;
    KHR_materials_unlit.
    """
    made = _Numbers()
    attributes = {
        "POSITION": made.add(points_mm.astype("<f4"), FLOAT, has_ends=True),
        "COLOR_0": made.add(_shares(colours), USHORT, is_share=True),
        **{name: made.add(own.astype("<f4"), FLOAT) for name, own in values.items()},
    }
    indices = made.add(triangles.astype("<u4").ravel(), UINT, target=INDICES)
    drawn = {"attributes": attributes, "indices": indices, "material": 0}
    scene = {
        "asset": {"version": f"{VERSION}.0", "generator": "OpenPBM"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0, "scale": [M_PER_MM] * 3}],
        "meshes": [{"primitives": [drawn]}],
        "materials": [MATERIAL],
        "extensionsUsed": [UNLIT],
        "buffers": [{"byteLength": len(made.every)}],
        "bufferViews": made.views,
        "accessors": made.accessors,
    }
    parts = _part(b"JSON", json.dumps(scene).encode(), b" ") + _part(b"BIN\0", made.every, b"\0")
    return struct.pack("<4sII", MAGIC, VERSION, 12 + len(parts)) + parts


def _shares(colours: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """(P, 4) of linear light and opacity: eight bytes a row."""
    opaque = np.ones((len(colours), 1))
    light = np.hstack([light_of(colours / 255.0), opaque])
    shares: NDArray[np.uint16] = np.rint(MOST * light).astype("<u2")
    return shares


class _Numbers:
    """The one buffer, and what lies where in it."""

    def __init__(self) -> None:
        self.every = b""
        self.views: list[dict[str, int]] = []
        self.accessors: list[dict[str, object]] = []

    def add(
        self,
        numbers: NDArray[np.generic],
        component: int,
        *,
        target: int = VERTICES,
        has_ends: bool = False,
        is_share: bool = False,
    ) -> int:
        """Number of the accessor of some numbers, whose components are of four bytes each row."""
        own = numbers.tobytes()
        view = {"buffer": 0, "byteOffset": len(self.every), "byteLength": len(own)}
        self.views.append(view | {"target": target})
        self.every += own
        accessor: dict[str, object] = {
            "bufferView": len(self.views) - 1,
            "componentType": component,
            "count": len(numbers),
            "type": SHAPES[numbers[0].size],
        }
        if is_share:
            accessor["normalized"] = True
        if has_ends:
            ends = {"min": numbers.min(axis=0), "max": numbers.max(axis=0)}
            accessor |= {name: end.tolist() for name, end in ends.items()}
        self.accessors.append(accessor)
        return len(self.accessors) - 1


def _part(kind: bytes, content: bytes, filling: bytes) -> bytes:
    """A chunk, filled up to four bytes."""
    content += filling * (-len(content) % 4)
    return struct.pack("<I4s", len(content), kind) + content
