"""Arrays in a file: number by number where people read them, packed where they would not."""

from __future__ import annotations

import base64
import binascii
import math
import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openpbm.arrays import FloatArray, frozen
from openpbm.files.json_value import Json
from openpbm.files.shape.kind import BoundedNumber
from openpbm.files.shape.slip import SlipError, each, told
from openpbm.speech.say import say

Array = npt.NDArray[np.generic]

MOST_BYTES = 200_000_000  # of an array: no face has as many points
BYTES = "<f4", "<f8", "<u2", "<i8"  # how packed numbers may lie


@dataclass(frozen=True)
class Numbers:
    """An array number by number, a list in a list for every axis."""

    def write(self, value: object) -> Json:
        """Lists of finite numbers."""
        return self._written(np.asarray(value).tolist())

    def _written(self, value: object) -> Json:
        return (
            each(value, self._written) if isinstance(value, list) else BoundedNumber().write(value)
        )

    def read(self, found: Json) -> object:
        """An array."""
        try:
            return frozen(self._read(found))
        except ValueError:
            raise SlipError(told(found), "lists of numbers, all of one length") from None

    def _read(self, found: Json) -> FloatArray:
        if not isinstance(found, list):
            return frozen(BoundedNumber().number(found))
        return frozen(each(found, self._read))

    def schema(self) -> dict[str, Json]:
        """An array of numbers, or of arrays."""
        return {"type": "array", "items": {"type": ["number", "array"]}}


@dataclass(frozen=True)
class Bytes:
    """An array of any shape as base64 of compressed little-endian numbers, no digit lost."""

    dtype: type[np.float64] | type[np.intp]

    def write(self, value: object) -> Json:
        """Its shape, its type, and its numbers in as few bytes as hold them exactly."""
        values: Array = np.asarray(value)
        small = values.astype(BYTES[0] if self.dtype is np.float64 else BYTES[2])
        is_same = np.array_equal(small, values)
        kept = small if is_same else values.astype(np.dtype(self.dtype).newbyteorder("<"))
        packed = zlib.compress(np.ascontiguousarray(kept).tobytes(), 1)
        shape: list[Json] = list(values.shape)
        text = base64.b64encode(packed).decode("ascii")
        return {"shape": shape, "dtype": kept.dtype.str, "zlib_base64": text}

    def read(self, found: Json) -> object:
        """The array, read-only."""
        wanted = SlipError(told(found), say("file-packed_array"))
        if not isinstance(found, dict) or set(found) != {"shape", "dtype", "zlib_base64"}:
            raise wanted
        shape, dtype, text = found["shape"], found["dtype"], found["zlib_base64"]
        if not isinstance(shape, list) or not isinstance(text, str) or dtype not in BYTES:
            raise wanted
        sizes = [size for size in shape if isinstance(size, int) and 0 <= size <= MOST_BYTES]
        wide = math.prod(sizes) * np.dtype(str(dtype)).itemsize
        if len(sizes) != len(shape) or wide > MOST_BYTES:
            raise wanted
        try:
            raw = base64.b64decode(text, validate=True)
            opened = zlib.decompressobj().decompress(raw, wide + 1)
            values = np.frombuffer(opened, dtype=str(dtype)).reshape(sizes)
        except (binascii.Error, zlib.error, ValueError):
            raise wanted from None
        read = values.astype(self.dtype)
        read.setflags(write=False)
        return read

    def schema(self) -> dict[str, Json]:
        """An object of three keys."""
        sizes: Json = {"type": "array", "items": {"type": "integer", "minimum": 0}}
        return {
            "type": "object",
            "properties": {
                "shape": sizes,
                "dtype": {"enum": list(BYTES)},
                "zlib_base64": {"type": "string", "contentEncoding": "base64"},
            },
            "required": ["shape", "dtype", "zlib_base64"],
            "additionalProperties": False,
        }
