"""A map of light as files: a row a point, a row a region, a face with its values, columns."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from openpbm.arrays import FloatArray
from openpbm.errors import MissingExtraError
from openpbm.face import REGIONS
from openpbm.files.csv_text import csv_text
from openpbm.files.glb import glb
from openpbm.maps.face_map import FaceMap

EXTRA = "sweep"  # pyarrow comes with it


def columns(found: FaceMap) -> dict[str, FloatArray | list[str]]:
    """A column a name, one value a point of the face; bare skin has zeros."""
    light, dose = found.names
    points = found.face.points_mm
    made: dict[str, FloatArray | list[str]] = {
        "x_mm": points[:, 0],
        "y_mm": points[:, 1],
        "z_mm": points[:, 2],
        "area_cm2": found.face.area_cm2,
        "region": [REGIONS[r] for r in found.face.region],
        "is_lit": found.lit.astype(np.float64),
        light: found.total_mw_cm2,
        dose: found.total_j_cm2,
    }
    for c, id in enumerate(found.channels):
        made[f"{light}_{id}"] = found.irradiance_mw_cm2[c]
        made[f"{dose}_{id}"] = found.dose_j_cm2[c]
    return made


def map_csv(found: FaceMap) -> str:
    """A row a point; numbers as they are, so that they are read back equal."""
    made = columns(found)
    return _csv(list(made), zip(*made.values(), strict=True))


def regions_csv(found: FaceMap) -> str:
    """A row a quantity and region: lit area, mean, least, 5 and 95 % of the skin, most."""
    head = ("quantity", "region", "area_cm2", "mean", "min", "p05", "p95", "max", "min_over_mean")
    rows = [
        (name, a.region, a.area_cm2, a.mean, a.least, a.p05, a.p95, a.most, a.min_over_mean)
        for name, values in zip(found.names, (found.total_mw_cm2, found.total_j_cm2), strict=True)
        for a in found.areas(values)
    ]
    return _csv(head, rows)


def map_glb(found: FaceMap, colours: NDArray[np.uint8]) -> bytes:
    """The face as glTF, its light as colours and as numbers on its vertices.

    Args:
        found: the map.
        colours: (P, 3) of 0 to 255, one a point.
    """
    light, dose = map(attribute, found.names)
    values = {light: found.total_mw_cm2, dose: found.total_j_cm2}
    return glb(found.face.points_mm, found.face.triangles, colours, values)


def attribute(name: str) -> str:
    """A column's name as glTF wants it of a vertex."""
    return f"_{name.upper()}"


def map_parquet(found: FaceMap) -> bytes:
    """The same columns as the CSV.

    Raises:
        MissingExtraError: without pyarrow, with the line to type.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise MissingExtraError("Parquet", EXTRA) from None
    written = io.BytesIO()
    parquet.write_table(pa.table(columns(found)), written, compression="zstd")
    return written.getvalue()


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return csv_text(head, ([float(v) if isinstance(v, float) else v for v in row] for row in rows))
