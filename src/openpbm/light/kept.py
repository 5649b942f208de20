"""What light between mask and face is kept by, and where, unless somebody says."""

from __future__ import annotations

from openpbm.kept import Recent, made_by
from openpbm.light.tracer import has_embree

MADE_OF_FOLDERS = ("face", "light", "mask", "tables")  # light comes of nothing else (tested)
MEMORY = Recent()


def light_made_by() -> str:
    """A digest of all that light is worked out with."""
    return made_by(MADE_OF_FOLDERS, str(has_embree()))
