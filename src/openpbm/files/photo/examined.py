"""A photo looked at before it is kept: its face, what refuses it, what is measured on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.errors import PhotoError
from openpbm.fact import Message, Quantity, message
from openpbm.files.photo.landmarker import landmarker
from openpbm.files.photo.picture import jpeg_of, read_picture
from openpbm.photo.album import Photo
from openpbm.photo.align import frame_of, laid_into, misfit, resampled
from openpbm.photo.colour import GreyCard, corrected, grey_card
from openpbm.photo.figure import Figures, figures
from openpbm.photo.marks import Marks
from openpbm.photo.refuse import Look, colourless, cut_off, look, refusals, too_unlike, unlike
from openpbm.photo.skin import skin_mask
from openpbm.speech.say import say
from openpbm.tables import numbers

PATCH = 0.12  # radius of the patch of a grey card, in eye distances


@dataclass(frozen=True, eq=False, kw_only=True)
class Marked:
    """What somebody pointed at on a photo; places as shares of its width and height."""

    grey: tuple[float, float] | None = None
    width: tuple[tuple[float, float], tuple[float, float]] | None = None  # ends of a card's width


@dataclass(frozen=True, eq=False, kw_only=True)
class Examined:
    """What was found on a photo."""

    jpeg: bytes  # as it would be kept
    picture: FloatArray  # (rows, columns, 3), as it would be kept
    faces: tuple[Marks, ...]
    look: Look | None  # None: not one face
    refused: tuple[Message, ...]
    card: GreyCard | None
    eye_distance_mm: float | None

    def refused_beside(self, first: Photo | None) -> tuple[Message, ...]:
        """What refuses it, by itself or beside the first photo."""
        if self.refused or self.look is None or first is None:
            return self.refused
        return too_unlike(self.look, first.look)

    def photo(self, *, id: str, number: int, day: date, first: Photo | None) -> Photo:
        """The photo as it is kept; the first gives the frame.

        Raises:
            PhotoError: something refuses it.
        """
        refused = self.refused_beside(first)
        if refused or self.look is None:
            raise PhotoError(say(refused[0]) if refused else say("photo_file-no_picture"))
        marks = self.faces[0]
        whose = marks if first is None else first.marks
        found, left = measured(self.picture, marks, self.card, whose)
        return Photo(
            id=id,
            number=number,
            day=day,
            marks=marks,
            look=self.look,
            figures=found,
            card=self.card,
            misfit=left,
            eye_distance_mm=self.eye_distance_mm,
        )


def measured(
    picture: FloatArray, marks: Marks, card: GreyCard | None, first: Marks
) -> tuple[Figures, float]:
    """Figures of a photo in the frame of the first, and how badly it fits there."""
    frame = frame_of(first)
    laid = laid_into(marks, frame)
    light = corrected(resampled(picture, laid), card)
    found = figures(light, skin_mask(frame), has_card=card is not None)
    return found, misfit(marks, frame, laid)


def examined(content: bytes, marked: Marked | None = None) -> Examined:
    """Look at a picture file. Theory 13.2.

    Raises:
        PhotoError: no picture.
        MissingExtraError: the models cannot run here.
    """
    jpeg = jpeg_of(read_picture(content))
    picture = read_picture(jpeg)
    faces = landmarker().faces(picture)
    seen = look(picture, faces[0]) if len(faces) == 1 else None
    told = list(refusals(faces, seen))
    card, width_mm = None, None
    if len(faces) == 1:
        told += (*cut_off(faces[0], picture), *colourless(picture))
    if len(faces) == 1 and marked is not None:
        found = _card(picture, faces[0], marked)
        told += [found] if isinstance(found, Message) else []
        card = found if isinstance(found, GreyCard) else None
        width_mm = _eye_distance_mm(picture, faces[0], marked)
    return Examined(
        jpeg=jpeg,
        picture=picture,
        faces=faces,
        look=seen,
        refused=tuple(told),
        card=card,
        eye_distance_mm=width_mm,
    )


def _card(picture: FloatArray, marks: Marks, marked: Marked) -> GreyCard | Message | None:
    if marked.grey is None:
        return None
    at_px = np.array(marked.grey) * (picture.shape[1], picture.shape[0])
    return grey_card(picture, at_px, PATCH * marks.eye_distance_px)


def _eye_distance_mm(picture: FloatArray, marks: Marks, marked: Marked) -> float | None:
    """By the width of a card held in the plane of the face. Eq. (13.16)."""
    if marked.width is None:
        return None
    ends = np.array(marked.width) * (picture.shape[1], picture.shape[0])
    width_px = float(np.hypot(*(ends[1] - ends[0])))
    if width_px < marks.eye_distance_px / 3:
        return None
    return numbers("photo")["card.width_mm"].value * marks.eye_distance_px / width_px


def told_apart(seen: Examined, first: Photo | None) -> tuple[Message, ...]:
    """What a photo has otherwise than the first one: told, and no reason to refuse it."""
    if seen.look is None or first is None:
        return ()
    found = list(unlike(seen.look, first.look))
    frame = frame_of(first.marks)
    left = misfit(seen.faces[0], frame, laid_into(seen.faces[0], frame))
    if left > numbers("photo")["align.misfit"].value:
        found.append(message("photo-misfit", share=Quantity(left, "share", 2)))
    return tuple(found)
