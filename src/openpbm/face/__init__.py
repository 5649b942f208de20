"""The face: a mesh with regions and eyes."""

from openpbm.face.mesh import REGIONS, Face

__all__ = ["REGIONS", "Face"]
