"""Parts of a sweep as Parquet: one schema for all, written in memory, whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from openpbm.errors import MissingExtraError, PlanFileError
from openpbm.fact import message
from openpbm.speech.say import in_english, say
from openpbm.sweeps.column import columns
from openpbm.sweeps.evaluate import Column, Evaluated

if TYPE_CHECKING:
    import pyarrow as pa

EXTRA = "sweep"
ERROR = "openpbm.surface_error_p99"
MADE = "openpbm.made_of"


def part_bytes(found: Evaluated, made_of: str) -> bytes:
    """A part as the bytes of its file: the same evaluations, the same bytes.

    Args:
        found: the evaluations.
        made_of: what was asked and by which program it was worked out.
    """
    pa, parquet = _arrow()
    about = {MADE: made_of, ERROR: f"{found.error_p99:.6g}"}
    schema = _schema().with_metadata(about)
    arrays = [_array(found.columns[field.name], field.type) for field in schema]
    written = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), written, compression="zstd")
    return written.getvalue()


def read_part(path: Path, names: Sequence[str]) -> Mapping[str, Column]:
    """Some columns of a part.

    Raises:
        PlanFileError: it is no such file, or was cut.
    """
    pa, parquet = _arrow()
    try:
        table = parquet.read_table(path, columns=list(names))
    except (OSError, pa.ArrowException) as problem:
        raise PlanFileError(say(message("sweep-part", file=str(path)))) from problem
    return {name: _column(table[name]) for name in names}


def surface_error(path: Path) -> float:
    """Relative error of the response surfaces of a part, 99th percentile."""
    _, parquet = _arrow()
    return float(parquet.read_schema(path).metadata[ERROR.encode()])


def check_arrow() -> None:
    """Say how to get the libraries, before anything is worked out.

    Raises:
        MissingExtraError: they are not here.
    """
    _arrow()


def _schema() -> pa.Schema:
    pa, _ = _arrow()
    kinds = {
        "integer": pa.int32(),
        "number": pa.float32(),
        "word": pa.dictionary(pa.int32(), pa.string()),
    }
    return pa.schema(
        [
            pa.field(c.name, kinds[c.kind], metadata={"unit": c.unit, "about": in_english(c.about)})
            for c in columns()
        ]
    )


def _array(values: Column, kind: pa.DataType) -> pa.Array:
    """A limit that no row meets is empty, not a number that is none."""
    pa, _ = _arrow()
    if pa.types.is_dictionary(kind):
        return pa.array(values.tolist(), pa.string()).dictionary_encode()
    if values.dtype.kind == "f" and np.isnan(values).all():
        return pa.nulls(len(values), kind)
    return pa.array(values, kind)


def _column(chunked: pa.ChunkedArray) -> Column:
    pa, _ = _arrow()
    if pa.types.is_dictionary(chunked.type):
        return np.array(chunked.to_pylist(), dtype=np.str_)
    found: Column = chunked.to_numpy()
    return found


def _arrow() -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtraError("openpbm sweep", EXTRA) from None
    return pyarrow, pyarrow.parquet
