"""The face that a person file names."""

from __future__ import annotations

from openpbm.errors import FaceError
from openpbm.face import Face
from openpbm.files.person_file import PersonFile


def face_of(file: PersonFile) -> Face | None:
    """The face in the file that a person file names; None where it names none.

    Raises:
        FaceError: not a face, or not in the frame in which the mask's LEDs are given.
    """
    if file.face_path is None:
        return None
    from openpbm.face.mesh_file import face_from_file

    channels = () if file.mask is None else file.mask.channels
    placed = any(channel.positions_mm is not None for channel in channels)
    try:
        return face_from_file(file.face_path, unit=file.face_unit, keeps_frame=placed)
    except FaceError as problem:
        raise FaceError(f"{file.path}: field person.face_file: found {problem}") from None
