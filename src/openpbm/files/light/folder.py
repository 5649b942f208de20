"""Light that was worked out, kept on the disk: the next plan with a mask costs less.

A file each, named by its content: traces between mask and skin, all the light of a mask over a
face, the shadow of that face, and what layers of skin answer. Nothing of a person is in it but
how light spreads over the shape of a face and how skins of such a colour and age take it. What
cannot be read or written is worked out anew; it never stops a plan.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np

from openpbm.arrays import floats
from openpbm.files.folder import make_private
from openpbm.files.user_folder import user_folder
from openpbm.kept import Arrays

MOST_BYTES = 100_000_000  # of some 40 kB a trace, 2 MB a mask, 80 kB a skin
SEAL = "sha256"  # over all else in a file: what fails it was not written here


class LightFolder:
    """Light in a folder, the latest of it."""

    def __init__(self, folder: Path) -> None:
        """Where; made when the first file is kept."""
        self._folder = folder

    def get(self, key: str) -> Arrays | None:
        """Light of before; None where there is none that is whole."""
        try:
            with self._path(key).open("rb") as file, np.load(file, allow_pickle=False) as held:
                found = {name: floats(held[name]) for name in held.files}
                seal = bytes(found.pop(SEAL).astype(np.uint8))
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        return found if seal == _seal(key, found) else None

    def put(self, key: str, found: Arrays) -> None:
        """Keep it, whole or not at all, and let the oldest go."""
        parts = dict(found)
        parts[SEAL] = floats(list(_seal(key, found)))
        with suppress(OSError):
            make_private(self._folder)
            with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:
                np.savez_compressed(file, **parts)  # type: ignore[arg-type]  # none is an option
            Path(file.name).replace(self._path(key))
            self._tidy()

    def _tidy(self) -> None:
        held = [(path.stat(), path) for path in self._folder.glob("*.npz")]
        room = MOST_BYTES
        for about, path in sorted(held, key=lambda each: -each[0].st_mtime_ns):
            room -= about.st_size
            if room < 0:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.npz"


def light_folder(environment: Mapping[str, str], *, system: str = sys.platform) -> LightFolder:
    """In the person's folder for what can be made again.

    >>> light_folder({"XDG_CACHE_HOME": "/cache"}, system="linux")._folder.as_posix()
    '/cache/openpbm/light'
    """
    return LightFolder(user_folder("cache", environment, system=system) / "openpbm" / "light")


def _seal(key: str, found: Arrays) -> bytes:
    digest = sha256(key.encode())
    for name in sorted(found):
        digest.update(f"{name} {found[name].shape}".encode())
        digest.update(found[name].tobytes())
    return digest.digest()
