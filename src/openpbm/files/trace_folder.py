"""Light traced between mask and skin, kept on the disk: the next plan with a mask costs less.

A file a geometry, named by its content. Nothing of a person is in it but how light spreads.
What cannot be read or written is traced anew; it never stops a plan.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np

from openpbm.arrays import floats
from openpbm.face import REGIONS
from openpbm.files.folder import make_private
from openpbm.files.user_folder import user_folder
from openpbm.light.bounced import ORDERS, Bounced

MOST_FILES = 400  # of some 40 kB each
SHAPES = {
    "skin": (ORDERS, ORDERS, len(REGIONS)),
    "blocked": (len(REGIONS),),
    "mask": (ORDERS, ORDERS),
    "lost": (ORDERS, ORDERS),
}


class TraceFolder:
    """Traces in a folder, the latest of them."""

    def __init__(self, folder: Path) -> None:
        """Where; made when the first one is kept."""
        self._folder = folder

    def get(self, key: str) -> Bounced | None:
        """A trace of before; None where there is none that is whole."""
        try:
            with self._path(key).open("rb") as file, np.load(file, allow_pickle=False) as held:
                parts = {name: floats(held[name]) for name in SHAPES}
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        if any(parts[name].shape != shape for name, shape in SHAPES.items()):
            return None
        if not all(np.isfinite(part).all() and (part >= 0).all() for part in parts.values()):
            return None
        return Bounced(**parts)

    def put(self, key: str, found: Bounced) -> None:
        """Keep one, whole or not at all, and let the oldest go."""
        with suppress(OSError):
            make_private(self._folder)
            with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:
                np.savez_compressed(file, **{name: getattr(found, name) for name in SHAPES})
            Path(file.name).replace(self._path(key))
            self._tidy()

    def _tidy(self) -> None:
        held = sorted(self._folder.glob("*.npz"), key=lambda path: path.stat().st_mtime)
        for old in held[:-MOST_FILES]:
            old.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.npz"


def trace_folder(environment: Mapping[str, str], *, system: str = sys.platform) -> TraceFolder:
    """In the person's folder for what can be made again.

    >>> trace_folder({"XDG_CACHE_HOME": "/cache"}, system="linux")._folder.as_posix()
    '/cache/openpbm/traces'
    """
    return TraceFolder(user_folder("cache", environment, system=system) / "openpbm" / "traces")
