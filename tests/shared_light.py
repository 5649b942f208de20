"""Light that any test of a run worked out, for every test of the run, whichever process it is in.

A plan out of it is the same to the last bit (`unit/test_kept_light.py`). A test of how light is
worked out, or of making the same plan twice, makes its own.
"""

from __future__ import annotations

import os

from openpbm.files.light.folder import light_folder
from openpbm.kept import Arrays


class SharedLight:
    """The folder in which the run keeps light; known only once `conftest.py` has set it."""

    def get(self, key: str) -> Arrays | None:
        return light_folder(os.environ).get(key)

    def put(self, key: str, found: Arrays) -> None:
        light_folder(os.environ).put(key, found)


SHARED = SharedLight()
