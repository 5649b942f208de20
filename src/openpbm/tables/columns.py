"""Column tables: a CSV beside a `NAME.columns.json`, read as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from openpbm.arrays import FloatArray, frozen
from openpbm.errors import TableError
from openpbm.tables.loader import folder, rows


@cache
def columns(name: str) -> Mapping[str, FloatArray]:
    """A column table: (rows,) per column; an empty cell is NaN."""
    described = rows(f"{name}.columns")
    path = folder() / f"{name}.csv"
    header = path.read_text(encoding="utf-8").split("\n", 1)[0].strip().split(",")
    values = np.genfromtxt(path, delimiter=",", skip_header=1, dtype=np.float64)
    for title in header:
        if title not in described:
            raise TableError(f"{name}: column {title} has no source and status")
    return {title: frozen(values[:, i]) for i, title in enumerate(header)}
