"""What was worked out before, kept by content: the same thing is never worked out twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import numpy as np
import scipy

from openpbm.arrays import FloatArray, IntArray

Arrays = Mapping[str, FloatArray]

PACKAGE = Path(__file__).parent
MADE_OF = (
    *("arrays.py", "errors.py", "fact.py", "field.py", "kept.py", "record.py", "role.py"),
    *("sampling.py", "threads.py", "units.py"),
)


class Kept(Protocol):
    """Arrays by the content that they were made from."""

    def get(self, key: str) -> Arrays | None:
        """What was kept; None where there is nothing that is whole."""
        ...

    def put(self, key: str, found: Arrays) -> None:
        """Keep it."""
        ...

    def __hash__(self) -> int:
        """As itself: what was fetched from one place is not fetched twice."""
        ...


class Recent:
    """What this process worked out, the latest of it."""

    def __init__(self, most: int = 200, most_bytes: float = np.inf) -> None:
        """How many are kept, and how much room they may take together."""
        self._most, self._most_bytes = most, most_bytes
        self._held, self._bytes = dict[str, Arrays](), 0

    def get(self, key: str) -> Arrays | None:
        """What was kept, or None."""
        return self._held.get(key)

    def put(self, key: str, found: Arrays) -> None:
        """Keep one, and let the oldest go."""
        self._bytes += _size(found) - _size(self._held.pop(key, {}))
        self._held[key] = found
        while len(self._held) > self._most or (
            self._bytes > self._most_bytes and len(self._held) > 1
        ):
            self._bytes -= _size(self._held.pop(next(iter(self._held))))


def _size(held: Arrays) -> int:
    return sum(part.nbytes for part in held.values())


class InFrontOf:
    """Two places: what the near one lacks comes from the far one, and stays in both."""

    def __init__(self, near: Kept, far: Kept) -> None:
        """Asked in this order."""
        self._near, self._far = near, far

    def get(self, key: str) -> Arrays | None:
        """What was kept in either."""
        held = self._near.get(key)
        if held is None:
            held = self._far.get(key)
            if held is not None:
                self._near.put(key, held)
        return held

    def put(self, key: str, found: Arrays) -> None:
        """Keep it in both."""
        self._near.put(key, found)
        self._far.put(key, found)


def content_key(head: str, parts: Iterable[FloatArray | IntArray]) -> str:
    """Of everything that something is made from: words, and arrays with their shapes."""
    digest = sha256(head.encode())
    for part in parts:
        digest.update(f"{part.shape}".encode())
        digest.update(part.tobytes())
    return digest.hexdigest()


@cache
def made_by(folders: tuple[str, ...], more: str = "") -> str:
    """A digest of the code and the tables that something is worked out with.

    It belongs in the key of what outlives a version: what other code made is another thing.

    Args:
        folders: of this package, beside the modules on its ground floor.
        more: what else on this machine decides how it is worked out.
    """
    digest = sha256(f"{np.__version__} {scipy.__version__} {more}".encode())
    files = [PACKAGE / name for name in MADE_OF]
    for folder in folders:
        files += sorted(path for path in (PACKAGE / folder).iterdir() if path.is_file())
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()
