"""The book of an album as JSON: photos without their pixels, tests, what was shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from openpbm.files.json_value import Json
from openpbm.photo.album import Photo
from openpbm.photo.colour import GreyCard
from openpbm.photo.figure import Figures
from openpbm.photo.judging import SIDES, Judging, PhotoPair
from openpbm.photo.marks import HeadTurn, Marks
from openpbm.photo.refuse import Look

VERSION = 1
Row = Mapping[str, Json]


@dataclass(frozen=True, kw_only=True)
class AlbumBook:
    """All that is known of the photos of a person."""

    photos: tuple[Photo, ...] = ()
    judgings: tuple[Judging, ...] = ()  # in the order in which they began
    shown: tuple[str, ...] = ()  # photos that were shown with their days


def book_json(book: AlbumBook) -> Json:
    """The book as it is sealed."""
    return {
        "version": VERSION,
        "photos": [_photo_json(photo) for photo in book.photos],
        "judgings": [_judging_json(judging) for judging in book.judgings],
        "shown": list(book.shown),
    }


def book_from(content: Json) -> AlbumBook:
    """The book as it was sealed.

    Raises:
        ValueError, KeyError, TypeError: of another version or shape.
    """
    row = _row(content)
    if row["version"] != VERSION:
        raise ValueError(row["version"])
    return AlbumBook(
        photos=tuple(_photo(_row(one)) for one in _rows(row["photos"])),
        judgings=tuple(_judging(_row(one)) for one in _rows(row["judgings"])),
        shown=tuple(str(one) for one in _rows(row["shown"])),
    )


def _photo_json(photo: Photo) -> Json:
    figures, look = photo.figures, photo.look
    points = np.column_stack([photo.marks.at_px, photo.marks.depth_px])
    return {
        "id": photo.id,
        "number": photo.number,
        "day": photo.day.isoformat(),
        "marks": [[round(float(v), 2) for v in point] for point in points],
        "sure": photo.marks.sure,
        "figures": [figures.lightness, figures.redness, figures.evenness],
        "card": None if photo.card is None else [float(v) for v in photo.card.light],
        "misfit": photo.misfit,
        "eye_distance_mm": photo.eye_distance_mm,
        "look": [
            *(look.eye_distance_px, look.eyes_share),
            *(look.turn.yaw_deg, look.turn.pitch_deg, look.turn.roll_deg),
            *(look.dark, look.burnt, look.blur, look.lightness, *look.cast),
            *(() if look.side is None else (look.side,)),
        ],
    }


def _photo(row: Row) -> Photo:
    points = np.array([[_number(v) for v in _rows(point)] for point in _rows(row["marks"])])
    lightness, redness, evenness = (_number(v) for v in _rows(row["figures"]))
    width, card = row["eye_distance_mm"], row["card"]
    return Photo(
        id=str(row["id"]),
        number=int(_number(row["number"])),
        day=date.fromisoformat(str(row["day"])),
        marks=Marks(at_px=points[:, :2], depth_px=points[:, 2], sure=_number(row["sure"])),
        look=_look([_number(v) for v in _rows(row["look"])]),
        figures=Figures(
            lightness=lightness,
            redness=redness,
            evenness=evenness,
            has_card=card is not None,
        ),
        card=None if card is None else GreyCard(light=np.array([_number(v) for v in _rows(card)])),
        misfit=_number(row["misfit"]),
        eye_distance_mm=None if width is None else _number(width),
    )


def _look(values: list[float]) -> Look:
    eyes, share, yaw, pitch, roll, dark, burnt, blur, lightness, a, b, *side = values
    return Look(
        eye_distance_px=eyes,
        eyes_share=share,
        turn=HeadTurn(yaw_deg=yaw, pitch_deg=pitch, roll_deg=roll),
        dark=dark,
        burnt=burnt,
        blur=blur,
        lightness=lightness,
        cast=(a, b),
        side=side[0] if side else None,
    )


def _judging_json(judging: Judging) -> Json:
    return {
        "id": judging.id,
        "seed": str(judging.seed),
        "judge": judging.judge,
        "line": judging.line,
        "seen_before": judging.seen_before,
        "pairs": [
            [
                *(pair.earlier, pair.later, pair.later_is_left, pair.coin_is_later, pair.answer),
                *(pair.later_is_lighter, pair.later_is_yellower),
            ]
            for pair in judging.pairs
        ],
    }


def _judging(row: Row) -> Judging:
    return Judging(
        id=str(row["id"]),
        seed=int(str(row["seed"])),
        judge=str(row["judge"]),
        line=_number(row["line"]),
        seen_before=int(_number(row["seen_before"])),
        pairs=tuple(_pair(_rows(pair)) for pair in _rows(row["pairs"])),
    )


def _pair(values: list[Json]) -> PhotoPair:
    earlier, later, is_left, coin, answer, *light = values
    lighter, yellower = (one if isinstance(one, bool) else None for one in [*light, None, None][:2])
    known = next((side for side in SIDES if side == answer), None)
    if answer is not None and known is None:
        raise ValueError(answer)
    return PhotoPair(
        earlier=str(earlier),
        later=str(later),
        later_is_left=is_left is True,
        coin_is_later=coin is True,
        answer=known,
        later_is_lighter=lighter,
        later_is_yellower=yellower,
    )


def _row(value: Json) -> Row:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def _rows(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _number(value: Json) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    return float(value)
