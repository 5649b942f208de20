"""The colour of pixels: from the numbers of a picture to light, and to CIELAB. Theory 13.4.

Pictures are sRGB (IEC 61966-2-1); its curve and matrix are definitions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, floats, frozen
from openpbm.fact import Message, message
from openpbm.skin.colour import EPSILON
from openpbm.tables import numbers

TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = TO_XYZ.sum(axis=1)
LUMINANCE = TO_XYZ[1]


def light_of(picture: FloatArray) -> FloatArray:
    """(..., 3) light of each primary from numbers 0 to 1. Eq. (13.5)."""
    return floats(np.where(picture <= 0.04045, picture / 12.92, ((picture + 0.055) / 1.055) ** 2.4))


def picture_of(light: FloatArray) -> FloatArray:
    """(..., 3) numbers 0 to 1 from light; what is brighter than white is cut off."""
    light = np.clip(light, 0.0, 1.0)
    return floats(np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055))


def lab_of_light(light: FloatArray) -> FloatArray:
    """(..., 3) L*, a*, b* under D65. Eq. (13.6)."""
    share = light @ TO_XYZ.T / WHITE
    root = np.where(share > EPSILON, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = np.moveaxis(root, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


@dataclass(frozen=True, eq=False, kw_only=True)
class GreyCard:
    """What a grey card showed on a photo: its light, which should be alike in all primaries."""

    light: FloatArray  # (3,)

    def __post_init__(self) -> None:
        object.__setattr__(self, "light", frozen(self.light))
        assert self.light.shape == (3,) and self.light.min() > 0

    @property
    def gain(self) -> FloatArray:
        """(3,) what each primary is multiplied by, so that the card is as grey as it is. (13.7)."""
        return floats(_limit("reflectance") / self.light)


def corrected(picture: FloatArray, card: GreyCard | None) -> FloatArray:
    """(..., 3) light of a picture, by the grey card where one is on it."""
    light = light_of(picture)
    return light if card is None else light * card.gain


def grey_card(picture: FloatArray, at_px: FloatArray, radius_px: float) -> GreyCard | Message:
    """The grey card at a place of a picture, or why what lies there is none.

    Args:
        picture: (rows, columns, 3), 0 to 1.
        at_px: (2,) column and row of its middle.
        radius_px: of what is looked at.
    """
    rows, columns = picture.shape[:2]
    reach = int(np.ceil(radius_px))
    column, row = (int(v) for v in at_px)
    if not (reach <= column < columns - reach and reach <= row < rows - reach):
        return message("photo-card_edge")
    cut = picture[row - reach : row + reach + 1, column - reach : column + reach + 1]
    light = light_of(cut.reshape(-1, 3))
    low, middle, high = np.percentile(light, [16, 50, 84], axis=0)
    least, most, uneven = (_limit(name) for name in ("darkest", "lightest", "uneven"))
    if middle.min() < least or middle.max() > most:
        return message("photo-card_tone")
    if float((high - low).max()) / 2 > uneven * float(middle.mean()):
        return message("photo-card_uneven")
    return GreyCard(light=middle)


def _limit(name: str) -> float:
    return numbers("photo")[f"card.{name}"].value
