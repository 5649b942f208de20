"""Photos as they are shown: each laid into the frame of the first, in memory, kept nowhere."""

from __future__ import annotations

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.files.photo.album_file import AlbumFile
from openpbm.files.photo.picture import jpeg_of, read_picture
from openpbm.photo.album import Photo, in_order
from openpbm.photo.align import frame_of, laid_into, resampled
from openpbm.photo.colour import corrected, picture_of
from openpbm.photo.skin import face_mask

QUALITY = 92
GREY = 0.5  # what stands for the room, hair and clothes where only the face is shown
GAP_PX = 12


def framed(
    album: AlbumFile, photo: Photo, first: Photo, *, face_only: bool = False, by_card: bool = True
) -> bytes:
    """A JPEG of one photo in the frame of the first.

    Args:
        album: where its pixels are.
        photo: which one.
        first: of the album.
        face_only: cut away hair, clothes and the room, which would tell one photo from another.
        by_card: correct it by its grey card. Beside photos without one that would tell it apart.
    """
    laid = _laid(album, photo, first, face_only=face_only, by_card=by_card)
    return jpeg_of(laid, quality=QUALITY)


def beside(album: AlbumFile, earlier: Photo, later: Photo) -> bytes:
    """A JPEG of two photos beside each other, both in the frame of the first of the album."""
    first = in_order(album.book().photos)[0]
    both = earlier.card is not None and later.card is not None
    one, other = (
        _laid(album, photo, first, face_only=False, by_card=both) for photo in (earlier, later)
    )
    return jpeg_of(np.concatenate([one, np.ones((len(one), GAP_PX, 3)), other], axis=1))


def _laid(
    album: AlbumFile, photo: Photo, first: Photo, *, face_only: bool, by_card: bool
) -> FloatArray:
    frame = frame_of(first.marks)
    seen = resampled(read_picture(album.picture(photo)), laid_into(photo.marks, frame))
    shown = picture_of(corrected(seen, photo.card if by_card else None))
    if face_only:
        shown[~face_mask(frame)] = GREY
    return shown
