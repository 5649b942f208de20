"""Light that was worked out before, kept by content: the same geometry is never traced twice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import numpy as np
import scipy

from openpbm.arrays import FloatArray
from openpbm.light.tracer import has_embree

Arrays = Mapping[str, FloatArray]

PACKAGE = Path(__file__).parents[1]
MADE_OF = (
    *("arrays.py", "errors.py", "fact.py", "field.py", "record.py", "role.py", "sampling.py"),
    "units.py",
)
MADE_OF_FOLDERS = ("face", "light", "mask", "tables")  # light comes of nothing else (tested)


class Kept(Protocol):
    """Arrays by the content that they were made from."""

    def get(self, key: str) -> Arrays | None:
        """What was kept; None where there is nothing that is whole."""
        ...

    def put(self, key: str, found: Arrays) -> None:
        """Keep it."""
        ...


class RecentTraces:
    """Traces of this process, the latest of them."""

    def __init__(self, most: int = 200) -> None:
        """How many are kept."""
        self._most, self._held = most, dict[str, Arrays]()

    def get(self, key: str) -> Arrays | None:
        """A trace of before, or None."""
        return self._held.get(key)

    def put(self, key: str, found: Arrays) -> None:
        """Keep one, and let the oldest go."""
        self._held[key] = found
        if len(self._held) > self._most:
            self._held.pop(next(iter(self._held)))


MEMORY = RecentTraces()


@cache
def made_by() -> str:
    """A digest of the code and the tables that light is worked out with.

    It belongs in the key of what outlives a version: light of other code is other light.
    """
    digest = sha256(f"{np.__version__} {scipy.__version__} {has_embree()}".encode())
    files = [PACKAGE / name for name in MADE_OF]
    for folder in MADE_OF_FOLDERS:
        files += sorted(path for path in (PACKAGE / folder).iterdir() if path.is_file())
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()
